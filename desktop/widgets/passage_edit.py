"""The plain-text editor under `TextEditor`: list lines go on at Enter, it grows with its text."""

from __future__ import annotations

import re
import unicodedata
from math import ceil

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.widgets.plain_edit import PASSING

_BULLET = re.compile(r"(?P<mark>[-+*]|(?P<number>\d{1,2})\.)\s+")
_FOREIGN_BULLET = re.compile(r"^[ \t]*[•▪◦·][ \t]*", re.MULTILINE)
_LEAST_LINES = 3
_MOST_LINES = 14
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: Padding and border of the stylesheet, above and below.
_PADDING = 12


class PassageEdit(QPlainTextEdit):
    """Plain text over several lines.

    Signals:
        left: The focus went elsewhere (True within the window, False with the window).
        find_wanted: Ctrl+F was pressed.
    """

    left = Signal(bool)
    find_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setInputMethodHints(Qt.InputMethodHint.ImhMultiLine)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def toggle_mark(self, mark: str) -> None:
        """Begin the present line with "-", "+" or "1.", or take the mark away again."""
        cursor = self.textCursor()
        line = cursor.block().text()
        old = _BULLET.match(line)
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        if old:
            for _ in old[0]:
                cursor.deleteChar()
        if not old or old["mark"] != mark:
            cursor.insertText(f"{mark} ")
        cursor.endEditBlock()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Enter goes on with a list; Ctrl+F asks for the find bar."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_F and control:
            self.find_wanted.emit()
        elif event.key() in _ENTER and control:
            event.ignore()  # whatever the text stands in may be done with it
        elif not (
            event.key() == Qt.Key.Key_Return and plain and not self.isReadOnly() and self._go_on()
        ):
            super().keyPressEvent(event)

    def _go_on(self) -> bool:
        """Go on with the list the cursor stands in; False if it stands in none."""
        cursor = self.textCursor()
        line = cursor.block().text()
        bullet = _BULLET.match(line)
        if bullet is None or cursor.hasSelection() or cursor.positionInBlock() < bullet.end():
            return False
        if bullet.end() == len(line):
            cursor.select(QTextCursor.SelectionType.LineUnderCursor)
            cursor.removeSelectedText()
        else:
            number = bullet["number"]
            mark = f"{int(number) + 1}." if number else bullet["mark"]
            cursor.insertText(f"\n{mark} ")
        self.ensureCursorVisible()
        return True

    def _fit(self) -> None:
        """As high as the text, within limits; lines are broken where somebody asks for them."""
        layout, block = self.document().documentLayout(), self.document().begin()
        needed = 0.0
        while block.isValid():
            needed += layout.blockBoundingRect(block).height()
            block = block.next()
        line = self.fontMetrics().lineSpacing()
        text = min(max(ceil(needed), _LEAST_LINES * line), _MOST_LINES * line)
        height = text + 2 * round(self.document().documentMargin()) + _PADDING
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: as high as the text needs at this width."""
        is_wider = event.size().width() != event.oldSize().width()
        super().resizeEvent(event)
        if is_wider:
            self._fit()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Qt's override: copy plain text only."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Qt's override: only text can be pasted."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Qt's override: paste as plain text in NFC, Word's bullets as "- "."""
        self.insertPlainText(tidy_paste(source.text()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's override: say that the editor was left, but not for its own menu."""
        super().focusOutEvent(event)
        if event.reason() not in PASSING:
            self.left.emit(event.reason() != Qt.FocusReason.ActiveWindowFocusReason)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's override: scroll only while focused and there is more text than room."""
        bar = self.verticalScrollBar()
        if self.hasFocus() and bar.maximum() > bar.minimum():
            super().wheelEvent(event)
        else:
            event.ignore()


def tidy_paste(text: str) -> str:
    """Pasted text in NFC, with plain line ends and Word's bullets written as "- "."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _FOREIGN_BULLET.sub("- ", plain)
