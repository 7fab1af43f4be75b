"""Percentages judged: by their own decimals, of nothing, by another reading."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from forms.checking import Mend, checker
from forms.definition import Severity
from forms.facts import facts
from forms.figure import rounded
from tests.forms.checked import BUDGET, OFFICE, findings, found, office, silent
from tests.forms.small_forms import load, part_of, report

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("stated", "severity", "difference", "said"),
    [
        ("66.7", None, "", ""),
        ("66.67", None, "", ""),
        ("67", None, "", ""),
        ("66.6", Severity.WARNING, "-0,1%", "cắt bỏ phần lẻ"),
        ("66.8", Severity.WARNING, "+0,1%", "có thể do làm tròn lên"),
        ("66.66", Severity.WARNING, "-0,01%", "cắt bỏ"),
        ("66.5", Severity.ERROR, "-0,2%", "tính được 66,7% (chính xác 66,67%)"),
        ("80", Severity.ERROR, "+13%", "Đang ghi 80%, tính được 67%"),
    ],
)
def test_a_percentage_is_judged_by_its_own_decimals(
    stated: str, severity: Severity | None, difference: str, said: str
) -> None:
    about = office(
        budget_autonomous_rate=Decimal(stated),
        budget_autonomous_spent=2,
        budget_autonomous_assigned=3,
    )
    broken = findings(OFFICE, about, "E05")
    assert [finding.severity for finding in broken] == ([severity] if severity else [])
    for finding in broken:
        right = rounded(2, 3, len(stated.partition(".")[2]))
        assert finding.mend == Mend("budget_autonomous_rate", right)
        assert finding.difference == difference
        assert said in finding.message
        assert ".." not in finding.message


def test_an_exact_percentage_is_said_without_needless_digits() -> None:
    about = office(
        budget_autonomous_rate=Decimal("49.0"),
        budget_autonomous_spent=1,
        budget_autonomous_assigned=2,
    )
    finding = found("E05", about)
    assert finding.computed == "50,0%"
    assert "(chính xác 50%)" in finding.message


def test_a_share_of_nothing_is_an_error_whatever_it_says() -> None:
    finding = found(
        "B02", office(pakn_resolved_rate=Decimal(100), pakn_resolved=0, pakn_received=0)
    )
    assert (finding.severity, finding.computed, finding.mend) == (
        Severity.ERROR,
        "không xác định",
        None,
    )
    assert "mẫu số bằng 0" in finding.message
    assert "không phát sinh" in finding.message


def test_another_reading_speaks_only_if_it_fits_what_is_stated() -> None:
    note = found("E05b", office(**BUDGET))
    assert (note.severity, note.mend, note.stated) == (Severity.INFO, None, "")
    assert note.message.endswith("Cách tính này cho 26,6528%, đang ghi 26,6%.")
    right = {**BUDGET, "budget_autonomous_rate": Decimal("26.2")}
    assert findings(OFFICE, office(**right)) == [], "E05 holds, so nothing needs explaining"
    other = {**BUDGET, "budget_autonomous_rate": Decimal("40.0")}
    assert [f.rule for f in findings(OFFICE, office(**other))] == ["E05"]
    unknown = {k: v for k, v in BUDGET.items() if k != "budget_salary_reform_retained"}
    assert silent("E05b", office(**unknown))
    nothing = {**BUDGET, "budget_salary_reform_retained": 9_992_000_000}
    assert silent("E05b", office(**nothing)), "there would be nothing to divide by"


def test_while_typing_another_reading_speaks_at_a_field_only_it_points_at() -> None:
    about = office(**BUDGET)
    first = checker(OFFICE).first(about, facts(OFFICE, about), "budget_salary_reform_retained")
    assert first == found("E05b", about)


def test_another_reading_may_be_any_condition(tmp_path: Path) -> None:
    form = load(
        tmp_path,
        part_of(
            "a: {label: A, kind: count}\nb: {label: B, kind: count}\nc: {label: C, kind: count}",
            '"{a} {b} {c}"',
            """\
rules:
  R: {kind: sum, holds: a == b, message: Bằng nhau.}
  N: {kind: sum, severity: info, explains: R, when: c > 0, holds: a == b + 1, message: Hơn một?}
""",
        ),
    )
    assert found("N", report(a=4, b=3, c=1), form).message == "Hơn một?"
    assert silent("N", report(a=4, b=3, c=0), form)
    assert silent("N", report(a=5, b=3, c=1), form)
    assert found("R", report(a=4, b=3, c=1), form).mend == Mend("a", 3)


def test_a_percentage_need_not_be_an_error(tmp_path: Path) -> None:
    form = load(
        tmp_path,
        part_of(
            "r: {label: R, kind: percent}\na: {label: A, kind: count}\nb: {label: B, kind: count}",
            '"{r} {a} {b}"',
            """\
rules:
  R: {kind: percent, severity: info, holds: "r == percent(a - b, b)", message: Tỷ lệ tăng.}
""",
        ),
    )
    off = found("R", report(r=Decimal("33.4"), a=4, b=3), form)
    assert (off.severity, off.mend) == (Severity.INFO, Mend("r", Decimal("33.3")))
    less = found("R", report(r=Decimal(1), a=1, b=3), form)
    assert (less.computed, less.mend) == ("-67%", None), "a figure can't be below nothing"
