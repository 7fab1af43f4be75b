"""Who changed what, when and from what; taking steps back and taking them again.

A step is a batch: all rows of one transaction. Its rows say in ``undone`` where it stands:
0 done, 1 taken back (can be taken again), 2 given up because something else was done since.
Rows without a batch (a new report's first contents, its state, marks of review) are no steps.
What a delivery brought is no step either, and steps from before it stay: taking one of them back
would take back what came since.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from db.codec import decoding, moment
from db.entries import Change, Edit, Row, change, refuse_issued, revision_of, stored_row, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from db.entries import EntryKind
    from db.session import Session


class Standing(IntEnum):
    """Where a change stands."""

    DONE = 0
    UNDONE = 1
    GIVEN_UP = 2


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change of one value.

    Attributes:
        edit: What was changed.
        edited_at: When.
        editor: By whom.
        batch: The step it belongs to, or None if it is no step of undo.
        standing: Whether it still stands.
    """

    edit: Edit
    edited_at: datetime
    editor: str
    batch: int | None
    standing: Standing


_ROWS = (
    "SELECT kind, key, old_type, old, new_type, new FROM history "
    "WHERE report_id = ? AND undone = ? AND batch = ? ORDER BY id"
)
_MARK = "UPDATE history SET undone = ? WHERE report_id = ? AND undone = ? AND batch = ?"
# From the end backwards, which is where the last step of the report at hand nearly always is.
_LAST_DONE = (
    "SELECT batch FROM history WHERE report_id = ? AND undone = 0 "
    "AND (batch IS NOT NULL OR delivery IS NOT NULL) ORDER BY id DESC LIMIT 1"
)
_FIRST_UNDONE = (
    "SELECT batch FROM history WHERE report_id = ? AND undone = 1 ORDER BY batch LIMIT 1"
)
_STATE = "SELECT state FROM report WHERE id = ?"
_COLUMNS = "kind, key, old_type, old, new_type, new, edited_at, editor, batch, undone"
_ALL = f"SELECT {_COLUMNS} FROM history WHERE report_id = ? ORDER BY id"  # noqa: S608  (ours)
# Beside max(), SQLite takes the other columns from the row that holds it.
_LAST = (
    f"SELECT {_COLUMNS}, report_id, max(id) FROM history "  # noqa: S608  (ours)
    "WHERE kind = ? AND key = ? AND undone = 0 GROUP BY report_id"
)


def undo(session: Session, report_id: str) -> Change | None:
    """Take the last step back; None if there is none.

    Raises:
        Problem: There is no such report, or it was issued.
    """
    return _move(session, report_id, _LAST_DONE, Standing.DONE, Standing.UNDONE)


def redo(session: Session, report_id: str) -> Change | None:
    """Take the step again that was taken back last; None if there is none.

    Raises:
        Problem: There is no such report, or it was issued.
    """
    return _move(session, report_id, _FIRST_UNDONE, Standing.UNDONE, Standing.DONE)


def history(session: Session, report_id: str, key: str | None = None) -> tuple[HistoryRow, ...]:
    """Return the changes of a report, or of one field of it, oldest first."""
    with session.reading() as connection, decoding(session.path):
        return tuple(
            _history_row(found)
            for found in connection.execute(_ALL, (report_id,))
            if key is None or found[1] == key
        )


def last_edits(session: Session, kind: EntryKind, key: str) -> Mapping[str, HistoryRow]:
    """Return the last change of one value that still stands, by report id.

    All in one look through the history, which no index parts by report: an edit stays cheap.
    """
    with session.reading() as connection, decoding(session.path):
        rows = connection.execute(_LAST, (kind, key))
        return {found[-2]: _history_row(found) for found in rows}


def _history_row(found: Sequence[Any]) -> HistoryRow:
    """Return what the columns of `_COLUMNS` mean; more may follow."""
    return HistoryRow(
        edit=stored_row(*found[:6]).meaning(),
        edited_at=moment(found[6]),
        editor=found[7],
        batch=found[8],
        standing=Standing(found[9]),
    )


def _move(
    session: Session, report_id: str, which: str, now: Standing, then: Standing
) -> Change | None:
    with session.writing() as connection:
        revision = revision_of(connection, report_id) + 1
        found = connection.execute(which, (report_id,)).fetchone()
        if found is None or found[0] is None:
            return None
        refuse_issued(connection.execute(_STATE, (report_id,)).fetchone()[0])
        place = (report_id, now.value, found[0])
        rows = [stored_row(*row) for row in connection.execute(_ROWS, place)]
        if then is Standing.UNDONE:
            rows = [Row(row.kind, row.key, row.new, row.old) for row in reversed(rows)]
        session.taken_back.add(report_id)
        edited_at = write(session, report_id, revision, rows)
        connection.execute(_MARK, (then.value, *place))
        return change(session, report_id, rows, edited_at)
