"""Dates, months and years as typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.figure import Kind, Value, parse


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.DATE, "14/03/2023", date(2023, 3, 14)),
        (Kind.DATE, "9/6/2022", date(2022, 6, 9)),
        (Kind.DATE, "09 - 6 - 2022", date(2022, 6, 9)),
        (Kind.DATE, "09.06.2022", date(2022, 6, 9)),
        (Kind.DATE, "2022-06-09", date(2022, 6, 9)),
        (Kind.DATE, "Ngày 08 tháng 4 năm 2020", date(2020, 4, 8)),
        (Kind.DATE, "ngày 14/3/2023", date(2023, 3, 14)),
        (Kind.MONTH, "9/2023", "2023-09"),
        (Kind.MONTH, "tháng 9 năm 2023", "2023-09"),
        (Kind.MONTH, "Tháng 9/2023", "2023-09"),
        (Kind.MONTH, "2023-09", "2023-09"),
        (Kind.YEAR, "2023", 2023),
        (Kind.YEAR, "Năm 2023", 2023),
    ],
)
def test_usual_forms(kind: Kind, typed: str, value: Value) -> None:
    assert parse(kind, typed).value == value


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (Kind.DATE, "30/2/2023", "Tháng 2 năm 2023 chỉ có 28 ngày"),
        (Kind.DATE, "29/2/2023", "28 ngày"),
        (Kind.DATE, "0/2/2023", "Không có ngày 0"),
        (Kind.DATE, "1/13/2023", "Không có tháng 13"),
        (Kind.DATE, "1/1/1800", "nằm ngoài khoảng"),
        (Kind.DATE, "14/3/23", "ghi thiếu năm"),
        (Kind.DATE, "14/3-2023", "không phải ngày"),
        (Kind.DATE, "hôm qua", "không phải ngày"),
        (Kind.MONTH, "13/2023", "Không có tháng 13"),
        (Kind.MONTH, "tháng chín", "không phải tháng"),
        (Kind.YEAR, "23", "không phải năm"),
        (Kind.YEAR, "3023", "nằm ngoài khoảng"),
    ],
)
def test_impossible_dates_say_why(kind: Kind, typed: str, said: str) -> None:
    parsed = parse(kind, typed)
    assert parsed.value is None
    assert said in parsed.problem


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from("/.-"))
def test_any_padding_and_separator(day: date, separator: str) -> None:
    padded = separator.join((f"{day.day:02}", f"{day.month:02}", str(day.year)))
    bare = separator.join((str(day.day), str(day.month), str(day.year)))
    assert parse(Kind.DATE, padded).value == parse(Kind.DATE, bare).value == day
