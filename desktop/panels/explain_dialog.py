"""Asks for the reason a finding is kept (giải trình)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space
from desktop.widgets.passage_edit import PassageEdit
from desktop.widgets.roomy import Roomy

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from forms.checking import Finding


_ABOUT: Final = "Lý do được giữ cùng báo cáo và có thể in thành phụ lục."
_SIZE: Final = QSize(560, 340)


class ExplainDialog(QDialog):
    """A reason in the officer's own words; it travels with the report."""

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Giải trình")
        self.setMinimumWidth(520)
        self._is_withdrawn = False
        self._edit = PassageEdit()
        self._edit.setPlainText(finding.reason)
        self._edit.setAccessibleName("Lý do giữ nguyên số liệu")
        self._edit.setPlaceholderText("Ví dụ: số nhiệm vụ trùng giữa hai hệ thống nên không cộng.")
        self._keep = looks.button("Ghi giải trình", "primary")
        self._edit.textChanged.connect(self._refresh)
        self._keep.clicked.connect(self.accept)
        self._keep.setToolTip("Ctrl+Enter")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        layout.setSpacing(Space.M)
        # On a small screen one scrolls from the finding to the reason; the buttons stay in sight.
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(looks.label(finding.message, "strong", wrap=True))
        column.addWidget(looks.label(_ABOUT, "muted", wrap=True))
        column.addWidget(self._edit, 1)
        layout.addWidget(Roomy(inside), 1)
        layout.addLayout(self._buttons(can_withdraw=finding.excepted))
        self._refresh()
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))

    @classmethod
    def ask(cls, finding: Finding, parent: QWidget | None = None) -> str | None:
        """Return the reason written; "" to take the former one back; None if left undone."""
        dialog = cls(finding, parent)
        is_done = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.reason() if is_done else None

    def reason(self) -> str:
        """What was written; "" if the reason is taken back."""
        return "" if self._is_withdrawn else self._edit.toPlainText().strip()

    def _buttons(self, *, can_withdraw: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        if can_withdraw:
            withdraw = looks.button("Bỏ giải trình", "danger")
            withdraw.clicked.connect(self._withdraw)
            row.addWidget(withdraw)
        row.addStretch(1)
        cancel = looks.button("Hủy")
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        row.addWidget(self._keep)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Ctrl+Enter keeps the reason; Enter alone begins a new line."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._keep.click()
        else:
            super().keyPressEvent(event)

    def _withdraw(self) -> None:
        self._is_withdrawn = True
        self.accept()

    def _refresh(self) -> None:
        self._keep.setEnabled(bool(self._edit.toPlainText().strip()))
