"""Sentence frames: figures in, a sentence out; and a sentence in, its figures out.

A frame is the wording of an official sentence with slots, such as
``Số lượng hồ sơ đã giải quyết: {files_resolved_total}``. The same frame prints the sentence
and recognises it in an old report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.block import Run
from forms.figure import Kind, Value, pattern, read, show
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from forms.period import Period

#: Printed where a figure has not been filled in yet.
MISSING: Final = "…"

#: What a frame writes before the id of a footnote: ``{note:<id>}``.
_NOTE: Final = "note"
#: How a footnote's number looks in plain text, where it isn't raised: "Sở[3]", "Sở3".
_MARK: Final = r"(?:\[\d{1,2}\]|\d{1,2})?"

_TOKEN: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a frame: the name of what is printed there and in which style."""

    name: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of a footnote's raised number."""

    note: str


Part = str | Slot | Mark


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with slots: literal text, slots and marks of footnotes in turn."""

    source: str
    parts: tuple[Part, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots, in the order printed."""
        return tuple(part for part in self.parts if isinstance(part, Slot))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the slots, in the order printed."""
        return tuple(slot.name for slot in self.slots)

    @property
    def notes(self) -> tuple[str, ...]:
        """The footnotes it carries, in the order printed."""
        return tuple(part.note for part in self.parts if isinstance(part, Mark))


def parse_frame(source: str) -> Frame:
    """Read a frame; raise `Problem` if its braces don't match."""
    return Frame(source, tuple(_merged(_tokens(source))))


def _tokens(source: str) -> Iterator[Part]:
    position = 0
    for match in _TOKEN.finditer(source):
        yield source[position : match.start()]
        position = match.end()
        if match.group() in ("{{", "}}"):
            yield match.group()[0]
        elif match.group(1):
            name, _, style = match.group(1).partition(":")
            name, style = name.strip(), style.strip()
            yield Mark(style) if name == _NOTE else Slot(name, style)
        else:
            raise Problem(f"dấu ngoặc nhọn không khớp trong câu “{source}”")
    yield source[position:]


def _merged(tokens: Iterator[Part]) -> Iterator[Part]:
    text = ""
    for token in tokens:
        if isinstance(token, str):
            text += token
            continue
        if text:
            yield text
        yield token
        text = ""
    if text:
        yield text


@dataclass(frozen=True, slots=True)
class Voice:
    """What a frame's slots are filled from.

    Attributes:
        kinds: Name → kind, of the figures (or of a table's columns).
        values: Name → value; absent means not filled in.
        words: Name → words for the slots that are not figures ("unit.name", "front.place").
        period: The report's period, for ``{period:style}``.
    """

    kinds: Mapping[str, Kind]
    values: Mapping[str, Value]
    words: Mapping[str, str]
    period: Period

    def runs(self, frame: Frame) -> Iterator[Run]:
        """Yield the frame's words, each figure's as a run of its own.

        A footnote's mark is an empty run in the role "note" that names its note as field.
        """
        for part in frame.parts:
            match part:
                case str():
                    yield Run(part)
                case Mark(note):
                    yield Run("", "note", note)
                case _:
                    yield self._slot(part)

    def text(self, frame: Frame) -> str:
        """Return the frame's words as plain text."""
        return "".join(run.text for run in self.runs(frame))

    def _slot(self, slot: Slot) -> Run:
        if slot.name == "period":
            return Run(self.period.write(slot.style))
        if slot.name in self.words:
            return Run(self.words[slot.name])
        value = self.values.get(slot.name)
        if value is None or value == "":
            return Run(MISSING, "missing", slot.name)
        return Run(show(self.kinds[slot.name], value, slot.style), "", slot.name)


def recognise(frame: Frame, text: str, voice: Voice) -> dict[str, Value] | None:
    """Return the values a printed sentence holds, or None if it isn't this sentence.

    Names, provinces and the period may be worded otherwise than the voice has them; they are
    skipped. A figure printed twice must read the same both times. Where the frame carries a
    footnote its number may stand, or nothing.
    """
    match = _recogniser(frame, voice)(" ".join(text.split()))
    if match is None:
        return None
    found: dict[str, Value] = {}
    for number, slot in enumerate(frame.slots):
        kind = voice.kinds.get(slot.name)
        if kind is None:
            continue
        value = read(kind, match.group(f"s{number}"), slot.style)
        if value is None or found.setdefault(slot.name, value) != value:
            return None
    return found


def _recogniser(frame: Frame, voice: Voice) -> Callable[[str], re.Match[str] | None]:
    source = ""
    number = 0
    for part in frame.parts:
        if isinstance(part, str):
            source += _literal(part)
        elif isinstance(part, Mark):
            source += _MARK
        else:
            kind = voice.kinds.get(part.name)
            source += f"(?P<s{number}>{pattern(kind, part.style) if kind else '.+?'})"
            number += 1
    return re.compile(source.strip(), re.IGNORECASE).fullmatch


def _literal(words: str) -> str:
    """Match the words with any amount of blanks between them."""
    return re.sub(r"(?:\\\s|\s)+", r"\\s+", re.escape(words))
