"""Rules X05 and X06: what is the same as in an earlier report, and may have been copied from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from forms.checking import checker
from forms.definition import Severity
from forms.period import Period
from tests.forms.office_periods import OFFICE, found, office
from tests.forms.small_forms import load, part_of, report

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("value", "speaks"), [(0, 0), (9, 0), (10, 1), (11, 0)])
def test_a_figure_that_repeats_is_worth_a_look(value: int, speaks: int) -> None:
    then = office("2023-Q1", files_resolved_total=min(value, 10))
    now = office("2023-H1", files_resolved_total=value)
    findings = found("X05", now, then)
    assert [finding.severity for finding in findings] == [Severity.WARNING] * speaks


@pytest.mark.parametrize(
    ("period", "then", "count", "speaks"),
    [
        ("2023-H1", "2023-Q1", 10, 1),
        ("2023-Q3", "2023-H1", 1000, 1),
        ("2023-Q3", "2023-H1", 999, 0),
        ("2023-Y", "2023-Q3", 1000, 1),
        ("2023-Q1", "2022-Y", 1000, 1),
        ("2023-Q1", "2022-Q1", 1000, 0),
        ("2023-Y", "2022-Y", 1000, 0),
        ("2023-Q1", "2022-H1", 1000, 0),
    ],
)
def test_repeating_is_odd_in_neighbours_and_within_a_year(
    period: str, then: str, count: int, speaks: int
) -> None:
    now = replace(office(period, pakn_received=count), texts={"I.1.communication": LONG})
    before = replace(now, period=Period.parse(then))
    figure, text = [("pakn_received",)] * speaks, [("I.1.communication",)]
    # Of two years' figures X06 speaks, of their texts nothing else does.
    fields = [finding.fields for finding in found("X05", now, before)]
    assert fields == figure + text * (then not in ("2022-H1", "2022-Q1"))


@pytest.mark.parametrize(
    "same",
    [
        "files_carried_over",
        "files_pending_total",
        "tthc_total",
        "communes_connected",
        "cert_orgs_rate",
    ],
)
def test_what_is_the_same_by_nature_may_repeat(same: str) -> None:
    now = office("2023-H1", **{same: 100})
    assert not checker(OFFICE).check(now, replace(now, period=Period.parse("2023-Q1")))


LONG = "Cổng Thông tin điện tử Tỉnh thường xuyên cập nhật tin tức. " * 4


@pytest.mark.parametrize(
    ("words", "speaks"),
    [
        (LONG, 1),
        (LONG.replace(". ", ".\n").replace(" ", "  "), 1),
        (LONG.replace("Tỉnh", "tỉnh"), 0),
        ("", 0),
    ],
)
def test_a_long_text_left_as_it_was_is_worth_a_look(words: str, speaks: int) -> None:
    now = replace(office("2023-H1"), texts={"I.1.communication": words, "III": "Nhìn chung tốt."})
    then = replace(office("2023-Q1"), texts={"I.1.communication": LONG, "III": "Nhìn chung tốt."})
    findings = found("X05", now, then)
    assert [finding.fields for finding in findings] == [("I.1.communication",)] * speaks
    for finding in findings:
        assert finding.severity is Severity.WARNING
        assert finding.message == (
            f"“{OFFICE.texts['I.1.communication'].label}” ở kỳ trước (quý I năm 2023) và kỳ này"
            " không khác một chữ: giống hệt kỳ trước; hãy xem đã cập nhật chưa hay còn chép từ"
            " báo cáo cũ."
        )


@pytest.mark.parametrize(("length", "speaks"), [(199, 0), (200, 1)])
def test_a_short_text_says_what_it_says(length: int, speaks: int) -> None:
    now = replace(office("2023-H1"), texts={"III": "a" * length})
    assert len(found("X05", now, replace(now, period=Period.parse("2023-Q1")))) == speaks


def test_a_standing_text_may_stay(tmp_path: Path) -> None:
    rules = """
texts:
  old: {label: Căn cứ, standing: true}
  new: {label: Kết quả}
rules:
  R: {kind: cross-document, severity: warning, generic: unchanged_texts, message: Như cũ.}
"""
    form = load(tmp_path, part_of("a: {label: A}", '["{a}", {text: old}, {text: new}]', rules))
    now = replace(report(), texts={"old": LONG, "new": LONG})
    (finding,) = checker(form).check(now, replace(now, period=Period.parse("2022-Q1")))
    assert finding.fields == ("new",)


@pytest.mark.parametrize(
    ("figure", "value", "speaks"),
    [
        ("pakn_received", 133, 1),
        ("pakn_received", 99, 0),
        ("files_pending_total", 120, 1),
        ("files_carried_over", 120, 1),
        ("budget_autonomous_assigned", 5_000_000_000, 1),
        ("invest_total", 5_000_000_000, 0),
        ("staff_civil_servants", 62, 0),
        ("pakn_resolved_rate", 100, 0),
    ],
)
def test_a_figure_that_is_that_of_the_year_before(figure: str, value: int, speaks: int) -> None:
    now = office("2023-Q1", **{figure: value})
    findings = found("X06", now, replace(now, period=Period.parse("2022-Q1")))
    assert [(f.severity, f.fields) for f in findings] == [(Severity.INFO, (figure,))] * speaks
    assert not found("X06", now, replace(now, period=Period.parse("2021-Q1")))
    assert not found("X06", now, replace(now, period=Period.parse("2022-Y")))


def test_the_year_before_a_year_is_the_period_before() -> None:
    now = office("2023-Y", pakn_received=1330)
    findings = checker(OFFICE).check(now, replace(now, period=Period.parse("2022-Y")))
    assert [finding.rule for finding in findings] == ["X06"]
    assert "” kỳ trước (năm 2022) ghi" in findings[0].message


def test_the_year_before_is_called_so() -> None:
    now = office("2023-Q1", pakn_received=133)
    (finding,) = found("X06", now, replace(now, period=Period.parse("2022-Q1")))
    assert finding.message == (
        "“Tổng số PAKN đã tiếp nhận” cùng kỳ năm trước (quý I năm 2022) ghi 133 PAKN, kỳ này ghi"
        " 133 PAKN: số giống hệt năm trước; hãy xem có phải chép từ báo cáo cũ không."
    )
