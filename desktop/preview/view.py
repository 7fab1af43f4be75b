"""The preview: the whole document as it will print, kept in step while the officer types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space
from desktop.preview.layout import Layouter
from desktop.preview.sheets import Sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QShowEvent

    from desktop.preview.pieces import Page
    from forms.block import Document

_NAME = "Xem trước báo cáo"


class PreviewView(QWidget):
    """Continuous pages with zoom and page count.

    Signals:
        field_clicked: The words of a figure, text or table were clicked; its id.
    """

    field_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheets = Sheets()
        self._layouter = Layouter()
        self._waiting: Document | None = None
        self._place = looks.label("", "muted")
        self._zoom = looks.button("100 %", "quiet")
        self._fit = looks.button("Vừa chiều ngang", "quiet")
        self._fit.setCheckable(True)
        self.setAccessibleName(_NAME)
        self.sheets.setAccessibleName(_NAME)
        self.setFocusProxy(self.sheets)
        self.sheets.field_clicked.connect(self.field_clicked)
        self.sheets.moved.connect(self._tell)
        self._build()
        self._tell()

    # What others ask for.

    def show_document(self, document: Document) -> None:
        """Show a document; costs little when only some blocks differ from the last one.

        While the preview is hidden nothing is laid out; that happens when it is shown.
        """
        self._waiting = document
        if self.isVisible():
            self._lay_out()

    def show_field(self, field: str) -> bool:
        """Scroll to the words of a field; False if they are not printed."""
        self._lay_out()
        return self.sheets.show_field(field)

    @property
    def pages(self) -> Sequence[Page]:
        """The pages of the document last given."""
        self._lay_out()
        return self.sheets.pages

    @property
    def place(self) -> str:
        """Where the reader is, such as "Trang 2/11"."""
        return self._place.text()

    # Inside.

    def _build(self) -> None:
        bar = QFrame()
        bar.setProperty("look", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        row.setSpacing(Space.S)
        row.addWidget(self._place)
        row.addStretch(1)
        row.addWidget(self._button("zoom-out", "Thu nhỏ (Ctrl+−)", self.sheets.zoom_out))
        row.addWidget(self._zoom)
        row.addWidget(self._button("zoom-in", "Phóng to (Ctrl++)", self.sheets.zoom_in))
        row.addWidget(self._fit)
        self._zoom.setToolTip("Về đúng khổ giấy, 100 % (Ctrl+0)")
        self._zoom.clicked.connect(lambda: self.sheets.set_percent(100))
        self._fit.setToolTip("Phóng cho vừa chiều ngang cửa sổ (Ctrl+9)")
        self._fit.clicked.connect(self.sheets.fit_width)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.sheets, 1)
        self._bind("Ctrl++", self.sheets.zoom_in)
        self._bind("Ctrl+=", self.sheets.zoom_in)
        self._bind("Ctrl+-", self.sheets.zoom_out)
        self._bind("Ctrl+0", lambda: self.sheets.set_percent(100))
        self._bind("Ctrl+9", self.sheets.fit_width)

    def _button(self, icon: str, name: str, do: Callable[[], None]) -> QWidget:
        made = looks.tool_button(icon, name)
        made.clicked.connect(lambda _on: do())
        return made

    def _bind(self, keys: str, do: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)

    def _lay_out(self) -> None:
        if self._waiting is not None:
            document, self._waiting = self._waiting, None
            self.sheets.set_pages(self._layouter.pages(document))

    def _tell(self) -> None:
        """Say where the reader is and how large the paper is shown; also to a screen reader."""
        pages, current = self.sheets.pages, self.sheets.current
        place = f"Trang {current + 1}/{len(pages)}" if pages else "Chưa có trang nào"
        self._zoom.setText(f"{self.sheets.percent} %")
        self._zoom.setAccessibleName(f"Cỡ hiển thị {self.sheets.percent} %")
        self._fit.setChecked(self.sheets.fits_width)
        if place != self._place.text():
            self._place.setText(place)
            self.setAccessibleDescription(place)
        self.sheets.setAccessibleDescription(pages[current].text if pages else "")

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override: lay out what came while the preview was hidden."""
        super().showEvent(event)
        self._lay_out()
