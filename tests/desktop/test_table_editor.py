from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QToolButton, QWidget

from desktop.widgets.table_editor import TableEditor
from forms.definition import Column
from forms.figure import Kind, Value
from tests.desktop import keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
COLUMNS = (
    Column("name", "Tên lớp", Kind.TEXT, width=3),
    Column("on", "Ngày", Kind.DATE),
    Column("people", "Số người", Kind.COUNT),
)
A: dict[str, Value] = {"name": "Một cửa", "on": date(2022, 3, 4), "people": 120}
B: dict[str, Value] = {"name": "Trực tuyến", "people": 64}


@pytest.fixture
def table(host: QWidget) -> TableEditor:
    made = TableEditor(COLUMNS, label="Lớp tập huấn")
    made.set_rows((A, B))
    layout = host.layout()
    assert layout is not None
    layout.addWidget(made)
    made.show()
    made.cell(0, "name").setFocus()
    return made


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def committed(table: TableEditor) -> list[object]:
    seen: list[object] = []
    table.committed.connect(seen.append)
    return seen


def shown(table: TableEditor) -> list[list[str]]:
    return [
        [table.cell(row, column.id).text() for column in COLUMNS]
        for row in range(table.row_count())
    ]


def paste_key(table: TableEditor, row: int, column: str) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_V.value, CONTROL, "")
    QApplication.sendEvent(table.cell(row, column), event)


def test_rows_are_shown_tidily(table: TableEditor) -> None:
    assert shown(table) == [["Một cửa", "04/3/2022", "120"], ["Trực tuyến", "", "64"]]
    assert table.rows() == (A, B)


def test_an_empty_table_has_one_row_to_type_in(qtbot: QtBot, look: None) -> None:
    made = TableEditor(COLUMNS)
    qtbot.addWidget(made)
    made.set_rows(())
    assert made.row_count() == 1
    assert made.rows() == ()


def test_leaving_a_cell_commits_the_rows(table: TableEditor) -> None:
    seen = committed(table)
    cell = table.cell(0, "people")
    cell.setFocus()
    cell.selectAll()
    keys.send(cell, "1234")
    keys.press(cell, Qt.Key.Key_Tab)
    assert seen == [({**A, "people": 1234}, B)]
    assert cell.text() == "1.234"


def test_a_cell_that_cannot_be_read_is_marked_and_kept(table: TableEditor) -> None:
    seen = committed(table)
    cell = table.cell(0, "people")
    cell.setFocus()
    keys.send(cell, "x")
    keys.press(cell, Qt.Key.Key_Tab)
    assert seen == []
    assert cell.text() == "120x"
    assert cell.property("state") == "error"
    assert cell.toolTip()


def test_rows_are_added_below_and_deleted_by_keys(table: TableEditor) -> None:
    seen = committed(table)
    keys.press(table.cell(0, "name"), Qt.Key.Key_Return, CONTROL)
    assert table.row_count() == 3
    assert table.cell(1, "name").hasFocus()
    assert seen == []  # an empty row says nothing
    keys.send(table.cell(1, "name"), "Mới")
    keys.press(table.cell(1, "name"), Qt.Key.Key_Return, CONTROL)
    assert seen == [(A, {"name": "Mới"}, B)]
    keys.press(table.cell(2, "name"), Qt.Key.Key_Delete, CONTROL)
    table.cell(1, "name").setFocus()
    keys.press(table.cell(1, "name"), Qt.Key.Key_Delete, CONTROL)
    assert seen[-1] == (A, B)


def test_the_last_row_is_only_emptied(table: TableEditor) -> None:
    for _ in range(3):
        table.delete_row()
    assert table.row_count() == 1
    assert table.rows() == ()


def test_rows_are_moved_by_keys(table: TableEditor) -> None:
    seen = committed(table)
    keys.press(table.cell(0, "name"), Qt.Key.Key_Up, ALT)
    assert seen == []
    keys.press(table.cell(0, "name"), Qt.Key.Key_Down, ALT)
    assert seen == [(B, A)]
    assert table.cell(1, "name").hasFocus()
    keys.press(table.cell(1, "name"), Qt.Key.Key_Up, ALT)
    assert seen[-1] == (A, B)


