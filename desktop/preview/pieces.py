"""What a page is made of: lines of text, rules, frames and pictures at their places.

Lengths are the units of `desktop.preview.units`. Pieces stand relative to the top left of
their row, rows relative to the text area of their page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTextLayout

if TYPE_CHECKING:
    from forms.layout import Layout

#: Behind a figure that has not been filled in; on the screen only, paper stays clean.
MISSING = QColor("#ffe9a8")


@dataclass(frozen=True, slots=True)
class Span:
    """The part of a paragraph that one run became, in UTF-16 units as Qt counts."""

    start: int
    end: int
    field: str
    role: str


@dataclass(frozen=True, slots=True, eq=False)
class TextPiece:
    """One line of a laid-out paragraph."""

    layout: QTextLayout
    line: int
    x: float
    y: float
    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The words of the line."""
        line = self.layout.lineAt(self.line)
        return _units(self.layout.text(), line.textStart(), line.textLength()).rstrip(" \u2028")

    def rect(self) -> QRectF:
        """The box of the line's words."""
        return self.layout.lineAt(self.line).naturalTextRect().translated(self.x, self.y)

    def paint(self, painter: QPainter, *, screen: bool) -> None:
        """Draw the line; on the screen mark what is missing."""
        for box in self.marked() if screen else ():
            painter.fillRect(box, MISSING)
        self.layout.lineAt(self.line).draw(painter, QPointF(self.x, self.y))

    def marked(self) -> list[QRectF]:
        """Boxes of the figures not filled in."""
        return [self._box(span) for span in self._here() if span.role == "missing"]

    def begun(self, role: str) -> int:
        """How many runs of a role begin on this line."""
        line = self.layout.lineAt(self.line)
        start, end = line.textStart(), line.textStart() + line.textLength()
        return sum(span.role == role and start <= span.start < end for span in self.spans)

    def field_boxes(self, field: str) -> list[QRectF]:
        """Boxes of the words that come from a field."""
        return [self._box(span) for span in self._here() if span.field == field]

    def field_at(self, point: QPointF) -> str:
        """The field whose words are under a point, or an empty string."""
        for span in self._here():
            if span.field and self._box(span).contains(point):
                return span.field
        return ""

    def _here(self) -> list[Span]:
        line = self.layout.lineAt(self.line)
        start, end = line.textStart(), line.textStart() + line.textLength()
        return [span for span in self.spans if span.start < end and span.end > start]

    def _box(self, span: Span) -> QRectF:
        line = self.layout.lineAt(self.line)
        end = line.textStart() + line.textLength()
        left = _cursor_x(self.layout, self.line, max(span.start, line.textStart()))
        right = _cursor_x(self.layout, self.line, min(span.end, end))
        return QRectF(self.x + left, self.y + line.y(), right - left, line.height())


@dataclass(frozen=True, slots=True)
class RulePiece:
    """A horizontal or upright line."""

    x: float
    y: float
    width: float
    thickness: float
    height: float = 0

    def paint(self, painter: QPainter, *, screen: bool) -> None:  # noqa: ARG002  (one shape)
        """Draw the line."""
        painter.setPen(QPen(Qt.GlobalColor.black, self.thickness))
        painter.drawLine(
            QPointF(self.x, self.y), QPointF(self.x + self.width, self.y + self.height)
        )


@dataclass(frozen=True, slots=True, eq=False)
class ImagePiece:
    """A picture in its box."""

    image: QImage
    box: QRectF

    def paint(self, painter: QPainter, *, screen: bool) -> None:  # noqa: ARG002  (one shape)
        """Draw the picture; a damaged one is an empty frame, so that its loss is seen."""
        if self.image.isNull():
            painter.setPen(QPen(Qt.GlobalColor.gray, 0))
            painter.drawRect(self.box)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.box, self.image)


Piece = TextPiece | RulePiece | ImagePiece


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """What is never divided between two pages.

    Attributes:
        height: Room taken.
        pieces: What is drawn.
        after: Gap below, dropped at the foot of a page.
        keep_next: The next row must stand on the same page.
        header: Row repeated on top when a page begins with this one (a table's header).
        notes: Footnotes marked in this row; they stand at the foot of its page.
    """

    height: float
    pieces: tuple[Piece, ...]
    after: float = 0
    keep_next: bool = False
    header: Row | None = None
    notes: tuple[Row, ...] = ()

    @property
    def text(self) -> str:
        """The words of the row, a line each."""
        return "\n".join(p.text for p in self.pieces if isinstance(p, TextPiece))


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A row at its place below the top margin; ``repeated`` for a header shown again."""

    y: float
    row: Row
    repeated: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page.

    Attributes:
        rows: What stands in its text area.
        layout: Its paper and margins; some pages lie across.
        number: The number printed on top; page 1 of the report and of an appendix shows none.
        number_piece: The number as drawn, relative to the paper's corner.
    """

    rows: tuple[Placed, ...]
    layout: Layout
    number: int
    number_piece: TextPiece | None = None

    @property
    def text(self) -> str:
        """The page's own words in reading order, without page number or repeated headers."""
        return "\n".join(
            placed.row.text for placed in self.rows if placed.row.text and not placed.repeated
        )


def _units(text: str, start: int, length: int) -> str:
    """Cut a string by UTF-16 units."""
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le", "ignore")


def _cursor_x(layout: QTextLayout, line: int, position: int) -> float:
    """Where a cursor would stand; PySide gives a pair of x and the position it moved to."""
    x, _ = cast("tuple[float, int]", layout.lineAt(line).cursorToX(position))
    return x
