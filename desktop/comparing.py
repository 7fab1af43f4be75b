"""The reports of a level's units, looked at one by one to be put side by side. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.earlier import earlier_reports
from db.rolling import reports_below
from forms.comparing_units import Comparison, compare, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from db.reports import ReportInfo
    from db.store import Store
    from forms.comparing_units import Standing
    from forms.rollup import RollUp


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison, and where the units' reports are.

    Attributes:
        comparison: The units side by side.
        reports: The code of each unit that has delivered → the id of its report.
    """

    comparison: Comparison
    reports: Mapping[str, str]


def compared(store: Store, rolled: RollUp, step: Callable[[], None] = lambda: None) -> Compared:
    """Put the units of a roll-up side by side, each judged as its own page judges it.

    Args:
        store: The store the roll-up was made from.
        rolled: The roll-up.
        step: Called before each report; may raise to stop the work.

    Raises:
        Problem: A report is gone, or the program doesn't know its form.
    """
    found = _chosen(store, rolled)
    standings = tuple(_standings(store, found.values(), step))
    return Compared(compare(rolled, standings), {code: info.id for code, info in found.items()})


def _chosen(store: Store, rolled: RollUp) -> dict[str, ReportInfo]:
    """Return the one report of each unit that the roll-up took.

    None is left of a unit whose report was taken out of the list meanwhile.
    """
    codes = {unit.code for unit in rolled.delivered}
    below = reports_below(store, rolled.unit, rolled.period, ())
    return {ref.unit.code: store.info(key) for key, ref in below if ref.unit.code in codes}


def _standings(
    store: Store, chosen: Iterable[ReportInfo], step: Callable[[], None]
) -> Iterator[Standing]:
    every = store.reports()
    for info in chosen:
        step()
        yield standing(store.load(info.id), earlier_reports(store, info, every))