def test_up_and_down_go_from_row_to_row(table: TableEditor) -> None:
    keys.press(table.cell(0, "name"), Qt.Key.Key_Down)
    assert table.cell(1, "name").hasFocus()
    keys.press(table.cell(1, "name"), Qt.Key.Key_Down)
    keys.press(table.cell(1, "name"), Qt.Key.Key_Up)
    assert table.cell(0, "name").hasFocus()


def test_cells_of_excel_are_pasted_from_where_the_officer_is(
    table: TableEditor, clipboard: None
) -> None:
    seen = committed(table)
    table.cell(0, "on").setFocus()
    QGuiApplication.clipboard().setText('04/5/2022\t1500\r\n\t"70"\r\n05/5/2022\t80\r\n')
    paste_key(table, 0, "on")
    assert shown(table) == [
        ["Một cửa", "04/5/2022", "1.500"],
        ["Trực tuyến", "", "70"],
        ["", "05/5/2022", "80"],
    ]
    assert len(seen) == 1
    assert table.rows()[2] == {"on": date(2022, 5, 5), "people": 80}


def test_one_word_is_pasted_as_text(table: TableEditor, clipboard: None) -> None:
    cell = table.cell(1, "name")
    cell.setFocus()
    cell.clear()
    QGuiApplication.clipboard().setText("Một cửa\n")
    paste_key(table, 1, "name")
    assert cell.text().strip() == "Một cửa"


def test_paste_that_cannot_be_read_is_marked(table: TableEditor) -> None:
    table.cell(0, "people").setFocus()
    table.paste("nhiều")
    assert table.cell(0, "people").property("state") == "error"
    assert table.rows()[0] == A


def test_the_buttons_do_what_the_keys_do(table: TableEditor, clipboard: None) -> None:
    QGuiApplication.clipboard().setText("Dán\t01/6/2022")
    for button in table.findChildren(QPushButton):
        button.click()
    assert table.row_count() == 3
    assert table.cell(1, "name").text() == "Dán"
    for small in table.findChildren(QToolButton):
        small.click()
    assert table.rows() == (A, B)


def test_the_same_rows_again_change_nothing(table: TableEditor) -> None:
    cell = table.cell(0, "name")
    keys.send(cell, "!")
    table.set_rows((A, B))
    assert cell.text().endswith("!")


def test_fewer_and_more_rows_from_elsewhere(table: TableEditor) -> None:
    table.set_rows((B,))
    assert table.rows() == (B,)
    table.set_rows((B, A, A))
    assert table.rows() == (B, A, A)
    numbers = [label.text() for label in table.findChildren(QLabel) if label.isVisible()]
    assert {"1", "2", "3"} <= set(numbers)


def test_every_cell_has_a_name_of_its_own(table: TableEditor) -> None:
    names = {table.cell(row, column.id).accessibleName() for row in range(2) for column in COLUMNS}
    assert len(names) == 6
    assert "Lớp tập huấn, dòng 1, Tên lớp" in names


def test_words_offered_for_a_column(host: QWidget, qtbot: QtBot) -> None:
    made = TableEditor([Column("k", "Loại", Kind.TEXT, choices=("Quyết định", "Kế hoạch"))])
    made.set_rows(())
    layout = host.layout()
    assert layout is not None
    layout.addWidget(made)
    seen = committed(made)
    cell = made.cell(0, "k")
    cell.setFocus()
    keys.press(cell, Qt.Key.Key_Down, ALT)
    menu = cell.findChild(QMenu)
    assert menu is not None
    menu.actions()[1].trigger()
    with qtbot.waitSignal(menu.destroyed):
        menu.close()
    assert seen == [({"k": "Kế hoạch"},)]


def test_what_is_being_typed_can_be_handed_over(table: TableEditor) -> None:
    seen = committed(table)
    keys.send(table.cell(0, "name"), "!")
    table.commit()
    assert seen == [({**A, "name": "Một cửa!"}, B)]
