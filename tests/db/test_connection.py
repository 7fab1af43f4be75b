from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast

import pytest

from db import connection
from db.connection import Access, check_pages, connect, copy_whole, transaction
from db.failure import Fault, StoreProblem

if TYPE_CHECKING:
    from pathlib import Path


class Elsewhere(PurePosixPath):
    """A path of another system, complete as it stands."""

    def absolute(self) -> Elsewhere:
        return self


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/so/dữ liệu.cchc", "file:///so/d%E1%BB%AF%20li%E1%BB%87u.cchc"),
        ("C:/so.cchc", "file:///C%3A/so.cchc"),
        ("//server/share/so.cchc", "file:////server/share/so.cchc"),
    ],
)
def test_any_system_path_becomes_a_uri(path: str, uri: str) -> None:
    assert connection._uri(cast("Path", Elsewhere(path))) == uri


def test_connections_distrust_the_file(path: Path) -> None:
    with closing(connect(path, Access.CREATE)) as opened:
        settings = ("trusted_schema", "cell_size_check", "mmap_size", "foreign_keys")
        found = {name: opened.execute(f"PRAGMA {name}").fetchone()[0] for name in settings}
    assert found == {"trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0, "foreign_keys": 1}


def test_a_transaction_is_all_or_nothing(path: Path) -> None:
    with closing(connect(path, Access.CREATE)) as opened:
        opened.execute("CREATE TABLE t (a)")

        def fail() -> None:
            with transaction(opened, "IMMEDIATE"):
                opened.execute("INSERT INTO t VALUES (1)")
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        assert opened.execute("SELECT * FROM t").fetchall() == []
        with transaction(opened, "IMMEDIATE"):
            opened.execute("INSERT INTO t VALUES (2)")
        assert opened.execute("SELECT * FROM t").fetchall() == [(2,)]


def test_a_copy_brings_hidden_damage_to_light_and_leaves_nothing(path: Path) -> None:
    """The pages are sound, but the same value stands twice in a column that is unique."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE t (a)")
        raw.execute("CREATE INDEX i ON t (a)")
        raw.executemany("INSERT INTO t VALUES (?)", [(1,), (1,)])
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute(
            "UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX i ON t (a)' WHERE name = 'i'"
        )
        raw.commit()
    target = path.with_name("bản sao.cchc")
    with closing(connect(path, Access.READ)) as source, pytest.raises(StoreProblem) as caught:
        copy_whole(source, path, target)
    assert caught.value.fault is Fault.DAMAGED
    assert str(path) in caught.value.message
    assert list(path.parent.iterdir()) == [path]


def test_a_check_that_can_not_be_made_is_no_verdict(path: Path) -> None:
    """Somebody else holds the file: that says nothing of its health."""
    with (
        closing(connect(path, Access.CREATE)) as first,
        closing(connect(path, Access.READ)) as other,
    ):
        first.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError):
            check_pages(other, path)


def test_a_copy_into_no_folder_is_said(path: Path) -> None:
    target = path.parent / "không có" / "bản sao.cchc"
    with closing(connect(path, Access.CREATE)) as source, pytest.raises(StoreProblem) as caught:
        copy_whole(source, path, target)
    assert caught.value.fault is Fault.NO_FOLDER
