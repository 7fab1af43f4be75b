"""The tables of what is received: the files, and the values one of them brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt

from desktop.appearance import icons
from desktop.pages.roll_up_tables import Cell, Index, RowsModel
from desktop.receiving.words import in_short, report_words, words_of
from forms.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.codec import Content
    from db.merge import Clash, Conflict, Plan, ReportPlan, ValueChange
    from db.reports import ReportInfo
    from desktop.receiving.items import Item
    from desktop.receiving.words import FieldWords

_STANDING: Final = 1
#: So many letters of a value are shown in the table.
_NARROW: Final = 28


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file in the list."""

    item: Item

    def cells(self) -> tuple[Cell, ...]:
        """Unit, how it stands, periods, file."""
        item, said = self.item, self.item.said()
        return (
            Cell(item.unit, fold(item.unit), tip=item.unit),
            Cell(said.words, fold(said.words), said.state, said.words),
            Cell(item.periods, item.periods),
            Cell(in_short(item.name), fold(item.name), tip=str(item.path)),
        )


class FilesModel(RowsModel):
    """The files; a standing is told by words and by an icon of its own."""

    heads = ("Đơn vị", "Tình trạng", "Kỳ báo cáo", "Tệp")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's override: the icon of a standing says more than that of its state."""
        if index.column() == _STANDING and role == Qt.ItemDataRole.DecorationRole:
            said = self.rows[index.row()].item.said()
            return icons.icon(said.icon, said.state or "muted")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            role = Qt.ItemDataRole.DisplayRole  # the words say it all
        return super().data(index, role)

    def renew(self) -> None:
        """Say anew how the files stand; what is chosen stays so."""
        self._cells = [row.cells() for row in self.rows]
        last = self.index(len(self.rows) - 1, len(self.heads) - 1, QModelIndex())
        self.dataChanged.emit(self.index(0, 0, QModelIndex()), last)


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value that comes in or clashes: as it stands here and as the file has it."""

    report: str
    label: str
    ours: str
    theirs: str
    is_clash: bool
    who: str

    def cells(self) -> tuple[Cell, ...]:
        """Field, what stands here, what the file has, what becomes of it, who changed it."""
        verdict = "xung đột: giữ số tại đây" if self.is_clash else "lấy số của đơn vị"
        return (
            Cell(self.label, fold(self.label), tip=f"{self.report}\n{self.label}"),
            _value(self.ours),
            _value(self.theirs),
            Cell(verdict, not self.is_clash, tip=verdict),
            Cell(self.who, fold(self.who)),
        )


class ValuesModel(RowsModel):
    """What stands here and what the file has, side by side."""

    heads = ("Chỉ tiêu, nội dung", "Tại đây", "Tệp giao", "Khi nhận", "Người sửa")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's override: a conflict has its icon."""
        row = self.rows[index.row()]
        is_first = index.column() == 0
        if is_first and row.is_clash and role == Qt.ItemDataRole.DecorationRole:
            return icons.icon("triangle-alert", "warning")
        return super().data(index, role)


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict still open."""

    conflict: Conflict
    report: str
    label: str

    @classmethod
    def of(cls, conflict: Conflict, info: ReportInfo) -> ConflictRow:
        """Return the row of a conflict in that report."""
        label = words_of(info.form, info.form_version).label(conflict.kind, conflict.key)
        return cls(conflict, report_words(info.period, info.unit), label)

    def cells(self) -> tuple[Cell, ...]:
        """Field, report."""
        return (
            Cell(self.label, fold(self.label), tip=self.label),
            Cell(self.report, fold(self.report), tip=self.report),
        )


class ConflictsModel(RowsModel):
    """The conflicts still open."""

    heads = ("Chỗ hai bên cùng sửa", "Báo cáo")


def value_rows(plan: Plan) -> list[ValueRow]:
    """Return the values a file brings, conflicts first."""
    rows = [row for report in plan.reports for row in _rows(report)]
    return sorted(rows, key=lambda row: not row.is_clash)


def _rows(report: ReportPlan) -> Iterator[ValueRow]:
    head = report.incoming.head
    words = words_of(head.form, head.form_version)
    name = report_words(head.period, head.unit)
    for clash in report.clashes:
        sides = _sides(words, clash, clash.ours, clash.theirs)
        yield ValueRow(name, *sides, is_clash=True, who=clash.editor)
    for change in report.changes:
        sides = _sides(words, change, change.old, change.new)
        yield ValueRow(name, *sides, is_clash=False, who=change.editor)


def _sides(
    words: FieldWords, what: Clash | ValueChange, ours: Content | None, theirs: Content | None
) -> tuple[str, str, str]:
    """Return a field's name, what stands here and what the file has, in words."""
    kind, key = what.kind, what.key
    return words.label(kind, key), words.value(kind, key, ours), words.value(kind, key, theirs)


def _value(words: str) -> Cell:
    return Cell(in_short(words, _NARROW), fold(words), tip=words)
