"""What a verdict means: silent, broken, how badly, by how much, and what would mend it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.checking import Checker, Finding, Mend, checker, counts
from forms.definition import Severity
from forms.report import Accepted, Report
from tests.forms.checked import BUDGET, OFFICE, SMALL, findings, found, office, silent
from tests.forms.report_strategies import reports
from tests.forms.small_forms import load, part_of, report

if TYPE_CHECKING:
    from pathlib import Path

    from forms.figure import Value

# Sums and bounds.


def test_a_wrong_total_says_what_is_stated_computed_and_mends_it() -> None:
    finding = found("D01", office(gov_tasks_total=4, gov_tasks_on_time=35, gov_tasks_in_progress=9))
    assert (finding.severity, finding.stated, finding.computed, finding.difference) == (
        Severity.ERROR,
        "4 nhiệm vụ",
        "44 nhiệm vụ",
        "-40",
    )
    assert finding.mend == Mend("gov_tasks_total", 44)
    assert finding.fields[0] == "gov_tasks_total"
    assert finding.message == (
        "Nhiệm vụ Chính phủ giao phải bằng đúng hạn, trước hạn cộng đang thực hiện cộng trễ hạn."
        " Đang ghi 4 nhiệm vụ, tính được 44 nhiệm vụ, lệch -40."
    )
    assert finding.is_open_error


def test_a_rule_is_silent_until_all_its_figures_are_filled() -> None:
    assert silent("A01", office(files_received_total=10, files_received_new=3))
    assert not silent(
        "A01", office(files_received_total=10, files_received_new=3, files_carried_over=0)
    )


def test_only_the_figures_named_zero_are_read_as_zero() -> None:
    tasks = {"gov_tasks_total": 4, "gov_tasks_on_time": 4, "gov_tasks_in_progress": 0}
    assert silent("D01", office(**tasks))
    assert found("D01", office(**tasks, gov_tasks_late=1)).difference == "-1"
    assert silent("D01", office(gov_tasks_total=4, gov_tasks_on_time=3))


def test_a_bound_says_what_it_asks_for() -> None:
    finding = found("A06", office(files_resolved_total=12_000, files_received_total=10_000))
    assert (finding.stated, finding.computed) == ("12.000 hồ sơ", "không quá 10.000 hồ sơ")
    assert finding.difference == "+2.000"
    assert finding.message.endswith(
        "Đang ghi 12.000 hồ sơ, đúng ra không quá 10.000 hồ sơ (lệch +2.000)."
    )
    assert finding.mend is None
    same = found("C03", office(tthc_published=5, tthc_total=5))
    assert (same.severity, same.difference) == (Severity.WARNING, "")
    assert same.message.endswith("Đang ghi 5 thủ tục, thường nhỏ hơn 5 thủ tục.")


#: These could each have been mistyped alike: nothing tells which.
LOOSE = (
    ("files_received_online", "files_received_direct"),
    ("files_resolved_early", "files_resolved_on_time", "files_resolved_late"),
    ("files_pending_in_time", "files_pending_overdue"),
)
FILES = {
    "files_received_total": 335_445,
    "files_received_new": 321_375,
    "files_carried_over": 14_070,
    "files_received_online": 121_375,
    "files_received_direct": 200_000,
    "files_resolved_total": 305_733,
    "files_resolved_early": 265_055,
    "files_resolved_on_time": 34_539,
    "files_resolved_late": 6_139,
    "files_pending_total": 29_712,
    "files_pending_in_time": 29_000,
    "files_pending_overdue": 712,
}


@pytest.mark.parametrize("wrong", sorted(FILES))
def test_in_a_system_of_sums_the_one_wrong_figure_is_pinned(wrong: str) -> None:
    broken = findings(OFFICE, office(**{**FILES, wrong: FILES[wrong] + 17}))
    is_loose = any(wrong in figures for figures in LOOSE)
    mends = {finding.mend for finding in broken}
    assert mends == ({None} if is_loose else {Mend(wrong, FILES[wrong])}), broken
    for finding in broken:
        assert wrong in finding.fields
        assert finding.difference in ("+17", "-17")


def test_a_change_that_breaks_as_much_as_it_mends_is_no_mend(tmp_path: Path) -> None:
    part = part_of(
        "a: {label: A, kind: count}\nb: {label: B, kind: count}",
        '"{a} {b}"',
        """\
