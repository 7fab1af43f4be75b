"""A report judged beside all earlier reports of its unit that it is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.checking import checker
from forms.facts import earlier_facts, facts, worth_comparing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.checking import Finding
    from forms.definition import Form
    from forms.report import Report


def judged(form: Form, report: Report, others: Iterable[Report]) -> tuple[Finding, ...]:
    """Return what a report breaks, errors first, as its own page shows it.

    Args:
        form: The report's form.
        report: The report.
        others: Any reports of the same unit and form; those worth comparing are looked at.
    """
    by_period = {other.period: other for other in others}
    wanted = worth_comparing(report.period, by_period)
    beside = [earlier_facts(form, report.period, by_period[period]) for period in wanted]
    own = facts(form, report)
    known = ({**own, **earlier} for earlier in beside or ({},))
    return checker(form).findings(report, *known)
