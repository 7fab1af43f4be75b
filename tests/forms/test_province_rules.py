"""The rules of the province's report: each finds its fault and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import pytest

from forms.definition import Severity
from forms.period import Period
from tests.forms.province_samples import (
    THREE,
    TWO,
    WHOLE,
    broken,
)

if TYPE_CHECKING:
    from forms.definition import Form

#: The rules of the province's report in `domain/rules.csv`, by severity.
ERRORS: Final = (
    "A01 A02 A03 A04 A05 A06 A07 B01 B02 C01 C02 C04 C05 D01 D02 D03 F05 G01 G02 G03 G04 H01 H02 "
    "H06 H07 H08 H09 H10 H11 H12 H13 H14 H15 H16 H18 H19 T01 T02 T04 T05 T08 T10"
)
WARNINGS: Final = "C03 D04 G05 H03 H04 H05 H17 T03 T09"
INFOS: Final = "T07"


@pytest.mark.parametrize("form", [THREE, TWO], ids=["2023", "2025"])
def test_every_rule_of_the_province_is_there(form: Form) -> None:
    for severity, names in (
        (Severity.ERROR, ERRORS),
        (Severity.WARNING, WARNINGS),
        (Severity.INFO, INFOS),
    ):
        for name in names.split():
            assert form.rules[name].severity is severity, name


#: Rule → what is wrong, and which other rules cannot but notice it too.
FAULTS: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "A01": ({"files_carried_over": 14001}, ""),
    "A02": ({"files_received_online": 150001}, ""),
    "A03": ({"files_resolved_late": 1001}, "A07"),
    "A04": ({"files_pending_overdue": 501}, "A07"),
    "A05": ({"files_received_total": 330001}, "A01 A07"),
    "A06": ({"files_resolved_total": 330001}, "A03 A05"),
    "B01": ({"pakn_resolved": 41, "pakn_resolved_rate": Decimal("102.5")}, ""),
    "B02": ({"pakn_resolved_rate": Decimal(100)}, ""),
    "C01": ({"tthc_commune": 141}, ""),
    "C02": ({"tthc_published": 1831}, "C03"),
    "C03": ({"tthc_published": 1830}, ""),
    "C04": ({"online_services_rate": Decimal("82.5")}, ""),
    "C05": ({"online_services_provided": 1831, "online_services_rate": Decimal("100.05")}, ""),
    "D01": ({"gov_tasks_in_progress": 21}, ""),
    "D02": ({"par_plan_tasks_done_of": 28}, ""),
    "D03": ({"par_plan_tasks_done": 28}, ""),
    "D04": ({"par_plan_activities": 26}, ""),
    "D05": ({"par_plan_tasks": 28, "par_plan_tasks_done_of": 28}, ""),
    "H18": ({"par_plan_fields": 9}, ""),
    "F05": ({"invest_rate": Decimal("31.5")}, ""),
    "G01": ({"audit_remaining": Decimal(3801)}, ""),
    "G02": ({"audit_rate": Decimal("96.3")}, ""),
    "G03": ({"psu_district": 521}, ""),
    "G04": ({"psu_partial": 111}, ""),
    "G05": (
        {
            "audit_total": Decimal(100000000),
            "audit_done": Decimal(96200000),
            "audit_remaining": Decimal(3800000),
        },
        "",
    ),
    "H01": ({"qppl_issued_total": 31}, ""),
    "H02": ({"qppl_drafts_appraised": 35}, ""),
    "H03": ({"qppl_issued_total": 35, "qppl_issued_decisions": 23}, "H05"),
    "H04": ({"qppl_issued_resolutions": 15, "qppl_issued_decisions": 15}, ""),
    "H05": ({"qppl_issued_resolutions": 9, "qppl_issued_decisions": 21}, ""),
    "H06": ({"downsizing_commune": 8}, ""),
    "H07": ({"agencies_function_issued": 3}, ""),
    "H08": ({"agencies_function_considering": 2}, ""),
    "H09": ({"agencies_function_drafting": 1}, ""),
    "H10": ({"agencies_function_no_circular": 0}, ""),
    "H11": ({"inspection_done_departments": 3}, ""),
    "H12": ({"inspection_planned_departments": 1}, ""),
    "H13": ({"inspection_ongoing_districts_of": 11}, ""),
    "H14": ({"digital_focus_sectors": 3}, ""),
    "H15": ({"emulation_flags": 3}, ""),
    "H16": ({"interlinked_groups": 3}, ""),
    "H17": ({"tv_columns_done": 20}, ""),
    "H20": ({"inspection_ongoing_districts": 13}, ""),
    "T02": ({"invest_as_of": date(2022, 11, 30)}, "T03"),
    "T03": ({"revenue_as_of": date(2023, 6, 9)}, ""),
    "T05": ({"doc_kh_40_date": date(2023, 6, 21)}, ""),
    "T07": ({"tthc_review_summary_month": "2023-09"}, ""),
    "T09": ({"next_period_label": "2023-Q3"}, ""),
    "T10": ({"province_inspection_plan_year": 2022}, ""),
    "T10b": ({"index_year": 2023}, ""),
}


@pytest.mark.parametrize("rule", FAULTS)
def test_a_planted_fault_is_found_by_its_rule_and_nothing_else(rule: str) -> None:
    changed, others = FAULTS[rule]
    report = replace(WHOLE, figures={**WHOLE.figures, **changed})
    assert broken(report) == {rule, *others.split()}


def test_a_name_left_out_of_a_footnote_is_found() -> None:
    for table, rule in (
        ("II.3.functions_issued", "H07"),
        ("I.3.departments", "H11"),
        ("I.1.flags_local", "H15"),
        ("II.6.groups", "H16"),
        ("plan_tasks", "D05"),
    ):
        shorter = {**WHOLE.tables, table: WHOLE.tables[table][1:]}
        assert broken(replace(WHOLE, tables=shorter)) == {rule}


def test_fields_of_the_plan_are_counted_however_they_are_written() -> None:
    tasks = WHOLE.tables["plan_tasks"]
    shouted = ({**tasks[0], "field": f" {str(tasks[0]['field']).upper()}  "}, *tasks[1:])
    assert broken(replace(WHOLE, tables={**WHOLE.tables, "plan_tasks": shouted})) == set()
    other = ({**tasks[0], "field": "Lĩnh vực khác"}, *tasks[1:])
    assert broken(replace(WHOLE, tables={**WHOLE.tables, "plan_tasks": other})) == {"H18"}
    open_ = tuple({**task, "field": ""} for task in tasks)
    assert broken(replace(WHOLE, tables={**WHOLE.tables, "plan_tasks": open_})) == set()


def test_a_report_signed_too_early_is_found() -> None:
    assert broken(replace(WHOLE, front={"signed_date": "2023-06-10"})) == {"T01", "T05"}


@pytest.mark.parametrize(
    ("period", "done", "is_found"),
    [
        ("2023-Q1", 6, False),
        ("2023-Q1", 12, True),
        ("2023-H1", 10, False),
        ("2023-Q3", 8, False),
        ("2023-Y", 22, False),
        ("2023-Y", 12, True),
    ],
)
def test_the_broadcasts_are_held_against_the_months_of_the_period(
    period: str, done: int, *, is_found: bool
) -> None:
    report = replace(WHOLE, period=Period.parse(period)).with_figure("tv_columns_done", done)
    assert ("H17" in broken(report)) is is_found
