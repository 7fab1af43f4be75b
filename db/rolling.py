"""What a store's units come to for a level and a period, and where each figure comes from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from db.earlier import earlier_reports
from db.entries import EntryKind
from db.gathering import FIGURES
from forms.choosing import reported_forms
from forms.hierarchy import below, has_below, is_below
from forms.judging import judged
from forms.loading import load_form
from forms.reporting_calendar import window
from forms.rollup import RollUp, Share, gathered_texts, parts_of, roll_up, shares
from forms.unit import unit_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from db.history import HistoryRow
    from db.store import Store
    from forms.checking import Finding
    from forms.definition import Form
    from forms.period import Period
    from forms.report import Report
    from forms.unit import Unit

    #: What reports break, by their ids.
    Findings = Mapping[str, Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A unit's report and what it breaks, also against its earlier ones, errors first."""

    report_id: str
    report: Report
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a share of a figure comes from.

    Attributes:
        share: What the unit states.
        report_id: The unit's report in the store.
        edit: The last change of the figure in it; None where there is no figure.
        findings: What the unit's report breaks at this figure, with its explanations.
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


def judged_below(store: Store, unit: Unit, period: Period) -> Iterator[Judged]:
    """Yield the report of each unit right below, judged as its own page judges it.

    Raises:
        Problem: A report is gone meanwhile, or the program doesn't know its form.
    """
    every = store.reports()
    for report_id in [key for key, _ in reports_below(store, unit, period, ())]:
        report = store.load(report_id)
        form = load_form(report.form, report.form_version)
        found = judged(form, report, earlier_reports(store, report, every))
        yield Judged(report_id, report, found)


def traced(
    store: Store, rolled: RollUp, figure: str, found: Findings
) -> dict[str, tuple[Source, ...]]:
    """Return what each unit right below states of a figure, and the last edit of it.

    A rate is traced by the figures it is worked out from (`forms.rollup.parts_of`).

    Args:
        store: The store that has received the units' reports.
        rolled: What they come to.
        figure: The figure of the level above.
        found: What each of those reports breaks (`judged_below`), by its id.

    Returns:
        The units' sources by figure: the one asked for, or each part of a rate.
    """
    below_it = tuple(reports_below(store, rolled.unit, rolled.period))
    names = parts_of(rolled.form, figure) or (figure,)
    return {name: _sources(store, below_it, name, found) for name in names}


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


def _sources(
    store: Store, below_it: Sequence[tuple[str, Report]], figure: str, found: Findings
) -> tuple[Source, ...]:
    edits = store.last_edits(EntryKind.FIGURE, figure)
    stated = shares(figure, (report for _, report in below_it))
    return tuple(
        Source(
            share,
            report_id,
            edits.get(report_id),
            tuple(each for each in found.get(report_id, ()) if figure in each.fields),
        )
        for (report_id, _), share in zip(below_it, stated, strict=True)
    )
