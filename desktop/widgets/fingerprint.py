"""A key's fingerprint, large enough to be read aloud over the telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.appearance import looks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Fingerprint(QLabel):
    """The groups of digits; they can be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        looks.set_look(self, "display")

    def tell(self, fingerprint: str) -> None:
        """Show the fingerprint."""
        self.setText(fingerprint)
        self.setAccessibleName(f"Dấu khóa: {fingerprint}")
