"""What a store's units come to for a level and a period, and where each figure comes from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from db.entries import EntryKind
from db.gathering import FIGURES
from forms.checking import checker
from forms.choosing import reported_forms
from forms.hierarchy import below, has_below, is_below
from forms.loading import load_form
from forms.reporting_calendar import window
from forms.rollup import RollUp, Share, gathered_texts, parts_of, roll_up, shares
from forms.unit import unit_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from db.history import HistoryRow
    from db.store import Store
    from forms.checking import Finding
    from forms.definition import Form
    from forms.period import Period
    from forms.report import Report
    from forms.unit import Unit


@dataclass(frozen=True, slots=True)
class Source:
    """Where a share of a figure comes from.

    Attributes:
        share: What the unit states.
        report_id: The unit's report in the store.
        edit: The last change of the figure in it; None where there is no figure.
        findings: What the unit's own figures break at this one, with its explanations.
    """

    share: Share
    report_id: str
    edit: HistoryRow | None
    findings: tuple[Finding, ...] = ()


def rolled_up(store: Store, form: Form, unit: Unit, period: Period) -> RollUp:
    """Return what the reports of the units right below a unit come to.

    Args:
        store: The store that has received them.
        form: The form of the level above.
        unit: The unit above.
        period: The period.
    """
    awaited = below(unit, window(period).end)
    reports = (report for _, report in reports_below(store, unit, period))
    return roll_up(form, unit, period, reports, awaited)


def rolled_below(store: Store, report: Report) -> RollUp | None:
    """Return what the units below a report's own come to; None if nothing has come of any."""
    unit = unit_for(report.unit.code, report.unit.name)
    if not has_below(unit):
        return None
    form = load_form(report.form, report.form_version)
    rolled = rolled_up(store, form, unit, report.period)
    return rolled if rolled.delivered else None


def sources(store: Store, unit: Unit, period: Period, figure: str) -> tuple[Source, ...]:
    """Return what each unit right below states of a figure, and the last edit of it.

    A rate is traced by the figures it is worked out from (`forms.rollup.parts_of`).
    """
    found = tuple(reports_below(store, unit, period, (*FIGURES, EntryKind.EXCEPTION)))
    stated = shares(figure, (report for _, report in found))
    return tuple(
        Source(share, report_id, _last_edit(store, report_id, figure), _findings(report, figure))
        for (report_id, report), share in zip(found, stated, strict=True)
    )


def traced(
    store: Store, form: Form, unit: Unit, period: Period, figure: str
) -> dict[str, tuple[Source, ...]]:
    """Return the sources of a figure, or of each part of a rate, by figure."""
    names = parts_of(form, figure) or (figure,)
    return {name: sources(store, unit, period, name) for name in names}


def units_texts(store: Store, rolled: RollUp) -> Mapping[str, str]:
    """Return the units' own words for the texts of the level above, under each other."""
    found = reports_below(store, rolled.unit, rolled.period, (EntryKind.TEXT,))
    return gathered_texts((report for _, report in found), rolled.form.texts)


def reports_below(
    store: Store, unit: Unit, period: Period, kinds: Collection[EntryKind] = FIGURES
) -> Iterator[tuple[str, Report]]:
    """Yield the report of each unit right below, with its id; of each the kinds wanted."""
    day = window(period).end
    gathered = store.gather(period, reported_forms(), kinds)
    for _, of_unit in groupby(gathered, key=lambda pair: pair[1].unit.code):
        report_id, report = _fitting(of_unit)
        if is_below(report.unit, unit, day):
            yield report_id, report


def _fitting(found: Iterable[tuple[str, Report]]) -> tuple[str, Report]:
    """Return a unit's one report: that of the form made for units of its kind, else the first."""
    pairs = list(found)
    if len(pairs) == 1:
        return pairs[0]
    kind = unit_for(pairs[0][1].unit.code, pairs[0][1].unit.name).kind
    fitting = (pair for pair in pairs if kind in load_form(pair[1].form).levels)
    return next(fitting, pairs[0])


def _findings(report: Report, figure: str) -> tuple[Finding, ...]:
    found = checker(load_form(report.form, report.form_version)).check(report)
    return tuple(finding for finding in found if figure in finding.fields)


def _last_edit(store: Store, report_id: str, figure: str) -> HistoryRow | None:
    rows = store.history(report_id, figure)
    edits = [row for row in rows if row.edit.kind is EntryKind.FIGURE]
    return edits[-1] if edits else None
