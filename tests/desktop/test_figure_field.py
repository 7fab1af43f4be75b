from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from desktop.appearance import theme
from desktop.appearance.tokens import State
from desktop.widgets.figure_field import FigureField
from forms.figure import Kind, Value
from tests.desktop import keys

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def other(host: QWidget) -> QLineEdit:
    """Where the focus goes when the field is left."""
    edit = QLineEdit()
    layout = host.layout()
    assert layout is not None
    layout.addWidget(edit)
    return edit


def put(host: QWidget, field: FigureField) -> FigureField:
    layout = host.layout()
    assert layout is not None
    layout.addWidget(field)
    field.show()
    field.edit.setFocus()
    QApplication.processEvents()
    return field


@pytest.fixture
def count(host: QWidget, other: QLineEdit) -> FigureField:
    return put(host, FigureField("Hồ sơ đã giải quyết", Kind.COUNT, unit="hồ sơ"))


@pytest.fixture
def percent(host: QWidget, other: QLineEdit) -> FigureField:
    return put(host, FigureField("Tỷ lệ", Kind.PERCENT, unit="%"))


@pytest.fixture
def day(host: QWidget, other: QLineEdit) -> FigureField:
    return put(host, FigureField("Ngày chốt", Kind.DATE))


def committed(field: FigureField) -> list[Value | None]:
    seen: list[Value | None] = []
    field.committed.connect(seen.append)
    return seen


def buttons(field: FigureField) -> list[str]:
    return [b.text() for b in field.findChildren(QPushButton) if not b.isHidden()]


def test_tab_commits_and_tidies(count: FigureField, other: QLineEdit) -> None:
    seen = committed(count)
    keys.send(count.edit, "305733")
    assert count.edit.text() == "305733"
    assert seen == []
    keys.press(count.edit, Qt.Key.Key_Tab)
    assert not count.edit.hasFocus()
    assert seen == [305733]
    assert count.edit.text() == "305.733"
    assert count.value() == 305733


def test_enter_commits_and_leaves_the_text_alone(count: FigureField, other: QLineEdit) -> None:
    seen = committed(count)
    keys.send(count.edit, "1234")
    keys.press(count.edit, Qt.Key.Key_Return)
    assert seen == [1234]
    assert count.edit.text() == "1234"
    count.set_value(1234)  # the store echoes what was written
    assert count.edit.text() == "1234"
    keys.send(count.edit, "5")
    other.setFocus()
    assert seen == [1234, 12345]
    assert count.edit.text() == "12.345"


def test_live_signals(count: FigureField) -> None:
    raw: list[str] = []
    understood: list[tuple[object, bool]] = []
    count.edited.connect(raw.append)
    count.parsed.connect(lambda value, problem: understood.append((value, bool(problem))))
    keys.send(count.edit, "12x")
    assert raw == ["1", "12", "12x"]
    assert understood == [(1, False), (12, False), (None, True)]


def test_the_same_value_is_not_committed_again(count: FigureField, other: QLineEdit) -> None:
    count.set_value(12)
    seen = committed(count)
    count.edit.selectAll()
    keys.send(count.edit, "012")
    other.setFocus()
    assert seen == []
    assert count.edit.text() == "12"


def test_emptying_commits_nothing_filled(count: FigureField, other: QLineEdit) -> None:
    count.set_value(None)
    count.edit.setFocus()
    seen = committed(count)
    count.set_value(12)
    count.edit.selectAll()
    keys.press(count.edit, Qt.Key.Key_Delete)
    other.setFocus()
    assert seen == [None]


def test_more_decimals_are_another_statement(percent: FigureField, other: QLineEdit) -> None:
    percent.set_value(Decimal("49.5"))
    seen = committed(percent)
    percent.edit.selectAll()
    keys.send(percent.edit, "49,50")
    other.setFocus()
    assert seen == [Decimal("49.50")]
    assert percent.edit.text() == "49,50"


def test_a_text_that_cannot_be_read_stays(count: FigureField, other: QLineEdit) -> None:
    count.set_value(7)
    seen = committed(count)
    count.edit.selectAll()
    keys.send(count.edit, "bốn")
    assert count.verdict() == State.NONE  # half-typed is not yet wrong
    assert count.message()
    other.setFocus()
    assert (seen, count.edit.text()) == ([], "bốn")
    assert count.verdict() == State.ERROR
    assert count.edit.property("state") == "error"
    count.set_value(7)  # a refresh must not wipe it out
    assert count.edit.text() == "bốn"
    count.set_value(8)  # an undo may
    assert count.edit.text() == "8"
    assert count.verdict() == State.NONE


def test_a_value_from_elsewhere_never_overwrites_typing(
    count: FigureField, other: QLineEdit
) -> None:
    keys.send(count.edit, "12")
    count.set_value(99)
    assert count.edit.text() == "12"
    seen = committed(count)
    other.setFocus()
    assert seen == [12]


