"""A picture as wide as its place and as high as it must be: what doesn't fit is scrolled to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_MM_PER_INCH: Final = 25.4
#: The size on the screen at which the picture's words are as large as those of the window.
_DPI: Final = 120


class TallPicture(QScrollArea):
    """Shows a picture and scrolls up and down in it, by keys too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = _Sheet()
        self.setWidget(self._sheet)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def image(self) -> QImage:
        """The picture shown, null before the first one."""
        return self._sheet.image

    def place(self, least_mm: int) -> tuple[int, int]:
        """Return how wide a picture has to be, in millimetres, and at which resolution.

        Args:
            least_mm: A picture narrower than this is drawn so wide and at a lower resolution.
        """
        across = max(1, self.viewport().width())
        width = max(least_mm, int(across * _MM_PER_INCH / _DPI))
        return width, max(1, int(across * self.devicePixelRatioF() * _MM_PER_INCH / width))

    def show_png(self, png: bytes) -> None:
        """Show a picture drawn for this place."""
        self._sheet.show_image(QImage.fromData(png))

    def tell(self, name: str, words: str) -> None:
        """Say what the picture shows to a screen reader."""
        for widget in (self, self._sheet):
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(words)


class _Sheet(QWidget):
    """The picture itself."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage) -> None:
        self.image = image
        self.setFixedHeight(self._size().height())
        self.update()

    def _size(self) -> QSize:
        return (QSizeF(self.image.size()) / self.devicePixelRatioF()).toSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override: the picture from the upper left; none before the first one."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect().topLeft(), QSizeF(self._size())), self.image)
        painter.end()
