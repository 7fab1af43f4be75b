"""What a part of a report may say, as a graph: states, and arcs that take words or take nothing.

`forms.reading.alignment` looks for the cheapest way through it. Costs are whole numbers; they say
how far a document may stray from the form's words before a sentence counts as another one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from forms.reading.words import is_number, is_word, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.definition import Variant
    from forms.reading.slots import ValueSlot
    from forms.reading.words import Words
    from forms.sentence import Frame

#: Words of no sentence, left aside: the price of beginning, of each word, of each line begun.
ASIDE: Final = 8
ASIDE_WORD: Final = 12
ASIDE_LINE: Final = 16
#: A passage the officer wrote: of beginning, of each word, of going on in the next line.
PASSAGE: Final = 12
PASSAGE_WORD: Final = 8
PASSAGE_LINE: Final = 16
#: A name, or words of a table's cell, no cheaper than a passage; it has at most so many words.
NAME_WORD: Final = 8
_NAME_SIGN: Final = 4
STRANGE_CHOICE_WORD: Final = 14
LONGEST_NAME: Final = 50
LONGEST_CELL: Final = 60
#: What a name seldom holds: a line's beginning, a number, a sign, the end of a bracket around it.
_LINE: Final = 240
_NUMBER: Final = 2
_SELDOM: Final[Mapping[str, int]] = {".": 4, ":": 2, ";": 8, "(": 24}
_BRACKET: Final = 96
#: Another body's name where the frame has its own; signs in it count several times.
OTHER_NAME: Final = 16
OTHER_NAME_SIGNS: Final = 4
LONGEST_OTHER_NAME: Final = 25
#: A paragraph that begins in the middle of a line.
RUN_TOGETHER: Final = 12
#: No report has a hundred footnotes.
_LONGEST_NOTE_NUMBER: Final = 2
#: What is left out: a passage, a sentence, a paragraph, a leaf.
NO_PASSAGE: Final = 12
NO_SENTENCE: Final = 24
NO_PARAGRAPH: Final = 16
NO_LEAF: Final = 8


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence frame, begun or ended."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Passage:
    """A text: the officer's own, or the form's default as the form words it."""

    text: str
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A value in words: its slot, as a figure or a table's column."""

    slot: ValueSlot


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table; bare ones are parted by a comma and nothing else."""

    table: str
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    table: str


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that no sentence of the form has."""


@dataclass(frozen=True, slots=True)
class OtherName:
    """Words that stand for those the unit lends to a frame, which are ``shown``."""

    shown: str


Span = Sentence | Passage | Name | Rows | Row | Aside | OtherName


@dataclass(frozen=True, slots=True)
class Begin:
    """A span begins here."""

    span: Span


@dataclass(frozen=True, slots=True)
class End:
    """A span ends here."""

    span: Span


@dataclass(frozen=True, slots=True)
class Opened:
    """A paragraph begins here; ``bullet`` is the form's, a run-on one has none."""

    bullet: str
    is_run_on: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of several variants is said."""

    variants: tuple[Variant, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Left:
    """A text for which there are no words."""

    text: str


Mark = Begin | End | Opened | Chosen | Left


#: A step through the graph: what it costs, where it leads, behind which word.
Move = tuple[int, int, int]


class Arc(Protocol):
    """A way from one state to another."""

    @property
    def target(self) -> int:
        """Where it leads."""

    def moves(self, words: Words, place: int) -> Iterable[Move]:
        """Return the steps from a place on; none if the words don't allow it."""


@dataclass(frozen=True, slots=True)
class Jump:
    """Takes no word; may leave a mark."""

    target: int
    cost: int = 0
    mark: Mark | None = None

    def moves(self, words: Words, place: int) -> Iterable[Move]:
        """Step on; a paragraph begun in the middle of a line costs more."""
        is_torn = isinstance(self.mark, Opened) and not self.mark.is_run_on
        if is_torn and place < words.size and place not in words.openings:
            return ((self.cost + RUN_TOGETHER, self.target, place),)
        return ((self.cost, self.target, place),)


@dataclass(frozen=True, slots=True)
class Word:
    """Takes the frame's own word; others are tried as slips. ``shown`` is for messages."""

    target: int
    key: str
    shown: str

    def moves(self, words: Words, place: int) -> Iterable[Move]:
        """Step over the word if it is the one."""
        if place < words.size and words.keys[place] == self.key:
            return ((0, self.target, place + 1),)
        return ()


@dataclass(frozen=True, slots=True)
class Value:
    """Takes a printed value."""

    target: int
    slot: ValueSlot

    def moves(self, words: Words, place: int) -> Iterable[Move]:
        """Step over the value if one is written here."""
        if place >= words.size:
            return ()
        return [(0, self.target, found.end) for found in self.slot.read(words, place)]


