"""What the rules and frames of one report can name: its figures and what follows from the rest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from forms.expression_code import EARLIER
from forms.reporting_calendar import window

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forms.definition import Form
    from forms.figure import Value
    from forms.period import Period
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
    ours, theirs = window(period), window(previous.period)
    known["same_start"] = int(ours.start == theirs.start and theirs.end < ours.end)
    known["follows_on"] = int(ours.start == theirs.end + timedelta(days=1))
    return known


def _own(form: Form, report: Report) -> dict[str, Any]:
    known: dict[str, Any] = dict(report.figures)
    for figure in form.figures.values():
        if figure.source and figure.id not in known:
            value = SOURCES[figure.source](report)
            if value is not None:
                known[figure.id] = value
    known.update((f"rows:{table}", len(rows)) for table, rows in report.tables.items())
    known.update((f"said:{text}", bool(words.strip())) for text, words in report.texts.items())
    known["period"] = str(report.period)
    known["period_year"] = report.period.year
    known["period_months"] = report.period.months
    return known
