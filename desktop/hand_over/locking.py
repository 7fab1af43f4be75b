"""The passphrase of a hand-over file, if it is to have one: typed twice, shown if wanted."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QCheckBox, QFormLayout, QVBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space
from desktop.widgets.passphrase_edit import PassphraseEdit

_ADVICE: Final = (
    "Báo mật khẩu cho nơi nhận qua điện thoại; không ghi vào phiếu, không để cùng USB. "
    "Quên mật khẩu thì không ai mở được tệp. Nên dùng bốn, năm từ dễ đọc qua điện thoại."
)
_EMPTY: Final = "Chưa gõ mật khẩu. Hãy gõ mật khẩu hai lần, hoặc bỏ chọn “Khóa tệp bằng mật khẩu”."
_OTHER: Final = "Hai lần gõ mật khẩu chưa giống nhau. Hãy gõ lại (có thể chọn “Hiện mật khẩu”)."


class PassphraseForm(QWidget):
    """A box to tick and, once it is ticked, the passphrase twice.

    The fields are plain ones: nothing is filtered or completed, so a keyboard program for
    Vietnamese types into them as everywhere; what it has typed can be shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = QCheckBox("Khóa tệp bằng mật khẩu")
        self.first = PassphraseEdit("Mật khẩu")
        self.second = PassphraseEdit("Gõ lại mật khẩu")
        self.shown = QCheckBox("Hiện mật khẩu")
        for edit in (self.first, self.second):
            self.shown.toggled.connect(edit.set_shown)
        self._fields = QWidget()
        self.wanted.toggled.connect(self._fields.setVisible)
        self._lay_out()
        self._fields.hide()

    def passphrase(self) -> str:
        """The passphrase as typed; "" if the file is to stay open."""
        return self.first.text() if self.wanted.isChecked() else ""

    def complaint(self) -> tuple[str, PassphraseEdit] | None:
        """Return what is wrong and the field; None if nothing is."""
        if not self.wanted.isChecked():
            return None
        if not self.first.text().strip():
            return _EMPTY, self.first
        if self.first.text() != self.second.text():
            self.second.selectAll()  # to be typed over
            return _OTHER, self.second
        return None

    def _lay_out(self) -> None:
        form = QFormLayout(self._fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(Space.L)
        form.setVerticalSpacing(Space.S)
        for edit in (self.first, self.second):
            label = looks.label(edit.accessibleName())
            label.setBuddy(edit)
            form.addRow(label, edit)
        form.addRow("", self.shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.wanted)
        column.addWidget(self._fields)
        column.addWidget(looks.label(_ADVICE, "small", wrap=True))
        column.addStretch(1)
        self.setFocusProxy(self.wanted)
