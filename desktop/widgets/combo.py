"""A combo box that the wheel can't change, focused or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent


class Combo(QComboBox):
    """A list to choose from; scrolling the page over it changes nothing."""

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's override: leave the wheel to the page."""
        event.ignore()
