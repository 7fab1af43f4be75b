"""The sheet of paper: sizes, margins and sections, in twips (1/20 point).

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I mục I: A4 upright, wide tables may lie
across; top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm; the page number stands in the
middle of the top margin, the first page shows none, an appendix counts its own pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TWIPS_PER_POINT = 20

TOP_MM = BOTTOM_MM = 20
LEFT_MM = 30
RIGHT_MM = 20
PAPER_SHORT = 11906
PAPER_LONG = 16838

#: From the paper's edge to the page number, so that it stands inside the top margin.
HEADER_MM = 8

#: A table with more columns than this is printed on a sheet lying across.
UPRIGHT_COLUMNS = 8


def twips(millimetres: int) -> int:
    """Return a length in twips, rounded to the nearest."""
    return (millimetres * 7200 + 63) // 127


@dataclass(frozen=True, slots=True)
class Sheet:
    """The outer size of a page, in twips."""

    width: int
    height: int

    @property
    def text_width(self) -> int:
        """The width between the side margins, in twips."""
        return self.width - twips(LEFT_MM) - twips(RIGHT_MM)

    @property
    def text_height(self) -> int:
        """The height between the top and bottom margins, in twips."""
        return self.height - twips(TOP_MM) - twips(BOTTOM_MM)


UPRIGHT = Sheet(PAPER_SHORT, PAPER_LONG)
ACROSS = Sheet(PAPER_LONG, PAPER_SHORT)


def section_properties(sheet: Sheet, *, opens: bool, headers: str) -> str:
    """Return the ``w:sectPr`` of a section.

    Args:
        sheet: The paper and which way it lies.
        opens: Whether the section counts its pages from 1 and hides the number of page 1.
        headers: The ready ``w:headerReference`` elements.
    """
    across = ' w:orient="landscape"' if sheet is ACROSS else ""
    return (
        f'<w:sectPr>{headers}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{sheet.width}" w:h="{sheet.height}"{across}/>'
        f'<w:pgMar w:top="{twips(TOP_MM)}" w:right="{twips(RIGHT_MM)}" '
        f'w:bottom="{twips(BOTTOM_MM)}" w:left="{twips(LEFT_MM)}" '
        f'w:header="{twips(HEADER_MM)}" w:footer="{twips(HEADER_MM)}" w:gutter="0"/>'
        + (
            '<w:pgNumType w:fmt="decimal" w:start="1"/>'
            if opens
            else '<w:pgNumType w:fmt="decimal"/>'
        )
        + ("<w:titlePg/>" if opens else "")
        + "</w:sectPr>"
    )


def shares(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split ``total`` twips in proportion to the weights, without losing one twip."""
    whole = sum(weights)
    marks = [total * edge // whole for edge in accumulate(weights, initial=0)]
    return tuple(right - left for left, right in pairwise(marks))
