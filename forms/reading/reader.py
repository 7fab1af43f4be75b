"""One document read: its head, its parts in turn, its foot, and the report they make."""

from __future__ import annotations

import re
from itertools import accumulate, groupby, takewhile
from typing import TYPE_CHECKING, Final

from forms.appendix_tables import appendix_frames
from forms.document import Composer
from forms.folding import fold
from forms.problem import Problem
from forms.reading.alignment import Effort, align
from forms.reading.assembly import Assembler
from forms.reading.clauses import Clauses
from forms.reading.closing import foot
from forms.reading.harvest import Harvest
from forms.reading.issuer import issuer, strange_lines
from forms.reading.letterhead import letterhead
from forms.reading.listed import without_lists
from forms.reading.outline import Outliner
from forms.reading.result import Place
from forms.reading.walk import gather
from forms.reading.words import Words
from forms.report import Report, UnitRef
from forms.reporting_calendar import window

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.definition import Form
    from forms.period import Period
    from forms.reading.grammar import Grammar
    from forms.reading.letterhead import Letterhead
    from forms.reading.lines import Line
    from forms.reading.result import OldReport
    from forms.reading.source import Source
    from forms.unit import Unit

#: A footnote may be called before the stop or the comma behind its word, or after.
_NEAR: Final = 1
_APPENDIX_HEAD: Final = re.compile(r"phu luc( [ivx]+)?|\(kem theo bao cao .*\)")
#: No leaf of a report is ten pages long; what goes beyond is handed back.
MOST_WORDS: Final = 4_000

_NO_HEADING: Final = (
    "Văn bản không có mục nào của mẫu “{form}”; hãy xem lại mẫu đã chọn hoặc chọn tệp khác."
)
_TIRED: Final = "văn bản khác mẫu quá nhiều nên phần sau chỉ nhận ra những câu đúng nguyên văn"
_NO_UNIT: Final = (
    "Không nhận ra đơn vị lập báo cáo ở đầu văn bản; "
    "hãy ghi thêm mã đơn vị trong danh mục, ví dụ --unit VPUBND."
)


def read(document: Source, form: Form, period: Period, chosen: Unit | None) -> OldReport:
    """Read a document by a form; without a unit chosen, by the one its head names.

    Raises:
        Problem: No unit is chosen and the head names none, or the document isn't of the form.
    """
    above = takewhile(lambda line: not line.is_numbered, document.lines)
    named = issuer(letterhead(above, form.front.kind), window(period).end)
    unit = chosen or named
    if unit is None:
        raise Problem(_NO_UNIT)
    reader = _Reader(form, period, unit)
    if named is not None and named.code != unit.code:
        reason = f"đầu văn bản là của {named.name}, đã chọn {unit.name}"
        place = Place(document.lines[0].number)
        reader.harvest.doubt(place, (), document.lines[0].whole, reason, is_placed=True)
    return reader.read(document)


class _Reader:
    """Reads one document of one unit.

    Attributes:
        harvest: What has been gathered so far.
    """

    def __init__(self, form: Form, period: Period, unit: Unit) -> None:
        self._form = form
        self._period = period
        self._unit = unit
        ref = UnitRef(unit.code, unit.name)
        self._voice = Composer(form, Report(form.id, form.version, ref, period), unit).voice
        self._clauses = Clauses(form, self._voice)
        self._effort = Effort()
        self.harvest = Harvest(self._voice.kinds)

    def read(self, document: Source) -> OldReport:
        """Return the report a document holds."""
        outline = Outliner(self._form, self._clauses, self._effort).part(document.lines)
        if not outline.blocks:
            raise Problem(_NO_HEADING.format(form=self._form.title))
        head = letterhead(outline.head, self._form.front.kind)
        self._read_title(head)
        for block in outline.blocks:
            self._gather(block.section, block.grammar, block.lines)
        closing = foot(outline.foot)
        others = strange_lines(head, self._unit)
        self._read_notes(document.notes)
        self._read_appendices(closing.rest)
        self._set_aside("", (*others, *head.rest, *document.asides))
        if self._effort.states <= 0:
            self.harvest.doubt(Place(document.lines[0].number), (), "", _TIRED, is_placed=True)
        assembler = Assembler(self._form, self._unit, self._period, self._voice, self.harvest)
        return assembler.report(head.front, closing)

    def _read_title(self, head: Letterhead) -> None:
        frames = (self._form.front.subject, self._form.front.window_note)
        grammar = self._clauses.sentences(frame for frame in frames if frame)
        self._gather("", grammar, tuple(head.title))

    def _read_notes(self, lines: tuple[Line, ...]) -> None:
        """Read each footnote as the one whose mark stands where it is called."""
        for call, group in groupby(lines, key=lambda line: line.note):
            note = tuple(group)
            marks = self.harvest.marks.get(note[0].number, [])
            called = [name for at, name in marks if call and abs(at - call.at) <= _NEAR]
            grammar = self._clauses.notes(self._form.notes[name] for name in called[:1])
            self._gather("", grammar, note)

    def _read_appendices(self, lines: list[Line]) -> None:
        """Read the form's appendices; what heads a page of theirs says nothing."""
        if self._form.appendices:
            lines = [line for line in lines if not _APPENDIX_HEAD.fullmatch(fold(line.whole))]
            lines = list(without_lists(lines, self._form, self.harvest))
        grammar = self._clauses.rows(appendix_frames(self._form))
        self._gather("", grammar, tuple(lines))

    def _gather(self, section: str, grammar: Grammar, lines: tuple[Line, ...]) -> None:
        sizes = accumulate(Words((line,)).size for line in lines)
        fitting = sum(size <= MOST_WORDS for size in sizes)
        words = Words(lines[:fitting])
        if words.size:
            gather(self.harvest, section, words, align(grammar, words, self._effort))
        self._set_aside(section, lines[fitting:])

    def _set_aside(self, section: str, lines: Iterable[Line]) -> None:
        for line in lines:
            words = Words((line,))
            self.harvest.set_aside(section, words, 0, words.size)
