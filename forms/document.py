"""The finished report as numbered blocks: what the preview shows and the Word file holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from forms.block import Addressee, Block, Closing, Document, Head, Heading, Paragraph, Run, Title
from forms.definition import (
    Chapter,
    Choose,
    Form,
    Leaf,
    ListOf,
    ParagraphFrame,
    Piece,
    Say,
    Section,
    TableRef,
    TextRef,
    Variant,
)
from forms.facts import facts
from forms.figure import Kind, show
from forms.sentence import MISSING, Frame, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forms.report import Report
    from forms.unit import Unit

Line = list[Run]

#: No form comes near twenty chapters.
_ROMAN: Final = tuple(
    f"{tens}{ones}"
    for tens in ("", "X")
    for ones in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
)
_BULLETS: Final = ("- ", "+ ", "* ")


class Composer:
    """Says one report in the words of its form.

    Args:
        form: The report's form.
        report: What is said.
        unit: The unit whose names fill the frames.
    """

    def __init__(self, form: Form, report: Report, unit: Unit) -> None:
        self.form = form
        self.report = report
        self.unit = unit
        self.facts = facts(form, report)
        self.voice = _voice(form, report, unit, self.facts)

    # The whole.

    def document(self) -> Document:
        """Return the whole report."""
        title = self._title()
        blocks: list[Block] = [self._head(), title, *self._addressee()]
        blocks.extend(self._body())
        _close(blocks, self.form.front.closing)
        blocks.append(self._signature())
        return Document(
            title=f"{title.kind.capitalize()} {title.subject}",
            subject=title.subject,
            organisation=self.unit.name,
            blocks=tuple(blocks),
        )

    def missing(self) -> tuple[str, ...]:
        """Return the figures and texts not yet filled in, in the order they would print."""
        found = (run.field for run in self._runs() if run.role == "missing")
        return tuple(dict.fromkeys(found))

    def fields(self) -> tuple[str, ...]:
        """Return every field that prints or would print, filled in or not, in order."""
        return tuple(dict.fromkeys(run.field for run in self._runs() if run.field))

    def _runs(self) -> Iterator[Run]:
        """Yield the runs of every heading and paragraph printed."""
        front = self.form.front
        for frame in (front.subject, front.window_note):
            yield from self.voice.runs(frame) if frame else ()
        for chapter in self.form.chapters:
            lines = [line for section in chapter.sections for line in self.section_lines(section)]
            if chapter.optional and not lines:
                continue
            sections = () if chapter.is_flat else chapter.sections
            for heading in (chapter.heading, *(section.heading for section in sections)):
                yield from self.voice.runs(heading)
            yield from (run for line in lines for run in line.runs)

    def _body(self) -> Iterator[Block]:
        number = 0
        for chapter in self.form.chapters:
            blocks = list(self._chapter(chapter))
            if chapter.optional and not blocks:
                continue
            heading = self.voice.text(chapter.heading).upper()
            yield Heading(1, f"{_ROMAN[number]}. {heading}", chapter.id)
            yield from blocks
            number += 1

    def _chapter(self, chapter: Chapter) -> Iterator[Block]:
        for number, section in enumerate(chapter.sections, start=1):
            if not chapter.is_flat:
                heading = self.voice.text(section.heading)
                yield Heading(2, f"{number}. {heading}", section.id)
            yield from self.section_lines(section)

    def numbers(self) -> Mapping[str, str]:
        """Return section id → the number it is printed under ("II.2", "V")."""
        found: dict[str, str] = {}
        count = 0
        for chapter in self.form.chapters:
            is_printed = not chapter.optional or any(True for _ in self._chapter(chapter))
            roman = _ROMAN[count] if is_printed else "–"
            count += is_printed
            for position, section in enumerate(chapter.sections, start=1):
                found[section.id] = roman if chapter.is_flat else f"{roman}.{position}"
        return found

    # Head and foot (Nghị định 30/2020, Phụ lục I, phần II).

    def _head(self) -> Head:
        slots, front = self.unit.slots, self.report.front
        place = front.get("place") or slots["place"]
        symbol = front.get("symbol") or slots["symbol"]
        number = front.get("number", "")
        return Head(
            superior_lines=_lines(slots["superior_upper"]),
            issuer_lines=_lines(slots["upper"]),
            number=f"Số: {_two_digits(number) or '     '}/{symbol}",
            place_date=f"{place}, {_signed(front.get('signed_date', ''))}",
        )

    def _title(self) -> Title:
        front = self.form.front
        note = self.voice.text(front.window_note) if front.window_note else ""
        return Title(front.kind, self.voice.text(front.subject), note)

    def _addressee(self) -> Iterator[Addressee]:
        given = self.report.front.get("addressee", "")
        frame = self.form.front.addressee
        names = _lines(given or (self.voice.text(frame) if frame else ""))
        if names:
            yield Addressee(names)

    def _signature(self) -> Closing:
        slots, front = self.unit.slots, self.report.front
        authority = front.get("authority", slots["authority"])
        title = front.get("signer_title") or slots["signer_title"]
        return Closing(
            recipients=self._recipients(),
            authority_lines=tuple(line for line in (*_lines(authority), *_lines(title)) if line),
            signer=front.get("signer_name", ""),
        )

    def _recipients(self) -> tuple[str, ...]:
        given = self.report.front.get("recipients")
        if given is not None:
            return tuple(f"- {line.removeprefix('- ')}" for line in _lines(given))
        frames = self.form.front.recipients
        named = [self.voice.text(f) for f in frames] or _lines(self.unit.slots["recipients"])
        return (*(f"- {name};" for name in named), f"- {self.voice.text(self.form.front.archive)}")

    # Leaves.

    def section_lines(self, section: Section) -> Iterator[Paragraph]:
        """Yield the paragraphs of a section, as they will print."""
        for leaf in section.leaves:
            yield from self.leaf_lines(leaf)

    def leaf_lines(self, leaf: Leaf) -> Iterator[Paragraph]:
        """Yield the paragraphs of a leaf, heading line first."""
        said = [
            (frame, lines)
            for frame in leaf.paragraphs
            if frame.when is None or frame.when.holds(self.facts)
            if (lines := self._lines(frame))
        ]
        printed = [pair for frame, lines in said for pair in _bulleted(frame.bullet, lines)]
        if leaf.heading is not None and printed:
            runs = list(self._label(leaf.heading))
            if said[0][0].run_on and not printed[0][0]:
                runs.extend((Run(" "), *printed.pop(0)[1]))
            printed.insert(0, (leaf.bullet, runs))
        for bullet, line in printed:
            yield Paragraph(tuple(line), bullet, leaf.id)

    def _label(self, heading: Frame) -> Iterator[Run]:
        """Yield a leaf's heading, ended by a colon; a figure in it keeps its field."""
        for run in self.voice.runs(heading):
            yield replace(run, role=run.role or "label")
        if not self.voice.text(heading).endswith(":"):
            yield Run(":", "label")

    def _lines(self, frame: ParagraphFrame) -> list[Line]:
        return _joined(self._said(frame.pieces), " ")

    def _said(self, pieces: Iterable[Piece]) -> Iterator[list[Line]]:
        for piece in pieces:
            said = self._piece(piece)
            if said:
                yield said

    def _piece(self, piece: Piece) -> list[Line]:
        match piece:
            case Say(frame):
                runs = list(self.voice.runs(frame))
                return [runs] if _has_words(runs) else []
            case TextRef(text):
                return self._text(text)
            case TableRef(table):
                return self._table(table)
            case Choose(variants):
                return self._chosen(variants)
            case _:
                return self._list(piece)

    def _chosen(self, variants: tuple[Variant, ...]) -> list[Line]:
        for variant in variants:
            if variant.when is None or variant.when.holds(self.facts):
                return _joined(self._said(variant.pieces), " ")
        return []

    def _text(self, text_id: str) -> list[Line]:
        text = self.form.texts[text_id]
        written = self.report.texts.get(text_id)
        if written is not None:
            return [[Run(line, "", text_id)] for line in _lines(written)]
        if text.default is not None:
            return _default_lines(self.voice, text.default, text_id)
        return [] if text.optional else [[Run(MISSING, "missing", text_id)]]

    def _table(self, table_id: str) -> list[Line]:
        table = self.form.tables[table_id]
        kinds = {column.id: column.kind for column in table.columns}
        around = {name: fact for name, fact in self.facts.items() if name not in kinds}
        rows = (
            self._row(table.row, replace(self.voice, kinds=kinds, values={**around, **row}))
            for row in self.report.tables.get(table_id, ())
        )
        lines = _joined(([row] for row in rows if _has_words(row)), table.join)
        return [[replace(run, field=table_id) for run in line] for line in lines]

    def _row(self, variants: tuple[Variant, ...], voice: Voice) -> Line:
        """Return how a row is said; what a column lacks stays marked as missing."""
        for variant in variants:
            if variant.when is None or variant.when.holds(voice.values):
                said = ([list(voice.runs(p.frame))] for p in variant.pieces if isinstance(p, Say))
                return next(iter(_joined(said, " ")), [])
        return []

    def _list(self, piece: ListOf) -> list[Line]:
        items = [
            _joined(self._said(variant.pieces), " ")
            for variant in piece.items
            if variant.when is None or variant.when.holds(self.facts)
        ]
        said = _joined((_without_stop(item) for item in items if item), piece.join)
        if not said:
            return _joined(self._said(piece.empty), " ")
        if piece.lead:
            said[0] = [Run(f"{piece.lead} "), *said[0]]
        if piece.end:
            said[-1] = [*said[-1], Run(piece.end)]
        return said


