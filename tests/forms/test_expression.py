"""The rule language: what it allows, what it means when something is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.expression import Percentage, parse, reads_earlier
from forms.figure import Agreement, agreement, rounded
from forms.problem import Problem

COUNTS = st.integers(min_value=0, max_value=10**12)


@given(COUNTS, COUNTS, COUNTS)
def test_sums_and_comparisons_mean_what_python_means(a: int, b: int, c: int) -> None:
    facts = {"a": a, "b": b, "c": c}
    assert parse("a + b - c * 2").value(facts) == a + b - c * 2
    assert parse("a <= b < c").holds(facts) == (a <= b < c)
    assert parse("a == b or not c > 3 and a != c").holds(facts) == (
        a == b or (not c > 3 and a != c)
    )
    assert parse("-a").value(facts) == -a


@given(COUNTS, st.integers(min_value=1, max_value=10**12))
def test_division_is_exact(a: int, b: int) -> None:
    assert parse("a / b").value({"a": a, "b": b}) == Fraction(a, b)
    assert parse("r * b == a").holds({"r": Fraction(a, b), "a": a, "b": b})


def test_division_by_zero_has_no_value() -> None:
    assert parse("a / b").value({"a": 1, "b": 0}) is None


def test_decimals_are_written_in_quotes_and_kept_exact() -> None:
    assert parse('x + "0.1"').value({"x": Decimal("0.2")}) == Fraction(3, 10)
    assert parse("x + y").value({"x": Decimal("0.1"), "y": Decimal("0.2")}) == Decimal("0.3")


def test_a_decimal_in_quotes_is_compared_as_a_number() -> None:
    assert parse("x <= '99.95'").holds({"x": Decimal("99.9")})
    assert not parse("x <= '99.95'").holds({"x": Decimal(100)})
    assert parse("x == '1022'").holds({"x": "1022"}), "a whole number in quotes is a text"
    assert parse("a / b > '2' or period == '2025-Q3'").holds({"a": 5, "b": 2, "period": "2022-Y"})


@given(COUNTS, COUNTS, COUNTS)
def test_nothing_is_divided_by_zero(a: int, b: int, c: int) -> None:
    facts = {"a": a, "b": b, "c": c}
    divides = b != 0 and c != 0
    value = parse("a / (b / c)").value(facts)
    assert value == (Fraction(a * c, b) if divides else None)
    assert parse("a / b >= 0").holds(facts) == (b != 0)
    assert parse("a / b >= 0 or c >= 0").holds(facts), (
        "one part without value doesn't spoil the other"
    )


def test_the_operands_of_a_comparison_can_be_had() -> None:
    comparison = parse("a <= b + 1 < c").comparison
    assert comparison is not None
    operands, operators = comparison
    assert [operand.source for operand in operands] == ["a", "b + 1", "c"]
    assert operators == ("<=", "<")
    assert parse("filled(a)").comparison is None


def test_a_missing_figure_leaves_no_value_and_fails_a_condition() -> None:
    assert parse("a + b").value({"a": 1}) is None
    assert not parse("a == b").holds({"a": 1})
    assert not parse("a != b").holds({"a": 1})
    assert parse("a == 1 or b == 1").holds({"a": 1})


def test_filled_asks_without_needing() -> None:
    expression = parse("filled(a) and not filled(b)")
    assert (expression.names, expression.asks) == ((), ("a", "b"))
    assert expression.holds({"a": 0})
    assert not expression.holds({"a": 0, "b": 0})


def test_a_name_both_asked_and_needed_is_needed() -> None:
    assert parse("filled(a) and a > 0").asks == ()


def test_the_earlier_report_is_asked_by_name() -> None:
    rule = parse("a >= previous(a) and previous(b) / 2 == c")
    assert rule.names == ("a", "previous:a", "previous:b", "c")
    assert rule.holds({"a": 3, "previous:a": 2, "previous:b": 5, "c": Fraction(5, 2)})
    assert not rule.holds({"a": 3, "b": 5, "c": Fraction(5, 2)})
    assert parse("a - previous(a)").value({"a": 3}) is None
    asked = parse("filled(previous(a)) and not filled(b)")
    assert (asked.names, asked.asks) == ((), ("previous:a", "b"))
    assert asked.holds({"previous:a": 0})
    assert not asked.holds({"a": 0})
    assert parse("previous(it) < it").bound_to("x").names == ("previous:x", "x")
    read = map(reads_earlier, ("previous:a", "same_start", "follows_on", "a", "period"))
    assert list(read) == [True, True, True, False, False]


def test_tables_and_texts_are_named_in_quotes() -> None:
    expression = parse("rows('t') > 1 and said('x')")
    assert expression.references == ("rows:t", "said:x")
    assert expression.holds({"rows:t": 2, "said:x": True})
    assert not expression.holds({"rows:t": 2})
    counted = parse("a == distinct('t.column')")
    assert counted.references == ("distinct:t.column",)
    assert counted.holds({"a": 2, "distinct:t.column": 2})
    assert counted.holds({"a": 0}), "no rows, no values"


def test_dates_months_and_periods() -> None:
    facts = {"d": date(2023, 3, 14), "m": "2023-09", "p": "2023-Q1", "period": "2023-Q1"}
    assert parse("year(d) == 2023 and day(d) == 14").holds(facts)
    assert parse("month_start(m) > d").holds(facts)
    assert parse("month_start('2023-03') <= d").holds(facts)
    assert parse("next_period(p) == '2023-Q2'").holds(facts)
    assert parse("p == period").holds(facts)


def test_a_percentage_agrees_to_the_decimals_stated() -> None:
    rule = parse("r == percent(a, b)")
    facts = {"a": 4_658_798_648, "b": 10_000_000_000}
    assert rule.holds({**facts, "r": Decimal("46.6")})
    assert rule.holds({**facts, "r": Decimal("46.59")})
    assert not rule.holds({**facts, "r": Decimal("46.5")})
    assert rule.holds({"a": 1, "b": 1, "r": 100})
    assert parse("percent(a, b)").value({"a": 1, "b": 2}) == Percentage(1, 2)


def test_the_parts_of_a_percentage_rule_can_be_had() -> None:
    share = parse("r == percent(a, b - c)").share
    assert share is not None
    assert [side.source for side in share] == ["r", "a", "b - c"]
    assert parse("a == b").share is None
    assert parse("a and b").share is None


def test_sides_and_equations() -> None:
    assert parse("a == b + c").is_equation
    assert not parse("a <= b").is_equation
    assert not parse("a <= b <= c").is_equation
    assert not parse("filled(a)").is_equation
    sides = parse("a == b + c").sides
    assert sides is not None
    assert sides[1].names == ("b", "c")
    assert parse("a <= b <= c").sides is None


def test_it_becomes_the_figure_it_stands_for() -> None:
    bound = parse("start <= it <= end").bound_to("x_as_of")
    assert bound.names == ("start", "x_as_of", "end")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a ==", "không đọc được"),
        ("a" * 3 + "(" * 500, "không đọc được"),
        ("__import__('os')", "không có hàm"),
        ("filed(a)", "có phải “filled”"),
        ("a.b == 1", "không dùng được"),
        ("[x for x in a]", "không dùng được"),
        ("lambda: 1", "không dùng được"),
        ("a ** 9", "không dùng được"),
        ("a == 0.5", "nháy kép"),
        ("a == True", "không dùng được giá trị"),
        ("percent(a)", "cần 2 giá trị"),
        ("filled(1)", "cần tên một chỉ tiêu"),
        ("filled(year(a))", "cần tên một chỉ tiêu"),
        ("previous(1) > a", "“previous” cần tên một chỉ tiêu"),
        ("previous(previous(a)) > a", "“previous” cần tên một chỉ tiêu"),
        ("previous(same_start) > a", "“previous” cần tên một chỉ tiêu"),
        ("previous(a, b) > a", "“previous” cần 1 giá trị"),
        ("rows(t) > 1", "đặt trong nháy"),
        ("year(d=1)", "cần 1 giá trị"),
        ("a.b(c)", "không có hàm “a.b”"),
        ("a + 'b'", "không tính được với chữ"),
        ("a <= percent(b, c)", "percent chỉ đứng sau"),
        ("percent(b, c) == a", "percent chỉ đứng sau"),
        ("a + 1 == percent(b, c)", "percent chỉ đứng sau"),
        ("month_start('2023-13') > d", "cần giá trị như '2023-09'"),
        ("next_period('x') == p", "cần giá trị như '2023-Q1'"),
    ],
)
def test_whatever_is_not_of_the_language_is_refused(source: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        parse(source)


@given(
    st.decimals(min_value=0, max_value=1000, places=2) | st.integers(0, 1000).map(Decimal),
    st.integers(-(10**12), 10**12),
    st.integers(-3, 10**12) | st.fractions(min_value=1),
)
def test_the_short_cut_for_percentages_agrees_with_the_long_way(
    stated: Decimal, numerator: int, denominator: int | Fraction
) -> None:
    rule = parse("r == percent(a, b)")
    facts = {"r": stated, "a": numerator, "b": denominator}
    long = agreement(stated, numerator, denominator) is Agreement.EXACT
    assert rule.holds(facts) == long
    if denominator:
        right = rounded(numerator, denominator, 1)
        assert rule.holds({**facts, "r": right})
        assert rule.holds({**facts, "r": Decimal("1E+2"), "a": 1, "b": 1})
