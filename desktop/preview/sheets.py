"""The pages one below the other, as sheets of white paper on a calm ground."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.appearance import scheme
from desktop.appearance.tokens import Space
from desktop.preview.paint import field_at, field_boxes, page_size, paint_page
from desktop.preview.units import PER_INCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from desktop.preview.pieces import Page

#: The zoom's steps, in per cent of the paper's real size.
STEPS = (25, 33, 50, 67, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400)
#: Paper is white in the dark too: it shows what will be printed.
_PAPER = QColor("white")
_GAP = Space.XL
_SHADOW_DEPTH = 6
#: How long a field's words stay framed after a jump: until the next click.
_FRAME_WIDTH = 2


class Sheets(QAbstractScrollArea):
    """Shows pages; only those in sight are painted.

    Signals:
        field_clicked: A figure's or text's words were clicked.
        moved: Another page is in the middle, or the zoom changed.
    """

    field_clicked = Signal(str)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: Sequence[Page] = ()
        self._tops: list[int] = []
        self._percent = 100
        self._fits = True
        self._pressed = ""
        self._framed = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self.moved)

    # What is shown.

    @property
    def pages(self) -> Sequence[Page]:
        """The pages shown."""
        return self._pages

    @property
    def percent(self) -> int:
        """The zoom, in per cent of the paper's real size."""
        return self._percent

    @property
    def fits_width(self) -> bool:
        """Whether the zoom follows the window's width."""
        return self._fits

    @property
    def current(self) -> int:
        """Index of the page in the middle of the window."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return max(0, bisect_right(self._tops, middle) - 1)

    def set_pages(self, pages: Sequence[Page]) -> None:
        """Show other pages and stay where the reader is."""
        self._pages = pages
        self._arrange()
        self.viewport().update()
        self.moved.emit()

    def fit_width(self) -> None:
        """Let the zoom follow the window's width."""
        self._fits = True
        self._zoom_to(self._fitting())

    def set_percent(self, percent: int, anchor: float | None = None) -> None:
        """Zoom; the point at ``anchor`` pixels from the top (else the middle) stays put."""
        self._fits = False
        self._zoom_to(min(max(percent, STEPS[0]), STEPS[-1]), anchor)

    def zoom_in(self, anchor: float | None = None) -> None:
        """To the next step."""
        self.set_percent(next((s for s in STEPS if s > self._percent), STEPS[-1]), anchor)

    def zoom_out(self, anchor: float | None = None) -> None:
        """To the step before."""
        before = [step for step in STEPS if step < self._percent]
        self.set_percent(before[-1] if before else STEPS[0], anchor)

    def go_to(self, index: int) -> None:
        """Show a page from its top."""
        if 0 <= index < len(self._tops):
            self.verticalScrollBar().setValue(self._tops[index] - _GAP // 2)

    def show_field(self, field: str) -> bool:
        """Scroll to a field's words and frame them; False if they are not printed."""
        self._framed = field
        self.viewport().update()
        for index, page in enumerate(self._pages):
            for box in field_boxes(page, field):
                middle = self._tops[index] + box.center().y() * self._scale
                self.verticalScrollBar().setValue(round(middle - self.viewport().height() / 3))
                return True
        return False

    # Geometry, in pixels of the window.

    @property
    def _scale(self) -> float:
        """Pixels in a unit of the layout."""
        return self._percent / 100 * self.logicalDpiX() / PER_INCH

    def _size(self, page: Page) -> QSizeF:
        return page_size(page.layout) * self._scale

    def _fitting(self) -> int:
        widest = max((page_size(page.layout).width() for page in self._pages), default=0)
        if not widest:
            return self._percent
        room = self.viewport().width() - 2 * Space.L
        return min(max(int(room / widest / self.logicalDpiX() * PER_INCH * 100), STEPS[0]), 150)

    def _zoom_to(self, percent: int, anchor: float | None = None) -> None:
        bar = self.verticalScrollBar()
        at = self.viewport().height() / 2 if anchor is None else anchor
        held = (bar.value() + at) / self._percent
        self._percent = percent
        self._arrange()
        bar.setValue(round(held * percent - at))
        self.viewport().update()
        self.moved.emit()

    def _arrange(self) -> None:
        """Place the sheets and tell the scroll bars how far they reach."""
        if self._fits:
            self._percent = self._fitting()
        bottom, self._tops = _GAP, []
        for page in self._pages:
            self._tops.append(bottom)
            bottom += round(self._size(page).height()) + _GAP
        width = max((round(self._size(page).width()) for page in self._pages), default=0)
        view = self.viewport().size()
        upright, across = self.verticalScrollBar(), self.horizontalScrollBar()
        upright.setPageStep(view.height())
        upright.setSingleStep(max(1, view.height() // 12))
        upright.setRange(0, max(0, bottom - view.height()))
        across.setPageStep(view.width())
        across.setRange(0, max(0, width + 2 * Space.L - view.width()))

    def _sheet(self, index: int) -> QRect:
        """Where a sheet stands in the window now."""
        size = self._size(self._pages[index])
        left = max(Space.L, (self.viewport().width() - round(size.width())) // 2)
        return QRect(
            left - self.horizontalScrollBar().value(),
            self._tops[index] - self.verticalScrollBar().value(),
            round(size.width()),
            round(size.height()),
        )

    def field_under(self, point: QPointF) -> str:
        """The field whose words are at a point of the window, or ""."""
        for index in self._in_sight(self.viewport().rect()):
            sheet = self._sheet(index)
            if sheet.contains(point.toPoint()):
                inside = (point - QPointF(sheet.topLeft())) / self._scale
                return field_at(self._pages[index], inside)
        return ""

    def _in_sight(self, region: QRect) -> list[int]:
        return [
            index
            for index in range(len(self._pages))
            if self._sheet(index).adjusted(0, 0, 0, _SHADOW_DEPTH).intersects(region)
        ]

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's override: the ground, and the sheets in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(scheme.palette().sunken))
        painter.setRenderHints(
            QPainter.RenderHint.TextAntialiasing
            | QPainter.RenderHint.Antialiasing
            | QPainter.RenderHint.SmoothPixmapTransform
        )
        for index in self._in_sight(event.rect()):
            self._paint_sheet(painter, index)
        painter.end()

    def _paint_sheet(self, painter: QPainter, index: int) -> None:
        sheet, page = QRectF(self._sheet(index)), self._pages[index]
        _paint_shadow(painter, sheet)
        painter.fillRect(sheet, _PAPER)
        painter.save()
        painter.setClipRect(sheet)
        painter.translate(sheet.topLeft())
        painter.scale(self._scale, self._scale)
        paint_page(painter, page, screen=True)
        self._paint_frame(painter, page)
        painter.restore()

    def _paint_frame(self, painter: QPainter, page: Page) -> None:
        """Frame the words somebody jumped to."""
        if not self._framed:
            return
        pen = painter.pen()
        pen.setColor(QColor(scheme.palette().accent))
        pen.setWidthF(_FRAME_WIDTH / self._scale)
        painter.setPen(pen)
        for box in field_boxes(page, self._framed):
            painter.drawRect(box)

    # What the reader does.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: follow the width, keeping the place."""
        super().resizeEvent(event)
        if self._fits:
            self._zoom_to(self._fitting())
        else:
            self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's override: with Ctrl the wheel zooms."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        if event.angleDelta().y() > 0:
            self.zoom_in(event.position().y())
        elif event.angleDelta().y() < 0:
            self.zoom_out(event.position().y())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Home, End and the space bar; the rest Qt knows."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif event.key() == Qt.Key.Key_Space:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar.setValue(bar.value() + (-1 if back else 1) * bar.pageStep())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's override: remember what was pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self.field_under(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's override: a press and release on the same field is a click."""
        pressed, self._pressed = self._pressed, ""
        if pressed and self.field_under(event.position()) == pressed:
            self.field_clicked.emit(pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's override: show that a field may be clicked."""
        over = self.field_under(event.position())
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)


def _paint_shadow(painter: QPainter, sheet: QRectF) -> None:
    """A soft edge below and around the paper."""
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(_SHADOW_DEPTH, 0, -1):
        painter.setBrush(QColor(0, 0, 0, 8))
        painter.drawRoundedRect(sheet.adjusted(-step / 2, 0, step / 2, step), step, step)
    painter.setBrush(Qt.BrushStyle.NoBrush)
