"""An icon as a widget of its own, always in the colours of the present scheme."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.appearance import icons
from desktop.appearance.tokens import ICON, STATE_ICONS, STATE_NAMES, State


class Glyph(QWidget):
    """Paints one named icon in a role's colour."""

    def __init__(
        self, name: str = "", role: str = "text", side: int = ICON, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._role = role
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, role: str = "text") -> None:
        """Paint another icon; "" paints none."""
        self._name, self._role = name, role
        self.update()

    def show_state(self, state: State) -> None:
        """Paint a state's icon in its colour, and bear its name."""
        self.setAccessibleName(STATE_NAMES[state])
        self.show_icon(STATE_ICONS[state], state)

    def sizeHint(self) -> QSize:
        """Qt's override: a square."""
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override: draw the icon."""
        if self._name:
            painter = QPainter(self)
            icons.paint(painter, self.rect(), self._name, self._role)
            painter.end()
