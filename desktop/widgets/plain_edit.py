"""The line edit under every field: it leaves the keys to the officer's keyboard program.

UniKey and its like send Backspace and retype the letter; whatever filters, completes or
rewrites in between breaks the word. So there is no completer, mask or validator here, and
nobody may call setText while the field has the focus unless the officer commands it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QWheelEvent

#: The focus comes back after these: a menu or a list of the field's own.
PASSING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
# Looking up an enum costs more than the call it is for.
_HINTS = Qt.InputMethodHint.ImhNoPredictiveText


class PlainEdit(QLineEdit):
    """A line edit that reports when it is left.

    Signals:
        left: The focus went elsewhere; True if within the window, False if the whole
            window lost it (the officer will come back to the middle of the word).
    """

    left = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Grammar hints of touch keyboards would rewrite words.
        self.setInputMethodHints(_HINTS)

    def leave(self, is_for_good: bool) -> None:
        """The field is left; for good, or only together with the whole window."""
        self.left.emit(is_for_good)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's override: say that the field was left, but not for its own menu."""
        super().focusOutEvent(event)
        if event.reason() not in PASSING:
            self.leave(event.reason() != Qt.FocusReason.ActiveWindowFocusReason)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's override: the wheel scrolls the page and changes nothing."""
        event.ignore()
