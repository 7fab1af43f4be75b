"""The reports of a level's units, looked at one by one to be put side by side. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rolling import judged_below
from forms.comparing_units import Comparison, compare, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from db.store import Store
    from forms.checking import Finding
    from forms.rollup import RollUp


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison, where the units' reports are, and what is to be said of them.

    Attributes:
        comparison: The units side by side.
        reports: The code of each unit that has delivered → the id of its report.
        findings: The id of each of those reports → what it breaks.
    """

    comparison: Comparison
    reports: Mapping[str, str]
    findings: Mapping[str, tuple[Finding, ...]]


def compared(store: Store, rolled: RollUp, step: Callable[[], None] = lambda: None) -> Compared:
    """Put the units of a roll-up side by side, each judged as its own page judges it.

    A unit whose report was taken out of the list meanwhile is left out.

    Args:
        store: The store the roll-up was made from.
        rolled: The roll-up.
        step: Called after each report; may raise to stop the work.

    Raises:
        Problem: A report is gone, or the program doesn't know its form.
    """
    delivered = {unit.code for unit in rolled.delivered}
    standings, reports, findings = [], {}, {}
    for judged in judged_below(store, rolled.unit, rolled.period):
        step()
        code = judged.report.unit.code
        if code in delivered:
            standings.append(standing(judged.report, judged.findings))
            reports[code] = judged.report_id
            findings[judged.report_id] = judged.findings
    return Compared(compare(rolled, standings), reports, findings)
