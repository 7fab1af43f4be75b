"""The sentence as it would read once a finding is mended."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from forms.checking import Finding, checker
from forms.checking.rereading import with_sentence
from forms.loading import load_form
from forms.period import Period
from forms.report import Report, UnitRef
from forms.unit import unit_for

if TYPE_CHECKING:
    from forms.figure import Value

FORM = load_form("office-report")
UNIT = unit_for("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp")


def reread(rule: str, **figures: Value) -> Finding:
    report = Report(
        FORM.id, FORM.version, UnitRef(UNIT.code, UNIT.name), Period.parse("2022-H1"), figures
    )
    (finding,) = (f for f in checker(FORM).check(report) if f.rule == rule)
    return with_sentence(finding, FORM, report, UNIT)


@pytest.mark.parametrize(
    ("rule", "figures", "said"),
    [
        (
            "D01",
            {"gov_tasks_total": 4, "gov_tasks_on_time": 35, "gov_tasks_in_progress": 9},
            "44 nhiệm vụ",
        ),
        ("T06", {"office_self_inspection_date": date(2024, 4, 28)}, "28/4/2022"),
        ("T09", {"next_period_label": "2022-Q3"}, "6 THÁNG CUỐI NĂM 2022"),
    ],
)
def test_the_sentence_or_heading_holds_the_mended_figure(
    rule: str, figures: dict[str, Value], said: str
) -> None:
    sentence = reread(rule, **figures).sentence
    assert said in sentence or said.replace("/4/", " tháng 4 năm ") in sentence


def test_without_a_mend_or_a_sentence_there_is_none() -> None:
    assert reread("T03", invest_as_of=date(2022, 6, 9)).sentence == ""
    hidden = reread("F01", invest_allocated=9, invest_alloc_prev_year=1, invest_alloc_this_year=2)
    assert hidden.mend is not None
    assert hidden.sentence == "", "the project's sentence needs more of its figures"
