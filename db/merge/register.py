"""The register: who has delivered the report of a period, who is late, to print or to copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from db.codec import decoding, moment
from db.reports import State
from forms.block import Grid
from forms.reporting_calendar import window

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from db.store import Store
    from forms.period import Period
    from forms.report import UnitRef

_HEADER: Final = ("TT", "Đơn vị", "Nhận lần đầu", "Nhận lần cuối", "Số lần", "Tình trạng")
_WIDTHS: Final = (6, 40, 16, 16, 8, 24)
_STATES: Final = {State.DRAFT: "bản nháp", State.ISSUED: "đã phát hành"}
_DELIVERIES: Final = (
    "SELECT r.unit_code, r.id, r.state, min(v.noted_at), max(v.noted_at), count(v.id) "
    "FROM report r LEFT JOIN delivered d ON d.report_id = r.id "
    "LEFT JOIN delivery v ON v.id = d.delivery_id AND v.direction = 'in' "
    "WHERE r.form = ? AND r.period = ? AND r.removed_at IS NULL GROUP BY r.id"
)


@dataclass(frozen=True, slots=True)
class Submission:
    """What one unit has delivered for a period.

    Attributes:
        unit: The unit.
        report_id: Its report here; None if there is none.
        state: The report's state, None if there is none.
        first_at: When it was received first; None if it never was (nothing, or typed in here).
        last_at: When it was received last.
        times: How often it was received.
        is_late: Whether it came after the due day, or is missing although that day is over.
    """

    unit: UnitRef
    report_id: str | None
    state: State | None
    first_at: datetime | None
    last_at: datetime | None
    times: int
    is_late: bool

    @property
    def words(self) -> str:
        """How it stands, for the register."""
        if self.state is None:
            return "Chậm, chưa nộp" if self.is_late else "Chưa nộp"
        late = "Nộp chậm" if self.is_late else "Đã nộp" if self.first_at else "Nhập tại đây"
        return f"{late}, {_STATES[self.state]}"


@dataclass(frozen=True, slots=True)
class Register:
    """Who has delivered for a period; a row for each unit that has to."""

    form: str
    period: Period
    due: date
    rows: tuple[Submission, ...]

    @property
    def missing(self) -> tuple[UnitRef, ...]:
        """The units of which there is no report."""
        return tuple(row.unit for row in self.rows if row.report_id is None)

    @property
    def late(self) -> tuple[UnitRef, ...]:
        """The units that are late, or came late."""
        return tuple(row.unit for row in self.rows if row.is_late)

    def grid(self) -> Grid:
        """Return the register as a table of a document."""
        rows = tuple(_cells(number, row) for number, row in enumerate(self.rows, 1))
        caption = f"Theo dõi nộp báo cáo {self.period}, hạn nộp {self.due:%d/%m/%Y}"
        return Grid(_HEADER, rows, _WIDTHS, caption)

    def text(self) -> str:
        """Return the register to be pasted into a worksheet: cells parted by tabs."""
        grid = self.grid()
        return "".join("\t".join(row) + "\n" for row in (grid.header, *grid.rows))


def register(
    store: Store,
    form: str,
    period: Period,
    units: Iterable[UnitRef],
    *,
    due: date | None = None,
) -> Register:
    """Say which units have delivered a period's report.

    Args:
        store: Where reports are received.
        form: The form's id.
        period: The period.
        units: The units that have to deliver, in the order wanted.
        due: The last day; by default that of the reporting calendar.

    Raises:
        Problem: No day was given and the calendar has none for that period.
    """
    session, day = store.session, due or window(period).due
    with session.reading() as connection, decoding(session.path):
        found = {row[0]: row for row in connection.execute(_DELIVERIES, (form, str(period)))}
    now = session.clock()
    rows = tuple(_submission(unit, found.get(unit.code), day, now) for unit in units)
    return Register(form, period, day, rows)


def _submission(unit: UnitRef, row: tuple[Any, ...] | None, due: date, now: datetime) -> Submission:
    if row is None:
        return Submission(unit, None, None, None, None, 0, now.astimezone().date() > due)
    first_at, last_at = (None if time is None else moment(time) for time in row[3:5])
    is_late = first_at is not None and first_at.astimezone().date() > due
    return Submission(unit, row[1], State(row[2]), first_at, last_at, row[5], is_late)


def _cells(number: int, row: Submission) -> tuple[str, ...]:
    times = ("" if time is None else f"{time.astimezone():%d/%m/%Y}" for time in _times(row))
    return (str(number), row.unit.name, *times, str(row.times or ""), row.words)


def _times(row: Submission) -> tuple[datetime | None, datetime | None]:
    return row.first_at, row.last_at
