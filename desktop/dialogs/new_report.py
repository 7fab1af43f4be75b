"""Beginning a report: which form, which period, empty or as a copy of an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from desktop import overview
from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.dialogs.shell import Shell
from desktop.widgets.card import Card
from desktop.widgets.combo import Combo
from desktop.widgets.roomy import Roomy
from forms.choosing import version_for
from forms.day import write_day
from forms.loading import available, load_form
from forms.period import Period, PeriodKind
from forms.unit import unit_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from db.reports import ReportInfo
    from forms.report import UnitRef

#: How many years before this one are offered.
_YEARS_BACK: Final = 8
#: A list is never narrower; long names are cut off there on a small screen only.
_LETTERS: Final = 18
_COPY_WORDS: Final = (
    "Lời văn, các bảng, nơi nhận và người ký được chép sang; số liệu của kỳ thì không. "
    "Mọi phần chép sang mang dấu “chưa xem lại” cho đến khi bạn xem từng phần."
)


@dataclass(frozen=True, slots=True)
class NewReport:
    """The answer: form and version, period, and the id of the report to copy, if any."""

    form: str
    version: str
    period: Period
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the dialog has to know: whose report, what there is already, and which day it is."""

    unit: UnitRef
    reports: Sequence[ReportInfo]
    today: date

    def of_form(self, form: str) -> list[ReportInfo]:
        """The unit's reports of one form."""
        return [i for i in self.reports if (i.form, i.unit.code) == (form, self.unit.code)]


class NewReportDialog(Shell):
    """Asks what the new report is of and what it begins with."""

    def __init__(self, occasion: Occasion, parent: QWidget | None = None) -> None:
        super().__init__("Lập báo cáo mới", occasion.unit.name, "Lập báo cáo", parent)
        self._occasion = occasion
        self.form = Combo("Mẫu báo cáo")
        for form, title in _forms(occasion):
            self.form.addItem(title, form)
        self.kind = Combo("Kỳ báo cáo")
        for words, kind in _kinds():
            self.kind.addItem(words, kind)
        self.year = Combo("Năm")
        for year in range(occasion.today.year + 1, occasion.today.year - _YEARS_BACK - 1, -1):
            self.year.addItem(str(year), year)
        self._about = looks.label("", "muted", wrap=True)
        self.empty = QRadioButton("Trắng")
        self.copy = QRadioButton("Chép từ kỳ trước")
        self.source = Combo("Chép từ báo cáo")
        for combo in (self.form, self.kind, self.source):
            combo.setMinimumContentsLength(_LETTERS)
            combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._lay_out()
        self.form.currentIndexChanged.connect(lambda _: self._on_form())
        self.kind.currentIndexChanged.connect(lambda _: self._on_period())
        self.year.currentIndexChanged.connect(lambda _: self._on_period())
        self.copy.toggled.connect(self.source.setEnabled)
        self._on_form()
        self.resize_within(620, self.sizeHint().height())
        self.kind.setFocus()

    def answer(self) -> NewReport:
        """What is chosen."""
        form = version_for(self.form.currentData(), self.period())
        source = self.source.currentData() if self.copy.isChecked() else None
        return NewReport(form.id, form.version, self.period(), source)

    def period(self) -> Period:
        """The period chosen."""
        return Period(self.year.currentData(), PeriodKind(self.kind.currentData()))

    def set_period(self, period: Period) -> None:
        """Choose a period."""
        self.year.setCurrentIndex(self.year.findData(period.year))
        self.kind.setCurrentIndex(self.kind.findData(period.kind))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.M)
        grid.setColumnStretch(1, 1)
        grid.addWidget(_named("Mẫu báo cáo", self.form), 0, 0)
        grid.addWidget(self.form, 0, 1)
        period = QHBoxLayout()
        period.setSpacing(Space.S)
        period.addWidget(self.kind, 1)
        period.addWidget(self.year)
        grid.addWidget(_named("Kỳ báo cáo", self.kind), 1, 0)
        grid.addLayout(period, 1, 1)
        grid.addWidget(self._about, 2, 1)
        column.addLayout(grid)
        start = Card("Bắt đầu từ")
        start.add(self.empty)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.copy)
        row.addWidget(self.source, 1)
        start.add_layout(row)
        words = QVBoxLayout()
        words.setContentsMargins(Space.XL, 0, 0, 0)
        words.addWidget(looks.label(_COPY_WORDS, "small", wrap=True))
        start.add_layout(words)
        column.addWidget(start)
        self.body.addWidget(Roomy(inside))

    def _on_form(self) -> None:
        """Another form: other reports to copy from, another period due."""
        if self.form.currentIndex() < 0:
            return
        mine = self._occasion.of_form(self.form.currentData())
        self.set_period(overview.suggested([info.period for info in mine], self._occasion.today))
        self.source.clear()
        for info in mine:
            self.source.addItem(overview.start_words(info.period), info.id)
        self.copy.setEnabled(bool(mine))
        (self.copy if mine else self.empty).setChecked(True)
        self.source.setEnabled(bool(mine))
        self._on_period()

    def _on_period(self) -> None:
        period = self.period()
        mine = self._occasion.of_form(self.form.currentData())
        taken = any(info.period == period for info in mine)
        self.confirm.setEnabled(not taken)
        self._about.setText(_taken(period) if taken else _about(period, self._occasion.today))
        looks.set_look(self._about, State.ERROR if taken else "muted")
        best = overview.previous([info.period for info in mine], period)
        chosen = next((i for i, info in enumerate(mine) if info.period == best), -1)
        self.source.setCurrentIndex(chosen)

    @classmethod
    def ask(cls, parent: QWidget | None, occasion: Occasion) -> NewReport | None:
        """Return what is to be begun, or None.

        Raises:
            Problem: A form of the catalogue has mistakes.
        """
        dialog = cls(occasion, parent)
        answer = dialog.answer() if dialog.exec() else None
        dialog.deleteLater()
        return answer


def _named(words: str, buddy: QWidget) -> QLabel:
    label = looks.label(words)
    label.setBuddy(buddy)
    return label


def _forms(occasion: Occasion) -> list[tuple[str, str]]:
    """Id and title of every form, those made for this kind of unit first."""
    kind = unit_for(occasion.unit.code, occasion.unit.name).kind
    found = [load_form(form, version) for form, version in dict(available()).items()]
    found.sort(key=lambda form: kind.value not in form.levels)
    return [(form.id, form.title) for form in found]


def _kinds() -> list[tuple[str, str]]:
    official = overview.reported()
    rest = tuple(kind for kind in PeriodKind if kind not in official)
    return [(_kind_words(kind), kind.value) for kind in (*official, *rest)]


def _kind_words(kind: PeriodKind) -> str:
    words = Period(2000, kind).write("short")
    return "Cả năm" if kind is PeriodKind.YEAR else words


def _about(period: Period, today: date) -> str:
    days = overview.window_of(period)
    if days is None:
        return "Chưa có lịch cho kỳ này."
    left = overview.deadline(days.due, today).words
    data = overview.window_words(period)
    return f"Số liệu {data} · hạn nộp {write_day(days.due)}, {left}"


def _taken(period: Period) -> str:
    return f"Sổ đã có báo cáo {period.write()}; hãy mở báo cáo đó, hoặc chọn kỳ khác."
