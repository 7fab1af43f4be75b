"""The cheapest way through a grammar that takes all words of some lines.

Words the frame has cost nothing. A misspelt word, another one, one too few or too many cost so
much each that a sentence may stray by about a third before it counts as another one. The search
goes by rising cost, so a document that keeps to the form is read at once; lines that resemble no
sentence of the grammar are not tried with slips, so that no document takes long.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final, NamedTuple

from forms.reading.grammar import AnyWord, Jump, NameWords, Value, Word
from forms.reading.words import is_number, is_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.reading.grammar import Arc, Grammar
    from forms.reading.words import Words

#: The price of slips: of signs, of words alike but for a letter, of others; of a word too few; of
#: the first word too many, and of each further one; of numbers and values.
SIGN: Final = 8
MISSPELT: Final = 16
OTHER_WORD: Final = 40
MISSING_WORD: Final = 28
FIRST_EXTRA: Final = 32
NEXT_EXTRA: Final = 12
NUMBER: Final = 60
NO_VALUE: Final = 48

_SHORT_WORD: Final = 2
#: A sentence of fewer pairs of words is not looked for with slips.
_FEWEST_PAIRS: Final = 3
#: A shorter sentence is looked at word by word.
_LONG: Final = 12

Phrase = frozenset[tuple[str, str]]


@dataclass(slots=True)
class Effort:
    """How many states may still be looked at for slips, so that no document takes long."""

    states: int = 500_000


class Slip(StrEnum):
    """How a document strays from the frame at one word."""

    NONE = ""
    ALIKE = "alike"
    OTHER = "other"
    MISSING = "missing"
    EXTRA = "extra"


class Step(NamedTuple):
    """One step of the way: the arc, how the document strays, and the words taken."""

    arc: Arc
    slip: Slip
    start: int
    end: int


class Way(NamedTuple):
    """A way through a grammar, and its price."""

    cost: int
    steps: tuple[Step, ...]


#: A state reached: behind which word, whether that was one too many, and how: the number of the
#: state before, the arc, the slip, the place it began at.
_Tried = tuple[int, int, bool, int, "Arc | None", Slip, int]


def align(grammar: Grammar, words: Words, effort: Effort) -> Way:
    """Return the cheapest way through a grammar that any words may take (`Grammar.aside`).

    Slips are tried only where the words aren't the frames' own as they stand.
    """
    words.wholes.update(_wholes(grammar, words))
    places = frozenset(range(words.size))
    exact = _Search(grammar, words, places).way()
    assert exact is not None, "words of no sentence are set aside"  # noqa: S101
    loose = frozenset(() if grammar.is_firm else _loose(grammar, words, exact))
    if not loose:
        return exact
    return _Search(grammar, words, places - loose, effort).way() or exact


def align_heading(grammar: Grammar, words: Words, most: int, effort: Effort) -> Way | None:
    """Return the cheapest way through a heading's grammar, or None if it costs more."""
    return _Search(grammar, words, frozenset(), effort).way(most)


def _wholes(grammar: Grammar, words: Words) -> Iterator[tuple[int, int]]:
    """Yield the long sentences that are none of the grammar's, not even a misspelt one."""
    for places, pairs in words.sentences() if grammar.phrases else ():
        is_ours = any(phrase <= pairs or _resemble(pairs, phrase) for phrase in grammar.phrases)
        if len(places) >= _LONG and not is_ours:
            yield places.start, places.stop


def _loose(grammar: Grammar, words: Words, way: Way) -> Iterator[int]:
    """Yield the places of sentences with words of their own that resemble one all the same."""
    own = {step.start for step in way.steps if _is_own(step.arc)}
    for places, pairs in words.sentences():
        if own.isdisjoint(places):
            continue
        if not grammar.phrases or any(_resemble(pairs, phrase) for phrase in grammar.phrases):
            # What a sentence lacks at its end lacks before the first word of the next.
            yield from range(places.start, places.stop + 1)


def _is_own(arc: Arc) -> bool:
    return isinstance(arc, AnyWord) or (isinstance(arc, NameWords) and arc.is_rival)


def _resemble(pairs: Phrase, phrase: Phrase) -> bool:
    """Whether half of the shorter one's pairs of words are in the other; a few tell nothing."""
    if len(phrase) < _FEWEST_PAIRS:
        return False
    return 2 * len(pairs & phrase) >= min(len(pairs), len(phrase))


