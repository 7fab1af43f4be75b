"""The dialogs by themselves: what they offer, and what they answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton

from desktop.dialogs.export import (
    REPORT,
    ExportDialog,
    FolderDialog,
    OpenFileDialog,
    TargetOpenDialog,
    suggestion,
)
from desktop.dialogs.issue import IssueDialog, confirm_issue
from desktop.dialogs.message import CLOSE, MessageDialog, Way, tell
from desktop.dialogs.new_report import NewReport, NewReportDialog, Occasion
from desktop.dialogs.restore import RemovedDialog, RestoreDialog
from desktop.dialogs.unit_picker import UnitDialog
from forms.checking import Finding
from forms.definition import Severity
from forms.period import Period
from forms.problem import Problem
from forms.report import UnitRef
from forms.word import TargetOpenError
from tests.db import office
from tests.desktop.dialog_steps import meet

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.store import Store

UNIT = UnitRef("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp")
TODAY = date(2023, 3, 15)

pytestmark = pytest.mark.usefixtures("look", "qtbot")


def press(words: str) -> Callable[[QDialog], None]:
    def do(dialog: QDialog) -> None:
        button = next(b for b in dialog.findChildren(QPushButton) if b.text() == words)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    return do


def key(which: Qt.Key) -> Callable[[QDialog], None]:
    def do(dialog: QDialog) -> None:
        QTest.keyClick(QApplication.focusWidget() or dialog, which)

    return do


# --- messages


def test_a_message_answers_with_the_way_taken() -> None:
    ways = (CLOSE, Way("go", "Đi tiếp", "primary"))
    meet(QDialog, press("Đi tiếp"))
    assert MessageDialog.ask(None, "Tên", "Câu.", ways) == "go"
    meet(QDialog, key(Qt.Key.Key_Escape))
    assert MessageDialog.ask(None, "Tên", "Câu.", ways) == ""
    # Enter takes the way that is offered first of all.
    meet(QDialog, key(Qt.Key.Key_Return))
    assert MessageDialog.ask(None, "Tên", "Câu.", ways) == "go"


def test_enter_never_takes_a_dangerous_way() -> None:
    ways = (Way("", "Giữ lại"), Way("delete", "Xóa", "danger"))
    meet(QDialog, key(Qt.Key.Key_Return))
    assert MessageDialog.ask(None, "Xóa?", "Câu.", ways, details="x") == ""


def test_a_problem_is_told() -> None:
    meet(QDialog, press("Đã hiểu"))
    tell(None, "Tên", Problem("Câu."))


# --- units


def test_a_unit_is_found_without_diacritics_by_keys() -> None:
    def do(dialog: QDialog) -> None:
        assert isinstance(dialog, UnitDialog)
        search = dialog.picker.search
        QTest.keyClicks(search, "so noi vu")
        QTest.keyClick(search, Qt.Key.Key_Return)

    meet(QDialog, do)
    assert UnitDialog.ask(None, TODAY) == UnitRef("SNV", "Sở Nội vụ")


def test_arrows_step_over_headings_and_other_empties_the_list() -> None:
    dialog = UnitDialog(TODAY)
    picker = dialog.picker
    QTest.keyClick(picker.search, Qt.Key.Key_Down)
    first = picker.unit()
    assert first == UNIT
    QTest.keyClick(picker.search, Qt.Key.Key_Down)
    assert picker.unit() not in (None, first)
    QTest.keyClick(picker.search, Qt.Key.Key_Up)
    assert picker.unit() == first
    QTest.keyClick(picker.search, Qt.Key.Key_Up)
    assert picker.unit() == first
    QTest.keyClicks(picker.other, "UBND xa")
    assert picker.units.currentItem() is None
    picker.choose("SNV")
    assert picker.other.text() == ""
    assert picker.unit() == UnitRef("SNV", "Sở Nội vụ")
    picker.search.setText("zzzz")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert picker.unit() is None
    assert not dialog.confirm.isEnabled()
    dialog.deleteLater()


@pytest.mark.parametrize(
    ("today", "first", "second"),
    [
        (TODAY, "Hiện nay: cấp tỉnh, cấp huyện, cấp xã", "Từ 01/7/2025: cấp tỉnh, cấp xã"),
        (
            date(2026, 1, 1),
            "Hiện nay: cấp tỉnh, cấp xã",
            "Đến 30/6/2025: cấp tỉnh, cấp huyện, cấp xã",
        ),
    ],
)
def test_both_models_of_levels_can_be_chosen(today: date, first: str, second: str) -> None:
    dialog = UnitDialog(today)
    model = dialog.picker._model
    assert [model.itemText(i) for i in range(model.count())] == [first, second]
    model.setCurrentIndex(1)
    dialog.picker.search.setText("my tho")
    found = dialog.picker.unit()
    assert (found is not None) == ("7/2025" in second)
    dialog.deleteLater()


def test_a_unit_dialog_left_answers_nothing() -> None:
    meet(QDialog, key(Qt.Key.Key_Escape))
    assert UnitDialog.ask(None, TODAY, "SNV") is None


# --- new reports


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A closed store's worth of reports is not needed: an open one, closed by the test's end."""
    return office.make(tmp_path / "so.cchc")


def occasion(store: Store) -> Occasion:
    unit = store.reports()[0].unit if store.reports() else UNIT
    return Occasion(unit, store.reports(), TODAY)


