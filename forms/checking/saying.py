"""How a value and a bound are put into words in a finding."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from forms.figure import Kind, show
from forms.period import Period
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Figure

Number = int | Decimal | Fraction

_NUMBERS: Final = (Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DECIMAL)
_MIRRORED: Final[Mapping[str, str]] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_NUMBER_BOUNDS: Final[Mapping[str, str]] = {
    "<": "nhỏ hơn",
    "<=": "không quá",
    ">": "lớn hơn",
    ">=": "ít nhất",
    "!=": "khác",
    "==": "bằng",
}
_DAY_BOUNDS: Final[Mapping[str, str]] = {
    "<": "trước",
    "<=": "không sau",
    ">": "sau",
    ">=": "không trước",
    "!=": "khác",
    "==": "là",
}


def mirrored(operator: str) -> str:
    """Return the operator as it reads from the other side."""
    return _MIRRORED.get(operator, operator)


def bound(operator: str, value: Any, words: str) -> str:
    """Say what a comparison asks for: "không quá 12 hồ sơ", "trước 14/6/2022"."""
    known = _DAY_BOUNDS if isinstance(value, date | str) else _NUMBER_BOUNDS
    return f"{known[operator]} {words}"


def said(value: Any, figure: Figure | None) -> str:
    """Say a value the way the figure it belongs to is shown, with its unit."""
    if isinstance(value, date):
        return show(Kind.DATE, value)
    if isinstance(value, str):
        return _words(value, figure)
    if figure is None or figure.kind not in _NUMBERS:
        return str(value) if figure else _number(value)
    words = _number(value)
    return f"{words}%" if figure.unit == "%" else f"{words} {figure.unit}".strip()


def _words(value: str, figure: Figure | None) -> str:
    if figure is not None:
        return show(figure.kind, value)
    try:
        return Period.parse(value).write()
    except Problem:
        return f"“{value}”"


def _number(value: Number) -> str:
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        value = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    sign = "-" if value < 0 else ""
    return f"{sign}{_size(-value if value < 0 else value)}"


def _size(value: int | Decimal) -> str:
    return show(Kind.COUNT, value) if isinstance(value, int) else show(Kind.DECIMAL, value)


def gap(stated: Any, expected: Any) -> str:
    """Say by how much a number is off, with its sign; empty if that means nothing."""
    if not isinstance(stated, Number) or not isinstance(expected, Number) or stated == expected:
        return ""
    left, right = (Fraction(value) for value in (stated, expected))
    words = _number(_plain(abs(left - right)))
    return f"{'-' if left < right else '+'}{words}"


def _plain(value: Fraction) -> Number:
    """Return the number without a denominator where that is exact."""
    if value.denominator == 1:
        return int(value)
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    return decimal if Fraction(decimal) == value else value
