"""The head of a page: title, one line below it, actions at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space


class PageHeader(QWidget):
    """Title and subtitle at the left, buttons at the right."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = looks.label("", "title", wrap=True)
        self._subtitle = looks.label("", "muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.S)
        self._row.addLayout(words, 1)
        self.set_words(title, subtitle)

    def set_words(self, title: str, subtitle: str = "") -> None:
        """Change both lines."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)

    def add_action(self, widget: QWidget) -> None:
        """Add a button at the right end."""
        self._row.addWidget(widget)
