"""Lines made of runs: joined, bulleted, stripped of their stops, their footnotes numbered."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Final

from forms.block import Paragraph, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.sentence import Frame, Voice

Line = list[Run]

_BULLETS: Final = ("- ", "+ ", "* ")


def joined(said: Iterable[list[Line]], between: str) -> list[Line]:
    """Join what the pieces say: the first line of each continues the last line before it."""
    lines: list[Line] = []
    for more in said:
        if lines:
            lines[-1] = [*lines[-1], Run(between), *more[0]]
            lines.extend(more[1:])
        else:
            lines.extend(more)
    return lines


def is_mark(run: Run) -> bool:
    """Whether a run is the raised number of a footnote."""
    return run.role == "note"


def runs_of(lines: Iterable[Paragraph]) -> Iterator[Run]:
    """Yield the runs of paragraphs, a footnote's behind its mark."""
    for line in lines:
        for run in line.runs:
            yield from (run, *run.note)


def note_lines(lines: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield the footnotes of paragraphs as paragraphs of their own, each behind its number."""
    for line in lines:
        for mark in filter(is_mark, line.runs):
            yield Paragraph((replace(mark, note=()), Run(" "), *mark.note), leaf=line.leaf)


def numbered(lines: Iterable[Paragraph], printed: int) -> Iterator[Paragraph]:
    """Number the footnotes of paragraphs behind those already printed."""
    numbers = count(printed + 1)
    for line in lines:
        runs = (replace(r, text=str(next(numbers))) if is_mark(r) else r for r in line.runs)
        yield replace(line, runs=tuple(runs))


def has_words(line: Line) -> bool:
    """Whether a line says anything."""
    return any(run.text.strip() for run in line)


def without_stop(lines: list[Line]) -> list[Line]:
    """Take off the stop an officer put after an item: the list has its own."""
    *before, last = lines
    return [*before, stripped(last, " .;,")]


def stripped(line: Line, marks: str) -> Line:
    """Return a line without some marks at its end; a footnote there stays."""
    *before, last = line
    if before and is_mark(last):
        return [*stripped(before, marks), last]
    text = last.text.rstrip(marks)
    if text or not before:
        return [*before, replace(last, text=text)]
    return stripped(before, marks)


def default_lines(voice: Voice, frame: Frame, text_id: str) -> list[Line]:
    """Return the lines of a text's default, its figures keeping their own fields."""
    lines: list[Line] = [[]]
    for run in voice.runs(frame):
        first, *others = run.text.split("\n")
        field = run.field or text_id
        lines[-1].append(replace(run, text=first, field=field))
        lines.extend([replace(run, text=other, field=field)] for other in others)
    return [[run for run in line if run.text] for line in lines if has_words(line)]


def written_lines(words: str) -> tuple[str, ...]:
    """Return the lines a person wrote that are not empty."""
    return tuple(line.strip() for line in words.split("\n") if line.strip())


def bulleted(bullet: str, lines: list[Line]) -> Iterator[tuple[str, Line]]:
    """Give the first line the frame's bullet, unless it has its own; the others their own."""
    for position, line in enumerate(lines):
        own, rest = _bullet(line)
        yield (own or (bullet if position == 0 else "")), rest


def _bullet(line: Line) -> tuple[str, Line]:
    """Split a written line's own bullet ("- ", "+ ", "1. ") from its words."""
    first = line[0]
    mark, _, rest = first.text.partition(" ")
    if rest and (f"{mark} " in _BULLETS or (mark.endswith(".") and mark[:-1].isdecimal())):
        return mark, [replace(first, text=rest), *line[1:]]
    return "", line
