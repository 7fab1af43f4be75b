"""Says whether what was typed is safe: "Đã lưu 10:31"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space
from desktop.widgets.glyph import Glyph

if TYPE_CHECKING:
    from datetime import datetime, time


class SaveState(QWidget):
    """An icon and two words, always in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = Glyph()
        self._words = looks.label()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS + 2)
        layout.addWidget(self._glyph)
        layout.addWidget(self._words)
        self._say("check", "muted", "Chưa có thay đổi", "")

    def text(self) -> str:
        """The words shown."""
        return self._words.text()

    def set_saved(self, at: time | datetime) -> None:
        """Everything is safe since that time of day."""
        self._say("circle-check", "ok", f"Đã lưu {at.hour}:{at.minute:02}", "")

    def set_saving(self) -> None:
        """A change is being written."""
        self._say("save", "muted", "Đang lưu…", "")

    def set_failed(self, reason: str) -> None:
        """The last change is not written; the reason is in the tool tip."""
        self._say("circle-x", "error", "Chưa lưu được", reason)

    def _say(self, icon: str, role: str, words: str, reason: str) -> None:
        self._glyph.show_icon(icon, role)
        self._words.setText(words)
        looks.set_look(self._words, "error" if role == "error" else "muted")
        self.setToolTip(reason)
        self.setAccessibleName(f"{words}. {reason}" if reason else words)
