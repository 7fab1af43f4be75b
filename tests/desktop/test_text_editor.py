from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget

from desktop.widgets.find_bar import FindBar, find_all
from desktop.widgets.passage_edit import tidy_paste
from desktop.widgets.text_editor import TextEditor
from tests.desktop import keys

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def other(host: QWidget) -> QLineEdit:
    edit = QLineEdit()
    layout = host.layout()
    assert layout is not None
    layout.addWidget(edit)
    return edit


@pytest.fixture
def editor(host: QWidget, other: QLineEdit) -> TextEditor:
    made = TextEditor("Công tác kiểm tra", default="Không có.", help_text="Mỗi dòng một ý.")
    layout = host.layout()
    assert layout is not None
    layout.addWidget(made)
    made.show()
    made.edit.setFocus()
    return made


def committed(editor: TextEditor) -> list[str | None]:
    seen: list[str | None] = []
    editor.committed.connect(seen.append)
    return seen


def choices(editor: TextEditor) -> list[str]:
    return [b.text() for b in editor.findChildren(QPushButton) if not b.isHidden()]


def click(editor: TextEditor, words: str) -> None:
    next(b for b in editor.findChildren(QPushButton) if b.text() == words).click()


def bar(editor: TextEditor) -> FindBar:
    found = editor.findChild(FindBar)
    assert found is not None
    return found


def test_leaving_commits_in_nfc(editor: TextEditor, other: QLineEdit) -> None:
    seen = committed(editor)
    raw: list[str] = []
    editor.edited.connect(raw.append)
    keys.send(editor.edit, keys.UNIKEY_COMBINING)
    assert seen == []
    assert raw[-1] == "ta\u0323o"
    other.setFocus()
    assert seen == ["tạo"]
    assert editor.edit.toPlainText() == "tạo"
    assert editor.value() == "tạo"


def test_leaving_without_a_change_commits_nothing(editor: TextEditor, other: QLineEdit) -> None:
    editor.set_value("Có 05 đơn vị.")
    seen = committed(editor)
    other.setFocus()
    assert seen == []


def test_the_default_is_shown_until_something_is_written(editor: TextEditor) -> None:
    assert editor.edit.placeholderText() == "Không có."
    assert choices(editor) == ["Để trống"]
    editor.set_default("Chưa có.")
    assert editor.edit.placeholderText() == "Chưa có."
    editor.set_value("Có.")
    assert choices(editor) == ["Dùng câu mẫu", "Để trống"]


def test_emptying_on_purpose_and_back_to_the_default(editor: TextEditor) -> None:
    editor.set_value("Có.")
    seen = committed(editor)
    click(editor, "Để trống")
    assert seen == [""]
    assert "không in" in editor.edit.placeholderText()
    click(editor, "Để trống")
    assert seen == [""]
    click(editor, "Dùng câu mẫu")
    assert seen == ["", None]
    assert editor.edit.placeholderText() == "Không có."


def test_wiping_by_hand_goes_back_to_the_default(editor: TextEditor, other: QLineEdit) -> None:
    editor.set_value("Có.")
    seen = committed(editor)
    editor.edit.selectAll()
    keys.press(editor.edit, Qt.Key.Key_Delete)
    other.setFocus()
    assert seen == [None]


def test_without_a_default_there_is_nothing_to_choose(host: QWidget) -> None:
    made = TextEditor("Nội dung")
    layout = host.layout()
    assert layout is not None
    layout.addWidget(made)
    assert choices(made) == []


def test_a_value_from_elsewhere_never_overwrites_typing(
    editor: TextEditor, other: QLineEdit
) -> None:
    keys.send(editor.edit, "ab")
    editor.set_value("từ nơi khác")
    assert editor.edit.toPlainText() == "ab"
    seen = committed(editor)
    other.setFocus()
    assert seen == ["ab"]


def test_leaving_the_window_saves_but_does_not_tidy(editor: TextEditor) -> None:
    seen = committed(editor)
    keys.send(editor.edit, "a ")
    event = QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(editor.edit, event)
    assert seen == ["a"]
    assert editor.edit.toPlainText() == "a "
    popup = QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason)
    QApplication.sendEvent(editor.edit, popup)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("- một", "- một\n- "),
        ("+ một", "+ một\n+ "),
        ("9. một", "9. một\n10. "),
        ("một", "một\n"),
        ("- ", ""),
    ],
)
def test_enter_goes_on_with_a_list(editor: TextEditor, start: str, expected: str) -> None:
    keys.send(editor.edit, start)
    keys.press(editor.edit, Qt.Key.Key_Return)
    assert editor.edit.toPlainText() == expected


def test_enter_before_the_mark_is_a_plain_new_line(editor: TextEditor) -> None:
    keys.send(editor.edit, "- một")
    keys.press(editor.edit, Qt.Key.Key_Home)
    keys.press(editor.edit, Qt.Key.Key_Return)
    assert editor.edit.toPlainText() == "\n- một"


