"""What all our dialogs have in common: a heading, a body, and one row of buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space

#: Of a dialog's own frame and title bar, in pixels, rather too much.
_FRAME = QSize(16, 48)


class Shell(QDialog):
    """A dialog with a title, a line below it, room for a body, and buttons.

    Attributes:
        body: Where the dialog puts its widgets.
        confirm: The button that takes the answer.
        cancel: The button that leaves without one.
    """

    def __init__(
        self, title: str, subtitle: str, confirm: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        layout.setSpacing(Space.L)
        head = QVBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(looks.label(title, "title", wrap=True))
        if subtitle:
            head.addWidget(looks.label(subtitle, "muted", wrap=True))
        layout.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.M)
        layout.addLayout(self.body, 1)
        self.confirm = looks.button(confirm, "primary")
        self.confirm.setDefault(True)
        self.confirm.clicked.connect(self.accept)
        layout.addLayout(self._foot(self.confirm))

    def resize_within(self, width: int, height: int) -> None:
        """Take that size, or what the screen has room for."""
        room = self.screen().availableSize() - _FRAME
        self.resize(QSize(width, height).boundedTo(room))

    def _foot(self, confirm: QPushButton) -> QHBoxLayout:
        self.foot = QHBoxLayout()
        self.foot.setSpacing(Space.S)
        self.foot.addStretch(1)
        self.cancel = looks.button("Hủy")
        self.cancel.setAutoDefault(True)  # Enter takes it when it has the focus
        self.cancel.clicked.connect(self.reject)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(confirm)
        return self.foot
