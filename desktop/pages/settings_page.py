"""The settings: those of the office, kept in its store, and those of this machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import places
from desktop.appearance import looks
from desktop.appearance.tokens import Space
from desktop.dialogs.export import FolderDialog
from desktop.dialogs.unit_picker import UnitDialog
from desktop.pages.signing_form import SigningForm
from desktop.settings import SIGNING, Machine, Office
from desktop.widgets.card import Card
from desktop.widgets.combo import Combo
from desktop.widgets.elided import Elided
from desktop.widgets.page_header import PageHeader
from desktop.widgets.plain_edit import PlainEdit
from desktop.widgets.roomy import Roomy

if TYPE_CHECKING:
    from datetime import date

_WIDTH: Final = 760
_FIELD: Final = 260
_THEMES: Final = (("Theo hệ thống", "system"), ("Sáng", "light"), ("Tối", "dark"))


class SettingsPage(QWidget):
    """Every setting takes effect as soon as its field is left.

    Signals:
        office_changed: The `Office` as it is to be kept in the store.
        theme_changed: "system", "light" or "dark".
        editor_changed: The name to be kept with each change, "" for the account's.
    """

    office_changed = Signal(object)
    theme_changed = Signal(str)
    editor_changed = Signal(str)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._office = Office()
        self._unit = Elided("", "lead")
        self.unit = looks.button("Đổi đơn vị…", "", "building-2")
        self.unit.clicked.connect(self._choose_unit)
        self.signing = SigningForm()
        self.signing.left.connect(self._on_signing)
        self._folder = Elided("", "muted")
        self.folder = looks.button("Chọn thư mục…", "", "folder-open")
        self.folder.clicked.connect(self._choose_folder)
        self.no_folder = looks.button("Bỏ", "quiet")
        self.no_folder.clicked.connect(lambda: self._keep(backup_folder=""))
        self.theme = Combo("Giao diện")
        for words, mode in _THEMES:
            self.theme.addItem(words, mode)
        self.theme.activated.connect(lambda _: self.theme_changed.emit(self.theme.currentData()))
        self.editor = PlainEdit()
        self.editor.setAccessibleName("Tên người làm báo cáo")
        self.editor.setPlaceholderText(places.person())
        self.editor.setMinimumWidth(_FIELD)
        self.editor.editingFinished.connect(
            lambda: self.editor_changed.emit(" ".join(self.editor.text().split()))
        )
        self._lay_out()

    def fill(self, office: Office | None, machine: Machine) -> None:
        """Show the settings; without a store there are none of an office."""
        self._office = office or Office()
        for card in self._office_cards:
            card.setVisible(office is not None)
        self._unit.say(self._office.unit.name or "Chưa chọn đơn vị")
        self.signing.set_values({key: getattr(self._office, key) for key in SIGNING})
        self._folder.say(self._office.backup_folder or "Chưa đặt")
        self.no_folder.setVisible(bool(self._office.backup_folder))
        self.theme.setCurrentIndex(self.theme.findData(machine.theme))
        self.editor.setText(machine.editor)

    # --- what is changed

    def _keep(self, **values: object) -> None:
        self._office = replace(self._office, **values)  # type: ignore[arg-type]
        self.office_changed.emit(self._office)

    def _choose_unit(self) -> None:
        unit = UnitDialog.ask(self, self._today, self._office.unit.code)
        if unit is not None:
            self._keep(unit=unit)

    def _on_signing(self) -> None:
        values = self.signing.values()
        if values != {key: getattr(self._office, key) for key in SIGNING}:
            self._keep(**values)

    def _choose_folder(self) -> None:
        start = Path(self._office.backup_folder or places.documents_folder())
        folder = FolderDialog.ask(self, "Thư mục giữ thêm một bản sao lưu", start)
        if folder is not None:
            self._keep(backup_folder=str(folder))

    # --- how it is laid out

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.L)
        column.addWidget(PageHeader("Cài đặt", "Thay đổi có hiệu lực ngay, không cần bấm lưu."))
        self._office_cards = (self._unit_card(), self._signing_card(), self._backup_card())
        for card in self._office_cards:
            column.addWidget(card)
        column.addWidget(self._machine_card())
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Roomy(inside))

    def _unit_card(self) -> Card:
        card = Card("Đơn vị")
        card.add_layout(_row(self._unit, self.unit))
        card.add(
            looks.label(
                "Dùng cho báo cáo lập mới; báo cáo đã có giữ đơn vị của nó.", "small", wrap=True
            )
        )
        return card

    def _signing_card(self) -> Card:
        card = Card("Người ký và địa danh")
        card.add(self.signing)
        card.add(looks.label("Dùng cho báo cáo lập mới.", "small"))
        return card

    def _backup_card(self) -> Card:
        card = Card("Sao lưu")
        card.add(
            looks.label(
                "Mỗi khi đóng, chương trình kiểm tra sổ rồi làm một bản sao trong thư mục bên cạnh "
                "sổ và tự bỏ bớt các bản cũ. Có thể giữ thêm bản mới nhất ở một thư mục thứ hai, "
                "ví dụ trên ổ đĩa khác.",
                "muted",
                wrap=True,
            )
        )
        card.add_layout(_row(self._folder, self.no_folder, self.folder))
        return card

    def _machine_card(self) -> Card:
        card = Card("Máy này")
        card.add_layout(_row(looks.label("Giao diện"), self.theme))
        card.add_layout(_row(looks.label("Tên người làm, ghi trong lịch sử sửa đổi"), self.editor))
        card.add(looks.label("Tên người làm có hiệu lực từ lần mở sổ sau.", "small", wrap=True))
        return card


def _row(words: QWidget, *controls: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.S)
    row.addWidget(words, 1)
    for control in controls:
        row.addWidget(control)
    return row
