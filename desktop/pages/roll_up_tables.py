"""The two tables of the roll-up page: the level's figures, and where one of them comes from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop import overview
from desktop.appearance import icons
from desktop.appearance.tokens import STATE_ICONS, STATE_NAMES, State
from forms.day import write_day
from forms.figure import show
from forms.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from db.rolling import Source
    from forms.checking import Finding
    from forms.definition import Figure
    from forms.figure import Value
    from forms.rollup import RollUp, Total

Index = QModelIndex | QPersistentModelIndex
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NONE: Final = "–"
#: What the first column needs at least to be understood.
_LEAST_FIRST: Final = 240
#: Sorted by: numbers as numbers, words without their marks.
SORTED: Final = Qt.ItemDataRole.UserRole
ROW: Final = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and by what it is sorted."""

    words: str
    key: Any
    state: State = State.NONE
    tip: str = ""
    is_number: bool = False


class TableRow(Protocol):
    """A row of such a table."""

    def cells(self) -> tuple[Cell, ...]:
        """What it says, cell by cell."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of the level: what its units give, and what its own report states."""

    total: Total
    stated: Value | None
    finding: Finding | None

    @property
    def state(self) -> State:
        """Whether something is to be looked at."""
        if self.finding is not None:
            return State.INFO if self.finding.excepted else State.ERROR
        total = self.total
        return State.WARNING if total.differing or total.uneven or total.unlike else State.NONE

    def cells(self) -> tuple[Cell, ...]:
        """Label, sum, what the report states, the difference, how many units state it."""
        figure, total = self.total.figure, self.total
        difference = self.finding.difference if self.finding else ""
        return (
            Cell(figure.label, fold(figure.label), self.state, self.tip()),
            _number(figure, total.value),
            _number(figure, self.stated),
            Cell(difference, difference, is_number=True),
            Cell(str(total.stated), total.stated, is_number=True),
        )

    def tip(self) -> str:
        """What is to be looked at, in words."""
        if self.finding is not None:
            return self.finding.message
        if self.total.unlike:
            return self.total.refusal
        if self.total.differing:
            return "Các đơn vị ghi khác nhau; hãy xem từng đơn vị rồi chọn."
        if self.total.uneven:
            return "Có đơn vị chỉ ghi tử số hoặc mẫu số nên tỷ lệ chưa chắc đúng."
        return ""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What one unit states of a figure."""

    figure: Figure
    source: Source
    today: date

    @property
    def place(self) -> tuple[str, str]:
        """Which report and which figure of it this is."""
        return self.source.report_id, self.figure.id

    @property
    def state(self) -> State:
        """Whether the unit's own report has something open at the figure."""
        found = self.source.findings
        if any(finding.is_open_error for finding in found):
            return State.ERROR
        if found:
            return State.INFO if all(finding.excepted for finding in found) else State.WARNING
        return State.NONE

    @property
    def words(self) -> str:
        """What the unit's own report has open at the figure, a line for each."""
        return "\n".join(map(_said, self.source.findings))

    def cells(self) -> tuple[Cell, ...]:
        """Unit, figure, value, the day it was counted, what is open, the last edit."""
        share, edit = self.source.share, self.source.edit
        found = self.source.findings
        name = share.unit.name.replace("Ủy ban nhân dân", "UBND")
        whole = " (số của cả cấp, không cộng)" if share.is_whole else ""
        when = overview.edited_words(edit.edited_at, self.today) if edit else ""
        return (
            Cell(name + whole, fold(name), self.state, share.unit.name + whole),
            Cell(self.figure.label, fold(self.figure.label)),
            _number(self.figure, share.value),
            Cell(write_day(share.as_of), share.as_of.isoformat()),
            Cell(", ".join(map(_short, found)), len(found), tip=self.words),
            Cell(f"{edit.editor}, {when}" if edit else "", str(edit.edited_at if edit else "")),
        )


def figure_rows(
    rolled: RollUp, stated: Mapping[str, Value], findings: Sequence[Finding]
) -> list[FigureRow]:
    """Return a row for each figure that a unit or the level's own report states."""
    found = {finding.fields[0]: finding for finding in findings}
    return [
        FigureRow(total, stated.get(name), found.get(name))
        for name, total in rolled.totals.items()
        if total.stated or name in stated
    ]


