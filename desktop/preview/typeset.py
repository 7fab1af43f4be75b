"""Breaks words into lines in one style: the only place that talks to QTextLayout."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextLine, QTextOption

from desktop.preview import units
from desktop.preview.pieces import Span, TextPiece
from forms.block import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

LEFT = Qt.AlignmentFlag.AlignLeft
CENTRE = Qt.AlignmentFlag.AlignHCenter
RIGHT = Qt.AlignmentFlag.AlignRight
JUSTIFY = Qt.AlignmentFlag.AlignJustify


@dataclass(frozen=True, slots=True)
class Style:
    """A voice: size in points, weight, slope, alignment, first-line indent, pitch in per cent."""

    points: int
    bold: bool = False
    italic: bool = False
    align: Qt.AlignmentFlag = LEFT
    indent: float = 0
    pitch_percent: int = 100

    @property
    def pitch(self) -> float:
        """From one baseline to the next."""
        return units.single(self.points) * self.pitch_percent / 100


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Lines one below the other from (0, 0)."""

    pieces: tuple[TextPiece, ...]
    pitch: float

    @property
    def height(self) -> float:
        """Room the lines take."""
        return len(self.pieces) * self.pitch

    @property
    def natural_width(self) -> float:
        """Length of the longest line's words."""
        return max((piece.rect().width() for piece in self.pieces), default=0)

    def at(self, x: float, y: float) -> tuple[TextPiece, ...]:
        """The same lines moved."""
        return tuple(TextPiece(p.layout, p.line, p.x + x, p.y + y, p.spans) for p in self.pieces)


def set_text(text: str, width: float, style: Style) -> Lines:
    """Break plain words."""
    return set_runs((Run(text),), width, style)


def set_runs(runs: Sequence[Run], width: float, style: Style, *, label_bold: bool = False) -> Lines:
    """Break runs into lines of the given width; an empty text still takes one line."""
    texts = [_clean(run.text) for run in runs]
    spans = _spans(runs, texts)
    layout = QTextLayout(
        "".join(texts), units.font(style.points, bold=style.bold, italic=style.italic)
    )
    layout.setTextOption(_option(style))
    layout.setCacheEnabled(True)
    formats = [_voice(span, label_bold=label_bold) for span in spans]
    if found := [each for each in formats if each is not None]:
        layout.setFormats(found)
    count = _break(layout, width, style.indent)
    # What exceeds the font's own height stands above the words, as in Word.
    top = style.pitch - layout.lineAt(0).height()
    shown = tuple(span for span in spans if span.field or span.role in ("missing", "note"))
    return Lines(
        tuple(TextPiece(layout, i, 0, i * style.pitch + top, shown) for i in range(count)),
        style.pitch,
    )


def _clean(text: str) -> str:
    """One code point per letter; a hard line break as Qt wants it."""
    return unicodedata.normalize("NFC", text).replace("\n", "\u2028")


def _spans(runs: Sequence[Run], texts: Sequence[str]) -> tuple[Span, ...]:
    spans, start = [], 0
    for run, text in zip(runs, texts, strict=True):
        end = start + len(text.encode("utf-16-le")) // 2
        spans.append(Span(start, end, run.field, run.role))
        start = end
    return tuple(spans)


def _option(style: Style) -> QTextOption:
    option = QTextOption(style.align)
    option.setUseDesignMetrics(True)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _voice(span: Span, *, label_bold: bool) -> QTextLayout.FormatRange | None:
    """How a run's words differ from the others: bold, or raised as the number of a footnote."""
    voice = QTextCharFormat()
    if span.role == "note":
        voice.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    elif span.role == "label" and label_bold:
        voice.setFontWeight(700)
    else:
        return None
    made = QTextLayout.FormatRange()
    made.start, made.length = span.start, span.end - span.start
    made.format = voice
    return made


def _break(layout: QTextLayout, width: float, indent: float) -> int:
    """Lay the lines out, all at y 0: their rows place them. Return how many there are."""
    layout.beginLayout()
    count = 0
    while (line := layout.createLine()).isValid():
        inset = indent if count == 0 else 0
        line.setLineWidth(width - inset)
        _keep_slashes(line, layout.text(), width - inset)
        line.setPosition(QPointF(inset, 0))
        count += 1
    layout.endLayout()
    return count


def _keep_slashes(line: QTextLine, text: str, width: float) -> None:
    """Break before "22/VPUBND" rather than inside it, as Word does."""
    start, end = line.textStart(), line.textStart() + line.textLength()
    if end >= len(text) or text[end - 1] != "/":
        return
    space = text.rfind(" ", start, end)
    if space > start:
        line.setNumColumns(space + 1 - start, width)
