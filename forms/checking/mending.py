"""Which single figure would put a broken rule right."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from forms.checking.finding import Mend
from forms.figure import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from forms.checking.compiled import Case
    from forms.definition import Form
    from forms.expression import Facts

_WHOLE: Final = (Kind.COUNT, Kind.MONEY, Kind.YEAR)
_DECIMAL: Final = (Kind.PERCENT, Kind.DECIMAL)


@dataclass(frozen=True, slots=True)
class Mender:
    """Weighs changes of one figure against all rules.

    Attributes:
        form: The report's form.
        facts: What the report states.
        weigh: How many rules some facts break.
    """

    form: Form
    facts: Facts
    weigh: Callable[[Facts], int]

    def mend(self, case: Case) -> Mend | None:
        """Return the one change that mends the case and leaves the fewest rules broken.

        None if every change breaks as much as it mends, or if several do equally well and none
        of them is the total that stands alone on the left.
        """
        candidates = [mend for mend in self._candidates(case) if self._mends(case, mend)]
        weighed = [(self.weigh({**self.facts, m.figure: m.value}), m) for m in candidates]
        fewest = min((count for count, _ in weighed), default=0)
        is_gain = bool(weighed) and fewest < self.weigh(self.facts)
        best = [mend for count, mend in weighed if is_gain and count == fewest]
        return best[0] if len(best) == 1 else _total(case, best)

    def _mends(self, case: Case, mend: Mend) -> bool:
        return case.holds.holds({**case.known(self.facts), mend.figure: mend.value})

    def _candidates(self, case: Case) -> Iterator[Mend]:
        for name in case.holds.names:
            figure = self.form.figures.get(name)
            if figure is None or figure.source or name not in self.facts:
                continue
            if figure.kind is Kind.DATE:
                yield from self._other_years(name)
            elif case.holds.is_equation and figure.kind in _WHOLE:
                yield from self._solved(case, name)
            elif case.holds.is_equation:
                yield from self._other_side(case, name, figure.kind)

    def _other_years(self, name: str) -> Iterator[Mend]:
        """Offer the same day and month in a year near the period: a year mistyped."""
        stated: date = self.facts[name]
        for year in (self.facts["period_year"], self.facts["period_year"] - 1):
            if year != stated.year and (stated.month, stated.day) != (2, 29):
                yield Mend(name, stated.replace(year=year))

    def _solved(self, case: Case, name: str) -> Iterator[Mend]:
        """Offer the whole number that makes an equation hold (it is linear in each figure)."""
        stated: int = self.facts[name]
        here, there = self._gap(case, name, stated), self._gap(case, name, stated + 1)
        if here is None or there is None or here == there:
            return
        value = stated - here / (there - here)
        if value >= 0 and value.denominator == 1:
            yield Mend(name, int(value))

    def _gap(self, case: Case, name: str, value: int) -> Fraction | None:
        """Return left less right with another value; None where that divides by zero."""
        known = {**case.known(self.facts), name: value}
        left, right = (side.value(known) for side in case.holds.sides or ())
        return None if left is None or right is None else Fraction(left) - Fraction(right)

    def _other_side(self, case: Case, name: str, kind: Kind) -> Iterator[Mend]:
        """Offer what the right side gives for a figure that stands alone on the left."""
        left, right = case.holds.sides or (case.holds, case.holds)
        value: Any = right.value(case.known(self.facts))
        if left.names == (name,) and not isinstance(value, Fraction):
            yield Mend(name, Decimal(value) if kind in _DECIMAL else value)


def _total(case: Case, tied: list[Mend]) -> Mend | None:
    """Between equals, prefer what stands alone on the left: the total is what was added up."""
    sides = case.holds.sides
    alone = sides[0].names if sides else ()
    return next((mend for mend in tied if alone == (mend.figure,)), None)
