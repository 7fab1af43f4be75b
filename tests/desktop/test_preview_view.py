"""The preview as the officer meets it: zoom, keys, clicks, and keeping the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.appearance import scheme
from desktop.preview.sheets import STEPS
from desktop.preview.view import PreviewView
from tests.desktop.preview_samples import FIGURES, document, edited, paragraph, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PreviewView]:
    made = PreviewView()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show_document(report())
    made.show()
    yield made
    made.close()


def field_point(view: PreviewView, field: str) -> QPoint:
    """A point of the window on a field's words."""
    assert view.show_field(field)
    viewport = view.sheets.viewport()
    for y in range(0, viewport.height(), 4):
        for x in range(0, viewport.width(), 8):
            if view.sheets.field_under(QPointF(x, y)) == field:
                return QPoint(x, y)
    pytest.fail("the field is not in sight")


def wheel(view: PreviewView, notches: int, modifiers: Qt.KeyboardModifier) -> None:
    at = QPointF(100, 100)
    event = QWheelEvent(
        at,
        QPointF(view.sheets.viewport().mapToGlobal(at.toPoint())),
        QPoint(0, 0),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.sheets.viewport(), event)


def test_it_says_where_the_reader_is(view: PreviewView) -> None:
    count = len(view.pages)
    assert view.place == f"Trang 1/{count}"
    view.sheets.go_to(3)
    assert view.place == f"Trang 4/{count}"
    view.sheets.go_to(1000)
    assert view.place == f"Trang 4/{count}"
    assert view.accessibleDescription() == view.place
    assert view.sheets.accessibleDescription() == view.pages[3].text


def test_nothing_to_show(qtbot: QtBot) -> None:
    empty = PreviewView()
    qtbot.addWidget(empty)
    assert empty.place == "Chưa có trang nào"
    assert not empty.pages
    assert not empty.grab().isNull()
    assert empty.sheets.field_under(QPointF(10, 10)) == ""


def test_home_end_and_space_move(view: PreviewView, qtbot: QtBot) -> None:
    bar = view.sheets.verticalScrollBar()
    QTest.keyClick(view.sheets, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(view.sheets, Qt.Key.Key_Home)
    assert bar.value() == 0
    QTest.keyClick(view.sheets, Qt.Key.Key_Space)
    assert bar.value() == bar.pageStep()
    QTest.keyClick(view.sheets, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == 0
    QTest.keyClick(view.sheets, Qt.Key.Key_Down)
    assert 0 < bar.value() < bar.pageStep()


def test_an_update_keeps_the_place(view: PreviewView) -> None:
    view.sheets.go_to(4)
    before = view.sheets.verticalScrollBar().value()
    view.show_document(edited(report(), 60 % len(report().blocks), paragraph(999, 7)))
    assert view.sheets.verticalScrollBar().value() == before


def test_a_hidden_preview_waits_until_it_is_shown(view: PreviewView) -> None:
    view.hide()
    view.show_document(document(paragraph(1)))
    assert len(view.sheets.pages) > 1
    view.show()
    assert len(view.sheets.pages) == 1


def test_fitting_follows_the_width(view: PreviewView) -> None:
    narrow = view.sheets.percent
    view.resize(1100, 700)
    assert view.sheets.percent > narrow


def test_a_chosen_zoom_stays_whatever_the_width(view: PreviewView) -> None:
    view.sheets.set_percent(100)
    assert not view.sheets.fits_width
    view.resize(1100, 700)
    assert view.sheets.percent == 100


def test_ctrl_and_wheel_zoom(view: PreviewView) -> None:
    view.sheets.set_percent(100)
    wheel(view, 1, Qt.KeyboardModifier.ControlModifier)
    assert view.sheets.percent == 110
    wheel(view, -1, Qt.KeyboardModifier.ControlModifier)
    wheel(view, -1, Qt.KeyboardModifier.ControlModifier)
    assert view.sheets.percent == 90
    wheel(view, 0, Qt.KeyboardModifier.ControlModifier)
    assert view.sheets.percent == 90


def test_the_wheel_alone_scrolls(view: PreviewView) -> None:
    wheel(view, -1, Qt.KeyboardModifier.NoModifier)
    assert view.sheets.verticalScrollBar().value() > 0


@pytest.mark.parametrize("way", ["zoom_in", "zoom_out"])
def test_the_zoom_has_ends(view: PreviewView, way: str) -> None:
    for _ in range(len(STEPS) + 2):
        getattr(view.sheets, way)()
    assert view.sheets.percent in {STEPS[0], STEPS[-1]}
    assert not view.grab().isNull()


def test_keys_zoom(view: PreviewView, qtbot: QtBot) -> None:
    view.activateWindow()
    view.sheets.setFocus()
    for key, percent in ((Qt.Key.Key_0, 100), (Qt.Key.Key_Plus, 110), (Qt.Key.Key_Minus, 100)):
        QTest.keyClick(view.sheets, key, Qt.KeyboardModifier.ControlModifier)
        assert view.sheets.percent == percent
    QTest.keyClick(view.sheets, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert view.sheets.fits_width


def test_zooming_keeps_what_is_in_the_middle(view: PreviewView) -> None:
    view.sheets.set_percent(100)
    view.sheets.go_to(5)
    before = view.sheets.current
    view.sheets.set_percent(200)
    view.sheets.set_percent(100)
    assert view.sheets.current == before


def test_a_click_on_a_figure_names_its_field(view: PreviewView, qtbot: QtBot) -> None:
    point = field_point(view, "files_received_total")
    with qtbot.waitSignal(view.field_clicked) as clicked:
        QTest.mouseClick(
            view.sheets.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point
        )
    assert clicked.args == ["files_received_total"]


def test_a_click_elsewhere_is_silent(view: PreviewView, qtbot: QtBot) -> None:
    point = field_point(view, "files_received_total")
    with qtbot.assertNotEmitted(view.field_clicked):
        viewport = view.sheets.viewport()
        QTest.mouseClick(
            viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 3)
        )
        QTest.mouseClick(
            viewport, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, point
        )
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        QTest.mouseRelease(
            viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 3)
        )


def test_the_pointer_shows_what_can_be_clicked(view: PreviewView, qtbot: QtBot) -> None:
    point = field_point(view, "files_received_total")
    QTest.mouseMove(view.sheets.viewport(), point)
    assert view.sheets.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view.sheets.viewport(), QPoint(3, 3))
    assert view.sheets.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_field_that_is_not_printed_is_not_found(view: PreviewView) -> None:
    assert not view.show_field("nothing")


def test_paper_is_white_in_the_dark_too(view: PreviewView) -> None:
    try:
        scheme.choose(dark=True)
        view.sheets.set_percent(50)
        image = view.sheets.viewport().grab().toImage()
    finally:
        scheme.choose(dark=False)
    middle = image.width() // 2
    assert image.pixelColor(middle, 40).name() == "#ffffff"
    assert image.pixelColor(3, 3).lightness() < 60


def test_only_pages_in_sight_are_painted(
    view: PreviewView, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted = []
    monkeypatch.setattr(
        "desktop.preview.sheets.paint_page", lambda _painter, page, **_: painted.append(page)
    )
    view.sheets.set_percent(100)
    view.sheets.viewport().grab()
    assert 1 <= len(painted) <= 2


def test_missing_figures_are_marked(qtbot: QtBot) -> None:
    made = PreviewView()
    qtbot.addWidget(made)
    made.show_document(document(FIGURES))
    made.resize(700, 500)
    made.show()
    assert made.show_field("files_rate")
    image = made.sheets.viewport().grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(200)}
    assert "#ffe9a8" in colours
    made.close()
