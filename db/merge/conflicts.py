"""Conflicts: what both sides have changed, shown side by side and kept until somebody decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from db.codec import Stored, decode, decoding, moment
from db.entries import EntryKind, Row, write
from db.merge.applying import GIVE_UP, TELL, columns
from forms.problem import Problem

if TYPE_CHECKING:
    from datetime import datetime

    from db.codec import Content
    from db.session import Session
    from db.store import Store


class Choice(StrEnum):
    """Whose value is to stand."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value changed on both sides; None where there was or is none.

    Attributes:
        id: Its number.
        report_id: The report.
        kind: What the value is to its report.
        key: Its key.
        base: What both sides began from; None also where nothing is known of it.
        ours: What stands here now.
        theirs: What the giver has.
        giver: The unit whose store gave it.
        noted_at: When it was received.
    """

    id: int
    report_id: str
    kind: EntryKind
    key: str
    base: Content | None
    ours: Content | None
    theirs: Content | None
    giver: str
    noted_at: datetime


_OPEN: Final = (
    "SELECT c.id, c.report_id, c.kind, c.key, c.base_type, c.base, e.type, e.value, "
    "c.theirs_type, c.theirs, v.unit_name, v.noted_at, c.delivery_id, r.revision FROM conflict c "
    "JOIN delivery v ON v.id = c.delivery_id JOIN report r ON r.id = c.report_id "
    "LEFT JOIN entry e ON e.report_id = c.report_id AND e.kind = c.kind AND e.key = c.key "
    "WHERE c.decided_at IS NULL AND r.removed_at IS NULL"
)
_DECIDE: Final = "UPDATE conflict SET decided_at = ?, choice = ? WHERE id = ?"


def conflicts(store: Store, report_id: str | None = None) -> tuple[Conflict, ...]:
    """Return the open conflicts of the store, or of one report, in the order they came in."""
    session = store.session
    with session.reading() as connection, decoding(session.path):
        return tuple(
            _conflict(row)
            for row in connection.execute(f"{_OPEN} ORDER BY c.id")
            if report_id in (None, row[1])
        )


def decide(store: Store, conflict: int, choice: Choice) -> None:
    """Settle a conflict; theirs then stands in the report, also in one that was issued.

    It is no step of undo: the giver's value is no edit made here, and what was decided once is
    not asked again.

    Raises:
        Problem: There is no such conflict, or it was settled.
    """
    session = store.session
    with session.writing() as connection:
        row = connection.execute(f"{_OPEN} AND c.id = ?", (conflict,)).fetchone()
        if row is None:
            raise Problem("Chỗ vướng này đã được giải quyết. Hãy mở lại danh sách.")
        if choice is Choice.THEIRS:
            _take(session, row)
        connection.execute(_DECIDE, (session.now(), choice.value, conflict))


def _take(session: Session, row: tuple[Any, ...]) -> None:
    report_id, kind, key, ours, theirs = *row[1:4], _stored(row[6:8]), _stored(row[8:10])
    now = write(session, report_id, row[13] + 1, [Row(kind, key, ours, theirs)])
    session.connection.execute(GIVE_UP, (report_id,))
    sides = (*columns(ours), *columns(theirs))
    values = (report_id, kind, key, *sides, now, session.editor, row[12])
    session.connection.execute(TELL, values)


def _conflict(row: tuple[Any, ...]) -> Conflict:
    base, ours, theirs = (_content(_stored(row[at : at + 2])) for at in (4, 6, 8))
    kind, noted_at = EntryKind(row[2]), moment(row[11])
    return Conflict(row[0], row[1], kind, row[3], base, ours, theirs, row[10], noted_at)


def _stored(pair: tuple[Any, ...]) -> Stored | None:
    return None if pair[0] is None else Stored(*pair)


def _content(stored: Stored | None) -> Content | None:
    return None if stored is None else decode(*stored)
