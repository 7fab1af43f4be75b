"""The dialog of conflicts: what both sides have changed, side by side, until somebody decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from db.merge import Choice, conflicts, decide
from desktop import overview
from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.dialogs.shell import Shell
from desktop.pages.roll_up_tables import SortedTable
from desktop.receiving.sight import InSight
from desktop.receiving.tables import ConflictRow, ConflictsModel
from desktop.receiving.words import NOTHING, in_short, words_of
from desktop.widgets.band import Band
from desktop.widgets.card import Card
from desktop.widgets.roomy import Roomy
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from db.codec import Content
    from db.merge import Conflict
    from db.store import Store

_TITLE: Final = "Xung đột cần chọn"
_ABOUT: Final = (
    "Những chỗ cả ở đây và đơn vị cùng sửa khác nhau. Số tại đây vẫn giữ nguyên cho đến khi chọn; "
    "chưa chọn được thì cứ đóng, làm tiếp lúc khác."
)
_SIZE: Final = (960, 620)
_LEAST_LIST: Final = 116
#: How the list and the two sides share the height.
_PARTS: Final = (180, 300)
_NONE_LEFT: Final = "Không còn xung đột nào."


class Side(Card):
    """One side's value, and the button that takes it."""

    def __init__(self, title: str, button: str) -> None:
        super().__init__(title)
        self.value = looks.label("", "lead", wrap=True)
        selectable = Qt.TextInteractionFlag.TextSelectableByMouse
        self.value.setTextInteractionFlags(selectable)
        self.about = looks.label("", "muted", wrap=True)
        self.button = looks.button(button)
        self.button.setAutoDefault(True)  # Enter takes it when it has the focus
        self.add_action(self.button)  # above: a text may be long
        self.add(self.about)
        self.add(self.value)

    def tell(self, value: str, about: str) -> None:
        """Show a value and where it is from."""
        self.value.setText(value)
        looks.set_look(self.value, "lead" if value == in_short(value) else "")
        self.about.setText(about)


class ConflictsDialog(Shell):
    """Shows the open conflicts; each is decided by one of two buttons.

    Attributes:
        has_changed: Whether anything was decided.
    """

    def __init__(
        self, store: Store, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(_TITLE, "", "Đóng", parent)
        self._store = store
        self._today = today
        self.has_changed = False
        self._model = ConflictsModel(self)
        self.list = SortedTable(self._model, "Các chỗ hai bên cùng sửa")
        self.report = looks.label("", "strong", wrap=True)
        self.base = looks.label("", "muted", wrap=True)
        self.ours = Side("Tại đây", "Giữ số tại đây")
        self.theirs = Side("Đơn vị giao", "Lấy số của đơn vị")
        self.problem = Band()
        self._sides = QWidget()
        self.cancel.hide()
        self._lay_out()
        self.list.selectionModel().currentRowChanged.connect(self._tell)
        self.ours.button.clicked.connect(lambda: self._decide(Choice.OURS, self.ours.button))
        self.theirs.button.clicked.connect(lambda: self._decide(Choice.THEIRS, self.theirs.button))
        self._fill(0)
        self.sight = InSight(self)
        self.resize_within(*_SIZE)
        self.list.setFocus()

    def _fill(self, row: int) -> None:
        """Show what is still open, and choose the row there."""
        found = conflicts(self._store)
        infos = {info.id: info for info in self._store.reports()}
        rows = [ConflictRow.of(each, infos[each.report_id]) for each in found]
        self._model.fill(rows)
        self.list.setVisible(bool(rows))
        self._sides.setVisible(bool(rows))
        if rows:
            self.list.selectRow(min(row, len(rows) - 1))
        else:
            self.problem.say(State.OK, _NONE_LEFT)

    def _chosen(self) -> ConflictRow | None:
        row: ConflictRow | None = self.list.row()
        return row

    def _tell(self, *_: object) -> None:
        row = self._chosen()
        if row is None:
            return
        conflict, written = row.conflict, self._writer(row.conflict)
        base = written(conflict.base)
        self.report.setText(f"{row.label}  ·  {row.report}")
        self.base.setText(f"Trước đó: {base}")
        self.base.setVisible(base != NOTHING)
        when = overview.edited_words(conflict.noted_at, self._today())
        self.ours.tell(written(conflict.ours), "đang ghi trong báo cáo ở sổ này")
        self.theirs.tell(written(conflict.theirs), f"{conflict.giver}, nhận {when}")

    def _writer(self, conflict: Conflict) -> Callable[[Content | None], str]:
        info = self._store.info(conflict.report_id)
        words = words_of(info.form, info.form_version)
        return lambda value: words.value(conflict.kind, conflict.key, value)

    def _decide(self, choice: Choice, button: QPushButton) -> None:
        row, at = self._chosen(), self.list.currentIndex().row()
        if row is None:
            return
        self.problem.say(State.NONE, "")
        try:
            decide(self._store, row.conflict.id, choice)
            self.has_changed = True
        except Problem as problem:
            self.problem.say(State.ERROR, problem.message)
        self._fill(at)
        (button if self._chosen() else self.confirm).setFocus()

    def _lay_out(self) -> None:
        pair = QHBoxLayout()
        pair.setSpacing(Space.L)
        for side in (self.ours, self.theirs):
            pair.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self._sides)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.report)
        column.addLayout(pair)
        column.addWidget(self.base)
        column.addStretch(1)
        self.list.setMinimumHeight(_LEAST_LIST)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.list)
        parts.addWidget(Roomy(self._sides))
        parts.setSizes(_PARTS)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(Space.M)
        rows.addWidget(looks.label(_ABOUT, "muted", wrap=True))
        rows.addWidget(parts, 1)
        self.body.addWidget(Roomy(whole), 1)
        self.body.addWidget(self.problem)

    @classmethod
    def ask(cls, parent: QWidget | None, store: Store, today: Callable[[], date]) -> bool:
        """Let the conflicts be decided; return whether any was."""
        dialog = cls(store, today, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.has_changed
