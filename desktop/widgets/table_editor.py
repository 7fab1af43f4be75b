"""The editor of a list: rows of plain line edits, so that typing and screen readers just work.

Ctrl+Enter adds a row, Ctrl+Delete takes it away, Alt+Up and Alt+Down move it. Cells copied
in Excel are pasted over as many rows and columns as they have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space
from desktop.widgets.table_cell import Cell
from forms.figure import Value

if TYPE_CHECKING:
    from forms.definition import Column

Row = Mapping[str, Value]
#: The keys that only go elsewhere.
_LOOKING = ("above", "below")


def _row(cells: Sequence[Cell]) -> Row:
    """What the cells of a row hold."""
    return {cell.column.id: value for cell in cells if (value := cell.value()) is not None}


class TableEditor(QFrame):
    """Rows of cells, with buttons for what the keys do.

    Signals:
        edited: Something is being typed in a cell.
        committed: The rows changed: a tuple of mappings, column id to value; cells without
            value are absent, rows without any value are left out.
    """

    edited = Signal(str)
    committed = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        label: str = "",
        accessible_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[list[Cell]] = []
        self._numbers: list[QWidget] = []
        self._known: tuple[Row, ...] = ()
        self._place = (0, 0)
        self._is_busy = False
        self._is_read_only = False
        self._name = accessible_name or label or "Bảng"
        self.setAccessibleName(self._name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        if label:
            layout.addWidget(looks.label(label, "strong", wrap=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.XS)
        self._grid.setVerticalSpacing(Space.XS)
        layout.addLayout(self._grid)
        layout.addLayout(self._buttons())
        self._put_heads()

    def rows(self) -> tuple[Row, ...]:
        """The rows as they stand, without empty ones."""
        return tuple(row for cells in self._rows if (row := _row(cells)))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show rows from elsewhere; the same rows again change nothing."""
        if tuple(rows) == self._known and self._rows:
            return
        self._known = tuple(rows)
        self._resize(max(len(rows), 1))
        empty: Row = {}
        for at, cells in enumerate(self._rows):
            row = rows[at] if at < len(rows) else empty
            for cell in cells:
                cell.set_value(row.get(cell.column.id))

    def set_read_only(self) -> None:
        """Let the rows be read but not changed, for good."""
        self._is_read_only = True
        for row in self._rows:
            for cell in row:
                cell.setReadOnly(True)

    def cell(self, row: int, column: str) -> Cell:
        """The cell of a row and column; IndexError or StopIteration if there is none."""
        return next(cell for cell in self._rows[row] if cell.column.id == column)

    def row_count(self) -> int:
        """How many rows are shown, empty ones included."""
        return len(self._rows)

    def commit(self) -> None:
        """Hand over the cell that is being typed in."""
        for row in self._rows:
            for cell in row:
                cell.commit()

    # --- rows -------------------------------------------------------------------------------

    def add_row(self) -> None:
        """Add an empty row below the present one and go there."""
        at, values = self._present() + 1, self._values()
        values.insert(at, {})
        self._write(values, at)

    def delete_row(self) -> None:
        """Take the present row away; the last one is only emptied."""
        at = self._present()
        values = self._values()
        del values[at]
        self._write(values or [{}], min(at, max(len(values) - 1, 0)))

    def move_row(self, step: int) -> None:
        """Move the present row up (-1) or down (+1)."""
        at, values = self._present(), self._values()
        to = at + step
        if 0 <= to < len(values):
            values[at], values[to] = values[to], values[at]
            self._write(values, to)

    def paste(self, text: str) -> None:
        """Put tab-separated lines into the cells from the present one to the right and down."""
        if self._is_read_only:
            return
        lines = [line.split("\t") for line in text.rstrip("\r\n").replace("\r", "").split("\n")]
        top, left = self._present(), self._place[1]
        self._resize(max(len(self._rows), top + len(lines)))
        self._is_busy = True
        for row, words in zip(self._rows[top:], lines, strict=False):
            for cell, word in zip(row[left:], words, strict=False):
                cell.type_in(word.strip().strip('"'))
        self._is_busy = False
        self._tell()

    def _values(self) -> list[Row]:
        """What each row holds, empty rows included; what is being typed is taken first."""
        self.commit()
        return [_row(cells) for cells in self._rows]

    def _write(self, values: Sequence[Row], focus: int) -> None:
        column = self._place[1]
        self._resize(len(values))
        for cells, row in zip(self._rows, values, strict=True):
            for cell in cells:
                cell.force(row.get(cell.column.id))
        self._rows[focus][column].setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _tell(self) -> None:
        rows = self.rows()
        if rows != self._known and not self._is_busy:
            self._known = rows
            self.committed.emit(rows)

    def _present(self) -> int:
        """The row the officer is in, or was in last."""
        return min(self._place[0], len(self._rows) - 1)

    def _enter(self, cell: Cell) -> None:
        for at, row in enumerate(self._rows):
            if cell in row:
                self._place = (at, row.index(cell))

    # --- widgets ----------------------------------------------------------------------------

    def _resize(self, count: int) -> None:
        while len(self._rows) > count:
            for cell in self._rows.pop():
                self._grid.removeWidget(cell)
                cell.hide()
                cell.deleteLater()
            self._number(len(self._rows)).hide()
        while len(self._rows) < count:
            self._append()

    def _append(self) -> None:
        at = len(self._rows)
        self._number(at).show()
        row = [self._make(column, at) for column in self._columns]
        for place, cell in enumerate(row):
            self._grid.addWidget(cell, at + 1, place + 1)
        self._rows.append(row)
        for cell in row:
            cell.show()

    def _number(self, at: int) -> QWidget:
        """The label with a row's number; made once and kept."""
        if at < len(self._numbers):
            return self._numbers[at]
        label = looks.label(str(at + 1), "small")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._grid.addWidget(label, at + 1, 0)
        self._numbers.append(label)
        return label

    def _make(self, column: Column, at: int) -> Cell:
        cell = Cell(column, self)
        cell.setReadOnly(self._is_read_only)
        cell.setAccessibleName(f"{self._name}, dòng {at + 1}, {column.label}")
        cell.textEdited.connect(self.edited)
        cell.committed.connect(self._tell)
        cell.entered.connect(lambda: self._enter(cell))
        cell.row_key.connect(self._on_row_key)
        cell.grid_pasted.connect(self.paste)
        return cell

    def _on_row_key(self, asked: str) -> None:
        if not self._is_read_only or asked in _LOOKING:
            self._actions()[asked]()

    def _actions(self) -> dict[str, Callable[[], None]]:
        return {
            "add": self.add_row,
            "delete": self.delete_row,
            "up": lambda: self.move_row(-1),
            "down": lambda: self.move_row(1),
            "above": lambda: self._go(-1),
            "below": lambda: self._go(1),
        }

    def _go(self, step: int) -> None:
        at, column = self._present() + step, self._place[1]
        if 0 <= at < len(self._rows):
            self._rows[at][column].setFocus(Qt.FocusReason.TabFocusReason)

    def _put_heads(self) -> None:
        for place, column in enumerate(self._columns):
            self._grid.addWidget(looks.label(column.label, "small"), 0, place + 1)
            self._grid.setColumnStretch(place + 1, column.width)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        add = looks.button("Thêm dòng", "quiet", "plus")
        add.setToolTip("Thêm dòng dưới dòng đang nhập (Ctrl+Enter)")
        add.clicked.connect(self.add_row)
        row.addWidget(add)
        paste = looks.button("Dán từ Excel", "quiet", "table")
        paste.setToolTip("Dán các ô đã chép trong Excel (Ctrl+V)")
        paste.clicked.connect(lambda: self.paste(QGuiApplication.clipboard().text()))
        row.addWidget(paste)
        row.addStretch(1)
        for icon, name, asked in (
            ("arrow-up", "Đưa dòng lên (Alt+↑)", "up"),
            ("arrow-down", "Đưa dòng xuống (Alt+↓)", "down"),
            ("trash-2", "Xóa dòng (Ctrl+Delete)", "delete"),
        ):
            button = looks.tool_button(icon, name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, asked=asked: self._on_row_key(asked))
            row.addWidget(button)
        return row
