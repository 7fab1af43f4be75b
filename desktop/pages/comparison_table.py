"""The table of units side by side: one row a unit, one column an aspect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSortFilterProxyModel, Qt

from desktop.appearance.tokens import State
from desktop.pages.roll_up_tables import ROW, Cell, RowsModel, SortedTable
from forms.comparing_units import Aspect, Comparison, Order, Standing, key
from forms.comparison_words import HEADS, NOTES, cells
from forms.folding import fold
from forms.number import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from desktop.pages.roll_up_tables import Index

#: The aspect of each column.
COLUMNS: Final = tuple(HEADS)
_NO_REPORT: Final = "Đơn vị chưa có báo cáo trong sổ."


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit beside the others.

    Attributes:
        comparison: All of them.
        standing: This one.
        report_id: Its report in the store; "" if it has not delivered.
    """

    comparison: Comparison
    standing: Standing
    report_id: str

    def cells(self) -> tuple[Cell, ...]:
        """Unit, rate, deviation, completeness, findings."""
        words, tips, states = cells(self.comparison, self.standing), self.tips(), self.states()
        return tuple(
            Cell(
                words[aspect],
                fold(self.standing.unit.name),
                states.get(aspect, State.NONE),
                tips.get(aspect, ""),
                is_number=aspect is not Aspect.UNIT,
            )
            for aspect in COLUMNS
        )

    def tips(self) -> Mapping[Aspect, str]:
        """What the numbers are made of."""
        unit = self.standing
        if not unit.is_delivered:
            return dict.fromkeys(COLUMNS, f"{unit.unit.name}: {_NO_REPORT}")
        found = {
            Aspect.UNIT: unit.unit.name,
            Aspect.COMPLETENESS: f"Đã nhập {unit.filled}/{unit.wanted} chỗ",
            Aspect.FINDINGS: f"{unit.errors} lỗi, {unit.warnings} cảnh báo",
        }
        if unit.rate is not None and unit.in_time is not None and unit.done is not None:
            parts = f"{write_whole(unit.in_time)}/{write_whole(unit.done)}"
            found[Aspect.RATE] = f"{parts} hồ sơ giải quyết trước hạn và đúng hạn"
        return found

    def states(self) -> Mapping[Aspect, State]:
        """What is to be looked at."""
        unit = self.standing
        if not unit.is_delivered:
            return {Aspect.UNIT: State.UNFILLED}
        if unit.errors:
            return {Aspect.FINDINGS: State.ERROR}
        return {Aspect.FINDINGS: State.WARNING if unit.warnings else State.OK}


class UnitsModel(RowsModel):
    """The units; a head's tip says how its numbers are counted."""

    # Narrow columns leave room for the picture.
    heads = tuple(h.replace(" (", "\n(").replace(" / ", " /\n") for h in HEADS.values())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt's override: the heads and their tips."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return NOTES.get(COLUMNS[section])
        return super().headerData(section, orientation, role)


class UnitsSorter(QSortFilterProxyModel):
    """Sorts the units by the exact numbers, as `Comparison.ordered` does."""

    def lessThan(self, left: Index, right: Index) -> bool:
        """Qt's override: what has nothing to be sorted by stands last, whichever way."""
        first, second = _key(left), _key(right)
        is_rising = self.sortOrder() is Qt.SortOrder.AscendingOrder
        if first == second:  # by name then, whichever way
            return (left.row() < right.row()) is is_rising
        if first is None or second is None:
            return (second if is_rising else first) is None
        return bool(first < second)


class UnitsTable(SortedTable):
    """The units, sorted by a click on a head."""

    def __init__(self, parent: QWidget) -> None:
        self._rows = UnitsModel(parent)
        super().__init__(self._rows, "So sánh đơn vị", parent, sorter=UnitsSorter())

    @property
    def order(self) -> Order:
        """How the units are sorted."""
        head = self.horizontalHeader()
        is_falling = head.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        return Order(COLUMNS[head.sortIndicatorSection()], is_falling)

    @property
    def shown(self) -> tuple[Standing, ...]:
        """The units in sight or scrolled out of it, from the top."""
        model = self.model()
        found = (model.index(row, 0).data(ROW) for row in range(model.rowCount()))
        return tuple(row.standing for row in found)

    def fill(self, comparison: Comparison, reports: Mapping[str, str]) -> None:
        """Show the units; ``reports`` tells the id of each delivered one's report by its code."""
        self._rows.fill(
            [UnitRow(comparison, s, reports.get(s.unit.code, "")) for s in comparison.standings]
        )

    def sort_by(self, order: Order) -> None:
        """Sort the units."""
        down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        self.sortByColumn(COLUMNS.index(order.aspect), down if order.is_falling else up)


def _key(index: Index) -> Any | None:
    row: UnitRow = index.data(ROW)
    return key(COLUMNS[index.column()], row.standing)
