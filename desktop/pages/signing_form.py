"""Who signs the office's reports, and where: for the first start and for the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space
from desktop.settings import SIGNING
from desktop.widgets.plain_edit import PlainEdit
from forms.unit import unit_for

if TYPE_CHECKING:
    from forms.report import UnitRef

#: Name on screen and an example, for each of `SIGNING`.
_FIELDS: Final = {
    "authority": ("Quyền hạn ký", "ví dụ: KT. CHÁNH VĂN PHÒNG"),
    "signer_title": ("Chức vụ", "ví dụ: PHÓ CHÁNH VĂN PHÒNG"),
    "signer_name": ("Họ và tên", "họ và tên người ký"),
    "place": ("Địa danh", "ví dụ: Đồng Tháp"),
}


class SigningForm(QWidget):
    """Authority, title, name and place; each may stay empty.

    Signals:
        left: A field with a new text was left.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, PlainEdit] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(Space.L)
        form.setVerticalSpacing(Space.M)
        for key in SIGNING:
            words, example = _FIELDS[key]
            edit = PlainEdit()
            edit.setAccessibleName(words)
            edit.setPlaceholderText(example)
            edit.editingFinished.connect(self.left)
            label = looks.label(words)
            label.setBuddy(edit)
            form.addRow(label, edit)
            self.fields[key] = edit
        self.setFocusProxy(self.fields[SIGNING[0]])

    def values(self) -> dict[str, str]:
        """What stands in the fields, tidied."""
        return {key: " ".join(edit.text().split()) for key, edit in self.fields.items()}

    def set_values(self, values: dict[str, str]) -> None:
        """Show these words."""
        for key, edit in self.fields.items():
            edit.setText(values.get(key, ""))

    def propose(self, unit: UnitRef) -> None:
        """Fill in what a unit's name tells, where nobody has typed anything."""
        slots = unit_for(unit.code, unit.name).slots
        for key, edit in self.fields.items():
            if not edit.isModified():
                edit.setText(slots.get(key, ""))
