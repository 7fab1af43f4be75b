"""Figures typed, printed, recognised in a sentence and kept in a file: the one door for all kinds.

Each kind has one parser and, for each style, one formatter; `show` and `read` undo each other.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from forms import day, number, period, wording
from forms.figure_json import from_json, to_json
from forms.kind import Kind, Parsed, Value, refused
from forms.period import Period
from forms.ratio import Agreement, agreement, digits, rounded, truncated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "Agreement",
    "Kind",
    "Parsed",
    "Value",
    "agreement",
    "digits",
    "from_json",
    "has_style",
    "parse",
    "pattern",
    "read",
    "rounded",
    "show",
    "styles",
    "to_json",
    "truncated",
]

#: "each:khóa" prints the word before every number of a list.
EACH: Final = "each:"

_MAX_TYPED = 200
_FREE = frozenset({Kind.TEXT, Kind.NAME})

_PARSERS: Final[Mapping[Kind, Callable[[str], Parsed]]] = MappingProxyType(
    {
        Kind.COUNT: number.parse_count,
        Kind.MONEY: number.parse_money,
        Kind.PERCENT: number.parse_percent,
        Kind.DECIMAL: number.parse_decimal,
        Kind.DATE: day.parse_day,
        Kind.YEAR: day.parse_year,
        Kind.MONTH: day.parse_month,
        Kind.PERIOD: wording.parse_period,
        Kind.PERIODS: wording.parse_periods,
        Kind.SPAN: wording.parse_span,
        Kind.SYMBOL: wording.parse_symbol,
        Kind.NUMBERS: wording.parse_numbers,
        Kind.NAME: wording.parse_name,
        Kind.TEXT: wording.parse_text,
    }
)


def _period_writer(style: str) -> Callable[[str], str]:
    return lambda code: Period.parse(code).write(style)


def _comma_list(codes: str) -> str:
    return codes.replace(";", ", ")


def _and_list(codes: str) -> str:
    return wording.join_and(codes.split(";"))


# The caller vouches that the value is of the kind, hence Any.
_WRITERS: Final[Mapping[Kind, Mapping[str, Callable[[Any], str]]]] = MappingProxyType(
    {
        Kind.COUNT: {"": number.write_whole, "02": number.write_padded},
        Kind.MONEY: {"": number.write_whole},
        Kind.PERCENT: {"": number.write_percent},
        Kind.DECIMAL: {"": number.write_decimal},
        Kind.DATE: {"": day.write_day, "long": day.write_long_day},
        Kind.YEAR: {"": str},
        Kind.MONTH: {"": day.write_month},
        Kind.PERIOD: {style: _period_writer(style) for style in period.STYLES},
        Kind.PERIODS: {"": wording.write_periods},
        Kind.SPAN: {"": wording.write_span},
        Kind.SYMBOL: {"": str},
        Kind.NUMBERS: {"": _comma_list, "and": _and_list},
        Kind.NAME: {"": str},
        Kind.TEXT: {"": str},
    }
)

_WHOLE_PATTERN = r"\d+(?:[.\u00a0\u202f]\d{3})*(?!\d)"
_DECIMAL_PATTERN = r"\d+(?:[.,\u00a0\u202f]\d+)*(?!\d)"

_PATTERNS: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.COUNT: _WHOLE_PATTERN,
        Kind.MONEY: _WHOLE_PATTERN,
        Kind.PERCENT: _DECIMAL_PATTERN + r"(?:\s(?=%))?",
        Kind.DECIMAL: _DECIMAL_PATTERN,
        Kind.DATE: day.DAY_PATTERN,
        Kind.YEAR: day.YEAR_PATTERN,
        Kind.MONTH: day.MONTH_PATTERN,
        Kind.PERIOD: period.PATTERN,
        Kind.PERIODS: wording.PERIODS_PATTERN,
        Kind.SPAN: wording.SPAN_PATTERN,
        Kind.SYMBOL: wording.SYMBOL_PATTERN,
        Kind.NUMBERS: wording.NUMBERS_PATTERN,
        Kind.NAME: wording.NAME_PATTERN,
        Kind.TEXT: wording.TEXT_PATTERN,
    }
)
_STYLE_PATTERNS: Final[Mapping[tuple[Kind, str], str]] = MappingProxyType(
    {
        (Kind.DATE, "long"): day.LONG_DAY_PATTERN,
        (Kind.PERIOD, "short"): period.PART_PATTERN,
        (Kind.PERIOD, "year"): day.YEAR_PATTERN,
    }
)


def parse(kind: Kind, typed: str) -> Parsed:
    """Read what an officer typed or pasted; nothing typed is no value and no problem."""
    if kind not in _FREE:
        if stray := wording.stray_character(typed.replace("\r", "")):
            return refused(f"Ô có ký tự điều khiển {stray}; hãy xóa ký tự đó.")
        if len(typed) > _MAX_TYPED:
            return refused(f"Nội dung dài quá {_MAX_TYPED} ký tự; hãy ghi ngắn lại.")
    return _PARSERS[kind](typed)


def show(kind: Kind, value: Value, style: str = "") -> str:
    """Print a value: in a sentence and, in the usual style "", also in its field.

    Raises:
        ValueError: The kind has no such style.
    """
    if style.startswith(EACH) and has_style(kind, style):
        return wording.join_and([f"{style[len(EACH) :]} {n}" for n in str(value).split(";")])
    writer = _WRITERS[kind].get(style)
    if writer is None:
        raise ValueError(f"kind {kind} has no style {style!r}")
    return writer(value)


def styles(kind: Kind) -> frozenset[str]:
    """Return the styles a kind can be printed in; lists of numbers also know "each:<word>"."""
    return frozenset(_WRITERS[kind])


def has_style(kind: Kind, style: str) -> bool:
    """Return whether a kind can be printed in that style."""
    if style.startswith(EACH):
        return kind is Kind.NUMBERS and bool(re.fullmatch(r"[^\W\d]+", style[len(EACH) :]))
    return style in _WRITERS[kind]


def pattern(kind: Kind, style: str = "") -> str:
    """Return a regular expression for the printed form inside a sentence, dirty forms included.

    It has no capturing groups; the text around a value (a percent sign, the unit) isn't part of it.

    Raises:
        ValueError: The kind has no such style.
    """
    if not has_style(kind, style):
        raise ValueError(f"kind {kind} has no style {style!r}")
    if style.startswith(EACH):
        one = rf"(?:(?i:{style[len(EACH) :]})\s+)?\d+"
        return rf"(?:{one}(?:\s*[;,]\s*|\s+và\s+))*{one}(?!\d)"
    return f"(?:{_STYLE_PATTERNS.get((kind, style), _PATTERNS[kind])})"


def read(kind: Kind, printed: str, style: str = "") -> Value | None:
    """Turn a printed value back; None when the print doesn't hold the whole value.

    The period styles "short" and "year" leave a part out and are always None.

    Raises:
        ValueError: The kind has no such style.
    """
    if not has_style(kind, style):
        raise ValueError(f"kind {kind} has no style {style!r}")
    return parse(kind, printed).value