def compose(form: Form, report: Report, unit: Unit) -> Document:
    """Return the report as a document."""
    return Composer(form, report, unit).document()


def _voice(form: Form, report: Report, unit: Unit, known: Mapping[str, Any]) -> Voice:
    kinds = {figure.id: figure.kind for figure in form.figures.values()}
    words = {f"unit.{slot}": value for slot, value in unit.slots.items()}
    words.update((f"front.{key}", value) for key, value in report.front.items())
    return Voice(kinds, known, words, report.period)


def _joined(said: Iterable[list[Line]], between: str) -> list[Line]:
    """Join what the pieces say: the first line of each continues the last line before it."""
    lines: list[Line] = []
    for more in said:
        if lines:
            lines[-1] = [*lines[-1], Run(between), *more[0]]
            lines.extend(more[1:])
        else:
            lines.extend(more)
    return lines


def _has_words(line: Line) -> bool:
    return any(run.text.strip() for run in line)


def _without_stop(lines: list[Line]) -> list[Line]:
    """Take off the stop an officer put after an item: the list has its own."""
    *before, last = lines
    return [*before, _stripped(last, " .;,")]


def _stripped(line: Line, marks: str) -> Line:
    """Return a line without some marks at its end."""
    *before, last = line
    text = last.text.rstrip(marks)
    if text or not before:
        return [*before, replace(last, text=text)]
    return _stripped(before, marks)


