"""The path of every edit: one value of one report, with its history row, in one transaction.

These statements run each time a field is left, so they are plain and few.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from db.codec import Stored, decode, decoding, encode, moment
from forms.problem import Problem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from db.codec import Content
    from db.session import Session


class EntryKind(StrEnum):
    """What a value is to its report. REPORT occurs in the history only: its state, its removal."""

    FIGURE = "figure"
    TEXT = "text"
    TABLE = "table"
    FRONT = "front"
    EXCEPTION = "exception"
    AS_OF = "as_of"
    NOTE = "note"
    UNREVIEWED = "unreviewed"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Edit:
    """One value before and after; None where there was or is none."""

    kind: EntryKind
    key: str
    old: Content | None
    new: Content | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a write has changed in a report; it is false when nothing has.

    Attributes:
        report_id: The report.
        edits: The values changed, in order.
        edited_at: When it was made durable, or None if nothing changed.
    """

    report_id: str
    edits: tuple[Edit, ...] = ()
    edited_at: datetime | None = None

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.edits)


class Row(NamedTuple):
    """One value to be written, as it is kept."""

    kind: str
    key: str
    old: Stored | None
    new: Stored | None

    def meaning(self) -> Edit:
        """Return the edit this row stands for."""
        return Edit(EntryKind(self.kind), self.key, _decoded(self.old), _decoded(self.new))


_READ = (
    "SELECT r.revision, r.state, e.type, e.value FROM report r "
    "LEFT JOIN entry e ON e.report_id = r.id AND e.kind = ? AND e.key = ? "
    "WHERE r.id = ? AND r.removed_at IS NULL"
)
#: `db.reports.State.ISSUED`; that module stands above this one.
_ISSUED = "issued"
_TOUCH = "UPDATE report SET revision = ?, edited_at = ? WHERE id = ?"
_WRITE = (
    "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (report_id, kind, key) "
    "DO UPDATE SET type = excluded.type, value = excluded.value, revision = excluded.revision, "
    "edited_at = excluded.edited_at, origin = excluded.origin"
)
_ERASE = "DELETE FROM entry WHERE report_id = ? AND kind = ? AND key = ?"
_TELL = (
    "INSERT INTO history "
    "(report_id, kind, key, old_type, old, new_type, new, edited_at, editor, batch) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
# Steps taken back and not taken again are given up as soon as something else is done.
_GIVE_UP = "UPDATE history SET undone = 2 WHERE report_id = ? AND undone = 1"


def put(session: Session, report_id: str, kind: EntryKind, key: str, new: Content | None) -> Change:
    """Set a value, or remove it with None; one step of undo.

    Raises:
        Problem: There is no such report, it was issued, or the value can't be kept.
        StoreProblem: It could not be written; nothing has changed.
    """
    stored = None if new is None else encode(new)
    with session.writing() as connection:
        found = connection.execute(_READ, (kind.value, key, report_id)).fetchone()
        if found is None:
            raise no_report(report_id)
        old = _stored(*found[2:])
        if old == stored:
            return Change(report_id)
        refuse_issued(found[1])
        row = Row(kind.value, key, old, stored)
        if report_id in session.taken_back:
            connection.execute(_GIVE_UP, (report_id,))
        edited_at = write(session, report_id, found[0] + 1, [row])
        tell(session, report_id, [row], edited_at, batch=session.step())
        return change(session, report_id, [row], edited_at)


def write(
    session: Session, report_id: str, revision: int, rows: Iterable[Row], origin: str = ""
) -> str:
    """Write the new values and mark the report as edited; return the moment as stored.

    ``origin`` is the store in which the values were written, unless it is this one.
    """
    connection, now = session.connection, session.now()
    connection.execute(_TOUCH, (revision, now, report_id))
    for row in rows:
        if row.new is None:
            connection.execute(_ERASE, (report_id, row.kind, row.key))
        else:
            value = (row.new.type, row.new.value, revision, now, origin or session.origin)
            connection.execute(_WRITE, (report_id, row.kind, row.key, *value))
    return now


def tell(
    session: Session, report_id: str, rows: Iterable[Row], edited_at: str, *, batch: int | None
) -> None:
    """Add the history rows; without a batch the change can't be undone."""
    for row in rows:
        values = (*_columns(row.old), *_columns(row.new), edited_at, session.editor, batch)
        session.connection.execute(_TELL, (report_id, row.kind, row.key, *values))


def change(session: Session, report_id: str, rows: Iterable[Row], edited_at: str) -> Change:
    """Return what was done, in the words of the report.

    Raises:
        StoreProblem: A former value can't be read back: DAMAGED.
    """
    with decoding(session.path):
        return Change(report_id, tuple(row.meaning() for row in rows), moment(edited_at))


def revision_of(connection: sqlite3.Connection, report_id: str) -> int:
    """Return the revision of a report.

    Raises:
        Problem: There is no such report.
    """
    question = "SELECT revision FROM report WHERE id = ? AND removed_at IS NULL"
    found = connection.execute(question, (report_id,)).fetchone()
    if found is None:
        raise no_report(report_id)
    return int(found[0])


def refuse_issued(state: str) -> None:
    """Refuse to change a report in that state if it was issued.

    Raises:
        Problem: It was; it must be made a draft again first.
    """
    if state == _ISSUED:
        raise Problem(
            "Báo cáo đã phát hành nên không sửa được. Hãy chọn “Mở lại để sửa” rồi sửa tiếp."
        )


def no_report(report_id: str) -> Problem:
    """Return the problem of a report that is not there."""
    return Problem(
        f"Trong sổ không có báo cáo mang mã “{report_id}”; có thể báo cáo đã bị xóa. "
        "Hãy mở lại danh sách báo cáo."
    )


def stored_row(kind: str, key: str, *columns: str | int | None) -> Row:
    """Return a row from its columns: old type, old value, new type, new value."""
    return Row(kind, key, _stored(*columns[:2]), _stored(*columns[2:]))


def _stored(kind: str | int | None, value: str | int | None) -> Stored | None:
    return None if kind is None or value is None else Stored(str(kind), value)


def _columns(stored: Stored | None) -> tuple[str | None, int | str | None]:
    return (None, None) if stored is None else (stored.type, stored.value)


def _decoded(stored: Stored | None) -> Content | None:
    return None if stored is None else decode(stored.type, stored.value)
