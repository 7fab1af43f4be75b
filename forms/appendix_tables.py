"""The appendices a form defines, as tables: a list row by row, or figures chapter by chapter."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Final

from forms.block import Appendix, Grid, Run
from forms.figure import Kind, show
from forms.roman import ROMAN
from forms.sentence import MISSING, Frame, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.block import Block
    from forms.definition import (
        AppendixChapter,
        AppendixRow,
        Column,
        Form,
        FormAppendix,
        Table,
    )
    from forms.report import Report
    from forms.sentence import Part, Voice

_NAME: Final = "Phụ lục"
#: Where a long title must not be broken: "6 | THÁNG ĐẦU NĂM 2023", "QUÝ | I NĂM 2026".
_PERIOD: Final = re.compile(r"(?<=\d) (?=THÁNG )|(?<=QUÝ) (?=[IV])")
_ORDER: Final = "STT"
#: Bộ Nội vụ's table of figures (`domain/facts.md`, 3.2).
_FIGURES_HEADER: Final = (
    _ORDER,
    "Chỉ tiêu, nhiệm vụ",
    "Đơn vị tính",
    "Kết quả thống kê",
    "Ghi chú",
)
_FIGURES_WIDTHS: Final = (9, 43, 14, 18, 16)
#: The shares of the number of a list's row and of a column whose `width` is 1.
_ORDER_WIDTH, _COLUMN_WIDTH = 2, 4
#: A list whose columns share out more than this lies across: upright, a column whose `width` is
#: 1 would be narrower than 13 mm, which is a word.
_UPRIGHT_WIDTH: Final = 48


@dataclass(frozen=True, slots=True)
class AppendixWriter:
    """Writes the appendices of one report.

    Attributes:
        form: The report's form.
        report: What is said.
        voice: The form's words as the unit says them.
    """

    form: Form
    report: Report
    voice: Voice

    def printed(self) -> Iterator[tuple[FormAppendix, Grid]]:
        """Yield the appendices that have something to say, each with its table."""
        for appendix in self.form.appendices:
            if appendix.when is None or appendix.when.holds(self.voice.values):
                grid = self._grid(appendix)
                if grid.rows:
                    yield appendix, grid

    def blocks(self, attached_to: str) -> Iterator[Block]:
        """Yield the appendices' blocks, not numbered yet."""
        for appendix, grid in self.printed():
            title = _PERIOD.sub("\N{NO-BREAK SPACE}", self.voice.text(appendix.title).upper())
            yield Appendix(_NAME, title, attached_to)
            yield grid

    def runs(self) -> Iterator[Run]:
        """Yield what the appendices say that comes from a field."""
        for appendix, grid in self.printed():
            yield from self.voice.runs(appendix.title)
            for cells, fields in zip(grid.rows, grid.fields, strict=True):
                yield from (
                    Run(cell, cell_role(cell, field), field)
                    for cell, field in zip(cells, fields, strict=True)
                )

    def _grid(self, appendix: FormAppendix) -> Grid:
        if appendix.table:
            return self._list(self.form.tables[appendix.table])
        return self._figures(appendix.chapters)

    def _list(self, table: Table) -> Grid:
        """Return a list as a table; what a row leaves open stays empty."""
        rows = tuple(
            (
                str(number),
                *(show(c.kind, row[c.id]) if c.id in row else "" for c in table.columns),
            )
            for number, row in enumerate(self.report.tables.get(table.id, ()), start=1)
        )
        widths = (_ORDER_WIDTH, *map(_width, table.columns))
        return Grid(
            header=list_header(table),
            rows=rows,
            widths=widths,
            fields=tuple(("", *(table.id for _ in table.columns)) for _ in rows),
            is_wide=sum(widths) > _UPRIGHT_WIDTH,
        )

    def _figures(self, chapters: tuple[AppendixChapter, ...]) -> Grid:
        rows: list[tuple[str, ...]] = []
        fields: list[tuple[str, ...]] = []
        headings = []
        for position, chapter in enumerate(chapters, start=1):
            headings.append(len(rows))
            rows.append((str(position), self.voice.text(chapter.heading), "", "", ""))
            fields.append(("", "", "", "", ""))
            for number, row in numbered_rows(position, chapter.rows):
                rows.append((number, *self._row(row), ""))
                fields.append(("", "", "", row.figure, ""))
        return Grid(
            header=_FIGURES_HEADER,
            rows=tuple(rows),
            widths=_FIGURES_WIDTHS,
            chapters=tuple(headings),
            fields=tuple(fields),
        )

    def _row(self, row: AppendixRow) -> tuple[str, str, str]:
        """Return a row's label, unit and value."""
        figure = self.form.figures.get(row.figure)
        label = self.voice.text(row.label) if row.label else ""
        if figure is None:
            return label, "", ""
        value = self.voice.values.get(figure.id)
        shown = MISSING if value is None or value == "" else show(figure.kind, value)
        return label or figure.label, figure.unit, shown


def list_header(table: Table) -> tuple[str, ...]:
    """Return the titles of a list's columns."""
    return (_ORDER, *(column.label for column in table.columns))


def _width(column: Column) -> int:
    """Return a column's share of the page; a date needs room not to be broken."""
    return _COLUMN_WIDTH * max(column.width, 2 if column.kind is Kind.DATE else 1)


def numbered_rows(chapter: int, rows: Iterable[AppendixRow]) -> Iterator[tuple[str, AppendixRow]]:
    """Yield each row with its number: "2.1", one set in below it "2.1.1"."""
    numbers = [chapter]
    for row in rows:
        depth = min(row.indent + 1, len(numbers))
        numbers[depth:] = [numbers[depth] + 1 if depth < len(numbers) else 1]
        yield ".".join(map(str, numbers)), row


def cell_role(cell: str, field: str) -> str:
    """Return the role of a cell's words: a figure not filled in yet is "missing"."""
    return "missing" if field and cell == MISSING else ""


def appendix_frames(form: Form) -> Iterator[tuple[str, Frame]]:
    """Yield what the appendices print but for the rows of lists: row by row number and words."""
    for appendix in form.appendices:
        yield "", appendix.title
        if appendix.chapters:
            yield "", Frame("", (" ".join(_FIGURES_HEADER),))
        for position, chapter in enumerate(appendix.chapters, start=1):
            yield str(position), chapter.heading
            for number, row in numbered_rows(position, chapter.rows):
                yield number, Frame("", tuple(_row_parts(form, row)))


def _row_parts(form: Form, row: AppendixRow) -> Iterator[Part]:
    yield from row.label.parts if row.label else (form.figures[row.figure].label,)
    if row.figure:
        yield f" {form.figures[row.figure].unit} "
        yield Slot(row.figure)


def numbered_appendices(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Number a document's appendices: a single one is "Phụ lục", of several each has a number.

    Source: Nghị định 30/2020, Phụ lục I, phần II, mục III.
    """
    found = tuple(blocks)
    is_single = sum(isinstance(block, Appendix) for block in found) == 1
    numbers = count()
    return tuple(
        replace(block, number=_NAME if is_single else f"{_NAME} {ROMAN[next(numbers)]}")
        if isinstance(block, Appendix)
        else block
        for block in found
    )
