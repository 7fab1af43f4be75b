"""Words as they are compared: without diacritics and letter case, abbreviations written out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from forms.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.reading.lines import Line

_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+|\.{2,}|…+|[^\w\s]|_+")
#: What offices shorten and write out by turns.
_WRITTEN_OUT: Final[Mapping[str, tuple[str, ...]]] = {
    "ubnd": ("uy", "ban", "nhan", "dan"),
    "hdnd": ("hoi", "dong", "nhan", "dan"),
    "tthc": ("thu", "tuc", "hanh", "chinh"),
    "cchc": ("cai", "cach", "hanh", "chinh"),
}
_SIGNS: Final[Mapping[str, str]] = {
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’", "'"),
}
ELLIPSIS: Final = "…"
#: Abbreviations that take a full stop are no longer: TP., TX., KT., TUQ.
_LONGEST_SHORT: Final = 4


@lru_cache(maxsize=8192)
def _keys(token: str) -> tuple[str, ...]:
    if token[0].isalpha():
        key = fold(token)
        return _WRITTEN_OUT.get(key, (key,))
    if token[0] == "…" or token.startswith(".."):
        return (ELLIPSIS,)
    return (_SIGNS.get(token, token),)


def tokens_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the key of each word, and the word as written."""
    for match in _TOKEN.finditer(text):
        yield from ((key, match.group()) for key in _keys(match.group()))


def is_word(key: str) -> bool:
    """Return whether a key is a word, not a number or a sign."""
    return key[:1].isalpha()


def is_number(key: str) -> bool:
    """Return whether a key is made of digits."""
    return key[:1].isdecimal()


@dataclass(frozen=True)
class Words:
    """The words of some lines, in a row.

    Attributes:
        lines: The lines they stand in.
        wholes: Sentences taken as a whole or not at all: first place → place behind.
    """

    lines: tuple[Line, ...]
    wholes: dict[int, int] = field(default_factory=dict, compare=False)

    @cached_property
    def text(self) -> str:
        """The lines without their bullets, one below the other."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def _tokens(self) -> tuple[tuple[str, int, int], ...]:
        found = (
            (key, match.start(), match.end())
            for match in _TOKEN.finditer(self.text)
            for key in _keys(match.group())
        )
        return tuple(found)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What each word is compared by."""
        return tuple(key for key, _, _ in self._tokens)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where in the text each word begins."""
        return tuple(start for _, start, _ in self._tokens)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where in the text each word ends."""
        return tuple(end for _, _, end in self._tokens)

    @cached_property
    def after(self) -> Mapping[int, int]:
        """The place behind the word that ends at a character of the text."""
        return {end: place for place, end in enumerate(self.ends, 1)}

    @cached_property
    def openings(self) -> frozenset[int]:
        """The places of the words that open a line."""
        return frozenset(self.first_of(number) for number in range(len(self.lines)))

    @cached_property
    def stops(self) -> frozenset[int]:
        """The places of the full stops that end a sentence, not an abbreviation ("TP. Huế")."""
        return frozenset(place for place, key in enumerate(self.keys) if self._is_stop(place, key))

    def _is_stop(self, place: int, key: str) -> bool:
        if key != ".":
            return False
        follows = place + 1
        if follows >= self.size or follows in self.openings:
            return True
        before = self.text[self.starts[place - 1] : self.ends[place - 1]] if place else ""
        is_short = before.isupper() and len(before) <= _LONGEST_SHORT
        is_apart = self.starts[follows] > self.ends[place]
        return is_apart and not (is_short or self.text[self.starts[follows]].islower())

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        """Where in the text each line begins."""
        found, offset = [], 0
        for line in self.lines:
            found.append(offset)
            offset += len(line.text) + 1
        return tuple(found)

    @cached_property
    def size(self) -> int:
        """How many words there are."""
        return len(self._tokens)

    def first_of(self, line: int) -> int:
        """Return the place of a line's first word."""
        return bisect_left(self.starts, self._offsets[line])

    def line_at(self, place: int) -> int:
        """Return which of the lines a word stands in; behind the last one, the last line."""
        if place >= self.size:
            return len(self.lines) - 1
        return bisect_right(self._offsets, self.starts[place]) - 1

    def sentences(self) -> Iterator[tuple[range, frozenset[tuple[str, str]]]]:
        """Yield the places of each sentence within a line, and its pairs of neighbouring words."""
        starts = sorted(self.openings | {stop + 1 for stop in self.stops})
        for start, end in pairwise(sorted({*starts, self.size})):
            yield range(start, end), frozenset(pairwise(self.keys[start:end]))

    def said(self, start: int, end: int) -> str:
        """Return the words from one place up to another as written, on one line."""
        return " ".join(self.text[self.starts[start] : self.ends[end - 1]].split())

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield the number of each line touched, and its words from one place up to another."""
        while start < end:
            line = self.line_at(start)
            stop = start
            while stop < end and self.line_at(stop) == line:
                stop += 1
            yield line, self.said(start, stop)
            start = stop