def test_marks_are_set_changed_and_taken_away(editor: TextEditor) -> None:
    keys.send(editor.edit, "một")
    marks = {b.text(): b for b in editor.findChildren(QToolButton) if b.text()}
    marks["-"].click()
    assert editor.edit.toPlainText() == "- một"
    marks["1."].click()
    assert editor.edit.toPlainText() == "1. một"
    marks["1."].click()
    assert editor.edit.toPlainText() == "một"
    assert editor.edit.hasFocus()


def test_typing_can_be_undone_in_the_field(editor: TextEditor) -> None:
    keys.send(editor.edit, "- một")
    keys.press(editor.edit, Qt.Key.Key_Return)
    editor.edit.undo()
    assert editor.edit.toPlainText() == "- một"


def test_paste_is_plain_nfc_text(editor: TextEditor) -> None:
    data = QMimeData()
    data.setHtml("<b>x</b>")
    data.setText("•\tta\u0323o\r\n◦ hai\rba")
    assert editor.edit.canInsertFromMimeData(data)
    editor.edit.insertFromMimeData(data)
    assert editor.edit.toPlainText() == "- tạo\n- hai\nba"
    assert tidy_paste("a - b") == "a - b"


def test_copy_is_plain_text(editor: TextEditor) -> None:
    keys.send(editor.edit, "a")
    keys.press(editor.edit, Qt.Key.Key_Return)
    keys.send(editor.edit, "b")
    editor.edit.selectAll()
    copied = editor.edit.createMimeDataFromSelection()
    assert copied.text() == "a\nb"
    assert not copied.hasHtml()


def test_words_are_counted_without_bullets(editor: TextEditor) -> None:
    editor.set_value("- Kiểm tra 05 đơn vị.")
    assert editor.word_count() == 5


def test_the_editor_grows_with_its_text(editor: TextEditor) -> None:
    before = editor.edit.height()
    editor.set_value("\n".join("dòng" for _ in range(8)))
    grown = editor.edit.height()
    editor.set_value("\n".join("dòng" for _ in range(80)))
    assert before < grown < editor.edit.height() < 400


def test_the_wheel_scrolls_only_a_focused_and_full_editor(
    editor: TextEditor, other: QLineEdit
) -> None:
    editor.set_value("\n".join("dòng" for _ in range(80)))
    QApplication.processEvents()
    editor.edit.verticalScrollBar().setValue(0)
    assert keys.turn_wheel(editor.edit.viewport())
    other.setFocus()
    editor.edit.verticalScrollBar().setValue(0)
    keys.turn_wheel(editor.edit.viewport())
    assert editor.edit.verticalScrollBar().value() == 0


def test_a_verdict_is_shown_below(editor: TextEditor) -> None:
    editor.set_verdict("warning", "chưa xem lại")
    assert editor.edit.property("state") == "warning"
    editor.set_verdict("")
    assert editor.edit.property("state") == ""


def test_the_label_is_the_editors_buddy(editor: TextEditor) -> None:
    assert editor.label().buddy() is editor.edit
    assert editor.edit.accessibleName() == "Công tác kiểm tra"
    assert editor.minimumSizeHint().width() == 320


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("tao", [(0, 3), (9, 12)]),
        ("TẠO", [(0, 3), (9, 12)]),
        ("ho so", [(14, 19)]),
        ("xyz", []),
        (" ", []),
    ],
)
def test_find_without_diacritics(wanted: str, found: list[tuple[int, int]]) -> None:
    assert find_all("Tạo lập, tạo; hồ\u00a0sơ", wanted) == found


def test_find_goes_round(editor: TextEditor) -> None:
    editor.set_value("tạo lập và tao, táo")
    control = Qt.KeyboardModifier.ControlModifier
    QApplication.sendEvent(
        editor.edit, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F.value, control, "")
    )
    find = bar(editor)
    edit = find.findChild(QLineEdit)
    assert edit is not None
    assert edit.hasFocus()
    keys.send(edit, "tao")
    assert find.count() == 3
    places = []
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F3, Qt.Key.Key_F3, Qt.Key.Key_F3):
        keys.press(edit, key)
        places.append(editor.edit.textCursor().selectionStart())
    assert sorted(places[:3]) == [0, 11, 16]
    assert places[3] == places[0]
    keys.press(edit, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert editor.edit.textCursor().selectionStart() == places[2]
    keys.press(edit, Qt.Key.Key_Escape)
    assert find.isHidden()
    assert editor.edit.hasFocus()
    assert editor.edit.extraSelections() == []


def test_nothing_found_moves_nothing(editor: TextEditor, qtbot: QtBot) -> None:
    editor.set_value("tạo lập")
    find = bar(editor)
    find.open_bar()
    edit = find.findChild(QLineEdit)
    assert edit is not None
    keys.send(edit, "zzz")
    find.next()
    find.previous()
    assert not editor.edit.textCursor().hasSelection()
