"""Is a file's schema ours, word for word? Found out by reading it, before anything in it runs."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING, Final

from db import schema
from db.handover import layout
from db.receiving.incoming import FileKind
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

#: Names in quotes; sqlite-utils has changed how it quotes, and nothing else is told by it. But
#: "NULL" is no NULL: SQLite takes it for a word, and an index over other rows for ours.
_QUOTED = re.compile(r'"(?!(?i:null)")([A-Za-z_]\w*)"|\[([A-Za-z_]\w*)\]')
_WORD = re.compile(r"\w+|[^\w\s]")
_SCHEMA: Final = "SELECT type, name, tbl_name, sql FROM sqlite_schema"

Shape = frozenset[tuple[str, str, str, tuple[str, ...]]]


def check_tables(connection: sqlite3.Connection, kind: FileKind, name: str) -> None:
    """Refuse a file whose tables are not exactly ours of the version it states.

    Raises:
        Problem: They aren't, or the version is newer than this program.
    """
    version = schema.version_of(connection)
    newest = _NEWEST[kind]
    if version > newest:
        raise Problem(
            f"Tệp “{name}” do phiên bản mới hơn của chương trình tạo ra (phiên bản tệp {version}, "
            f"chương trình này đọc đến {newest}). Hãy cập nhật chương trình rồi nhận lại."
        )
    if version < 1 or not _IS_OURS[kind](connection, version):
        raise Problem(
            f"Tệp “{name}” có bảng, cột hoặc mã lệnh không phải của chương trình này nên không "
            "nhận; không có gì trong tệp được chạy. Hãy đề nghị đơn vị giao lại tệp."
        )


def shape_of(connection: sqlite3.Connection) -> Shape:
    """Return the words of a schema; only blanks between words and quotes of names are left out."""
    rows = connection.execute(_SCHEMA).fetchall()
    return frozenset((type_, name, table, _words(sql or "")) for type_, name, table, sql in rows)


def _words(sql: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_QUOTED.sub(r"\1\2", sql)))


@cache
def _store_of(version: int) -> Shape:
    """Return the schema of a store as that version left it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        schema.upgrade(empty, version)
        return shape_of(empty)


def _is_hand_over(connection: sqlite3.Connection, _version: int) -> bool:
    return layout.is_ours(connection)


def _is_store(connection: sqlite3.Connection, version: int) -> bool:
    return shape_of(connection) == _store_of(version)


_NEWEST: Final = {FileKind.HAND_OVER: layout.VERSION, FileKind.STORE: schema.VERSION}
_IS_OURS: Final[dict[FileKind, Callable[[sqlite3.Connection, int], bool]]] = {
    FileKind.HAND_OVER: _is_hand_over,
    FileKind.STORE: _is_store,
}
