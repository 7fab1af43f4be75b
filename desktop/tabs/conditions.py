"""Which figures of a leaf decide what it prints, so that they are always in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import Choose, ListOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forms.definition import Leaf, Note, ParagraphFrame, Piece, Variant
    from forms.expression import Expression


def deciding(leaf: Leaf, notes: Mapping[str, Note]) -> frozenset[str]:
    """Return the names that the conditions of the leaf and of the notes it carries ask for."""
    said: tuple[ParagraphFrame | Note, ...] = (
        *leaf.paragraphs,
        *map(notes.__getitem__, leaf.notes),
    )
    conditions = (
        condition
        for each in said
        for condition in (each.when, *_of_pieces(each.pieces))
        if condition is not None
    )
    return frozenset(name for c in conditions for name in (*c.names, *c.asks))


def _of_pieces(pieces: Iterable[Piece]) -> Iterator[Expression | None]:
    for piece in pieces:
        match piece:
            case Choose(variants):
                yield from _of_variants(variants)
            case ListOf():
                yield from _of_variants(piece.items)
                yield from _of_pieces(piece.empty)
            case _:
                pass


def _of_variants(variants: Iterable[Variant]) -> Iterator[Expression | None]:
    for variant in variants:
        yield variant.when
        yield from _of_pieces(variant.pieces)
