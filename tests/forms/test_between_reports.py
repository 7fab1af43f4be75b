"""Rules between a report and the same unit's earlier one: when they speak, and what they say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.checking import Checker, Mend, checker
from forms.definition import Severity
from forms.facts import earlier_facts, facts
from forms.period import Period
from tests.forms.office_periods import OFFICE, found, office
from tests.forms.report_strategies import reports
from tests.forms.small_forms import load, part_of, report

if TYPE_CHECKING:
    from pathlib import Path

    from forms.definition import Form
    from forms.figure import Value
    from forms.report import Report

COUNTS = st.integers(min_value=0, max_value=10**7)
LEVELS = {"tthc_total": 100, "tthc_province": 50, "tthc_district": 30, "tthc_commune": 20}


def test_a_cumulative_figure_cannot_fall() -> None:
    then, now = office("2023-Q1", pakn_received=33), office("2023-H1", pakn_received=15)
    (finding,) = found("X01", now, then)
    assert (finding.severity, finding.fields) == (Severity.ERROR, ("pakn_received",))
    assert (finding.stated, finding.computed) == ("15 PAKN", "ít nhất 33 PAKN")
    assert (finding.difference, finding.mend) == ("-18", None)
    assert finding.message == (
        "“Tổng số PAKN đã tiếp nhận” kỳ trước (quý I năm 2023) ghi 33 PAKN, kỳ này ghi 15 PAKN:"
        " số lũy kế từ cùng một ngày không thể giảm."
    )
    assert not found("X01", now.with_figure("pakn_received", 33), then)
    assert not found("X01", replace(now, period=Period.parse("2023-Q2")), then)


def test_what_came_from_the_period_before_stays_while_the_start_does() -> None:
    then = office("2023-Q1", files_carried_over=10)
    now = office("2023-H1", files_carried_over=12)
    (finding,) = found("X02", now, then)
    assert (finding.stated, finding.computed, finding.difference) == ("12 hồ sơ", "10 hồ sơ", "+2")
    assert finding.mend == Mend("files_carried_over", 10)
    assert not found("X02", replace(now, period=Period.parse("2023-Q2")), then)


RESOLVED = {"files_resolved_total": 100, "files_resolved_early": 60, "files_resolved_on_time": 30}


def test_what_came_after_the_earlier_report_is_not_negative() -> None:
    then = office("2023-Q1", **RESOLVED, files_resolved_late=10)
    more = {"files_resolved_total": 150, "files_resolved_early": 100, "files_resolved_on_time": 45}
    now = office("2023-H1", **more)
    (finding,) = found("X10", now, then)
    assert finding.severity is Severity.ERROR
    assert finding.fields == tuple(RESOLVED)
    assert (finding.stated, finding.computed) == ("50 hồ sơ", "ít nhất 55 hồ sơ")
    assert finding.message == (
        "Phần phát sinh sau kỳ trước không thể âm. So với kỳ trước (quý I năm 2023),"
        " “Số lượng hồ sơ đã giải quyết” chỉ tăng 50 hồ sơ mà “Hồ sơ giải quyết trước hạn” tăng 40"
        " hồ sơ; “Hồ sơ giải quyết đúng hạn” tăng 15 hồ sơ, cộng lại 55 hồ sơ."
    )
    assert not found("X10", now.with_figure("files_resolved_on_time", 40), then)
    assert not found("X10", now.with_figure("files_resolved_late", 5), then), "A03 and X01 speak"
    assert not found("X10", now.with_figure("files_resolved_total", 90), then), "X01 speaks"
    assert not found("X10", replace(now, period=Period.parse("2023-Q2")), then)
    assert not found("X10", now, office("2023-Q1", files_resolved_total=100))
    one = office("2023-H1", files_resolved_total=150, files_resolved_early=120)
    (finding,) = found("X10", one, then)
    assert "cộng lại" not in finding.message


def test_what_was_overdue_ends_late_or_stays_overdue() -> None:
    then = office("2023-Q1", files_resolved_late=10, files_pending_overdue=7)
    now = office("2023-H1", files_resolved_late=12, files_pending_overdue=2)
    (finding,) = found("X10b", now, then)
    assert finding.severity is Severity.ERROR
    assert (finding.stated, finding.computed) == ("14 hồ sơ", "ít nhất 17 hồ sơ")
    assert not found("X10b", now.with_figure("files_pending_overdue", 5), then)
    assert not found("X10b", now.with_figure("files_resolved_late", 9), then), "X01 speaks"
    assert not found("X10b", replace(now, period=Period.parse("2023-Q2")), then)


@pytest.mark.parametrize(("rule", "kind"), [("X10c", "gov_tasks"), ("X10d", "tasks_from_province")])
def test_a_task_that_was_late_stays_late(rule: str, kind: str) -> None:
    then = office("2023-Q1", **{f"{kind}_total": 20, f"{kind}_late": 3})
    now = office("2023-H1", **{f"{kind}_total": 30, f"{kind}_on_time": 28})
    (finding,) = found(rule, now, then)
    assert (finding.severity, finding.difference) == (Severity.ERROR, "+1")
    assert not found(rule, now.with_figure(f"{kind}_on_time", 27), then)
    assert not found(rule, now.with_figure(f"{kind}_total", 19), then), "X01 speaks"


def test_pending_follows_from_what_the_earlier_report_carried_over() -> None:
    then = office("2023-Q1", files_carried_over=10)
    now = office(
        "2023-H1", files_received_new=200, files_resolved_total=190, files_pending_total=23
    )
    (finding,) = found("X07", now, then)
    assert (finding.stated, finding.computed, finding.difference) == ("23 hồ sơ", "20 hồ sơ", "+3")
    assert finding.mend == Mend("files_pending_total", 20)
    assert finding.message.endswith(
        "Đang ghi 23 hồ sơ, tính được 20 hồ sơ, lệch +3."
        " Kỳ trước (quý I năm 2023) ghi “Số hồ sơ từ kỳ trước chuyển qua” 10 hồ sơ."
    )
    assert not found("X07", now.with_figure("files_pending_total", 20), then)


def test_a_total_changes_by_what_its_levels_change() -> None:
    then = office("2022-H1", **LEVELS, government_levels=3)
    now = office("2023-Q1", **{**LEVELS, "tthc_total": 101}, government_levels=3)
    (finding,) = found("X08", now, then)
    assert (finding.difference, finding.mend) == ("+1", Mend("tthc_total", 100))
    assert "“Số TTHC cấp huyện” 30 thủ tục" in finding.message
    assert not found("X08", now.with_figure("tthc_commune", 21), then)


def test_districts_that_are_no_more_count_as_none() -> None:
    then = office("2025-Q2", **LEVELS, government_levels=3)
    without = {"tthc_total": 70, "tthc_province": 50, "tthc_commune": 20}
    now = office("2025-Q3", **without, government_levels=2)
    assert not found("X08", now, then)
    assert found("X08", now.with_figure("tthc_total", 71), then)
    year = replace(now, period=Period.parse("2025-Q4"))
    assert not found("X08", year, now)
    (finding,) = found("X08", year.with_figure("tthc_total", 71), now)
    assert "cấp huyện" not in finding.message
    unfilled = now.with_figure("government_levels", None)
    assert not found("X08", unfilled.with_figure("tthc_total", 71), then), "missing is not zero"


@pytest.mark.parametrize(
    ("now", "then", "period", "speaks"),
    [
        (31, 3, "2023-H1", True),
        (31, 3, "2023-Q2", True),
        (31, 3, "2023-Q3", False),
        (30, 3, "2023-H1", False),
        (31, 0, "2023-H1", False),
    ],
)
def test_a_leap_between_comparable_windows(
    now: int, then: int, period: str, *, speaks: bool
) -> None:
    before = office("2023-Q1", appointments=then)
    findings = found("X09", office(period, appointments=now), before)
    assert [f.fields for f in findings] == [("appointments",)] * speaks


def test_what_was_pending_is_what_is_carried_over() -> None:
    then = office("2022-Y", files_pending_total=20)
    now = office("2023-Q1", files_carried_over=12)
    (finding,) = found("X12", now, then)
    assert finding.mend == Mend("files_carried_over", 20)
    assert finding.message == (
        "Số hồ sơ kỳ trước chuyển qua phải bằng số đang giải quyết ở cuối kỳ trước."
        " Đang ghi 12 hồ sơ, đúng ra là 20 hồ sơ."
        " Kỳ trước (năm 2022) ghi “Số lượng hồ sơ đang giải quyết” 20 hồ sơ."
    )
    assert not found("X12", now.with_figure("files_carried_over", 20), then)


@given(COUNTS, COUNTS, st.sampled_from(["2023-H1", "2023-9M", "2023-Y"]))
def test_the_rules_say_what_they_state(now: int, then: int, period: str) -> None:
    before = office("2023-Q1", pakn_received=then)
    rules = {f.rule for f in checker(OFFICE).check(office(period, pakn_received=now), before)}
    wanted = {"X01": now < then, "X05": now == then >= 10, "X09": now > 10 * then > 0}
    assert rules == {rule for rule, speaks in wanted.items() if speaks}


@given(reports(OFFICE).filter(lambda report: report.period.year > 2001))
def test_nothing_is_said_of_windows_that_have_nothing_to_do_with_each_other(about: Report) -> None:
    rules = checker(OFFICE)
    alone = rules.check(about)
    assert not [finding for finding in alone if finding.rule.startswith("X")]
    long_ago = replace(about, period=Period.parse("2000-Q1"))
    beside = rules.check(about, long_ago)
    # How the levels' changes add up can be asked of any two reports.
    keys = [finding.key for finding in beside if finding.rule != "X08"]
    assert keys == [finding.key for finding in alone]


@given(reports(OFFICE), st.sampled_from(["2023-Q1", "2022-Y"]))
def test_the_first_finding_of_a_field_is_that_of_the_whole_check(about: Report, then: str) -> None:
    rules, now = Checker(OFFICE), replace(about, period=Period.parse("2023-H1"))
    known = facts(OFFICE, now, replace(about, period=Period.parse(then)))
    generic = {rule.id for rule in OFFICE.rules.values() if rule.holds is None}
    whole = [finding for finding in rules.findings(now, known) if finding.rule not in generic]
    for field in {name for finding in whole for name in finding.fields}:
        expected = next(finding for finding in whole if field in finding.fields)
        # What would mend it is not sought where the rule suspects the field itself.
        is_own = expected.mend is None or expected.fields[0] == field
        found = rules.first(now, known, field)
        assert found is not None
        assert replace(found, mend=None) == replace(expected, mend=None)
        assert is_own or found.mend == expected.mend
    silent = OFFICE.figures.keys() - {name for finding in whole for name in finding.fields}
    assert not any(rules.first(now, known, field) for field in sorted(silent)[:20])


def test_further_earlier_reports_are_asked_by_how_the_windows_lie() -> None:
    now = office("2023-Y", files_carried_over=12, pakn_received=1330, **LEVELS, government_levels=3)
    latest = office("2023-Q3", pakn_received=1330)
    half = office("2023-H1", files_carried_over=10, pakn_received=1330, tthc_total=100)
    year = office("2022-Y", files_pending_total=12, pakn_received=1330, government_levels=3)
    year = replace(year, figures={**year.figures, **LEVELS, "tthc_total": 99})
    alone = facts(OFFICE, now)
    known = [alone | earlier_facts(OFFICE, now.period, each) for each in (latest, half, year)]
    keys = [finding.key for finding in checker(OFFICE).findings(now, *known)]
    assert keys == ["X02:files_carried_over", "X05:pakn_received", "X06:pakn_received"]


# What a rule between reports may be besides.

FIGURES = """\
a: {label: A, unit: hồ sơ, kind: count}
b: {label: TTHC, unit: thủ tục, kind: count, over_time: cumulative}"""


def small(folder: Path, rules: str) -> Form:
    return load(folder, part_of(FIGURES, '"{a} {b}"', f"rules:\n{rules}"))


def beside(form: Form, period: str = "2022-Q1", **figures: Value) -> list[str]:
    now = report(a=1, b=1)
    then = replace(now, period=Period.parse(period), figures=figures)
    return [finding.message for finding in checker(form).check(now, then)]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            "holds: a > 3, when: same_start == 1, message: Ít quá.",
            "Ít quá. Đang ghi 1 hồ sơ, đúng ra lớn hơn 3 hồ sơ (lệch -2).",
        ),
        (
            "holds: a > previous(a), message: TTHC phải tăng.",
            "“A” kỳ trước (quý I năm 2022) ghi 2 hồ sơ, kỳ này ghi 1 hồ sơ: TTHC phải tăng.",
        ),
        (
            "holds: it > previous(it), each: ['over_time:cumulative'], message: Phải tăng.",
            "“TTHC” kỳ trước (quý I năm 2022) ghi 4 thủ tục, kỳ này ghi 1 thủ tục: phải tăng.",
        ),
        (
            "holds: period == previous(period) or a < 0, fields: [a], message: Sai.",
            "Sai. Đang ghi 1 hồ sơ.",
        ),
        (
            "holds: a > previous(b), message: Sai.",
            (
                "Sai. Đang ghi 1 hồ sơ, đúng ra lớn hơn 4 hồ sơ (lệch -3)."
                " Kỳ trước (quý I năm 2022) ghi “TTHC” 4 thủ tục."
            ),
        ),
        ("holds: not filled(previous(a)), fields: [a], message: Sai., ", "Sai. Đang ghi 1 hồ sơ."),
    ],
)
def test_whatever_is_held_against_the_earlier_report_is_said(
    tmp_path: Path, rule: str, said: str
) -> None:
    form = small(tmp_path, f"  R: {{kind: bound, {rule}}}\n")
    assert beside(form, a=2, b=4) == [said]
    assert not checker(form).check(report(a=1, b=1))


def test_another_reading_of_the_earlier_report_needs_one_too(tmp_path: Path) -> None:
    rules = """\
  R: {kind: bound, holds: a > 3, message: Ít quá.}
  S: {kind: bound, severity: info, explains: R, when: not same_start == 0, message: Như trước.,
      holds: a > 0 and b < 9}
"""
    form = small(tmp_path, rules)
    assert [f.rule for f in checker(form).check(report(a=1, b=1))] == ["R"]
    assert len(beside(form)) == 2
    assert len(beside(form, "2021-Q1")) == 1
