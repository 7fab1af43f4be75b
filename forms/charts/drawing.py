"""Draws how figures went over the periods, as bars or lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.block import Picture
from forms.charts.ink import DARK, LIGHT, MARKS, PAPER_DPI, drawn_png, font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from forms.charts.data import ChartData, Series
    from forms.charts.ink import Ink

#: Up to so many periods the numbers above the bars lie flat; beyond they stand upright.
_FLAT_NUMBERS: Final = 4
#: Up to so many periods their names stand level below the axis.
_LEVEL_LABELS: Final = 8
#: More periods than these are drawn as lines: bars would be too thin for their numbers.
_MOST_BARS: Final = 12


def draw_png(
    data: ChartData, *, width_mm: int, height_mm: int, dpi: int, dark: bool = False
) -> bytes:
    """Draw a chart as a PNG picture of that size and resolution.

    Takes about a second the first time, because matplotlib is loaded. Not to be called from
    two threads at once.
    """
    ink = DARK if dark else LIGHT
    return drawn_png((width_mm, height_mm), dpi, ink, lambda figure: _compose(figure, data, ink))


def picture(data: ChartData, *, width_mm: int = 160, height_mm: int = 92) -> Picture:
    """Return the chart as a picture for the report, sharp enough for paper."""
    png = draw_png(data, width_mm=width_mm, height_mm=height_mm, dpi=PAPER_DPI)
    return Picture(png, data.title, width_mm, data.words)


def _compose(figure: Figure, data: ChartData, ink: Ink) -> None:
    """Title, legend, plot and source from top to bottom, at places that never move."""
    foot = 0.2 if len(data.periods) <= _LEVEL_LABELS else 0.26
    axes = figure.add_axes((0.09, foot, 0.87, 0.76 - foot))
    _prepare(axes, data, ink)
    _scale(axes, data, ink)
    if len(data.periods) <= _MOST_BARS:
        _draw_bars(axes, data, ink)
    else:
        _draw_lines(axes, data, ink)
    figure.text(0.02, 0.935, data.title, color=ink.text, fontproperties=font(10.5, "SemiBold"))
    figure.text(0.02, 0.025, data.source, color=ink.muted, fontproperties=font(7))
    if len(data.series) > 1:
        _explain(figure, data, ink)


def _explain(figure: Figure, data: ChartData, ink: Ink) -> None:
    """The legend, on one line below the title."""
    legend = figure.legend(
        loc="upper left",
        bbox_to_anchor=(0.012, 0.925),
        ncols=len(data.series),
        frameon=False,
        prop=font(8),
        handlelength=2.4,
        handleheight=1.1,
        columnspacing=1.8,
        borderaxespad=0.2,
    )
    for words in legend.get_texts():
        words.set_color(ink.text)


def _prepare(axes: Axes, data: ChartData, ink: Ink) -> None:
    axes.set_facecolor(ink.surface)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(ink.muted)
    _name_periods(axes, data)
    axes.tick_params(axis="both", length=0, labelcolor=ink.text)
    axes.set_xlim(-0.6, max(len(data.periods), 1) - 0.4)
    axes.set_axisbelow(True)


def _name_periods(axes: Axes, data: ChartData) -> None:
    """Labels on two lines, or slanting on one where many stand side by side."""
    places = range(len(data.periods))
    if len(data.periods) <= _LEVEL_LABELS:
        axes.set_xticks(places, data.periods, fontproperties=font(8))
        return
    axes.set_xticks(
        places,
        [label.replace("\n", " ") for label in data.periods],
        fontproperties=font(6.5),
        rotation=35,
        ha="right",
        rotation_mode="anchor",
    )


def _scale(axes: Axes, data: ChartData, ink: Ink) -> None:
    """A scale from zero with room for the numbers on top, labelled in Vietnamese."""
    from matplotlib.ticker import MaxNLocator

    highest = max((v for s in data.series for v in s.values if v is not None), default=0)
    top = 100.0 if data.unit == "%" else float(highest or 1)
    room = 1.12 if len(data.periods) <= _FLAT_NUMBERS else 1.25
    axes.set_ylim(0, top * room)
    ticks = [
        int(tick)
        for tick in MaxNLocator(5, steps=[1, 2, 2.5, 5, 10], integer=True).tick_values(0, top)
    ]
    ticks = [tick for tick in ticks if 0 <= tick <= top * room]
    labels = [data.write(tick) for tick in ticks]
    axes.set_yticks(ticks, labels, fontproperties=font(7))
    axes.tick_params(axis="y", labelcolor=ink.muted)
    axes.grid(axis="y", color=ink.line, linewidth=0.7)
    if data.unit != "%":
        axes.set_title(data.unit, loc="left", color=ink.muted, fontproperties=font(7), pad=5)


def _draw_bars(axes: Axes, data: ChartData, ink: Ink) -> None:
    width = min(0.8 / len(data.series), 0.4)
    for index, series in enumerate(data.series):
        places = [
            period + (index - (len(data.series) - 1) / 2) * width
            for period in range(len(data.periods))
        ]
        axes.bar(
            places,
            [float(value or 0) for value in series.values],
            width * 0.92,
            label=series.label,
            facecolor=ink.series[series.role],
            edgecolor=ink.surface,
            hatch=MARKS[series.role][0],
            linewidth=0,
        )
        _number(axes, data, places, series, ink)


def _number(axes: Axes, data: ChartData, places: Sequence[float], series: Series, ink: Ink) -> None:
    """Write each value above its bar; a value nobody filled in says so."""
    upright = len(data.periods) > _FLAT_NUMBERS
    for place, value in zip(places, series.values, strict=True):
        words = data.write(value)
        axes.annotate(
            words if upright or value is not None else "chưa có\nsố liệu",
            (place, float(value or 0)),
            xytext=(0, 2.5),
            textcoords="offset points",
            ha="center",
            va="bottom",
            rotation=90 if upright else 0,
            color=ink.muted if value is None else ink.text,
            fontproperties=font(6.5 if upright or value is None else 7),
        )


def _draw_lines(axes: Axes, data: ChartData, ink: Ink) -> None:
    """Lines that break where a value is missing; the last point bears its value."""
    for index, series in enumerate(data.series):
        _, marker, dash = MARKS[series.role]
        axes.plot(
            range(len(data.periods)),
            [float("nan") if value is None else float(value) for value in series.values],
            label=series.label,
            color=ink.series[series.role],
            marker=marker,
            markersize=5,
            linestyle=dash,
            linewidth=1.8,
        )
        known = [(i, value) for i, value in enumerate(series.values) if value is not None]
        for place, value in known[-1:]:
            axes.annotate(
                data.write(value),
                (place, float(value)),
                xytext=(0, -11 if index and float(value) > axes.get_ylim()[1] / 5 else 5),
                textcoords="offset points",
                ha="center",
                color=ink.text,
                fontproperties=font(7.5),
            )