def test_the_first_report_begins_empty_with_the_period_due(store: Store) -> None:
    dialog = NewReportDialog(occasion(store))
    assert dialog.answer() == NewReport("office-report", "2022", Period.parse("2023-Q1"))
    assert not dialog.copy.isEnabled()
    dialog.deleteLater()
    store.close()


def test_a_later_report_offers_the_copy_of_the_one_before(store: Store) -> None:
    version = "2022"
    ids = [
        store.new_report("office-report", version, UNIT, Period.parse(code))
        for code in ("2022-H1", "2023-Q1")
    ]
    dialog = NewReportDialog(occasion(store))
    assert dialog.answer() == NewReport("office-report", version, Period.parse("2023-H1"), ids[1])
    dialog.set_period(Period.parse("2022-Y"))
    assert dialog.answer().copy_of == ids[0]
    dialog.set_period(Period.parse("2023-Q1"))
    assert not dialog.confirm.isEnabled()
    assert "đã có" in dialog._about.text()
    dialog.set_period(Period.parse("2023-H1"))
    dialog.empty.setChecked(True)
    assert dialog.answer().copy_of is None
    assert not dialog.source.isEnabled()
    dialog.form.setCurrentIndex(1)
    assert dialog.answer().form == "commune-report"
    dialog.form.setCurrentIndex(-1)
    dialog.deleteLater()
    store.close()


def test_a_commune_is_offered_its_own_form_first(store: Store) -> None:
    unit = UnitRef("X", "Ủy ban nhân dân xã Tân Hồng")
    dialog = NewReportDialog(Occasion(unit, (), TODAY))
    assert dialog.answer().form == "commune-report"
    dialog.deleteLater()
    store.close()


def test_a_new_report_is_asked_for(store: Store) -> None:
    meet(QDialog, press("Lập báo cáo"))
    assert NewReportDialog.ask(None, occasion(store)) is not None
    meet(QDialog, press("Hủy"))
    assert NewReportDialog.ask(None, occasion(store)) is None
    store.close()


# --- lists


def test_a_backup_is_chosen(store: Store) -> None:
    made = store.back_up()
    meet(QDialog, press("Khôi phục"))
    assert RestoreDialog.ask(None, store.backups(), TODAY) == made.path
    meet(QDialog, press("Hủy"))
    assert RestoreDialog.ask(None, store.backups(), TODAY) is None
    empty = RestoreDialog((), TODAY)
    assert not empty.confirm.isEnabled()
    assert empty.chosen() is None
    empty.deleteLater()
    store.close()


def test_a_deleted_report_is_chosen(store: Store) -> None:
    report = store.new_report("office-report", "2022", UNIT, Period.parse("2023-Q1"))
    store.delete_report(report)
    meet(QDialog, key(Qt.Key.Key_Return))
    assert RemovedDialog.ask(None, store.reports(removed=True), TODAY) == report
    store.close()


def test_the_way_to_an_error_is_chosen() -> None:
    errors = (
        Finding("A", Severity.ERROR, ("one",), "", "", "Sai một."),
        Finding("B", Severity.ERROR, (), "", "", "Sai hai."),
    )
    meet(QDialog, press("Đến chỗ cần sửa"))
    assert IssueDialog.ask(None, errors, str.upper) == "one"
    meet(QDialog, press("Hủy"))
    assert IssueDialog.ask(None, errors, str.upper) == ""


def test_issuing_is_confirmed() -> None:
    meet(QDialog, press("Phát hành"))
    assert confirm_issue(None, "Báo cáo", 0)
    meet(QDialog, press("Để sau"))
    assert not confirm_issue(None, "Báo cáo", 3)


# --- files


def test_the_name_suggested_for_a_file() -> None:
    period = Period.parse("2022-H1")
    name = "BC-CCHC 6 tháng đầu năm 2022 - VPUBND.docx"
    assert suggestion(period, "VPUBND", ".docx") == name
    assert "/" not in suggestion(period, "A/B", ".docx")


def test_files_are_asked_for_by_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    names = iter(["", "x", "y.docx"])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(names), ""))
    suggested = tmp_path / "a.docx"
    assert ExportDialog.ask(None, "T", suggested, REPORT) is None
    assert ExportDialog.ask(None, "T", suggested, REPORT) == Path("x.docx")
    assert ExportDialog.ask(None, "T", suggested, REPORT) == Path("y.docx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("z.json", ""))
    assert OpenFileDialog.ask(None, "T", tmp_path, REPORT) == Path("z.json")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    assert OpenFileDialog.ask(None, "T", tmp_path, REPORT) is None
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    assert FolderDialog.ask(None, "T", tmp_path) == tmp_path
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    assert FolderDialog.ask(None, "T", tmp_path) is None


def test_a_target_open_in_word_offers_two_ways(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    problem = TargetOpenError(target)
    meet(QDialog, press("Lưu thành “a (2).docx”"))
    assert TargetOpenDialog.ask(None, target, problem) == tmp_path / "a (2).docx"
    meet(QDialog, press("Đã đóng, xuất lại"))
    assert TargetOpenDialog.ask(None, target, problem) == target
    meet(QDialog, press("Hủy"))
    assert TargetOpenDialog.ask(None, target, problem) is None
