from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from desktop.appearance.tokens import State
from desktop.widgets.badge import Badge, badge_size
from desktop.widgets.section_tabs import SectionTabs, Tab
from tests.desktop import keys

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier
TABS = (
    Tab("front", "", "Mở đầu", State.OK),
    Tab("I.1", "I.1", "Chỉ đạo, điều hành", State.UNFILLED, 3),
    Tab("II.2", "II.2", "Cải cách thủ tục hành chính và nhiều việc khác nữa"),
)


@pytest.fixture
def tabs(host: QWidget) -> SectionTabs:
    made = SectionTabs()
    layout = host.layout()
    assert layout is not None
    layout.addWidget(made)
    made.show()
    made.set_tabs(TABS)
    made.setFocus()
    return made


def test_the_first_section_is_chosen(qtbot: QtBot, look: None) -> None:
    made = SectionTabs()
    qtbot.addWidget(made)
    assert made.current() == ""
    made.set_tabs(())
    with qtbot.waitSignal(made.chosen) as caught:
        made.set_tabs(TABS)
    assert caught.args == ["front"]


def test_keys_go_up_and_down(tabs: SectionTabs) -> None:
    seen: list[str] = []
    tabs.chosen.connect(seen.append)
    keys.press(tabs, Qt.Key.Key_Down)
    keys.press(tabs, Qt.Key.Key_Up)
    assert seen == ["I.1", "front"]


def test_ctrl_page_keys_work_from_anywhere_and_stop_at_the_ends(
    tabs: SectionTabs, host: QWidget
) -> None:
    QTest.keyClick(host, Qt.Key.Key_PageDown, CONTROL)
    QTest.keyClick(host, Qt.Key.Key_PageDown, CONTROL)
    QTest.keyClick(host, Qt.Key.Key_PageDown, CONTROL)
    assert tabs.current() == "II.2"
    QTest.keyClick(host, Qt.Key.Key_PageUp, CONTROL)
    assert tabs.current() == "I.1"


def test_choosing_by_id(tabs: SectionTabs, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tabs.chosen):
        tabs.choose("II.2")
    with qtbot.assertNotEmitted(tabs.chosen):
        tabs.choose("II.2")
        tabs.choose("IX")


def test_badges_change_in_place(tabs: SectionTabs) -> None:
    tabs.set_badge("II.2", "error", 2)
    tabs.set_badge("IX", "error", 2)
    assert tabs.tab("IX") is None
    shown = tabs.tab("II.2")
    assert shown is not None
    assert (shown.state, shown.count) == (State.ERROR, 2)
    assert tabs.current() == "front"


def test_screen_readers_hear_number_name_and_badge(tabs: SectionTabs) -> None:
    words = tabs.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "I.1 Chỉ đạo, điều hành, 3 chưa nhập"
    assert tabs.model().index(0, 0).data() == "Mở đầu"
    assert tabs.accessibleName() == "Các mục"
    assert TABS[2].words() == "II.2 Cải cách thủ tục hành chính và nhiều việc khác nữa"


def test_the_model_is_sound(tabs: SectionTabs) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(tabs.model(), mode, tabs)
    tabs.set_badge("I.1", "ok")
    tabs.set_tabs(TABS[:2])
    assert tabs.model().rowCount() == 2
    assert tabs.model().rowCount(tabs.model().index(0, 0)) == 0
    assert tabs.model().rowCount(QModelIndex()) == 2


def test_the_list_is_drawn(tabs: SectionTabs) -> None:
    tabs.choose("I.1")
    before = tabs.grab().toImage()
    tabs.set_badge("I.1", "error", 1)
    assert tabs.grab().toImage() != before


def test_a_badge_says_what_it_counts(qtbot: QtBot, look: None) -> None:
    badge = Badge(State.ERROR, 2)
    qtbot.addWidget(badge)
    assert badge.accessibleName() == "2 lỗi"
    badge.set("ok")
    assert badge.accessibleName() == "khớp"
    assert badge.sizeHint() == badge_size(0)
    assert badge_size(12).width() > badge_size(0).width()
    assert not badge.grab().isNull()
    badge.set("")
    assert not badge.grab().isNull()
