"""Printing and recognising values of every kind: what is shown is read back."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.figure import (
    Kind,
    Value,
    from_json,
    has_style,
    parse,
    pattern,
    read,
    show,
    styles,
    to_json,
)
from forms.period import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Mapping

counts = st.integers(0, 10**18 - 1)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
period_codes = st.builds(
    lambda y, k: str(Period(y, k)), st.integers(2000, 2100), st.sampled_from(PeriodKind)
)
listed = st.one_of(
    period_codes.filter(lambda code: not code.endswith("-Y")), st.integers(2000, 2100).map(str)
)
words = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạ XYZ0123456789.,;%-", min_size=1, max_size=40)
names = words.map(lambda w: " ".join(w.split())).filter(bool)


def decimals(top: int) -> st.SearchStrategy[Decimal]:
    """Return decimals up to ``top`` with none to four digits behind the comma."""
    return st.builds(
        lambda n, p: Decimal(n).scaleb(-p) if n < top * 10**p else Decimal(top),
        st.integers(0, top * 10**4),
        st.integers(0, 4),
    )


segments = st.text("ABCĐHKNQTU0123456789", min_size=1, max_size=5)
VALUES: Mapping[Kind, st.SearchStrategy[Value]] = {
    Kind.COUNT: counts,
    Kind.MONEY: counts,
    Kind.PERCENT: decimals(1000),
    Kind.DECIMAL: decimals(10**9),
    Kind.DATE: days,
    Kind.YEAR: st.integers(1900, 2100),
    Kind.MONTH: st.builds(lambda y, m: f"{y}-{m:02}", st.integers(1900, 2100), st.integers(1, 12)),
    Kind.PERIOD: period_codes,
    Kind.PERIODS: st.lists(listed, min_size=1, max_size=4).map(";".join),
    Kind.SPAN: st.builds(lambda y, n: f"{y}-{y + n}", st.integers(1990, 2050), st.integers(1, 20)),
    Kind.SYMBOL: st.builds(
        lambda n, parts: f"{n}/{'-'.join(parts)}",
        segments,
        st.lists(segments, min_size=1, max_size=3),
    ),
    Kind.NUMBERS: st.lists(st.integers(0, 999), min_size=1, max_size=5).map(
        lambda ns: ";".join(map(str, ns))
    ),
    Kind.NAME: names,
    Kind.TEXT: st.lists(names, min_size=1, max_size=3).map("\n".join),
}
typed_values = st.sampled_from(Kind).flatmap(lambda k: st.tuples(st.just(k), VALUES[k]))


@given(typed_values, st.data())
def test_what_is_shown_is_recognised_and_read_back(
    case: tuple[Kind, Value], data: st.DataObject
) -> None:
    kind, value = case
    known = sorted(styles(kind)) + (["each:khóa"] if kind is Kind.NUMBERS else [])
    style = data.draw(st.sampled_from(known))
    printed = show(kind, value, style)
    assert re.fullmatch(pattern(kind, style), printed)
    partial = kind is Kind.PERIOD and style in ("short", "year")
    assert read(kind, printed, style) == (None if partial else value)


@given(typed_values)
def test_what_is_shown_in_a_field_needs_no_remark(case: tuple[Kind, Value]) -> None:
    kind, value = case
    parsed = parse(kind, show(kind, value))
    assert parsed.value == value
    assert parsed.problem == ""
    if kind is not Kind.DECIMAL:
        assert parsed.note == ""


@given(typed_values)
def test_files_keep_values_exactly(case: tuple[Kind, Value]) -> None:
    kind, value = case
    back = from_json(kind, to_json(kind, value), "x")
    assert back == value
    assert str(back) == str(value)


@given(typed_values)
def test_patterns_capture_nothing_and_fit_a_sentence(case: tuple[Kind, Value]) -> None:
    kind, value = case
    framed = re.compile(f"có <(?P<v>{pattern(kind)})>\\.", re.IGNORECASE)
    assert framed.groups == 1
    match = framed.search(f"Trong kỳ có <{show(kind, value)}>.")
    assert match
    assert read(kind, match["v"]) == value


@given(st.sampled_from(Kind), st.text(max_size=60))
def test_any_input_gets_a_value_or_a_reason(kind: Kind, typed: str) -> None:
    parsed = parse(kind, typed)
    assert (parsed.value is None) or (parsed.problem == "")
    if parsed.value is not None:
        assert from_json(kind, to_json(kind, parsed.value), "x") == parsed.value


@pytest.mark.parametrize("kind", Kind)
def test_nothing_typed_is_no_problem(kind: Kind) -> None:
    for blank in ("", "  ", "\u00a0\n"):
        assert parse(kind, blank) == parse(kind, "")
        assert (parse(kind, blank).value, parse(kind, blank).problem) == (None, "")


@pytest.mark.parametrize("kind", Kind)
def test_control_characters_and_endless_input_are_refused(kind: Kind) -> None:
    assert "U+0000" in parse(kind, "1\x00").problem
    assert "dài quá" in parse(kind, "1" * 20_001).problem


@pytest.mark.parametrize(
    ("kind", "value", "style", "printed"),
    [
        (Kind.COUNT, 335445, "", "335.445"),
        (Kind.COUNT, 2, "02", "02"),
        (Kind.COUNT, 0, "02", "0"),
        (Kind.COUNT, 10, "02", "10"),
        (Kind.COUNT, 1788, "02", "1.788"),
        (Kind.MONEY, 21_042_000_000, "", "21.042.000.000"),
        (Kind.PERCENT, Decimal("98.50"), "", "98,50"),
        (Kind.PERCENT, Decimal("1E+2"), "", "100"),
        (Kind.DECIMAL, Decimal("1234.5"), "", "1.234,5"),
        (Kind.DATE, date(2022, 6, 9), "", "09/6/2022"),
        (Kind.DATE, date(2023, 3, 14), "", "14/3/2023"),
        (Kind.DATE, date(2022, 2, 9), "", "09/02/2022"),
        (Kind.DATE, date(2022, 12, 20), "long", "20 tháng 12 năm 2022"),
        (Kind.DATE, date(2022, 1, 3), "long", "03 tháng 01 năm 2022"),
        (Kind.YEAR, 2023, "", "2023"),
        (Kind.MONTH, "2023-09", "", "tháng 9 năm 2023"),
        (Kind.MONTH, "2023-02", "", "tháng 02 năm 2023"),
        (Kind.PERIOD, "2022-H1", "", "6 tháng đầu năm 2022"),
        (Kind.PERIOD, "2022-Q3", "heading", "QUÝ III NĂM 2022"),
        (Kind.PERIODS, "2021-H2;2022-H1", "", "6 tháng cuối năm 2021 và 6 tháng đầu năm 2022"),
        (Kind.PERIODS, "2020;2021;2022-Q1", "", "năm 2020, năm 2021 và quý I năm 2022"),
        (Kind.SPAN, "2021-2030", "", "2021 - 2030"),
        (Kind.NUMBERS, "3;4", "", "3, 4"),
        (Kind.NUMBERS, "27;31;32", "and", "27, 31 và 32"),
        (Kind.NUMBERS, "27;31;32", "each:khóa", "khóa 27, khóa 31 và khóa 32"),
        (Kind.NUMBERS, "4", "and", "4"),
    ],
)
def test_printed_forms(kind: Kind, value: Value, style: str, printed: str) -> None:
    assert show(kind, value, style) == printed


@pytest.mark.parametrize(
    ("kind", "style"), [(Kind.COUNT, "loud"), (Kind.COUNT, "each:khóa"), (Kind.NUMBERS, "each:")]
)
def test_unknown_styles_are_refused(kind: Kind, style: str) -> None:
    assert not has_style(kind, style)
    with pytest.raises(ValueError, match="style"):
        show(kind, 1, style)
    with pytest.raises(ValueError, match="style"):
        pattern(kind, style)
    with pytest.raises(ValueError, match="style"):
        read(kind, "1", style)


def test_styles_are_known() -> None:
    assert styles(Kind.DATE) == {"", "long"}
    assert has_style(Kind.NUMBERS, "each:khóa")
    assert not has_style(Kind.NUMBERS, "each:(a)")


@pytest.mark.parametrize(
    ("kind", "style", "sentence", "value"),
    [
        (Kind.COUNT, "", "quá hạn: 1767.", 1767),
        (Kind.PERCENT, "", "đạt 31.55% kế hoạch", Decimal("31.55")),
        (Kind.PERCENT, "", "đạt 42,34 % kế hoạch", Decimal("42.34")),
        (Kind.DATE, "", "đến 14/03/2023, đã", date(2023, 3, 14)),
        (Kind.DATE, "long", "ngày 08 tháng 4 năm 2020 của", date(2020, 4, 8)),
        (Kind.PERIOD, "", "TRONG QUÝ 3/2022:", "2022-Q3"),
        (Kind.SYMBOL, "", "09/KH-\nUBND", "09/KH-UBND"),
        (Kind.SYMBOL, "", "417 / KH - UBND về việc", "417/KH-UBND"),
        (Kind.NUMBERS, "each:khóa", "Khóa 27, 31 và khóa 32.", "27;31;32"),
    ],
)
def test_dirty_print_is_recognised(kind: Kind, style: str, sentence: str, value: Value) -> None:
    match = re.search(pattern(kind, style), sentence)
    assert match
    assert read(kind, match[0], style) == value
