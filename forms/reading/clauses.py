"""A form's leaves as a grammar: the same frames, choices, lists and tables that print a report."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from forms.definition import Choose, Say, TableRef, TextRef, Variant
from forms.figure import Kind
from forms.reading.grammar import (
    LONGEST_CELL,
    LONGEST_NAME,
    LONGEST_OTHER_NAME,
    NAME_WORD,
    NO_LEAF,
    NO_PARAGRAPH,
    NO_PASSAGE,
    NO_SENTENCE,
    OTHER_NAME,
    OTHER_NAME_SIGNS,
    PASSAGE,
    PASSAGE_LINE,
    PASSAGE_WORD,
    STRANGE_CHOICE_WORD,
    AnyWord,
    Begin,
    Chosen,
    End,
    Grammar,
    Left,
    Name,
    NameWords,
    NoteNumber,
    Opened,
    OtherName,
    Passage,
    Row,
    Rows,
    Sentence,
    Value,
)
from forms.reading.slots import WORDY, Owner, ValueSlot
from forms.reading.words import tokens_of
from forms.sentence import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.definition import Form, Leaf, ListOf, Note, ParagraphFrame, Piece, Table, Text
    from forms.sentence import Frame, Slot, Voice

_PERIOD: Final = "period"


@dataclass(frozen=True, slots=True)
class Clauses:
    """Turns parts of a form into grammars.

    Attributes:
        form: The form.
        voice: Knows the unit's words and the figures' kinds.
    """

    form: Form
    voice: Voice

    def heading(self, frame: Frame) -> Grammar:
        """Return a grammar of a heading at the beginning of a line, whatever follows."""
        grammar = Grammar()
        state = _Writer(self, grammar).label(0, frame)
        grammar.end = grammar.add(state, AnyWord(state))
        return grammar

    def sentences(self, frames: Iterable[Frame]) -> Grammar:
        """Return a grammar of sentences that follow each other, each of which may be missing.

        They are looked for with slips in any line.
        """
        grammar = Grammar()
        state = grammar.aside(0)
        for frame in frames:
            state = grammar.aside(_Writer(self, grammar).sentence(state, frame))
        grammar.end = state
        grammar.phrases.clear()
        return grammar

    def rows(self, rows: Iterable[tuple[str, Frame]]) -> Grammar:
        """Return a grammar of a table's rows, any of which may be missing, or only its number.

        Words of a few cells tell too little to look for slips.
        """
        grammar = Grammar(is_firm=True)
        writer, state = _Writer(self, grammar), grammar.aside(0)
        for number, frame in rows:
            state = grammar.aside(writer.row(state, number, frame))
        grammar.end = state
        return grammar

    def notes(self, notes: Iterable[Note]) -> Grammar:
        """Return a grammar of footnotes that follow each other, each of which may be missing.

        Names alone resemble no sentence, so slips are looked for in any line.
        """
        grammar = Grammar()
        writer, state = _Writer(self, grammar), grammar.aside(0)
        for note in notes:
            state = grammar.aside(writer.note(state, note))
        grammar.end = state
        grammar.phrases.clear()
        return grammar

    def leaves(self, leaves: Iterable[Leaf]) -> Grammar:
        """Return a grammar of leaves that follow each other, each of which may be missing."""
        grammar = Grammar()
        writer, state = _Writer(self, grammar), grammar.aside(0)
        for leaf in leaves:
            state = grammar.aside(writer.leaf(state, leaf))
        grammar.end = state
        return grammar


class _Writer:
    """Writes into one grammar. Each method begins at a state and returns the one behind."""

    def __init__(self, clauses: Clauses, grammar: Grammar) -> None:
        self._form = clauses.form
        self._voice = clauses.voice
        self._to = grammar
        self._in_choice = False
        self._in_mixed_list = False
        self._in_note = False

    def leaf(self, start: int, leaf: Leaf) -> int:
        """Write a leaf; a document may lack it."""
        end = self._to.state()
        self._to.jump(start, end, NO_LEAF)
        state = start
        if leaf.heading is not None:
            state = self.label(state, leaf.heading)
        for paragraph in leaf.paragraphs:
            state = self._paragraph(self._to.aside(state), paragraph)
        return self._to.jump(state, end)

    def note(self, start: int, note: Note) -> int:
        """Write a footnote, which may be names and nothing else; a document may lack it."""
        self._in_note = True
        end = self._to.state()
        self._to.jump(start, end, NO_LEAF)
        opened = self._to.mark(start, Opened(""))
        return self._to.jump(self._variant(opened, (Variant(note.when, note.pieces),), 0), end)

    def label(self, start: int, frame: Frame) -> int:
        """Write a heading; its colon may be missing."""
        state = self._spoken(start, frame)
        if frame.source.endswith(":"):
            return state
        return self._to.jump(state, self._to.words(state, ":"))

    def sentence(self, start: int, frame: Frame) -> int:
        """Write a sentence; a document may lack it."""
        end = self._spoken(start, frame)
        return self._to.jump(start, end, NO_SENTENCE)

    def row(self, start: int, number: str, frame: Frame) -> int:
        """Write a row of a table; a document may lack it."""
        numbered = self._to.words(start, number)
        if number:
            self._to.jump(start, numbered)
        end = self._spoken(numbered, frame)
        return self._to.jump(start, end, NO_SENTENCE)

    def _spoken(self, start: int, frame: Frame, table: Table | None = None) -> int:
        self._to.phrases.extend(self._pairs(frame))
        state = self._to.mark(start, Begin(Sentence(frame)))
        state = self._parts(state, frame, table)
        return self._to.mark(state, End(Sentence(frame)))

    def _parts(self, start: int, frame: Frame, table: Table | None = None) -> int:
        state = start
        for part in frame.parts:
            match part:
                case str():
                    state = self._to.words(state, part)
                case Mark(note):
                    state = self._to.add(state, NoteNumber(self._to.state(), note))
                case _:
                    state = self._slot(state, part, table)
        return state

    def _pairs(self, frame: Frame) -> Iterator[frozenset[tuple[str, str]]]:
        """Yield a frame's pairs of neighbouring words, the unit's among them, if it has any."""
        said: list[list[str]] = [[]]
        for part in frame.parts:
            if isinstance(part, Mark):
                continue
            words = part if isinstance(part, str) else self._voice.words.get(part.name)
            if words is None:
                said.append([])
            else:
                said[-1].extend(key for key, _ in tokens_of(words))
        pairs = frozenset(pair for keys in said for pair in pairwise(keys))
        if pairs:
            yield pairs

    # Slots.

    def _slot(self, start: int, slot: Slot, table: Table | None) -> int:
        column = table.column(slot.name) if table else None
        if slot.name == _PERIOD:
            value = ValueSlot(_PERIOD, Kind.PERIOD, slot.style, Owner.PERIOD)
            return self._to.add(start, Value(self._to.state(), value))
        if column is not None:
            value = ValueSlot(column.id, column.kind, slot.style, Owner.COLUMN)
            return self._value(start, value, column.choices)
        if slot.name in self._voice.kinds:
            return self._value(
                start, ValueSlot(slot.name, self._voice.kinds[slot.name], slot.style)
            )
        return self._lent(start, self._voice.words.get(slot.name, ""))

    def _value(self, start: int, slot: ValueSlot, choices: Iterable[str] = ()) -> int:
        if slot.kind not in WORDY:
            return self._to.add(start, Value(self._to.state(), slot))
        begun = self._to.mark(start, Begin(Name(slot)))
        chosen = [self._to.words(begun, choice) for choice in choices]
        cost = STRANGE_CHOICE_WORD if chosen else NAME_WORD
        longest = LONGEST_CELL if slot.kind is Kind.TEXT else LONGEST_NAME
        is_rival = self._in_choice if slot.owner is Owner.FIGURE else self._in_mixed_list
        words = NameWords(
            self._to.state(), cost, longest, is_rival=is_rival, may_open=self._in_note
        )
        said = self._to.add(begun, words)
        for state in chosen:
            self._to.jump(state, said)
        return self._to.mark(said, End(Name(slot)))

    def _lent(self, start: int, words: str) -> int:
        """Write words the unit lends; another body's name may stand there."""
        own = self._to.words(self._to.jump(start, self._to.state()), words)
        span = OtherName(words)
        begun = self._to.jump(start, self._to.state(), OTHER_NAME, Begin(span))
        name = NameWords(
            self._to.state(), NAME_WORD, LONGEST_OTHER_NAME, OTHER_NAME_SIGNS, is_rival=True
        )
        other = self._to.add(begun, name)
        return self._to.jump(other, own, 0, End(span))

    # Paragraphs and their pieces.

    def _paragraph(self, start: int, paragraph: ParagraphFrame) -> int:
        opened = self._to.mark(start, Opened(paragraph.bullet, paragraph.run_on))
        variant = Variant(paragraph.when, paragraph.pieces)
        end = self._variant(opened, (variant,), 0)
        return self._to.jump(start, end, 0 if paragraph.when else NO_PARAGRAPH)

    def _variant(self, start: int, variants: tuple[Variant, ...], number: int) -> int:
        return self._pieces(self._to.mark(start, Chosen(variants, number)), variants[number].pieces)

    def _pieces(self, start: int, pieces: Iterable[Piece]) -> int:
        state = start
        for number, piece in enumerate(pieces):
            state = self._piece(self._to.aside(state) if number else state, piece)
        return state

    def _piece(self, start: int, piece: Piece) -> int:
        match piece:
            case Say(frame):
                return self.sentence(start, frame)
            case TextRef(text):
                return self._passage(start, self._form.texts[text])
            case TableRef(table):
                return self._rows(start, self._form.tables[table])
            case Choose(variants):
                return self._choice(start, variants)
            case _:
                return self._list(start, piece)

    def _choice(self, start: int, variants: tuple[Variant, ...]) -> int:
        end = self._to.state()
        outside, self._in_choice = self._in_choice, len(variants) > 1
        for number in range(len(variants)):
            self._to.jump(self._variant(start, variants, number), end)
        self._in_choice = outside
        return self._to.jump(start, end, 0 if variants[-1].when else NO_SENTENCE)

    def _passage(self, start: int, text: Text) -> int:
        end = self._to.state()
        if text.default is not None:
            usual = Passage(text.id, is_default=True)
            state = self._spoken(self._to.mark(start, Begin(usual)), text.default)
            self._to.add(state, AnyWord(state, PASSAGE_WORD, PASSAGE_LINE))
            self._to.jump(state, end, 0, End(usual))
        own = Passage(text.id)
        begun = self._to.jump(start, self._to.state(), PASSAGE, Begin(own))
        self._to.jump(self._to.span(begun, PASSAGE_WORD, PASSAGE_LINE), end, 0, End(own))
        return self._to.jump(start, end, 0 if text.optional else NO_PASSAGE, Left(text.id))

    def _rows(self, start: int, table: Table) -> int:
        rows = Rows(table.id, is_bare=_is_bare(table))
        first = self._to.mark(start, Begin(rows))
        behind = self._to.state()
        for variant in table.row:
            state = self._to.mark(first, Begin(Row(table.id)))
            for frame in (piece.frame for piece in variant.pieces if isinstance(piece, Say)):
                state = self._spoken(state, frame, table)
            self._to.jump(state, behind, 0, End(Row(table.id)))
        self._to.jump(self._to.words(behind, table.join), first)
        end = self._to.mark(behind, End(rows))
        return self._to.jump(start, end)

    def _list(self, start: int, piece: ListOf) -> int:
        state = self._around(start, piece.lead)
        self._in_mixed_list = len(piece.items) > 1
        for item in piece.items:
            state = self._item(state, item, piece.join)
        self._in_mixed_list = False
        end = self._around(state, piece.end)
        if piece.empty:
            self._to.jump(self._pieces(start, piece.empty), end)
        return self._to.jump(start, end)

    def _around(self, start: int, frame: Frame) -> int:
        """Write what stands before or behind the items; without figures it is no sentence."""
        return self._spoken(start, frame) if frame.slots else self._parts(start, frame)

    def _item(self, start: int, item: Variant, join: str) -> int:
        """Write an item; any may be missing, and the first bears no sign between."""
        begun = self._to.words(start, join)
        self._to.jump(start, begun)
        end = self._variant(begun, (item,), 0)
        return self._to.jump(start, end)


def _is_bare(table: Table) -> bool:
    """Whether the rows have no words of their own and a comma may as well belong to one."""
    frames = (piece.frame for v in table.row for piece in v.pieces if isinstance(piece, Say))
    literal = (part for frame in frames for part in frame.parts if isinstance(part, str))
    return table.join.strip() == "," and not any(part.strip() for part in literal)
