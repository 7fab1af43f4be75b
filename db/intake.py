"""How reports come into the store: begun empty, begun as a copy, taken in whole."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from db.codec import Stored, clean, encode
from db.entries import EntryKind, Row, tell, write
from db.reports import ENTRIES, Head, info_of, live, refuse_second

if TYPE_CHECKING:
    from db.codec import Content
    from db.session import Session
    from forms.report import Report

#: Keys to carry into a copy, by kind. A kind left out is carried as `CARRIED` says.
Keep = Mapping[EntryKind, Collection[str]]

#: The front matter a copy carries: it is about the office, not about the one document.
CARRIED_FRONT: Final = frozenset(
    {"symbol", "place", "authority", "signer_title", "signer_name", "recipients", "addressee"}
)
#: What a copy carries unless told otherwise; None is everything.
CARRIED: Final[Mapping[EntryKind, Collection[str] | None]] = MappingProxyType(
    {
        EntryKind.TEXT: None,
        EntryKind.TABLE: None,
        EntryKind.FRONT: CARRIED_FRONT,
        EntryKind.FIGURE: (),
    }
)
#: What somebody has to look at again in a copy.
_TO_REVIEW: Final = frozenset({EntryKind.TEXT, EntryKind.TABLE, EntryKind.FIGURE})


_INSERT = "INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, 'draft', ?, ?, ?, 1, NULL, NULL)"


def add(session: Session, report: Report) -> str:
    """Take a whole report in, in one transaction; return its id.

    Raises:
        Problem: The store has a report of that form, unit and period already.
    """
    rows = [Row(kind.value, key, None, encode(value)) for kind, key, value in contents(report)]
    head = Head(report.form, report.form_version, report.unit, report.period)
    with session.writing():
        return _insert(session, head, rows, None)


def begin(session: Session, head: Head, copy_of: str | None, keep: Keep) -> str:
    """Begin a report, empty or as a copy; return its id.

    Raises:
        Problem: There is such a report already, or none to copy from.
    """
    with session.writing():
        rows = [] if copy_of is None else _copied(session, info_of(session, copy_of).id, keep)
        return _insert(session, head, rows, copy_of)


def contents(report: Report) -> Iterator[tuple[EntryKind, str, Content]]:
    """Yield everything a report holds, as entries of the store."""
    values: dict[EntryKind, Mapping[str, Content]] = {
        EntryKind.FIGURE: report.figures,
        EntryKind.TEXT: report.texts,
        EntryKind.TABLE: report.tables,
        EntryKind.FRONT: report.front,
        EntryKind.EXCEPTION: {each.rule: each.reason for each in report.exceptions},
        EntryKind.AS_OF: report.as_of,
        EntryKind.NOTE: report.notes,
    }
    for kind, held in values.items():
        for key, value in held.items():
            yield kind, key, value


def unreviewed(session: Session, report_id: str) -> set[str]:
    """Return the copied texts, tables and figures nobody has looked at yet."""
    question = "SELECT key FROM entry WHERE report_id = ? AND kind = 'unreviewed'"
    with session.reading() as connection:
        return {key for (key,) in connection.execute(question, (report_id,))}


def mark_reviewed(session: Session, report_id: str, key: str) -> bool:
    """Note that a copied field was looked at; no step of undo. False if it needed no look."""
    question = "SELECT type, value FROM entry WHERE report_id = ? AND kind = ? AND key = ?"
    kind = EntryKind.UNREVIEWED.value
    with session.writing() as connection:
        revision = live(session, report_id).revision + 1
        found = connection.execute(question, (report_id, kind, key)).fetchone()
        if found is None:
            return False
        rows = [Row(kind, key, Stored(*found), None)]
        tell(session, report_id, rows, write(session, report_id, revision, rows), batch=None)
        return True


def _insert(
    session: Session,
    head: Head,
    rows: list[Row],
    copied_from: str | None,
) -> str:
    refuse_second(session.connection, head)
    report_id, now = str(uuid.uuid4()), session.now()
    names = (head.unit.code, clean(head.unit.name), str(head.period))
    session.connection.execute(
        _INSERT, (report_id, head.form, head.form_version, *names, now, now, copied_from)
    )
    tell(session, report_id, rows, write(session, report_id, 1, rows), batch=None)
    return report_id


def _copied(session: Session, source: str, keep: Keep) -> list[Row]:
    """Return what a copy begins with, and the marks that it has not been looked at."""
    rows = []
    for kind, key, type_, value in session.connection.execute(ENTRIES, (source,)):
        if _is_carried(EntryKind(kind), key, keep):
            rows.append(Row(kind, key, None, Stored(type_, value)))
            if kind in _TO_REVIEW:
                rows.append(Row(EntryKind.UNREVIEWED.value, key, None, Stored("str", kind)))
    return rows


def _is_carried(kind: EntryKind, key: str, keep: Keep) -> bool:
    wanted = keep[kind] if kind in keep else CARRIED.get(kind, ())
    return wanted is None or key in wanted
