"""Values in report files: the contract of design.md, with untrusted input."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.figure import Kind, Value, from_json, to_json
from forms.problem import Problem

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=30), st.decimals(), st.floats()
)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Kind.COUNT, 335445, 335445),
        (Kind.MONEY, 10**18, 10**18),
        (Kind.PERCENT, "98.50", Decimal("98.50")),
        (Kind.PERCENT, 100, Decimal(100)),
        (Kind.PERCENT, Decimal("1E+2"), Decimal(100)),
        (Kind.DECIMAL, Decimal("0.0"), Decimal("0.0")),
        (Kind.DATE, "2022-06-09", date(2022, 6, 9)),
        (Kind.YEAR, 2023, 2023),
        (Kind.YEAR, "2023", 2023),
        (Kind.MONTH, "2023-09", "2023-09"),
        (Kind.PERIOD, "2022-H1", "2022-H1"),
        (Kind.PERIODS, "2021-H2;2022", "2021-H2;2022"),
        (Kind.SPAN, "2021 - 2030", "2021-2030"),
        (Kind.SYMBOL, "417/KH-UBND", "417/KH-UBND"),
        (Kind.NAME, 1022, "1022"),
        (Kind.NUMBERS, 4, "4"),
        (Kind.TEXT, "", ""),
        (Kind.TEXT, "a\r\nb\tc", "a\nb\tc"),
    ],
)
def test_right_values(kind: Kind, raw: object, value: Value) -> None:
    assert from_json(kind, raw, "figures.x") == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Kind.COUNT, True),
        (Kind.COUNT, "12"),
        (Kind.COUNT, 1.0),
        (Kind.COUNT, Decimal(1)),
        (Kind.COUNT, -1),
        (Kind.MONEY, 10**18 + 1),
        (Kind.PERCENT, True),
        (Kind.PERCENT, None),
        (Kind.PERCENT, "98,5"),
        (Kind.PERCENT, "1001"),
        (Kind.PERCENT, -1),
        (Kind.PERCENT, Decimal("-0.5")),
        (Kind.PERCENT, Decimal("NaN")),
        (Kind.DECIMAL, Decimal("1E+999999999")),
        (Kind.DECIMAL, Decimal("1E-999999")),
        (Kind.DECIMAL, "1" * 20),
        (Kind.DATE, "09/6/2022"),
        (Kind.DATE, 20220609),
        (Kind.DATE, "2022-02-30"),
        (Kind.YEAR, "23"),
        (Kind.MONTH, "9/2023"),
        (Kind.MONTH, 202309),
        (Kind.MONTH, "2023-13"),
        (Kind.PERIOD, "Quý I năm 2023"),
        (Kind.PERIOD, 2023),
        (Kind.PERIODS, "mai"),
        (Kind.NAME, ""),
        (Kind.NAME, True),
        (Kind.NAME, ["a"]),
        (Kind.NAME, {"a": Decimal(1)}),
        (Kind.TEXT, "a\x00b"),
        (Kind.TEXT, "a\ud800"),
        (Kind.TEXT, "a" * 20_001),
    ],
)
def test_wrong_values_are_refused(kind: Kind, raw: object) -> None:
    with pytest.raises(Problem) as caught:
        from_json(kind, raw, "figures.x")
    assert caught.value.message.startswith("figures.x: cần ")
    assert len(caught.value.message.encode()) < 400


def test_the_message_says_where_what_and_what_was_expected() -> None:
    message = 'figures.files_received_total: cần số nguyên không âm, đã ghi "abc"'
    with pytest.raises(Problem, match=re.escape(message)):
        from_json(Kind.COUNT, "abc", "figures.files_received_total")


@given(st.sampled_from(Kind), scalars)
def test_untrusted_input_is_a_value_or_a_problem(kind: Kind, raw: object) -> None:
    try:
        value = from_json(kind, raw, "x")
    except Problem:
        return
    assert from_json(kind, to_json(kind, value), "x") == value
