"""Icons: the bundled SVG outlines, tinted for the present scheme whenever they are painted.

An icon asks for its colour when it is drawn, so a change of scheme needs a repaint and
nothing else. Pictures are kept by name, colour and size in device pixels.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop import resources
from desktop.appearance import scheme

_DISABLED = QIcon.Mode.Disabled


def icon(name: str, role: str = "text") -> QIcon:
    """The named icon (kebab case, without ``.svg``) in a role's colour; "" is no icon.

    Roles are the colours of `tokens.Palette`: "text", "muted", "accent", "error", ...
    An unknown name raises FileNotFoundError: it is a slip of ours, not of the user.
    """
    if not name:
        return QIcon()
    _source(name)
    return QIcon(_Engine(name, role))


def paint(painter: QPainter, rect: QRect, name: str, role: str = "text") -> None:
    """Draw the named icon into a rectangle; cheaper than a QIcon where many are drawn."""
    side = min(rect.width(), rect.height())
    ratio = painter.device().devicePixelRatioF()
    picture = _picture(name, scheme.palette().colour(role), round(side * ratio))
    box = QRect(0, 0, side, side)
    box.moveCenter(rect.center())
    painter.drawPixmap(box, picture)


class _Engine(QIconEngine):
    """Paints one SVG in the colour its role has at that moment."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def _colour(self, mode: QIcon.Mode) -> str:
        return scheme.palette().colour("disabled" if mode == _DISABLED else self._role)

    def clone(self) -> QIconEngine:
        """Qt's override: an engine of the same icon."""
        return _Engine(self._name, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _: QIcon.State) -> None:
        """Qt's override: draw at the device's own resolution."""
        ratio = painter.device().devicePixelRatioF()
        side = min(rect.width(), rect.height())
        box = QRect(0, 0, side, side)
        box.moveCenter(rect.center())
        painter.drawPixmap(box, _picture(self._name, self._colour(mode), round(side * ratio)))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Qt's override: a picture of that many device pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _: QIcon.State, scale: float) -> QPixmap:
        """Qt's override: a picture of exactly that size, for a device of that scale.

        In a wide picture the icon stands at the left: the rest is air before a button's words.
        """
        side = min(size.width(), size.height())
        drawn = _picture(self._name, self._colour(mode), round(side * scale))
        whole = QPixmap(round(size.width() * scale), round(size.height() * scale))
        whole.fill(Qt.GlobalColor.transparent)
        painter = QPainter(whole)
        painter.drawPixmap(0, (whole.height() - drawn.height()) // 2, drawn)
        painter.end()
        whole.setDevicePixelRatio(scale)
        return whole


@cache
def _source(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _picture(name: str, colour: str, side: int) -> QPixmap:
    """The icon in one colour, ``side`` device pixels square."""
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    drawing = QByteArray(_source(name).replace("currentColor", colour).encode())
    painter = QPainter(picture)
    QSvgRenderer(drawing).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture
