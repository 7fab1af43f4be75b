"""Ctrl+K: jump to anything by its name, typed without diacritics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.appearance import icons, looks, scheme
from desktop.appearance.tokens import ICON, Points, Radius, Space
from desktop.widgets.glyph import Glyph
from desktop.widgets.plain_edit import PlainEdit
from forms.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole
_MOST = 60
_ROW = 42
_ROWS = 9
_WIDTH = 640


@dataclass(frozen=True, slots=True)
class Item:
    """Something to jump to: what it is called, where it is, its icon."""

    id: str
    title: str
    subtitle: str = ""
    icon: str = "arrow-right"


class Finder:
    """Finds items by all words typed, in any order, without diacritics."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._all = [(fold(item.title), fold(f"{item.title} {item.subtitle}"), item)
                     for item in items]  # fmt: skip

    def find(self, typed: str) -> list[Item]:
        """The items that hold every word; those whose title begins with the words come first."""
        wanted = fold(typed)
        words = wanted.split()
        found = [entry for entry in self._all if all(word in entry[1] for word in words)]
        found.sort(key=lambda entry: (not entry[0].startswith(wanted), wanted not in entry[0]))
        return [item for _, _, item in found]


class _Model(QAbstractListModel):
    """The items found."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: list[Item] = []

    def fill(self, items: list[Item]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{item.title}, {item.subtitle}" if item.subtitle else item.title
        return item if role == _ENTRY else None


class _Painter(QStyledItemDelegate):
    """Draws an item: icon, title, and below it where it is."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item, colours = index.data(_ENTRY), scheme.palette()
        box = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), Radius.M, Radius.M)
        icon = QRect(box.left() + Space.S, box.center().y() - ICON // 2, ICON, ICON)
        icons.paint(painter, icon, item.icon, "accent")
        words = box.adjusted(Space.S + ICON + Space.M, 4, -Space.S, -4)
        self._words(painter, words, item)
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, item: Item) -> None:
        half = box.height() // 2
        upper = QRect(box.left(), box.top(), box.width(), half if item.subtitle else box.height())
        self._line(painter, upper, item.title, "text")
        if item.subtitle:
            font = QFont(painter.font())
            font.setPointSize(Points.SMALL)
            painter.setFont(font)
            lower = QRect(box.left(), box.top() + half, box.width(), half)
            self._line(painter, lower, item.subtitle, "muted")

    def _line(self, painter: QPainter, box: QRect, words: str, role: str) -> None:
        painter.setPen(QColor(scheme.palette().colour(role)))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


class _Search(PlainEdit):
    """The line edit; arrow keys and Enter work on the list.

    Signals:
        stepped: Move so many rows.
        closed: Escape was pressed.
    """

    stepped = Signal(int)
    closed = Signal()

    _STEPS = {  # noqa: RUF012  (never written to)
        Qt.Key.Key_Up: -1,
        Qt.Key.Key_Down: 1,
        Qt.Key.Key_PageUp: -8,
        Qt.Key.Key_PageDown: 8,
    }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in self._STEPS:
            self.stepped.emit(self._STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class CommandPalette(QFrame):
    """A panel over its window, hidden until `open`; it closes by itself when left.

    Signals:
        picked: The id of the item chosen.
    """

    picked = Signal(str)

    def __init__(
        self, host: QWidget, placeholder: str = "Tìm chỉ tiêu, mục, việc cần làm (không cần dấu)"
    ) -> None:
        super().__init__(host)
        self._host = host
        self._finder = Finder(())
        self._back: QWidget | None = None
        self._width = _WIDTH
        self.setProperty("look", "popup")
        self.setAccessibleName("Tìm nhanh")
        self._edit = _Search()
        self._edit.setProperty("look", "bare")
        self._edit.setPlaceholderText(placeholder)
        self._edit.setAccessibleName("Tìm nhanh")
        self._list = QListView()
        self._list.setProperty("look", "results")
        self._list.setAccessibleName("Kết quả tìm")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._model = _Model(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Painter(self))
        self._nothing = looks.label("Không có chỉ tiêu nào khớp", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        self.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(Space.S, 0, 0, 0)
        head.addWidget(Glyph("search", "muted"))
        head.addWidget(self._edit, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.S, Space.XS, Space.S, Space.S)
        layout.setSpacing(Space.XS)
        layout.addLayout(head)
        layout.addWidget(looks.rule())
        layout.addWidget(self._list, 1)
        layout.addWidget(self._nothing, 1)
        self._edit.textChanged.connect(self._search)
        self._edit.returnPressed.connect(self._pick)
        self._edit.stepped.connect(self._step)
        self._edit.closed.connect(self.close_palette)
        self._edit.left.connect(self.hide)
        self._list.clicked.connect(self._pick)

    def set_items(self, items: Sequence[Item]) -> None:
        """Everything that can be jumped to."""
        self._finder = Finder(items)
        self._search(self._edit.text())

    def open(self) -> None:
        """Show the panel at the top of its window, empty, with the cursor in it."""
        self._back = self._host.window().focusWidget()
        width = self._width = min(_WIDTH, self._host.width() - 2 * Space.XL)
        self.setGeometry((self._host.width() - width) // 2, Space.XXL * 2, width, _ROW)
        self._edit.clear()
        self._search("")
        self.show()
        self.raise_()
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_palette(self) -> None:
        """Hide the panel and give the focus back to where it was."""
        self.hide()
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def results(self) -> list[str]:
        """The ids shown, best first."""
        return [item.id for item in self._model.items]

    def _search(self, typed: str) -> None:
        self._model.fill(self._finder.find(typed)[:_MOST])
        self._list.setCurrentIndex(self._model.index(0))
        self._list.setVisible(bool(self._model.items))
        self._nothing.setVisible(not self._model.items)
        rows = min(max(len(self._model.items), 1), _ROWS, self._host.height() // _ROW - 4)
        self._list.setFixedHeight(max(rows, 1) * _ROW + Space.XS)
        self.adjustSize()
        self.resize(self._width, self.sizeHint().height())

    def _step(self, rows: int) -> None:
        last = len(self._model.items) - 1
        row = min(max(self._list.currentIndex().row() + rows, 0), max(last, 0))
        self._list.setCurrentIndex(self._model.index(row))

    def _pick(self) -> None:
        row = self._list.currentIndex().row()
        if 0 <= row < len(self._model.items):
            chosen = self._model.items[row].id
            self.close_palette()
            self.picked.emit(chosen)

    def event(self, event: QEvent) -> bool:
        """Qt's override: keys not used here must not reach the page below."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        return super().event(event)