def are_alike(one: str, other: str) -> bool:
    """Return whether two words differ by a single letter, as a typist's slip does."""
    short, long = sorted((one, other), key=len)
    if len(short) <= _SHORT_WORD or len(long) - len(short) > 1:
        return False
    pairs = enumerate(zip(short, long, strict=False))
    at = next((place for place, (a, b) in pairs if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


class _Search:
    """Looks through the pairs of state and place, the cheapest first.

    Args:
        grammar: What may be said.
        words: What is said.
        firm: Places where no slip is tried.
        effort: How much may be looked at; None for as much as it takes.
    """

    def __init__(
        self,
        grammar: Grammar,
        words: Words,
        firm: frozenset[int],
        effort: Effort | None = None,
    ) -> None:
        self._arcs = grammar.arcs
        self._goal = (grammar.end, words.size)
        self._keys = words.keys
        self._words = words
        self._firm = firm
        self._effort = effort
        self._waiting: dict[int, list[_Tried | int]] = {}
        self._costs: list[int] = []
        self._reached: list[_Tried] = []
        self._seen: set[int] = set()
        self._counted = 0

    def way(self, most: int | None = None) -> Way | None:
        """Return the cheapest way; None if it costs more than ``most`` or takes too long."""
        self._wait(0, (0, 0, False, -1, None, Slip.NONE, 0))
        while True:  # whatever is said, all of the frame may be missing
            cost = heappop(self._costs)
            if (most is not None and cost > most) or self._is_spent():
                return None
            waiting = self._waiting[cost]
            while waiting:
                found = waiting.pop()
                if isinstance(found, int):
                    self._stray(cost - SIGN, found)
                elif self._reach(cost, found):
                    return Way(cost, tuple(reversed(list(self._back()))))
            del self._waiting[cost]

    def _is_spent(self) -> bool:
        """Count what was looked at since the last time."""
        if self._effort is None:
            return False
        self._effort.states -= len(self._reached) - self._counted
        self._counted = len(self._reached)
        return self._effort.states <= 0

    def _wait(self, cost: int, tried: _Tried | int) -> None:
        waiting = self._waiting.get(cost)
        if waiting is None:
            self._waiting[cost] = [tried]
            heappush(self._costs, cost)
        else:
            waiting.append(tried)

    def _reach(self, cost: int, tried: _Tried) -> bool:
        """Go on from a state, unless a cheaper way has been there; tell whether it is the end."""
        state, place, is_extra = tried[:3]
        key = (state * (self._goal[1] + 1) + place) * 2 + is_extra
        if key in self._seen:
            return False
        self._seen.add(key)
        number = len(self._reached)
        self._reached.append(tried)
        if (state, place) == self._goal:
            return True
        strays, is_whole = False, place in self._words.wholes
        for arc in self._arcs[state]:
            if is_whole and isinstance(arc, Word | Value):
                continue
            kept = is_extra and isinstance(arc, Jump)
            for price, target, end in arc.moves(self._words, place):
                self._wait(cost + price, (target, end, kept, number, arc, Slip.NONE, place))
            strays = strays or isinstance(arc, Word | Value)
        if strays:
            # No slip is cheaper than a sign, so they are tried when nothing costs less.
            self._wait(cost + SIGN, number)
        return False

    def _stray(self, cost: int, number: int) -> None:
        state, place, is_extra = self._reached[number][:3]
        is_firm = place in self._firm
        for arc in self._arcs[state]:
            if not isinstance(arc, Word | Value):
                continue
            price = _missing(arc)
            if price == SIGN or not is_firm:
                tried = (arc.target, place, is_extra, number, arc, Slip.MISSING, place)
                self._wait(cost + price, tried)
            if place < self._goal[1] and not is_firm and place not in self._words.wholes:
                self._stray_over(cost, number, arc)

    def _stray_over(self, cost: int, number: int, arc: Word | Value) -> None:
        """Take the next word for one too many, or for the frame's own."""
        state, place, is_extra = self._reached[number][:3]
        key = self._keys[place]
        price = _extra(key, is_extra=is_extra)
        after = is_extra or price > SIGN
        self._wait(cost + price, (state, place + 1, after, number, arc, Slip.EXTRA, place))
        if isinstance(arc, Word) and is_word(arc.key) == is_word(key) and arc.key != key:
            slip = Slip.ALIKE if are_alike(arc.key, key) else Slip.OTHER
            price = _other(arc.key, key, slip)
            self._wait(cost + price, (arc.target, place + 1, False, number, arc, slip, place))

    def _back(self) -> Iterator[Step]:
        """Yield the steps back from the state reached last."""
        _, place, _, before, arc, slip, start = self._reached[-1]
        while arc is not None:
            yield Step(arc, slip, start, place)
            _, place, _, before, arc, slip, start = self._reached[before]


def _missing(arc: Word | Value) -> int:
    if isinstance(arc, Value):
        return NO_VALUE
    return MISSING_WORD if is_word(arc.key) else SIGN


def _extra(key: str, *, is_extra: bool) -> int:
    if is_number(key):
        return NUMBER
    if not is_word(key):
        return SIGN
    return NEXT_EXTRA if is_extra else FIRST_EXTRA


def _other(wanted: str, found: str, slip: Slip) -> int:
    if is_word(wanted):
        return MISSPELT if slip is Slip.ALIKE else OTHER_WORD
    return NUMBER if is_number(wanted) or is_number(found) else SIGN