def _default_lines(voice: Voice, frame: Frame, text_id: str) -> list[Line]:
    """Return the lines of a text's default, its figures keeping their own fields."""
    lines: list[Line] = [[]]
    for run in voice.runs(frame):
        first, *others = run.text.split("\n")
        field = run.field or text_id
        lines[-1].append(replace(run, text=first, field=field))
        lines.extend([replace(run, text=other, field=field)] for other in others)
    return [[run for run in line if run.text] for line in lines if _has_words(line)]


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.split("\n") if line.strip())


def _bulleted(bullet: str, lines: list[Line]) -> Iterator[tuple[str, Line]]:
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


def _signed(iso: str) -> str:
    if not iso:
        return "ngày      tháng      năm       "
    return f"ngày {show(Kind.DATE, date.fromisoformat(iso), 'long')}"


def _two_digits(number: str) -> str:
    """Pad a document number below ten (Nghị định 30/2020, Phụ lục I.II.3)."""
    return number.zfill(2) if number.isdecimal() else number


def _close(blocks: list[Block], closing: str) -> None:
    """End the last paragraph of the body with "./." (Nghị định 30/2020, mẫu 1.4)."""
    for position in range(len(blocks) - 1, -1, -1):
        block = blocks[position]
        if isinstance(block, Paragraph):
            runs = _stripped(list(block.runs), " .;/")
            blocks[position] = replace(block, runs=(*runs, Run(closing)))
            return
