"""What sentences name: figures, texts, tables and footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import Choose, Say, TableRef, TextRef, Variant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Note, ParagraphFrame, Piece
    from forms.expression import Expression
    from forms.sentence import Frame


def unique(named: list[str], prefix: str) -> tuple[str, ...]:
    """Return the names that bear a prefix, without it, each once."""
    found = (name.removeprefix(prefix) for name in named if name.startswith(prefix))
    return tuple(dict.fromkeys(found))


def paragraph_names(said: ParagraphFrame | Note) -> Iterator[str]:
    """Yield what a paragraph or a footnote names, as `piece_names` does."""
    yield from condition_names(said.when)
    for piece in said.pieces:
        yield from piece_names(piece)


def condition_names(condition: Expression | None) -> Iterator[str]:
    """Yield the figures a condition reads or asks for."""
    if condition is not None:
        yield from (*condition.names, *condition.asks)


def piece_names(piece: Piece) -> Iterator[str]:
    """Yield what a piece names: figures by id, the others as "text:<id>", "table:", "note:"."""
    match piece:
        case Say(frame):
            yield from _frame_names(frame)
        case TextRef(text):
            yield f"text:{text}"
        case TableRef(table):
            yield f"table:{table}"
        case Choose(variants):
            yield from _variant_names(variants)
        case _:
            yield from _frame_names(piece.lead)
            yield from _variant_names((*piece.items, Variant(None, piece.empty)))
            yield from _frame_names(piece.end)


def _frame_names(frame: Frame) -> Iterator[str]:
    yield from frame.names
    yield from (f"note:{note}" for note in frame.notes)


def _variant_names(variants: tuple[Variant, ...]) -> Iterator[str]:
    for variant in variants:
        yield from condition_names(variant.when)
        for piece in variant.pieces:
            yield from piece_names(piece)
