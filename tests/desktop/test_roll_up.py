"""The roll-up page: what the units come to, who is missing, and where a figure comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from db.failure import Fault, StoreProblem
from desktop.appearance.tokens import State
from desktop.comparing import Compared, compared
from desktop.dialogs.message import MessageDialog
from desktop.hand_over.opening import open_dialog
from desktop.pages.roll_up_tables import ROW, FigureRow
from desktop.settings import Office
from forms.report import UnitRef
from tests import provinces
from tests.desktop.district import COMMUNES, DISTRICT, UNIT
from tests.desktop.window_steps import click, raising, shown, store_of, toast
from tests.provinces import THREE_LEVELS

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import Store
    from desktop.main_window import MainWindow
    from desktop.pages.roll_up_page import RollUpPage
    from forms.report import Report
    from forms.rollup import RollUp
    from tests.desktop.shell import Answers

NEW = "files_received_new"


@pytest.fixture
def page(district: MainWindow) -> RollUpPage:
    """The page with the communes' reports, seen by its button."""
    store = store_of(district)
    for unit in COMMUNES:
        store.add_report(provinces.commune_reports(unit, THREE_LEVELS)[1])
    click(district.bar.roll_up_button)
    return district.pile.roll_up


def report_of(window: MainWindow, unit: UnitRef) -> str:
    return next(info.id for info in store_of(window).reports() if info.unit == unit)


def test_before_anybody_has_delivered_the_page_says_what_to_do(district: MainWindow) -> None:
    click(district.bar.roll_up_button)
    assert district.pile.roll_up.empty.isVisible()
    assert not district.pile.roll_up.begin.isEnabled()
    assert not district.pile.roll_up.figures.isVisible()


def test_the_units_are_added_up_for_the_latest_period(page: RollUpPage) -> None:
    assert page.period.currentText() == "6 tháng đầu năm 2023"
    assert (
        page.complete.text() == f"Tổng hợp từ báo cáo của {len(COMMUNES)}/{len(COMMUNES)} đơn vị."
    )
    rows = {words[0]: words for words in shown(page.figures)}
    total = sum(
        int(str(provinces.commune_reports(unit, THREE_LEVELS)[1].figures[NEW])) for unit in COMMUNES
    )
    new = rows["Số hồ sơ mới tiếp nhận trong kỳ"]
    assert new[1] == f"{total:,}".replace(",", ".")
    assert new[2:] == ["–", "", str(len(COMMUNES))]


def test_a_figure_shows_each_unit_and_a_unit_leads_to_its_report(
    page: RollUpPage, district: MainWindow
) -> None:
    page.choose(NEW)
    assert page.about.text() == "Số hồ sơ mới tiếp nhận trong kỳ: số liệu của từng đơn vị"
    assert page.sources.isColumnHidden(1), "only a rate has parts"
    assert len(shown(page.sources)) == len(COMMUNES)
    assert not page.open.isEnabled()
    page.sources.selectRow(2)
    unit = page.sources.row().source.share.unit
    click(page.open)
    assert district.report is not None
    assert district.report.session.report_id == report_of(district, unit)
    row = district.report._present_row()
    assert row is not None
    assert row.key == NEW, "the cursor stands in the figure, whose every edit is a key away"


