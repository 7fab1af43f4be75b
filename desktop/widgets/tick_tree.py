"""A list whose rows are ticked: by a click anywhere in the row, or by Space."""

from __future__ import annotations

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

from desktop.appearance.tokens import Space

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QKeyEvent

#: Three rows are always in sight.
_LEAST: Final = 132
_CHECKED: Final = Qt.CheckState.Checked
_UNCHECKED: Final = Qt.CheckState.Unchecked


class _Airy(QStyledItemDelegate):
    """Leaves some air around what stands in a cell."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return super().sizeHint(option, index) + QSize(Space.L, Space.M)


class TickTree(QTreeWidget):
    """Rows to tick; the box stands in the first column.

    Args:
        name: What a screen reader calls the list.
        headings: Of the columns.
        wide: The column that takes what room the others leave.

    Signals:
        turned: Somebody has ticked rows or taken ticks away.
    """

    turned = Signal()

    def __init__(
        self, name: str, headings: Sequence[str], wide: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._all: list[QTreeWidgetItem] = []
        self.setAccessibleName(name)
        self.setHeaderLabels(headings)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemDelegate(_Airy(self))
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.itemClicked.connect(lambda row, _: self.turn([row]))

    def add(self, words: Sequence[str]) -> QTreeWidgetItem:
        """Add a row, not ticked."""
        row = QTreeWidgetItem(words)
        # Not checkable by itself: the whole row is one box to tick.
        row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        row.setCheckState(0, _UNCHECKED)
        self.addTopLevelItem(row)
        self._all.append(row)
        return row

    def ticked(self) -> list[QTreeWidgetItem]:
        """The rows ticked, in the order shown."""
        return [row for row in self._all if is_ticked(row)]

    @property
    def has_all(self) -> bool:
        """Whether every row is ticked."""
        return len(self.ticked()) == len(self._all)

    def turn_all(self) -> None:
        """Tick every row; if all are ticked already, none."""
        yes = not self.has_all
        for row in self._all:
            tick(row, yes)
        self.turned.emit()

    def turn(self, rows: Iterable[QTreeWidgetItem]) -> None:
        """Tick rows that are not, and take the tick away from those that are."""
        for row in rows:
            tick(row, not is_ticked(row))
        self.turned.emit()

    def say_rows(self) -> None:
        """Let a screen reader say each row whole, and whether it is ticked."""
        for row in self._all:
            ticked = "đã chọn" if is_ticked(row) else "chưa chọn"
            words = (row.text(column) for column in range(self.columnCount()))
            spoken = ", ".join(filter(None, (ticked, *words)))
            row.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)

    def sizeHint(self) -> QSize:
        """Qt's override: a few rows will do; it takes what room there is."""
        return QSize(super().sizeHint().width(), _LEAST)

    def minimumSizeHint(self) -> QSize:
        """Qt's override: the same."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Space ticks the row, wherever in it the cursor is."""
        if event.key() == Qt.Key.Key_Space:
            self.turn(self.selectedItems())
        else:
            super().keyPressEvent(event)


def is_ticked(row: QTreeWidgetItem) -> bool:
    """Return whether a row is ticked."""
    return row.checkState(0) is _CHECKED


def tick(row: QTreeWidgetItem, yes: bool = True) -> None:
    """Tick a row, or take its tick away; nobody is told."""
    row.setCheckState(0, _CHECKED if yes else _UNCHECKED)