rules:
  R1: {kind: sum, holds: a == b, message: Bằng nhau.}
  R2: {kind: bound, holds: a < 5, message: Nhỏ.}
  R3: {kind: bound, holds: b > 7, message: Lớn.}
""",
    )
    form = load(tmp_path, part)
    finding = found("R1", report(a=1, b=9), form)
    assert finding.mend is None
    assert finding.message == "Bằng nhau. Đang ghi 1, đúng ra là 9."


def test_two_parts_that_would_do_alike_are_no_mend(tmp_path: Path) -> None:
    form = load(
        tmp_path,
        part_of(
            "a: {label: A, kind: count}\nb: {label: B, kind: count}",
            '"{a} {b}"',
            "rules:\n  R: {kind: sum, holds: a + b == 10, message: Mười.}\n",
        ),
    )
    finding = found("R", report(a=3, b=4), form)
    assert (finding.mend, finding.stated, finding.computed) == (None, "7", "10")


@given(SMALL, SMALL, SMALL, st.integers(min_value=1, max_value=10**6), st.data())
def test_consistent_sums_are_silent_and_one_spoilt_figure_is_named(
    early: int, on_time: int, late: int, off: int, data: st.DataObject
) -> None:
    parts = {
        "files_resolved_early": early,
        "files_resolved_on_time": on_time,
        "files_resolved_late": late,
        "files_pending_in_time": on_time,
        "files_pending_overdue": early,
        "files_carried_over": late,
        "files_resolved_total": early + on_time + late,
        "files_pending_total": on_time + early,
    }
    total = parts["files_resolved_total"] + parts["files_pending_total"]
    new = total - parts["files_carried_over"]
    figures = {
        **parts,
        "files_received_total": total,
        "files_received_new": new,
        "files_received_online": new // 2,
        "files_received_direct": new - new // 2,
    }
    assert findings(OFFICE, office(**figures)) == []
    wrong = data.draw(st.sampled_from(sorted(figures)))
    broken = findings(OFFICE, office(**{**figures, wrong: figures[wrong] + off}))
    assert broken
    assert all(wrong in finding.fields for finding in broken)


# Explanations, order, counts.


def test_an_explanation_keeps_a_finding_of_a_rule_or_of_one_field() -> None:
    about = office(invest_as_of=date(2022, 6, 9), budget_autonomous_as_of=date(2022, 6, 9))
    kept = replace(about, exceptions=(Accepted("T03", "Chốt sớm."),))
    assert [f.reason for f in findings(OFFICE, kept, "T03")] == ["Chốt sớm."] * 2
    one = replace(about, exceptions=(Accepted("T03:invest_as_of", "Kho bạc chốt."),))
    assert {f.key: f.excepted for f in findings(OFFICE, one, "T03")} == {
        "T03:invest_as_of": True,
        "T03:budget_autonomous_as_of": False,
    }


def test_findings_come_errors_first_and_are_counted() -> None:
    about = office(
        **BUDGET,
        gov_tasks_total=4,
        gov_tasks_on_time=5,
        gov_tasks_in_progress=0,
        tthc_published=5,
        tthc_total=5,
    )
    about = replace(about, exceptions=(Accepted("D01", "Ghi theo công văn."),))
    severities = [f.severity for f in findings(OFFICE, about)]
    assert severities == sorted(severities, key=list(Severity).index)
    whole = checker(OFFICE).check(about)
    assert counts(whole) == {"error": 1, "warning": 1, "info": 1, "excepted": 1}
    assert not found("D01", about).is_open_error
    assert Finding("X", Severity.INFO, (), "", "", "").key == "X"


def test_a_checker_is_made_once_for_a_form() -> None:
    assert checker(OFFICE) is checker(OFFICE)
    assert Checker(OFFICE).check(office()) == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports(OFFICE))
def test_whatever_is_filled_in_findings_read_well_and_mends_mend(about: Report) -> None:
    for finding in checker(OFFICE).check(about):
        assert finding.message.endswith((".", "?", "!", "…"))
        said = finding.message
        for own in filter(None, about.front.values()):
            said = said.replace(own, "…")  # what the officer typed is quoted as it is
        for slip in ("..", "  ", " .", " ,", "?.", ": :", "None", "Fraction", "Decimal"):
            assert slip not in said, said
        assert finding.excepted == bool(finding.reason)
        if finding.mend is not None:
            mended = about.with_figure(finding.mend.figure, finding.mend.value)
            assert finding.key not in {f.key for f in checker(OFFICE).check(mended)}


# What is written rather than what one rule states.


def test_a_document_cited_with_two_dates_is_found() -> None:
    about = replace(
        office(office_par_plan_no="27/KH-VPUBND", office_par_plan_date=date(2022, 1, 25)),
        texts={"III": "Thực hiện Kế hoạch số 27/KH-VPUBND ngày 26 tháng 01 năm 2022."},
    )
    finding = found("H19", about)
    assert finding.fields == ("III", "office_par_plan_date")
    assert (finding.stated, finding.computed) == ("26/01/2022", "25/01/2022")
    assert finding.severity is Severity.ERROR
    assert "(mục III)" in finding.message
    assert "(mục I.1)" in finding.message
    same = replace(about, texts={"III": "Kế hoạch số 27/KH-VPUBND ngày 25/01/2022."})
    assert silent("H19", same)


def test_the_same_number_in_another_year_may_be_another_document() -> None:
    about = replace(
        office(), texts={"III": "37/KH-X ngày 25/01/2021, 37/KH-X ngày 25/01/2022, 37/KH-X"}
    )
    assert found("H19", about).severity is Severity.WARNING


def test_rows_and_texts_of_tables_cite_documents_too() -> None:
    rows: tuple[dict[str, Value], ...] = (
        {"kind": "Kế hoạch", "number": "38/KH-VPUBND", "date": date(2022, 4, 8), "subject": "x"},
        {"kind": "Công văn", "subject": "thực hiện 38/KH-VPUBND ngày 09/4/2022"},
        {"kind": "Công văn", "number": "40/KH-VPUBND", "subject": "ngày 31/02/2022"},
    )
    about = replace(office(), tables={"I.1.documents": rows})
    finding = found("H19", about)
    assert finding.fields == ("I.1.documents",)
    assert finding.stated == "09/4/2022"
    wrong = replace(office(), texts={"III": "38/KH-VPUBND ngày 31/02/2022"})
    assert silent("H19", wrong), "a day that isn't can't be held against another"
    undated = office(office_par_plan_no="27/KH-VPUBND")
    assert silent("H19", undated)


def test_front_matter_stated_twice_must_agree() -> None:
    about = replace(
        office(report_no="…/BC-VPUBND", report_sign_date=date(2022, 6, 15)),
        front={"symbol": "BC-VPUBND", "signed_date": "2022-06-16"},
    )
    finding = found("H19", about)
    assert finding.fields == ("report_sign_date",)
    assert (finding.stated, finding.computed) == ("15/6/2022", "16/6/2022")
    assert silent("H19", replace(about, front={"symbol": "BC-VPUBND"}))


def test_numbers_of_lines_neither_skip_nor_repeat() -> None:
    about = replace(office(), texts={"III": "1. Một\n2. Hai\nxen\n4. Bốn\n1. Lại một\n2. Hai"})
    finding = found("N01", about)
    assert (finding.stated, finding.computed, finding.fields) == ("4.", "3.", ("III",))
    assert finding.message.endswith("sau “2.” là “4.”, đúng ra “3.” ở “Đánh giá chung” (mục III).")


def test_a_field_on_no_tab_is_named_by_its_label(tmp_path: Path) -> None:
    form = load(
        tmp_path,
        part_of(
            "x_no: {label: Số X, kind: symbol, source: front.number}\n"
            "x_date: {label: Ngày X, kind: date, source: front.signed_date}",
            '"y"',
            "rules:\n  R: {kind: repeat, generic: repeat, message: Một giá trị}\n",
        ),
    )
    about = replace(
        report(x_no="1/KH", x_date=date(2022, 1, 1)),
        texts={"other": "Kế hoạch 1/KH ngày 02/01/2022"},
    )
    finding = found("R", about, form)
    assert finding.message == (
        "Một giá trị. Văn bản 1/KH ghi ngày 01/01/2022 ở “Ngày X” nhưng ngày 02/01/2022 ở “other”."
    )
