"""The chart page: how the figures went over the periods in the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import background
from desktop.appearance import looks, scheme
from desktop.appearance.tokens import Space, State
from desktop.pages.chart_canvas import ChartCanvas
from desktop.widgets.combo import Combo
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.page_header import PageHeader
from forms import charts
from forms.problem import Problem
from forms.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from desktop.background import Task
    from forms.charts import ChartData
    from forms.report import Report

T = TypeVar("T")

#: The chart's size on paper; on the screen it keeps these proportions.
WIDTH_MM: Final = 160
HEIGHT_MM: Final = 92
_PAPER_DPI: Final = 220
#: While the window is being resized, wait for it to come to rest.
_REST_MS: Final = 150

_CHOICES: Final = (
    ("dossiers", "Hồ sơ tiếp nhận, giải quyết, đúng hạn"),
    ("pending", "Hồ sơ đang giải quyết, quá hạn"),
    ("punctuality", "Tỷ lệ giải quyết trước hạn và đúng hạn"),
)


#: What a picture is called, and what draws it for paper.
Paper = tuple[str, "Callable[[], bytes]"]


class PictureWays(QObject):
    """Copies a picture and saves it as a file, drawn for paper in the background.

    Args:
        paper: Returns what is to be drawn; what draws it is called in the worker thread.
        say: Tells how it goes, and how good that is.

    Attributes:
        copy_button, save_button: The two ways.
    """

    def __init__(
        self, paper: Callable[[], Paper], say: Callable[[str, State], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._paper = paper
        self._say = say
        self._window = parent
        self.copy_button = looks.button("Chép", icon="copy")
        self.save_button = looks.button("Lưu ảnh…", icon="download")
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self._ask_and_save)

    def save_to(self, path: Path) -> None:
        """Draw for paper and write the picture as a PNG file."""
        _, draw = self._paper()
        self._work(
            lambda _task: write_whole(path, draw(), "ảnh"),
            lambda _: self._say(f"Đã lưu ảnh “{path.name}”.", State.OK),
            "Đang lưu ảnh…",
        )

    def copy(self) -> None:
        """Draw for paper and put the picture on the clipboard."""
        _, draw = self._paper()
        self._work(lambda _task: draw(), self._take_copy, "Đang chép ảnh…")

    def _work(self, work: Callable[[Task], T], done: Callable[[T], None], words: str) -> None:
        self._say(words, State.NONE)
        background.run(work, done=done, failed=self._fail, label=words)

    def _take_copy(self, png: bytes) -> None:
        QGuiApplication.clipboard().setImage(QImage.fromData(png))
        self._say("Đã chép ảnh; dán vào Word hoặc thư bằng Ctrl+V.", State.OK)

    def _fail(self, error: Exception) -> None:
        self._say(failure_words(error), State.ERROR)

    def _ask_and_save(self) -> None:
        title, _ = self._paper()
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Lưu ảnh biểu đồ", f"{title}.png", "Ảnh PNG (*.png)"
        )
        if name:
            self.save_to(Path(name).with_suffix(".png"))


class ChartsPage(QWidget):
    """Chooses, draws, saves and copies a chart; says whether it goes into the Word file.

    Signals:
        include_changed: The officer wants the chart in the Word file, or no longer.
    """

    include_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reports: tuple[Report, ...] = ()
        self._task: Task | None = None
        self._drawn: object = None
        self._has_drawn = False
        self._stack = QStackedWidget()
        self._choice = Combo("Biểu đồ")
        self._include = QCheckBox("Chèn vào báo cáo Word")
        self._note = looks.label("", "muted", wrap=True)
        self._ways = PictureWays(self._paper, self._say, self)
        self.canvas = ChartCanvas(WIDTH_MM, HEIGHT_MM)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._draw)
        self._build()
        self.set_reports(())

    # What others ask for.

    @property
    def data(self) -> ChartData:
        """What the chosen chart shows."""
        return charts.CHARTS[self.chart](self._reports)

    @property
    def chart(self) -> str:
        """Id of the chosen chart, a key of `forms.charts.CHARTS`."""
        return str(self._choice.currentData())

    @property
    def is_included(self) -> bool:
        """Whether the chart goes into the Word file."""
        return self._include.isChecked()

    @property
    def note(self) -> str:
        """What the page says about its work."""
        return self._note.text()

    def set_reports(self, reports: Sequence[Report]) -> None:
        """Show these reports' figures, one report a period, in any order."""
        self._reports = tuple(reports)
        self._refresh()

    def choose(self, chart: str) -> None:
        """Show the chart of that id."""
        self._choice.setCurrentIndex(self._choice.findData(chart))

    def set_included(self, included: bool) -> None:
        """Say whether the chart goes into the Word file."""
        self._include.setChecked(included)

    def save_to(self, path: Path) -> None:
        """Draw for paper and write the picture as a PNG file, in the background."""
        self._ways.save_to(path)

    # Inside.

    def _build(self) -> None:
        for chart, words in _CHOICES:
            self._choice.addItem(words, chart)
        self._choice.currentIndexChanged.connect(self._refresh)
        self._include.toggled.connect(self.include_changed)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._choice)
        row.addStretch(1)
        row.addWidget(self._include)
        row.addWidget(self._ways.copy_button)
        row.addWidget(self._ways.save_button)
        sheet = QWidget()
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.M)
        inside.addLayout(row)
        inside.addWidget(self.canvas, 1)
        inside.addWidget(self._note)
        self._stack.addWidget(self._empty())
        self._stack.addWidget(sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        layout.setSpacing(Space.L)
        layout.addWidget(PageHeader("Biểu đồ", "Số liệu hồ sơ qua các kỳ báo cáo trong sổ dữ liệu"))
        layout.addWidget(self._stack, 1)

    def _empty(self) -> EmptyState:
        return EmptyState(
            "chart-column",
            "Chưa có số liệu để vẽ",
            "Hãy nhập số liệu hồ sơ của ít nhất một kỳ báo cáo.",
        )

    def _refresh(self) -> None:
        """Show the chosen chart, or that there is nothing to show."""
        has_any = any(make(self._reports).filled_periods for make in charts.CHARTS.values())
        self._stack.setCurrentIndex(int(has_any))
        self._drawn = None
        data = self.data
        self.canvas.setAccessibleName(data.title)
        self.canvas.setAccessibleDescription(data.words)
        self._draw()

    def _draw(self) -> None:
        """Draw for the screen, unless what is shown is just that."""
        wanted = (self.data, self.canvas.dpi, scheme.is_dark())
        if not self.isVisible() or not self._stack.currentIndex() or wanted == self._drawn:
            return
        self._drawn = wanted
        if self._task is not None:
            self._task.cancel()
        data, dpi, dark = wanted
        words = "Đang vẽ…" if self._has_drawn else "Đang mở phần vẽ biểu đồ, lần đầu mất vài giây…"
        self._say(words, State.NONE)
        self._task = background.run(
            lambda _task: charts.draw_png(
                data, width_mm=WIDTH_MM, height_mm=HEIGHT_MM, dpi=dpi, dark=dark
            ),
            done=self._show,
            failed=self._fail,
            label=words,
        )

    def _paper(self) -> Paper:
        data = self.data
        return data.title, lambda: _for_paper(data)

    def _show(self, png: bytes) -> None:
        self._has_drawn = True
        self.canvas.show_png(png)
        self._say("", State.NONE)

    def _fail(self, error: Exception) -> None:
        self._drawn = None
        self._say(failure_words(error), State.ERROR)

    def _say(self, words: str, state: State) -> None:
        self._note.setText(words)
        looks.set_state(self._note, state.value)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override: nothing is drawn, and matplotlib not loaded, before this."""
        super().showEvent(event)
        self._rest.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: draw anew at the new size, once it has come to rest."""
        super().resizeEvent(event)
        self._rest.start()

    def changeEvent(self, event: QEvent) -> None:
        """Qt's override: draw anew in the colours of another scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._rest.start()


def failure_words(error: Exception) -> str:
    """Say why a picture could not be drawn, written or copied."""
    sentence = "Không vẽ được biểu đồ. Hãy đóng chương trình, mở lại rồi thử lần nữa."
    return error.message if isinstance(error, Problem) else sentence


def _for_paper(data: ChartData) -> bytes:
    return charts.draw_png(data, width_mm=WIDTH_MM, height_mm=HEIGHT_MM, dpi=_PAPER_DPI)
