"""The days a period's data run over and the day its report is due, from the catalogue's calendars.

Calendars are data with validity dates (catalogue/calendars), since circulars move the days.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from forms.catalogue_date import Validity, check_words, read_validity, read_with_places
from forms.period import Period, PeriodKind
from forms.problem import Problem, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.loading.source import Complaints, Node

FOLDER: Final = Path(__file__).parent / "catalogue" / "calendars"

_KEYS: Final = ("calendar", "title", "valid_from", "valid_to", "periods")
_PERIOD_KEYS: Final = ("start", "end", "due", "reported")
_DAY = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?P<before> năm trước)?")
_A_YEAR: Final = 2023


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day of a period's data, and the last day to send the report."""

    start: date
    end: date
    due: date


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day of the period's year, or of the year before it."""

    month: int
    day: int
    years_back: int = 0

    def of(self, year: int) -> date:
        """Return the date in the period's year."""
        return date(year - self.years_back, self.month, self.day)


@dataclass(frozen=True, slots=True)
class PeriodDays:
    """When a kind of period starts, ends and is due, and whether it is officially reported."""

    start: YearDay
    end: YearDay
    due: YearDay
    reported: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """One reporting regime: its id and title, when it is valid, the days of each kind of period."""

    id: str
    title: str
    validity: Validity
    days: Mapping[PeriodKind, PeriodDays]

    def window(self, period: Period) -> Window | None:
        """Return the period's window, or None if the regime doesn't know it or isn't valid then."""
        days = self.days.get(period.kind)
        if days is None or not self.validity.holds_on(days.end.of(period.year)):
            return None
        return Window(*(d.of(period.year) for d in (days.start, days.end, days.due)))


@functools.cache
def load_calendars() -> tuple[Calendar, ...]:
    """Return the calendars of the catalogue.

    Raises:
        Problem: A file is wrong; names file and line.
    """
    return tuple(read_calendar(path) for path in sorted(FOLDER.glob("*.yaml")))


@functools.lru_cache(maxsize=1024)
def window(period: Period) -> Window:
    """Return the data window and the due day of a period, by the first calendar that has it.

    Raises:
        Problem: No calendar is valid for the period.
    """
    for calendar in load_calendars():
        if found := calendar.window(period):
            return found
    raise Problem(f"Chưa có lịch báo cáo cho {period.write()}; hãy bổ sung lịch vào danh mục.")


def reported_kinds(calendar: Calendar) -> tuple[PeriodKind, ...]:
    """Return the kinds of period officially reported under a calendar."""
    return tuple(kind for kind, days in calendar.days.items() if days.reported)


def read_calendar(path: Path) -> Calendar:
    """Read one calendar file.

    Raises:
        Problem: It is wrong; names file and line.
    """
    tree, complaints = read_with_places(path)
    check_words(tree, _KEYS, ("calendar", "title"), complaints)
    days = _days(tree, complaints)
    validity = read_validity(tree, complaints)
    complaints.raise_if_any()
    return Calendar(tree["calendar"], tree["title"], validity, MappingProxyType(days))


def _days(tree: Node, complaints: Complaints) -> dict[PeriodKind, PeriodDays]:
    if not isinstance(tree.get("periods"), dict):
        complaints.add(tree.at("periods"), "“periods” phải là các cặp “kỳ: các ngày”")
        return {}
    found = {}
    periods: Node = tree["periods"]
    for code in periods:
        if code not in set(PeriodKind):
            complaints.add(periods.at(code), unknown("kỳ", code, list(PeriodKind)))
        elif not isinstance(periods[code], dict):
            complaints.add(periods.at(code), "phải có start, end, due và reported")
        else:
            found[PeriodKind(code)] = _period_days(periods[code], complaints)
    return found


def _period_days(entry: Node, complaints: Complaints) -> PeriodDays:
    check_words(entry, _PERIOD_KEYS, ("start", "end", "due"), complaints)
    reported = entry.get("reported", False)
    if not isinstance(reported, bool):
        complaints.add(entry.at("reported"), "“reported” phải là true hoặc false")
    start, end, due = (_year_day(entry, key, complaints) for key in ("start", "end", "due"))
    if not start.of(_A_YEAR) <= end.of(_A_YEAR) <= due.of(_A_YEAR):
        complaints.add(entry.place, "các ngày start, end, due phải theo thứ tự trước sau")
    return PeriodDays(start, end, due, reported is True)


def _is_in_the_year(found: YearDay) -> bool:
    """Whether there is such a day: 31/2 reads like one."""
    try:
        found.of(_A_YEAR)
    except ValueError:
        return False
    return True


def _year_day(entry: Node, key: str, complaints: Complaints) -> YearDay:
    match = _DAY.fullmatch(str(entry.get(key)))
    if match:
        found = YearDay(int(match["month"]), int(match["day"]), int(bool(match["before"])))
        if _is_in_the_year(found):
            return found
    complaints.add(entry.at(key), f"“{key}” phải là ngày như 14/3 hoặc 15/12 năm trước")
    return YearDay(1, 1)
