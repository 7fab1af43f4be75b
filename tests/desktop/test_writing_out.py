"""What leaves the program: Word, PDF, print, charts; and issuing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QPushButton,
)

from db.reports import State as ReportState
from desktop.dialogs.export import ExportDialog, TargetOpenDialog
from desktop.dialogs.issue import IssueDialog
from desktop.dialogs.message import MessageDialog
from desktop.dialogs.new_report import NewReport, NewReportDialog
from forms.period import Period
from tests.desktop.gate import Gate
from tests.desktop.window_steps import OFFICE, click, press, press_toast, toast

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from forms.block import Document
    from tests.desktop.shell import Answers

# --- writing out


def test_word_is_written_and_shown(
    sample: MainWindow, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    target = tmp_path / "bao cao.docx"
    answers.give(ExportDialog, target, target, None)
    press(sample.pile.home.reports, Qt.Key.Key_E, ctrl=True)
    assert target.read_bytes().startswith(b"PK")
    assert answers.asked[0][2].name == "BC-CCHC quý I năm 2023 - VPUBND.docx"
    press_toast(sample, "Mở tệp")
    sample.reports.export(sample.pile.home.reports.current())
    press_toast(sample, "Mở thư mục")
    assert opened == [str(target), str(tmp_path)]
    assert sample.desk.machine.value.export_folder == str(tmp_path)
    sample.reports.export(sample.pile.home.reports.current())


def test_a_target_open_in_word_gets_a_numbered_name(
    sample: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    target = tmp_path / "bao cao.docx"
    target.write_bytes(b"old")
    (tmp_path / "~$ao cao.docx").write_bytes(b"")
    numbered = tmp_path / "bao cao (2).docx"
    answers.give(ExportDialog, target, target)
    answers.give(TargetOpenDialog, None, numbered)
    sample.reports.export(sample.pile.home.reports.current())
    assert not numbered.exists()
    sample.reports.export(sample.pile.home.reports.current())
    assert numbered.exists()
    assert target.read_bytes() == b"old"


def test_what_can_not_be_written_is_told(
    sample: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    answers.give(ExportDialog, tmp_path / "khong co" / "x.docx")
    answers.give(MessageDialog, "")
    sample.reports.export(sample.pile.home.reports.current())
    assert "Không ghi được tệp Word “x.docx”: không có thư mục" in answers.words


def test_writing_shows_progress_and_can_be_cancelled(
    qtbot: QtBot, busy_window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    window, gate = busy_window, Gate()
    target = tmp_path / "bao cao.docx"
    window.begin(sample=True)
    report = window.pile.home.reports.current()

    def slow() -> Document:
        gate.wait()
        return window.desk.document(report)

    answers.give(ExportDialog, target, target)
    window.exporter.word(slow, "x")
    assert window.strip.isVisible()
    assert window.exporter.is_busy
    window.exporter.word(slow, "x")
    assert "xong tệp đó" in toast(window)
    click(next(iter(window.strip.findChildren(QPushButton))))
    gate.opened.set()
    qtbot.waitUntil(lambda: not window.exporter.is_busy)
    assert not window.strip.isVisible()
    assert not target.exists()
    window.exporter.cancel()
    window.exporter.word(lambda: window.desk.document(report), "x")
    qtbot.waitUntil(lambda: not window.exporter.is_busy, timeout=20000)
    assert target.exists()


def test_an_unexpected_error_while_writing_is_told_with_details(
    sample: MainWindow, tmp_path: Path, answers: Answers, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> Document:
        raise KeyError("x")

    answers.give(ExportDialog, tmp_path / "x.docx")
    answers.give(MessageDialog, "")
    sample.exporter.word(broken, "x")
    assert "lỗi bất ngờ" in answers.words
    assert "KeyError" in caplog.text
    # Whoever mends it gets where it was, not only what.
    assert "in broken" in str(answers.details[-1])


def test_pdf_is_written(sample: MainWindow, tmp_path: Path, answers: Answers) -> None:
    target = tmp_path / "bao cao.pdf"
    answers.give(ExportDialog, target)
    sample.show_report(sample.pile.home.reports.current())
    assert sample.report is not None
    sample.report.pdf_requested.emit()
    assert target.read_bytes().startswith(b"%PDF")


def test_printing_composes_first(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    from desktop.preview import printing
    from forms.problem import Problem

    printed: list[str] = []
    monkeypatch.setattr(
        printing, "print_document", lambda document, _: printed.append(document.title)
    )
    sample.show_report(sample.pile.home.reports.current())
    assert sample.report is not None
    sample.report.print_requested.emit()
    assert printed

    def refuse(*_: object) -> None:
        raise Problem("Máy in hỏng.")

    monkeypatch.setattr(printing, "print_document", refuse)
    answers.give(MessageDialog, "")
    sample.report.print_requested.emit()
    assert "Máy in hỏng." in answers.words


def test_a_chart_goes_into_the_document(sample: MainWindow) -> None:
    sample.show_charts()
    report = sample.pile.home.reports.current()
    plain = len(sample.desk.document(report).blocks)
    sample.pile.charts.set_included(True)
    assert len(sample.desk.document(report).blocks) == plain + 2
    sample.show_home()
    sample.show_charts()
    assert sample.pile.charts.is_included
    sample.pile.charts.set_included(False)
    assert len(sample.desk.document(report).blocks) == plain


# --- issuing


def test_open_errors_keep_a_report_from_being_issued(sample: MainWindow, answers: Answers) -> None:
    sample.show_report(sample.pile.home.reports.current())
    assert sample.report is not None
    session = sample.report.session
    field = session.open_errors[0].fields[0]
    answers.give(IssueDialog, "", field)
    sample.report.issue_requested.emit()
    sample.report.issue_requested.emit()
    assert sample.report.tabs.current() == session.index.section_of(field)
    assert session.store.info(session.report_id).state is ReportState.DRAFT


def test_a_report_without_errors_is_issued_and_reopened(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    window.desk.create(tmp_path / "so.cchc", OFFICE)
    answers.give(NewReportDialog, NewReport("office-report", "2022", Period.parse("2023-Q1")))
    window.reports.begin()
    assert window.report is not None
    session = window.report.session
    assert not session.open_errors
    answers.give(MessageDialog, "", "issue", "", "draft")
    answers.give(ExportDialog, None)
    window.report.issue_requested.emit()
    window.report.issue_requested.emit()
    assert session.store.info(session.report_id).state is ReportState.ISSUED
    press_toast(window, "Xuất Word")
    window.report.issue_requested.emit()
    assert session.store.info(session.report_id).state is ReportState.ISSUED
    window.report.issue_requested.emit()
    assert session.store.info(session.report_id).state is ReportState.DRAFT
