"""Draws units side by side: beside each name three bars, one for each aspect, and a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from forms.block import Picture
from forms.charts.ink import DARK, LIGHT, MARKS, MM_PER_INCH, PAPER_DPI, drawn_png, font
from forms.comparing_units import Aspect
from forms.comparison_words import HEADS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from forms.charts.ink import Ink
    from forms.charts.units_data import UnitsChart

PAPER_WIDTH_MM: Final = 160
#: Below this width the words would stand on the bars.
LEAST_WIDTH_MM: Final = 120
_HEAD_MM, _ROW_MM, _FOOT_MM = 21.0, 4.5, 7.0
_EDGE_MM, _GAP_MM, _WORD_MM = 2.0, 2.5, 14.0
#: Behind its bars a panel has room for a number such as "+10,5".
_NUMBER_MM: Final = 8.5
#: The names' share of the width.
_NAMES: Final = 0.32
#: How far below its middle the words of a row stand, in rows.
_BASE: Final = 0.2
_TEXT, _SMALL = 7.0, 6.5
#: Bars are no longer than these make them, so that a tenth of a point doesn't look like a gulf.
_FULL, _POINT = 100.0, 1.0
_CAPTION: Final = "Tỷ lệ đúng hạn, chênh lệch với toàn cấp và mức đầy đủ của các đơn vị"
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where things stand on the picture, in millimetres from its left and lower edge."""

    width: float
    height: float
    rows: int

    @property
    def names(self) -> float:
        return self.width * _NAMES

    @property
    def panel(self) -> float:
        """The width of each of the three panels."""
        return (self.width - self.names - _WORD_MM - 2 * _EDGE_MM - 3 * _GAP_MM) / 3

    @property
    def bars(self) -> float:
        """Which share of a panel its bars have."""
        return 1 - _NUMBER_MM / self.panel

    def left(self, number: int) -> float:
        """Where a panel begins, or after the last the words."""
        return _EDGE_MM + self.names + number * (self.panel + _GAP_MM)

    def box(self, left: float, width: float) -> tuple[float, float, float, float]:
        """A part of the rows, as matplotlib asks for it."""
        high = self.rows * _ROW_MM / self.height
        return (left / self.width, _FOOT_MM / self.height, width / self.width, high)

    def from_top(self, millimetres: float) -> float:
        return 1 - millimetres / self.height


@dataclass(frozen=True, slots=True)
class _Panel:
    """One aspect: its bars and what is written behind them."""

    aspect: Aspect
    values: tuple[Decimal | int | None, ...]
    roles: tuple[str, ...]


def height_mm(chart: UnitsChart) -> int:
    """Return how high the picture is: it grows with the units."""
    return round(_HEAD_MM + _FOOT_MM + max(len(chart.rows), 1) * _ROW_MM)


def draw_units_png(chart: UnitsChart, *, width_mm: int, dpi: int, dark: bool = False) -> bytes:
    """Draw units side by side as a PNG picture of that width and resolution.

    Not to be called from two threads at once.
    """
    ink = DARK if dark else LIGHT
    size = (max(width_mm, LEAST_WIDTH_MM), height_mm(chart))
    return drawn_png(size, dpi, ink, lambda figure: _compose(figure, chart, ink, size))


def units_picture(chart: UnitsChart) -> Picture:
    """Return the picture for the report: what fits one page, sharp enough for paper."""
    paper = chart.for_paper()
    png = draw_units_png(paper, width_mm=PAPER_WIDTH_MM, dpi=PAPER_DPI)
    return Picture(png, _CAPTION, PAPER_WIDTH_MM, paper.words)


