"""The lists of a form's appendices, read back from the tables of a Word file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.appendix_tables import list_header
from forms.figure import parse
from forms.folding import fold
from forms.reading.result import Place
from forms.reading.words import ELLIPSIS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forms.definition import Column, Form, Table
    from forms.figure import Value
    from forms.reading.harvest import Harvest
    from forms.reading.lines import Line

#: The lines of a table's cells: row → column → lines.
_Rows = dict[int, dict[int, list["Line"]]]

_UNREADABLE: Final = "không đọc được ô “{label}”"


def without_lists(lines: Iterable[Line], form: Form, harvest: Harvest) -> Iterator[Line]:
    """Put the lists of the form's appendices into the harvest; yield the lines of no list.

    A list is known by its header, which is that of the form word by word.
    """
    rest = list(lines)
    tables = _tables(rest)
    wanted = {
        _folded(list_header(form.tables[a.table])): a.table for a in form.appendices if a.table
    }
    found = {
        number: wanted[header]
        for number, rows in tables.items()
        if (header := _folded(_said(cell) for cell in rows[0].values())) in wanted
    }
    for number, table in found.items():
        reader = _Rowing(form.tables[table], harvest)
        rows = (reader.row(cells) for row, cells in tables[number].items() if row)
        harvest.tables.setdefault(table, list(rows))
    yield from (line for line in rest if line.cell is None or line.cell.table not in found)


@dataclass(frozen=True, slots=True)
class _Rowing:
    """Reads the rows of one list."""

    table: Table
    harvest: Harvest

    def row(self, cells: dict[int, list[Line]]) -> Mapping[str, Value]:
        """Return what a row states; the first cell only counts the rows."""
        columns = enumerate(self.table.columns, start=1)
        read = ((c.id, self._value(c, cells[at])) for at, c in columns if at in cells)
        return {column: value for column, value in read if value is not None}

    def _value(self, column: Column, lines: list[Line]) -> Value | None:
        said = _said(lines)
        if said == ELLIPSIS:
            return None
        parsed = parse(column.kind, said)
        reason = parsed.note if parsed.value is not None else _UNREADABLE.format(label=column.label)
        if reason:
            fields, is_placed = (self.table.id,), parsed.value is not None
            self.harvest.doubt(Place(lines[0].number), fields, said, reason, is_placed=is_placed)
        return parsed.value


def _tables(lines: Iterable[Line]) -> dict[int, _Rows]:
    found: dict[int, _Rows] = {}
    for line in lines:
        if line.cell is not None:
            rows = found.setdefault(line.cell.table, {0: {}})
            rows.setdefault(line.cell.row, {}).setdefault(line.cell.column, []).append(line)
    return found


def _said(lines: Iterable[Line]) -> str:
    return "\n".join(line.whole for line in lines)


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold(each) for each in words)
