"""The roll-up page: what the units below come to, who is missing, and where a figure comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop import background, overview
from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.pages.comparison_view import ComparisonView
from desktop.pages.roll_up_tables import (
    FiguresModel,
    SortedTable,
    SourceRow,
    SourcesModel,
    figure_rows,
)
from desktop.widgets.band import Band
from desktop.widgets.combo import Combo
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.page_header import PageHeader
from desktop.widgets.roomy import Roomy
from forms.checking.between_levels import NAMED
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from db.rolling import Findings, Source
    from db.store import Store
    from desktop.background import Task
    from desktop.comparing import Compared
    from forms.checking import Finding
    from forms.definition import Figure
    from forms.period import Period
    from forms.report import Report
    from forms.rollup import RollUp
    from forms.unit import Unit

#: The column of the sources' table that only a rate needs.
_PART: Final = 1
_BEGIN: Final = "Lập báo cáo từ số tổng hợp"
#: On a narrower page the ways stand below the title.
_NARROW: Final = 1000
#: The two views, and what is searched for in each.
_VIEWS: Final = (("&Chỉ tiêu", "Tìm chỉ tiêu"), ("&So sánh đơn vị", "Tìm đơn vị"))
_LOOKING: Final = " (đang kiểm tra báo cáo của các đơn vị…)"
_NOT_LOOKED: Final = " (chưa kiểm tra được báo cáo của các đơn vị, xem “So sánh đơn vị”)"
#: Four rows are always in sight.
_LEAST_TABLE: Final = 150


@dataclass(frozen=True, slots=True)
class Level:
    """What is rolled up: whose, for which period, from which store."""

    store: Store
    unit: Unit
    period: Period


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out: the totals, the level's own report if there is one, where they differ."""

    rolled: RollUp
    own_id: str
    own: Report | None
    findings: tuple[Finding, ...]


