from __future__ import annotations

import errno
import sqlite3
from typing import TYPE_CHECKING

import pytest

from db.failure import Fault, StoreProblem, faults

if TYPE_CHECKING:
    from pathlib import Path


def raised(error: Exception, path: Path) -> Fault:
    with pytest.raises(StoreProblem) as caught, faults(path):
        raise error
    assert caught.value.__cause__ is error
    return caught.value.fault


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("words nobody reads")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_says_where_and_what_to_do(fault: Fault, tmp_path: Path) -> None:
    message = StoreProblem(fault, tmp_path / "so.cchc").message
    assert "so.cchc" in message
    assert "Hãy" in message


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (sqlite3.SQLITE_BUSY, Fault.IN_USE),
        (sqlite3.SQLITE_BUSY_RECOVERY, Fault.IN_USE),
        (sqlite3.SQLITE_CORRUPT_INDEX, Fault.DAMAGED),
        (sqlite3.SQLITE_NOTADB, Fault.NOT_OURS),
        (sqlite3.SQLITE_FULL, Fault.DISK_FULL),
        (sqlite3.SQLITE_READONLY_DIRECTORY, Fault.READ_ONLY),
        (sqlite3.SQLITE_IOERR_FSYNC, Fault.REMOVED),
    ],
)
def test_sqlite_is_understood_by_its_code(code: int, fault: Fault, tmp_path: Path) -> None:
    assert raised(sqlite_error(code), tmp_path / "so.cchc") is fault


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, Fault.DISK_FULL),
        (errno.EACCES, Fault.READ_ONLY),
        (errno.EIO, Fault.REMOVED),
        (errno.ENOENT, Fault.NOT_FOUND),
    ],
)
def test_the_system_is_understood_by_its_number(number: int, fault: Fault, tmp_path: Path) -> None:
    assert raised(OSError(number, "words nobody reads"), tmp_path / "so.cchc") is fault


def test_what_can_not_be_opened_is_looked_at(tmp_path: Path) -> None:
    error = sqlite_error(sqlite3.SQLITE_CANTOPEN)
    there = tmp_path / "so.cchc"
    there.touch()
    assert raised(error, tmp_path / "khác.cchc") is Fault.NOT_FOUND
    assert raised(error, tmp_path / "không có" / "so.cchc") is Fault.NO_FOLDER
    assert raised(error, tmp_path) is Fault.NOT_OURS
    assert raised(error, there) is Fault.READ_ONLY


@pytest.mark.parametrize(
    "bug",
    [
        sqlite_error(sqlite3.SQLITE_ERROR),
        sqlite_error(sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY),
        sqlite3.ProgrammingError("closed"),
        OSError("without a number"),
        OSError(errno.EMFILE, "too many files"),
        KeyError("x"),
    ],
)
def test_bugs_pass_through(bug: Exception, tmp_path: Path) -> None:
    with pytest.raises(type(bug)) as caught, faults(tmp_path):
        raise bug
    assert caught.value is bug


def test_text_that_is_no_text_is_damage(tmp_path: Path) -> None:
    connection = sqlite3.connect(":memory:")
    with pytest.raises(StoreProblem) as caught, faults(tmp_path):
        connection.execute("SELECT CAST(x'ff' AS TEXT)").fetchone()
    connection.close()
    assert caught.value.fault is Fault.DAMAGED


def test_broken_text_in_sqlites_own_message_means_damage(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem) as caught, faults(tmp_path / "sổ.cchc"):
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    assert caught.value.fault is Fault.DAMAGED
