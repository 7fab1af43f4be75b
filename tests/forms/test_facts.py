"""What rules and frames can name besides the figures filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from forms.expression import WINDOW_NAMES, reads_earlier
from forms.facts import earlier_facts, facts, worth_comparing
from forms.loading import load_form
from forms.period import Period
from forms.report import Report, UnitRef

FORM = load_form("office-report")
EMPTY = Report(FORM.id, FORM.version, UnitRef("VPUBND", "Văn phòng"), Period.parse("2022-H1"))


def test_the_period_and_its_window_are_known_without_being_typed() -> None:
    known = facts(FORM, EMPTY)
    assert known["period"] == known["period_label"] == "2022-H1"
    assert known["period_year"] == known["year_ref"] == 2022
    assert known["report_period_from"] == date(2021, 12, 15)
    assert known["report_period_to"] == date(2022, 6, 14)
    assert "report_sign_date" not in known
    assert "report_no" not in known


def test_the_head_of_the_document_is_known() -> None:
    front = {"number": "9", "symbol": "BC-VPUBND", "signed_date": "2022-06-15"}
    known = facts(FORM, replace(EMPTY, front=front))
    assert known["report_no"] == "9/BC-VPUBND"
    assert known["report_sign_date"] == date(2022, 6, 15)
    assert facts(FORM, replace(EMPTY, front={"symbol": "BC"}))["report_no"] == "/BC"


def test_what_is_stated_stands_before_what_follows() -> None:
    stated = facts(FORM, EMPTY.with_figure("report_period_to", date(2022, 6, 13)))
    assert stated["report_period_to"] == date(2022, 6, 13)


def test_texts_are_said_and_tables_have_rows() -> None:
    known = facts(
        FORM,
        replace(EMPTY, texts={"III": " \n", "IV": "Chậm."}, tables={"I.1.documents": ({}, {})}),
    )
    assert (known["said:III"], known["said:IV"], known["rows:I.1.documents"]) == (False, True, 2)


@pytest.mark.parametrize(
    ("now", "then", "ways"),
    [
        ("2023-H1", "2023-Q1", (1, 0, 0)),
        ("2023-9M", "2023-H1", (1, 0, 0)),
        ("2023-Q2", "2023-Q1", (0, 1, 0)),
        ("2023-Q1", "2022-Y", (0, 1, 0)),
        ("2023-H2", "2023-H1", (0, 1, 0)),
        ("2023-Q1", "2022-H1", (0, 0, 0)),
        ("2023-Q1", "2023-H1", (0, 0, 0)),
        ("2023-Q1", "2023-Q1", (0, 0, 0)),
        ("2023-Y", "2022-Y", (0, 1, 1)),
        ("2023-Q3", "2022-Q3", (0, 0, 1)),
        ("2023-Q3", "2021-Q3", (0, 0, 0)),
    ],
)
def test_an_earlier_report_is_known_under_names_of_its_own(
    now: str, then: str, ways: tuple[int, int, int]
) -> None:
    before = replace(EMPTY, period=Period.parse(then)).with_figure("gov_tasks_total", 3)
    report = replace(EMPTY, period=Period.parse(now)).with_figure("gov_tasks_total", 8)
    known = facts(FORM, report, before)
    assert (known["gov_tasks_total"], known["previous:gov_tasks_total"]) == (8, 3)
    assert (known["period"], known["previous:period"]) == (now, then)
    assert tuple(known[name] for name in WINDOW_NAMES) == ways
    assert known == {**facts(FORM, report), **earlier_facts(FORM, report.period, before)}
    assert not [name for name in facts(FORM, report) if reads_earlier(name)]


@pytest.mark.parametrize(
    ("now", "others", "expected"),
    [
        ("2023-Y", "2023-Q1 2023-H1 2023-Q3 2022-H1 2022-Y", "2023-Q3 2023-H1 2022-Y"),
        ("2023-Q3", "2023-Q1 2023-H1 2022-Q3 2022-Y 2024-Q1", "2023-H1 2022-Q3"),
        ("2023-H1", "2023-Q1 2022-Y 2022-H1", "2023-Q1 2022-Y 2022-H1"),
        ("2023-H1", "2021-H1", "2021-H1"),
        ("2023-H1", "2023-H1 2023-Q3", ""),
    ],
)
def test_a_report_is_held_against_the_latest_of_each_way_to_lie(
    now: str, others: str, expected: str
) -> None:
    found = worth_comparing(Period.parse(now), map(Period.parse, others.split()))
    assert " ".join(map(str, found)) == expected


def test_a_figure_is_set_and_taken_away() -> None:
    report = EMPTY.with_figure("gov_tasks_total", 3)
    assert report.figures == {"gov_tasks_total": 3}
    assert report.with_figure("gov_tasks_total", None).figures == {}
