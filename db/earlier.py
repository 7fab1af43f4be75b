"""The earlier reports that rules hold a report against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.facts import worth_comparing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.reports import ReportInfo
    from db.store import Store
    from forms.report import Report


def earlier_reports(
    store: Store, this: Report | ReportInfo, infos: Iterable[ReportInfo]
) -> list[Report]:
    """Return the unit's earlier reports of that form worth comparing with, the latest first.

    Args:
        store: Where they are.
        this: The report, or what the list says of it.
        infos: The reports of the store.
    """
    same = (this.form, this.unit.code)
    ids = {info.period: info.id for info in infos if (info.form, info.unit.code) == same}
    return [store.load(ids[period]) for period in worth_comparing(this.period, ids)]
