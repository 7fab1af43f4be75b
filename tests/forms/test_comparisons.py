"""Days, years, periods and whatever else is compared: said in words, and mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from forms.checking import Mend
from forms.definition import Severity
from tests.forms.checked import found, office
from tests.forms.small_forms import load, part_of, report

if TYPE_CHECKING:
    from pathlib import Path

    from forms.figure import Value


def test_a_mistyped_year_is_offered() -> None:
    about = office(office_self_inspection_date=date(2024, 4, 28))
    finding = found("T06", about)
    assert (finding.stated, finding.computed) == ("28/4/2024", "từ 15/12/2021 đến 14/6/2022")
    assert finding.mend == Mend("office_self_inspection_date", date(2022, 4, 28))
    assert finding.message.endswith("Đang ghi 28/4/2024, đúng ra từ 15/12/2021 đến 14/6/2022.")
    signed = replace(about, front={"signed_date": "2022-06-15"})
    late = found("T05", signed)
    assert (late.stated, late.computed) == ("28/4/2024", "không sau 15/6/2022")
    assert late.mend == Mend("office_self_inspection_date", date(2022, 4, 28))
    assert late.message.startswith("“Ngày Tổ Kiểm tra")


def test_the_last_day_of_february_has_no_other_year() -> None:
    finding = found("T06", office(office_self_inspection_date=date(2024, 2, 29)))
    assert finding.mend is None


def test_a_signing_date_before_the_end_of_the_window() -> None:
    finding = found("T01", replace(office(), front={"signed_date": "2022-06-10"}))
    assert (finding.stated, finding.computed) == ("10/6/2022", "không trước 14/6/2022")
    assert finding.fields == ("report_sign_date", "report_period_to")
    assert finding.mend is None, "it is taken from the document's head"


def test_a_day_that_should_be_another() -> None:
    finding = found("T03", office(invest_as_of=date(2022, 6, 9)))
    assert (finding.severity, finding.stated, finding.computed) == (
        Severity.WARNING,
        "09/6/2022",
        "14/6/2022",
    )
    assert finding.difference == ""
    assert finding.message.endswith("Đang ghi 09/6/2022, thường là 14/6/2022.")


def test_a_year_is_said_as_a_year_and_mended() -> None:
    finding = found("T10", office(office_par_plan_year=2021))
    assert (finding.stated, finding.computed, finding.difference) == ("2021", "2022", "-1")
    assert finding.mend == Mend("office_par_plan_year", 2022)


def test_a_period_is_said_in_words_and_mended() -> None:
    finding = found("T09", office(next_period_label="2022-Q3"))
    assert (finding.stated, finding.computed) == ("quý III năm 2022", "6 tháng cuối năm 2022")
    assert finding.mend == Mend("next_period_label", "2022-H2")


def test_a_month_is_said_as_a_month() -> None:
    finding = found("T07", office(tthc_review_summary_month="2022-09"))
    assert (finding.severity, finding.stated) == (Severity.INFO, "tháng 9 năm 2022")
    assert finding.computed == "không sau 14/6/2022"


ODD = """\
a: {label: A, kind: count, unit: hồ sơ}
b: {label: B, kind: count}
r: {label: R, kind: percent, unit: "%"}
q: {label: Q, kind: decimal, unit: km}
d: {label: D, kind: date}
n: {label: N, kind: name}
m: {label: M, kind: month}"""


@pytest.mark.parametrize(
    ("holds", "figures", "stated", "computed", "difference"),
    [
        ("1 < a < 9", {"a": 12}, "12 hồ sơ", "lớn hơn 1 hồ sơ và nhỏ hơn 9 hồ sơ", ""),
        ("1 <= a <= 9", {"a": 0}, "0 hồ sơ", "từ 1 hồ sơ đến 9 hồ sơ", ""),
        ("b >= a", {"a": 4, "b": 3}, "3", "ít nhất 4 hồ sơ", "-1"),
        ("a != b", {"a": 4, "b": 4}, "4 hồ sơ", "khác 4", ""),
        ("a + b <= 5", {"a": 4, "b": 3}, "7 hồ sơ", "không quá 5 hồ sơ", "+2"),
        ("a - b > 0", {"a": 1, "b": 3}, "-2 hồ sơ", "lớn hơn 0 hồ sơ", "-2"),
        ("r <= 100", {"r": Decimal("100.5")}, "100,5%", "không quá 100%", "+0,5"),
        ("q == a / b", {"q": Decimal(1), "a": 4, "b": 3}, "1 km", "1,33 hồ sơ", "-0,33"),
        ("q == a / b", {"q": Decimal(1), "a": 3, "b": 2}, "1 km", "1,50 hồ sơ", "-0,5"),
        ("a == b and b > 2", {"a": 1, "b": 1}, "1 hồ sơ", "", ""),
        ("not filled(a) or b > 3", {"a": 1, "b": 1}, "1", "", ""),
        ("n == 'x'", {"n": "y"}, "y", "x", ""),
        ("'x' == n", {"n": "y"}, "y", "x", ""),
        ("period == '2022-Q1'", {"b": 1}, "6 tháng đầu năm 2022", "quý I năm 2022", ""),
        ("m != '2022-09'", {"m": "2022-09"}, "tháng 9 năm 2022", "khác tháng 9 năm 2022", ""),
        ("day(d) == 14", {"d": date(2022, 6, 13)}, "13/6/2022", "14", ""),
        ("year(d) > b", {"d": date(2022, 6, 13), "b": 2022}, "13/6/2022", "lớn hơn 2.022", ""),
        ("filled(a)", {"b": 1}, "", "", ""),
        ("rows('t') > 3", {"b": 1}, "0", "lớn hơn 3", ""),
    ],
)
def test_whatever_is_compared_is_said_in_words(
    tmp_path: Path,
    holds: str,
    figures: dict[str, Value],
    stated: str,
    computed: str,
    difference: str,
) -> None:
    rest = f"""\
