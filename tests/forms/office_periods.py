"""The office's reports of several periods, and what a rule finds between two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.checking import Finding, checker
from forms.loading import load_form
from forms.period import Period
from forms.report import Report, UnitRef

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.figure import Value

OFFICE = load_form("office-report", "2022")


def office(period: str, **figures: Value) -> Report:
    """Return the office's report of a period."""
    unit = UnitRef("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp")
    return Report("office-report", "2022", unit, Period.parse(period), figures)


def found(rule: str, now: Report, then: Report | None, form: Form = OFFICE) -> list[Finding]:
    """Return what a rule finds in a report beside an earlier one."""
    return [finding for finding in checker(form).check(now, then) if finding.rule == rule]
