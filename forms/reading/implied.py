"""Figures that no digit states: "không có nhiệm vụ trễ hạn" says 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import Say
from forms.figure import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.definition import Variant
    from forms.expression import Expression


def implied_zeros(
    variants: tuple[Variant, ...], number: int, kinds: Mapping[str, Kind]
) -> tuple[str, ...]:
    """Return the counts that are 0 if this one of the variants is said.

    A variant said "when x == 0" states it. So do mere words said unless "x > 0" ("Không có."); a
    figure not yet filled in would print them too, but an issued report means what it says.
    """
    found = [*_compared(variants[number].when, "==")]
    if variants[number].when is None and _is_mere_words(variants[number]):
        for other in variants[:number]:
            found.extend(_compared(other.when, ">"))
    return tuple(name for name in found if kinds.get(name) is Kind.COUNT)


def _compared(when: Expression | None, operator: str) -> Iterator[str]:
    """Yield the figure that a condition holds against 0."""
    comparison = when.comparison if when else None
    if comparison is not None:
        operands, operators = comparison
        if operators == (operator,) and operands[1].source == "0":
            yield operands[0].source


def _is_mere_words(variant: Variant) -> bool:
    return all(isinstance(piece, Say) and not piece.frame.slots for piece in variant.pieces)
