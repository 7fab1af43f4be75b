"""Units side by side in the window: table and picture, by keys and clicks, and in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from db.failure import Fault, StoreProblem
from desktop.appearance import scheme
from desktop.appearance.tokens import State
from desktop.comparing import compared
from desktop.overview import Summary
from desktop.pages.comparison_table import COLUMNS, UnitRow
from desktop.pages.comparison_view import ComparisonView, summary
from desktop.session import ReportSession
from forms.block import Appendix, Grid, Picture
from forms.comparing_units import Aspect, Order, Standing
from forms.problem import Problem
from forms.report import UnitRef
from tests import provinces
from tests.desktop.district import COMMUNES, DISTRICT, UNIT
from tests.desktop.window_steps import click
from tests.provinces import THREE_LEVELS

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from db.store import Store
    from desktop.main_window import MainWindow
    from desktop.pages.report_page import ReportPage
    from forms.block import Document
    from forms.report import Report

EARLY = "files_resolved_early"
LATE = "files_resolved_late"
TITLE = "SO SÁNH GIỮA CÁC ĐƠN VỊ"


def report(place: int) -> Report:
    return provinces.commune_reports(COMMUNES[place], THREE_LEVELS)[1]


def later(about: Report, count: int) -> Report:
    """The report with so many dossiers late instead of early."""
    early, late = (int(str(about.figures[name])) for name in (EARLY, LATE))
    return about.with_figure(EARLY, early - count).with_figure(LATE, late + count)


@pytest.fixture
def store(district: MainWindow) -> Store:
    """The district's store: one unit after the other is later, one states no early ones."""
    made = district.desk.store
    assert made is not None
    for place in range(len(COMMUNES) - 1):
        made.add_report(later(report(place), 10 * place))
    made.add_report(report(len(COMMUNES) - 1).with_figure(EARLY, None))
    return made


@pytest.fixture
def view(district: MainWindow, store: Store, qtbot: QtBot) -> ComparisonView:
    """The units side by side, drawn."""
    click(district.bar.roll_up_button)
    shown = district.pile.roll_up.comparison
    district.pile.roll_up.views.setCurrentIndex(1)
    qtbot.waitUntil(lambda: not shown.picture.image.isNull())
    return shown


def units(view: ComparisonView) -> list[str]:
    return [each.unit.code for each in view.units.shown]


def words(view: ComparisonView, row: int) -> list[str]:
    model = view.units.model()
    return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]


