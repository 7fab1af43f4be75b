"""The lines of a document parted by the form's headings: head, blocks of leaves, foot.

Headings are told by their words, in any case and with or without diacritics; numbers may be wrong
(both real office reports jump from III to V) or missing. They are looked for in the order of the
form; only a heading that bears a number may go back.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from forms.folding import fold
from forms.reading.alignment import OTHER_WORD, Slip, align_heading
from forms.reading.grammar import End, Jump, Word
from forms.reading.lines import Line, joined
from forms.reading.words import Words, is_word, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.definition import Form, Leaf, Section
    from forms.reading.alignment import Effort, Way
    from forms.reading.clauses import Clauses
    from forms.reading.grammar import Grammar
    from forms.sentence import Frame

_RECIPIENTS: Final = "noi nhan"
_CLOSING: Final = "./."
#: Between the end of the body and the recipients stands at most the signature.
_SIGNATURE_LINES: Final = 6
#: A heading may stray by a quarter of its words; one of a section elsewhere, by a tenth.
_NEAR: Final = 4
_FAR: Final = 10
_FEWEST: Final = 5
#: Of a heading's words so many parts must be in a line before the two are compared in earnest.
_LEAST_SHARE: Final = 0.7
#: How far into a line its heading may reach: twice as many words, and a name.
_SLACK: Final = 20


@dataclass(frozen=True, slots=True)
class Block:
    """Lines to be read by one grammar, and the id of the section they stand in."""

    section: str
    grammar: Grammar
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A document parted: what stands above the first heading, the blocks, the foot."""

    head: tuple[Line, ...]
    blocks: tuple[Block, ...]
    foot: tuple[Line, ...]


