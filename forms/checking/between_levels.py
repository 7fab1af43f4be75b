"""A report of the level above held against what its units' reports come to (rule X20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.checking.finding import Finding, Mend, accepted, condition
from forms.checking.saying import gap, said
from forms.definition import OverUnits
from forms.hierarchy import below
from forms.reporting_calendar import window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Figure, Rule
    from forms.figure import Value
    from forms.report import Report
    from forms.rollup import RollUp, Total

#: So many of the units that are missing are named in a sentence.
NAMED: Final = 5
#: The name such a rule has in a form.
GENERIC_NAME: Final = "roll_up"


def between_levels(report: Report, rolled: RollUp) -> tuple[Finding, ...]:
    """Return where a report differs from the sum over its units, in the order of the form.

    Source: rule X20. Units that have not reported are named, since they may be the reason; where
    the report names them itself it must name those that are missing now. What the report explains
    is marked so.
    """
    rules = (rule for rule in rolled.form.rules.values() if rule.generic == GENERIC_NAME)
    found = (finding for rule in rules for finding in _found(rule, report, rolled))
    return accepted(found, report.exceptions)


def is_held_against(report: Report, rolled: RollUp) -> bool:
    """Whether a report can be held against its units as a matter of course.

    It can where it says itself how many units it was rolled up from, or once all those known by
    name have delivered. Before that most sums lack units, which is no fault of the report.
    """
    is_claimed = any(name in report.figures for name in rolled.completeness_figures)
    are_known = bool(below(rolled.unit, window(rolled.period).end))
    return is_claimed or (are_known and not rolled.missing)


def _found(rule: Rule, report: Report, rolled: RollUp) -> Iterator[Finding]:
    for name, total in rolled.totals.items():
        stated = report.figures.get(name)
        if stated is None or total.value is None or stated == total.value:
            continue
        if total.figure.over_units is OverUnits.SUM:
            yield _finding(rule, stated, total.value, total, rolled)
    for name, value in rolled.completeness_figures.items():
        stated = report.figures.get(name)
        if stated is not None and stated != value:
            yield _outdated(rule, stated, value, rolled, rolled.form.figures[name])


def _outdated(rule: Rule, stated: Value, value: Value, rolled: RollUp, figure: Figure) -> Finding:
    """The report was begun from another number of units than have delivered by now."""
    was, is_now = said(stated, figure), said(value, figure)
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        fields=(figure.id,),
        stated=was,
        computed=is_now,
        message=f"“{figure.label}” ghi {was}, nay là {is_now}. {rolled.completeness(NAMED)}",
        mend=Mend(figure.id, value),
        stated_value=stated,
        computed_value=value,
    )


def _finding(rule: Rule, stated: Value, value: Value, total: Total, rolled: RollUp) -> Finding:
    figure = total.figure
    words = (
        f"“{figure.label}” ghi {said(stated, figure)}, {total.stated} đơn vị cộng lại được"
        f" {said(value, figure)}. {condition(rule.message)}"
    )
    missing = f" {rolled.completeness(NAMED)}" if rolled.missing else ""
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