tables:
  t: {{label: T, columns: [{{id: x, label: X}}], row: [{{say: "{{x}}"}}]}}
rules:
  R: {{kind: bound, holds: "{holds}", message: "Câu này…"}}
"""
    say = '["{a} {b} {r} {q} {d} {n} {m}", {table: t}]'
    form = load(tmp_path, part_of(ODD, say, rest))
    finding = found("R", report(**figures), form)
    assert (finding.stated, finding.computed, finding.difference) == (stated, computed, difference)
    assert finding.message.startswith("Câu này…")
    assert finding.message == finding.message.strip()


def test_a_quoted_text_that_is_no_period_is_quoted(tmp_path: Path) -> None:
    form = load(
        tmp_path,
        part_of(
            "p: {label: P, kind: period}",
            '"{p}"',
            "rules:\n  R: {kind: text, holds: \"period != 'x' and p == period\", message: M.}\n"
            "  S: {kind: text, holds: \"period == 'nay'\", message: M.}\n",
        ),
    )
    assert found("S", report(), form).computed == "“nay”"


def test_what_divides_by_zero_after_a_change_is_no_mend(tmp_path: Path) -> None:
    rest = """\
rules:
  R: {kind: sum, holds: a == b / (b - 1) * 0 + 9, message: M.}
  S: {kind: sum, holds: r == a, message: M.}
  T: {kind: sum, holds: b * 0 == r, message: M.}
"""
    form = load(tmp_path, part_of(ODD, '"{a} {b} {r} {q} {d} {n} {m}"', rest))
    assert found("R", report(a=1, b=0), form).mend == Mend("a", 9)
    assert found("S", report(a=3, r=Decimal("2.5")), form).mend == Mend("r", Decimal(3))
    assert found("T", report(b=3, r=Decimal("2.5")), form).mend is None
    assert found("S", report(a=3, r=Decimal("2.5")), form).stated == "2,5%"
