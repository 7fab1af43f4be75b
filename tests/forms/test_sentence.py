"""Frames: figures → sentence and back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.block import Run
from forms.figure import Kind
from forms.period import Period
from forms.problem import Problem
from forms.sentence import MISSING, Slot, Voice, parse_frame, recognise

KINDS = {"total": Kind.COUNT, "early": Kind.COUNT, "no": Kind.SYMBOL, "day": Kind.DATE}


def voice(**values: int | str | date) -> Voice:
    return Voice(KINDS, values, {"unit.short": "Văn phòng"}, Period.parse("2022-H1"))


def test_a_frame_says_figures_words_and_the_period() -> None:
    frame = parse_frame("{period:during}, {unit.short} có {total:02} hồ sơ {{mới}}")
    said = voice(total=7).text(frame)
    assert said == "Trong 6 tháng đầu năm 2022, Văn phòng có 07 hồ sơ {mới}"
    assert frame.slots == (Slot("period", "during"), Slot("unit.short"), Slot("total", "02"))
    assert frame.names == ("period", "unit.short", "total")


def test_what_is_missing_is_marked_and_named() -> None:
    runs = list(voice().runs(parse_frame("Tổng: {total}.")))
    assert runs == [Run("Tổng: "), Run(MISSING, "missing", "total"), Run(".")]


@pytest.mark.parametrize("source", ["{", "}", "{}", "a {b", "a} b", "{a{b}}"])
def test_braces_must_match(source: str) -> None:
    with pytest.raises(Problem, match="dấu ngoặc nhọn"):
        parse_frame(source)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.dates(date(2000, 1, 1), date(2099, 1, 1)))
def test_a_sentence_gives_back_what_it_says(total: int, early: int, day: date) -> None:
    frame = parse_frame(
        "{unit.short} giải quyết: {total:02}; trước hạn: {early} (văn bản số {no} ngày {day:long})"
    )
    said = voice(total=total, early=early, no="417/KH-UBND", day=day)
    found = recognise(frame, said.text(frame), said)
    assert found == {"total": total, "early": early, "no": "417/KH-UBND", "day": day}


def test_other_names_and_blanks_do_not_hinder_recognition() -> None:
    frame = parse_frame("{unit.short} có {total} hồ sơ")
    found = recognise(frame, "Sở  Nội vụ có\n1767 hồ sơ", voice())
    assert found == {"total": 1767}


def test_another_sentence_is_not_recognised() -> None:
    assert recognise(parse_frame("Có {total} hồ sơ"), "Không có hồ sơ", voice()) is None


def test_a_figure_said_twice_must_read_the_same() -> None:
    frame = parse_frame("{total} trên {total}")
    assert recognise(frame, "3 trên 3", voice()) == {"total": 3}
    assert recognise(frame, "3 trên 4", voice()) is None


def test_a_figure_that_cannot_be_read_is_no_match() -> None:
    frame = parse_frame("ngày {day}")
    assert recognise(frame, "ngày 31/02/2022", voice()) is None


def test_a_frame_carries_footnotes_that_are_no_slots() -> None:
    frame = parse_frame("Quyết định{note:decision} cho {total} sở{ note : list }.")
    assert frame.notes == ("decision", "list")
    assert frame.names == ("total",)
    assert voice(total=3).text(frame) == "Quyết định cho 3 sở."
    assert [run.field for run in voice(total=3).runs(frame) if run.role == "note"] == [
        "decision",
        "list",
    ]


@pytest.mark.parametrize(
    ("said", "total"),
    [
        ("Quyết định cho 3 sở.", 3),
        ("Quyết định[1] cho 3 sở[12].", 3),
        ("Quyết định1 cho 3 sở12.", 3),
        ("Quyết định cho 3 sở123.", None),
        ("Quyết định 1 cho 3 sở.", None),
    ],
)
def test_a_sentence_is_known_with_the_numbers_of_its_notes(said: str, total: int | None) -> None:
    frame = parse_frame("Quyết định{note:decision} cho {total} sở{note:list}.")
    assert recognise(frame, said, voice()) == (None if total is None else {"total": total})
