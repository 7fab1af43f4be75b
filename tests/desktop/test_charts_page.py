"""The chart page: chooses, draws beside the window, saves, copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from desktop import background
from desktop.appearance import scheme
from desktop.pages.charts_page import ChartsPage
from forms.period import Period
from forms.report import Report, UnitRef

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def report(period: str, **figures: int) -> Report:
    unit = UnitRef("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp")
    return Report("office-report", "2022", unit, Period.parse(period), figures)


REPORTS = [
    report("2022-H1", files_received_total=335445, files_resolved_total=305733),
    report("2023-Q1", files_received_total=149217, files_pending_total=13139),
]


@pytest.fixture(autouse=True)
def at_once() -> Iterator[None]:
    with background.use_immediate():
        yield


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[ChartsPage]:
    made = ChartsPage()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.set_reports(REPORTS)
    made.show()
    qtbot.waitUntil(lambda: not made.canvas.image.isNull())
    yield made
    made.close()


def test_nothing_is_drawn_before_the_page_is_shown(qtbot: QtBot) -> None:
    hidden = ChartsPage()
    qtbot.addWidget(hidden)
    hidden.set_reports(REPORTS)
    assert hidden.canvas.image.isNull()


def test_without_figures_the_page_says_what_to_do(qtbot: QtBot) -> None:
    empty = ChartsPage()
    qtbot.addWidget(empty)
    empty.set_reports([report("2022-H1")])
    empty.show()
    assert not empty.canvas.isVisible()
    empty.set_reports(REPORTS)
    assert empty.canvas.isVisible()
    empty.close()


def test_the_picture_fills_the_canvas_at_the_screen_s_resolution(page: ChartsPage) -> None:
    room = page.canvas.size()
    image = page.canvas.image
    assert image.width() <= room.width()
    assert image.height() <= room.height()
    assert room.width() - image.width() <= 8 or room.height() - image.height() <= 5
    assert not page.grab().isNull()


def test_the_chart_is_told_to_a_screen_reader(page: ChartsPage) -> None:
    assert page.canvas.accessibleName() == "Hồ sơ thủ tục hành chính tiếp nhận và giải quyết"
    assert "335.445" in page.canvas.accessibleDescription()


def test_another_chart_is_drawn(page: ChartsPage) -> None:
    before = page.canvas.image
    page.choose("pending")
    assert page.chart == "pending"
    assert page.data.title == "Hồ sơ thủ tục hành chính đang giải quyết"
    assert page.canvas.image != before


def test_the_picture_is_redrawn_for_another_size(page: ChartsPage, qtbot: QtBot) -> None:
    before = page.canvas.image.width()
    page.resize(1000, 700)
    page.grab()
    qtbot.waitUntil(lambda: page.canvas.image.width() > before)


def test_the_picture_is_redrawn_in_the_dark(page: ChartsPage, qtbot: QtBot) -> None:
    try:
        scheme.choose(dark=True)
        palette = page.palette()
        palette.setColor(palette.ColorRole.Window, "#111111")
        page.setPalette(palette)
        qtbot.waitUntil(lambda: page.canvas.image.pixelColor(2, 2).lightness() < 60)
    finally:
        scheme.choose(dark=False)


def test_the_officer_says_whether_it_goes_into_the_report(page: ChartsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.include_changed) as changed:
        page.set_included(True)
    assert changed.args == [True]
    assert page.is_included


def test_the_picture_is_saved_for_paper(page: ChartsPage, tmp_path: Path) -> None:
    target = tmp_path / "bieu-do.png"
    page.save_to(target)
    assert QImage(str(target)).width() == pytest.approx(160 / 25.4 * 220, abs=2)
    assert page.note == "Đã lưu ảnh “bieu-do.png”."
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_said(page: ChartsPage, tmp_path: Path) -> None:
    page.save_to(tmp_path / "none" / "a.png")
    assert page.note.startswith("Không ghi được ảnh “a.png”")


@pytest.mark.parametrize("name", ["", "tệp"])
def test_saving_asks_where(
    page: ChartsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    answer = (str(tmp_path / name) if name else "", "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    page._ways.save_button.click()
    assert [path.name for path in tmp_path.iterdir()] == ([f"{name}.png"] if name else [])


def test_the_picture_is_copied(page: ChartsPage) -> None:
    page._ways.copy_button.click()
    assert QGuiApplication.clipboard().image().width() > 1000
    assert page.note.startswith("Đã chép ảnh")
    QGuiApplication.clipboard().clear()


def test_a_slip_while_drawing_is_said_kindly(
    page: ChartsPage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def slip(*_: object, **__: object) -> bytes:
        raise ValueError("slip")

    monkeypatch.setattr("forms.charts.draw_png", slip)
    page.choose("punctuality")
    assert page.note.startswith("Không vẽ được biểu đồ.")


def test_the_window_is_not_kept_waiting(qtbot: QtBot) -> None:
    background._executor.clear()
    made = ChartsPage()
    qtbot.addWidget(made)
    made.set_reports(REPORTS)
    made.show()
    qtbot.waitUntil(lambda: not made.canvas.image.isNull(), timeout=20000)
    background.shutdown()
    made.close()
