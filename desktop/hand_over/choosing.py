"""Which reports are handed over: a list with boxes to tick, and how each of them stands."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from desktop import overview
from desktop.appearance import icons
from desktop.appearance.tokens import STATE_ICONS
from desktop.hand_over.standing import Verdict, verdict_words
from desktop.hand_over.words import STATES
from desktop.overview import Summary
from desktop.widgets.tick_tree import TickTree, is_ticked, tick

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QTreeWidgetItem, QWidget

    from db.reports import ReportInfo

_HEADINGS: Final = ("Báo cáo", "Đơn vị", "Trạng thái", "Đã nhập", "Còn lại")


class _Column(IntEnum):
    REPORT = 0
    UNIT = 1
    STATE = 2
    FILLED = 3
    LEFT = 4


class ReportPicker(TickTree):
    """The reports.

    Signals:
        changed: Other reports are ticked, or more is known of one.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Các báo cáo để giao", _HEADINGS, _Column.UNIT, parent)
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._verdicts: dict[str, Verdict] = {}
        self.turned.connect(self._tell)

    def fill(self, reports: Iterable[ReportInfo], chosen: str) -> None:
        """Show these reports; the chosen one is ticked, or the first."""
        self._rows = {info.id: self._row(info) for info in reports}
        self._verdicts = dict.fromkeys(self._rows)
        ticked = self._rows.get(chosen) or next(iter(self._rows.values()))
        tick(ticked)
        self.setCurrentItem(ticked)
        self._tell()

    def judge(self, report_id: str, verdict: Verdict) -> None:
        """Say how a report stands."""
        self._verdicts[report_id] = verdict
        _show(self._rows[report_id], verdict)
        self._tell()

    def chosen(self) -> list[str]:
        """The ids of the reports ticked, in the order shown."""
        return [report_id for report_id, row in self._rows.items() if is_ticked(row)]

    def verdicts(self) -> list[Verdict]:
        """What was found of the reports ticked."""
        return [self._verdicts[report_id] for report_id in self.chosen()]

    def _row(self, info: ReportInfo) -> QTreeWidgetItem:
        state = STATES[info.state].capitalize()
        words = (overview.start_words(info.period), info.unit.name, state, "", "")
        row = self.add(words)
        row.setToolTip(_Column.UNIT, info.unit.name)
        _show(row, None)
        return row

    def _tell(self) -> None:
        self.say_rows()
        self.changed.emit()


def _show(row: QTreeWidgetItem, verdict: Verdict) -> None:
    state, words = verdict_words(verdict)
    filled = f"{verdict.percent} %" if isinstance(verdict, Summary) else ""
    row.setText(_Column.FILLED, filled)
    row.setText(_Column.LEFT, words)
    row.setIcon(_Column.LEFT, icons.icon(STATE_ICONS[state], state))
    if isinstance(verdict, Summary):
        row.setToolTip(_Column.REPORT, verdict.title)
    elif verdict is not None:
        row.setToolTip(_Column.LEFT, verdict.message)
