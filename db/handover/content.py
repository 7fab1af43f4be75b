"""What is handed over: drawn out of the store in one go, finished with the office's seal.

The file is put together in memory: nothing unsealed or unencrypted ever lies on a stick, and a
process that dies leaves nothing behind. The same reports, giver, moment and key give the same
bytes: rows come in the order of their keys, and nothing is drawn by lot.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from db import schema
from db.codec import decode, decoding
from db.handover import layout
from db.handover.seal import sealed
from db.reports import live
from forms.problem import Problem
from forms.report import UnitRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from db.handover.keys import Key
    from db.reports import ReportInfo
    from db.session import Session

Row = tuple[Any, ...]

#: Longer words in the head are cut: a head on one page has no room for a second copy of the seal.
_LONGEST_WORDS: Final = 200
#: Table → where a type and its value stand in its columns.
_VALUES: Final[dict[str, tuple[slice, ...]]] = {
    "report": (),
    "entry": (slice(3, 5),),
    "history": (slice(4, 6), slice(6, 8)),
}
_KEYS: Final = {"report": "id", "entry": "report_id, kind, key", "history": "id"}


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who made a file, when (ISO, with its offset from UTC) and with which program."""

    made_at: str
    editor: str
    program: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is to be handed over, in tables that lie in memory until it is closed.

    Attributes:
        tables: The tables of the file, but for its head.
        reports: The reports, in the order of their periods.
        store_id: The giver's store.
        unit: The office whose store it is.
        stamp: Who has drawn it, and when.
    """

    tables: sqlite3.Connection
    reports: tuple[ReportInfo, ...]
    store_id: str
    unit: UnitRef
    stamp: Stamp

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.tables.close()

    def finished(self, stamp: Stamp, key: Key) -> bytes:
        """Return the bytes of the file, sealed."""
        with closing(_memory()) as whole:
            self.tables.backup(whole)
            head = self._head(stamp, key)
            # What stands for the seal until it is known must occur nowhere else.
            placeholder = hashlib.sha512(repr(sorted(head.items())).encode())
            placeholder.update(whole.serialize())
            head["seal"] = placeholder.digest()
            whole.executemany("INSERT INTO hand_over VALUES (?, ?)", sorted(head.items()))
            return sealed(whole.serialize(), head["seal"], key)

    def _head(self, stamp: Stamp, key: Key) -> dict[str, Any]:
        return {
            "store_id": self.store_id,
            "store_version": schema.VERSION,
            "program_version": stamp.program[:_LONGEST_WORDS],
            "unit_code": self.unit.code[:_LONGEST_WORDS],
            "unit_name": self.unit.name[:_LONGEST_WORDS],
            "made_at": stamp.made_at,
            "editor": stamp.editor[:_LONGEST_WORDS],
            "public_key": key.public,
        }


def draw(session: Session, report_ids: Sequence[str]) -> Drawn:
    """Copy reports out of a store, with what stands in them and how it came to be.

    Raises:
        Problem: No report was named, one is not in the list, or they are too much for one file.
        StoreProblem: The store is damaged.
    """
    if not report_ids:
        raise Problem("Chưa chọn báo cáo nào để giao. Hãy chọn ít nhất một báo cáo.")
    tables = _memory()
    try:
        with session.reading() as connection:
            infos = {live(session, report_id) for report_id in report_ids}
            _fill(tables, session, report_ids)
            ordered = tuple(sorted(infos, key=lambda info: (info.period, info.form, info.id)))
            unit = _unit(connection, ordered[0].unit)
            stamp = Stamp(session.now(), session.editor)
            return Drawn(tables, ordered, session.origin, unit, stamp)
    except BaseException:
        tables.close()
        raise


def stamp_of(content: bytes) -> Stamp | None:
    """Return who made a file and when, as its bytes say; None if they are no hand-over file."""
    names = ("made_at", "editor", "program_version")
    with closing(_memory()) as found:
        try:
            found.deserialize(content)
            if not layout.is_ours(found):
                return None
            head = dict(found.execute("SELECT key, value FROM hand_over").fetchall())
        except sqlite3.Error:
            return None
    told = [head.get(name) for name in names]
    return Stamp(*map(str, told)) if all(isinstance(word, str) for word in told) else None


def _memory() -> sqlite3.Connection:
    """Return an empty file in memory that can't outgrow what a receiver takes."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute(f"PRAGMA page_size={layout.PAGE_BYTES}")
    # One page less: a passphrase makes the file a little longer.
    connection.execute(f"PRAGMA max_page_count={layout.MAX_BYTES // layout.PAGE_BYTES - 1}")
    return connection


def _fill(tables: sqlite3.Connection, session: Session, report_ids: Iterable[str]) -> None:
    try:
        layout.make(tables)
        for table in _VALUES:
            columns = layout.COLUMNS[table]
            places = ", ".join("?" * len(columns))
            question = f"INSERT INTO {table} VALUES ({places})"  # noqa: S608  (our own names)
            tables.executemany(question, _rows(session, table, report_ids))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
            raise
        raise Problem(
            "Các báo cáo đã chọn quá lớn cho một tệp giao. Hãy giao làm nhiều lần, mỗi lần ít "
            "báo cáo hơn."
        ) from error


def _rows(session: Session, table: str, report_ids: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a table in the order of its key, each value found to be readable."""
    whose = "id" if table == "report" else "report_id"
    which = "" if table == "report" else f" AND kind IN ({_quoted(layout.KINDS)})"
    question = (
        f"SELECT {', '.join(layout.COLUMNS[table])} FROM {table} "  # noqa: S608  (the same)
        f"WHERE {whose} IN (SELECT value FROM json_each(?)){which} ORDER BY {_KEYS[table]}"
    )
    for row in session.connection.execute(question, (json.dumps([*report_ids]),)):
        with decoding(session.path):
            for place in _VALUES[table]:
                _try(*row[place])
        yield row


def _try(kind: str | None, value: object) -> None:
    if kind is not None:
        decode(kind, value)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _unit(connection: sqlite3.Connection, otherwise: UnitRef) -> UnitRef:
    """Return the office of the store's settings; where they name none, whose report it is."""
    question = "SELECT value FROM meta WHERE key = ?"
    found = [
        connection.execute(question, (f"setting.unit_{part}",)).fetchone()
        for part in ("code", "name")
    ]
    code, name = ("" if row is None else str(row[0]) for row in found)
    return UnitRef(code, name) if code and name else otherwise
