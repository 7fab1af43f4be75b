"""A strip for work that takes longer than a blink: what is done, how far, and "Hủy"."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space, State


class ProgressStrip(QFrame):
    """Hidden until work starts, and again when it is done.

    Signals:
        cancelled: The officer pressed "Hủy"; the work is to stop and call `finish`.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "band")
        self.setProperty("state", State.INFO.value)
        self._words = looks.label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = looks.button("Hủy", "quiet")
        self._cancel.clicked.connect(self._on_cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        layout.setSpacing(Space.M)
        layout.addWidget(self._words)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._cancel)
        self.hide()

    def start(self, words: str, total: int = 0) -> None:
        """Show the strip; a total of 0 means that it is not known how far the end is."""
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self.setAccessibleName(words)
        self._bar.setRange(0, total)
        self._bar.setValue(0)
        self._cancel.setEnabled(True)
        self.show()

    def take_focus(self) -> None:
        """Come into sight with the focus, so that a second Enter presses no button, "Hủy" least."""
        self.show()
        self._bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, done: int, words: str = "") -> None:
        """Say how much of the total is done."""
        self._bar.setValue(done)
        if words:
            self._words.setText(words)

    def finish(self) -> None:
        """Put the strip away."""
        self.hide()

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._words.setText("Đang dừng…")
        self.cancelled.emit()