def test_a_value_from_elsewhere_is_shown_when_nothing_was_typed(count: FigureField) -> None:
    count.set_value(1000)
    assert count.edit.text() == "1.000"


def test_escape_goes_back(count: FigureField) -> None:
    count.set_value(44)
    keys.send(count.edit, "9")
    keys.press(count.edit, Qt.Key.Key_Escape)
    assert count.edit.text() == "44"


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [(Qt.Key.Key_F9, keys.NONE), (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)],
)
def test_one_key_takes_the_offer(
    percent: FigureField, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    seen = committed(percent)
    taken: list[Value] = []
    percent.offer_taken.connect(taken.append)
    percent.set_offer(Decimal("26.2"), "tính được 26,2 %")
    assert buttons(percent) == ["tính được 26,2 % · F9"]
    keys.press(percent.edit, key, modifiers)
    assert (taken, seen) == ([Decimal("26.2")], [Decimal("26.2")])
    assert percent.edit.text() == "26,2"
    percent.set_offer(None)
    assert buttons(percent) == []
    keys.press(percent.edit, key, modifiers)
    assert len(taken) == 1


def test_withdrawing_an_offer_never_made(percent: FigureField) -> None:
    percent.set_offer(None)
    assert buttons(percent) == []


def test_ambiguous_input_offers_the_other_reading(percent: FigureField, other: QLineEdit) -> None:
    seen = committed(percent)
    keys.send(percent.edit, "31.550")
    assert percent.verdict() == State.INFO
    assert "31,550" in percent.message()
    other.setFocus()
    assert seen == [Decimal("31.550")]
    assert "31,550" in percent.message()  # still said after leaving
    assert buttons(percent) == ["Không, là 31550"]
    percent.edit.setFocus()
    next(b for b in percent.findChildren(QPushButton) if not b.isHidden()).click()
    assert seen[-1] == Decimal(31550)
    assert buttons(percent) == []


def test_a_verdict_shows_state_and_words(count: FigureField) -> None:
    count.set_verdict(State.OK, "khớp")
    assert (count.verdict(), count.message()) == (State.OK, "khớp")
    assert "khớp" in count.edit.accessibleDescription()
    count.set_verdict("")
    assert (count.verdict(), count.message()) == (State.NONE, "")


def test_help_is_said_while_there_is_nothing_else(host: QWidget, other: QLineEdit) -> None:
    field = put(host, FigureField("Hồ sơ", Kind.COUNT, help_text="Lấy ở sổ một cửa."))
    assert field.message() == "Lấy ở sổ một cửa."
    field.set_verdict("error", "thiếu 40")
    assert field.message() == "thiếu 40"


def test_last_period_is_told_to_screen_readers(count: FigureField) -> None:
    count.set_previous("kỳ trước 136.078 · +12,3 %")
    assert "136.078" in count.edit.accessibleDescription()
    assert "hồ sơ" in count.edit.accessibleDescription()
    count.set_previous("kỳ trước 136.078 · +12,3 %")


def test_the_label_is_the_edits_buddy(count: FigureField) -> None:
    label = count.findChild(QLabel)
    assert label is not None
    assert label.buddy() is count.edit
    assert count.edit.accessibleName() == "Hồ sơ đã giải quyết"
    assert count.kind() is Kind.COUNT


def test_tab_selects_everything(count: FigureField, other: QLineEdit) -> None:
    count.set_value(44)
    other.setFocus()
    count.edit.setFocus(Qt.FocusReason.TabFocusReason)
    assert count.edit.selectedText() == "44"


def test_the_fields_own_menu_does_not_count_as_leaving(count: FigureField) -> None:
    seen = committed(count)
    keys.send(count.edit, "1234")
    event = QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason)
    QApplication.sendEvent(count.edit, event)
    assert (seen, count.edit.text()) == ([], "1234")


def test_leaving_the_window_saves_but_does_not_tidy(count: FigureField) -> None:
    seen = committed(count)
    keys.send(count.edit, "1234")
    event = QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(count.edit, event)
    assert (seen, count.edit.text()) == ([1234], "1234")


def test_commit_can_be_asked_for(count: FigureField) -> None:
    seen = committed(count)
    keys.send(count.edit, "5")
    count.commit()
    assert seen == [5]


def test_numbers_stand_at_the_right(count: FigureField, day: FigureField) -> None:
    assert count.edit.alignment() & Qt.AlignmentFlag.AlignRight
    assert not day.edit.alignment() & Qt.AlignmentFlag.AlignRight


