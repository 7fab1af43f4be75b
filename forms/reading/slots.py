"""The places of a frame that hold a value: where a printed value ends, and what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from forms import figure, period
from forms.figure import Kind, Value
from forms.folding import fold
from forms.period import Period
from forms.reading.words import ELLIPSIS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.reading.words import Words

#: Words without a shape of their own: they end where the frame goes on.
WORDY: Final = frozenset({Kind.NAME, Kind.TEXT})

_NUMERIC: Final = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DECIMAL})
#: All that is written of a number, the wrong points too, so that "1,767" is never read as 1; a
#: line that begins with "Tỷ lệ" doesn't make billions of the number above.
_NUMBER: Final = (
    r"\d(?:[\d.,]*\d)?(?: \d{3}(?!\d))*"
    r"(?P<scale> (?:nghìn|ngàn|triệu|tỷ|tỉ)(?: (?:tỷ|tỉ))?(?!\w))?"
)
#: Lists, whose separators may also part them from what follows.
_LISTS: Final = frozenset({Kind.NUMBERS, Kind.PERIODS})
_WORD: Final = r"[^\W\d_]+\s+"
_LETTERS: Final = re.compile(r"[^\W\d_]+")
#: A value isn't a part of a longer one: of "35-40" or "07/SNN&PTNT" nothing is read alone.
_BEGUN: Final = r"(?<!\w)(?<!\w[-&–])"
_ENDED: Final = r"(?![-&–]?\w)"
_UNREADABLE: Final = "không đọc được số"


class Owner(StrEnum):
    """Whose value a slot holds."""

    FIGURE = "figure"
    COLUMN = "column"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a slot holds: a value, or none where the document leaves it open.

    Attributes:
        value: The value; None where nothing or something unreadable stands.
        end: The place behind its last word.
        doubt: What keeps the value from being certain; empty if nothing does.
    """

    value: Value | None
    end: int
    doubt: str = ""


@dataclass(frozen=True)
class ValueSlot:
    """A slot whose value has a shape of its own: a number, a date, a symbol, a period.

    Attributes:
        name: The figure, the column of a table, or "period".
        kind: How the value is read.
        style: How the frame prints it.
        owner: Whose value it is.
    """

    name: str
    kind: Kind
    style: str = ""
    owner: Owner = Owner.FIGURE

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        return re.compile(f"{_BEGUN}{_shape_of(self)}{_ENDED}", re.IGNORECASE)

    def read(self, words: Words, place: int) -> Iterator[Reading]:
        """Yield what may be written from a place on, the longest first.

        Of lists also the shorter ones. Of a decimal in "12,5 tỷ" also the number alone: the frame
        itself may go on with "tỷ đồng", and the number is the same.
        """
        if words.keys[place] == ELLIPSIS:
            yield Reading(None, place + 1)
            return
        start = words.starts[place]
        match = self._shape.match(words.text, start)
        for end in self._ends(match, words, place) if match else ():
            if self._shape.fullmatch(words.text, start, words.ends[end - 1]):
                reading = self._reading(words.said(place, end), end)
                if reading is not None:
                    yield reading

    def _ends(self, match: re.Match[str], words: Words, place: int) -> Iterable[int]:
        said = match.group().rstrip()
        last = words.after.get(match.start() + len(said), place)
        if self.kind in _LISTS:
            return range(last, place, -1)
        scale = match["scale"] if self.kind is Kind.DECIMAL else ""
        alone = match.start() + len(said.removesuffix(scale or ""))
        return dict.fromkeys((last, words.after.get(alone, place)))

    def _reading(self, printed: str, end: int) -> Reading | None:
        if self.owner is Owner.PERIOD:
            said = Period.read(printed)
            return Reading(str(said) if said else None, end)
        if self.kind is Kind.NUMBERS and not self._says_only_its_word(printed):
            return None
        parsed = figure.parse(self.kind, printed)
        if parsed.value is None and self.kind in _NUMERIC:
            return Reading(None, end, f"{_UNREADABLE} “{printed}”")
        if parsed.value is None:
            return None
        return Reading(parsed.value, end, parsed.note)

    def _says_only_its_word(self, printed: str) -> bool:
        """Whether the words among a list's numbers are those of its style ("each:khóa")."""
        own = fold(self.style.removeprefix(figure.EACH))
        return all(fold(word) in (own, "va") for word in _LETTERS.findall(printed))


def _shape_of(slot: ValueSlot) -> str:
    if slot.owner is Owner.PERIOD:
        if slot.style == "year":
            return figure.pattern(Kind.YEAR)
        return rf"(?:{period.PATTERN}|(?:trong\s+)?{period.PART_PATTERN})"
    if slot.kind in _NUMERIC:
        return _NUMBER
    if slot.kind is Kind.DATE:
        return f"(?:{figure.pattern(Kind.DATE)}|{figure.pattern(Kind.DATE, 'long')})"
    if slot.kind is Kind.SYMBOL:
        one = figure.pattern(Kind.SYMBOL)
        return f"{one}(?:&{one})*"
    if slot.kind is Kind.PERIOD:
        return figure.pattern(Kind.PERIOD)
    if slot.kind is Kind.NUMBERS:
        # "khóa 27", also spelt "khoá 27" (`_says_only_its_word`).
        first = _WORD if slot.style.startswith(figure.EACH) else ""
        return rf"(?:{first})?\d+(?:(?:\s*[;,]\s*|\s+và\s+)(?:{_WORD})?\d+)*(?!\d)"
    return figure.pattern(slot.kind, slot.style)
