"""A scrolling frame that asks for the room of what is in it, and does with little."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LEAST = QSize(240, 120)


class Roomy(QScrollArea):
    """Shows a widget whole where there is room; on a small screen it scrolls."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # no stop of its own for Tab
        self._inside = inside
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Qt's override: all the room that is needed."""
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Qt's override: a little will do."""
        return _LEAST
