"""Reporting periods and the ways they are written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.period import PART_PATTERN, PATTERN, STYLES, Period, PeriodKind
from forms.problem import Problem

periods = st.builds(Period, st.integers(2000, 2100), st.sampled_from(PeriodKind))


@given(periods)
def test_codes_round_trip(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(periods, st.sampled_from(sorted(STYLES - {"short", "year"})))
def test_written_periods_are_read_back(period: Period, style: str) -> None:
    written = period.write(style)
    assert Period.read(written) == period
    assert re.fullmatch(PATTERN, written)


@given(periods)
def test_parts_are_recognised_but_not_read(period: Period) -> None:
    assert re.fullmatch(PART_PATTERN, period.write("short"))
    assert Period.read(period.write("short")) is None


@given(periods, periods)
def test_periods_are_ordered_by_their_end(one: Period, other: Period) -> None:
    assert (one < other) == (one.sort_key < other.sort_key)
    assert (one <= other) or (other <= one)


@given(periods)
def test_the_next_period_ends_later(period: Period) -> None:
    assert period.successor() > period
    assert period.successor() == period.next_choices()[0]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Quý I năm 2023", "2023-Q1"),
        ("quý 1/2023", "2023-Q1"),
        ("QUÝ III NĂM 2022", "2022-Q3"),
        ("quý II năm 2023", "2023-Q2"),
        ("Quý 4 năm 2023", "2023-Q4"),
        ("6 tháng đầu năm 2022", "2022-H1"),
        ("06 tháng đầu năm 2022", "2022-H1"),
        ("6 THÁNG ĐẦU NĂM 2023", "2023-H1"),
        ("6 tháng cuối năm 2021", "2021-H2"),
        ("9 tháng đầu năm 2023", "2023-9M"),
        ("Trong 9 tháng năm 2023", "2023-9M"),
        ("năm 2023", "2023-Y"),
        ("Trong  6 tháng\nđầu năm 2022", "2022-H1"),
    ],
)
def test_every_wording_met_is_read(words: str, code: str) -> None:
    assert str(Period.read(words)) == code


@pytest.mark.parametrize("words", ["", "quy I nam 2023", "Quý I", "quý V năm 2023", "năm 1999"])
def test_other_words_are_no_period(words: str) -> None:
    assert Period.read(words) is None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("2023-q1", "có phải “2023-Q1”?"),
        ("2023Q1", "có phải “2023-Q1”?"),
        ("quý", "hãy ghi như 2023-Q1"),
        ("1999-Q1", "nằm ngoài khoảng 2000-2100"),
        ("２０２３-Q1", "không đúng"),
    ],
)
def test_wrong_codes_are_explained(code: str, said: str) -> None:
    with pytest.raises(Problem, match=re.escape(said)):
        Period.parse(code)


def test_styles() -> None:
    quarter, half, year = (Period.parse(c) for c in ("2023-Q1", "2022-H1", "2023-Y"))
    assert quarter.write("title") == quarter.write("start") == "Quý I năm 2023"
    assert quarter.write("during") == "Trong quý I năm 2023"
    assert quarter.write("within") == "trong quý I năm 2023"
    assert quarter.write("short") == "Quý I"
    assert Period.parse("2022-Q3").write("heading") == "QUÝ III NĂM 2022"
    assert half.write() == half.write("inside") == half.write("title") == "6 tháng đầu năm 2022"
    assert half.write("short") == "6 tháng đầu năm"
    assert Period.parse("2023-9M").write() == "9 tháng đầu năm 2023"
    assert (year.write("start"), year.write("title")) == ("Năm 2023", "năm 2023")
    assert (year.write("short"), year.write("year")) == ("Năm", "2023")
    with pytest.raises(ValueError, match="style"):
        year.write("loud")


@pytest.mark.parametrize(
    ("code", "following"),
    [
        ("2023-Q1", ["2023-Q2", "2023-H1"]),
        ("2022-H1", ["2022-H2", "2022-Q3"]),
        ("2022-Q3", ["2022-Q4", "2022-Y"]),
        ("2022-9M", ["2022-Q4", "2022-Y"]),
        ("2022-H2", ["2023-H1", "2023-Y", "2023-Q1"]),
        ("2022-Q4", ["2023-Q1", "2023-Y"]),
        ("2022-Y", ["2023-Y", "2023-Q1", "2023-H1"]),
    ],
)
def test_what_comes_next(code: str, following: list[str]) -> None:
    assert [str(p) for p in Period.parse(code).next_choices()] == following
