"""What a definition must prove before it is used: that all it names exists and can be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import (
    Choose,
    Form,
    FormAppendix,
    Note,
    ParagraphFrame,
    Piece,
    Say,
    Table,
    TableRef,
    TextRef,
    Variant,
    columns_of,
)
from forms.expression import EARLIER, REPORT_NAMES, reads_earlier
from forms.figure import Kind, has_style
from forms.loading.sorts import condition_complaint
from forms.period import STYLES
from forms.problem import unknown
from forms.report import FRONT_KEYS
from forms.unit import SLOT_NAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from forms.expression import Expression
    from forms.loading.source import Complaints, Places
    from forms.sentence import Frame, Slot

#: The group and id of what is being proved, as messages name it.
Where = tuple[str, str]


class Witness:
    """A form, the places of its parts, and what was found wrong with it.

    Attributes:
        form: The form, its parts already joined.
        pool: The figures of all its parts, some of which only a right spelling would take.
        places: Where each thing is stated.
        complaints: What was found.
    """

    def __init__(
        self, form: Form, pool: Collection[str], places: Places, complaints: Complaints
    ) -> None:
        self.form = form
        self.pool = pool
        self.places = places
        self.complaints = complaints
        self.kinds: Mapping[str, Kind] = {f.id: f.kind for f in form.figures.values()}

    def add(self, where: Where, message: str, made: object = None) -> None:
        """Complain of a thing of the form; ``made`` is the frame or condition in it."""
        self.complaints.add(self.places.find(*where, made), f"“{where[1]}”: {message}")

    def condition(
        self,
        where: Where,
        condition: Expression | None,
        kinds: Mapping[str, Kind] | None = None,
        *,
        has_earlier: bool = False,
    ) -> None:
        """Prove that a condition names what exists and compares like with like.

        Only a rule has the earlier report beside it.
        """
        if condition is None:
            return
        kinds = self.kinds if kinds is None else kinds
        before = len(self.complaints.found)
        self.names(where, condition, kinds, has_earlier=has_earlier)
        complaint = condition_complaint(condition, kinds)
        if complaint and len(self.complaints.found) == before:
            self.add(where, complaint, condition)

    def names(
        self,
        where: Where,
        expression: Expression,
        kinds: Mapping[str, Kind],
        *,
        has_earlier: bool = False,
    ) -> None:
        """Prove that all an expression names exists."""
        for name in (*expression.names, *expression.asks):
            figure = name.removeprefix(EARLIER)
            if figure not in kinds and figure not in REPORT_NAMES:
                known = (*kinds, *REPORT_NAMES, *self.pool)
                self.add(where, unknown("chỉ tiêu", figure, known), expression)
            elif reads_earlier(name) and not has_earlier:
                words = "chỉ quy tắc (rules) mới so được với báo cáo kỳ trước"
                self.add(where, f"biểu thức “{expression.source}”: {words}", expression)
        for reference in expression.references:
            self.reference(where, reference, expression)

    def reference(self, where: Where, reference: str, made: object) -> None:
        """Prove that a table, a column of one or a text exists (`Expression.references`)."""
        group, _, name = reference.partition(":")
        what, known = self._known(group)
        if name not in known:
            self.add(where, unknown(what, name, known), made)

    def _known(self, group: str) -> tuple[str, Collection[str]]:
        match group:
            case "rows":
                return "bảng", self.form.tables
            case "distinct":
                return "cột của bảng", tuple(columns_of(self.form.tables.values()))
        return "nội dung", self.form.texts


class Prover(Witness):
    """Holds a form's frames and leaves against what the form has."""

    def prove(self) -> None:
        """Run every proof."""
        for where, frame in self._frames():
            self._frame(where, frame)
        for table in self.form.tables.values():
            self._table(table)
        for leaf in self.form.leaves():
            for paragraph in leaf.paragraphs:
                self._said(("leaves", leaf.id), paragraph)
            for name in leaf.notes:
                self._carried(leaf.id, name)
        for note in self.form.notes.values():
            self._said(("notes", note.id), note)
        for appendix in self.form.appendices:
            self._appendix(("appendices", appendix.id), appendix)

    def _frames(self) -> Iterator[tuple[Where, Frame | None]]:
        front = self.form.front
        frames = (front.subject, front.window_note, front.archive, front.addressee)
        for frame in (*frames, *front.recipients):
            yield ("form", "front"), frame
        for chapter in self.form.chapters:
            yield ("chapters", chapter.id), chapter.heading
            for section in chapter.sections:
                yield ("sections", section.id), section.heading
        for text in self.form.texts.values():
            yield ("texts", text.id), text.default
        for leaf in self.form.leaves():
            yield ("leaves", leaf.id), leaf.heading

    def _frame(
        self, where: Where, frame: Frame | None, kinds: Mapping[str, Kind] | None = None
    ) -> None:
        """Prove a frame's slots; only a sentence of a leaf may carry footnotes (`_sentence`)."""
        if frame is not None and frame.notes:
            words = "chỉ câu của một mục mới mang được chú thích, không phải tiêu đề, bảng, lời văn"
            self.add(where, f"{words} soạn sẵn hay chú thích khác", frame)
        self._slots(where, frame, kinds)

    def _slots(
        self, where: Where, frame: Frame | None, kinds: Mapping[str, Kind] | None = None
    ) -> None:
        pool = self.pool if kinds is None else ()
        for slot in frame.slots if frame else ():
            complaint = _slot_complaint(slot, self.kinds if kinds is None else kinds, pool)
            if complaint:
                self.add(where, complaint, frame)

    def _table(self, table: Table) -> None:
        where = ("tables", table.id)
        kinds = {column.id: column.kind for column in table.columns}
        if not kinds or len(kinds) < len(table.columns):
            self.add(where, "bảng cần ít nhất một cột, mỗi cột một mã riêng")
        for variant in table.row:
            self.condition(where, variant.when, kinds)
            for piece in variant.pieces:
                if isinstance(piece, Say):
                    self._frame(where, piece.frame, kinds)
                else:
                    self.add(where, "mỗi dòng của bảng chỉ viết bằng câu", piece)

    def _appendix(self, where: Where, appendix: FormAppendix) -> None:
        self.condition(where, appendix.when)
        self._frame(where, appendix.title)
        if appendix.table:
            self.reference(where, f"rows:{appendix.table}", appendix)
        for chapter in appendix.chapters:
            self._frame(where, chapter.heading)
            for row in chapter.rows:
                self._frame(where, row.label)
                if row.figure and row.figure not in self.kinds:
                    self.add(where, unknown("chỉ tiêu", row.figure, {*self.kinds, *self.pool}))

    def _said(self, where: Where, said: ParagraphFrame | Note) -> None:
        self.condition(where, said.when)
        for piece in said.pieces:
            self._piece(where, piece)

    def _sentence(self, where: Where, frame: Frame) -> None:
        if where[0] == "notes":
            self._frame(where, frame)
            return
        self._slots(where, frame)
        for note in frame.notes:
            if note not in self.form.notes:
                self.add(where, unknown("chú thích", note, self.form.notes), frame)

    def _carried(self, leaf: str, note: str) -> None:
        """Prove that one leaf alone carries a note: its fields stand on that leaf's tab."""
        others = [each.id for each in self.form.leaves() if note in each.notes]
        if others[0] != leaf:
            words = f"chú thích “{note}” đã nằm trong mục “{others[0]}”"
            self.add(("leaves", leaf), words)

    def _piece(self, where: Where, piece: Piece) -> None:
        match piece:
            case Say(frame):
                self._sentence(where, frame)
            case TextRef(text):
                self.reference(where, f"said:{text}", piece)
            case TableRef(table):
                self.reference(where, f"rows:{table}", piece)
            case Choose(variants):
                self._variants(where, variants)
            case _:
                for frame in (piece.lead, piece.end):
                    self._sentence(where, frame)
                self._variants(where, (*piece.items, Variant(None, piece.empty)))

    def _variants(self, where: Where, variants: tuple[Variant, ...]) -> None:
        for variant in variants:
            self.condition(where, variant.when)
            for piece in variant.pieces:
                self._piece(where, piece)


def _slot_complaint(slot: Slot, kinds: Mapping[str, Kind], pool: Collection[str]) -> str:
    name, style = slot.name, slot.style
    group, _, word = name.partition(".")
    if name == "period":
        return "" if style in STYLES else unknown("cách viết kỳ", style, STYLES)
    if group in ("unit", "front") and word:
        known = SLOT_NAMES if group == "unit" else FRONT_KEYS
        if word not in known:
            return unknown(f"ô {group}", word, known)
        return f"ô “{name}” không có cách viết “{style}”" if style else ""
    if name not in kinds:
        return unknown("chỉ tiêu", name, {*kinds, *pool})
    if has_style(kinds[name], style):
        return ""
    return f"chỉ tiêu “{name}” (loại {kinds[name]}) không có cách viết “{style}”"
