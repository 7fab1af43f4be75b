"""The first start: which unit, who signs, where the data lie; or the samples, or a store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from db import drives
from desktop import places
from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.dialogs.export import STORE, ExportDialog
from desktop.dialogs.unit_picker import UnitPicker
from desktop.pages.signing_form import SigningForm
from desktop.settings import Office
from desktop.widgets.glyph import Glyph
from desktop.widgets.plain_edit import PlainEdit
from desktop.widgets.roomy import Roomy

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from db.drives import Drive
    from forms.report import UnitRef

#: Question and explanation of each step.
_STEPS: Final = (
    (
        "Đơn vị nào làm báo cáo?",
        "Tên đơn vị in ở đầu báo cáo và trong các câu. Sau này đổi được trong phần Cài đặt.",
    ),
    (
        "Ai ký báo cáo?",
        "Dùng cho mọi báo cáo mới; sửa được trong từng báo cáo. Ô nào chưa biết thì để trống.",
    ),
    (
        "Dữ liệu nằm ở đâu?",
        (
            "Mọi báo cáo của đơn vị nằm trong một tệp duy nhất (sổ dữ liệu) trên máy này. "
            "Bản sao lưu được tự động làm trong thư mục bên cạnh khi đóng chương trình."
        ),
    ),
)
_SIDE: Final = 300
_WIDTH: Final = 960
#: In a narrower page the side makes room for the questions.
_NARROW: Final = 860
_NARROW_SIDE: Final = 220


@dataclass(frozen=True, slots=True)
class NewStore:
    """The answer: the office and the file its store is to be."""

    office: Office
    path: Path


class StartPage(QWidget):
    """Three questions, one after the other.

    Signals:
        answered: A `NewStore` that is to be made.
        sample_wanted: The sample reports are to be opened.
        store_wanted: A store at hand is to be opened.
        left: Back to the store that is open; only where there is one.
    """

    answered = Signal(object)
    sample_wanted = Signal()
    store_wanted = Signal()
    left = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_path_own = False
        self.picker = UnitPicker(today)
        self.signing = SigningForm()
        self.path = PlainEdit()
        self.path.setAccessibleName("Tệp sổ dữ liệu")
        self.path.textEdited.connect(self._on_path)
        self.browse = looks.button("Chọn nơi khác…", "", "folder-open")
        self.browse.clicked.connect(self._browse)
        self._problem = looks.label("", State.ERROR, wrap=True)
        self._problem.hide()
        self.local = looks.button("Để sổ trên máy này", "", "monitor")
        self.local.setAutoDefault(True)  # Enter takes it when it has the focus
        self.local.clicked.connect(self._take_local)
        self.local.hide()
        self._title = looks.label("", "title", wrap=True)
        self._about = looks.label("", "muted", wrap=True)
        self._pile = QStackedWidget()
        self.back = looks.button("Quay lại", "", "arrow-left")
        self.back.clicked.connect(self._go_back)
        self.next = looks.button("", "primary")
        self.next.clicked.connect(self._go_on)
        self.next.setDefault(True)
        self.picker.changed.connect(self._on_unit)
        self.picker.confirmed.connect(self._go_on)
        for edit in (*self.signing.fields.values(), self.path):
            edit.returnPressed.connect(self._go_on)
        self._lay_out()
        self.begin()

    def begin(self, *, may_leave: bool = False) -> None:
        """Start again at the first question."""
        self._may_leave = may_leave
        self.show_problem("")
        self._show(0)

    def show_problem(self, sentence: str) -> None:
        """Say why the store could not be made; "" says nothing."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.local.hide()

    @property
    def step(self) -> int:
        """Which question is shown, from 0."""
        return self._pile.currentIndex()

    # --- the steps

    def _show(self, step: int) -> None:
        title, about = _STEPS[step]
        self._title.setText(title)
        self._about.setText(about)
        self._pile.setCurrentIndex(step)
        for number, mark in enumerate(self._marks):
            looks.set_look(mark, "accent" if number == step else "muted")
        self.back.setVisible(step > 0 or self._may_leave)
        self.next.setText("Bắt đầu làm báo cáo" if step == len(_STEPS) - 1 else "Tiếp tục")
        self._on_unit()
        (self.picker, self.signing, self.path)[step].setFocus()

    def _go_on(self) -> None:
        unit = self.picker.unit()
        if unit is None:
            return
        if self.step == len(_STEPS) - 1:
            self._answer(unit)
            return
        if self.step == 0:
            self._propose(unit)
        self._show(self.step + 1)

    def _go_back(self) -> None:
        self.show_problem("")
        if self.step == 0:
            self.left.emit()
        else:
            self._show(self.step - 1)

    def _propose(self, unit: UnitRef) -> None:
        self.signing.propose(unit)
        if not self._is_path_own:
            self.path.setText(str(places.store_for(unit.name)))

    def _answer(self, unit: UnitRef) -> None:
        words = self.path.text().strip()
        if not words:
            self.show_problem("Hãy chọn nơi lưu sổ dữ liệu.")
            return
        path = Path(words)
        path = path if path.suffix else path.with_name(f"{path.name}{places.SUFFIX}")
        drive = drives.drive_of(path)
        if not drive.is_for_editing:
            self._refuse(drive)
            return
        self.show_problem("")
        self.answered.emit(NewStore(Office(unit, **self.signing.values()), path))

    def _refuse(self, drive: Drive) -> None:
        """Say why no store is made there; one key then puts it on this machine."""
        from desktop.dialogs import stick

        self.show_problem(stick.refusal(drive))
        self.local.show()
        self.local.setFocus()

    def _take_local(self) -> None:
        name = Path(self.path.text().strip()).name
        self.path.setText(str(places.local_folder() / name))
        self.show_problem("")
        self.next.setFocus()

    def _on_unit(self) -> None:
        self.next.setEnabled(self.picker.unit() is not None)

    def _on_path(self) -> None:
        self._is_path_own = True
        self.show_problem("")

    def _browse(self) -> None:
        chosen = ExportDialog.ask(self, "Nơi lưu sổ dữ liệu", Path(self.path.text()), STORE)
        if chosen is not None:
            self.path.setText(str(chosen))
            self._on_path()

    # --- how it is laid out

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("look", "card")
        card.setMaximumWidth(_WIDTH)
        row = QHBoxLayout(card)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._beside = self._side()
        row.addWidget(self._beside)
        row.addLayout(self._main(), 1)
        inside = QWidget()
        self._around = QHBoxLayout(inside)
        self._around.addStretch(1)
        self._around.addWidget(card, 100)
        self._around.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Roomy(inside))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: less air where there is little room."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        margin = Space.M if is_narrow else Space.XXL
        self._around.setContentsMargins(margin, margin, margin, margin)
        self._beside.setFixedWidth(_NARROW_SIDE if is_narrow else _SIDE)

    def _side(self) -> QFrame:
        side = QFrame()
        side.setProperty("look", "side")
        column = QVBoxLayout(side)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.S)
        column.addWidget(Glyph("landmark", "accent", 36), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(looks.label("Báo cáo CCHC", "display", wrap=True))
        column.addWidget(
            looks.label(
                "Lập báo cáo cải cách hành chính định kỳ: nhập số liệu, được kiểm tra ngay khi gõ, "
                "xuất tệp Word đúng thể thức.",
                "muted",
                wrap=True,
            )
        )
        column.addSpacing(Space.XL)
        self._marks = [self._mark(n, words) for n, words in enumerate(_MARKS, 1)]
        for mark in self._marks:
            column.addWidget(mark)
        column.addStretch(1)
        column.addWidget(looks.label("Chưa muốn bắt đầu ngay?", "small"))
        self.sample = looks.button("Dùng dữ liệu mẫu", "", "eye")
        self.sample.clicked.connect(self.sample_wanted)
        self.open = looks.button("Mở sổ dữ liệu có sẵn…", "", "folder-open")
        self.open.clicked.connect(self.store_wanted)
        column.addWidget(self.sample)
        column.addWidget(self.open)
        return side

    def _mark(self, number: int, words: str) -> QLabel:
        return looks.label(f"{number}   {words}", "muted")

    def _main(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addSpacing(Space.S)
        self._pile.addWidget(self.picker)
        self._pile.addWidget(_from_top(self.signing))
        self._pile.addWidget(self._place_step())
        column.addWidget(self._pile, 1)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.next)
        column.addLayout(foot)
        return column

    def _place_step(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        label = looks.label("Tệp sổ dữ liệu")
        label.setBuddy(self.path)
        column.addWidget(label)
        column.addWidget(self.path)
        column.addWidget(self._problem)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.local)
        row.addWidget(self.browse)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(Space.S)
        column.addWidget(
            looks.label(
                "Phải nằm trên ổ đĩa của máy, không để trên USB hay thư mục dùng chung trong mạng. "
                "Khi chuyển máy chỉ cần chép đúng một tệp này, lúc chương trình đã đóng.",
                "small",
                wrap=True,
            )
        )
        return _from_top(inside)


_MARKS: Final = ("Đơn vị", "Người ký", "Nơi lưu dữ liệu")


def _from_top(widget: QWidget) -> QWidget:
    """A page with its content at the top."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    page.setFocusProxy(widget)
    return page
