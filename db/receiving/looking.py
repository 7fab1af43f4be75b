"""Looking at a file from outside: copied, its tables compared, its seal and every cell checked.

Nothing is believed before it was looked at, and nothing that could run is ever run: the copy is
asked through a connection of its own that only reads, with SQLite's own limits set low.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from db import schema
from db.connection import connect_to
from db.failure import Fault, StoreProblem, faults
from db.handover import seal
from db.receiving import contents
from db.receiving.copying import copy_privately
from db.receiving.heads import giver_of, removed_in, reports_of
from db.receiving.incoming import FileKind, Incoming, PrivateCopy
from db.receiving.tables import check_tables
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from db.receiving.copying import Copied
    from db.receiving.heads import Giver

#: What SQLite may be asked to do with a file from outside (sqlite.org/security.html).
_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: 4 << 20,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 8,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 20,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
}
#: Where the header says which encoding the texts are in, and what a store's says
#: (sqlite.org/fileformat2.html, 1.3.13). SQLite asked about the file alone takes more for UTF-8
#: than it then allows beside a store.
_ENCODING: Final = slice(56, 60)
_UTF_8: Final = b"\0\0\0\1"
#: After so many of SQLite's own steps, some milliseconds, it may be told to stop.
_STEP: Final = 200_000
_UNSIGNED: Final = (
    "Tệp này là bản sao của cả sổ dữ liệu, không có chữ ký: chương trình không biết chắc ai đã "
    "chép và có ai sửa không. Hãy hỏi lại đơn vị trước khi nhận."
)


def look(path: Path, *, passphrase: str = "", step: Callable[[], None] = lambda: None) -> Incoming:
    """Look a file through and return what it holds; close it when it is done with.

    Args:
        path: The file, as it lies on the stick; it is read once and never written.
            It must not be a store that this program has open.
        passphrase: What the file is locked with, if it is.
        step: Called every now and then, for a large file takes a while; may raise to stop.

    Raises:
        Locked: It needs a passphrase.
        Problem: It is refused; the sentence says why and what to do.
        StoreProblem: It can't be read.
    """
    return _looked(path, copy_privately(path, passphrase), step)


def _looked(path: Path, copied: Copied, step: Callable[[], None]) -> Incoming:
    with _judging(path, step), closing(_opened(copied.content, step)) as connection:
        version = _check_tables(connection, copied, path.name)
        if copied.kind is FileKind.STORE and version < schema.VERSION:
            return _looked(path, replace(copied, content=_upgraded(copied.content)), step)
        public_key = _sealed_by(connection, copied, path.name)
        giver = giver_of(connection, copied.kind, path.name)
        return _incoming(connection, path, copied, giver, public_key, step)


def _check_tables(connection: sqlite3.Connection, copied: Copied, name: str) -> int:
    """Compare the tables, then look at every page; return the version stated."""
    if copied.content[_ENCODING] != _UTF_8:
        raise _damaged(name)
    check_tables(connection, copied.kind, name)
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise _damaged(name)
    return schema.version_of(connection)


def _incoming(
    connection: sqlite3.Connection,
    path: Path,
    copied: Copied,
    giver: Giver,
    public_key: bytes | None,
    step: Callable[[], None],
) -> Incoming:
    reports = reports_of(connection, copied.kind, path.name)
    found = contents.check(connection, path.name, reports, step)
    lines = found.lines
    if copied.kind is FileKind.STORE:
        lines = (_UNSIGNED, *removed_in(connection), *lines)
    if not reports:
        lines = (*lines, f"Tệp “{path.name}” không có báo cáo nào để nhận.")
    return Incoming(
        source=path,
        copy=PrivateCopy(copied.content),
        kind=copied.kind,
        store_id=giver.store_id,
        unit=giver.unit,
        editor=giver.editor,
        made_at=giver.made_at,
        public_key=public_key,
        sha256=copied.sha256,
        reports=reports,
        dropped=found.dropped,
        lines=lines,
    )


def _sealed_by(connection: sqlite3.Connection, copied: Copied, name: str) -> bytes | None:
    if copied.kind is not FileKind.HAND_OVER:
        return None
    return seal.sealed_by(copied.content, connection, name)


def _opened(content: bytes, step: Callable[[], None]) -> sqlite3.Connection:
    connection = connect_to(content)
    connection.set_progress_handler(lambda: _is_to_stop(step), _STEP)
    connection.execute("PRAGMA query_only=ON")
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    return connection


def _upgraded(content: bytes) -> bytes:
    with closing(connect_to(content)) as connection:
        schema.upgrade(connection)
        return connection.serialize()


def _is_to_stop(step: Callable[[], None]) -> bool:
    """Let SQLite stop in the middle of a question; `_judging` then raises why."""
    try:
        step()
    except Exception:  # noqa: BLE001  (whatever it is, nobody waits for the answer)
        return True
    return False


@contextmanager
def _judging(path: Path, step: Callable[[], None]) -> Iterator[None]:
    """Say of whatever SQLite finds wrong with the copy that the file is damaged.

    Of a question that it was told to stop it says the same; whoever told so, tells again.
    """
    try:
        with faults(path):
            yield
    except StoreProblem as problem:
        step()
        if problem.fault in (Fault.DAMAGED, Fault.NOT_OURS):
            raise _damaged(path.name) from problem
        raise
    except (sqlite3.Error, UnicodeDecodeError) as error:
        step()
        # The words of a schema, the size of a cell; a sentence of SQLite that quotes a broken word.
        raise _damaged(path.name) from error


def _damaged(name: str) -> Problem:
    return Problem(
        f"Tệp “{name}” bị hỏng, bị cắt cụt hoặc không do chương trình này ghi ra. "
        "Hãy đề nghị đơn vị giao lại tệp."
    )