def open_calendar(day: FigureField) -> QCalendarWidget:
    keys.press(day.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = day.findChild(QCalendarWidget)
    assert calendar is not None
    return calendar


def test_a_day_is_chosen_from_the_calendar(day: FigureField, qtbot: QtBot) -> None:
    day.set_value(date(2022, 6, 9))
    seen = committed(day)
    calendar = open_calendar(day)
    assert calendar.selectedDate() == QDate(2022, 6, 9)
    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    heads = [label.text() for label in calendar.findChildren(QLabel)]
    assert heads == ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
    with qtbot.waitSignal(calendar.window().destroyed):
        calendar.activated.emit(QDate(2022, 6, 10))
    assert seen == [date(2022, 6, 10)]
    assert day.edit.text() == "10/6/2022"
    assert day.window().focusWidget() is day.edit


def test_the_calendar_opens_without_a_day(day: FigureField, qtbot: QtBot) -> None:
    calendar = open_calendar(day)
    with qtbot.waitSignal(calendar.window().destroyed):
        calendar.window().close()


def test_a_choice_is_taken_from_the_list(host: QWidget, other: QLineEdit, qtbot: QtBot) -> None:
    choices = (("2022-H1", "6 tháng đầu năm 2022"), ("2023-Q1", "Quý I năm 2023"))
    field = put(host, FigureField("Kỳ", Kind.PERIOD, choices=choices))
    seen = committed(field)
    button = field.findChild(QToolButton)
    assert button is not None
    button.click()
    menu = field.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [words for _, words in choices]
    menu.actions()[1].trigger()
    with qtbot.waitSignal(menu.destroyed):
        menu.close()
    assert seen == ["2023-Q1"]
    assert field.edit.text() == "quý I năm 2023"


def test_the_row_is_drawn_whatever_its_width(host: QWidget, look: None) -> None:
    label = "Tỷ lệ hồ sơ nộp trực tuyến trên tổng số hồ sơ tiếp nhận của các cấp trên địa bàn"
    field = put(host, FigureField(label, Kind.PERCENT, unit="%"))
    field.set_previous("kỳ trước 26,2 %")
    field.set_verdict("warning", "có thể đã làm tròn lên")
    field.set_offer(Decimal("26.3"), "tính được 26,3 %")
    for width in (1200, 700, field.minimumSizeHint().width()):
        field.resize(width, field.sizeHint().height())
        assert not field.grab().isNull()
    field.set_label_width(300)
    assert field.edit.x() > 300


def test_a_field_follows_the_scheme(host: QWidget, count: FigureField, qapp: QApplication) -> None:
    light = count.grab().toImage()
    theme.apply(qapp, "dark")
    dark = count.grab().toImage()
    theme.apply(qapp, "light")
    assert light != dark


def test_a_number_is_never_cut_off_for_its_unit(host: QWidget) -> None:
    field = FigureField("Kinh phí quản lý hành chính được giao", Kind.MONEY, unit="đồng")
    field.setParent(host)
    field.set_value(19_961_000_000)
    for width in (340, 400, 520, 900):
        field.set_label_width(150)
        field.resize(width, 60)
        field.show()
        edit = field.edit
        room = edit.width() - edit.fontMetrics().horizontalAdvance(edit.text())
        assert room >= 18
        assert edit.geometry().right() < width


def test_a_long_help_gets_the_lines_it_needs(host: QWidget) -> None:
    words = "Theo quyết định phê duyệt dự án; nếu dự án đang quyết toán thì để trống ô này. " * 2
    field = FigureField("Tổng mức đầu tư", Kind.MONEY, unit="đồng", help_text=words.strip())
    field.setParent(host)
    field.set_label_width(150)
    field.resize(1600, 60)
    field.show()
    one_line = field.sizeHint().height()
    field.resize(500, 60)
    assert field.sizeHint().height() > one_line
    assert not field.grab().isNull()


def test_a_long_text_shows_its_beginning_once_it_is_left(host: QWidget) -> None:
    field = FigureField("Nơi triển khai", Kind.NAME)
    field.setParent(host)
    field.resize(300, 60)
    field.show()
    field.set_value("Trung tâm Kiểm soát thủ tục hành chính và Phục vụ hành chính công tỉnh")
    assert field.edit.cursorPosition() == 0


def test_an_offer_leaves_the_value_and_its_list_in_sight(host: QWidget) -> None:
    choices = (("2023-Q2", "quý II năm 2023"),)
    field = FigureField("Kỳ của phần phương hướng", Kind.PERIOD, choices=choices)
    field.setParent(host)
    field.set_value("2023-H1")
    field.set_label_width(250)
    field.resize(700, 60)
    field.show()
    field.set_offer("2023-Q2", "tính được quý II năm 2023")
    offer = next(b for b in field.findChildren(QPushButton) if "quý II" in b.text())
    need = field.edit.fontMetrics().horizontalAdvance(field.edit.text())
    assert field.edit.width() > need
    assert field.edit.geometry().right() < offer.geometry().left()
    assert offer.geometry().right() <= field.width()
