"""What a page shows while it has nothing to show: an icon, a sentence, and the way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space
from desktop.widgets.glyph import Glyph

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_WIDEST = 420
#: The words' share of the width beside that of the stretches.
_WIDE = 100


class EmptyState(QWidget):
    """A friendly nothing.

    Signals:
        acted: The button was pressed.
    """

    acted = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str = "",
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setSpacing(Space.S)
        layout.addStretch(1)
        layout.addWidget(Glyph(icon, "accent", 40), 0, _CENTRE)
        layout.addWidget(looks.label(title, "lead"), 0, _CENTRE)
        if sentence:
            words = looks.label(sentence, "muted", wrap=True)
            words.setAlignment(_CENTRE)
            words.setMaximumWidth(_WIDEST)
            # Alignment would give a wrapped label the height of one line; stretches do not.
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(words, _WIDE)
            row.addStretch(1)
            layout.addLayout(row)
        if action:
            layout.addSpacing(Space.S)
            button = looks.button(action, "primary")
            button.clicked.connect(self.acted)
            layout.addWidget(button, 0, _CENTRE)
            self.setFocusProxy(button)
        layout.addStretch(1)