@dataclass(frozen=True)
class _Heading:
    """A heading of the form.

    Attributes:
        order: Its place among the headings of chapters and sections; a leaf's is its section's.
        section: The section that begins here, or that holds the leaf.
        frame: Its words.
        grammar: Its words as a grammar, with whatever follows.
        keys: Its words, as they are compared.
        leaves: The leaves that begin here.
        is_leaf: Whether it is a leaf's, which the leaf's own words follow on the line.
    """

    order: int
    section: Section
    frame: Frame
    grammar: Grammar
    keys: frozenset[str]
    leaves: tuple[Leaf, ...]
    is_leaf: bool

    def score(self, words: Words, share: int, effort: Effort) -> int:
        """Return how well a line begins with it; 0 if too many of its words are missing.

        A chapter's or a section's must be the whole line.
        """
        there = self.keys.intersection(words.keys[: 2 * len(self.keys) + _SLACK])
        if len(there) < _LEAST_SHARE * len(self.keys):
            return 0
        most = OTHER_WORD * (1 + len(self.keys) // share)
        way = align_heading(self.grammar, words, most, effort)
        if way is None or not (self.is_leaf or _is_whole(words, way)):
            return 0
        kept, strays = _kept(way)
        return kept - 2 * strays if strays * share <= kept else 0


class Outliner:
    """Parts documents by the headings of one form."""

    def __init__(self, form: Form, clauses: Clauses, effort: Effort) -> None:
        self._clauses = clauses
        self._effort = effort
        self._sections: list[_Heading] = []
        self._leaves: dict[str, list[_Heading]] = {}
        for chapter in form.chapters:
            self._add(chapter.sections[0], chapter.heading)
            for section in chapter.sections:
                if not chapter.is_flat:
                    self._add(section, section.heading)
                self._leaves[section.id] = list(self._leaf_headings(section))

    def part(self, lines: tuple[Line, ...]) -> Outline:
        """Return a document in its parts."""
        start = _foot(lines)
        parting = _Parting(self)
        for line in _without_closing(tuple(joined(lines[:start]))):
            parting.take(line)
        return Outline(tuple(parting.head), tuple(parting.blocks()), lines[start:])

    def find(self, line: Line, now: _Heading | None) -> _Heading | None:
        """Return the heading a line is or begins with, seen from the heading before it."""
        words = Words((line,))
        order = -1 if now is None else now.order
        ahead = [heading for heading in self._sections if heading.order > order]
        back = [heading for heading in self._sections if heading.order <= order]
        found = self._best([*ahead, *back] if line.is_numbered else ahead, words, _NEAR)
        if found is None and now is not None:
            found = self._best(self._leaves[now.section.id], words, _NEAR)
        if found is None:
            leaves = (leaf for section in self._leaves.values() for leaf in section)
            found = self._best((leaf for leaf in leaves if len(leaf.keys) >= _FEWEST), words, _FAR)
        return found

    def _best(self, headings: Iterable[_Heading], words: Words, share: int) -> _Heading | None:
        """Return the heading a line begins with best, the first of several."""
        best, most = None, 0
        for heading in headings:
            score = heading.score(words, share, self._effort)
            if score > most:
                best, most = heading, score
        return best

    def blocks(self, heading: _Heading, lines: list[Line]) -> Iterator[Block]:
        """Yield the blocks from a heading to the next."""
        section = heading.section.id
        if not heading.is_leaf:
            grammar = self._clauses.sentences([heading.frame])
            yield Block(section, grammar, tuple(lines[:1]))
            lines = lines[1:]
        if lines:
            yield Block(section, self._clauses.leaves(heading.leaves), tuple(lines))

    def _add(self, section: Section, frame: Frame) -> None:
        leading = _until_heading(section.leaves)
        heading = self._heading(len(self._sections), section, frame, leading, is_leaf=False)
        self._sections.append(heading)

    def _leaf_headings(self, section: Section) -> Iterator[_Heading]:
        order = len(self._sections) - 1
        for number, leaf in enumerate(section.leaves):
            if leaf.heading is not None:
                leaves = (leaf, *_until_heading(section.leaves[number + 1 :]))
                yield self._heading(order, section, leaf.heading, leaves, is_leaf=True)

    def _heading(
        self, order: int, section: Section, frame: Frame, leaves: tuple[Leaf, ...], *, is_leaf: bool
    ) -> _Heading:
        said = (part for part in frame.parts if isinstance(part, str))
        keys = frozenset(key for words in said for key, _ in tokens_of(words) if is_word(key))
        grammar = self._clauses.heading(frame)
        return _Heading(order, section, frame, grammar, keys, leaves, is_leaf)


@dataclass(slots=True)
class _Parting:
    """Takes one line after the other."""

    outliner: Outliner
    head: list[Line] = field(default_factory=list)
    parts: list[tuple[_Heading, list[Line]]] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """Begin another part with a heading; any other line goes to the part begun last."""
        now = self.parts[-1][0] if self.parts else None
        heading = self.outliner.find(line, now)
        if heading is not None:
            self.parts.append((heading, [line]))
        elif self.parts:
            self.parts[-1][1].append(line)
        else:
            self.head.append(line)

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of all parts."""
        for heading, lines in self.parts:
            yield from self.outliner.blocks(heading, lines)


def _kept(way: Way) -> tuple[int, int]:
    """Count the words of a heading that a line has, and those that stray."""
    slips = [
        step.slip for step in way.steps if isinstance(step.arc, Word) and is_word(step.arc.key)
    ]
    kept = sum(slip in (Slip.NONE, Slip.ALIKE) for slip in slips)
    return kept, len(slips) - kept


def _is_whole(words: Words, way: Way) -> bool:
    """Whether nothing but signs follows the heading's own words."""
    ends = (s.end for s in way.steps if isinstance(s.arc, Jump) and isinstance(s.arc.mark, End))
    return not any(is_word(key) for key in words.keys[max(ends) :])


def _until_heading(leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    return tuple(takewhile(lambda leaf: leaf.heading is None, leaves))


def _foot(lines: tuple[Line, ...]) -> int:
    """Return where the foot begins: the signature or the recipients, whichever comes first."""
    size = len(lines)
    recipients = [n for n, line in enumerate(lines) if fold(line.text).startswith(_RECIPIENTS)]
    closings = [n + 1 for n, line in enumerate(lines) if line.text.endswith(_CLOSING)]
    foot = recipients[-1] if recipients else size
    near = [n for n in closings if n <= foot and (not recipients or foot - n <= _SIGNATURE_LINES)]
    return near[-1] if near else foot


def _without_closing(body: tuple[Line, ...]) -> Iterator[Line]:
    """Yield the body's lines; the last one's "./." is a full stop."""
    for number, line in enumerate(body, 1):
        if number == len(body) and line.text.endswith(_CLOSING):
            yield replace(line, text=f"{line.text.removesuffix(_CLOSING)}.")
        else:
            yield line
