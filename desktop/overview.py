"""What the home page says of a report: state, deadline, completeness, when it was edited. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from desktop.appearance.tokens import State
from forms.day import write_day
from forms.period import Period, PeriodKind
from forms.problem import Problem
from forms.reporting_calendar import Window, load_calendars, reported_kinds, window

if TYPE_CHECKING:
    from collections.abc import Collection


#: A deadline nearer than this many days is worth a warning.
NEAR: Final = 7
#: A report that is later than this many days is told by its date, not by a number of days.
LONG_AGO: Final = 60
#: A period is still suggested this many days after its deadline.
GRACE: Final = 20


@dataclass(frozen=True, slots=True)
class Deadline:
    """How near a deadline is, in words, and how much that matters."""

    words: str
    state: State


@dataclass(frozen=True, slots=True)
class Summary:
    """How far a report is.

    Attributes:
        filled: How many of the fields that would print are filled in.
        wanted: How many would print.
        errors: Open errors, those explained aside.
        warnings: Open warnings.
        title: What the form calls this kind of report.
        explained: Findings kept for a written reason.
    """

    filled: int
    wanted: int
    errors: int
    warnings: int
    title: str
    explained: int = 0

    @property
    def percent(self) -> int:
        """Completeness in whole percent; 100 only when nothing is missing."""
        return 100 if self.filled >= self.wanted else self.filled * 100 // self.wanted


def window_of(period: Period) -> Window | None:
    """Return a period's window, or None where no calendar knows it."""
    try:
        return window(period)
    except Problem:
        return None


def window_words(period: Period) -> str:
    """The days a period's data run over: "15/12/2021 – 14/6/2022"."""
    days = window_of(period)
    return f"{write_day(days.start)} – {write_day(days.end)}" if days else ""


def deadline(due: date, today: date) -> Deadline:
    """Say how near a deadline is."""
    left = (due - today).days
    if left < -LONG_AGO:
        return Deadline(f"quá hạn từ {write_day(due)}", State.ERROR)
    if left < 0:
        return Deadline(f"quá hạn {-left} ngày", State.ERROR)
    if left == 0:
        return Deadline("hạn cuối hôm nay", State.WARNING)
    return Deadline(f"còn {left} ngày", State.WARNING if left <= NEAR else State.NONE)


def edited_words(moment: datetime, today: date) -> str:
    """Say when something was edited, in local time, the nearer the shorter."""
    local = moment.astimezone()
    time, day = f"{local.hour}:{local.minute:02}", local.date()
    if day == today:
        return f"hôm nay {time}"
    if day == today - timedelta(days=1):
        return f"hôm qua {time}"
    return f"{write_day(day)} {time}"


def reported() -> tuple[PeriodKind, ...]:
    """Return the kinds of period officially reported under the first calendar."""
    return reported_kinds(load_calendars()[0])


def suggested(taken: Collection[Period], today: date) -> Period:
    """Return the period to be reported next: the earliest due one nobody has begun."""
    years = (today.year - 1, today.year, today.year + 1)
    periods = [Period(year, kind) for year in years for kind in reported()]
    due = [(days.due, p) for p in periods if (days := window_of(p)) and p not in taken]
    coming = [pair for pair in due if pair[0] >= today - timedelta(days=GRACE)]
    return min(coming)[1]


def previous(periods: Collection[Period], period: Period) -> Period | None:
    """Return what a new report is best copied from: the latest earlier period, else the latest."""
    return max((p for p in periods if p < period), default=max(periods, default=None))


def start_words(period: Period) -> str:
    """A period as a title: "6 tháng đầu năm 2022"."""
    return period.write("start")
