"""Looking at a file from outside: copied, its tables compared, its seal and every cell checked.

Nothing is believed before it was looked at, and nothing that could run is ever run: the copy is
opened for reading only, with SQLite's own limits set low.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db import schema
from db.connection import Access, connect
from db.failure import Fault, StoreProblem, faults
from db.handover import seal
from db.receiving import contents
from db.receiving.copying import copy_privately
from db.receiving.heads import giver_of, removed_in, reports_of
from db.receiving.incoming import FileKind, Incoming
from db.receiving.tables import check_tables
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_UNSIGNED: Final = (
    "Tệp này là bản sao của cả sổ dữ liệu, không có chữ ký: chương trình không biết chắc ai đã "
    "chép và có ai sửa không. Hãy hỏi lại đơn vị trước khi nhận."
)


def look(path: Path, folder: Path | None = None, *, passphrase: str = "") -> Incoming:
    """Look a file through and return what it holds; close it when it is done with.

    Args:
        path: The file, as it lies on the stick; it is read once and never written.
            It must not be a store that this program has open.
        folder: Where the private copy is made, in a folder of its own; by default among the
            system's temporary files.
        passphrase: What the file is locked with, if it is.

    Raises:
        Locked: It needs a passphrase.
        Problem: It is refused; the sentence says why and what to do.
        StoreProblem: It can't be read, or the copy can't be written.
    """
    with faults(folder or path):
        own = Path(tempfile.mkdtemp(prefix="nhan-", dir=folder))
    try:
        return _looked(path, copy_privately(path, own, passphrase))
    except BaseException:
        shutil.rmtree(own, ignore_errors=True)
        raise


def _looked(path: Path, copied: Copied) -> Incoming:
    with _judging(copied.path, path.name):
        version = _check_tables(copied, path.name)
        public_key = _sealed_by(copied, path.name)
        if copied.kind is FileKind.STORE and version < schema.VERSION:
            _upgrade(copied.path)
        with closing(_opened(copied.path)) as connection:
            giver = giver_of(connection, copied.kind, path.name)
            return _incoming(connection, path, copied, giver, public_key)


def _check_tables(copied: Copied, name: str) -> int:
    """Compare the tables, then look at every page; return the version stated."""
    with closing(_opened(copied.path)) as connection:
        if connection.execute("PRAGMA encoding").fetchone() != ("UTF-8",):
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
) -> Incoming:
    reports = reports_of(connection, copied.kind, path.name)
    found = contents.check(connection, path.name, reports)
    lines = found.lines
    if copied.kind is FileKind.STORE:
        lines = (_UNSIGNED, *removed_in(connection), *lines)
    if not reports:
        lines = (*lines, f"Tệp “{path.name}” không có báo cáo nào để nhận.")
    return Incoming(
        source=path,
        copy=copied.path,
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


def _sealed_by(copied: Copied, name: str) -> bytes | None:
    if copied.kind is not FileKind.HAND_OVER:
        return None
    try:
        return seal.check_seal(copied.path)
    except seal.SealBroken as problem:
        raise seal.SealBroken(name) from problem  # by the name the officer knows it by


def _opened(copy: Path) -> sqlite3.Connection:
    connection = connect(copy, Access.GLANCE)
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    return connection


def _upgrade(copy: Path) -> None:
    with closing(connect(copy, Access.WRITE)) as connection:
        schema.upgrade(connection)


@contextmanager
def _judging(copy: Path, name: str) -> Iterator[None]:
    """Say of whatever SQLite finds wrong with the copy that the file is damaged."""
    try:
        with faults(copy):
            yield
    except StoreProblem as problem:
        if problem.fault in (Fault.DAMAGED, Fault.NOT_OURS):
            raise _damaged(name) from problem
        raise
    except sqlite3.Error as error:  # the words of a schema, the size of a cell
        raise _damaged(name) from error


def _damaged(name: str) -> Problem:
    return Problem(
        f"Tệp “{name}” bị hỏng, bị cắt cụt hoặc không do chương trình này ghi ra. "
        "Hãy đề nghị đơn vị giao lại tệp."
    )
