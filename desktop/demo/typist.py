"""Enters a report through the window, field by field, the way an officer would."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QWidget

from desktop.demo.keyboard import click, press, settle, type_words
from desktop.dialogs.new_report import NewReportDialog
from desktop.field_index import FRONT_PREFIX
from desktop.tabs.front_rows import FrontRow
from desktop.tabs.rows import FigureRow, TableRow, TextRow
from desktop.widgets.value_edit import ValueEdit
from forms.figure import Kind, show
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.main_window import MainWindow
    from desktop.pages.report_page import ReportPage
    from desktop.tabs.rows import Row
    from forms.definition import Table
    from forms.figure import Value
    from forms.report import Report, UnitRef

_CONTROL = Qt.KeyboardModifier.ControlModifier


class Typist:
    """Drives a main window with keys and clicks only."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    # --- the first start

    def start_store(self, unit: UnitRef, path: Path) -> None:
        """Answer the three questions of the first start."""
        start = self.window.pile.start
        self._type_over(start.picker.search, unit.name)
        settle()
        for _ in range(3):
            if start.step == 2:  # noqa: PLR2004  (the third question)
                self._type_over(start.path, str(path))
            click(start.next)
            settle()
        if self.window.desk.store is None:
            raise Problem("Chưa tạo được sổ dữ liệu qua cửa sổ.")

    def _come_forward(self) -> None:
        """Be the active window: without it no widget has the focus."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            settle()

    # --- a report

    def begin(self, report: Report) -> ReportPage:
        """Begin an empty report with Ctrl+N and the dialog that opens."""
        QTimer.singleShot(0, cast("QObject", self.window), lambda: self._answer(report))
        self.window.reports.begin()
        settle()
        page = self.window.report
        if page is None or page.session.report.period != report.period:
            raise Problem(f"Chưa lập được báo cáo {report.period} qua cửa sổ.")
        return page

    def _answer(self, report: Report) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, NewReportDialog):
            raise Problem("Hộp “Lập báo cáo mới” không mở ra.")
        self._choose(dialog.form, report.form)
        self._choose(dialog.kind, report.period.kind.value)
        self._choose(dialog.year, report.period.year)
        click(dialog.empty)
        click(dialog.confirm)

    def _choose(self, combo: QComboBox, wanted: object) -> None:
        """Press Home, then Down until the wanted entry is shown."""
        press(combo, Qt.Key.Key_Home)
        for _ in range(combo.count()):
            if combo.currentData() == wanted:
                return
            press(combo, Qt.Key.Key_Down)
        raise Problem(f"Không có mục “{wanted}” trong danh sách.")

    def enter(self, page: ReportPage, report: Report) -> None:
        """Type everything a report states, tab by tab."""
        for key, words in report.front.items():
            if words:
                self._enter_front(page, key, words)
        for figure, value in report.figures.items():
            self._enter_figure(page, figure, value)
        for text, words in report.texts.items():
            self._enter_text(page, text, words)
        for table, rows in report.tables.items():
            self._enter_table(page, page.session.form.tables[table], rows)
        page.commit_pending()
        settle()

    def _row(self, page: ReportPage, key: str) -> Row:
        if not page.go_to(key):
            raise Problem(f"Cửa sổ không có chỗ nhập “{key}”.")
        settle()
        place = page.session.index.place(page.session.index.key_of(key))
        if place is None:
            raise Problem(f"Cửa sổ không có chỗ nhập “{key}”.")
        return page.tab(place.section).rows[page.session.index.key_of(key)]

    def _enter_figure(self, page: ReportPage, figure: str, value: Value) -> None:
        row = self._row(page, figure)
        if not isinstance(row, FigureRow):
            raise Problem(f"“{figure}” không phải ô số liệu.")
        self._type_over(row.field.edit, show(row.figure.kind, value))
        press(row.field.edit, Qt.Key.Key_Tab)

    def _enter_front(self, page: ReportPage, key: str, words: str) -> None:
        row = self._row(page, FRONT_PREFIX + key)
        if not isinstance(row, FrontRow):
            raise Problem(f"“{key}” không phải ô của phần đầu văn bản.")
        is_day = row.field.kind() is Kind.DATE
        typed = show(Kind.DATE, date.fromisoformat(words)) if is_day else words
        self._type_over(row.field.edit, typed)
        press(row.field.edit, Qt.Key.Key_Tab)

    def _enter_text(self, page: ReportPage, text: str, words: str) -> None:
        row = self._row(page, text)
        if not isinstance(row, TextRow):
            raise Problem(f"“{text}” không phải ô nội dung.")
        edit = row.editor.edit
        self._come_forward()
        click(edit.viewport())
        edit.setFocus()
        press(edit, Qt.Key.Key_A, _CONTROL)
        press(edit, Qt.Key.Key_Delete)
        for number, line in enumerate(words.split("\n")):
            if number:
                self._new_line(edit)
            type_words(edit, line)
        row.commit()

    def _new_line(self, edit: QPlainTextEdit) -> None:
        """Press Enter and take away the bullet the editor goes on with."""
        press(edit, Qt.Key.Key_Return)
        while edit.textCursor().block().text():
            press(edit, Qt.Key.Key_Backspace)

    def _enter_table(
        self, page: ReportPage, table: Table, rows: tuple[Mapping[str, Value], ...]
    ) -> None:
        row = self._row(page, table.id)
        if not isinstance(row, TableRow):
            raise Problem(f"“{table.id}” không phải bảng.")
        for number, values in enumerate(rows):
            for column in table.columns:
                if column.id in values:
                    cell = row.editor.cell(number, column.id)
                    self._type_over(cell, show(column.kind, values[column.id]))
                    press(cell, Qt.Key.Key_Tab)
            if number + 1 < len(rows):
                press(row.editor.cell(number, table.columns[0].id), Qt.Key.Key_Return, _CONTROL)
        row.commit()

    def _type_over(self, edit: QWidget, words: str) -> None:
        """Click into a field, select what is there, type."""
        self._come_forward()
        click(edit)
        edit.setFocus()
        press(edit, Qt.Key.Key_A, _CONTROL)
        press(edit, Qt.Key.Key_Delete)
        type_words(edit, words)
        if isinstance(edit, ValueEdit) and edit.reading().problem:
            raise Problem(f"Ô nhập không hiểu “{words}”: {edit.reading().problem}")
