"""Whole reports: listed, read, issued, taken out of the list and put back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from db.codec import Stored, decode, decoding, moment
from db.entries import EntryKind, Row, no_report, tell, write
from forms.period import Period
from forms.problem import Problem
from forms.report import Accepted, Report, UnitRef

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from db.session import Session


@dataclass(frozen=True, slots=True)
class Head:
    """What makes a report that report and no other."""

    form: str
    form_version: str
    unit: UnitRef
    period: Period


class State(StrEnum):
    """Whether a report is still being written."""

    DRAFT = "draft"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """What the list of reports shows of one; moments bear their offset from UTC.

    Attributes:
        id: Stays the same for ever, in every copy of the store.
        copied_from: The report it was begun from, if any.
        revision: Grows by one with each change.
        removed: Whether it has been taken out of the list.
        giver: The store it was received from; None for what was begun or taken in here.
    """

    id: str
    head: Head
    state: State
    created_at: datetime
    edited_at: datetime
    copied_from: str | None
    revision: int
    removed: bool
    giver: str | None = None

    @property
    def form(self) -> str:
        """The form's id."""
        return self.head.form

    @property
    def form_version(self) -> str:
        """The form's version."""
        return self.head.form_version

    @property
    def unit(self) -> UnitRef:
        """Whose report it is."""
        return self.head.unit

    @property
    def period(self) -> Period:
        """What it covers."""
        return self.head.period


_COLUMNS = (
    "id, form, form_version, unit_code, unit_name, period, state, created_at, edited_at, "
    "copied_from, revision, removed_at IS NOT NULL, giver"
)
_SAME = (
    "SELECT 1 FROM report WHERE form = ? AND unit_code = ? AND period = ? AND removed_at IS NULL"
)
#: Everything that stands in a report.
ENTRIES = "SELECT kind, key, type, value FROM entry WHERE report_id = ? ORDER BY kind, key"


def reports(session: Session, *, removed: bool) -> tuple[ReportInfo, ...]:
    """Return the reports of the store, newest period first; or those taken out of it."""
    condition = "removed_at IS NOT NULL" if removed else "removed_at IS NULL"
    question = f"SELECT {_COLUMNS} FROM report WHERE {condition} ORDER BY id"  # noqa: S608
    with session.reading() as connection, decoding(session.path):
        found = [_info(row) for row in connection.execute(question)]
    return tuple(sorted(found, key=lambda info: info.period, reverse=True))


def info_of(session: Session, report_id: str) -> ReportInfo:
    """Return what is known of one report, also of one taken out.

    Raises:
        Problem: There is no such report.
    """
    question = f"SELECT {_COLUMNS} FROM report WHERE id = ?"  # noqa: S608
    with session.reading() as connection:
        row = connection.execute(question, (report_id,)).fetchone()
        if row is None:
            raise no_report(report_id)
        with decoding(session.path):
            return _info(row)


def load(session: Session, report_id: str) -> Report:
    """Return the whole report.

    Raises:
        Problem: There is no such report.
        StoreProblem: The file is damaged.
    """
    info = info_of(session, report_id)
    values: dict[EntryKind, dict[str, Any]] = {kind: {} for kind in EntryKind}
    with session.reading() as connection, decoding(session.path):
        for kind, key, type_, value in connection.execute(ENTRIES, (report_id,)):
            values[EntryKind(kind)][key] = decode(type_, value)
    return Report(
        form=info.form,
        form_version=info.form_version,
        unit=info.unit,
        period=info.period,
        figures=values[EntryKind.FIGURE],
        texts=values[EntryKind.TEXT],
        tables=values[EntryKind.TABLE],
        front=values[EntryKind.FRONT],
        exceptions=tuple(Accepted(*pair) for pair in values[EntryKind.EXCEPTION].items()),
        as_of=values[EntryKind.AS_OF],
        notes=values[EntryKind.NOTE],
    )


def set_state(session: Session, report_id: str, state: State) -> None:
    """Mark a report as a draft or as issued; recorded, but no step of undo."""
    with session.writing() as connection:
        before = live(session, report_id)
        if before.state is not state:
            question = "UPDATE report SET state = ? WHERE id = ?"
            connection.execute(question, (state.value, report_id))
            _tell_of_report(session, before, "state", (before.state.value, state.value))


def remove(session: Session, report_id: str) -> None:
    """Take a report out of the list; everything of it stays in the file (`put_back`)."""
    with session.writing() as connection:
        before = live(session, report_id)
        question = "UPDATE report SET removed_at = ? WHERE id = ?"
        connection.execute(question, (session.now(), report_id))
        _tell_of_report(session, before, "removed", ("0", "1"))


def put_back(session: Session, report_id: str) -> None:
    """Put a removed report back.

    Raises:
        Problem: Another report of the same form, unit and period has taken its place.
    """
    with session.writing() as connection:
        before = info_of(session, report_id)
        if before.removed:
            refuse_second(connection, before.head)
            connection.execute("UPDATE report SET removed_at = NULL WHERE id = ?", (report_id,))
            _tell_of_report(session, before, "removed", ("1", "0"))


def live(session: Session, report_id: str) -> ReportInfo:
    """Return what is known of a report that has not been taken out.

    Raises:
        Problem: There is none.
    """
    info = info_of(session, report_id)
    if info.removed:
        raise no_report(report_id)
    return info


def refuse_second(connection: sqlite3.Connection, head: Head) -> None:
    """Refuse a second report of the same form, unit and period.

    Raises:
        Problem: There is one in the list.
    """
    if connection.execute(_SAME, (head.form, head.unit.code, str(head.period))).fetchone():
        raise Problem(
            f"Trong sổ đã có báo cáo {head.period} của {head.unit.name} theo mẫu này. "
            "Hãy mở báo cáo đó để sửa, hoặc xóa đi trước khi lập lại."
        )


def _info(row: tuple[Any, ...]) -> ReportInfo:
    return ReportInfo(
        id=row[0],
        head=Head(row[1], row[2], UnitRef(row[3], row[4]), Period.parse(row[5])),
        state=State(row[6]),
        created_at=moment(row[7]),
        edited_at=moment(row[8]),
        copied_from=row[9],
        revision=row[10],
        removed=bool(row[11]),
        giver=row[12],
    )


def _tell_of_report(
    session: Session, before: ReportInfo, key: str, values: tuple[str, str]
) -> None:
    row = Row(EntryKind.REPORT.value, key, *(Stored("str", value) for value in values))
    edited_at = write(session, before.id, before.revision + 1, ())
    tell(session, before.id, [row], edited_at, batch=None)
