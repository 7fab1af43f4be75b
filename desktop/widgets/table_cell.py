"""One cell of a table: a value's line edit that passes on the keys that work on rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import State
from desktop.widgets.value_edit import ValueEdit

if TYPE_CHECKING:
    from forms.definition import Column

_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


class Cell(ValueEdit):
    """One cell; it passes the keys that work on rows to its table.

    Signals:
        row_key: "add", "delete", "up", "down", "above", "below" was asked for.
        grid_pasted: Several cells are in the clipboard and Ctrl+V was pressed.
        entered: The cell has the focus now.
    """

    row_key = Signal(str)
    entered = Signal()
    grid_pasted = Signal(str)

    def __init__(self, column: Column, parent: QWidget) -> None:
        super().__init__(column.kind, parent)
        self.column = column

    def on_told(self) -> None:
        """Mark a text that can't be read."""
        words = self.reading().problem or self.reading().note
        looks.set_state(self, State.ERROR if self.is_refused() else State.NONE)
        self.setToolTip(words)
        self.setAccessibleDescription(words)

    def on_offer_wanted(self, is_alt_down: bool) -> None:
        """Open the list of words offered for the column."""
        if is_alt_down and self.column.choices:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for words in self.column.choices:
                menu.addAction(words).triggered.connect(
                    lambda _checked=False, words=words: self.put(words)
                )
            menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's override: the table wants to know where the officer is."""
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: keys for rows, and pasting of several cells."""
        asked = _row_key(event)
        clipboard = QGuiApplication.clipboard().text() if _is_paste(event) else ""
        if asked and not (asked == "down" and self.column.choices):
            self.row_key.emit(asked)
        elif "\t" in clipboard or "\n" in clipboard.rstrip("\r\n"):
            self.grid_pasted.emit(clipboard)
        else:
            super().keyPressEvent(event)


def _is_paste(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Paste)


_ROW_KEYS = {
    (Qt.Key.Key_Return, _CONTROL): "add",
    (Qt.Key.Key_Enter, _CONTROL): "add",
    (Qt.Key.Key_Delete, _CONTROL): "delete",
    (Qt.Key.Key_Up, _ALT): "up",
    (Qt.Key.Key_Down, _ALT): "down",
    (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier): "above",
    (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier): "below",
}


def _row_key(event: QKeyEvent) -> str:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _ROW_KEYS.get((Qt.Key(event.key()), modifiers), "")
