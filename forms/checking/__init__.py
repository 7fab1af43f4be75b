"""Rules and a report → findings. Rules never block; they explain."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from forms.checking.between_levels import between_levels, is_held_against
from forms.checking.compiled import cases, compile_cases
from forms.checking.explaining import Explainer
from forms.checking.finding import Finding, Mend, accepted
from forms.checking.generic import GENERIC
from forms.definition import Form, Severity
from forms.expression import EARLIER
from forms.facts import EARLIER_REPORT, facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.checking.compiled import Case
    from forms.expression import Facts
    from forms.report import Report
    from forms.rollup import RollUp

__all__ = ["Checker", "Finding", "Mend", "checker", "counts"]

#: Facts hold it only beside an earlier report.
_HAS_EARLIER: Final = f"{EARLIER}period"
_ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)
#: Where a finding stands among the others: its severity, whether it is but another reading, and
#: the position of its case.
_Rank = tuple[int, bool, int]


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
        self._about: dict[str, _About] = {}

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

    def findings(
        self, report: Report, known: Facts, *others: Facts, rolled: RollUp | None = None
    ) -> tuple[Finding, ...]:
        """Return what `check` does, of facts already at hand.

        Args:
            report: The report.
            known: What it states, and what its latest earlier report does.
            others: The same beside further earlier reports. Only the rules that ask how two
                windows lie look at these, and what they repeat is said once.
            rolled: What the units below come to, if there are any.
        """
        found = list(self._found(report, known))
        for other in others:
            keys = {finding.key for finding in found}
            found.extend(finding for finding in self._beside(other) if finding.key not in keys)
        if rolled is not None and is_held_against(report, rolled):
            found.extend(between_levels(report, rolled))
        marked = accepted(found, report.exceptions)
        return tuple(sorted(marked, key=lambda finding: _ORDER.index(finding.severity)))

    def first(self, report: Report, known: Facts, field: str) -> Finding | None:
        """Return the first of a field's findings, as `check` orders them; None if there is none.

        For a keystroke, which has no time to lose: no other finding is explained, and what would
        mend it is sought only where the rule points at another figure first. Rules that read the
        whole report (`GENERIC`) wait until the field is left.
        """
        explainer = Explainer(self.form, known, self._weigh)
        best: tuple[_Rank, Finding] | None = None
        for rank in sorted(self._ranks(known, field)):
            # A finding may be milder than its rule, never graver.
            if best is not None and best[0] < rank:
                break
            case = self.cases[rank[-1]]
            for finding in _told(explainer, case, is_mend_sought=case.fields[0] != field):
                milder = (_ORDER.index(finding.severity), *rank[1:])
                best = min(best or (milder, finding), (milder, finding), key=itemgetter(0))
        if best is None:
            return None
        return accepted((best[1],), report.exceptions)[0]

    def _ranks(self, known: Facts, field: str) -> Iterator[_Rank]:
        """Yield the place of each case that has something to say at a field."""
        about = self._about.get(field) or self._about.setdefault(field, _About(self.cases, field))
        is_between = _HAS_EARLIER in known
        for position in about.broken(known, is_between=is_between):
            yield _ORDER.index(self.cases[position].rule.severity), False, position
        if about.other_readings:
            rules = {self.cases[position].rule.id for position in self.broken(known)}
            for position in about.other_readings:
                case = self.cases[position]
                if case.rule.explains in rules and (is_between or not case.is_between):
                    yield _ORDER.index(case.rule.severity), True, position

    def _found(self, report: Report, known: Facts) -> Iterator[Finding]:
        broken = [self.cases[position] for position in self.broken(known)]
        rules = {case.rule.id for case in broken}
        explainer = Explainer(self.form, known, self._weigh)
        for case in broken:
            if not case.rule.explains:
                yield explainer.explain(case)
        for case in self._explaining:
            is_known = _HAS_EARLIER in known or not case.is_between
            if case.rule.explains in rules and is_known:
                yield from explainer.other_reading(case)
        for rule in self._generic:
            yield from GENERIC[rule.generic](self.form, rule, report, known.get(EARLIER_REPORT))

    def _beside(self, known: Facts) -> Iterator[Finding]:
        """Yield what is broken beside one more earlier report, by how the two windows lie."""
        explainer = Explainer(self.form, known, self._weigh)
        for case in (self.cases[position] for position in self._broken_between(known)):
            if not case.rule.explains and case.asks_windows:
                yield explainer.explain(case)

    def _weigh(self, known: Facts) -> int:
        """Count broken rules; an alternative reading is no rule."""
        return sum(not self.cases[position].rule.explains for position in self.broken(known))


class _About:
    """The cases that point at one field, compiled apart: a keystroke need not weigh the rest."""

    def __init__(self, cases: tuple[Case, ...], field: str) -> None:
        about = [(n, case) for n, case in enumerate(cases) if field in case.fields]
        rules = [(n, case) for n, case in about if not case.rule.explains]
        self.other_readings = tuple(n for n, case in about if case.rule.explains)
        self._alone = compile_cases((n, case) for n, case in rules if not case.is_between)
        self._between = compile_cases((n, case) for n, case in rules if case.is_between)

    def broken(self, known: Facts, *, is_between: bool) -> list[int]:
        """Return which of them some facts break, by position."""
        alone = self._alone(known)
        return alone + self._between(known) if is_between else alone


def _told(explainer: Explainer, case: Case, *, is_mend_sought: bool) -> Iterable[Finding]:
    if case.rule.explains:
        return explainer.other_reading(case)
    return (explainer.explain(case, is_mend_sought=is_mend_sought),)


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
