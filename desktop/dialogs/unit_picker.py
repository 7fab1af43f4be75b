"""Choosing a unit: a list searched without diacritics, grouped by kind, or any other name."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.appearance import icons, looks
from desktop.appearance.tokens import Space
from desktop.dialogs.shell import Shell
from desktop.widgets.combo import Combo
from desktop.widgets.plain_edit import PlainEdit
from forms.day import write_day
from forms.folding import fold
from forms.report import UnitRef
from forms.unit import UnitKind, levels_at, load_units, search, unit_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent

    from forms.unit import Unit

_REF: Final = Qt.ItemDataRole.UserRole
#: Kinds in the order listed, with their headings.
_GROUPS: Final = {
    UnitKind.OFFICE: "Văn phòng",
    UnitKind.DEPARTMENT: "Sở, ngành",
    UnitKind.PROVINCE: "Cấp tỉnh",
    UnitKind.DISTRICT: "Cấp huyện",
    UnitKind.COMMUNE: "Cấp xã",
}
#: Some lines are always in sight, also on a small screen.
_LEAST_LIST: Final = 130
_NO_CODE = re.compile("[^a-z0-9]+")


class _Search(PlainEdit):
    """A search field from which the arrow keys move in the list below it."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Up and Down belong to the list."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)


class UnitPicker(QWidget):
    """A search field, the units found, and a field for a unit that is in no list.

    Signals:
        changed: Another unit is chosen, or none.
        confirmed: A unit was chosen for good, by Enter or a double click.
    """

    changed = Signal()
    confirmed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = Combo("Mô hình tổ chức")
        self._model.setMinimumContentsLength(8)
        self._model.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
        self._model.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for words, day in _models(today):
            self._model.addItem(words, day)
        self._model.currentIndexChanged.connect(lambda _: self._fill())
        self.search = _Search()
        self.search.setPlaceholderText("Tìm đơn vị, gõ không dấu cũng được: van phong, my tho…")
        self.search.setAccessibleName("Tìm đơn vị")
        self.search.addAction(icons.icon("search", "muted"), _Search.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.returnPressed.connect(self._confirm)
        self.search.moved.connect(self._move)
        self.units = QListWidget()
        self.units.setAccessibleName("Các đơn vị")
        self.units.setMinimumHeight(_LEAST_LIST)
        self.units.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.units.ensurePolished()  # before a unit is chosen, which lays them all out
        self.units.currentItemChanged.connect(lambda *_: self._on_chosen())
        self.units.itemActivated.connect(lambda _: self._confirm())
        self.other = PlainEdit()
        self.other.setAccessibleName("Tên đơn vị khác")
        self.other.setPlaceholderText("Tên đầy đủ, ví dụ: Ủy ban nhân dân xã Tân Hồng")
        self.other.textChanged.connect(lambda _: self._on_other())
        self.other.returnPressed.connect(self._confirm)
        self._note = looks.label("", "small", wrap=True)
        self._lay_out()
        self._fill()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        self.search.setMinimumWidth(140)
        row.addWidget(self.search, 1)
        row.addWidget(self._model)
        layout.addLayout(row)
        layout.addWidget(self.units, 1)
        below = QHBoxLayout()
        below.setSpacing(Space.S)
        other = looks.label("Đơn vị khác")
        other.setBuddy(self.other)
        below.addWidget(other)
        below.addWidget(self.other, 1)
        layout.addLayout(below)
        layout.addWidget(self._note)
        self.setFocusProxy(self.search)

    def unit(self) -> UnitRef | None:
        """The unit chosen, or None."""
        if name := " ".join(self.other.text().split()):
            return other_unit(name)
        row = self.units.currentRow()
        unit: UnitRef | None = self.units.item(row).data(_REF) if row >= 0 else None
        return unit

    def choose(self, code: str) -> None:
        """Choose a unit by its code, if the list has it."""
        for row in range(self.units.count()):
            item = self.units.item(row)
            ref = item.data(_REF)
            if ref is not None and ref.code == code:
                self.units.setCurrentItem(item)
                self.units.scrollToItem(item, QListWidget.ScrollHint.PositionAtCenter)

    def _fill(self) -> None:
        day = self._model.currentData()
        words = self.search.text()
        found = [unit for unit in search(words) if unit.exists_on(day)]
        self.units.clear()
        for kind, heading in _GROUPS.items():
            self._add_group(heading, [unit for unit in found if unit.kind is kind])
        if words:
            self._move(1)
        if not found:
            self._note.setText(
                "Không có đơn vị nào như vậy. Hãy bớt chữ, đổi mô hình tổ chức bên phải, "
                "hoặc ghi tên vào ô “Đơn vị khác”."
            )
        self._note.setVisible(not found)
        self.changed.emit()

    def _add_group(self, heading: str, units: Iterable[Unit]) -> None:
        items = [_item(unit) for unit in units]
        if items:
            self.units.addItem(_heading(f"{heading}  ·  {len(items)}"))
            for item in items:
                self.units.addItem(item)

    def _move(self, step: int) -> None:
        """Go to the next unit in that direction, over the headings."""
        row = self.units.currentRow() + step
        while 0 <= row < self.units.count():
            if self.units.item(row).data(_REF) is not None:
                self.units.setCurrentRow(row)
                return
            row += step

    def _on_chosen(self) -> None:
        if self.units.currentRow() >= 0 and self.other.text():
            self.other.clear()
        self.changed.emit()

    def _on_other(self) -> None:
        if self.other.text().strip():
            self.units.setCurrentRow(-1)
        self.changed.emit()

    def _confirm(self) -> None:
        if self.unit() is not None:
            self.confirmed.emit()


def other_unit(name: str) -> UnitRef:
    """A unit that is in no list: its code is made of its name, so two of them stay apart."""
    folded = fold(name).replace("uy ban nhan dan", "ubnd")
    unit = unit_for(f"KHAC-{_NO_CODE.sub('-', folded).strip('-')}".upper(), name)
    return UnitRef(unit.code, unit.name)


def _heading(words: str) -> QListWidgetItem:
    item = QListWidgetItem(words)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item


def _item(unit: Unit) -> QListWidgetItem:
    until = f"  (đến {write_day(unit.valid_to)})" if unit.valid_to else ""
    item = QListWidgetItem(f"{unit.name}{until}")
    item.setData(_REF, UnitRef(unit.code, unit.name))
    return item


def _models(today: date) -> list[tuple[str, date]]:
    """The organisations to choose from: today's, and that before the last change of levels."""
    models = [(f"Hiện nay: {_levels(today)}", today)]
    ends = [u.valid_to for u in load_units() if u.kind is UnitKind.DISTRICT and u.valid_to]
    if ends and max(ends) < today:
        last = max(ends)
        models.append((f"Đến {write_day(last)}: {_levels(last)}", last))
    elif ends:
        after = max(ends) + timedelta(days=1)
        models.append((f"Từ {write_day(after)}: {_levels(after)}", after))
    return models


def _levels(day: date) -> str:
    return ", ".join(levels_at(day))


class UnitDialog(Shell):
    """Asks which unit."""

    def __init__(self, today: date, chosen: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            "Chọn đơn vị",
            "Tên đơn vị in ở đầu báo cáo và trong các câu của báo cáo.",
            "Chọn đơn vị này",
            parent,
        )
        self.picker = UnitPicker(today)
        self.picker.choose(chosen)
        self.body.addWidget(self.picker, 1)
        self.picker.changed.connect(self._on_changed)
        self.picker.confirmed.connect(self.accept)
        self._on_changed()
        self.resize_within(680, 560)
        self.picker.setFocus()

    def _on_changed(self) -> None:
        self.confirm.setEnabled(self.picker.unit() is not None)

    @classmethod
    def ask(cls, parent: QWidget | None, today: date, chosen: str = "") -> UnitRef | None:
        """Return the unit chosen, or None."""
        dialog = cls(today, chosen, parent)
        answer = dialog.picker.unit() if dialog.exec() else None
        dialog.deleteLater()
        return answer
