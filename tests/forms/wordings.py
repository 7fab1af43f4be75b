"""What a form's own words are, and what no report may say: for tests of any unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from forms.definition import Choose, ListOf, Say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.definition import Form, Piece
    from forms.sentence import Frame

#: Signs of a sentence put together badly: blanks, doubled or stray signs, a slot left open.
TORN: Final = r" {2}|^ | $| [,.;:]|,\.|;\.|,,|[{}]|\(\)|None"
#: A word said twice.
DOUBLED: Final = r"\b(\w+) \1\b"
#: A province where no word for a level stands before it.
A_PROVINCE: Final = r"(?<!cấp )\b[Tt]ỉnh\b"


def found(pattern: str, lines: Iterable[str]) -> list[str]:
    """Return the lines that hold a pattern."""
    return [line for line in lines if re.search(pattern, line)]


def frames(pieces: Iterable[Piece]) -> Iterator[Frame]:
    """Yield the frames of every variant, in the order they stand in."""
    for piece in pieces:
        match piece:
            case Say(frame):
                yield frame
            case Choose(variants):
                yield from (f for v in variants for f in frames(v.pieces))
            case ListOf():
                yield piece.lead
                yield from (f for v in piece.items for f in frames(v.pieces))
                yield piece.end
                yield from frames(piece.empty)
            case _:
                pass


def own_words(form: Form) -> list[str]:
    """Return what a form says itself, frame by frame, without what its slots lend."""
    pieces = (p for leaf in form.leaves() for frame in leaf.paragraphs for p in frame.pieces)
    notes = (piece for note in form.notes.values() for piece in note.pieces)
    headings = (leaf.heading for leaf in form.leaves() if leaf.heading)
    defaults = (text.default for text in form.texts.values() if text.default)
    every = (*frames(pieces), *frames(notes), *headings, *defaults)
    return [re.sub(r"\{[^}]*\}", "", frame.source) for frame in every]


def labels(form: Form) -> list[str]:
    """Return the labels of a form's figures, texts and tables."""
    groups = (form.figures.values(), form.texts.values(), form.tables.values())
    return [member.label for group in groups for member in group]
