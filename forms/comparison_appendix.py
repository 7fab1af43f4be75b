"""The comparison of units as an appendix of the level's report: the picture, then every unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.appendices import Attachment
from forms.block import Grid, Paragraph, Run
from forms.comparing_units import Aspect
from forms.comparison_words import HEADS, NONE, NOTES, TITLE, cells

if TYPE_CHECKING:
    from forms.block import Picture
    from forms.comparing_units import Comparison, Order, Standing

_WHOLE: Final = "Toàn cấp"
_HEADER: Final = (
    "STT",
    *(head for aspect, head in HEADS.items() if aspect is not Aspect.FINDINGS),
    "Lỗi",
    "Cảnh báo",
)
_WIDTHS: Final = (5, 42, 21, 16, 10, 3, 3)


def comparison_appendix(comparison: Comparison, order: Order, picture: Picture) -> Attachment:
    """Return the appendix: the picture, a table of all units in that order, how it is counted.

    Args:
        comparison: The units.
        order: How the table is sorted; the picture was drawn in the same order.
        picture: The picture of them, drawn.
    """
    rows = (
        ("", _WHOLE, *_numbers(comparison, comparison.whole)),
        *(
            (str(number), cells(comparison, each)[Aspect.UNIT], *_numbers(comparison, each))
            for number, each in enumerate(comparison.ordered(order), start=1)
        ),
    )
    notes = (Paragraph((Run(note),), "-") for note in NOTES.values())
    head = Paragraph((Run("Ghi chú:", "label"),))
    return Attachment(TITLE, (picture, Grid(_HEADER, rows, _WIDTHS), head, *notes))


def _numbers(comparison: Comparison, standing: Standing) -> tuple[str, ...]:
    """Return a row's numbers; what isn't there is left empty, the first says why."""
    said = cells(comparison, standing)
    numbers = (said[Aspect.RATE], said[Aspect.DEVIATION], said[Aspect.COMPLETENESS])
    found = (str(standing.errors), str(standing.warnings)) if standing.is_delivered else ("", "")
    return tuple("" if number == NONE else number for number in (*numbers, *found))
