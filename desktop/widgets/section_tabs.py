"""The list of a report's sections at the left: number, short name and badge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.appearance import scheme
from desktop.appearance.tokens import Radius, Space, State
from desktop.widgets.badge import badge_size, badge_words, paint_badge

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex
_ROW = 36
_WIDTH = 208
_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Tab:
    """One section: its id, its number as printed ("II.2", or ""), a short name, its badge."""

    id: str
    number: str
    name: str
    state: State = State.NONE
    count: int = 0

    def words(self) -> str:
        """What a screen reader says."""
        parts = (f"{self.number} {self.name}".strip(), badge_words(self.state, self.count))
        return ", ".join(part for part in parts if part)


class _Model(QAbstractListModel):
    """The tabs as a list that screen readers understand."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tabs: list[Tab] = []

    def fill(self, tabs: Sequence[Tab]) -> None:
        self.beginResetModel()
        self.tabs = list(tabs)
        self.endResetModel()

    def change(self, row: int, tab: Tab) -> None:
        if self.tabs[row] != tab:
            self.tabs[row] = tab
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self.tabs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        tab = self.tabs[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{tab.number} {tab.name}".strip()
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return tab.words()
            case _:
                return tab if role == _ENTRY else None


class _Painter(QStyledItemDelegate):
    """Draws a tab: number, name (cut off if need be), badge."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(_WIDTH - 4 * Space.S, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tab = index.data(_ENTRY)
        box = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, box)
        end = self._badge(painter, box, tab)
        self._words(painter, box.adjusted(Space.M, 0, end - box.right(), 0), tab, option)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        state = option.state
        colours = scheme.palette()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if chosen else colours.line))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), Radius.M, Radius.M)
        if chosen:
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(box.left(), box.top() + 9, 3, box.height() - 18, 1, 1)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(colours.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 2, -1, -2), Radius.M, Radius.M)

    def _badge(self, painter: QPainter, box: QRect, tab: Tab) -> int:
        """Draw the badge; return where the words must end."""
        if not tab.state:
            return box.right() - Space.S
        size = badge_size(tab.count)
        at = QPoint(box.right() - size.width() - 2, box.center().y() - size.height() // 2 + 1)
        paint_badge(painter, at, tab.state, tab.count)
        return at.x() - Space.XS

    def _words(self, painter: QPainter, box: QRect, tab: Tab, option: QStyleOptionViewItem) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        colours = scheme.palette()
        font = QFont(painter.font())
        if tab.number:
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(colours.accent if chosen else colours.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, tab.number)
            box.adjust(painter.fontMetrics().horizontalAdvance("III.2  "), 0, 0, 0)
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        words = painter.fontMetrics().elidedText(tab.name, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)


class SectionTabs(QListView):
    """The tabs of a report, at the left; Up and Down, Ctrl+PageUp and Ctrl+PageDown.

    Signals:
        chosen: The id of the section that is now shown.
    """

    chosen = Signal(str)

    def __init__(self, accessible_name: str = "Các mục", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "tabs")
        self.setAccessibleName(accessible_name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setMinimumWidth(_WIDTH)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        for key, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda step=step: self.go(step))

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show these sections and choose the first, which emits `chosen`."""
        self._model.fill(tabs)
        if tabs:
            self.choose(tabs[0].id)

    def set_badge(self, section: str, state: State | str, count: int = 0) -> None:
        """Change a section's badge; an unknown id is nothing to show."""
        row = self._row(section)
        if row is not None:
            old = self._model.tabs[row]
            self._model.change(row, Tab(old.id, old.number, old.name, State(state), count))

    def choose(self, section: str) -> None:
        """Make a section the chosen one; `chosen` is emitted if it was another."""
        row = self._row(section)
        if row is not None:
            self.setCurrentIndex(self._model.index(row))

    def go(self, step: int) -> None:
        """Go so many sections down (or up, if negative), staying within the list."""
        row = min(max(self.currentIndex().row() + step, 0), len(self._model.tabs) - 1)
        self.setCurrentIndex(self._model.index(row))

    def current(self) -> str:
        """The id of the chosen section, or "" if there is none."""
        row = self.currentIndex().row()
        return self._model.tabs[row].id if row >= 0 else ""

    def tab(self, section: str) -> Tab | None:
        """What is shown of a section."""
        row = self._row(section)
        return None if row is None else self._model.tabs[row]

    def _row(self, section: str) -> int | None:
        return next((i for i, tab in enumerate(self._model.tabs) if tab.id == section), None)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Qt's override: another section was chosen."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self._model.tabs[current.row()].id)
