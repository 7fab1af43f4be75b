from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from desktop.widgets.command_palette import CommandPalette, Finder, Item
from tests.desktop import keys

ITEMS = (
    Item("early", "Hồ sơ giải quyết trước hạn", "II.2 Thủ tục hành chính"),
    Item("total", "Hồ sơ đã giải quyết", "II.2 Thủ tục hành chính"),
    Item("pakn", "Phản ánh, kiến nghị đã xử lý", "II.2 Thủ tục hành chính"),
    Item("word", "Xuất Word", icon="file-down"),
)


@pytest.fixture
def palette(host: QWidget) -> CommandPalette:
    back = QLineEdit()
    layout = host.layout()
    assert layout is not None
    layout.addWidget(back)
    back.setFocus()
    made = CommandPalette(host)
    made.set_items(ITEMS)
    return made


def edit(palette: CommandPalette) -> QLineEdit:
    found = palette.findChild(QLineEdit)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["early", "total", "pakn", "word"]),
        ("ho so da", ["total"]),
        ("HỒ SƠ", ["early", "total"]),
        ("quyet ho", ["early", "total"]),
        ("da giai quyet", ["total"]),
        ("phan anh thu tuc", ["pakn"]),
        ("đã xử lý", ["pakn"]),
        ("xuat", ["word"]),
        ("không có gì", []),
    ],
)
def test_all_words_in_any_order_without_diacritics(typed: str, found: list[str]) -> None:
    assert [item.id for item in Finder(ITEMS).find(typed)] == found


def test_titles_that_begin_so_come_first() -> None:
    items = (Item("b", "Giao việc cho hồ sơ"), Item("a", "Hồ sơ"))
    assert [item.id for item in Finder(items).find("ho so")] == ["a", "b"]


def test_typing_and_enter_pick(palette: CommandPalette) -> None:
    seen: list[str] = []
    palette.picked.connect(seen.append)
    palette.open()
    assert edit(palette).hasFocus()
    keys.send(edit(palette), "giai quyet")
    assert palette.results() == ["early", "total"]
    keys.press(edit(palette), Qt.Key.Key_Down)
    keys.press(edit(palette), Qt.Key.Key_Down)
    keys.press(edit(palette), Qt.Key.Key_Return)
    assert seen == ["total"]
    assert palette.isHidden()


def test_it_opens_empty_again(palette: CommandPalette) -> None:
    palette.open()
    keys.send(edit(palette), "xuat")
    keys.press(edit(palette), Qt.Key.Key_Escape)
    palette.open()
    assert edit(palette).text() == ""
    assert len(palette.results()) == len(ITEMS)


def test_escape_gives_the_focus_back(palette: CommandPalette, host: QWidget) -> None:
    back = host.focusWidget()
    palette.open()
    assert host.focusWidget() is edit(palette)
    keys.press(edit(palette), Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert host.focusWidget() is back


def test_it_closes_when_left(palette: CommandPalette, host: QWidget) -> None:
    back = host.focusWidget()
    assert back is not None
    palette.open()
    back.setFocus()
    assert palette.isHidden()


def test_enter_without_a_result_picks_nothing(palette: CommandPalette) -> None:
    seen: list[str] = []
    palette.picked.connect(seen.append)
    palette.open()
    keys.send(edit(palette), "zzz")
    keys.press(edit(palette), Qt.Key.Key_Down)
    keys.press(edit(palette), Qt.Key.Key_Return)
    assert seen == []
    assert palette.isVisible()


def test_the_panel_stays_within_its_window(palette: CommandPalette, host: QWidget) -> None:
    host.resize(400, 300)
    palette.set_items([Item(str(n), f"Chỉ tiêu {n}") for n in range(200)])
    palette.open()
    assert host.rect().contains(palette.geometry())
    assert not palette.grab().isNull()


def test_the_model_is_sound(palette: CommandPalette) -> None:
    view = palette.findChild(QListView)
    assert view is not None
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(view.model(), mode, palette)
    palette.set_items(ITEMS[:2])
    index = view.model().index(0, 0)
    assert index.data() == "Hồ sơ giải quyết trước hạn, II.2 Thủ tục hành chính"
    assert view.model().rowCount(index) == 0


def test_keys_do_not_reach_the_page_below(palette: CommandPalette, host: QWidget) -> None:
    palette.open()
    keys.press(edit(palette), Qt.Key.Key_PageDown)
    keys.press(edit(palette), Qt.Key.Key_PageUp)
    assert palette.isVisible()
