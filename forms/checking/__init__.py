"""Rules and a report → findings. Rules never block; they explain."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from forms.checking.compiled import cases, compile_cases
from forms.checking.explaining import Explainer
from forms.checking.finding import Finding, Mend
from forms.checking.generic import GENERIC
from forms.definition import Form, Severity
from forms.expression import EARLIER
from forms.facts import facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forms.checking.compiled import Case
    from forms.expression import Facts
    from forms.report import Accepted, Report

__all__ = ["Checker", "Finding", "Mend", "checker", "counts"]

#: Facts hold it only beside an earlier report.
_HAS_EARLIER: Final = f"{EARLIER}period"
_ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class Checker:
    """The rules of one form, compiled once and used for every report of that form."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.cases = cases(form)
        self._explaining = tuple(case for case in self.cases if case.rule.explains)
        self._generic = tuple(rule for rule in form.rules.values() if rule.generic)
        numbered = tuple(enumerate(self.cases))
        self._broken_alone = compile_cases((n, c) for n, c in numbered if not c.is_between)
        self._broken_between = compile_cases((n, c) for n, c in numbered if c.is_between)

    def check(self, report: Report, previous: Report | None = None) -> tuple[Finding, ...]:
        """Return what the report breaks, errors first, in the order of the rules.

        Rules between reports speak only with the same unit's earlier report of that form.
        """
        return self.findings(report, facts(self.form, report, previous))

    def broken(self, known: Facts) -> list[int]:
        """Return which cases some facts break, by position: the quick half of a check."""
        found = self._broken_alone(known)
        if _HAS_EARLIER in known:
            found = sorted(found + self._broken_between(known))
        return found

    def findings(self, report: Report, known: Facts, field: str = "") -> tuple[Finding, ...]:
        """Return what `check` does, of facts already at hand; with a field only what is its own.

        A keystroke asks for one field: explaining the others would only be thrown away.
        """
        accepted = {kept.rule: kept for kept in report.exceptions}
        found = [_accepted(finding, accepted) for finding in self._found(report, known, field)]
        return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))

    def _found(self, report: Report, known: Facts, field: str) -> Iterator[Finding]:
        broken = [self.cases[position] for position in self.broken(known)]
        rules = {case.rule.id for case in broken}
        explainer = Explainer(self.form, known, self._weigh, _weight(broken))
        for case in broken:
            if not case.rule.explains and (not field or field in case.fields):
                yield explainer.explain(case)
        for case in self._explaining:
            is_known = _HAS_EARLIER in known or not case.is_between
            if case.rule.explains in rules and is_known and (not field or field in case.fields):
                yield from explainer.other_reading(case)
        for rule in self._generic:
            for finding in GENERIC[rule.generic](self.form, rule, report):
                if not field or field in finding.fields:
                    yield finding

    def _weigh(self, known: Facts) -> int:
        return _weight(self.cases[position] for position in self.broken(known))


def _weight(broken: Iterable[Case]) -> int:
    """Count broken rules; an alternative reading is no rule."""
    return sum(not case.rule.explains for case in broken)


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
