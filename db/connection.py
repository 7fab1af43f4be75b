"""Connections to SQLite files: how they are opened, distrusted, checked and copied whole.

A store's file is never opened but through SQLite. On POSIX systems closing any other handle on a
file drops this process's locks on it (sqlite.org, "How To Corrupt An SQLite Database File", 2.2).
"""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import ExitStack, closing, contextmanager, suppress
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import quote

from db.failure import Fault, StoreProblem, faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class Access(StrEnum):
    """What a connection may do; the value is the query part of SQLite's file URI.

    A glance takes no lock, recovers nothing and leaves no trace, even in a file that is not ours.
    """

    CREATE = "mode=rwc"
    WRITE = "mode=rw"
    READ = "mode=ro"
    GLANCE = "mode=ro&immutable=1"


#: Said to every connection, since any file may come from a stick
#: (sqlite.org, "Defense Against The Dark Arts").
_DISTRUST = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA foreign_keys=ON",
)


def connect(path: Path, access: Access) -> sqlite3.Connection:
    """Open a file without waiting for locks; transactions are begun and ended by hand.

    Raises:
        sqlite3.Error: It can't be opened; see `db.failure.faults`.
    """
    return _opened(f"{_uri(path)}?{access}")


def connect_to(content: bytes) -> sqlite3.Connection:
    """Open a copy of a file's bytes in memory; what is written there is written nowhere else.

    Whether they are such a file is noticed only when it is asked for something.
    """
    connection = _opened(":memory:")
    connection.deserialize(content or b"\0")  # for no bytes at all it finds no memory
    return connection


def _opened(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        name,
        uri=True,
        timeout=0,
        isolation_level=None,
        check_same_thread=False,  # the session's own lock keeps threads apart
    )
    for pragma in _DISTRUST:
        connection.execute(pragma)
    return connection


@contextmanager
def attached(connection: sqlite3.Connection, contents: Mapping[str, bytes]) -> Iterator[None]:
    """Let statements reach copies of files in memory, each under its name; up to ten of them.

    Not inside a transaction, which would keep hold of them.
    """
    with ExitStack() as stack:
        for name, content in contents.items():
            connection.execute(f"ATTACH ':memory:' AS {name}")
            stack.callback(connection.execute, f"DETACH {name}")
            connection.deserialize(content, name=name)
        yield


def _uri(path: Path) -> str:
    """Return the file URI; unlike that of `Path.as_uri`, SQLite takes it for a server's share."""
    posix = path.absolute().as_posix()
    return "file://" + quote(os.fsencode(posix if posix.startswith("/") else f"/{posix}"))


def number(connection: sqlite3.Connection, question: str) -> int:
    """Return the one whole number that a statement answers with."""
    (answer,) = connection.execute(question).fetchone()
    return int(answer)


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    """Hold one transaction ("IMMEDIATE", "EXCLUSIVE"): all of what happens inside, or nothing."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def check_pages(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file whose structure is broken; quick enough for every opening.

    Raises:
        StoreProblem: DAMAGED.
    """
    _ask(connection, path, "PRAGMA quick_check(1)")
    # A text encoding that makes no sense is noticed only when the schema is read a second time.
    connection.execute("PRAGMA writable_schema=RESET")
    _ask(connection, path, "SELECT iif(count(*) >= 0, 'ok', '') FROM sqlite_schema")


def _ask(connection: sqlite3.Connection, path: Path, question: str) -> None:
    try:
        (verdict,) = connection.execute(question).fetchone()
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR:
            raise
        verdict = "a header or a schema that SQLite can make nothing of"
    if verdict != "ok":
        raise StoreProblem(Fault.DAMAGED, path)


def copy_whole(source: sqlite3.Connection, original: Path, target: Path) -> None:
    """Write a compact copy, look whether it is whole, and only then give it its name.

    Args:
        source: An open connection to the original.
        original: The original's path; if the copy shows damage, it is the original that has it.
        target: What the copy is called.

    Raises:
        StoreProblem: It could not be written; nothing is left behind.
    """
    partial = beside(target, ".partial")
    try:
        with faults(target):
            partial.write_bytes(b"")  # so that the system says why, if it can't be written
            source.execute("VACUUM INTO ?", (str(partial),))
            with closing(connect(partial, Access.READ)) as copy:
                _ask(copy, target, "PRAGMA integrity_check(1)")
            put_in_place(partial, target)
    except StoreProblem as problem:
        if problem.fault is Fault.DAMAGED:
            raise StoreProblem(Fault.DAMAGED, original) from problem
        raise
    finally:
        with suppress(OSError):  # what stopped the copy matters, not the tidying
            partial.unlink(missing_ok=True)


def put_in_place(partial: Path, target: Path, *, is_flushed: bool = False) -> None:
    """Give a finished file its name for good: a power cut leaves the old file or the new.

    Once it is told, a stick may be pulled out.

    Args:
        partial: The file.
        target: Its name; a file that bears it is replaced.
        is_flushed: Whether what was written is on disk already; what SQLite wrote is not.
    """
    if not is_flushed:
        _flush(partial)
    partial.replace(target)
    _flush(target)  # the name too, where no folder can be flushed
    try:
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:  # Windows opens no folders, and some shares flush none
        if error.errno == errno.EIO:
            raise


def _flush(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def beside(path: Path, ending: str) -> Path:
    """Return the path of a companion file: the whole name and then some."""
    return path.with_name(path.name + ending)
