"""A line in the colours of a state: its icon and a sentence, above or below what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space
from desktop.widgets.glyph import Glyph

if TYPE_CHECKING:
    from desktop.appearance.tokens import State


class Band(QFrame):
    """Says one sentence; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "band")
        self._glyph = Glyph()
        self._words = looks.label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def words(self) -> str:
        """What it says; "" while it is hidden."""
        return self._words.text()

    def say(self, state: State, words: str) -> None:
        """Show a sentence in the colours of a state; "" hides the band."""
        self._glyph.show_state(state)
        self._words.setText(words)
        looks.set_state(self._words, state)
        looks.set_state(self, state)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
