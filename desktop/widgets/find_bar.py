"""Finds words in a text, with or without diacritics."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QTextEdit, QWidget

from desktop.appearance import looks, scheme
from desktop.appearance.tokens import Space
from desktop.widgets.plain_edit import PlainEdit
from forms.folding import fold


def find_all(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where ``wanted`` occurs, without regard to case and diacritics, as (start, end)."""
    letters, places = _folded(text)
    needle = "".join(_folded(wanted)[0]).strip()
    found: list[tuple[int, int]] = []
    at = letters.find(needle) if needle else -1
    while at >= 0:
        end = at + len(needle)
        found.append((places[at], places[end - 1] + 1))
        at = letters.find(needle, end)
    return found


def _folded(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, and where each letter stood."""
    pairs = [
        (letter, place)
        for place, original in enumerate(text)
        for letter in (" " if original.isspace() else fold(original))
    ]
    return "".join(letter for letter, _ in pairs), [place for _, place in pairs]


class FindBar(QFrame):
    """A bar below an editor: what to find, how often, next and previous.

    Signals:
        closed: The officer is done; the focus belongs to the editor again.
    """

    closed = Signal()

    def __init__(self, editor: QPlainTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._found: list[tuple[int, int]] = []
        self._edit = PlainEdit()
        self._edit.setPlaceholderText("Tìm trong nội dung (không cần dấu)")
        self._edit.setAccessibleName("Tìm trong nội dung")
        self._count = looks.label("", "small")
        self._edit.textChanged.connect(self._search)
        self._edit.returnPressed.connect(self.next)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(self._edit, 1)
        layout.addWidget(self._count)
        for icon, name, slot in (
            ("chevron-up", "Chỗ trước (Shift+F3)", self.previous),
            ("chevron-down", "Chỗ sau (F3)", self.next),
            ("x", "Đóng (Esc)", self.close_bar),
        ):
            button = looks.tool_button(icon, name)
            button.clicked.connect(slot)
            layout.addWidget(button)
        self.hide()

    def open_bar(self) -> None:
        """Show the bar and put the cursor into it."""
        self.show()
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search()

    def close_bar(self) -> None:
        """Hide the bar and its marks."""
        self.hide()
        self._editor.setExtraSelections([])
        self.closed.emit()

    def count(self) -> int:
        """How often the words occur."""
        return len(self._found)

    def next(self) -> None:
        """Go to the next place after the cursor, from the end to the beginning."""
        at = self._editor.textCursor().selectionEnd()
        self._go(next((f for f in self._found if f[0] >= at), self._found[:1]))

    def previous(self) -> None:
        """Go to the place before the cursor, from the beginning to the end."""
        at = self._editor.textCursor().selectionStart()
        self._go(next((f for f in reversed(self._found) if f[1] <= at), self._found[-1:]))

    def _go(self, place: tuple[int, int] | list[tuple[int, int]]) -> None:
        span = place[0] if isinstance(place, list) and place else place
        if isinstance(span, tuple):
            self._editor.setTextCursor(self._cursor(span))

    def _search(self) -> None:
        self._found = find_all(self._editor.toPlainText(), self._edit.text())
        self._count.setText(f"{len(self._found)} chỗ" if self._edit.text().strip() else "")
        self._editor.setExtraSelections([self._mark(span) for span in self._found])

    def _cursor(self, span: tuple[int, int]) -> QTextCursor:
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark(self, span: tuple[int, int]) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = self._cursor(span)
        mark.format.setBackground(QColor(scheme.palette().warning_soft))
        return mark

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Escape closes, F3 goes on."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() == Qt.Key.Key_F3:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.previous() if back else self.next()
        else:
            super().keyPressEvent(event)