def click_head(view: ComparisonView, aspect: Aspect) -> None:
    head = view.units.horizontalHeader()
    column = COLUMNS.index(aspect)
    across = head.sectionViewportPosition(column) + head.sectionSize(column) // 2
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(head.viewport(), left, pos=QPoint(across, head.height() // 2))


def own_report(store: Store) -> str:
    reports = [report(place) for place in range(len(COMMUNES))]
    return store.add_report(provinces.district_report(DISTRICT, reports))


def opened(window: MainWindow, report_id: str) -> ReportPage:
    window.show_report(report_id)
    assert window.report is not None
    return window.report


def appendices(document: Document) -> list[str]:
    return [block.title.upper() for block in document.blocks if isinstance(block, Appendix)]


# --- looking


def test_nothing_is_drawn_before_somebody_looks(district: MainWindow, store: Store) -> None:
    click(district.bar.roll_up_button)
    view = district.pile.roll_up.comparison
    assert len(units(view)) == len(COMMUNES)
    assert view.picture.image.isNull()


def test_a_key_leads_from_the_figures_to_the_units_and_back(
    district: MainWindow, store: Store
) -> None:
    click(district.bar.roll_up_button)
    page = district.pile.roll_up
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert page.comparison.isVisible()
    assert page.search.placeholderText() == "Tìm đơn vị…"
    QTest.keyClick(page, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert page.figures.isVisible()
    page.views.setFocus()
    QTest.keyClick(page.views, Qt.Key.Key_Right)
    assert page.comparison.isVisible()


def test_the_best_stands_first_and_who_has_no_number_last(view: ComparisonView) -> None:
    rates = [each.rate for each in view.units.shown]
    known = [rate for rate in rates if rate is not None]
    assert known == sorted(known, reverse=True)
    assert rates[-1] is None
    assert words(view, len(COMMUNES) - 1)[1:3] == ["chưa có số liệu", "–"]
    assert view.summary.text().startswith("Toàn cấp: đúng hạn 9")


def test_a_click_on_a_head_sorts_table_and_picture(view: ComparisonView, qtbot: QtBot) -> None:
    before = view.picture.image
    falling = units(view)
    click_head(view, Aspect.RATE)
    assert view.units.order == Order(is_falling=False)
    assert units(view) == [*falling[-2::-1], falling[-1]]
    qtbot.waitUntil(lambda: view.picture.image != before)
    assert "thấp trước" in view.picture.accessibleDescription()


@pytest.mark.parametrize("aspect", Aspect)
@pytest.mark.parametrize("is_falling", [True, False])
def test_the_table_sorts_as_the_report_does(
    view: ComparisonView, aspect: Aspect, is_falling: bool
) -> None:
    order = Order(aspect, is_falling)
    view.units.sort_by(order)
    assert view._compared is not None
    assert view.units.shown == view._compared.comparison.ordered(order)


def test_a_unit_is_found_and_only_it_is_drawn(
    district: MainWindow, view: ComparisonView, qtbot: QtBot
) -> None:
    QTest.keyClicks(district.pile.roll_up.search, "sa dec 3")
    assert units(view) == [COMMUNES[2].code]
    qtbot.waitUntil(lambda: "1/9 đơn vị" in view.picture.accessibleDescription())
    QTest.keyClicks(district.pile.roll_up.search, "khong co")
    qtbot.waitUntil(lambda: "0/9 đơn vị" in view.picture.accessibleDescription())
    assert not view.open.isEnabled()
    district.pile.roll_up.views.setCurrentIndex(0)
    assert district.pile.roll_up.search.text() == ""


def test_numbers_say_what_they_are_made_of(view: ComparisonView) -> None:
    best = view.units.shown[0]
    model = view.units.model()
    tips = [model.index(0, n).data(Qt.ItemDataRole.ToolTipRole) for n in range(len(COLUMNS))]
    assert tips[0] == best.unit.name
    assert "hồ sơ giải quyết trước hạn và đúng hạn" in tips[1]
    assert tips[3] == f"Đã nhập {best.filled}/{best.wanted} chỗ"
    assert tips[4] == f"{best.errors} lỗi, {best.warnings} cảnh báo"
    head = view.units.horizontalHeader().model()
    tip = head.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert str(tip).startswith("Đúng hạn: hồ sơ")


def test_errors_and_warnings_are_told_by_more_than_colour(view: ComparisonView) -> None:
    assert view._compared is not None
    comparison = view._compared.comparison
    for standing, state in (
        (Standing(UNIT, errors=1, warnings=1), {Aspect.FINDINGS: State.ERROR}),
        (Standing(UNIT, warnings=1), {Aspect.FINDINGS: State.WARNING}),
        (Standing(UNIT), {Aspect.FINDINGS: State.OK}),
        (Standing(UNIT, is_delivered=False), {Aspect.UNIT: State.UNFILLED}),
    ):
        assert UnitRow(comparison, standing, "").states() == state
    last = UnitRow(comparison, Standing(UNIT, is_delivered=False), "")
    assert "chưa có báo cáo trong sổ" in last.cells()[0].tip


def test_enter_opens_the_unit_s_report(district: MainWindow, view: ComparisonView) -> None:
    view.units.setFocus()
    view.units.selectRow(1)
    unit = view.units.shown[1].unit
    QTest.keyClick(view.units, Qt.Key.Key_Return)
    assert district.report is not None
    assert district.report.session.report.unit == unit


def test_a_unit_without_a_report_opens_nothing(window: MainWindow, tmp_path: Path) -> None:
    from desktop.settings import Office

    province = provinces.province()
    window.desk.create(tmp_path / "tỉnh.cchc", Office(UnitRef(province.code, province.name)))
    assert window.desk.store is not None
    own_report(window.desk.store)
    click(window.bar.roll_up_button)
    window.pile.roll_up.views.setCurrentIndex(1)
    view = window.pile.roll_up.comparison
    assert len(view.units.shown) == 29
    view.units.selectRow(28)
    assert not view.open.isEnabled()
    view._open()
    assert window.report is None
    view.units.selectRow(0)
    click(view.open)
    assert window.report is not None


def test_what_is_shown_agrees_with_the_units_own_pages(store: Store, view: ComparisonView) -> None:
    assert view._compared is not None
    for each in view._compared.comparison.standings:
        session = ReportSession(store, view._compared.reports[each.unit.code])
        assert (each.filled, each.wanted) == session.completeness()
        assert each.errors == len(session.open_errors)
        assert each.percent == Summary(each.filled, each.wanted, 0, 0, "").percent


def test_a_report_gone_meanwhile_is_left_out(store: Store, view: ComparisonView) -> None:
    assert view._source is not None
    rolled = view._source[1]
    gone = next(info for info in store.reports() if info.unit == COMMUNES[0])
    store.delete_report(gone.id)
    found = compared(store, rolled)
    assert len(found.comparison.standings) == len(COMMUNES) - 1
    assert COMMUNES[0].code not in found.reports


def test_what_changed_meanwhile_is_compared_anew(
    district: MainWindow, view: ComparisonView, store: Store
) -> None:
    ours = next(info for info in store.reports() if info.unit == COMMUNES[-1])
    store.set_figure(ours.id, EARLY, 1)
    district.show_home()
    click(district.bar.roll_up_button)
    assert all(each.rate is not None for each in view.units.shown)


def test_a_store_that_fails_is_told(
    district: MainWindow, view: ComparisonView, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise StoreProblem(Fault.REMOVED, tmp_path)

    monkeypatch.setattr("desktop.pages.comparison_view.compared", fail)
    page = district.pile.roll_up
    page.refresh()
    assert "Hãy cắm lại thiết bị" in view.note.text()
    assert not view.include.isEnabled()
    assert not view.ways.copy_button.isEnabled()
    assert "chưa kiểm tra được" in page.about.text()


def test_a_view_of_nothing_waits(qtbot: QtBot, look: None) -> None:
    empty = ComparisonView()
    qtbot.addWidget(empty)
    empty.show()
    empty.include.setChecked(True)
    empty._show_choice()
    assert empty._kept() is None
    with pytest.raises(Problem, match="hãy chờ"):
        empty.ways.copy()
    empty.close()


def test_the_level_without_a_rate_says_so(view: ComparisonView) -> None:
    assert view._compared is not None
    from dataclasses import replace

    nothing = replace(view._compared.comparison, whole=Standing(UNIT, is_delivered=False))
    assert summary(nothing).startswith("Toàn cấp: chưa có báo cáo; báo cáo đã có đầy đủ 0 %")


# --- the picture


def test_the_picture_is_as_wide_as_its_place_and_scrolls(
    district: MainWindow, view: ComparisonView
) -> None:
    image, room = view.picture.image, view.picture.viewport()
    assert room.width() - 8 <= image.width() <= room.width()
    assert view.picture.accessibleName().startswith("So sánh giữa các đơn vị")
    district.resize(683, 384)
    bar = view.picture.verticalScrollBar()
    assert bar.maximum() > 0
    view.picture.setFocus()
    QTest.keyClick(view.picture, Qt.Key.Key_PageDown)
    assert bar.value() > 0


def test_on_a_small_screen_the_picture_stands_below(
    district: MainWindow, view: ComparisonView
) -> None:
    assert view._parts.orientation() is Qt.Orientation.Horizontal
    district.resize(683, 384)
    assert view._parts.orientation() is Qt.Orientation.Vertical
    district.resize(1366, 768)
    assert view._parts.orientation() is Qt.Orientation.Horizontal


def test_the_picture_is_drawn_anew_for_another_width_and_in_the_dark(
    district: MainWindow, view: ComparisonView, qtbot: QtBot
) -> None:
    before = view.picture.image.width()
    district.resize(1600, 900)
    qtbot.waitUntil(lambda: view.picture.image.width() > before)
    try:
        scheme.choose(dark=True)
        palette = view.palette()
        palette.setColor(palette.ColorRole.Window, "#111111")
        view.setPalette(palette)
        qtbot.waitUntil(lambda: view.picture.image.pixelColor(2, 2).lightness() < 60)
    finally:
        scheme.choose(dark=False)


def test_what_is_shown_already_is_not_drawn_again(view: ComparisonView) -> None:
    drawn = view.picture.image.cacheKey()
    view._draw()
    assert view.picture.image.cacheKey() == drawn
    view.hide()
    view._drawn = None
    view._draw()
    assert view.picture.image.cacheKey() == drawn
    view.grab()


def test_the_picture_is_copied_and_saved_for_paper(
    view: ComparisonView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(view.ways.copy_button)
    assert QGuiApplication.clipboard().image().width() == pytest.approx(160 / 25.4 * 220, abs=2)
    assert view.note.text().startswith("Đã chép ảnh")
    QGuiApplication.clipboard().clear()
    target = tmp_path / "so-sanh.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    click(view.ways.save_button)
    assert QImage(str(target)).width() == pytest.approx(160 / 25.4 * 220, abs=2)


# --- the report


def test_a_tick_puts_it_into_the_level_s_report_in_the_order_of_the_table(
    district: MainWindow, store: Store, view: ComparisonView
) -> None:
    own = own_report(store)
    page = opened(district, own)
    assert TITLE not in appendices(page.attachments.document(page.session))
    district.show_roll_up()
    click(view.include)
    assert "có thêm phụ lục" in view.note.text()
    click_head(view, Aspect.RATE)
    assert store.settings()["comparison"] == "rate-rising"
    page = opened(district, own)
    page.attachments.document(page.session)
    shown = page.attachments.document(page.session)
    assert appendices(shown)[-1] == TITLE
    assert shown == district.desk.document(own)
    last = max(n for n, block in enumerate(shown.blocks) if isinstance(block, Appendix))
    picture, grid = shown.blocks[last + 1 : last + 3]
    assert isinstance(picture, Picture)
    assert isinstance(grid, Grid)
    assert view._compared is not None
    names = view._compared.comparison.names
    assert [row[1] for row in grid.rows[1:]] == [names[code] for code in units(view)]


def test_the_tick_is_found_again_and_taken_back(
    district: MainWindow, store: Store, view: ComparisonView
) -> None:
    store.set_setting("comparison", "findings-rising")
    district.show_home()
    click(district.bar.roll_up_button)
    assert view.include.isChecked()
    assert view.units.order == Order(Aspect.FINDINGS, is_falling=False)
    click(view.include)
    assert "comparison" not in store.settings()
    click_head(view, Aspect.UNIT)
    assert "comparison" not in store.settings()


def test_a_choice_that_could_not_be_kept_is_said(
    store: Store, view: ComparisonView, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_key: str, _value: str | None) -> None:
        raise Problem("Ổ đĩa đầy.")

    monkeypatch.setattr(store, "set_setting", refuse)
    click(view.include)
    assert view.note.text() == "Ổ đĩa đầy."


def test_a_unit_with_nobody_below_it_has_no_such_appendix(
    district: MainWindow, store: Store
) -> None:
    store.set_setting("comparison", Order().code)
    commune = next(info.id for info in store.reports() if info.unit == COMMUNES[0])
    page = opened(district, commune)
    for _ in range(2):
        assert TITLE not in appendices(page.attachments.document(page.session))
    assert TITLE not in appendices(district.desk.document(commune))


def test_an_edit_of_the_own_report_compares_nobody_anew(
    district: MainWindow, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop import attachments

    asked = []
    make = attachments.comparison_page

    def count(*arguments: object) -> object:
        asked.append(arguments)
        return make(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(attachments, "comparison_page", count)
    store.set_setting("comparison", Order().code)
    page = opened(district, own_report(store))
    page.attachments.document(page.session)
    page.session.set_figure("files_received_new", 7)
    page.attachments.document(page.session)
    assert len(asked) == 1
    unit = next(info.id for info in store.reports() if info.unit == COMMUNES[0])
    store.set_figure(unit, EARLY, 2)
    page.attachments.document(page.session)
    assert len(asked) == 2