def _compose(figure: Figure, chart: UnitsChart, ink: Ink, size: tuple[int, int]) -> None:
    place = _Place(*size, rows=max(len(chart.rows), 1))
    _title(figure, chart, ink, place)
    _stripes(figure, chart, ink, place)
    _names(figure, chart, ink, place)
    for number, panel in enumerate(_panels(chart)):
        axes = figure.add_axes(place.box(place.left(number), place.panel))
        _bare(axes, len(chart.rows))
        _scale(axes, panel, place, ink)
        _draw_panel(axes, chart, panel, ink)
        _head(figure, place, number, panel.aspect, ink)
        if panel.aspect is Aspect.RATE:
            _draw_whole(axes, chart, ink)
    _findings(figure, chart, ink, place)


def _panels(chart: UnitsChart) -> tuple[_Panel, ...]:
    rows = chart.rows
    points = tuple(row.points for row in rows)
    count = len(rows)
    return (
        _Panel(Aspect.RATE, tuple(row.rate for row in rows), ("rate",) * count),
        _Panel(
            Aspect.DEVIATION,
            points,
            tuple("below" if each is not None and each < 0 else "above" for each in points),
        ),
        _Panel(Aspect.COMPLETENESS, tuple(row.percent for row in rows), ("complete",) * count),
    )


def _title(figure: Figure, chart: UnitsChart, ink: Ink, place: _Place) -> None:
    left = _EDGE_MM / place.width
    for words, top, colour, look in (
        (chart.title, 5.0, ink.text, font(10, "SemiBold")),
        (chart.note, 10.0, ink.muted, font(_TEXT)),
        (chart.source, place.height - 2.2, ink.muted, font(_SMALL)),
    ):
        fitted = _fitted(figure, words, place.width - 2 * _EDGE_MM, look.get_size_in_points())
        figure.text(left, place.from_top(top), fitted, color=colour, fontproperties=look)


def _stripes(figure: Figure, chart: UnitsChart, ink: Ink, place: _Place) -> None:
    """Every second row on a ground of its own, so that the eye keeps to it."""
    axes = figure.add_axes(place.box(0, place.width))
    _bare(axes, len(chart.rows))
    axes.set_xlim(0, 1)
    odd = range(1, len(chart.rows), 2)
    axes.barh(odd, [1.0] * len(odd), height=1.0, color=ink.line, alpha=0.45)


def _names(figure: Figure, chart: UnitsChart, ink: Ink, place: _Place) -> None:
    axes = figure.add_axes(place.box(_EDGE_MM, place.names))
    _bare(axes, len(chart.rows))
    for number, row in enumerate(chart.rows):
        words = _fitted(figure, row.name, place.names - 1, _TEXT)
        _write(axes, number, 0, words, ink.text)


def _findings(figure: Figure, chart: UnitsChart, ink: Ink, place: _Place) -> None:
    axes = figure.add_axes(place.box(place.left(3), _WORD_MM))
    _bare(axes, len(chart.rows))
    for number, row in enumerate(chart.rows):
        _write(axes, number, 1, row.words[Aspect.FINDINGS], ink.text, "right")
    _head(figure, place, 3, Aspect.FINDINGS, ink)


def _head(figure: Figure, place: _Place, number: int, aspect: Aspect, ink: Ink) -> None:
    """What a panel shows, above it."""
    side = "right" if aspect is Aspect.FINDINGS else "left"
    figure.text(
        (place.left(number) + (_WORD_MM if side == "right" else 0)) / place.width,
        place.from_top(_HEAD_MM - 7.5),
        _HEADS[aspect],
        color=ink.text,
        ha=side,
        va="top",
        linespacing=1.15,
        fontproperties=font(_SMALL, "SemiBold"),
    )


#: Below the first head stands the rate of the whole, so its unit stays on the line.
_HEADS: Final = {
    aspect: head if aspect is Aspect.RATE else head.replace(" (", "\n(").replace("/ ", "/\n")
    for aspect, head in HEADS.items()
}


def _bare(axes: Axes, rows: int) -> None:
    """No frame, no scale; the first row at the top."""
    axes.set_axis_off()
    axes.set_ylim(max(rows, 1) - 0.5, -0.5)


