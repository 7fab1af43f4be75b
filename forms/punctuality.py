"""How many of a report's dossiers were resolved in time: what its rate is worked out from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from forms.report import Report

DONE: Final = "files_resolved_total"
_EARLY, _ON_THE_DAY = "files_resolved_early", "files_resolved_on_time"


def count(report: Report, figure: str) -> int | None:
    """Return a whole number a report states; None if it isn't filled in or is none."""
    value = report.figures.get(figure)
    return value if isinstance(value, int) else None


def done(report: Report) -> int | None:
    """Return the dossiers resolved."""
    return count(report, DONE)


def in_time(report: Report) -> int | None:
    """Return the dossiers resolved before or on the day due; None if either is missing."""
    early, on_the_day = count(report, _EARLY), count(report, _ON_THE_DAY)
    return None if early is None or on_the_day is None else early + on_the_day
