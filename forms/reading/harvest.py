"""What has been gathered out of a document: statements of figures, texts, rows, what is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.reading.result import Doubt, Place, Unplaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.figure import Kind, Value
    from forms.reading.words import Words


@dataclass(frozen=True, slots=True)
class Statement:
    """A value a sentence states of a figure."""

    value: Value
    place: Place
    is_doubtful: bool = False


@dataclass(slots=True)
class Harvest:
    """What has been gathered so far, each in the order of the document.

    Attributes:
        kinds: The figures' kinds.
        figures: Figure → all that is stated of it.
        texts: Text → its words, also where they are the form's default.
        left: Texts whose place was found without words.
        tables: Table → rows.
        implied: Figures that words state to be 0, and where.
        marks: Paragraph → the footnotes that its sentences carry, each behind so many words.
        periods: What the document calls its period, and where.
        doubts: What to look at.
        unplaced: What no sentence holds.
    """

    kinds: Mapping[str, Kind]
    figures: dict[str, list[Statement]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    left: dict[str, Place] = field(default_factory=dict)
    tables: dict[str, list[Mapping[str, Value]]] = field(default_factory=dict)
    implied: dict[str, Place] = field(default_factory=dict)
    marks: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    periods: dict[str, Place] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    def state(self, figure: str, statement: Statement) -> None:
        """Note what a sentence states of a figure."""
        self.figures.setdefault(figure, []).append(statement)

    def doubt(
        self, place: Place, fields: tuple[str, ...], text: str, reason: str, *, is_placed: bool
    ) -> None:
        """Note something a person should look at."""
        self.doubts.append(Doubt(place, fields, text, reason, is_placed))

    def set_aside(self, section: str, words: Words, start: int, end: int) -> None:
        """Note words that found no place, line by line; a whole line with its bullet."""
        for number, said in words.pieces(start, end):
            line = words.lines[number]
            whole = line.whole if said == line.text else said
            if any(c.isalnum() for c in whole):
                self.unplaced.append(Unplaced(Place(line.number, section), whole))
