"""Completeness and findings of the listed reports, worked out one report at a time while idle.

A form's YAML is read here for the first time, so nothing of it delays the window.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.overview import Summary
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.reports import ReportInfo
    from db.store import Store
#: What a summary was worked out from: a report, its revision, and those of whatever rules hold it
#: against.
_Place = tuple[str, int, frozenset[tuple[str, int]]]


class Summaries(QObject):
    """Works through the reports of a store between the person's keys.

    Signals:
        ready: The id of a report and its `Summary`, or the `Problem` that keeps it from opening.
    """

    ready = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store: Store | None = None
        self._waiting: deque[ReportInfo] = deque()
        self._reports: tuple[ReportInfo, ...] = ()
        self._known: dict[_Place, Summary | Problem] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    def fill(self, store: Store, reports: Iterable[ReportInfo]) -> None:
        """Work out these reports, in this order; what has not changed is told at once."""
        if store is not self._store:
            self._known.clear()
        self._store = store
        self._reports = store.reports()
        self._waiting = deque(reports)
        self._timer.start()

    def stop(self) -> None:
        """Give up what is still waiting; the store may be closed then."""
        self._timer.stop()
        self._waiting.clear()
        self._store = None

    @property
    def is_busy(self) -> bool:
        """Whether reports are waiting."""
        return self._timer.isActive()

    def _step(self) -> None:
        if not self._waiting or self._store is None:
            self._timer.stop()
            return
        info = self._waiting.popleft()
        place = self._place(info)
        if place not in self._known:
            self._known[place] = _look(self._store, info.id)
        self.ready.emit(info.id, self._known[place])

    def _place(self, info: ReportInfo) -> _Place:
        beside = (each for each in self._reports if _is_held_against(info, each))
        return info.id, info.revision, frozenset((each.id, each.revision) for each in beside)


def _is_held_against(info: ReportInfo, other: ReportInfo) -> bool:
    """Whether rules may hold a report against another: its unit's earlier one, or its units'."""
    is_earlier = (other.form, other.unit.code) == (info.form, info.unit.code)
    return other.period == info.period or (is_earlier and other.period < info.period)


def summarise(store: Store, report_id: str) -> Summary:
    """Look at a report as its own page would.

    Raises:
        Problem: It is gone, or the program doesn't know its form.
    """
    from desktop.session import ReportSession
    from forms.definition import Severity

    session = ReportSession(store, report_id)
    filled, wanted = session.completeness()
    warnings = sum(f.severity is Severity.WARNING and not f.excepted for f in session.findings)
    explained = sum(finding.excepted for finding in session.findings)
    errors = len(session.open_errors)
    return Summary(filled, wanted, errors, warnings, session.form.title, explained)


def _look(store: Store, report_id: str) -> Summary | Problem:
    try:
        return summarise(store, report_id)
    except Problem as problem:
        return problem
