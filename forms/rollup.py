"""Many units' reports → the figures of the level above, each traceable to its sources.

What becomes of a figure stands in its definition (`over_units`): it is added up, worked out anew
from its parts, or taken as a state from whoever stated it last. Nothing is averaged, and what no
unit has stated stays absent: missing is not zero.

An office (văn phòng) reports on everything its committee is in charge of. What it states is
therefore no share of a sum; it is kept beside the sum, to be held against it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from forms.computed import tidy
from forms.definition import OverUnits
from forms.facts import facts
from forms.loading import load_form
from forms.measure import measures
from forms.ratio import digits
from forms.report import Report, UnitRef
from forms.reporting_calendar import window
from forms.unit import unit_for
from forms.unit_slots import UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from forms.definition import Figure, Form
    from forms.figure import Value
    from forms.period import Period
    from forms.unit import Unit

#: The figures by which a form says how complete a roll-up is, if it is made for a level above
#: others (catalogue/parts/rolled_up.yaml).
DELIVERED, AWAITED, MISSING = COMPLETENESS = ("units_delivered", "units_awaited", "units_missing")
_NO_MEASURE: Final = "số không có đơn vị tính"
#: Percentages get as many decimals as the units state, and at least so many.
_LEAST_DECIMALS: Final = 1


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit states of a figure.

    Attributes:
        unit: The unit.
        value: What it states; None if its report leaves the figure open.
        as_of: The day it was counted on.
        is_whole: Whether the unit states it for the whole level, so that it is not added.
    """

    unit: UnitRef
    value: Value | None
    as_of: date
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """A figure of the level above.

    Attributes:
        figure: The figure.
        value: What the units give; None if no unit states it, a rate lacks a part, or the units
            state a state differently.
        stated: How many of the units that count state it.
        differing: Whether units state different states for the same latest day.
        uneven: Whether the parts of a rate come from different numbers of units.
        unlike: The unit of measure somebody states it in that this one can't be worked out from,
            so that there is no value; empty if there is none.
    """

    figure: Figure
    value: Value | None
    stated: int
    differing: bool = False
    uneven: bool = False
    unlike: str = ""

    @property
    def refusal(self) -> str:
        """The sentence that says why a figure with an ``unlike`` unit was not rolled up."""
        own = self.figure.unit or _NO_MEASURE
        return (
            f"Không tổng hợp “{self.figure.label}”: có đơn vị ghi theo {self.unlike},"
            f" cấp này ghi theo {own}."
        )


@dataclass(frozen=True, slots=True)
class RollUp:
    """What the units' reports come to.

    Attributes:
        form: The form of the level above.
        unit: The unit above.
        period: The period.
        totals: The figures the units give, by id, in the order of the form. What they state in
            another unit of measure than the level's is converted, or refused (`Total.unlike`).
        delivered: The units whose reports went in.
        missing: The awaited units without a report.
    """

    form: Form
    unit: Unit
    period: Period
    totals: Mapping[str, Total]
    delivered: tuple[UnitRef, ...]
    missing: tuple[UnitRef, ...]

    @property
    def figures(self) -> Mapping[str, Value]:
        """The values the units give, by figure."""
        return {name: t.value for name, t in self.totals.items() if t.value is not None}

    @property
    def reported(self) -> Mapping[str, Value]:
        """What the level's own report states of it: the values, and how complete they are."""
        return {**self.figures, **self.completeness_figures}

    @property
    def completeness_figures(self) -> Mapping[str, Value]:
        """How complete the values are, by `COMPLETENESS`; nothing in a form that doesn't say so."""
        return {n: v for n, v in self._complete().items() if n in self.form.figures}

    def completeness(self, most: int | None = None) -> str:
        """Return the sentence that says how complete the figures are, and what was refused.

        Args:
            most: How many missing units are named; all unless told otherwise.
        """
        counts = self._complete()
        said = f"Tổng hợp từ báo cáo của {counts[DELIVERED]}/{counts[AWAITED]} đơn vị"
        named = "; ".join(unit.name for unit in self.missing[:most])
        rest = len(self.missing[most:]) if most is not None else 0
        more = f" và {rest} đơn vị khác" if rest else ""
        missing = f"; chưa có báo cáo của: {named}{more}" if self.missing else ""
        refusals = (total.refusal for total in self.totals.values() if total.unlike)
        return " ".join((f"{said}{missing}.", *refusals))

    def _complete(self) -> Mapping[str, Value]:
        """Return how many units have delivered, of how many, and the names of the others."""
        delivered = len(self.delivered)
        counts: dict[str, Value] = {DELIVERED: delivered, AWAITED: delivered + len(self.missing)}
        if self.missing:
            counts[MISSING] = "; ".join(unit.name for unit in self.missing)
        return counts


def roll_up(
    form: Form, unit: Unit, period: Period, reports: Iterable[Report], awaited: Iterable[Unit] = ()
) -> RollUp:
    """Return what the reports of the units below come to.

    Args:
        form: The form of the level above.
        unit: The unit above.
        period: The period all of them cover.
        reports: One report a unit; they are looked at once, one by one.
        awaited: The units that were to report.
    """
    rules = _rules(form)
    gathered = {name: _GATHERERS[figure.over_units](figure) for name, figure in rules.items()}
    states = {name for name, figure in rules.items() if figure.over_units is OverUnits.STATE}
    delivered = []
    unlike: dict[str, str] = {}
    end = window(period).end
    for report in reports:
        delivered.append(report.unit)
        counted = states if reports_for_whole(report.unit) else rules.keys()
        measured = measures(form, load_form(report.form, report.form_version))
        for name in report.figures.keys() & counted:
            stated = report.figures[name]
            value = measured[name].convert(stated) if name in measured else stated
            if value is None:
                unlike[name] = measured[name].unit or _NO_MEASURE
            else:
                gathered[name].add(value, report.as_of.get(name, end))
    codes = {ref.code for ref in delivered}
    missing = tuple(_ref(each) for each in awaited if each.code not in codes)
    totals = _totals(form, unit, period, gathered, unlike)
    return RollUp(form, unit, period, totals, tuple(delivered), missing)


