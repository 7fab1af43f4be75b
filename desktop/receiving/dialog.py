"""The dialog "Nhận dữ liệu": choose files, see what they would change, take them in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.merge import conflicts
from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.dialogs.message import tell_error
from desktop.dialogs.shell import Shell
from desktop.pages.roll_up_tables import SortedTable
from desktop.receiving.choosing import SourcePicker
from desktop.receiving.details import Details
from desktop.receiving.items import Item, by_key, found_words, summary_words
from desktop.receiving.keys_dialog import KeysDialog
from desktop.receiving.sight import InSight
from desktop.receiving.tables import FileRow, FilesModel
from desktop.receiving.work import Looking, Taking, accept_keys
from desktop.strip_work import StripWork
from desktop.widgets.band import Band
from desktop.widgets.progress_strip import ProgressStrip
from desktop.widgets.roomy import Roomy
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from db.store import Store
    from desktop.background import Task

_TITLE: Final = "Nhận dữ liệu"
_ABOUT: Final = (
    "Chọn USB, tệp hoặc thư mục có tệp các đơn vị giao. Chương trình xem trước từng tệp, chưa ghi "
    "gì vào sổ cho đến khi bấm “Nhận”."
)
_SIZE: Final = (1120, 700)
_LEAST_LIST: Final = 116
#: So many lines on what was passed over are said.
_LINES: Final = 3
#: How the list and the details share the height.
_PARTS: Final = (200, 340)
_NO_STICK: Final = "Chưa thấy USB nào. Hãy cắm USB, hoặc bấm “Chọn tệp…”, “Chọn thư mục…”."
_NOT_TYPED: Final = "Chưa gõ mật khẩu. Hãy hỏi mật khẩu của đơn vị rồi gõ vào."
_UNEXPECTED: Final = (
    "Có lỗi bất ngờ nên chưa làm xong; tệp nào đã nhận thì vẫn nguyên vẹn. "
    "Hãy thử lại; nếu vẫn lỗi, chép chi tiết gửi người phụ trách."
)


@dataclass(frozen=True, slots=True)
class Receiving:
    """What the dialog has to know.

    Attributes:
        store: The open store.
        today: Tells the day.
        decide: Opens the list of what has to be decided.
    """

    store: Store
    today: Callable[[], date]
    decide: Callable[[QWidget], None]


class ReceiveDialog(Shell):
    """Asks where the files are, shows what they bring, takes them in, says what came in.

    Attributes:
        has_changed: Whether anything was written into the store.
    """

    def __init__(self, receiving: Receiving, parent: QWidget | None = None) -> None:
        super().__init__(_TITLE, "", "Xem tệp", parent)
        self._about = receiving
        self._store = receiving.store
        self._error: Exception | None = None
        self.items: list[Item] = []
        self.has_changed = False
        self._is_over = False
        self._lines: tuple[str, ...] = ()
        self.source = SourcePicker()
        self._files = FilesModel(self)
        self.files = SortedTable(self._files, "Các tệp tìm thấy")
        self.details = Details(receiving.today)
        self.strip = ProgressStrip()
        self.work = StripWork(self.strip, self)
        self.summary = Band()
        self.back = looks.button("Chọn nơi khác", "", "arrow-left")
        self.decide = looks.button("Chọn số cho chỗ xung đột…", "", "git-merge")
        self.keys = looks.button("", "", "list-checks")
        self._pile = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_choice()
        self.sight = InSight(self)
        self.resize_within(*_SIZE)
        self.source.setFocus()

    # --- choosing

    def accept(self) -> None:
        """Qt's override: the step that stands next; when all is done, close."""
        if self.work.task is not None:
            return
        if self._is_over:
            super().accept()
        elif self._pile.currentIndex():
            self._take()
        elif (stick := self.source.stick()) is not None:
            self.look([stick])
        else:
            self.summary.say(State.ERROR, _NO_STICK)
            self.source.files.setFocus()

    def reject(self) -> None:
        """Qt's override: while something is under way, stop that first."""
        if self.work.task is not None:
            self.work.cancel()
        else:
            super().reject()

    def _show_choice(self) -> None:
        self.items, self._is_over = [], False
        self._pile.setCurrentIndex(0)
        self.summary.say(State.NONE, "")
        self._show_buttons()
        self.source.setFocus()

    # --- looking

    def look(self, places: Sequence[Path]) -> None:
        """Look through what lies there; nothing is written."""
        job = Looking(self._store, places)
        self._start(job.run, "Đang xem tệp", lambda: self._show_found(job))

    def _show_found(self, job: Looking) -> None:
        self.items = [Item(received) for received in job.found]
        self._files.fill([FileRow(item) for item in self.items])
        rest = job.total - len(self.items)
        stopped = (f"Đã dừng: còn {rest} tệp chưa xem.",) if rest else ()
        self._lines = (*job.lines, *stopped)
        if not self.items:
            words = (State.INFO, "") if rest else found_words(self.items)
            self.summary.say(*_with(words, self._lines))
            self._show_buttons()
            return
        self._pile.setCurrentIndex(1)
        self.files.selectRow(0)
        self.files.setFocus()
        self._renew()

    def _unlock(self, passphrase: str) -> None:
        """Try a passphrase on the file chosen."""
        item = self._chosen()
        if item is None:
            return
        if not passphrase:
            self.details.problem.say(State.ERROR, _NOT_TYPED)
            self.details.passphrase.setFocus()
            return
        job = Looking(self._store, [item.path], passphrase)
        self._start(job.run, "Đang mở khóa tệp", lambda: self._show_unlocked(item, job))

    def _show_unlocked(self, item: Item, job: Looking) -> None:
        for received in job.found:
            item.note(received)
            item.passphrase = job.passphrase
        self._renew()
        (self.files if item.plan else self.details.passphrase).setFocus()

    # --- what somebody says of a file

    def _confirm(self, yes: bool) -> None:
        item = self._chosen()
        if item is not None:
            for each in self._sharing_key(item):
                each.is_confirmed = yes
            self._renew()

    def _want(self, yes: bool) -> None:
        item = self._chosen()
        if item is not None:
            item.is_wanted = yes
            self._renew()

    def _sharing_key(self, item: Item) -> list[Item]:
        """Return the files that bear the same new key: it is compared once."""
        keys = by_key(self.items)
        return next((mine for mine in keys if item in mine), [item])

    def _compare_keys(self) -> None:
        if KeysDialog.ask(self, self.items):
            self._renew()
            (self.confirm if self.confirm.isEnabled() else self.files).setFocus()

    def _chosen(self) -> Item | None:
        row: FileRow | None = self.files.row()
        return row.item if row else None

    def _renew(self) -> None:
        self._files.renew()
        self._tell()
        words = found_words(self.items)
        if self._is_over:
            words = summary_words(self.items, self._waiting())
        self.summary.say(*_with(words, self._lines))
        self._show_buttons()

    def _tell(self, *_: object) -> None:
        item = self._chosen()
        if item is not None:
            self.details.tell(item)

    # --- taking in

    def _take(self) -> None:
        ready = [item for item in self.items if item.is_ready]
        if not ready:
            return
        job = Taking(self._store, ready)
        try:
            accept_keys(self._store, ready)
        except Problem as problem:
            self.summary.say(State.ERROR, problem.message)
            return
        self._start(job.run, "Đang nhận", lambda: self._show_taken(job))

    def _show_taken(self, job: Taking) -> None:
        for item, received in job.done:
            item.note(received)
            item.is_done = True
        self.has_changed = self.has_changed or any(item.is_taken for item, _ in job.done)
        self._is_over = True
        self._renew()
        self.confirm.setFocus()

    def _decide(self) -> None:
        self._about.decide(self)
        self._renew()

    # --- work under way

    def _start(self, work: Callable[[Task], None], words: str, end: Callable[[], None]) -> None:
        self._error = None
        self._show_busy(True)
        self.work.start(work, words, failed=self._fail, over=partial(self._end, end))

    def _fail(self, error: Exception) -> None:
        self._error = error

    def _end(self, show: Callable[[], None]) -> None:
        self._show_busy(False)
        show()  # what was found or done until it stopped is shown
        if isinstance(self._error, Problem):
            self.summary.say(State.ERROR, self._error.message)
        elif self._error is not None:
            tell_error(self, "Chưa làm xong", self._error, _UNEXPECTED)

    def _show_busy(self, busy: bool) -> None:
        self._pile.setEnabled(not busy)
        for button in (self.confirm, self.back, self.decide, self.keys):
            button.setEnabled(not busy)
        self.summary.say(State.NONE, "")
        if busy:
            self.strip.take_focus()

    # --- how it is laid out

    def _waiting(self) -> int:
        return len(conflicts(self._store))

    def _show_buttons(self) -> None:
        """Let the buttons say what can be done now."""
        is_list = self._pile.currentIndex() == 1
        ready = sum(item.is_ready for item in self.items)
        self.back.setVisible(is_list)
        self.decide.setVisible(self._is_over and bool(self._waiting()))
        keys = by_key(self.items)
        self.keys.setText(f"Đối chiếu {len(keys)} khóa…")
        self.keys.setVisible(is_list and len(keys) > 1)
        self.cancel.setVisible(not self._is_over)
        self.confirm.setText(
            "Xong" if self._is_over else f"Nhận {ready} tệp" if is_list else "Xem tệp"
        )
        self.confirm.setEnabled(self._is_over or not is_list or bool(ready))

    def _connect(self) -> None:
        self.source.chosen.connect(self.look)
        self.files.selectionModel().currentRowChanged.connect(self._tell)
        self.details.confirmed.connect(self._confirm)
        self.details.wanted.connect(self._want)
        self.details.unlocked.connect(self._unlock)
        self.back.clicked.connect(self._show_choice)
        self.decide.clicked.connect(self._decide)
        self.keys.clicked.connect(self._compare_keys)

    def _lay_out(self) -> None:
        choice = QWidget()
        column = QVBoxLayout(choice)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(looks.label(_ABOUT, "muted", wrap=True))
        column.addWidget(self.source, 1)
        self.files.setMinimumHeight(_LEAST_LIST)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.files)
        parts.addWidget(Roomy(self.details))
        parts.setSizes(_PARTS)
        self._pile.addWidget(Roomy(choice))
        self._pile.addWidget(Roomy(parts))  # on a small screen one scrolls from one to the other
        self.body.addWidget(self._pile, 1)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.summary)
        self.foot.insertWidget(0, self.back)
        self.foot.insertWidget(1, self.keys)
        self.foot.insertWidget(3, self.decide)

    @classmethod
    def ask(cls, parent: QWidget | None, receiving: Receiving) -> bool:
        """Receive; return whether anything was written into the store."""
        dialog = cls(receiving, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.has_changed


def _with(said: tuple[State, str], lines: Sequence[str]) -> tuple[State, str]:
    """Say what was passed over as well; of very many lines the first."""
    rest = len(lines) - _LINES
    more = (f"Và {rest} chỗ khác bị bỏ qua.",) if rest > 0 else ()
    return said[0], "\n".join(filter(None, (said[1], *lines[:_LINES], *more)))
