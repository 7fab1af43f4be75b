"""Rules and a report → findings. Rules never block; they explain."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from forms.checking.compiled import cases, compile_cases
from forms.checking.explaining import Explainer
from forms.checking.finding import Finding, Mend
from forms.checking.generic import GENERIC
from forms.definition import Form, Severity
from forms.facts import facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.report import Accepted, Report

__all__ = ["Checker", "Finding", "Mend", "checker", "counts"]

_ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class Checker:
    """The rules of one form, compiled once and used for every report of that form."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.cases = cases(form)
        #: Which cases some facts break, by position: the quick half of a check.
        self.broken = compile_cases(self.cases)

    def check(self, report: Report) -> tuple[Finding, ...]:
        """Return what the report breaks, errors first, in the order of the rules."""
        known = facts(self.form, report)
        accepted = {kept.rule: kept for kept in report.exceptions}
        found = [_accepted(finding, accepted) for finding in self._found(report, known)]
        return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))

    def _found(self, report: Report, known: Mapping[str, Any]) -> Iterator[Finding]:
        explainer = Explainer(self.form, known, self._weigh)
        broken = [self.cases[position] for position in self.broken(known)]
        rules = {case.rule.id for case in broken}
        for case in broken:
            if not case.rule.explains:
                yield explainer.explain(case)
        for case in self.cases:
            if case.rule.explains in rules:
                other = explainer.other_reading(case)
                yield from (other,) if other else ()
        for rule in self.form.rules.values():
            if rule.generic:
                yield from GENERIC[rule.generic](self.form, rule, report)

    def _weigh(self, known: Mapping[str, Any]) -> int:
        """Count the rules some facts break; an alternative reading is no rule."""
        return sum(not self.cases[position].rule.explains for position in self.broken(known))


def _accepted(finding: Finding, accepted: Mapping[str, Accepted]) -> Finding:
    """Mark a finding kept on purpose; an explanation names a rule, or a rule and a field."""
    kept = accepted.get(finding.key) or accepted.get(finding.rule)
    return replace(finding, excepted=True, reason=kept.reason) if kept else finding


@lru_cache(maxsize=8)
def checker(form: Form) -> Checker:
    """Return the compiled rules of a form, made once."""
    return Checker(form)


def counts(findings: tuple[Finding, ...]) -> dict[str, int]:
    """Return how many findings of each severity are open, and how many are explained."""
    found = {
        severity.value: sum(f.severity is severity and not f.excepted for f in findings)
        for severity in _ORDER
    }
    return {**found, "excepted": sum(finding.excepted for finding in findings)}
