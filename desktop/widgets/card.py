"""A card: a quiet frame with an optional title, for things that belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space

if TYPE_CHECKING:
    from collections.abc import Iterable


class Card(QFrame):
    """A frame with a title line and a body to which widgets are added from the top down."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAccessibleName(title)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._layout.setSpacing(Space.S)
        self._head = QHBoxLayout()
        self._head.setSpacing(Space.S)
        self._title = looks.label(title, "accent")
        self._head.addWidget(self._title, 1)
        self._layout.addLayout(self._head)
        self._title.setVisible(bool(title))

    def set_title(self, title: str) -> None:
        """Change the title; an empty one takes no room."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def add(self, widget: QWidget) -> None:
        """Add a widget below the others."""
        self._layout.addWidget(widget)

    def add_fields(self, fields: Iterable[QWidget]) -> None:
        """Add figure fields one close below the other; each brings its own room below."""
        column = QVBoxLayout()
        column.setSpacing(2)
        for field in fields:
            column.addWidget(field)
        self._layout.addLayout(column)

    def add_layout(self, layout: QLayout) -> None:
        """Add a layout below the others."""
        self._layout.addLayout(layout)

    def add_action(self, widget: QWidget) -> None:
        """Add a button or badge at the right end of the title line."""
        self._head.addWidget(widget)
