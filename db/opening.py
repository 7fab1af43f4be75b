"""How a store is made and how it is opened: looked at, locked, checked, upgraded."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from db import holder, schema
from db.backup import back_up
from db.codec import decoding
from db.connection import Access, beside, check_pages, connect, number, put_in_place
from db.failure import Fault, StoreProblem, faults
from db.session import Session

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from db.session import Clock


def make_file(path: Path) -> None:
    """Make an empty store; it bears its name only once it is whole.

    Raises:
        StoreProblem: There is such a file already, or it can't be written.
    """
    partial = beside(path, ".partial")
    try:
        with faults(path):
            if path.exists():
                raise StoreProblem(Fault.EXISTS, path)
            partial.write_bytes(b"")  # so that the system says why, if it can't be written
            with closing(connect(partial, Access.CREATE)) as connection:
                schema.upgrade(connection)
            put_in_place(partial, path)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def look_at(path: Path) -> None:
    """Refuse what is no store of ours or too new, without a lock and without a trace.

    Raises:
        StoreProblem: NOT_FOUND, NO_FOLDER, NOT_OURS, DAMAGED or TOO_NEW.
    """
    with faults(path):
        if path.is_dir():
            raise StoreProblem(Fault.NOT_OURS, path, ": đây là một thư mục")
        if path.stat().st_size == 0:
            raise StoreProblem(Fault.DAMAGED, path, ": tệp rỗng")
        with closing(connect(path, Access.GLANCE)) as connection:
            if number(connection, "PRAGMA application_id") != schema.APPLICATION_ID:
                raise StoreProblem(Fault.NOT_OURS, path)
            _refuse_version(connection, path)


def open_session(path: Path, editor: str, clock: Clock) -> Session:
    """Return a session that holds the store alone until it is closed.

    Raises:
        StoreProblem: The file is refused, or somebody else has it open.
    """
    look_at(path)
    with faults(path):
        connection = connect(path, Access.WRITE)
    try:
        with faults(path):
            _take(connection, path)
            _bring_up_to_date(connection, path, clock())
            session = _session(connection, path, editor, clock)
            connection.execute("PRAGMA journal_mode=WAL")
            holder.leave_note(path, editor, clock())
    except BaseException:
        connection.close()
        raise
    return session


def close_session(session: Session) -> None:
    """Bring everything into the bare file and let go of it; a second time does nothing.

    Raises:
        StoreProblem: The journal could not be folded in; it stays beside the file and is
            folded in at the next opening.
    """
    if session.closed:
        return
    session.closed = True
    try:
        with session.reading() as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            holder.note_of(session.path).unlink(missing_ok=True)
    finally:
        session.connection.close()


def _take(connection: sqlite3.Connection, path: Path) -> None:
    """Lock the file for good; with this lock WAL needs no shared memory file."""
    try:
        with faults(path):
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            check_pages(connection, path)  # before any statement that reads the schema
            connection.execute("PRAGMA synchronous=FULL")
    except StoreProblem as problem:
        if problem.fault is Fault.IN_USE:
            raise StoreProblem(Fault.IN_USE, path, holder.holder_of(path)) from problem
        raise


def _bring_up_to_date(connection: sqlite3.Connection, path: Path, now: datetime) -> None:
    """Upgrade an older file, after a copy of it has been laid aside."""
    _refuse_version(connection, path)  # again: what the journal held counts now
    version = schema.version_of(connection)
    if version < schema.VERSION:
        back_up(connection, path, now, reason=f"truoc-nang-cap-{version}")
        _upgrade(connection, path)
    schema.check_tables(connection, path)


def _upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Take the missing steps; tables that can't take them are not those of the version stated."""
    try:
        schema.upgrade(connection)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:
            raise StoreProblem(Fault.DAMAGED, path) from error
        raise


def _session(connection: sqlite3.Connection, path: Path, editor: str, clock: Clock) -> Session:
    with decoding(path):
        question = "SELECT value FROM meta WHERE key = 'store_id'"
        (origin,) = connection.execute(question).fetchone()
        batch = number(connection, "SELECT coalesce(max(id), 0) FROM history")
        undone = connection.execute("SELECT DISTINCT report_id FROM history WHERE undone = 1")
        taken_back = {report_id for (report_id,) in undone}
    return Session(connection, path, editor, clock, origin, batch, taken_back)


def _refuse_version(connection: sqlite3.Connection, path: Path) -> None:
    version = schema.version_of(connection)
    if version > schema.VERSION:
        raise StoreProblem(Fault.TOO_NEW, path)
    if version < 1:  # no store was ever left without its tables
        raise StoreProblem(Fault.DAMAGED, path)
