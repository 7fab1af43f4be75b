"""The dialog "Giao dữ liệu": choose reports and a stick, write the file, say that it lies there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import places
from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.dialogs.message import tell_error
from desktop.dialogs.shell import Shell
from desktop.exporting import Exporter, open_file
from desktop.hand_over.choosing import ReportPicker
from desktop.hand_over.locking import PassphraseForm
from desktop.hand_over.outcome import Outcome
from desktop.hand_over.slip import slip_of
from desktop.hand_over.standing import standing_words
from desktop.hand_over.sticks import PlacePicker
from desktop.hand_over.work import Job
from desktop.strip_work import StripWork
from desktop.summaries import Summaries
from desktop.widgets.band import Band
from desktop.widgets.card import Card
from desktop.widgets.progress_strip import ProgressStrip
from desktop.widgets.roomy import Roomy
from desktop.widgets.toast import Toasts
from forms.problem import Problem

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from db.handover.giving import HandedOver
    from db.store import Store
    from desktop.settings import MachineFile

_TITLE: Final = "Giao dữ liệu"
_ABOUT: Final = (
    "Các báo cáo được chọn ghi thành một tệp có chữ ký của đơn vị, để mang đến nơi nhận. "
    "Sổ dữ liệu giữ nguyên."
)
_SIZE: Final = (1040, 690)
#: In a narrower dialog the cards stand one below the other.
_NARROW: Final = 760
_WRITING: Final = "Đang ghi tệp giao"
_NO_REPORT: Final = "Chưa chọn báo cáo nào. Hãy chọn ít nhất một báo cáo để giao."
_NO_PLACE: Final = "Chưa chọn nơi ghi. Hãy cắm USB vào máy rồi chọn USB, hoặc chọn thư mục khác."
_STOPPED: Final = "Đã dừng, chưa giao gì. Muốn giao thì bấm “Giao lại”."
_UNEXPECTED: Final = (
    "Có lỗi bất ngờ nên chưa giao được; sổ dữ liệu vẫn còn nguyên. "
    "Hãy thử lại; nếu vẫn lỗi, chép chi tiết gửi người phụ trách."
)


@dataclass(frozen=True, slots=True)
class Giving:
    """What the dialog has to know.

    Attributes:
        store: The open store.
        unit: The code of the office whose store it is; its own reports are listed first.
        machine: Remembers where the slip was put.
        chosen: The report ticked to begin with; "" ticks the first.
    """

    store: Store
    unit: str
    machine: MachineFile
    chosen: str = ""


class HandOverDialog(Shell):
    """Asks what goes where, has it written, and says how it went."""

    def __init__(self, giving: Giving, parent: QWidget | None = None) -> None:
        super().__init__(_TITLE, "", "Giao", parent)
        self._store = giving.store
        self._job: Job | None = None
        self._error: Exception | None = None
        self.reports = ReportPicker()
        self.all = looks.button("Chọn tất cả", "quiet", "list-checks")
        self.standing = Band()
        self.place = PlacePicker()
        self.lock = PassphraseForm()
        self.outcome = Outcome()
        self.strip = ProgressStrip()
        self.work = StripWork(self.strip, self)
        self.problem = Band()
        self._pile = QStackedWidget()
        self._form = QWidget()
        self._lay_out()
        self.exporter = Exporter(giving.machine, self.strip, Toasts(self._pile), self)
        self.summaries = Summaries(self)
        self._connect()
        self._fill(giving)
        self.resize_within(*_SIZE)
        self.reports.setFocus()

    @property
    def given(self) -> HandedOver | None:
        """The file that lies there; None until it does."""
        return self._job.given if self._job is not None else None

    # --- what is asked

    def _fill(self, giving: Giving) -> None:
        own = (info for info in giving.store.reports() if info.giver is None)
        listed = sorted(own, key=lambda info: info.unit.code != giving.unit)
        self.reports.fill(listed, giving.chosen)
        self.summaries.fill(giving.store, listed)

    def _say_standing(self) -> None:
        self.standing.say(*standing_words(self.reports.verdicts()))
        self.all.setText("Bỏ chọn tất cả" if self.reports.has_all else "Chọn tất cả")

    # --- the work

    def accept(self) -> None:
        """Qt's override: write the file; when it lies there, close."""
        reports, folder = self.reports.chosen(), self.place.folder()
        if self.given is not None:
            super().accept()
        elif not reports:
            self._complain(_NO_REPORT, self.reports)
        elif folder is None:
            self._complain(_NO_PLACE, self.place.browse)
        elif wrong := self.lock.complaint():
            self._complain(*wrong)
        else:
            lock = self.lock.passphrase()
            self._start(Job(self._store, reports, folder, places.key_file(), lock))

    def _complain(self, words: str, field: QWidget) -> None:
        """Say what is still missing, and go there."""
        self.problem.say(State.ERROR, words)
        self._go_to(field)

    def _go_to(self, field: QWidget) -> None:
        field.setFocus()
        # Once all is laid out anew; on a small screen the field may be out of sight.
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(field))

    def _on_lock(self, wanted: bool) -> None:
        self._go_to(self.lock.first if wanted else self.lock.wanted)

    def reject(self) -> None:
        """Qt's override: while the file is being written, stop that first."""
        if self.work.task is not None:
            self.work.cancel()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Qt's override: whatever is under way has nobody to tell any more."""
        self.summaries.stop()
        self.exporter.cancel()
        super().done(result)

    def _start(self, job: Job) -> None:
        self._job, self._error = job, None
        self._show_busy(True)
        self.work.start(job.run, _WRITING, failed=self._fail, over=self._end)

    def _fail(self, error: Exception) -> None:
        self._error = error

    def _end(self) -> None:
        self._show_busy(False)
        if self.given is not None:  # perhaps it was whole just before somebody cancelled
            self._show_outcome(self.given)
        else:
            self._say_failed(self._error)

    def _say_failed(self, error: Exception | None) -> None:
        self.confirm.setText("Giao lại")
        self.confirm.setFocus()
        if error is None:
            self.problem.say(State.INFO, _STOPPED)
        elif isinstance(error, Problem):
            self.problem.say(State.ERROR, error.message)
        else:
            tell_error(self, "Chưa giao được", error, _UNEXPECTED)

    def _show_busy(self, busy: bool) -> None:
        self._form.setEnabled(not busy)
        self.confirm.setEnabled(not busy)
        self.problem.say(State.NONE, "")
        (self.place.rest if busy else self.place.go_on)()
        if busy:
            self.strip.take_focus()

    def _show_outcome(self, given: HandedOver) -> None:
        self.place.rest()
        self.summaries.stop()
        self.outcome.tell(given)
        self.outcome.slip.clicked.connect(lambda: self._write_slip(given))
        self.outcome.show_folder.clicked.connect(lambda: open_file(given.path.parent))
        self._pile.setCurrentIndex(1)
        self.cancel.hide()
        self.confirm.setText("Xong")
        self.confirm.setFocus()

    def _write_slip(self, given: HandedOver) -> None:
        document = partial(slip_of, given, self._store.editor)
        self.exporter.word(document, f"Phiếu giao nhận {given.path.stem}")

    # --- how it is laid out

    def _connect(self) -> None:
        self.reports.changed.connect(self._say_standing)
        self.all.clicked.connect(self.reports.turn_all)
        self.summaries.ready.connect(self.reports.judge)
        self.lock.wanted.toggled.connect(self._on_lock)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(looks.label("Báo cáo nào", "accent"), 1)
        head.addWidget(self.all)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(Space.L)
        top = Qt.AlignmentFlag.AlignTop
        for title, widget in (
            ("Giao vào đâu", self.place),
            ("Mật khẩu (không bắt buộc)", self.lock),
        ):
            card = Card(title)
            card.add(widget)
            self._cards.addWidget(card, 1, top)
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(looks.label(_ABOUT, "muted", wrap=True))
        column.addLayout(head)
        column.addWidget(self.reports, 1)
        column.addWidget(self.standing)
        column.addLayout(self._cards)
        self._scroll = Roomy(self._form)
        self._pile.addWidget(self._scroll)
        self._pile.addWidget(Roomy(self.outcome))
        self.body.addWidget(self._pile, 1)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.problem)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: in a narrow dialog the cards stand one below the other."""
        super().resizeEvent(event)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._cards.setDirection(down if self.width() < _NARROW else across)

    @classmethod
    def ask(cls, parent: QWidget | None, giving: Giving) -> HandedOver | None:
        """Hand over; return the file that lies there, None if none does."""
        dialog = cls(giving, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.given