def _said(finding: Finding) -> str:
    kept = f" (giải trình: {finding.reason})" if finding.excepted else ""
    return f"{finding.rule}: {finding.message}{kept}"


def _short(finding: Finding) -> str:
    return f"{finding.rule} (đã giải trình)" if finding.excepted else finding.rule


def _number(figure: Figure, value: Value | None) -> Cell:
    if value is None:
        return Cell(_NONE, -1, is_number=True)
    return Cell(show(figure.kind, value), value, is_number=True)


class RowsModel(QAbstractTableModel):
    """Rows with cells; a screen reader hears the state of a row with its first cell."""

    heads: ClassVar[tuple[str, ...]]

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Any] = []
        self._cells: list[tuple[Cell, ...]] = []

    def fill(self, rows: Sequence[TableRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self._cells = [row.cells() for row in rows]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        """Qt's override: a row for each."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        """Qt's override: a column for each head."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt's override: the heads."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's override: words, tip, icon and side of a cell; what it is sorted by, and its row."""
        cell = self._cells[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.words
            case Qt.ItemDataRole.ToolTipRole:
                return cell.tip or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, (cell.words, STATE_NAMES[cell.state])))
            case Qt.ItemDataRole.DecorationRole:
                return icons.icon(STATE_ICONS[cell.state], cell.state) if cell.state else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(_RIGHT) if cell.is_number else None
        return {SORTED: cell.key, ROW: self.rows[index.row()]}.get(role)


class FiguresModel(RowsModel):
    """The figures of the level."""

    heads = ("Chỉ tiêu", "Các đơn vị cộng lại", "Trong báo cáo", "Chênh lệch", "Số đơn vị")


class SourcesModel(RowsModel):
    """What the units state."""

    heads = ("Đơn vị", "Chỉ tiêu", "Số liệu", "Ngày chốt", "Cần xem", "Sửa lần cuối")


class SortedTable(QTableView):
    """A table that is sorted by a click on a head and read row by row.

    Args:
        model: What it shows.
        name: What a screen reader calls it.
        sorter: Sorts in another way than by the cells' keys.
    """

    def __init__(
        self,
        model: RowsModel,
        name: str,
        parent: QWidget | None = None,
        *,
        sorter: QSortFilterProxyModel | None = None,
    ) -> None:
        super().__init__(parent)
        self._sorter = sorter or QSortFilterProxyModel(self)
        self._sorter.setParent(self)
        self._sorter.setSourceModel(model)
        self._sorter.setSortRole(SORTED)
        self._sorter.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._sorter.setFilterRole(SORTED)
        model.setParent(self)
        self.setModel(self._sorter)
        self.setAccessibleName(name)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        model.modelReset.connect(self._give_room)

    def keep(self, words: str) -> None:
        """Show only the rows whose first cell holds the words, marks aside."""
        self._sorter.setFilterFixedString(fold(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: the first column takes what the others leave, and never too little."""
        super().resizeEvent(event)
        self._give_room()

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """Qt's override: the first column takes the room."""
        super().setColumnHidden(column, hide)
        self._give_room()

    def _give_room(self) -> None:
        head = self.horizontalHeader()
        others = sum(
            max(head.sectionSizeHint(column), self.sizeHintForColumn(column))
            for column in range(1, head.count())
            if not self.isColumnHidden(column)
        )
        is_roomy = self.viewport().width() - others >= _LEAST_FIRST
        mode = QHeaderView.ResizeMode
        head.setSectionResizeMode(0, mode.Stretch if is_roomy else mode.Interactive)
        if not is_roomy:
            head.resizeSection(0, _LEAST_FIRST)

    def choose(self, is_wanted: Callable[[Any], bool]) -> None:
        """Choose the first row that is wanted; leave all as it is if none is."""
        model = self.model()
        rows = range(model.rowCount())
        found = (row for row in rows if is_wanted(model.index(row, 0).data(ROW)))
        for row in islice(found, 1):
            self.selectRow(row)

    def row(self) -> Any:
        """The row chosen, or None."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None
