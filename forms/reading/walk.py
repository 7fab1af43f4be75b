"""The way through a grammar walked once more, to gather what the words on it say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.definition import Say
from forms.reading.alignment import Slip
from forms.reading.grammar import (
    Aside,
    Begin,
    Chosen,
    End,
    Jump,
    Left,
    Name,
    NoteNumber,
    Opened,
    OtherName,
    Passage,
    Row,
    Rows,
    Sentence,
    Value,
    Word,
)
from forms.reading.harvest import Harvest, Statement
from forms.reading.implied import implied_zeros
from forms.reading.lines import are_same
from forms.reading.result import Place
from forms.reading.slots import Owner
from forms.reading.trust import Said, Verdict, remark, verdicts
from forms.reading.words import ELLIPSIS, tokens_of

if TYPE_CHECKING:
    from forms import figure
    from forms.reading.alignment import Step, Way
    from forms.reading.grammar import Span
    from forms.reading.slots import ValueSlot
    from forms.reading.words import Words
    from forms.sentence import Frame

_COMMAS: Final = "tách thành dòng ở mỗi dấu phẩy; tên nào có dấu phẩy thì nối lại"


def gather(harvest: Harvest, section: str, words: Words, way: Way) -> None:
    """Put what a way through the grammar of some lines holds into the harvest."""
    walk = _Walk(harvest, section, words)
    for step in way.steps:
        walk.go(step)


class _Walk:
    """Goes along one way, step by step."""

    def __init__(self, harvest: Harvest, section: str, words: Words) -> None:
        self._harvest = harvest
        self._section = section
        self._words = words
        self._begun: dict[Span, int] = {}
        self._bullet = ""
        self._passage: Passage | None = None
        self._row: Row | None = None
        self._cells: dict[str, figure.Value] = {}
        self._sentence: list[Said] = []
        self._is_said = False
        self._chosen: list[Chosen] = []

    def go(self, step: Step) -> None:
        """Take one step."""
        if isinstance(step.arc, Jump):
            self._mark(step.arc, step.start)
        elif isinstance(step.arc, Word | Value):
            self._say(step, step.arc)
        elif isinstance(step.arc, NoteNumber):
            self._note_mark(step.arc.note, step.start)

    def _mark(self, arc: Jump, place: int) -> None:
        match arc.mark:
            case Begin(span):
                self._begin(span, place)
            case End(span):
                self._end(span, self._begun[span], place)
            case Opened(bullet):
                self._bullet = bullet
                self._chosen = []
            case Chosen():
                self._chosen.append(arc.mark)
            case Left(text):
                self._harvest.left.setdefault(text, self._place(place))
            case _:
                pass

    def _begin(self, span: Span, place: int) -> None:
        self._begun[span] = place
        match span:
            case Sentence():
                self._sentence, self._is_said = [], True
            case Passage():
                self._passage = span
            case Row():
                self._row, self._cells = span, {}
            case _:
                pass

    def _end(self, span: Span, start: int, end: int) -> None:
        match span:
            case Sentence(frame):
                self._end_sentence(frame, start, end)
            case Passage(text):
                self._end_passage(text, start, end)
            case Name(slot):
                self._end_name(slot, self._words.said(start, end))
            case OtherName(shown):
                self._end_other_name(shown, self._words.said(start, end))
            case Row(table):
                self._harvest.tables.setdefault(table, []).append(self._cells)
                self._row = None
            case Rows(table, is_bare=True):
                self._note_commas(table, start, end)
            case Aside():
                self._harvest.set_aside(self._section, self._words, start, end)
            case _:
                pass

    def _note_commas(self, table: str, start: int, end: int) -> None:
        """Say that a name with a comma can't be told from two names."""
        if "," in self._words.keys[start:end]:
            text = self._words.said(start, end)
            self._harvest.doubt(self._place(start), (table,), text, _COMMAS, is_placed=True)

    def _note_mark(self, note: str, at: int) -> None:
        line = self._words.line_at(max(at - 1, 0))
        behind = at - self._words.first_of(line)
        self._harvest.marks.setdefault(self._words.lines[line].number, []).append((behind, note))

    def _place(self, at: int) -> Place:
        line = self._words.lines[self._words.line_at(at)]
        return Place(line.number, self._section)

    # Sentences.

    def _say(self, step: Step, arc: Word | Value) -> None:
        if self._is_said:
            self._sentence.append(self._said(step, arc))
        elif step.slip is Slip.EXTRA:
            self._harvest.set_aside(self._section, self._words, step.start, step.end)

    def _said(self, step: Step, arc: Word | Value) -> Said:
        is_there = step.end > step.start
        found = self._words.said(step.start, step.end) if is_there else ""
        key = self._words.keys[step.start] if is_there else ""
        if step.slip is Slip.EXTRA:
            return Said(found, step.slip, key=key)
        if isinstance(arc, Word):
            return Said(found, step.slip, arc.key, arc.shown, key)
        if not is_there:
            return Said("", step.slip, slot=arc.slot)
        readings = arc.slot.read(self._words, step.start)
        reading = next(each for each in readings if each.end == step.end)
        return Said(found, slot=arc.slot, value=reading.value, doubt=reading.doubt)

    def _end_name(self, slot: ValueSlot, found: str) -> None:
        value = None if found == ELLIPSIS else found
        self._sentence.append(Said(found, slot=slot, value=value))

    def _end_other_name(self, shown: str, found: str) -> None:
        """Note words that stand for those the unit lends; without any there is nothing to miss."""
        wanted = next((key for key, _ in tokens_of(shown)), "")
        self._sentence.append(Said(found, Slip.OTHER, wanted, shown))

    def _end_sentence(self, frame: Frame, start: int, end: int) -> None:
        sentence, self._is_said = self._sentence, False
        if start == end:  # all of it is missing
            return
        place, text = self._place(start), self._words.said(start, end)
        found = [verdict for verdict in verdicts(sentence) if self._take(verdict, place)]
        self._confirm(frame, place)
        self._note_straying(sentence, found, place, text)
        for verdict in (verdict for verdict in found if verdict.doubt):
            said, fields = verdict.said, self._fields([verdict.said])
            is_placed = said.value is not None
            self._harvest.doubt(place, fields, said.found, verdict.doubt, is_placed=is_placed)

    def _note_straying(
        self, sentence: list[Said], found: list[Verdict], place: Place, text: str
    ) -> None:
        """Say how a sentence strays; a passage is kept as it is written, so it may."""
        reason = remark(sentence)
        refused = [verdict for verdict in found if verdict.refusal]
        if refused:
            why = "; ".join(filter(None, (reason, refused[0].refusal)))
            fields = self._fields([verdict.said for verdict in refused])
            self._harvest.doubt(place, fields, text, why, is_placed=False)
        elif reason and self._passage is None:
            fields = self._fields([verdict.said for verdict in found if verdict.is_doubtful])
            self._harvest.doubt(place, fields, text, reason, is_placed=True)

    def _take(self, verdict: Verdict, place: Place) -> bool:
        """Take a value if it can be trusted; return whether there is one, or a doubt."""
        slot, value = verdict.said.slot, verdict.said.value
        if slot is None or value is None:
            return bool(verdict.doubt)
        if verdict.refusal:
            return True
        if slot.owner is Owner.PERIOD:
            self._harvest.periods.setdefault(str(value), place)
        elif slot.owner is Owner.COLUMN:
            self._cells[slot.name] = value
        else:
            self._harvest.state(slot.name, Statement(value, place, verdict.is_doubtful))
        return True

    def _fields(self, values: list[Said]) -> tuple[str, ...]:
        """Return the fields that values belong to; a cell's is its table."""
        if self._row is not None:
            return (self._row.table,)
        slots = (said.slot for said in values if said.slot is not None)
        return tuple(dict.fromkeys(slot.name for slot in slots if slot.owner is Owner.FIGURE))

    def _confirm(self, frame: Frame, place: Place) -> None:
        """Take what follows from a variant once its sentence is there."""
        for chosen in self._chosen:
            pieces = chosen.variants[chosen.number].pieces
            if any(isinstance(piece, Say) and piece.frame is frame for piece in pieces):
                zeros = implied_zeros(chosen.variants, chosen.number, self._harvest.kinds)
                for name in zeros:
                    self._harvest.implied.setdefault(name, place)

    # Passages.

    def _end_passage(self, text: str, start: int, end: int) -> None:
        self._passage = None
        if text in self._harvest.texts:
            self._harvest.set_aside(self._section, self._words, start, end)
            return
        self._harvest.texts[text] = "\n".join(self._written(start, end))

    def _written(self, start: int, end: int) -> list[str]:
        """Return a passage line by line with the bullets that are its own, not the form's."""
        found: list[str] = []
        for number, said in self._words.pieces(start, end):
            line = self._words.lines[number]
            opens = self._words.first_of(number) >= start
            is_own = bool(found) or not are_same(line.bullet, self._bullet)
            found.append(f"{line.bullet} {said}" if opens and line.bullet and is_own else said)
        return found
