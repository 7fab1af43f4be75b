"""The units of a level side by side: how punctual, how complete, how sound their reports are.

A rate is worked out from a unit's own counts and held against that of all units together, which
comes from their summed counts; nothing is averaged. A unit that has not delivered stays in the
list, without a number: missing is not zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from forms.completeness import completeness
from forms.definition import Severity
from forms.folding import fold
from forms.loading import load_form
from forms.punctuality import done, in_time
from forms.report import UnitRef
from forms.rollup import reports_for_whole
from forms.short_names import short_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from forms.checking import Finding
    from forms.period import Period
    from forms.report import Report
    from forms.rollup import RollUp


class Aspect(StrEnum):
    """What the units are compared by."""

    UNIT = "unit"
    RATE = "rate"
    DEVIATION = "deviation"
    COMPLETENESS = "completeness"
    FINDINGS = "findings"


@dataclass(frozen=True, slots=True)
class Order:
    """In which order the units stand.

    Attributes:
        aspect: What they are sorted by.
        is_falling: Whether the highest comes first.
    """

    aspect: Aspect = Aspect.RATE
    is_falling: bool = True

    @property
    def code(self) -> str:
        """How the order is kept in a store's settings: "rate-falling"."""
        return f"{self.aspect}-{'falling' if self.is_falling else 'rising'}"

    @classmethod
    def parse(cls, code: str) -> Order:
        """Read what `code` has written; anything else is the usual order."""
        orders = (cls(aspect, is_falling) for aspect in Aspect for is_falling in (True, False))
        return next((order for order in orders if order.code == code), cls())


@dataclass(frozen=True, slots=True)
class Standing:
    """How one unit stands, or all of them together.

    Attributes:
        unit: The unit.
        in_time: Dossiers resolved before or on the day due; None if a part isn't filled in.
        done: Dossiers resolved; None if not filled in.
        filled: How many of the fields that would print are filled in.
        wanted: How many would print.
        errors: Open errors its own checks find, those explained aside.
        warnings: Open warnings.
        is_delivered: Whether there is a report at all.
        is_whole: Whether its figures are those of the whole level, not a share of them.
    """

    unit: UnitRef
    in_time: int | None = None
    done: int | None = None
    filled: int = 0
    wanted: int = 0
    errors: int = 0
    warnings: int = 0
    is_delivered: bool = True
    is_whole: bool = False

    @property
    def rate(self) -> Fraction | None:
        """The share resolved in time, exact, in percent; None without a count or a dossier."""
        if self.in_time is None or not self.done:
            return None
        return Fraction(100 * self.in_time, self.done)

    @property
    def percent(self) -> int | None:
        """Completeness in whole percent, cut off: 100 only when nothing is missing."""
        return self.filled * 100 // self.wanted if self.wanted else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All awaited units of a level.

    Attributes:
        period: What they report on.
        standings: The units by name, those that have not delivered among them.
        whole: All of them together.
        names: A short name for each unit by its code; no two are alike.
    """

    period: Period
    standings: tuple[Standing, ...]
    whole: Standing
    names: Mapping[str, str]

    def deviation(self, standing: Standing) -> Fraction | None:
        """Return how far a unit's rate is from that of the whole, exact, in percentage points."""
        if standing.rate is None or self.whole.rate is None:
            return None
        return standing.rate - self.whole.rate

    def ordered(self, order: Order) -> tuple[Standing, ...]:
        """Return the units in an order; those with nothing to be sorted by stand last."""
        keyed = [(key(order.aspect, each), each) for each in self.standings]
        known = [pair for pair in keyed if pair[0] is not None]
        known.sort(key=itemgetter(0), reverse=order.is_falling)
        return tuple(each for _, each in (*known, *(pair for pair in keyed if pair[0] is None)))


def standing(report: Report, findings: Iterable[Finding]) -> Standing:
    """Say how one unit stands.

    Args:
        report: Its whole report, with its texts and front matter.
        findings: What the report breaks (`forms.judging`).

    Raises:
        Problem: The program doesn't know its form.
    """
    filled, wanted = completeness(load_form(report.form, report.form_version), report)
    found = [each.severity for each in findings if not each.excepted]
    return Standing(
        unit=report.unit,
        in_time=in_time(report),
        done=done(report),
        filled=filled,
        wanted=wanted,
        errors=found.count(Severity.ERROR),
        warnings=found.count(Severity.WARNING),
        is_whole=reports_for_whole(report.unit),
    )


def compare(rolled: RollUp, delivered: Iterable[Standing]) -> Comparison:
    """Put the units of a roll-up side by side.

    Args:
        rolled: What was rolled up: says who has not delivered.
        delivered: How the units stand that have.
    """
    there = tuple(delivered)
    absent = (Standing(unit, is_delivered=False) for unit in rolled.missing)
    whole = _together(UnitRef(rolled.unit.code, rolled.unit.name), there)
    standings = tuple(sorted((*there, *absent), key=_by_name))
    names = short_names([each.unit for each in standings])
    return Comparison(rolled.period, standings, whole, names)


def key(aspect: Aspect, standing: Standing) -> Any | None:
    """Return what a unit is sorted by; None if it has nothing of the kind."""
    return _KEYS[aspect](standing)


def _together(level: UnitRef, there: tuple[Standing, ...]) -> Standing:
    """Return the level as a whole; only units that state both counts make up its rate."""
    rated = [s for s in there if s.in_time is not None and s.done is not None and not s.is_whole]
    return Standing(
        unit=level,
        in_time=sum(each.in_time or 0 for each in rated) if rated else None,
        done=sum(each.done or 0 for each in rated) if rated else None,
        filled=sum(each.filled for each in there),
        wanted=sum(each.wanted for each in there),
        errors=sum(each.errors for each in there),
        warnings=sum(each.warnings for each in there),
        is_delivered=bool(there),
        is_whole=True,
    )


def _by_name(standing: Standing) -> str:
    """Return a name to sort by: "Phường 2" comes before "Phường 10"."""
    return re.sub(r"\d+", lambda number: number[0].zfill(4), fold(standing.unit.name))


def _by_rate(standing: Standing) -> Fraction | None:
    return standing.rate


def _by_completeness(standing: Standing) -> Fraction | None:
    return Fraction(standing.filled, standing.wanted) if standing.wanted else None


def _by_findings(standing: Standing) -> tuple[int, int] | None:
    return (standing.errors, standing.warnings) if standing.is_delivered else None


#: A unit's deviation differs from its rate by the same amount for all of them.
_KEYS: Final[Mapping[Aspect, Callable[[Standing], Any]]] = {
    Aspect.UNIT: _by_name,
    Aspect.RATE: _by_rate,
    Aspect.DEVIATION: _by_rate,
    Aspect.COMPLETENESS: _by_completeness,
    Aspect.FINDINGS: _by_findings,
}