def _draw_panel(axes: Axes, chart: UnitsChart, panel: _Panel, ink: Ink) -> None:
    for role in dict.fromkeys(panel.roles):
        _draw_bars(axes, panel, role, ink)
    for number, row in enumerate(chart.rows):
        words = row.words[panel.aspect]
        is_there = panel.values[number] is not None
        _write(axes, number, 1, words, ink.text if is_there else ink.muted, "right")


def _scale(axes: Axes, panel: _Panel, place: _Place, ink: Ink) -> None:
    low, high = _reach(panel)
    axes.set_xlim(low, low + (high - low) / place.bars)
    there = [number for number, value in enumerate(panel.values) if value is not None]
    _line_down(axes, there, 0.0, ink.muted, 0.6)


def _line_down(
    axes: Axes, rows: Sequence[int], across: float, colour: str, thickness: float
) -> None:
    """A line down through these rows; where there is no bar it would only strike words out."""
    tops, feet = [row - 0.5 for row in rows], [row + 0.5 for row in rows]
    axes.vlines([across] * len(rows), tops, feet, color=colour, linewidth=thickness)


def _reach(panel: _Panel) -> tuple[float, float]:
    """From where to where bars reach: at least a point either way, or from zero to a hundred."""
    is_either_way = panel.aspect is Aspect.DEVIATION
    known = (abs(float(value)) for value in panel.values if value is not None)
    most = max((_POINT if is_either_way else _FULL, *known))
    return (-most if is_either_way else 0.0, most)


def _draw_bars(axes: Axes, panel: _Panel, role: str, ink: Ink) -> None:
    pairs = [
        (number, float(value))
        for number, value in enumerate(panel.values)
        if value is not None and panel.roles[number] == role
    ]
    axes.barh(
        [number for number, _ in pairs],
        [value for _, value in pairs],
        height=0.62,
        facecolor=ink.series[role],
        edgecolor=ink.surface,
        hatch=MARKS[role][0],
        linewidth=0,
    )


def _draw_whole(axes: Axes, chart: UnitsChart, ink: Ink) -> None:
    """A line through the bars at the rate of all units together; what it is stands above it."""
    if chart.whole.rate is None:
        return
    at = float(chart.whole.rate)
    rated = [number for number, row in enumerate(chart.rows) if row.rate is not None]
    _line_down(axes, rated, at, ink.text, 0.9)
    axes.annotate(
        f"toàn cấp {chart.whole.words[Aspect.RATE]} |",
        (at, -0.5),
        xytext=(2, 3),
        textcoords="offset points",
        ha="right",
        color=ink.muted,
        fontproperties=font(_SMALL),
        annotation_clip=False,
    )


def _write(
    axes: Axes, row: int, across: float, words: str, colour: str, side: str = "left"
) -> None:
    """Write into a row of an axes; ``across`` from 0, its left edge, to 1."""
    if not words:
        return
    axes.text(
        across,
        row + _BASE,
        words,
        transform=axes.get_yaxis_transform(),
        ha=side,
        va="baseline",
        color=colour,
        fontproperties=font(_TEXT),
    )


def _fitted(figure: Figure, words: str, room_mm: float, points: float) -> str:
    """Shorten words until they fit, marked by an ellipsis."""
    room = room_mm / MM_PER_INCH * figure.dpi
    ends = range(len(words) - 1, 0, -1)
    tries = (words, *(words[:end].rstrip(" ,-") + _ELLIPSIS for end in ends))
    return next((each for each in tries if _width(figure, each, points) <= room), _ELLIPSIS)


def _width(figure: Figure, words: str, points: float) -> float:
    """Return how wide words are, in dots."""
    renderer = cast("Any", figure.canvas).get_renderer()  # the stubs don't know Agg's
    width: float = renderer.get_text_width_height_descent(words, font(points), ismath=False)[0]
    return width
