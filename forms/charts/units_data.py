"""What the picture of units side by side shows: a row of three bars for each unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from forms.comparing_units import Aspect, key
from forms.comparison_words import (
    NONE,
    TITLE,
    cells,
    order_words,
    rounded_points,
    rounded_rate,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from forms.comparing_units import Comparison, Order, Standing

_SOURCE: Final = "Nguồn: báo cáo của các đơn vị"
#: A sheet of paper has room for so many rows.
MOST_ON_PAPER: Final = 38
#: Of more units the first and the last so many are drawn; two rows say who is left out.
_FIRST: Final = 18
_LAST: Final = MOST_ON_PAPER - 2 - _FIRST
_BLANK: Final[Mapping[Aspect, str]] = dict.fromkeys(Aspect, "")


@dataclass(frozen=True, slots=True)
class UnitBars:
    """One unit's row.

    Attributes:
        name: The unit's short name.
        words: What stands beside each bar.
        rate: The share resolved in time, in percent; None leaves the bar out.
        points: How far that is from the whole, in percentage points.
        percent: Completeness in whole percent.
        is_ranked: Whether it has what the rows are sorted by.
    """

    name: str
    words: Mapping[Aspect, str]
    rate: Decimal | None = None
    points: Decimal | None = None
    percent: int | None = None
    is_ranked: bool = True


@dataclass(frozen=True, slots=True)
class UnitsChart:
    """The whole picture.

    Attributes:
        title: Stands above it.
        note: How many units in which order, and which of them are drawn.
        rows: The units, from the top.
        whole: The rate of all units together.
        source: Stands below it.
    """

    title: str
    note: str
    rows: tuple[UnitBars, ...]
    whole: UnitBars
    source: str = _SOURCE

    @property
    def words(self) -> str:
        """The picture in words, for screen readers and as its alternative text."""
        lines = (_said(row) for row in (self.whole, *self.rows))
        return "\n".join((f"{self.title}. {self.note}.", *lines))

    def for_paper(self) -> UnitsChart:
        """Return what fits one page: of many units the first and the last ones, which it says."""
        if len(self.rows) <= MOST_ON_PAPER:
            return self
        ranked = tuple(row for row in self.rows if row.is_ranked)
        rest = len(self.rows) - len(ranked)
        last = (_left_out(f"… {rest} đơn vị chưa có số để xếp …"),) if rest else ()
        if len(ranked) <= _FIRST + _LAST:
            return replace(self, rows=ranked + last)
        between = len(ranked) - _FIRST - _LAST
        gap = _left_out(f"… {between} đơn vị ở giữa …")
        note = f"{self.note}; chỉ vẽ {_FIRST} đơn vị đầu và {_LAST} đơn vị cuối"
        rows = (*ranked[:_FIRST], gap, *ranked[-_LAST:], *last)
        return replace(self, note=note, rows=rows)


def units_chart(
    comparison: Comparison, shown: Sequence[Standing], order: Order | None
) -> UnitsChart:
    """Return the picture of the units shown, in that order.

    Args:
        comparison: What is drawn.
        shown: The units to draw, from the top.
        order: How they were sorted; None if in no order that can be said.
    """
    every = comparison.standings
    count = str(len(every)) if len(shown) == len(every) else f"{len(shown)}/{len(every)}"
    sorted_by = f", xếp theo {order_words(order)}" if order else ""
    return UnitsChart(
        title=f"{TITLE}, {comparison.period.write()}",
        note=f"{count} đơn vị{sorted_by}",
        rows=tuple(
            replace(
                _row(comparison, each),
                is_ranked=order is None or key(order.aspect, each) is not None,
            )
            for each in shown
        ),
        whole=replace(_row(comparison, comparison.whole), name="Toàn cấp"),
    )


def _row(comparison: Comparison, standing: Standing) -> UnitBars:
    points = rounded_points(comparison.deviation(standing))
    words = cells(comparison, standing)
    rate, percent = rounded_rate(standing), standing.percent
    return UnitBars(words[Aspect.UNIT], words, rate, points, percent)


def _left_out(words: str) -> UnitBars:
    """Return a row that only says which units aren't drawn."""
    return UnitBars(words, _BLANK)


def _said(row: UnitBars) -> str:
    """Say a row in words; a number that isn't there isn't said."""
    words = row.words
    parts = (
        (f"đúng hạn {words[Aspect.RATE]} %", row.rate is not None),
        (words[Aspect.RATE], row.rate is None and words[Aspect.RATE]),
        (f"so với toàn cấp {words[Aspect.DEVIATION]} điểm", row.points is not None),
        (f"đầy đủ {words[Aspect.COMPLETENESS]} %", row.percent is not None),
        (f"lỗi / cảnh báo {words[Aspect.FINDINGS]}", words[Aspect.FINDINGS] not in ("", NONE)),
    )
    said = ", ".join(part for part, is_there in parts if is_there)
    return f"{row.name}: {said}." if said else f"{row.name}."
