"""The units of a level side by side: a table, its picture, and whether Word gets both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop import background
from desktop.appearance import looks, scheme
from desktop.appearance.tokens import Space, State
from desktop.attachments import COMPARISON
from desktop.comparing import Compared, compared
from desktop.pages.charts_page import PictureWays, failure_words
from desktop.pages.comparison_table import UnitsTable
from desktop.pages.tall_picture import TallPicture
from forms.charts.units_data import UnitsChart, units_chart
from forms.charts.units_drawing import LEAST_WIDTH_MM, draw_units_png, units_picture
from forms.comparing_units import Aspect, Comparison, Order
from forms.comparison_words import cells
from forms.problem import Problem

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from db.store import Store
    from desktop.background import Task
    from desktop.pages.charts_page import Paper
    from forms.rollup import RollUp

#: While the window is being resized or sorted, wait for it to come to rest.
_REST_MS: Final = 150
#: In a narrower view the picture stands below the table.
_NARROW: Final = 900
#: What table and picture get of the room, in proportion.
_SHARES: Final = (580, 420)
_LEAST_TABLE: Final = 150
_LEAST_PICTURE: Final = 240
_COMPARING: Final = "Đang so sánh các đơn vị…"
_DRAWING: Final = "Đang vẽ…"
_INCLUDED: Final = (
    "Báo cáo của cấp này có thêm phụ lục “So sánh giữa các đơn vị”, xếp như bảng dưới đây."
)


class ComparisonView(QWidget):
    """Compares the units of a roll-up in the background; draws once it is looked at.

    Signals:
        open_wanted: The id of a unit's report that is to be opened.
        compared: The units are compared (a `Compared`).
        failed: They can't be; the view says why.
    """

    open_wanted = Signal(str)
    compared = Signal(object)
    failed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: tuple[Store, RollUp] | None = None
        self._compared: Compared | None = None
        self._task: Task | None = None
        self._drawing: Task | None = None
        self._drawn: object = None
        self.summary = looks.label("", "muted", wrap=True)
        self.note = looks.label("", "muted", wrap=True)
        self.open = looks.button("Mở báo cáo", "", "pen-line")
        self.open.setToolTip("Mở báo cáo của đơn vị đang chọn (Enter)")
        self.include = QCheckBox("Chèn vào báo cáo Word")
        self.include.setToolTip(_INCLUDED)
        self.ways = PictureWays(self._paper, self._say, self)
        self.units = UnitsTable(self)
        self.picture = TallPicture()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._lay_out()
        self._connect()

    # --- what others ask for

    def fill(self, store: Store, rolled: RollUp) -> None:
        """Compare the units of a roll-up."""
        self._source = (store, rolled)
        self._compared = None
        self._let_keep()
        self._compare(store, rolled)

    def keep(self, words: str) -> None:
        """Show only the units whose name holds the words, marks aside."""
        self.units.keep(words)
        self._rest.start()

    # --- inside

    def _lay_out(self) -> None:
        ways = QHBoxLayout()
        ways.setSpacing(Space.S)
        for way in (self.open, self.include, self.ways.copy_button, self.ways.save_button):
            ways.addWidget(way)
        ways.addStretch(1)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(Space.S)
        self._head.addWidget(self.summary, 1)
        self._head.addLayout(ways)
        self._parts = QSplitter()
        self._parts.setChildrenCollapsible(False)
        self._parts.addWidget(self.units)
        self._parts.addWidget(self.picture)
        self._parts.setSizes(_SHARES)
        self.units.setMinimumHeight(_LEAST_TABLE)
        self.picture.setMinimumHeight(_LEAST_PICTURE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addLayout(self._head)
        layout.addWidget(self._parts, 1)
        layout.addWidget(self.note)

    def _connect(self) -> None:
        self._rest.timeout.connect(self._draw)
        self.open.clicked.connect(self._open)
        self.units.activated.connect(self._open)
        self.units.selectionModel().currentRowChanged.connect(self._on_unit)
        self.units.horizontalHeader().sortIndicatorChanged.connect(self._on_order)
        self.include.toggled.connect(self._keep_choice)
        self._parts.splitterMoved.connect(lambda *_: self._rest.start())
        self._on_unit()
        self._let_keep()

    def _compare(self, store: Store, rolled: RollUp) -> None:
        if self._task is not None:
            self._task.cancel()
        self.summary.setText(_COMPARING)
        self._task = background.run(
            lambda task: compared(store, rolled, task.check),
            done=self._show,
            failed=self._fail_comparing,
            label=_COMPARING,
        )

    def _show(self, found: Compared) -> None:
        self._compared = found
        self._let_keep()
        self._show_choice()
        self.units.fill(found.comparison, found.reports)
        self.units.selectRow(0)
        self.summary.setText(summary(found.comparison))
        self._on_unit()
        self._rest.start()
        self.compared.emit(found)

    def _let_keep(self) -> None:
        """There is something to copy, save and print once the units are compared."""
        for way in (self.include, self.ways.copy_button, self.ways.save_button):
            way.setEnabled(self._compared is not None)

    def _show_choice(self) -> None:
        """Show whether and in which order the store's reports get the comparison."""
        code = self._kept()
        self.include.blockSignals(True)
        self.include.setChecked(code is not None)
        self.include.blockSignals(False)
        self.units.sort_by(Order.parse(code or ""))

    def _draw(self) -> None:
        """Draw for the screen, unless what is shown is just that."""
        chart = self._chart()
        if chart is None or not self.isVisible():
            return
        width, dpi = self.picture.place(LEAST_WIDTH_MM)
        wanted = (chart, width, dpi, scheme.is_dark())
        if wanted == self._drawn:
            return
        self._drawn = wanted
        self.picture.tell(chart.title, chart.words)
        if self._drawing is not None:
            self._drawing.cancel()
        self._say(_DRAWING, State.NONE)
        self._drawing = background.run(
            lambda _task: draw_units_png(chart, width_mm=width, dpi=dpi, dark=wanted[3]),
            done=self._show_picture,
            failed=self._fail,
            label=_DRAWING,
        )

    def _show_picture(self, png: bytes) -> None:
        self.picture.show_png(png)
        self._say("", State.NONE)

    def _chart(self) -> UnitsChart | None:
        if self._compared is None:
            return None
        return units_chart(self._compared.comparison, self.units.shown, self.units.order)

    def _paper(self) -> Paper:
        chart = self._chart()
        if chart is None:
            raise Problem("Chưa so sánh xong các đơn vị; hãy chờ một lát rồi thử lại.")
        return chart.title, lambda: units_picture(chart).png

    def _fail_comparing(self, error: Exception) -> None:
        self.summary.setText("")
        self._fail(error)
        self.failed.emit()

    def _fail(self, error: Exception) -> None:
        self._drawn = None
        self._say(failure_words(error), State.ERROR)

    def _say(self, words: str, state: State) -> None:
        self.note.setText(words)
        looks.set_state(self.note, state.value)

    def _on_order(self, *_: object) -> None:
        """The units were sorted anew: the picture follows, and the appendix if there is one."""
        self._rest.start()
        if self._kept() not in (None, self.units.order.code):
            self._keep_choice()

    def _kept(self) -> str | None:
        """Return in which order the store's reports get the comparison; None if they don't."""
        return self._source[0].settings().get(COMPARISON) if self._source else None

    def _keep_choice(self, *_: object) -> None:
        """Remember in the store whether its reports get the comparison, and in which order."""
        if self._source is None:
            return
        is_wanted = self.include.isChecked()
        try:
            self._source[0].set_setting(COMPARISON, self.units.order.code if is_wanted else None)
        except Problem as problem:
            self._say(problem.message, State.ERROR)
        else:
            self._say(_INCLUDED if is_wanted else "", State.OK)

    def _on_unit(self, *_: object) -> None:
        row = self.units.row()
        self.open.setEnabled(row is not None and bool(row.report_id))

    def _open(self) -> None:
        row = self.units.row()
        if row is not None and row.report_id:
            self.open_wanted.emit(row.report_id)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override: nothing is drawn before this."""
        super().showEvent(event)
        self._rest.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: draw anew at the new size; on a small screen one below the other."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._head.setDirection(down if is_narrow else across)
        self._parts.setOrientation(
            Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        )
        self._rest.start()

    def changeEvent(self, event: QEvent) -> None:
        """Qt's override: draw anew in the colours of another scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._rest.start()


def summary(comparison: Comparison) -> str:
    """Say how all units stand together."""
    whole = comparison.whole
    rate = cells(comparison, whole)[Aspect.RATE]
    said = f"đúng hạn {rate} %" if whole.rate is not None else rate
    return (
        f"Toàn cấp: {said}; báo cáo đã có đầy đủ {whole.percent or 0} %; "
        f"{whole.errors} lỗi, {whole.warnings} cảnh báo chưa xử lý."
    )
