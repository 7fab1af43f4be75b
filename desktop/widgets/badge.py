"""A small pill that counts: icon and number, told apart by shape as well as by colour."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.appearance import icons, scheme
from desktop.appearance.tokens import STATE_ICONS, STATE_NAMES, Points, State

_ICON = 14
_PAD = 6
_GAP = 4


def badge_font() -> QFont:
    """The font of the number."""
    font = QFont()
    font.setPointSize(Points.SMALL)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def badge_size(count: int) -> QSize:
    """The room a badge with that count takes."""
    measure = QFontMetrics(badge_font())
    words = _GAP + measure.horizontalAdvance(str(count)) if count else 0
    return QSize(2 * _PAD + _ICON + words, max(measure.height(), _ICON) + 4)


def badge_words(state: State, count: int) -> str:
    """What a screen reader says: "2 lỗi"."""
    return f"{count} {STATE_NAMES[state]}" if count else STATE_NAMES[state]


def paint_badge(painter: QPainter, at: QPoint, state: State, count: int) -> None:
    """Draw a badge with its top left corner there; also used inside lists."""
    size = badge_size(count)
    box = QRect(at, size)
    colours = scheme.palette()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if count:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.colour(f"{state}_soft")))
        painter.drawRoundedRect(box, size.height() / 2, size.height() / 2)
    icon = QRect(box.left() + _PAD, box.top() + (size.height() - _ICON) // 2, _ICON, _ICON)
    icons.paint(painter, icon, STATE_ICONS[state], state)
    if count:
        painter.setPen(QColor(colours.colour(state)))
        painter.setFont(badge_font())
        words = box.adjusted(_PAD + _ICON + _GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(count))
    painter.restore()


class Badge(QWidget):
    """A badge on its own. With no count only the icon is shown; with no state nothing."""

    def __init__(
        self, state: State = State.NONE, count: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._count = count
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(state, count)

    def set(self, state: State | str, count: int = 0) -> None:
        """Show a state and how often it occurs."""
        self._state, self._count = State(state), count
        self.setAccessibleName(badge_words(self._state, count))
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt's override: just the pill."""
        return badge_size(self._count)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override: draw the pill."""
        if self._state:
            painter = QPainter(self)
            paint_badge(painter, QPoint(0, 0), self._state, self._count)
            painter.end()
