"""The dialog of the register: who has delivered for a period, when, and who is late."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from desktop import overview
from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.dialogs.shell import Shell
from desktop.exporting import Exporter
from desktop.pages.roll_up_tables import Cell, RowsModel, SortedTable
from desktop.receiving.awaiting import document_of, due_words, register_of
from desktop.receiving.words import short_name
from desktop.widgets.band import Band
from desktop.widgets.combo import Combo
from desktop.widgets.progress_strip import ProgressStrip
from desktop.widgets.toast import Toasts
from forms.day import write_day
from forms.folding import fold
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from PySide6.QtWidgets import QWidget

    from db.merge import Register, Submission
    from db.store import Store
    from desktop.settings import MachineFile
    from forms.block import Document
    from forms.period import Period
    from forms.unit import Unit

_TITLE: Final = "Theo dõi nộp báo cáo"
_SIZE: Final = (900, 620)
_LEAST_TABLE: Final = 120


@dataclass(frozen=True, slots=True)
class Following:
    """What the dialog has to know.

    Attributes:
        store: The open store.
        unit: The level whose units below are awaited.
        periods: The periods to choose from, the first shown first.
        machine: Remembers where files are written.
        today: Tells the day.
    """

    store: Store
    unit: Unit
    periods: Sequence[Period]
    machine: MachineFile
    today: Callable[[], date]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in the register."""

    row: Submission

    def cells(self) -> tuple[Cell, ...]:
        """Unit, how it stands, first and last day, how often."""
        row = self.row
        is_there = row.report_id is not None
        state = State.WARNING if row.is_late else State.OK if is_there else State.UNFILLED
        return (
            Cell(short_name(row.unit), fold(row.unit.name), tip=row.unit.name),
            Cell(row.words, fold(row.words), state),
            _day(row.first_at),
            _day(row.last_at),
            Cell(str(row.times or ""), row.times, is_number=True),
        )


class UnitsModel(RowsModel):
    """The units."""

    heads = ("Đơn vị", "Tình trạng", "Nhận lần đầu", "Nhận lần cuối", "Số lần")


class RegisterDialog(Shell):
    """Shows the register of one period; it is copied, written as a Word file, or printed."""

    def __init__(self, following: Following, parent: QWidget | None = None) -> None:
        super().__init__(_TITLE, "", "Đóng", parent)
        self._about = following
        self._register: Register | None = None
        self.period = Combo("Kỳ báo cáo")
        self.about = Band()
        self._model = UnitsModel(self)
        self.units = SortedTable(self._model, _TITLE)
        self.copy = looks.button("Chép bảng", "", "copy")
        self.copy.setToolTip("Chép để dán vào bảng tính")
        self.word = looks.button("Xuất Word…", "", "file-down")
        self.print = looks.button("In…", "", "printer")
        self.strip = ProgressStrip()
        self.toasts = Toasts(self)
        self.exporter = Exporter(following.machine, self.strip, self.toasts, self)
        self.cancel.hide()
        self._lay_out()
        for period in following.periods:
            self.period.addItem(overview.start_words(period), period)
        self.period.currentIndexChanged.connect(self._fill)
        self.copy.clicked.connect(self._copy)
        self.word.clicked.connect(self._write)
        self.print.clicked.connect(self._print)
        self._fill()
        self.resize_within(*_SIZE)
        self.units.setFocus()

    def done(self, result: int) -> None:
        """Qt's override: what is being written has nobody to tell any more."""
        self.exporter.cancel()
        super().done(result)

    def _fill(self, *_: object) -> None:
        following = self._about
        try:
            found = register_of(following.store, following.unit, self.period.currentData())
        except Problem as problem:
            self._register = None
            self.about.say(State.ERROR, problem.message)
        else:
            self._register = found
            is_whole = not found.late and not found.missing
            state = State.OK if is_whole else State.WARNING if found.late else State.INFO
            self.about.say(state, due_words(found))
        rows = self._register.rows if self._register else ()
        self._model.fill([UnitRow(row) for row in rows])
        self.units.selectRow(0)
        for button in (self.copy, self.word, self.print):
            button.setEnabled(bool(rows))

    def _copy(self) -> None:
        if self._register is not None:
            QGuiApplication.clipboard().setText(self._register.text())
            self.toasts.say("Đã chép. Mở bảng tính rồi dán.", State.OK)

    def _write(self) -> None:
        if self._register is not None:
            name = f"{_TITLE} {self._register.period}"
            self.exporter.word(self._document(self._register), name)

    def _print(self) -> None:
        if self._register is not None:
            self.exporter.printer(self._document(self._register))

    def _document(self, found: Register) -> partial[Document]:
        return partial(document_of, found, self._about.unit, self._about.today())

    def _lay_out(self) -> None:
        ways = QHBoxLayout()
        ways.setSpacing(Space.S)
        ways.addWidget(self.period, 1)
        for button in (self.copy, self.word, self.print):
            ways.addWidget(button)
        self.units.setMinimumHeight(_LEAST_TABLE)
        self.body.addLayout(ways)
        self.body.addWidget(self.about)
        self.body.addWidget(self.units, 1)
        self.body.addWidget(self.strip)

    @classmethod
    def ask(cls, parent: QWidget | None, following: Following) -> None:
        """Show the register."""
        dialog = cls(following, parent)
        dialog.exec()
        dialog.deleteLater()


def _day(moment: datetime | None) -> Cell:
    words = "" if moment is None else write_day(moment.astimezone())
    return Cell(words, "" if moment is None else moment.isoformat())
