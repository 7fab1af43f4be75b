"""What a Vietnamese keyboard program sends must arrive unchanged in every kind of field."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.widgets.combo import Combo
from desktop.widgets.command_palette import CommandPalette, Item
from desktop.widgets.figure_field import FigureField
from desktop.widgets.find_bar import FindBar
from desktop.widgets.table_editor import TableEditor
from desktop.widgets.text_editor import TextEditor
from forms.definition import Column
from forms.figure import Kind
from tests.desktop import keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

Edit = QLineEdit | QPlainTextEdit


def figure(kind: Kind) -> Callable[[QWidget], Edit]:
    def make(host: QWidget) -> Edit:
        field = FigureField("Chỉ tiêu", kind)
        place(host, field)
        return field.edit

    return make


def cell(kind: Kind) -> Callable[[QWidget], Edit]:
    def make(host: QWidget) -> Edit:
        table = TableEditor([Column("a", "Cột", kind)], label="Bảng")
        table.set_rows(())
        place(host, table)
        return table.cell(0, "a")

    return make


def passage(host: QWidget) -> Edit:
    editor = TextEditor("Nội dung", default="Không có.")
    place(host, editor)
    return editor.edit


def finder(host: QWidget) -> Edit:
    editor = TextEditor("Nội dung")
    editor.set_value("Tạo lập hồ sơ, tạo thuận lợi")
    place(host, editor)
    bar = editor.findChild(FindBar)
    assert bar is not None
    bar.open_bar()
    edit = bar.findChild(QLineEdit)
    assert edit is not None
    return edit


def palette(host: QWidget) -> Edit:
    panel = CommandPalette(host)
    panel.set_items([Item("a", "Tạo lập"), Item("b", "Hồ sơ")])
    panel.open()
    edit = panel.findChild(QLineEdit)
    assert edit is not None
    return edit


def place(host: QWidget, widget: QWidget) -> None:
    layout = host.layout()
    assert layout is not None
    layout.addWidget(widget)
    widget.show()


MAKERS = {
    **{f"figure-{kind}": figure(kind) for kind in Kind},
    **{f"cell-{kind}": cell(kind) for kind in Kind},
    "passage": passage,
    "finder": finder,
    "palette": palette,
}


@pytest.fixture(params=list(MAKERS.values()), ids=list(MAKERS))
def edit(request: pytest.FixtureRequest, host: QWidget) -> Edit:
    made: Edit = request.param(host)
    made.setFocus()
    assert made.hasFocus()
    return made


def text(edit: Edit) -> str:
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def test_unikeys_backspaces_leave_just_the_word(edit: Edit) -> None:
    keys.send(edit, keys.UNIKEY)
    assert text(edit) == "tạo"


def test_each_step_is_shown_as_it_was_sent(edit: Edit) -> None:
    seen = []
    for key in keys.UNIKEY:
        keys.send(edit, (key,))
        seen.append(text(edit))
    assert seen == ["t", "ta", "tao", "ta", "t", "tạ", "tạo"]


def test_combining_marks_stay_while_typing(edit: Edit) -> None:
    keys.send(edit, keys.UNIKEY_COMBINING)
    assert text(edit) == "ta\u0323o"


def test_an_input_method_composes_and_commits(edit: Edit) -> None:
    keys.compose(edit, ("t", "ta", "tao", "tạo"), "tạo")
    assert text(edit) == "tạo"


def test_digits_are_not_grouped_while_typing(edit: Edit) -> None:
    keys.send(edit, (*"12345", keys.BACKSPACE, keys.BACKSPACE, *"6789"))
    assert text(edit) == "1236789"
    keys.press(edit, Qt.Key.Key_Home)
    keys.send(edit, "9")
    assert text(edit) == "91236789"


def test_the_wheel_changes_nothing(edit: Edit) -> None:
    keys.send(edit, "2022")
    assert not keys.turn_wheel(edit)
    assert text(edit) == "2022"


def test_every_field_has_an_accessible_name(edit: Edit) -> None:
    assert edit.accessibleName()


def test_nothing_is_completed_masked_or_filtered(edit: Edit) -> None:
    if isinstance(edit, QLineEdit):
        assert edit.completer() is None
        assert edit.validator() is None
        assert edit.inputMask() == ""


def test_leaving_a_free_text_makes_it_nfc(qtbot: QtBot, host: QWidget) -> None:
    field = FigureField("Tên", Kind.TEXT)
    other = QLineEdit()
    place(host, field)
    place(host, other)
    field.edit.setFocus()
    keys.send(field.edit, keys.UNIKEY_COMBINING)
    with qtbot.waitSignal(field.committed) as caught:
        other.setFocus()
    assert caught.args == ["tạo"]
    assert unicodedata.is_normalized("NFC", field.edit.text())


def test_the_wheel_does_not_turn_a_combo_box(host: QWidget) -> None:
    combo = Combo("Kỳ")
    combo.addItems(["Quý I", "Quý II"])
    place(host, combo)
    combo.setFocus()
    assert not keys.turn_wheel(combo)
    assert combo.currentIndex() == 0
