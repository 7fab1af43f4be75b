"""Stated percentages against exact ratios."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.figure import Agreement, agreement, digits, rounded, truncated

parts = st.integers(0, 10**12)
wholes = st.integers(1, 10**12)
places = st.integers(0, 4)


@pytest.mark.parametrize(
    ("stated", "numerator", "denominator", "expected"),
    [
        ("98.5", 135, 137, Agreement.EXACT),
        ("49.5", 4_923_692_615, 9_961_000_000, Agreement.NEAR),
        ("23.6", 2_616_559_783, 11_050_000_000, Agreement.CUT),
        ("26.6", 2_615_978_327, 9_992_000_000, Agreement.OFF),
        ("26.6", 2_615_978_327, 9_992_000_000 - 177_000_000, Agreement.CUT),
        ("100", 0, 0, Agreement.UNDEFINED),
        ("1E+2", 7, 7, Agreement.EXACT),
        ("100.00", 7, 7, Agreement.EXACT),
    ],
)
def test_the_real_reports(
    stated: str, numerator: int, denominator: int, expected: Agreement
) -> None:
    assert agreement(Decimal(stated), numerator, denominator) is expected


def test_parts_may_be_decimals_and_negative() -> None:
    assert rounded(Decimal("1.5"), Decimal(12), 1) == Decimal("12.5")
    assert rounded(Fraction(1, 3), 1, 0) == Decimal(33)
    assert rounded(-1, 3, 1) == Decimal("-33.3")
    assert truncated(2, -3, 1) == Decimal("-66.6")


def test_halves_go_up() -> None:
    assert rounded(1, 8, 0) == Decimal(13)
    assert truncated(1, 8, 0) == Decimal(12)


def test_a_zero_denominator_has_no_percentage() -> None:
    with pytest.raises(ZeroDivisionError):
        rounded(1, 0, 1)


def test_digits_are_those_stated() -> None:
    assert [digits(Decimal(v)) for v in ("98.50", "98", "1E+2", "NaN")] == [2, 0, 0, 0]


@given(parts, wholes, places)
def test_rounding_is_exact(part: int, whole: int, decimals: int) -> None:
    ratio = Decimal(100 * part) / Decimal(whole)
    near = rounded(part, whole, decimals)
    assert abs(Fraction(near) - Fraction(100 * part, whole)) * 2 <= Fraction(1, 10**decimals)
    assert digits(near) == decimals
    assert agreement(near, part, whole) is Agreement.EXACT
    assert abs(near - ratio.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)) <= Decimal(
        1
    ).scaleb(-decimals)


@given(parts, wholes, places)
def test_cutting_never_exceeds_and_is_recognised(part: int, whole: int, decimals: int) -> None:
    cut = truncated(part, whole, decimals)
    assert 0 <= Fraction(100 * part, whole) - Fraction(cut) < Fraction(1, 10**decimals)
    assert agreement(cut, part, whole) in (Agreement.EXACT, Agreement.CUT)


@given(parts, wholes, places)
def test_one_unit_is_near_and_two_are_off(part: int, whole: int, decimals: int) -> None:
    unit = Decimal(1).scaleb(-decimals)
    right = rounded(part, whole, decimals)
    assert agreement(right + unit, part, whole) is Agreement.NEAR
    assert agreement(right + 2 * unit, part, whole) is Agreement.OFF
