"""Figures in a report file: counts and money integers, decimals strings with a point, dates ISO.

What comes in is untrusted: every size is bounded before anything is computed from it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NoReturn

from forms import day, wording
from forms.kind import Kind, Parsed, Value
from forms.number import MAX_DIGITS, MAX_PERCENT
from forms.period import Period
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_INT: Final = 10**18

_NUMERAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")

_EXPECTED: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.COUNT: "cần số nguyên không âm",
        Kind.MONEY: "cần số đồng nguyên không âm",
        Kind.PERCENT: f'cần tỷ lệ từ 0 đến {MAX_PERCENT} như "98.5"',
        Kind.DECIMAL: 'cần số không âm như "98.5"',
        Kind.DATE: 'cần ngày như "2022-06-09"',
        Kind.YEAR: "cần năm như 2023",
        Kind.MONTH: 'cần tháng như "2023-09"',
        Kind.PERIOD: 'cần kỳ báo cáo như "2023-Q1"',
        Kind.PERIODS: 'cần các kỳ như "2021-H2;2022-H1"',
        Kind.SPAN: 'cần giai đoạn như "2021-2030"',
        Kind.SYMBOL: 'cần số, ký hiệu như "417/KH-UBND"',
        Kind.NUMBERS: 'cần các số như "27;31;32"',
        Kind.NAME: "cần chữ trên một dòng",
        Kind.TEXT: "cần chữ",
    }
)


class _WrongError(ValueError):
    """The raw value isn't of the kind."""


def to_json(kind: Kind, value: Value) -> int | str:  # noqa: ARG001  (mirrors from_json)
    """Return the form a value has in a report file."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_json(kind: Kind, raw: object, where: str) -> Value:
    """Return the value of a raw JSON value; JSON floats are to be parsed as `Decimal`.

    Raises:
        Problem: It isn't of the kind; says where, what was expected and what was found.
    """
    try:
        return _READERS[kind](raw)
    except _WrongError as error:
        found = json.dumps(raw, ensure_ascii=False, default=str)[:60]
        reason = f" ({error})" if str(error) else ""
        found = found.encode("utf-8", "backslashreplace").decode()
        raise Problem(f"{where}: {_EXPECTED[kind]}, đã ghi {found}{reason}") from None


def _wrong(reason: str = "") -> NoReturn:
    raise _WrongError(reason)


def _whole(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= MAX_INT:
        _wrong()
    return raw


def _decimal(raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, (int, str, Decimal)):
        _wrong()
    if isinstance(raw, Decimal):
        raw = _plain(raw)
    elif isinstance(raw, int):
        raw = str(_whole(raw))
    if not _NUMERAL.fullmatch(raw) or len(raw) > MAX_DIGITS + 1:
        _wrong()
    return Decimal(raw)


def _plain(raw: Decimal) -> str:
    """Write a decimal without exponent, refusing sizes that would fill the memory."""
    if not raw.is_finite() or raw < 0 or abs(raw.adjusted()) > MAX_DIGITS:
        _wrong()
    return f"{raw.copy_abs():f}"


def _percent(raw: object) -> Decimal:
    value = _decimal(raw)
    return value if value <= MAX_PERCENT else _wrong()


def _text(raw: object) -> str:
    """Return clean text; an int is turned into its digits."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(_whole(raw))
    if not isinstance(raw, str):
        _wrong()
    if len(raw) > wording.MAX_TEXT:
        _wrong(f"dài quá {wording.MAX_TEXT} ký tự")
    if stray := wording.stray_character(raw.replace("\r\n", "\n")):
        _wrong(f"có ký tự điều khiển {stray}")
    return unicodedata.normalize("NFC", raw)


def _typed(parser: Callable[[str], Parsed]) -> Callable[[object], Value]:
    """Make a reader for a kind whose words are read as if typed."""

    def reader(raw: object) -> Value:
        value = parser(_text(raw)).value
        return _wrong() if value is None else value

    return reader


def _day(raw: object) -> date:
    if not isinstance(raw, str) or not _ISO_DAY.fullmatch(raw):
        _wrong()
    parsed = day.parse_day(raw)
    return parsed.value if isinstance(parsed.value, date) else _wrong(parsed.problem)


def _year(raw: object) -> Value:
    value = day.parse_year(_text(raw)).value
    return _wrong() if value is None else value


def _month(raw: object) -> Value:
    if not isinstance(raw, str) or not _MONTH.fullmatch(raw):
        _wrong()
    return _typed(day.parse_month)(raw)


def _period(raw: object) -> str:
    if not isinstance(raw, str):
        _wrong()
    try:
        return str(Period.parse(raw))
    except Problem as problem:
        _wrong(problem.message)


def _words(raw: object) -> Value:
    """Read a text; unlike other kinds it may be empty."""
    return wording.parse_text(_text(raw)).value or ""


_READERS: Final[Mapping[Kind, Callable[[object], Value]]] = MappingProxyType(
    {
        Kind.COUNT: _whole,
        Kind.MONEY: _whole,
        Kind.PERCENT: _percent,
        Kind.DECIMAL: _decimal,
        Kind.DATE: _day,
        Kind.YEAR: _year,
        Kind.MONTH: _month,
        Kind.PERIOD: _period,
        Kind.PERIODS: _typed(wording.parse_periods),
        Kind.SPAN: _typed(wording.parse_span),
        Kind.SYMBOL: _typed(wording.parse_symbol),
        Kind.NUMBERS: _typed(wording.parse_numbers),
        Kind.NAME: _typed(wording.parse_name),
        Kind.TEXT: _words,
    }
)
