"""What the home page says of days and periods."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import overview
from desktop.appearance.tokens import State
from desktop.overview import Summary
from forms.period import Period, PeriodKind
from forms.problem import Problem

DUE = date(2023, 3, 20)


@pytest.mark.parametrize(
    ("today", "words", "state"),
    [
        (date(2023, 3, 1), "còn 19 ngày", State.NONE),
        (date(2023, 3, 15), "còn 5 ngày", State.WARNING),
        (date(2023, 3, 20), "hạn cuối hôm nay", State.WARNING),
        (date(2023, 3, 22), "quá hạn 2 ngày", State.ERROR),
        (date(2024, 1, 1), "quá hạn từ 20/3/2023", State.ERROR),
    ],
)
def test_deadlines(today: date, words: str, state: State) -> None:
    assert overview.deadline(DUE, today) == overview.Deadline(words, state)


@pytest.mark.parametrize(
    ("today", "taken", "suggested"),
    [
        (date(2023, 3, 15), (), "2023-Q1"),
        (date(2023, 3, 15), ("2023-Q1",), "2023-H1"),
        # A report that is late is still the next one to be made.
        (date(2023, 4, 1), (), "2023-Q1"),
        (date(2023, 5, 1), (), "2023-H1"),
        (date(2022, 12, 21), ("2022-Y",), "2023-Q1"),
    ],
)
def test_the_next_period_due(today: date, taken: tuple[str, ...], suggested: str) -> None:
    periods = [Period.parse(code) for code in taken]
    assert str(overview.suggested(periods, today)) == suggested


@given(st.dates(date(2010, 1, 1), date(2090, 1, 1)))
def test_there_is_always_a_next_period(today: date) -> None:
    period = overview.suggested([], today)
    days = overview.window_of(period)
    assert days is not None
    assert days.due >= today - timedelta(days=overview.GRACE)
    assert period.kind in overview.reported()


def test_what_to_copy_from() -> None:
    periods = [Period.parse(code) for code in ("2022-H1", "2022-Y", "2023-Q1")]
    assert overview.previous(periods, Period.parse("2023-Q1")) == Period.parse("2022-Y")
    assert overview.previous(periods, Period.parse("2021-Y")) == Period.parse("2023-Q1")
    assert overview.previous([], Period.parse("2021-Y")) is None


def test_when_something_was_edited() -> None:
    moment = datetime(2023, 3, 15, 3, 5, tzinfo=UTC)
    local = moment.astimezone()
    time = f"{local.hour}:{local.minute:02}"
    day = local.date()
    assert overview.edited_words(moment, day) == f"hôm nay {time}"
    assert overview.edited_words(moment, day + timedelta(days=1)) == f"hôm qua {time}"
    assert overview.edited_words(moment, day + timedelta(days=9)) == f"15/3/2023 {time}"


def test_a_period_without_a_calendar_has_no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: Period) -> None:
        raise Problem("không có")

    monkeypatch.setattr(overview, "window", none)
    assert overview.window_of(Period(2023, PeriodKind.Q1)) is None
    assert overview.window_words(Period(2023, PeriodKind.Q1)) == ""


@given(st.integers(0, 500), st.integers(0, 500))
def test_complete_only_when_nothing_is_missing(filled: int, missing: int) -> None:
    percent = Summary(filled, filled + missing, 0, 0, "").percent
    assert 0 <= percent <= 100
    assert (percent == 100) == (missing == 0)
