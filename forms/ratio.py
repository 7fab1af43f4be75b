"""Percentages against the parts they are made from, in exact whole-number arithmetic."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

Number = int | Decimal | Fraction


class Agreement(StrEnum):
    """How a stated percentage stands to the ratio it claims to be.

    EXACT: the ratio rounded half-up. CUT: the ratio cut off instead of rounded. NEAR: one unit
    of the last digit away otherwise. OFF: further away. UNDEFINED: the denominator is zero.
    """

    EXACT = "exact"
    CUT = "cut"
    NEAR = "near"
    OFF = "off"
    UNDEFINED = "undefined"


def _units(numerator: Number, denominator: Number, decimals: int) -> tuple[int, int]:
    """Return the percentage in units of its last digit: rounded half away from zero, and cut."""
    if not (isinstance(numerator, int) and isinstance(denominator, int)):
        ratio = Fraction(numerator) / Fraction(denominator)
        numerator, denominator = ratio.numerator, ratio.denominator
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    denominator = abs(denominator)
    cut, rest = divmod(abs(numerator) * 10 ** (decimals + 2), denominator)
    return sign * (cut + (2 * rest >= denominator)), sign * cut


def _decimal(units: int, decimals: int) -> Decimal:
    return Decimal(f"{units}E-{decimals}")


def rounded(numerator: Number, denominator: Number, digits: int) -> Decimal:
    """Return 100 × numerator / denominator rounded half-up to ``digits`` decimals.

    Raises:
        ZeroDivisionError: The denominator is zero.
    """
    return _decimal(_units(numerator, denominator, digits)[0], digits)


def truncated(numerator: Number, denominator: Number, digits: int) -> Decimal:
    """Return 100 × numerator / denominator cut off after ``digits`` decimals.

    Raises:
        ZeroDivisionError: The denominator is zero.
    """
    return _decimal(_units(numerator, denominator, digits)[1], digits)


def digits(value: Decimal) -> int:
    """Return how many decimals a value was stated with: "98.50" has two."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def agreement(stated: Decimal, numerator: Number, denominator: Number) -> Agreement:
    """Judge a stated percentage by the ratio it claims to be (design.md, "How a verdict works")."""
    if not denominator:
        return Agreement.UNDEFINED
    decimals = digits(stated)
    units = int(stated.scaleb(decimals))
    half_up, cut = _units(numerator, denominator, decimals)
    if units == half_up:
        return Agreement.EXACT
    if units == cut:
        return Agreement.CUT
    return Agreement.NEAR if abs(units - half_up) == 1 else Agreement.OFF