class RollUpPage(QWidget):
    """Figures of the level above with their sources.

    Signals:
        open_wanted: The id of a unit's report that is to be opened.
        figure_wanted: The id of such a report, and the figure it is to be opened at.
        begin_wanted: The level's own report is to be made out of the totals (a `RollUp`).
        receive_wanted: Files of the units below are to be received.
        deciding_wanted: What both sides have changed is to be decided.
        register_wanted: Who has delivered and who is late is to be shown.
    """

    open_wanted = Signal(str)
    figure_wanted = Signal(str, str)
    begin_wanted = Signal(object)
    receive_wanted = Signal()
    deciding_wanted = Signal()
    register_wanted = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._level: Level | None = None
        self._outcome: Outcome | None = None
        self._found: Findings = {}
        self._looking = ""
        self._task: Task | None = None
        self.period = Combo("Kỳ báo cáo")
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.views = QTabBar()
        self.comparison = ComparisonView()
        self.complete = looks.label("", "muted", wrap=True)
        self.begin = looks.button(_BEGIN, "primary", "file-plus")
        self.receive = looks.button("Nhận dữ liệu…", "", "download")
        self.register = looks.button("Theo dõi nộp…", "", "list-checks")
        self.deciding = looks.button("", "", "triangle-alert")
        self._figures = FiguresModel(self)
        self._sources = SourcesModel(self)
        self.figures = SortedTable(self._figures, "Chỉ tiêu tổng hợp")
        self.sources = SortedTable(self._sources, "Số liệu của từng đơn vị")
        self.about = looks.label("", "strong", wrap=True)
        self.open = looks.button("Mở báo cáo của đơn vị", "", "pen-line")
        self.said = Band()
        self.empty = EmptyState(
            "git-merge",
            "Chưa có báo cáo của đơn vị trực thuộc",
            "Nhận tệp các đơn vị giao, rồi quay lại đây.",
            "Nhận dữ liệu…",
        )
        self._lay_out()
        self._connect()

    # --- what others ask for

    def fill(self, store: Store, unit: Unit, periods: Sequence[Period]) -> None:
        """Offer the periods there are reports of, the latest first, and show the first."""
        self._level = None
        before = self.period.currentData()
        self.period.blockSignals(True)
        self.period.clear()
        for period in periods:
            self.period.addItem(overview.start_words(period), period)
        chosen = self.period.findData(before)
        self.period.setCurrentIndex(max(chosen, 0))
        self.period.blockSignals(False)
        self._store, self._unit = store, unit
        self._header.set_words("Tổng hợp", unit.name)
        self._pile.setCurrentIndex(0 if periods else 1)
        self.begin.setEnabled(False)
        if periods:
            self.refresh()

    def show_conflicts(self, count: int) -> None:
        """Say how many values both sides have changed still wait for somebody to decide."""
        self.deciding.setText(f"{count} xung đột…")
        self.deciding.setVisible(bool(count))

    def refresh(self) -> None:
        """Work the chosen period out anew, in the background."""
        self._level = level = Level(self._store, self._unit, self.period.currentData())
        if self._task is not None:
            self._task.cancel()
        self.complete.setText("Đang cộng số liệu các đơn vị…")
        self.complete.setToolTip("")
        self._task = background.run(
            lambda _task: _worked_out(level), done=self._show, failed=self._fail, label="Tổng hợp"
        )

    def choose(self, figure: str) -> None:
        """Choose a figure of the table."""
        self.figures.choose(lambda row: row.total.figure.id == figure)

    # --- inside

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.period)
        row.addWidget(self.search, 1)
        self._shown = QStackedWidget()
        self._shown.addWidget(self._laid_figures())
        self._shown.addWidget(self.comparison)
        sheet = QWidget()
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.M)
        inside.addLayout(row)
        inside.addWidget(self.complete)
        inside.addWidget(self.views)
        inside.addWidget(self._shown, 1)
        self._pile = QStackedWidget()
        self._pile.addWidget(sheet)
        self._pile.addWidget(self.empty)
        whole = QWidget()
        page = QVBoxLayout(whole)
        page.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        page.setSpacing(Space.L)
        page.addLayout(self._laid_head())
        page.addWidget(self._pile, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Roomy(whole))

    def _laid_figures(self) -> QSplitter:
        """The level's figures above, where the chosen one comes from below."""
        head = QHBoxLayout()
        head.addWidget(self.about, 1)
        head.addWidget(self.open)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addWidget(self.sources, 1)
        column.addWidget(self.said)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.figures)
        parts.addWidget(below)
        for table in (self.figures, self.sources):
            table.setMinimumHeight(_LEAST_TABLE)
        return parts

    def _laid_head(self) -> QBoxLayout:
        self._header = PageHeader("Tổng hợp")
        self._header.add_action(self.begin)
        ways = QHBoxLayout()
        ways.setSpacing(Space.S)
        for button in (self.receive, self.register, self.deciding):
            ways.addWidget(button)
        ways.addStretch(1)
        self._head = head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(Space.S)
        head.addWidget(self._header, 1)
        head.addLayout(ways)
        return head

    def _name_views(self) -> None:
        self.views.setExpanding(False)
        self.views.setDrawBase(False)
        self.views.setAccessibleName("Cách xem số tổng hợp")
        for name, _ in _VIEWS:
            self.views.addTab(name)
        self._on_view(0)

    def _on_view(self, view: int) -> None:
        """Show the figures or the units; what is searched for is another thing there."""
        self._shown.setCurrentIndex(view)
        self.search.clear()
        self.search.setPlaceholderText(f"{_VIEWS[view][1]}…")
        self.search.setAccessibleName(_VIEWS[view][1])

    def _connect(self) -> None:
        self.period.currentIndexChanged.connect(self.refresh)
        self.search.textChanged.connect(self._keep)
        self.views.currentChanged.connect(self._on_view)
        self.comparison.open_wanted.connect(self.open_wanted)
        self.comparison.compared.connect(self._judge)
        self.comparison.failed.connect(self._judge_nothing)
        self.begin.clicked.connect(self._begin)
        self.receive.clicked.connect(self.receive_wanted)
        self.empty.acted.connect(self.receive_wanted)
        self.deciding.clicked.connect(self.deciding_wanted)
        self.register.clicked.connect(self.register_wanted)
        self.show_conflicts(0)
        self.open.clicked.connect(self._open)
        self.sources.activated.connect(self._open)
        self.figures.selectionModel().currentRowChanged.connect(self._trace)
        self.sources.selectionModel().currentRowChanged.connect(self._on_source)
        self._on_source()
        self._name_views()

    def _keep(self, words: str) -> None:
        view = self._shown.currentWidget()
        (self.comparison if view is self.comparison else self.figures).keep(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: on a small screen the ways stand below the title."""
        super().resizeEvent(event)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._head.setDirection(down if self.width() < _NARROW else across)

    def _show(self, outcome: Outcome) -> None:
        self._outcome = outcome
        rolled = outcome.rolled
        outdated = (f.message for f in outcome.findings if f.fields[0] not in rolled.totals)
        self.complete.setText(next(outdated, rolled.completeness(NAMED)))
        self.complete.setToolTip(rolled.completeness())
        looks.set_look(self.complete, State.WARNING if rolled.missing else State.OK)
        own = outcome.own.figures if outcome.own else {}
        self._figures.fill(figure_rows(rolled, own, outcome.findings))
        self.begin.setText("Mở báo cáo của cấp này" if outcome.own else _BEGIN)
        self.begin.setEnabled(bool(rolled.delivered) or outcome.own is not None)
        self._found, self._looking = {}, _LOOKING
        self.figures.selectRow(0)
        self._trace()
        self.comparison.fill(self._store, rolled)

    def _judge(self, compared: Compared) -> None:
        """The units' reports were looked through: show what is to be seen at the figure."""
        self._found, self._looking = compared.findings, ""
        self._trace_again()

    def _judge_nothing(self) -> None:
        self._looking = _NOT_LOOKED
        self._trace_again()

    def _trace_again(self) -> None:
        """Show the same figure's sources anew; whoever stood on one stays there."""
        chosen = self.sources.row()
        self._trace()
        if chosen is not None:
            self.sources.choose(lambda row: row.place == chosen.place)

    def _fail(self, error: Exception) -> None:
        words = "Không cộng được số liệu. Hãy đóng chương trình, mở lại rồi thử lần nữa."
        self.complete.setText(error.message if isinstance(error, Problem) else words)
        looks.set_look(self.complete, State.ERROR)

    def _begin(self) -> None:
        outcome = self._outcome
        if outcome is not None and outcome.own is not None:
            self.open_wanted.emit(outcome.own_id)
        elif outcome is not None:
            self.begin_wanted.emit(outcome.rolled)

    def _trace(self, *_: object) -> None:
        """Show where the chosen figure comes from."""
        row, level = self.figures.row(), self._level
        if row is None or level is None or self._outcome is None:
            self._show_sources("", {})
            return
        rolled, figure = self._outcome.rolled, row.total.figure
        try:
            traced = _traced(level, rolled, figure.id, self._found)
        except Problem as problem:
            self._show_sources(problem.message, {})
        else:
            about = f"{figure.label}: số liệu của từng đơn vị{self._looking}"
            by_figure = {rolled.form.figures[name]: found for name, found in traced.items()}
            self._show_sources(about, by_figure)

    def _show_sources(self, about: str, traced: Mapping[Figure, Sequence[Source]]) -> None:
        self.about.setText(about)
        self.sources.setColumnHidden(_PART, len(traced) == 1)
        today = self._today()
        self._sources.fill(
            [SourceRow(figure, each, today) for figure, found in traced.items() for each in found]
        )

    def _on_source(self, *_: object) -> None:
        """Say of the unit chosen what its report has open, for whoever has no mouse as well."""
        row = self.sources.row()
        self.open.setEnabled(row is not None)
        self.said.say(*((row.state, row.words) if row else (State.NONE, "")))

    def _open(self) -> None:
        row = self.sources.row()
        if row is not None:
            self.figure_wanted.emit(row.source.report_id, row.figure.id)


def _worked_out(level: Level) -> Outcome:
    from db.rolling import rolled_up
    from forms.checking.between_levels import between_levels
    from forms.choosing import form_for

    form = form_for(level.unit.kind, level.period)
    rolled = rolled_up(level.store, form, level.unit, level.period)
    wanted = (form.id, level.unit.code, level.period)
    infos = (i for i in level.store.reports() if (i.form, i.unit.code, i.period) == wanted)
    info = next(infos, None)
    own = level.store.load(info.id) if info else None
    findings = between_levels(own, rolled) if own else ()
    return Outcome(rolled, info.id if info else "", own, findings)


def _traced(
    level: Level, rolled: RollUp, figure: str, found: Findings
) -> dict[str, tuple[Source, ...]]:
    from db.rolling import traced

    return traced(level.store, rolled, figure, found)
