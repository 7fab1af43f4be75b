"""Data windows and due days, and the calendar files they come from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.period import Period, PeriodKind
from forms.problem import Problem
from forms.reporting_calendar import (
    Window,
    load_calendars,
    read_calendar,
    reported_kinds,
    window,
)

if TYPE_CHECKING:
    from pathlib import Path

RIGHT = """calendar: thu
title: Lịch thử
valid_from: 2020-01-01
valid_to: 2022-12-31
periods:
  Q1: {start: 15/12 năm trước, end: 14/3, due: 20/3, reported: true}
"""


@pytest.mark.parametrize(
    ("code", "start", "end", "due"),
    [
        ("2023-Q1", (2022, 12, 15), (2023, 3, 14), (2023, 3, 20)),
        ("2023-Q2", (2023, 3, 15), (2023, 6, 14), (2023, 6, 20)),
        ("2022-Q3", (2022, 6, 15), (2022, 9, 14), (2022, 9, 20)),
        ("2022-Q4", (2022, 9, 15), (2022, 12, 14), (2022, 12, 20)),
        ("2022-H1", (2021, 12, 15), (2022, 6, 14), (2022, 6, 20)),
        ("2022-H2", (2022, 6, 15), (2022, 12, 14), (2022, 12, 20)),
        ("2022-9M", (2021, 12, 15), (2022, 9, 14), (2022, 9, 20)),
        ("2022-Y", (2021, 12, 15), (2022, 12, 14), (2022, 12, 20)),
    ],
)
def test_windows_of_the_ministry(
    code: str, start: tuple[int, int, int], end: tuple[int, int, int], due: tuple[int, int, int]
) -> None:
    assert window(Period.parse(code)) == Window(date(*start), date(*end), date(*due))


def test_the_ministry_asks_for_four_reports_a_year() -> None:
    kinds = {PeriodKind.Q1, PeriodKind.H1, PeriodKind.Q3, PeriodKind.YEAR}
    assert set(reported_kinds(load_calendars()[0])) == kinds


@given(st.builds(Period, st.integers(2000, 2100), st.sampled_from(PeriodKind)))
def test_every_period_has_a_window_and_quarters_follow_without_gap(period: Period) -> None:
    days = window(period)
    assert days.start < days.end < days.due
    assert days.end.month == period.sort_key[1]
    if period.kind.value.startswith("Q") and period.year < 2100:
        assert window(period.successor()).start == days.end + timedelta(days=1)


def test_a_calendar_has_no_window_outside_its_validity(tmp_path: Path) -> None:
    calendar = read_calendar(written(tmp_path, RIGHT))
    assert calendar.window(Period(2020, PeriodKind.Q1)) is not None
    assert calendar.window(Period(2019, PeriodKind.Q1)) is None
    assert calendar.window(Period(2023, PeriodKind.Q1)) is None
    assert calendar.window(Period(2021, PeriodKind.YEAR)) is None


def test_a_period_without_calendar_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, RIGHT)
    monkeypatch.setattr("forms.reporting_calendar.FOLDER", tmp_path)
    load_calendars.cache_clear()
    window.cache_clear()
    try:
        assert window(Period(2020, PeriodKind.Q1)).due == date(2020, 3, 20)
        with pytest.raises(Problem, match="Chưa có lịch báo cáo cho năm 2030"):
            window(Period(2030, PeriodKind.YEAR))
    finally:
        load_calendars.cache_clear()
        window.cache_clear()


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("title: Lịch thử\n", "", "thiếu “title”"),
        ("title:", "tittle:", "dòng 2: không có khóa “tittle”; có phải “title”?"),
        ("2020-01-01", "hôm nay", "dòng 3: “valid_from” phải là ngày"),
        ("2020-01-01", "[1]", "dòng 3: “valid_from” phải là ngày"),
        ("2022-12-31", "2019-12-31", "dòng 4: ngày hết hiệu lực"),
        ("Q1:", "Q5:", "dòng 6: không có kỳ “Q5”"),
        ("{start: 15/12 năm trước, end: 14/3, due: 20/3, reported: true}", "14/3", "dòng 6: phải"),
        ("end: 14/3", "end: 31/2", "“end” phải là ngày như 14/3"),
        ("end: 14/3", "end: giữa tháng", "“end” phải là ngày như 14/3"),
        ("start: 15/12 năm trước", "start: 15/12", "theo thứ tự trước sau"),
        ("reported: true", "reported: có", "“reported” phải là true hoặc false"),
        ("title:", "\ttitle:", "dòng 2: viết sai cú pháp YAML"),
    ],
)
def test_a_bad_calendar_is_refused_by_line(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    path = written(tmp_path, RIGHT.replace(right, wrong))
    with pytest.raises(Problem) as caught:
        read_calendar(path)
    assert said in caught.value.message


def test_periods_must_be_pairs(tmp_path: Path) -> None:
    path = written(tmp_path, RIGHT[: RIGHT.index("periods")] + "periods: []\n")
    with pytest.raises(Problem, match="dòng 5: “periods” phải là các cặp"):
        read_calendar(path)


def written(folder: Path, text: str) -> Path:
    """Write a calendar file and return its path."""
    path = folder / "thu.yaml"
    path.write_text(text, encoding="utf-8")
    return path