def test_while_the_units_reports_are_looked_through_the_choice_stays(
    page: RollUpPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The figures are there at once; what is to be seen of them comes when it is known."""
    seen: list[str] = []

    def look(store: Store, rolled: RollUp, _step: object) -> Compared:
        page.choose(NEW)
        page.sources.selectRow(2)
        seen.extend((page.about.text(), page.sources.row().place[0]))
        return compared(store, rolled)

    monkeypatch.setattr("desktop.pages.comparison_view.compared", look)
    page.refresh()
    about, chosen = seen
    assert "đang kiểm tra" in about
    assert "đang kiểm tra" not in page.about.text()
    assert page.sources.row().place == (chosen, NEW)


def test_enter_on_a_unit_opens_its_report(page: RollUpPage, district: MainWindow) -> None:
    page.choose(NEW)
    page.sources.setFocus()
    page.sources.selectRow(0)
    QTest.keyClick(page.sources, Qt.Key.Key_Return)
    assert district.report is not None


def test_a_rate_shows_its_parts(page: RollUpPage) -> None:
    page.choose("pakn_resolved_rate")
    assert not page.sources.isColumnHidden(1)
    assert len(shown(page.sources)) == 2 * len(COMMUNES)


def test_units_are_sorted_by_their_numbers(page: RollUpPage) -> None:
    page.choose(NEW)
    page.sources.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    values = [int(row[2].replace(".", "")) for row in shown(page.sources)]
    assert values == sorted(values, reverse=True)


def test_figures_are_found_without_marks(page: RollUpPage) -> None:
    QTest.keyClicks(page.search, "tre han")
    assert [row[0] for row in shown(page.figures)] == ["Hồ sơ giải quyết trễ hạn (quá hạn)"]
    QTest.keyClicks(page.search, "khong co chi tieu nay")
    assert shown(page.figures) == shown(page.sources) == []
    assert page.about.text() == ""
    page.search.clear()
    for figure in (NEW, "không có"):
        page.choose(figure)
        assert page.figures.row().total.figure.id == NEW


def test_the_levels_own_report_is_made_of_the_totals(
    page: RollUpPage, district: MainWindow
) -> None:
    store = store_of(district)
    store.set_text(report_of(district, COMMUNES[0]), "VI.commune", "Cấp thêm máy quét.")
    click(page.begin)
    own = store.load(report_of(district, UNIT))
    expected = provinces.district_report(DISTRICT, _reports()).figures
    assert own.figures[NEW] == expected[NEW]
    assert own.figures["pakn_resolved_rate"] == expected["pakn_resolved_rate"]
    assert own.texts == {"VI.commune": f"- {COMMUNES[0].name}: Cấp thêm máy quét."}
    assert own.front["place"] == "Sa Đéc"
    assert district.report is not None
    click(district.bar.roll_up_button)
    assert page.begin.text() == "Mở báo cáo của cấp này"
    rows = {words[0]: words for words in shown(page.figures)}
    assert rows["Số hồ sơ mới tiếp nhận trong kỳ"][2] == rows["Số hồ sơ mới tiếp nhận trong kỳ"][1]


def test_what_the_officer_overrides_stays_visible(page: RollUpPage, district: MainWindow) -> None:
    store = store_of(district)
    own = store.add_report(provinces.district_report(DISTRICT, _reports()).with_figure(NEW, 1))
    click(district.bar.roll_up_button)
    page.choose(NEW)
    row = page.figures.row()
    assert row.state is State.ERROR
    assert page.figures.currentIndex().siblingAtColumn(3).data().startswith("-")
    tip = page.figures.currentIndex().siblingAtColumn(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "đơn vị cộng lại được" in tip
    name = page.figures.currentIndex().siblingAtColumn(0)
    assert name.data(Qt.ItemDataRole.AccessibleTextRole).endswith(", lỗi")
    assert name.data(Qt.ItemDataRole.DecorationRole) is not None
    click(page.begin)
    assert district.report is not None
    assert district.report.session.report_id == own


def test_what_the_units_leave_unclear_is_said(page: RollUpPage, district: MainWindow) -> None:
    store = store_of(district)
    first = report_of(district, COMMUNES[0])
    store.set_figure(first, "tthc_commune", 1)
    store.set_figure(first, "pakn_resolved", None)
    page.refresh()
    tips = {}
    for figure in ("tthc_commune", "pakn_resolved_rate", NEW):
        page.choose(figure)
        tips[figure] = (page.figures.row().state, page.figures.row().tip())
    assert tips["tthc_commune"][0] is State.WARNING
    assert "ghi khác nhau" in tips["tthc_commune"][1]
    assert "tử số hoặc mẫu số" in tips["pakn_resolved_rate"][1]
    assert tips[NEW] == (State.NONE, "")


def test_a_units_own_findings_and_explanations_are_shown(
    page: RollUpPage, district: MainWindow
) -> None:
    store = store_of(district)
    broken, explained, warned, open_ = (report_of(district, unit) for unit in COMMUNES[:4])
    store.set_figure(broken, NEW, 5)
    store.set_figure(explained, NEW, 5)
    for rule in ("A01", "A02"):
        store.set_exception(explained, rule, "Đang đối chiếu")
    store.set_figure(warned, "pakn_resolved_rate", store.load(warned).figures["pakn_resolved_rate"])
    store.set_figure(open_, NEW, None)
    page.refresh()
    page.choose(NEW)
    rows = {row[0]: row for row in shown(page.sources)}
    names = [unit.name.replace("Ủy ban nhân dân", "UBND") for unit in COMMUNES]
    assert rows[names[0]][4] == "A01, A02"
    assert rows[names[1]][4] == "A01 (đã giải trình), A02 (đã giải trình)"
    assert rows[names[3]][2] == "–"
    page.sources.choose(lambda row: row.source.report_id == broken)
    assert page.said.words.startswith("A01: ")
    page.sources.choose(lambda row: row.source.report_id == explained)
    assert "(giải trình: Đang đối chiếu)" in page.said.words
    page.sources.choose(lambda row: row.source.report_id == warned)
    assert page.said.isHidden()
    model = page.sources.model()
    found = [model.index(row, 0).data(ROW) for row in range(model.rowCount())]
    states = {row.source.report_id: row.state for row in found}
    assert (states[broken], states[explained], states[warned]) == (
        State.ERROR,
        State.INFO,
        State.NONE,
    )


def test_an_office_of_the_level_is_shown_beside_the_sum(
    page: RollUpPage, district: MainWindow
) -> None:
    store = store_of(district)
    office = UnitRef("VP-SD", "Văn phòng Ủy ban nhân dân thành phố Sa Đéc")
    store.add_report(replace(_reports()[0], unit=office))
    page.refresh()
    page.choose(NEW)
    assert any("(số của cả cấp, không cộng)" in row[0] for row in shown(page.sources))


def test_what_units_have_handed_over_is_not_among_the_offices_own_reports(
    page: RollUpPage, district: MainWindow
) -> None:
    store = store_of(district)
    received = report_of(district, COMMUNES[0])
    with store.session.writing() as connection:
        connection.execute("UPDATE report SET giver = 'xã' WHERE id = ?", (received,))
    district.show_home()
    listed = district.pile.home.reports.model().rowCount()
    assert listed == len(COMMUNES) - 1
    with store.session.writing() as connection:
        connection.execute("UPDATE report SET giver = 'xã'")
    open_dialog(district)
    assert toast(district) == "Sổ chưa có báo cáo nào để giao."


def test_units_that_have_not_delivered_are_named(window: MainWindow, tmp_path: Path) -> None:
    province = provinces.province()
    window.desk.create(tmp_path / "tỉnh.cchc", Office(UnitRef(province.code, province.name)))
    store_of(window).add_report(provinces.district_report(DISTRICT, _reports()))
    click(window.bar.roll_up_button)
    complete = window.pile.roll_up.complete
    assert "chưa có báo cáo của: Ủy ban nhân dân thành phố Cao Lãnh; " in complete.text()
    assert complete.text().endswith(" và 23 đơn vị khác.")
    assert complete.toolTip().endswith("Sở Lao động - Thương binh và Xã hội.")
    assert "UBND" in "".join(row[0] for row in shown(window.pile.roll_up.sources))


def test_a_store_that_fails_is_told_on_the_page(
    page: RollUpPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise StoreProblem(Fault.REMOVED, tmp_path)

    monkeypatch.setattr("db.rolling.rolled_up", fail)
    page.refresh()
    assert "Hãy cắm lại thiết bị" in page.complete.text()


def test_a_store_that_fails_while_a_figure_is_traced_is_told_there(
    page: RollUpPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("db.rolling.traced", raising(StoreProblem(Fault.REMOVED, tmp_path)))
    page.choose(NEW)
    assert "Hãy cắm lại thiết bị" in page.about.text()
    assert shown(page.sources) == []
    assert not page.open.isEnabled()


def test_a_report_that_is_there_already_is_told(
    page: RollUpPage, district: MainWindow, answers: Answers
) -> None:
    store = store_of(district)
    store.add_report(provinces.district_report(DISTRICT, _reports()))
    answers.give(MessageDialog, "")
    click(page.begin)
    assert "Chưa lập được báo cáo" in answers.words


def test_without_an_office_or_a_store_nothing_is_asked(
    window: MainWindow, page: RollUpPage, district: MainWindow
) -> None:
    window.show_roll_up()
    window.desk.set_office(Office())
    window.show_roll_up()
    assert window.desk.close() is None
    assert not window.bar.roll_up_button.isEnabled()
    window.show_roll_up()
    window.roll_ups.fill(page)


def test_an_overridden_figure_is_pointed_at_in_the_report_itself(
    page: RollUpPage, district: MainWindow
) -> None:
    click(page.begin)
    assert district.report is not None
    session = district.report.session
    assert not [f for f in session.findings if f.rule == "X20"]
    total = int(str(session.report.figures[NEW]))
    session.set_figure(NEW, total + 10)
    (found,) = (f for f in session.findings_of(NEW) if f.rule == "X20")
    assert found.difference == "+10"
    session.explain(found, "Có hồ sơ của một cửa cấp huyện.")
    (found,) = (f for f in session.findings_of(NEW) if f.rule == "X20")
    assert found.excepted
    district.show_roll_up()
    page.choose(NEW)
    assert page.figures.row().finding.excepted
    assert page.figures.row().cells()[3].words == "+10", "explained or not, it stays in sight"


def test_a_report_begun_before_the_last_unit_delivered_is_told_so(
    page: RollUpPage, district: MainWindow
) -> None:
    click(page.begin)
    late = UnitRef("X999", f"Ủy ban nhân dân xã Nộp Muộn, {_area(DISTRICT.name)}")
    store_of(district).add_report(provinces.commune_reports(late, THREE_LEVELS)[1])
    district.show_roll_up()
    count = len(COMMUNES)
    assert f"ghi {count} đơn vị, nay là {count + 1} đơn vị" in page.complete.text()


def test_a_figure_in_another_measure_says_why_it_is_not_added(page: RollUpPage) -> None:
    page.choose(NEW)
    total = replace(page.figures.row().total, value=None, unlike="m²")
    row = FigureRow(total, None, None)
    assert row.state is State.WARNING
    assert "có đơn vị ghi theo m²" in row.cells()[0].tip
    assert row.cells()[1].words == "–"


def test_with_few_units_there_the_report_is_not_held_against_their_sum(
    window: MainWindow, tmp_path: Path
) -> None:
    province = provinces.province()
    unit = UnitRef(province.code, province.name)
    window.desk.create(tmp_path / "tỉnh.cchc", Office(unit))
    store = store_of(window)
    district = provinces.district_report(DISTRICT, _reports())
    store.add_report(district)
    own = store.new_report("province-report", "2023", unit, district.period)
    store.set_figure(own, NEW, 999_999)
    window.show_report(own)
    assert window.report is not None
    assert not [f for f in window.report.session.findings if f.rule == "X20"]


def test_the_tables_have_no_cells_below_cells(page: RollUpPage) -> None:
    model = page.figures.model()
    inside = model.index(0, 0)
    assert (model.rowCount(inside), model.columnCount(inside)) == (0, 0)
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.rowCount(QModelIndex()) > 10


def test_a_narrow_table_keeps_its_first_column_readable(page: RollUpPage) -> None:
    page.window().resize(640, 400)
    assert page.figures.columnWidth(0) >= 240


def _area(name: str) -> str:
    return name.removeprefix("Ủy ban nhân dân ")


def _reports() -> list[Report]:
    return [provinces.commune_reports(unit, THREE_LEVELS)[1] for unit in COMMUNES]
