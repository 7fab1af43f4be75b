"""What is in the file chosen: who made it, whose key it bears, and every value it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from db.merge import Standing, Trust
from desktop import overview
from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.pages.roll_up_tables import SortedTable
from desktop.receiving.key_card import KeyCard
from desktop.receiving.tables import ValuesModel, value_rows
from desktop.receiving.words import report_words
from desktop.widgets.band import Band
from desktop.widgets.passphrase_edit import PassphraseEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from PySide6.QtGui import QKeyEvent

    from db.merge import Plan, ReportPlan
    from desktop.receiving.items import Item
    from desktop.receiving.tables import ValueRow

_LEAST_TABLE: Final = 150
_STANDINGS: Final = {
    Standing.CHANGED: "có thay đổi, xem từng chỗ ở bảng dưới",
    Standing.SAME: "không đổi, giống hệt bản tại đây",
    Standing.OLDER: "cũ hơn bản đã nhận, không lấy gì",
    Standing.REMOVED: "đã xóa tại đây, không nhận",
}


class Details(QWidget):
    """One file, and what can be said of it.

    Signals:
        confirmed: Somebody has confirmed who gave it, or takes that back.
        wanted: It is to be taken in, or not.
        unlocked: A passphrase was typed.
    """

    confirmed = Signal(bool)
    wanted = Signal(bool)
    unlocked = Signal(str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.title = looks.label("", "lead", wrap=True)
        self.about = looks.label("", "muted", wrap=True)
        self.problem = Band()
        self.key = KeyCard()
        self.take = QCheckBox("Nhận tệp này")
        self.passphrase = PassphraseEdit("Mật khẩu của tệp")
        self.shown = QCheckBox("Hiện mật khẩu")
        self.open = looks.button("Mở tệp", "", "lock")
        self.reports = looks.label("", wrap=True)
        self._values = ValuesModel(self)
        self.values = SortedTable(self._values, "Các thay đổi trong tệp")
        self.whole = looks.label("", wrap=True)
        self.lines = looks.label("", "muted", wrap=True)
        self._lay_out()
        self._connect()

    def tell(self, item: Item) -> None:
        """Show a file."""
        plan = item.plan
        self.title.setText(item.unit)
        self.about.setText(_about(item, self._today()))
        problem = item.problem
        is_asked = item.is_locked and plan is None and not item.is_done
        state = State.WARNING if is_asked and not item.passphrase else State.ERROR
        self.problem.say(state, problem.message if problem else "")
        self._lock.setVisible(is_asked)
        self.passphrase.clear()
        self.key.tell(item)
        self.take.setVisible(problem is None and plan is not None and not item.is_done)
        self.take.setChecked(item.is_wanted)
        rows = value_rows(plan) if plan else []
        self._values.fill(rows)
        self.values.setVisible(bool(rows))
        self.values.selectRow(0)
        self._show_whole()
        self.reports.setText("\n".join(map(_report_line, plan.reports)) if plan else "")
        self.reports.setVisible(plan is not None)
        lines = plan.lines if plan else ()
        self.lines.setText("\n".join(f"• {line}" for line in lines))
        self.lines.setVisible(bool(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Enter in the passphrase opens the file, and takes nothing in."""
        if self.passphrase.hasFocus() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._send_passphrase()
        else:
            super().keyPressEvent(event)

    def _send_passphrase(self) -> None:
        self.unlocked.emit(self.passphrase.text())

    def _show_whole(self, *_: object) -> None:
        """Show the chosen value whole: in the table long ones are cut off."""
        row: ValueRow | None = self.values.row()
        self.whole.setVisible(row is not None)
        if row is not None:
            self.whole.setText(f"{row.label}\nTại đây: {row.ours}\nTệp giao: {row.theirs}")

    def _connect(self) -> None:
        self.values.selectionModel().currentRowChanged.connect(self._show_whole)
        self.key.turned.connect(self.confirmed)
        self.take.clicked.connect(self.wanted)
        self.open.clicked.connect(self._send_passphrase)
        self.shown.toggled.connect(self.passphrase.set_shown)

    def _lay_out(self) -> None:
        self.passphrase.setPlaceholderText("Mật khẩu đơn vị báo qua điện thoại")
        self._lock = QWidget()
        row = QHBoxLayout(self._lock)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.passphrase, 1)
        row.addWidget(self.shown)
        row.addWidget(self.open)
        self.values.setMinimumHeight(_LEAST_TABLE)
        for words in (self.title, self.about, self.reports, self.whole, self.lines):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, Space.S, 0)
        column.setSpacing(Space.S)
        for widget in (self.title, self.about, self.problem, self._lock, self.key, self.take):
            column.addWidget(widget)
        column.addWidget(self.reports)
        column.addWidget(self.values, 1)
        column.addWidget(self.whole)
        column.addWidget(self.lines)
        column.addStretch()


def _about(item: Item, today: date) -> str:
    plan = item.plan
    if plan is None:
        return str(item.path)
    return "  ·  ".join(_facts(plan, item, today))


def _facts(plan: Plan, item: Item, today: date) -> Iterator[str]:
    incoming = plan.incoming
    yield f"Lập lúc {overview.edited_words(incoming.made_at, today)}"
    if incoming.editor:
        yield f"người lập: {incoming.editor}"
    yield f"tệp “{item.name}”"
    yield f"SHA-256: {incoming.sha256[:16]}…"
    if plan.trust is Trust.KNOWN:
        yield f"dấu khóa {incoming.fingerprint} (đã biết)"


def _report_line(report: ReportPlan) -> str:
    head, standing = report.incoming.head, report.standing
    words = _STANDINGS.get(standing) or f"mới, nhận nguyên vẹn {report.incoming.values} mục"
    if report.waiting:
        words += f"; còn {report.waiting} xung đột của lần nhận trước"
    return f"{report_words(head.period, head.unit)}: {words}."