@dataclass(frozen=True, slots=True)
class AnyWord:
    """Takes whatever word stands there, or a whole sentence of them.

    Every way must take the whole sentences there are, and none for less than a passage: that much
    of their price is left out, so that it doesn't hide what the other words cost.

    Attributes:
        target: Where it leads.
        cost: The price of a word; a sign costs half.
        line: What a word that opens a line costs besides.
    """

    target: int
    cost: int = 0
    line: int = 0

    def moves(self, words: Words, place: int) -> Iterable[Move]:
        """Step over a word."""
        if place >= words.size:
            return ()
        line = self.line if place in words.openings else 0
        end = words.wholes.get(place)
        if end is None:
            cost = self.cost // (1 if words.keys[place].isalnum() else 2)
            return ((cost + line, self.target, place + 1),)
        return (((self.cost - PASSAGE_WORD) * (end - place) + line, self.target, end),)


@dataclass(frozen=True, slots=True)
class NameWords:
    """Takes the words of a name, which never runs over the end of a sentence.

    Attributes:
        target: Where it leads.
        cost: The price of a word.
        longest: How many words it may have.
        signs: How many times numbers and signs count.
        is_rival: Whether a misspelt sentence of the form may hide in the name.
        may_open: Whether it may be the first on its line.
    """

    target: int
    cost: int
    longest: int
    signs: int = 1
    is_rival: bool = False
    may_open: bool = False

    def moves(self, words: Words, place: int) -> Iterable[Move]:
        """Step over one word, two, and so on."""
        cost = inside = 0
        for at in range(place, min(place + self.longest, words.size)):
            key = words.keys[at]
            if at in words.stops or at in words.wholes:
                return
            inside += (key == "(") - (key == ")")
            is_sign = not (is_word(key) or is_number(key))
            cost += (_NAME_SIGN if is_sign else self.cost) + self._extra(key, inside)
            is_torn = at in words.openings and not (self.may_open and at == place)
            cost += _LINE if is_torn else 0
            yield cost, self.target, at + 1

    def _extra(self, key: str, inside: int) -> int:
        """Return what a sign or a number costs besides; a bracket closed pays back its opening."""
        if key == ")":
            return _BRACKET * self.signs if inside < 0 else -_SELDOM["("] * self.signs
        return self.signs * (_NUMBER if is_number(key) else _SELDOM.get(key, 0))


@dataclass(frozen=True, slots=True)
class NoteNumber:
    """Takes the number of a footnote where plain text has it: "Sở[3]" or "Sở3", not "Sở 3"."""

    target: int
    note: str

    def moves(self, words: Words, place: int) -> Iterable[Move]:
        """Step over the number, or on without one."""
        yield 0, self.target, place
        keys = words.keys[place : place + 3]
        if keys[:1] == ("[",) and keys[2:] == ("]",):
            if _is_note_number(keys[1]):
                yield 0, self.target, place + 3
        elif keys and _is_note_number(keys[0]) and words.starts[place] in words.after:
            yield 0, self.target, place + 1


def _is_note_number(key: str) -> bool:
    return is_number(key) and len(key) <= _LONGEST_NOTE_NUMBER


@dataclass(slots=True)
class Grammar:
    """States, each with its arcs, from 0 to the end.

    Attributes:
        arcs: State → its arcs.
        end: The last state.
        phrases: The pairs of neighbouring words of each sentence.
        is_firm: Whether no slip is looked for.
    """

    arcs: list[list[Any]] = field(default_factory=lambda: [[]])
    end: int = 0
    phrases: list[frozenset[tuple[str, str]]] = field(default_factory=list)
    is_firm: bool = False

    def state(self) -> int:
        """Add a state."""
        self.arcs.append([])
        return len(self.arcs) - 1

    def add(self, state: int, arc: Arc) -> int:
        """Add an arc; return where it leads."""
        self.arcs[state].append(arc)
        return arc.target

    def jump(self, state: int, target: int, cost: int = 0, mark: Mark | None = None) -> int:
        """Add an arc that takes no word."""
        return self.add(state, Jump(target, cost, mark))

    def mark(self, state: int, mark: Mark) -> int:
        """Add a mark on the way; return the state behind it."""
        return self.jump(state, self.state(), 0, mark)

    def words(self, state: int, text: str) -> int:
        """Add words that must stand there; return the state behind them."""
        for key, shown in tokens_of(text):
            state = self.add(state, Word(self.state(), key, shown))
        return state

    def span(self, state: int, cost: int, line: int) -> int:
        """Add one or more words of any kind; return the state behind them."""
        inside = self.add(state, AnyWord(self.state(), cost, line))
        return self.add(inside, AnyWord(inside, cost, line))

    def aside(self, state: int) -> int:
        """Allow words of no sentence here; return the state behind them."""
        behind, inside = self.state(), self.state()
        self.jump(state, behind)
        self.jump(state, inside, ASIDE, Begin(Aside()))
        self.add(inside, AnyWord(inside, ASIDE_WORD, ASIDE_LINE))
        return self.jump(inside, behind, 0, End(Aside()))
