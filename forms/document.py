"""The finished report as numbered blocks: what the preview shows and the Word file holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from forms.appendix_tables import AppendixWriter, numbered_appendices
from forms.block import Addressee, Block, Closing, Document, Head, Heading, Paragraph, Run, Title
from forms.definition import (
    Chapter,
    Choose,
    Form,
    Leaf,
    ListOf,
    Note,
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
from forms.roman import ROMAN
from forms.run_lines import (
    bulleted,
    default_lines,
    has_words,
    is_mark,
    joined,
    numbered,
    runs_of,
    stripped,
    without_stop,
    written_lines,
)
from forms.sentence import MISSING, Frame, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forms.report import Report
    from forms.run_lines import Line
    from forms.unit import Unit

#: What stands for a number where a chapter or an appendix isn't printed.
_UNPRINTED: Final = "–"
_NUMBER_LABEL: Final = "Số: "


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
        self._appendices = AppendixWriter(form, report, self.voice)

    # The whole.

    def document(self) -> Document:
        """Return the whole report."""
        title = self._title()
        blocks: list[Block] = [self._head(), title, *self._addressee()]
        blocks.extend(self._body())
        _close(blocks, self.form.front.closing)
        blocks.append(self.closing())
        blocks.extend(self._appendices.blocks(self._attached_to()))
        return Document(
            title=f"{title.kind.capitalize()} {title.subject}",
            subject=title.subject,
            organisation=self.unit.name,
            blocks=numbered_appendices(blocks),
        )

    def missing(self) -> tuple[str, ...]:
        """Return the figures and texts not yet filled in, in the order they would print."""
        found = (run.field for run in self._runs() if run.role == "missing")
        return tuple(dict.fromkeys(found))

    def fields(self) -> tuple[str, ...]:
        """Return every field that prints or would print, filled in or not, in order."""
        return tuple(dict.fromkeys(run.field for run in self._runs() if run.field))

    def _runs(self) -> Iterator[Run]:
        """Yield the runs of every heading, paragraph and appendix printed."""
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
            yield from runs_of(lines)
        yield from self._appendices.runs()

    def _body(self) -> Iterator[Block]:
        number = 0
        for chapter in self.form.chapters:
            blocks = list(self._chapter(chapter))
            if chapter.optional and not blocks:
                continue
            heading = self.voice.text(chapter.heading).upper()
            yield Heading(1, f"{ROMAN[number]}. {heading}", chapter.id)
            yield from blocks
            number += 1

    def _chapter(self, chapter: Chapter) -> Iterator[Block]:
        for number, section in enumerate(chapter.sections, start=1):
            if not chapter.is_flat:
                heading = self.voice.text(section.heading)
                yield Heading(2, f"{number}. {heading}", section.id)
            yield from self.section_lines(section)

    def numbers(self) -> Mapping[str, str]:
        """Return section id → the number it is printed under ("II.2", "V", "PL I")."""
        found: dict[str, str] = {}
        count = 0
        for chapter in self.form.chapters:
            is_printed = not chapter.optional or any(True for _ in self._chapter(chapter))
            roman = ROMAN[count] if is_printed else _UNPRINTED
            count += is_printed
            for position, section in enumerate(chapter.sections, start=1):
                found[section.id] = roman if chapter.is_flat else f"{roman}.{position}"
        return {**found, **self._appendix_numbers()}

    def _appendix_numbers(self) -> Mapping[str, str]:
        printed = [appendix.id for appendix, _ in self._appendices.printed()]
        names = [f"PL {ROMAN[n]}" for n in range(len(printed))] if printed[1:] else ["PL"]
        numbers = dict(zip(printed, names, strict=False))
        return {
            appendix.section.id: numbers.get(appendix.id, _UNPRINTED)
            for appendix in self.form.appendices
            if appendix.section is not None
        }

    # Head and foot (Nghị định 30/2020, Phụ lục I, phần II).

    def _head(self) -> Head:
        slots, front = self.unit.slots, self.report.front
        place = front.get("place") or slots["place"]
        symbol = front.get("symbol") or slots["symbol"]
        number = front.get("number", "")
        return Head(
            superior_lines=written_lines(slots["superior_upper"]),
            issuer_lines=written_lines(slots["upper"]),
            number=f"{_NUMBER_LABEL}{_two_digits(number) or '     '}/{symbol}",
            place_date=f"{place}, {_signed(front.get('signed_date', ''))}",
        )

    def _title(self) -> Title:
        front = self.form.front
        note = self.voice.text(front.window_note) if front.window_note else ""
        return Title(front.kind, self.voice.text(front.subject), note)

    def _addressee(self) -> Iterator[Addressee]:
        given = self.report.front.get("addressee", "")
        frame = self.form.front.addressee
        names = written_lines(given or (self.voice.text(frame) if frame else ""))
        if names:
            yield Addressee(names)

    def _attached_to(self) -> str:
        """Return the line below an appendix's title (Nghị định 30/2020, Phụ lục I, II.III)."""
        number = self._head().number.removeprefix(_NUMBER_LABEL)
        signed = _signed(self.report.front.get("signed_date", ""))
        kind = self.form.front.kind.capitalize()
        return f"(Kèm theo {kind} số {number} {signed} của {self.unit.name})"

    def closing(self) -> Closing:
        """Return the recipients and the signature."""
        slots, front = self.unit.slots, self.report.front
        authority = front.get("authority", slots["authority"])
        title = front.get("signer_title") or slots["signer_title"]
        return Closing(
            recipients=self._recipients(),
            authority_lines=tuple(
                line for line in (*written_lines(authority), *written_lines(title)) if line
            ),
            signer=front.get("signer_name", ""),
        )

    def _recipients(self) -> tuple[str, ...]:
        given = self.report.front.get("recipients")
        if given is not None:
            return tuple(f"- {line.removeprefix('- ')}" for line in written_lines(given))
        frames = self.form.front.recipients
        named = [self.voice.text(f) for f in frames] or written_lines(self.unit.slots["recipients"])
        return (*(f"- {name};" for name in named), f"- {self.voice.text(self.form.front.archive)}")

    # Leaves.

    def section_lines(self, section: Section) -> Iterator[Paragraph]:
        """Yield the paragraphs of a section, as they will print."""
        for leaf in section.leaves:
            yield from self.leaf_lines(leaf)

    def leaf_lines(self, leaf: Leaf) -> Iterator[Paragraph]:
        """Yield the paragraphs of a leaf, heading line first, its footnotes numbered."""
        if leaf.notes:
            return numbered(self._leaf_lines(leaf), self._notes_before[leaf.id])
        return self._leaf_lines(leaf)

    @cached_property
    def _notes_before(self) -> Mapping[str, int]:
        """How many footnotes are printed before each leaf that may carry some."""
        found, printed = {}, 0
        for leaf in self.form.leaves():
            if leaf.notes:
                found[leaf.id] = printed
                printed += sum(map(is_mark, runs_of(self._leaf_lines(leaf))))
        return found

    def _leaf_lines(self, leaf: Leaf) -> Iterator[Paragraph]:
        said = [
            (frame, lines)
            for frame in leaf.paragraphs
            if frame.when is None or frame.when.holds(self.facts)
            if (lines := self._lines(frame))
        ]
        printed = [pair for frame, lines in said for pair in bulleted(frame.bullet, lines)]
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
        return joined(self._said(frame.pieces), " ")

    def _said(self, pieces: Iterable[Piece]) -> Iterator[list[Line]]:
        for piece in pieces:
            said = self._piece(piece)
            if said:
                yield said

    def _piece(self, piece: Piece) -> list[Line]:
        match piece:
            case Say(frame):
                runs = list(self._spoken(frame))
                return [runs] if has_words(runs) else []
            case TextRef(text):
                return self._text(text)
            case TableRef(table):
                return self._table(table)
            case Choose(variants):
                return self._chosen(variants)
            case _:
                return self._list(piece)

    def _spoken(self, frame: Frame) -> Iterator[Run]:
        """Yield a sentence's runs; a mark whose note has nothing to say is left out."""
        for run in self.voice.runs(frame):
            if run.role != "note":
                yield run
            elif note := self._note(self.form.notes[run.field]):
                yield Run("", "note", note=note)

    def _note(self, note: Note) -> tuple[Run, ...]:
        """Return a footnote's words; a further line of a text begins on a line of its own."""
        if note.when is not None and not note.when.holds(self.facts):
            return ()
        lines = joined(self._said(note.pieces), " ")
        broken = ([Run("\n"), *line] if position else line for position, line in enumerate(lines))
        return tuple(run for line in broken for run in line)

    def _chosen(self, variants: tuple[Variant, ...]) -> list[Line]:
        for variant in variants:
            if variant.when is None or variant.when.holds(self.facts):
                return joined(self._said(variant.pieces), " ")
        return []

    def _text(self, text_id: str) -> list[Line]:
        text = self.form.texts[text_id]
        written = self.report.texts.get(text_id)
        if written is not None:
            return [[Run(line, "", text_id)] for line in written_lines(written)]
        if text.default is not None:
            return default_lines(self.voice, text.default, text_id)
        return [] if text.optional else [[Run(MISSING, "missing", text_id)]]

    def _table(self, table_id: str) -> list[Line]:
        table = self.form.tables[table_id]
        kinds = {column.id: column.kind for column in table.columns}
        around = {name: fact for name, fact in self.facts.items() if name not in kinds}
        rows = (
            self._row(table.row, replace(self.voice, kinds=kinds, values={**around, **row}))
            for row in self.report.tables.get(table_id, ())
        )
        lines = joined(([row] for row in rows if has_words(row)), table.join)
        return [[replace(run, field=table_id) for run in line] for line in lines]

    def _row(self, variants: tuple[Variant, ...], voice: Voice) -> Line:
        """Return how a row is said; what a column lacks stays marked as missing."""
        for variant in variants:
            if variant.when is None or variant.when.holds(voice.values):
                said = ([list(voice.runs(p.frame))] for p in variant.pieces if isinstance(p, Say))
                return next(iter(joined(said, " ")), [])
        return []

    def _list(self, piece: ListOf) -> list[Line]:
        items = [
            joined(self._said(variant.pieces), " ")
            for variant in piece.items
            if variant.when is None or variant.when.holds(self.facts)
        ]
        said = joined((without_stop(item) for item in items if item), piece.join)
        if not said:
            return joined(self._said(piece.empty), " ")
        lead = list(self._spoken(piece.lead))
        said[0] = [*lead, *([Run(" ")] if lead else []), *said[0]]
        said[-1] = [*said[-1], *self._spoken(piece.end)]
        return said


def compose(form: Form, report: Report, unit: Unit) -> Document:
    """Return the report as a document."""
    return Composer(form, report, unit).document()


def _voice(form: Form, report: Report, unit: Unit, known: Mapping[str, Any]) -> Voice:
    kinds = {figure.id: figure.kind for figure in form.figures.values()}
    words = {f"unit.{slot}": value for slot, value in unit.slots.items()}
    words.update((f"front.{key}", value) for key, value in report.front.items())
    return Voice(kinds, known, words, report.period)


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
            runs = stripped(list(block.runs), " .;/")
            blocks[position] = replace(block, runs=(*runs, Run(closing)))
            return
