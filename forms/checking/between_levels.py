"""A report of the level above held against what its units' reports come to (rule X20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.checking.finding import Finding, Mend, condition
from forms.checking.saying import gap, said
from forms.definition import OverUnits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Rule
    from forms.figure import Value
    from forms.report import Report
    from forms.rollup import RollUp, Total

#: The name such a rule has in a form.
GENERIC_NAME: Final = "roll_up"


def between_levels(report: Report, rolled: RollUp) -> tuple[Finding, ...]:
    """Return where a report differs from the sum over its units, in the order of the form.

    Source: rule X20. Units that have not reported are named, since they may be the reason.
    """
    rules = (rule for rule in rolled.form.rules.values() if rule.generic == GENERIC_NAME)
    return tuple(finding for rule in rules for finding in _found(rule, report, rolled))


def _found(rule: Rule, report: Report, rolled: RollUp) -> Iterator[Finding]:
    for name, total in rolled.totals.items():
        stated = report.figures.get(name)
        if stated is None or total.value is None or stated == total.value:
            continue
        if total.figure.over_units is OverUnits.SUM:
            yield _finding(rule, stated, total.value, total, rolled)


def _finding(rule: Rule, stated: Value, value: Value, total: Total, rolled: RollUp) -> Finding:
    figure = total.figure
    words = (
        f"“{figure.label}” ghi {said(stated, figure)}, {total.stated} đơn vị cộng lại được"
        f" {said(value, figure)}. {condition(rule.message)}"
    )
    missing = f" {rolled.completeness()}" if rolled.missing else ""
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        fields=(figure.id,),
        stated=said(stated, figure),
        computed=said(value, figure),
        message=words + missing,
        difference=gap(stated, value),
        mend=Mend(figure.id, value),
        stated_value=stated,
        computed_value=value,
    )