def _totals(
    form: Form,
    unit: Unit,
    period: Period,
    gathered: Mapping[str, _Gatherer],
    unlike: Mapping[str, str],
) -> Mapping[str, Total]:
    """Return the totals; what is worked out from others comes after those it needs."""
    plain = {name: each.total() for name, each in gathered.items()}
    for name, measure in unlike.items():
        # A sum over some of the units would look like the sum over all.
        plain[name] = replace(plain[name], value=None, unlike=measure)
    known = {name: total.value for name, total in plain.items() if total.value is not None}
    above = facts(form, Report(form.id, form.version, _ref(unit), period, known))
    return {
        name: _rate(each, plain, above) if isinstance(each, _Rate) else plain[name]
        for name, each in gathered.items()
    }


def _rate(rate: _Rate, totals: Mapping[str, Total], above: Mapping[str, Value]) -> Total:
    computed = rate.figure.computed
    value = tidy(computed.value(above), rate.decimals) if computed else None
    names = computed.names if computed else ()
    counts = {totals[name].stated for name in names if name in totals}
    return Total(rate.figure, value, rate.stated, uneven=len(counts) > 1)


def shares(figure: str, reports: Iterable[Report]) -> tuple[Share, ...]:
    """Return what each unit states of a figure, in the order of the reports.

    Of a rate, ask for the figures it is worked out from (`parts_of`).
    """
    return tuple(_share(r, figure, is_whole=reports_for_whole(r.unit)) for r in reports)


def parts_of(form: Form, figure: str) -> tuple[str, ...]:
    """Return the figures a rate of the level above is worked out from; none of any other."""
    found = form.figures[figure]
    is_rate = found.over_units is OverUnits.RATE and found.computed is not None
    return found.computed.names if is_rate and found.computed else ()


def gathered_texts(reports: Iterable[Report], texts: Iterable[str]) -> Mapping[str, str]:
    """Return the units' texts under each other, each behind its unit's name.

    Args:
        reports: One report a unit.
        texts: The texts wanted, by id.
    """
    found: dict[str, list[str]] = {name: [] for name in texts}
    for report in reports:
        for name in found.keys() & report.texts.keys():
            words = report.texts[name].strip()
            if words:
                found[name].append(f"- {report.unit.name}: {words}")
    return {name: "\n".join(lines) for name, lines in found.items() if lines}


def reports_for_whole(unit: UnitRef) -> bool:
    """Whether a unit's figures are those of the whole level, not a share of them."""
    return unit_for(unit.code, unit.name).kind is UnitKind.OFFICE


def _rules(form: Form) -> Mapping[str, Figure]:
    return {f.id: f for f in form.figures.values() if f.over_units is not OverUnits.NONE}


def _ref(unit: Unit) -> UnitRef:
    return UnitRef(unit.code, unit.name)


def _share(report: Report, figure: str, *, is_whole: bool) -> Share:
    as_of = report.as_of.get(figure) or window(report.period).end
    return Share(report.unit, report.figures.get(figure), as_of, is_whole)


# --- what becomes of a figure


@dataclass(slots=True)
class _Sum:
    """Adds what the units state."""

    figure: Figure
    amount: int | Decimal = 0
    stated: int = 0

    def add(self, value: Value, _as_of: date) -> None:
        if isinstance(value, int | Decimal):
            self.amount += value
            self.stated += 1

    def total(self) -> Total:
        return Total(self.figure, self.amount if self.stated else None, self.stated)


@dataclass(slots=True)
class _Rate:
    """Looks only at how exactly the units state it: it is worked out from the totals."""

    figure: Figure
    decimals: int = _LEAST_DECIMALS
    stated: int = 0

    def add(self, value: Value, _as_of: date) -> None:
        if isinstance(value, Decimal):
            self.decimals = max(self.decimals, digits(value))
        self.stated += 1

    def total(self) -> Total:
        return Total(self.figure, None, self.stated)


@dataclass(slots=True)
class _State:
    """Taken from whoever counted last; statements of that day that differ leave it open."""

    figure: Figure
    day: date | None = None
    values: list[Value] = field(default_factory=list)
    stated: int = 0

    def add(self, value: Value, as_of: date) -> None:
        self.stated += 1
        if self.day is None or as_of > self.day:
            self.day, self.values = as_of, []
        if as_of == self.day and value not in self.values:
            self.values.append(value)

    def total(self) -> Total:
        is_clear = len(self.values) == 1
        value = self.values[0] if is_clear else None
        return Total(self.figure, value, self.stated, differing=len(self.values) > 1)


_Gatherer = _Sum | _Rate | _State
_GATHERERS: Final[Mapping[OverUnits, Callable[[Figure], _Gatherer]]] = {
    OverUnits.SUM: _Sum,
    OverUnits.RATE: _Rate,
    OverUnits.STATE: _State,
}
