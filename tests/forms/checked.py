"""Reports judged in few words: an office's figures, and what is found in them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from forms.checking import Finding, checker
from forms.loading import load_form
from forms.period import Period
from forms.report import Report, UnitRef

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.figure import Value

OFFICE = load_form("office-report")
SMALL = st.integers(min_value=0, max_value=10**7)
#: Of a share that fits only if the money held back is left out.
BUDGET: dict[str, Value] = {
    "budget_autonomous_rate": Decimal("26.6"),
    "budget_autonomous_spent": 2_615_978_327,
    "budget_autonomous_assigned": 9_992_000_000,
    "budget_salary_reform_retained": 177_000_000,
}


def office(**figures: Value) -> Report:
    unit = UnitRef("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp")
    return Report("office-report", "2022", unit, Period.parse("2022-H1"), figures)


def findings(form: Form, about: Report, *rules: str) -> list[Finding]:
    return [f for f in checker(form).check(about) if not rules or f.rule in rules]


def found(rule: str, about: Report, form: Form = OFFICE) -> Finding:
    (finding,) = findings(form, about, rule)
    return finding


def silent(rule: str, about: Report, form: Form = OFFICE) -> bool:
    return not findings(form, about, rule)
