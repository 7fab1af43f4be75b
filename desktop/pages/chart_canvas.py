"""A place for one picture, drawn at the screen's own resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_MM_PER_INCH = 25.4
_LEAST_DPI = 60
#: A picture drawn at a whole number of dots per inch may be that much narrower than its room.
_STEP = 8


class ChartCanvas(QWidget):
    """Shows a picture as large as it fits, keeping its proportions."""

    def __init__(self, width_mm: int, height_mm: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proportions = QSize(width_mm, height_mm)
        self._image = QImage()
        self.setMinimumSize(320, 184)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def image(self) -> QImage:
        """The picture shown, null before the first one."""
        return self._image

    @property
    def dpi(self) -> int:
        """The resolution at which a picture would fill the canvas, in device pixels."""
        room = self._proportions.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        across = room.width() * self.devicePixelRatioF()
        return max(_LEAST_DPI, int(across * _MM_PER_INCH / self._proportions.width()))

    def show_png(self, png: bytes) -> None:
        """Show a picture of these proportions."""
        self._image = QImage.fromData(png)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override: the picture in the middle; while it is being redrawn, stretched."""
        if self._image.isNull():
            return
        size = QSizeF(self._image.size()) / self.devicePixelRatioF()
        room = self._proportions.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if not 0 <= room.width() - size.width() <= _STEP:
            size = QSizeF(room)
        box = QRectF(0, 0, size.width(), size.height())
        box.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, self._image)
        painter.end()
