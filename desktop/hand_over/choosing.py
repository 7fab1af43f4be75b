"""Which reports are handed over: a list with boxes to tick, and how each of them stands."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from db.reports import State as ReportState
from desktop import overview
from desktop.appearance import icons
from desktop.appearance.tokens import STATE_ICONS, Space
from desktop.hand_over.standing import Verdict, verdict_words
from desktop.overview import Summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent

    from db.reports import ReportInfo

#: Three reports are always in sight.
_LEAST: Final = 132
_CHECKED: Final = Qt.CheckState.Checked
_UNCHECKED: Final = Qt.CheckState.Unchecked
_HEADINGS: Final = ("Báo cáo", "Đơn vị", "Trạng thái", "Đã nhập", "Còn lại")
_STATES: Final = {ReportState.DRAFT: "Bản nháp", ReportState.ISSUED: "Đã phát hành"}


class _Column(IntEnum):
    REPORT = 0
    UNIT = 1
    STATE = 2
    FILLED = 3
    LEFT = 4


class _Airy(QStyledItemDelegate):
    """Leaves some air around what stands in a cell."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return super().sizeHint(option, index) + QSize(Space.L, Space.M)


class ReportPicker(QTreeWidget):
    """The reports; a click anywhere in a row, or Space, ticks it or takes the tick away.

    Signals:
        changed: Other reports are ticked, or more is known of one.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._verdicts: dict[str, Verdict] = {}
        self.setAccessibleName("Các báo cáo để giao")
        self.setHeaderLabels(_HEADINGS)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemDelegate(_Airy(self))
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_Column.UNIT, QHeaderView.ResizeMode.Stretch)
        self.itemClicked.connect(lambda item, _: self._turn(item))

    def fill(self, reports: Iterable[ReportInfo], chosen: str) -> None:
        """Show these reports; the chosen one is ticked, or the first."""
        self._rows = {info.id: _row(info) for info in reports}
        self._verdicts = dict.fromkeys(self._rows)
        self.addTopLevelItems([*self._rows.values()])
        ticked = self._rows.get(chosen) or next(iter(self._rows.values()))
        ticked.setCheckState(_Column.REPORT, _CHECKED)
        self.setCurrentItem(ticked)
        self._tell()

    def judge(self, report_id: str, verdict: Verdict) -> None:
        """Say how a report stands."""
        self._verdicts[report_id] = verdict
        _show(self._rows[report_id], verdict)
        self._tell()

    def chosen(self) -> list[str]:
        """The ids of the reports ticked, in the order shown."""
        return [report_id for report_id, row in self._rows.items() if _is_ticked(row)]

    def verdicts(self) -> list[Verdict]:
        """What was found of the reports ticked."""
        return [self._verdicts[report_id] for report_id in self.chosen()]

    @property
    def has_all(self) -> bool:
        """Whether every report is ticked."""
        return len(self.chosen()) == len(self._rows)

    def turn_all(self) -> None:
        """Tick every report; if all are ticked already, none."""
        state = _UNCHECKED if self.has_all else _CHECKED
        for row in self._rows.values():
            row.setCheckState(_Column.REPORT, state)
        self._tell()

    def _turn(self, row: QTreeWidgetItem) -> None:
        row.setCheckState(_Column.REPORT, _UNCHECKED if _is_ticked(row) else _CHECKED)
        self._tell()

    def _tell(self) -> None:
        for row in self._rows.values():
            _name(row)
        self.changed.emit()

    def sizeHint(self) -> QSize:
        """Qt's override: a few rows will do; it takes what room there is."""
        return QSize(super().sizeHint().width(), _LEAST)

    def minimumSizeHint(self) -> QSize:
        """Qt's override: the same."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Space ticks the row, wherever in it the cursor is."""
        if event.key() == Qt.Key.Key_Space:
            for row in self.selectedItems():
                self._turn(row)
        else:
            super().keyPressEvent(event)


def _row(info: ReportInfo) -> QTreeWidgetItem:
    words = (overview.start_words(info.period), info.unit.name, _STATES[info.state], "", "")
    row = QTreeWidgetItem(words)
    # Not checkable by itself: the whole row is one box to tick.
    row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    row.setCheckState(_Column.REPORT, _UNCHECKED)
    row.setToolTip(_Column.UNIT, info.unit.name)
    _show(row, None)
    return row


def _is_ticked(row: QTreeWidgetItem) -> bool:
    return row.checkState(_Column.REPORT) is _CHECKED


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


def _name(row: QTreeWidgetItem) -> None:
    """Let a screen reader say the whole row, and whether it is ticked."""
    ticked = "đã chọn" if _is_ticked(row) else "chưa chọn"
    spoken = ", ".join(filter(None, (ticked, *(row.text(column) for column in _Column))))
    row.setData(_Column.REPORT, Qt.ItemDataRole.AccessibleTextRole, spoken)
