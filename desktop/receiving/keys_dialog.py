"""Comparing the keys of many units in one go: one row for each key, ticked when it agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication

from desktop.appearance import looks
from desktop.appearance.tokens import State
from desktop.dialogs.shell import Shell
from desktop.receiving.items import by_key
from desktop.widgets.tick_tree import TickTree, tick
from desktop.widgets.toast import Toasts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QTreeWidgetItem, QWidget

    from desktop.receiving.items import Item

_TITLE: Final = "Đối chiếu dấu khóa"
_ABOUT: Final = (
    "Đọc dấu khóa với từng đơn vị qua điện thoại, hoặc so với phiếu giao nhận có chữ ký. Giống "
    "nhau từng chữ số thì đánh dấu (phím cách, hoặc bấm vào dòng); chưa đối chiếu thì để trống."
)
_HEADINGS: Final = ("Đơn vị", "Dấu khóa", "Số tệp")
_WIDE: Final = 0
_SIZE: Final = (820, 600)


class KeysDialog(Shell):
    """Lists the keys nobody has compared yet; there is no way to tick them all at once."""

    def __init__(self, items: Iterable[Item], parent: QWidget | None = None) -> None:
        super().__init__(_TITLE, _ABOUT, "Tin các khóa đã đánh dấu", parent)
        self.keys = TickTree("Các khóa cần đối chiếu", _HEADINGS, _WIDE)
        self.copy = looks.button("Chép danh sách", "", "copy")
        self.copy.setToolTip("Chép để dán vào bảng tính rồi in")
        self.toasts = Toasts(self)
        self._rows = [(self._row(mine), mine) for mine in by_key(items)]
        self.foot.insertWidget(0, self.copy)
        self.body.addWidget(self.keys, 1)
        self.copy.clicked.connect(self._copy)
        self.keys.turned.connect(self.keys.say_rows)
        self.keys.say_rows()
        self.keys.setCurrentItem(self._rows[0][0])
        self.keys.setFocus()
        self.resize_within(*_SIZE)

    def _row(self, mine: Sequence[Item]) -> QTreeWidgetItem:
        names = dict.fromkeys(item.unit for item in mine)
        row = self.keys.add(("; ".join(names), mine[0].key[1], str(len(mine))))
        row.setToolTip(0, "\n".join(item.name for item in mine))
        tick(row, all(item.is_confirmed for item in mine))
        return row

    def _copy(self) -> None:
        lines = ("\t".join((row.text(0), row.text(1))) for row, _ in self._rows)
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.toasts.say("Đã chép. Mở bảng tính rồi dán.", State.OK)

    def _keep(self) -> None:
        ticked = self.keys.ticked()
        for row, mine in self._rows:
            for item in mine:
                item.is_confirmed = row in ticked

    @classmethod
    def ask(cls, parent: QWidget | None, items: Iterable[Item]) -> bool:
        """Let keys be compared; return whether the answer was taken."""
        dialog = cls(items, parent)
        is_taken = dialog.exec() == cls.DialogCode.Accepted
        if is_taken:
            dialog._keep()
        dialog.deleteLater()
        return is_taken
