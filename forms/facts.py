"""What the rules and frames of one report can name: its figures and what follows from the rest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from forms.expression import EARLIER, WINDOW_NAMES
from forms.period import Period
from forms.reporting_calendar import window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from forms.definition import Form
    from forms.figure import Value
    from forms.report import Report


def _number(report: Report) -> str | None:
    number, symbol = report.front.get("number", ""), report.front.get("symbol", "")
    return f"{number}/{symbol}" if number or symbol else None


def _signed(report: Report) -> date | None:
    signed = report.front.get("signed_date", "")
    return date.fromisoformat(signed) if signed else None


#: `Figure.source` → where the value comes from when no figure of the report states it.
SOURCES: Final[Mapping[str, Callable[[Report], Value | None]]] = {
    "period": lambda report: str(report.period),
    "period.from": lambda report: window(report.period).start,
    "period.to": lambda report: window(report.period).end,
    "period.year": lambda report: report.period.year,
    "front.number": _number,
    "front.signed_date": _signed,
}


#: Under this name stands the whole earlier report, for the checks no expression can state.
EARLIER_REPORT: Final = f"{EARLIER}report"


def facts(form: Form, report: Report, previous: Report | None = None) -> dict[str, Any]:
    """Return everything a rule or a frame may name; what is not filled in is absent.

    With the same unit's earlier report also what rules may name of that.
    """
    known = _own(form, report)
    if previous is not None:
        known.update(earlier_facts(form, report.period, previous))
    return known


def earlier_facts(form: Form, period: Period, previous: Report) -> dict[str, Any]:
    """Return what rules may name of an earlier report, beside a report of the period."""
    known: dict[str, Any] = {EARLIER + name: v for name, v in _own(form, previous).items()}
    known[EARLIER_REPORT] = previous
    known.update(lie(period, previous.period))
    return known


def lie(period: Period, earlier: Period) -> dict[str, int]:
    """Return how a period's window lies to an earlier one's, by `WINDOW_NAMES`: 1 or 0."""
    ours, theirs = window(period), window(earlier)
    return {
        "same_start": int(ours.start == theirs.start and theirs.end < ours.end),
        "follows_on": int(ours.start == theirs.end + timedelta(days=1)),
        "year_on_year": int(earlier == Period(period.year - 1, period.kind)),
    }


def worth_comparing(period: Period, others: Iterable[Period]) -> tuple[Period, ...]:
    """Return the earlier periods a unit's reports of which a report is held against.

    The latest comes first; then, for each way two windows can lie, the latest that lies so.
    """
    earlier = sorted((other for other in others if other < period), reverse=True)
    ways = [(other, lie(period, other)) for other in earlier]
    lying = (next((o for o, way in ways if way[name]), None) for name in WINDOW_NAMES)
    return tuple(dict.fromkeys((*earlier[:1], *(other for other in lying if other))))


def _distinct(table: str, rows: Iterable[Mapping[str, Value]]) -> dict[str, int]:
    """Return how many different values each column holds; spaces and case make no difference."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for column, cell in row.items():
            if words := " ".join(str(cell).split()).casefold():
                found.setdefault(column, set()).add(words)
    return {f"distinct:{table}.{column}": len(values) for column, values in found.items()}


def _own(form: Form, report: Report) -> dict[str, Any]:
    known: dict[str, Any] = dict(report.figures)
    for figure in form.figures.values():
        if figure.source and figure.id not in known:
            value = SOURCES[figure.source](report)
            if value is not None:
                known[figure.id] = value
    for table, rows in report.tables.items():
        known[f"rows:{table}"] = len(rows)
        known.update(_distinct(table, rows))
    known.update((f"said:{text}", bool(words.strip())) for text, words in report.texts.items())
    known["period"] = str(report.period)
    known["period_year"] = report.period.year
    known["period_months"] = report.period.months
    return known
