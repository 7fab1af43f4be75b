"""Cards, notes, progress and the other small pieces."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QWidget

from desktop.appearance import looks, theme
from desktop.appearance.tokens import State
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.finding_card import FindingCard, FindingText
from desktop.widgets.page_header import PageHeader
from desktop.widgets.progress_strip import ProgressStrip
from desktop.widgets.save_state import SaveState
from desktop.widgets.toast import Toasts
from tests.desktop import keys

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

BROKEN = FindingText(
    State.ERROR,
    "Nhiệm vụ được giao phải bằng tổng",
    "4",
    "44",
    "−40",
    "Sửa thành 44",
    "Được giao 44 nhiệm vụ.",
    rule="D01",
)
KEPT = FindingText(State.ERROR, "Ngày ngoài kỳ", fix="Sửa thành 1", reason="Theo Kho bạc.")


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


def button(widget: QWidget, text: str) -> QPushButton:
    return next(b for b in widget.findChildren(QPushButton) if text in b.text())


def signals(card: FindingCard) -> list[str]:
    seen: list[str] = []
    card.fix_wanted.connect(lambda: seen.append("fix"))
    card.explain_wanted.connect(lambda: seen.append("explain"))
    card.go_wanted.connect(lambda: seen.append("go"))
    return seen


def test_a_finding_says_everything(qtbot: QtBot, look: None) -> None:
    card = FindingCard(BROKEN)
    qtbot.addWidget(card)
    shown = " | ".join(words(card))
    for part in ("phải bằng tổng", "4", "44", "−40", "“Được giao 44 nhiệm vụ.”", "D01"):
        assert part in shown
    assert card.accessibleName() == "lỗi: Nhiệm vụ được giao phải bằng tổng"
    seen = signals(card)
    for name in ("Sửa thành 44", "Giải trình…", "Đến ô này"):
        button(card, name).click()
    assert seen == ["fix", "explain", "go"]


@pytest.mark.parametrize(
    ("finding", "expected"),
    [(BROKEN, ["fix", "go"]), (KEPT, ["go", "go"])],
    ids=["broken", "kept"],
)
def test_a_finding_is_worked_by_keys(
    qtbot: QtBot, look: None, finding: FindingText, expected: list[str]
) -> None:
    card = FindingCard(finding)
    qtbot.addWidget(card)
    seen = signals(card)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_A):
        keys.press(card, key)
    assert seen == expected


def test_a_kept_finding_shows_its_reason(qtbot: QtBot, look: None) -> None:
    card = FindingCard(KEPT)
    qtbot.addWidget(card)
    assert "Giải trình: Theo Kho bạc." in words(card)
    assert card.property("excepted") is True
    assert [b.text() for b in card.findChildren(QPushButton)] == ["Sửa giải trình…", "Đến ô này"]


def test_a_finding_that_cannot_be_explained(qtbot: QtBot, look: None) -> None:
    card = FindingCard(FindingText(State.INFO, "Gợi ý", can_explain=False))
    qtbot.addWidget(card)
    assert [b.text() for b in card.findChildren(QPushButton)] == ["Đến ô này"]


def test_a_finding_fits_a_narrow_panel(qtbot: QtBot, look: None) -> None:
    card = FindingCard(BROKEN)
    qtbot.addWidget(card)
    assert card.minimumSizeHint().width() <= 292


def test_the_last_save_is_told(qtbot: QtBot, look: None) -> None:
    state = SaveState()
    qtbot.addWidget(state)
    assert state.text() == "Chưa có thay đổi"
    state.set_saved(time(9, 5))
    assert state.text() == "Đã lưu 9:05"
    state.set_saved(datetime(2023, 3, 1, 10, 31))  # noqa: DTZ001  (the office's own clock)
    assert state.text() == "Đã lưu 10:31"
    state.set_saving()
    assert state.text() == "Đang lưu…"
    state.set_failed("Ổ đĩa đầy.")
    assert state.accessibleName() == "Chưa lưu được. Ổ đĩa đầy."


def test_progress_can_be_cancelled(qtbot: QtBot, look: None) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    assert strip.isHidden()
    strip.start("Đang xuất…", 4)
    strip.step(2)
    strip.step(3, "Đang ghi…")
    bar = strip.findChild(QProgressBar)
    assert bar is not None
    assert (bar.value(), bar.maximum()) == (3, 4)
    assert "Đang ghi…" in words(strip)
    with qtbot.waitSignal(strip.cancelled):
        button(strip, "Hủy").click()
    assert not button(strip, "Hủy").isEnabled()
    strip.finish()
    assert strip.isHidden()


def test_nothing_yet_shows_the_way_on(qtbot: QtBot, look: None) -> None:
    empty = EmptyState("file-plus", "Chưa có báo cáo", "Hãy bắt đầu.", "Báo cáo mới")
    bare = EmptyState("file-plus", "Trống")
    for widget in (empty, bare):
        qtbot.addWidget(widget)
    with qtbot.waitSignal(empty.acted):
        button(empty, "Báo cáo mới").click()
    assert words(bare) == ["Trống"]


def test_a_card_holds_things(qtbot: QtBot, look: None) -> None:
    card = Card()
    qtbot.addWidget(card)
    card.set_title("Hồ sơ")
    card.add(looks.label("một"))
    card.add_fields([looks.label("hai"), looks.label("ba")])
    card.add_action(looks.button("Sửa"))
    assert words(card) == ["Hồ sơ", "một", "hai", "ba"]
    assert card.accessibleName() == "Hồ sơ"


def test_a_page_header(qtbot: QtBot, look: None) -> None:
    header = PageHeader("Trang đầu")
    qtbot.addWidget(header)
    assert words(header) == ["Trang đầu"]
    header.set_words("Báo cáo", "Quý I")
    header.add_action(looks.button("Mới"))
    assert words(header) == ["Báo cáo", "Quý I"]


@pytest.fixture
def toasts(host: QWidget) -> Toasts:
    return Toasts(host)


def test_a_note_goes_by_itself(toasts: Toasts, qtbot: QtBot) -> None:
    toast = toasts.say("Đã xuất.")
    with qtbot.waitSignal(toast.destroyed):
        toast.live(1)
    assert toasts.shown() == []


def test_a_notes_button_acts_and_closes(toasts: Toasts) -> None:
    seen: list[str] = []
    ways = [("Mở tệp", lambda: seen.append("file")), ("Mở thư mục", lambda: seen.append("folder"))]
    for words, _ in ways:
        toast = toasts.say("Đã xuất.", actions=ways, seconds=0)
        button(toast, words).click()
        assert toasts.shown() == []
    assert seen == ["file", "folder"]


def test_a_new_note_takes_the_place_of_the_former_on_its_topic(toasts: Toasts) -> None:
    for words in ("Đã hoàn tác: A", "Đã hoàn tác: B"):
        toasts.say(words, State.INFO, topic="step")
    toasts.say("Đã xuất.")
    assert [toast.words for toast in toasts.shown()] == ["Đã hoàn tác: B", "Đã xuất."]
    toasts.drop("step")
    assert [toast.words for toast in toasts.shown()] == ["Đã xuất."]
    toasts.clear()


def test_a_note_is_closed_by_escape_but_not_while_its_button_has_the_focus(
    toasts: Toasts, qtbot: QtBot
) -> None:
    toast = toasts.say("Đã xuất.", actions=[("Mở tệp", str)], seconds=6)
    toast.setFocus()
    toast._expire()
    assert toasts.shown() == [toast]
    keys.press(toast, Qt.Key.Key_A)
    keys.press(toast, Qt.Key.Key_Escape)
    assert toasts.shown() == []
    gone = toasts.say("Đã lưu.")
    with qtbot.waitSignal(gone.destroyed):
        gone._expire()


def test_at_most_three_notes_stand_in_the_corner(toasts: Toasts, host: QWidget) -> None:
    for number in range(5):
        toasts.say(f"Thông báo {number}", seconds=0)
    shown = toasts.shown()
    assert [toast.words for toast in shown] == ["Thông báo 2", "Thông báo 3", "Thông báo 4"]
    tops = [toast.y() for toast in shown]
    assert tops == sorted(tops)
    host.resize(600, 400)
    QApplication.processEvents()
    assert all(host.rect().contains(toast.geometry()) for toast in shown)
    toasts.clear()
    assert toasts.shown() == []


def test_a_note_waits_for_the_pointer(toasts: Toasts, qtbot: QtBot) -> None:
    toast = toasts.say("Đọc kỹ nhé", seconds=60)
    centre = toast.rect().center().toPointF()
    QApplication.sendEvent(toast, QEnterEvent(centre, centre, centre))
    assert 2000 < toast._timer.interval() <= 20000
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast._timer.interval() == 2000
    lasting = toasts.say("Chưa lưu được.", State.ERROR, seconds=0)
    for event in (QEnterEvent(centre, centre, centre), QEvent(QEvent.Type.Leave)):
        QApplication.sendEvent(lasting, event)
        assert not lasting._timer.isActive()
    toasts.clear()


def test_an_empty_page_shows_its_whole_sentence(qtbot: QtBot, look: None) -> None:
    empty = EmptyState("file-plus", "Trống", "Hãy nhập số liệu của ít nhất một kỳ. " * 6, "Nhập")
    qtbot.addWidget(empty)
    empty.resize(700, 500)
    empty.show()
    said = next(w for w in empty.findChildren(QLabel) if "ít nhất" in w.text())
    assert said.height() >= said.heightForWidth(said.width())
    assert said.height() > 2 * said.fontMetrics().height()


def test_notes_leave_nothing_behind(toasts: Toasts, host: QWidget) -> None:
    before = len(host.findChildren(QObject))
    toasts.say("a")
    toasts.clear()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(host.findChildren(QObject)) == before


def test_the_gallery_is_drawn(qapp: QApplication, look: None, tmp_path: Path) -> None:
    from desktop.widgets import gallery

    gallery.shoot(tmp_path, "100")
    assert len(list(tmp_path.glob("*.png"))) == 6
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme.apply(qapp, "light")


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, look: None) -> None:
    from desktop.widgets import gallery

    for make in (gallery.window_sheet, gallery.pieces_sheet):
        sheet = make()
        qtbot.addWidget(sheet)
        nameless = [
            f"{type(widget).__name__} {widget.objectName()}"
            for widget in sheet.findChildren(QWidget)
            if widget.window() is sheet
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not widget.accessibleName()
            and not getattr(widget, "text", str)()
            and not widget.objectName().startswith("qt_")
        ]
        assert nameless == []
