"""Dates and months as Vietnamese documents write them (Nghị định 30/2020/NĐ-CP, Phụ lục I).

Days below 10 and the months 1 and 2 bear a leading zero, other months don't: 09/6/2022, 14/3/2023.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

from forms.kind import Parsed, refused
from forms.number import clean

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100

#: Of the months, the decree pads only 1 and 2.
_LAST_PADDED_MONTH: Final = 2
_MONTHS: Final = 12

_DAY_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?:ngày )?(?P<d>\d{1,2}) ?(?P<sep>[/.-]) ?(?P<m>\d{1,2}) ?(?P=sep) ?(?P<y>\d{4})",
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
        r"(?:ngày )?(?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>\d{4})",
    )
)
_MONTH_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?:tháng )?(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4})",
        r"(?P<y>\d{4})-(?P<m>\d{1,2})",
        r"tháng (?P<m>\d{1,2}) năm (?P<y>\d{4})",
    )
)
_YEAR_FORM = re.compile(r"(?:năm )?(?P<y>\d{4})", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2}")

DAY_PATTERN: Final = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d)"
LONG_DAY_PATTERN: Final = r"(?i:(?:ngày\s+)?\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})(?!\d)"
MONTH_PATTERN: Final = r"(?i:tháng\s+\d{1,2}\s+năm\s+\d{4}|(?:tháng\s+)?\d{1,2}/\d{4})(?!\d)"
YEAR_PATTERN: Final = r"\d{4}(?!\d)"


def parse_day(typed: str) -> Parsed:
    """Read a date: 9/6/2022, 09-6-2022, ngày 09 tháng 6 năm 2022, 2022-06-09."""
    text = clean(typed)
    match = _first_match(_DAY_FORMS, text)
    if match is None:
        return _no_day(text)
    day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
    wrong = _wrong_year(year) or _wrong_month(month) or _wrong_day(day, month, year)
    return refused(wrong) if wrong else Parsed(date(year, month, day))


def parse_month(typed: str) -> Parsed:
    """Read a month: 9/2023, tháng 9 năm 2023, 2023-09."""
    text = clean(typed)
    match = _first_match(_MONTH_FORMS, text)
    if match is None:
        return _nothing_or(text, f"“{text[:40]}” không phải tháng; hãy ghi như 9/2023.")
    month, year = int(match["m"]), int(match["y"])
    wrong = _wrong_year(year) or _wrong_month(month)
    return refused(wrong) if wrong else Parsed(f"{year}-{month:02}")


def parse_year(typed: str) -> Parsed:
    """Read a year of four digits."""
    text = clean(typed)
    match = _YEAR_FORM.fullmatch(text)
    if match is None:
        return _nothing_or(text, f"“{text[:40]}” không phải năm; hãy ghi bốn chữ số như 2023.")
    wrong = _wrong_year(int(match["y"]))
    return refused(wrong) if wrong else Parsed(int(match["y"]))


def write_day(day: date) -> str:
    """Write a date with strokes: 09/6/2022."""
    return f"{day.day:02}/{_month(day.month)}/{day.year}"


def write_long_day(day: date) -> str:
    """Write a date in words, without the word ngày: 20 tháng 12 năm 2022."""
    return f"{day.day:02} tháng {_month(day.month)} năm {day.year}"


def write_month(month: str) -> str:
    """Write a month "2023-09": tháng 9 năm 2023."""
    year, number = month.split("-")
    return f"tháng {_month(int(number))} năm {year}"


def _month(month: int) -> str:
    return f"{month:02}" if month <= _LAST_PADDED_MONTH else str(month)


def _first_match(forms: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((match for form in forms if (match := form.fullmatch(text))), None)


def _nothing_or(text: str, problem: str) -> Parsed:
    return refused(problem) if text else Parsed(None)


def _no_day(text: str) -> Parsed:
    if _SHORT_YEAR.fullmatch(text):
        return refused(f"“{text}” ghi thiếu năm; hãy ghi năm đủ bốn chữ số như 09/6/2022.")
    return _nothing_or(text, f"“{text[:40]}” không phải ngày; hãy ghi như 09/6/2022.")


def _wrong_year(year: int) -> str:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    return f"Năm {year} nằm ngoài khoảng {FIRST_YEAR}-{LAST_YEAR}; hãy ghi lại năm."


def _wrong_month(month: int) -> str:
    return "" if 1 <= month <= _MONTHS else f"Không có tháng {month}; tháng phải từ 1 đến 12."


def _wrong_day(day: int, month: int, year: int) -> str:
    if day < 1:
        return "Không có ngày 0; ngày phải từ 1."
    last = calendar.monthrange(year, month)[1]
    return "" if day <= last else f"Tháng {month} năm {year} chỉ có {last} ngày."
