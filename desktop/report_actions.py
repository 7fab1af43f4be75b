"""What an officer does to a whole report: begin, take in, write out, issue, delete."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt

from desktop import places
from desktop.appearance.tokens import State
from desktop.dialogs.export import REPORT, ExportDialog, OpenFileDialog, suggestion
from desktop.dialogs.message import MessageDialog, Way

if TYPE_CHECKING:
    from db.reports import ReportInfo
    from desktop.main_window import MainWindow
    from desktop.pages.report_page import ReportPage
    from desktop.session import ReportSession

_DELETE: Final = "delete"
_DRAFT: Final = "draft"


class ReportActions(QObject):
    """The actions; each asks what it must, does it on the desk, and tells how it went."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def page(self, report_id: str) -> ReportPage:
        """Return a page for a report, with all its signals at work.

        Raises:
            Problem: The report is gone, or the program doesn't know its form.
        """
        from desktop.attachments import Attachments
        from desktop.pages.report_page import ReportPage
        from desktop.session import ReportSession

        store = self._desk.store
        if store is None:
            raise self._desk.no_store()
        attachments = Attachments(store)
        page = ReportPage(
            ReportSession(store, report_id), toasts=self._window.toasts, attachments=attachments
        )
        page.export_requested.connect(partial(self.export, report_id))
        page.pdf_requested.connect(partial(self.export_pdf, report_id))
        page.print_requested.connect(partial(self.print_, report_id))
        page.issue_requested.connect(self.issue)
        page.header.preview_toggled.connect(
            partial(self._keep_zoom, page), Qt.ConnectionType.SingleShotConnection
        )
        return page

    def _keep_zoom(self, page: ReportPage, _is_shown: bool) -> None:
        """Give the preview, now made, the size it had last time; remember the next one."""
        if page.preview is not None:
            sheets, machine = page.preview.sheets, self._desk.machine
            if machine.value.zoom:
                sheets.set_percent(machine.value.zoom)
            sheets.moved.connect(
                lambda: machine.change(zoom=0 if sheets.fits_width else sheets.percent)
            )

    # --- beginning

    def begin(self) -> None:
        """Ask what the new report is of, begin it and show it."""
        from desktop.dialogs.new_report import NewReportDialog, Occasion
        from desktop.dialogs.unit_picker import UnitDialog

        store, today = self._desk.store, self._desk.today()
        if store is None:
            self._window.show_start()
            return
        if not self._window.settle():
            return
        with self._window.telling("Chưa lập được báo cáo"):
            if not self._desk.office.unit.code:
                unit = UnitDialog.ask(self._window, today)
                if unit is None:
                    return
                self._desk.set_office(replace(self._desk.office, unit=unit))
            occasion = Occasion(self._desk.office.unit, store.reports(), today)
            new = NewReportDialog.ask(self._window, occasion)
            if new is not None:
                self._window.show_report(self._desk.begin(new))

    def take_in(self) -> None:
        """Ask for a report file and take it into the store."""
        folder = places.documents_folder()
        title = "Nhập tệp báo cáo"
        file = OpenFileDialog.ask(self._window, title, folder, REPORT)
        if file is not None:
            with self._window.telling("Chưa nhập được tệp báo cáo"):
                report = self._desk.take_in(file)
                self._window.pile.home.reports.choose(report)
                name = self._desk.info(report).period.write()
                self._window.toasts.say(
                    f"Đã nhập báo cáo {name}.",
                    actions=[("Mở", lambda: self._window.show_report(report))],
                )

    # --- writing out

    def export(self, report_id: str) -> None:
        """Write the Word file of a report."""
        with self._window.telling("Chưa xuất được Word"):
            document = partial(self._desk.document, report_id)
            self._window.exporter.word(document, self._name(report_id))

    def export_pdf(self, report_id: str) -> None:
        """Write the PDF file of a report."""
        with self._window.telling("Chưa xuất được PDF"):
            document = partial(self._desk.document, report_id)
            self._window.exporter.pdf(document, self._name(report_id))

    def print_(self, report_id: str) -> None:
        """Print a report."""
        self._window.exporter.printer(partial(self._desk.document, report_id))

    def save_file(self, report_id: str) -> None:
        """Write a report as a report file."""
        suggested = places.documents_folder() / f"{self._name(report_id)}.json"
        file = ExportDialog.ask(self._window, "Lưu tệp báo cáo", suggested, REPORT)
        if file is not None:
            with self._window.telling("Chưa lưu được tệp báo cáo"):
                self._desk.save_file(report_id, file)
                self._window.toasts.say(f"Đã lưu “{file.name}”.")

    def _name(self, report_id: str) -> str:
        from forms.unit import unit_for

        info = self._desk.info(report_id)
        short = unit_for(info.unit.code, info.unit.name).slots["abbreviation"]
        return suggestion(info.period, short, "")

    # --- issuing

    def issue(self) -> None:
        """Issue the open report, or show what keeps it from being issued."""
        from db.reports import State as ReportState
        from desktop.dialogs.issue import IssueDialog, confirm_issue

        page, store = self._window.report, self._desk.store
        if page is None or store is None:
            return
        session = page.session
        info = self._desk.info(session.report_id)
        if info.state is ReportState.ISSUED:
            self._reopen(info)
        elif session.open_errors:
            field = IssueDialog.ask(self._window, session.open_errors, session.index.label)
            if field:
                page.go_to(field)
        elif confirm_issue(self._window, _what(info), len(session.missing)):
            self._issue(session)

    def _issue(self, session: ReportSession) -> None:
        from db.reports import State as ReportState

        with self._window.telling("Chưa phát hành được"):
            session.store.set_state(session.report_id, ReportState.ISSUED)
            self._show_anew()
            self._window.toasts.say(
                "Đã phát hành. Hãy xuất Word để trình ký.",
                actions=[("Xuất Word", lambda: self.export(session.report_id))],
            )

    def _reopen(self, info: ReportInfo) -> None:
        from db.reports import State as ReportState

        answer = MessageDialog.ask(
            self._window,
            "Mở lại báo cáo để sửa?",
            f"{_what(info)} đã phát hành. Nếu mở lại, báo cáo trở về bản nháp; "
            "sửa xong cần phát hành lại.",
            (Way("", "Để nguyên"), Way(_DRAFT, "Mở lại để sửa", "primary")),
            state=State.INFO,
        )
        if answer == _DRAFT and self._desk.store is not None:
            with self._window.telling("Chưa chuyển được"):
                self._desk.store.set_state(info.id, ReportState.DRAFT)
                self._show_anew()
                self._window.toasts.say("Báo cáo là bản nháp trở lại.", State.INFO)

    def _show_anew(self) -> None:
        """Show the open report as its new state wants it, at the same section."""
        page = self._window.report
        if page is not None:
            report, section = page.session.report_id, page.tabs.current()
            self._window.leave_report()
            self._window.show_report(report)
            if self._window.report is not None:
                self._window.report.show_section(section)

    # --- deleting

    def remove(self, report_id: str) -> None:
        """Ask, back up, and take a report out of the list; it can be brought back."""
        info = self._desk.info(report_id)
        answer = MessageDialog.ask(
            self._window,
            f"Xóa báo cáo {info.period.write()}?",
            f"{_what(info)} của {info.unit.name} sẽ rời khỏi danh sách. Trước khi xóa, chương "
            "trình sao lưu cả sổ; báo cáo lấy lại được trong “Sổ khác › Báo cáo đã xóa…”.",
            (Way("", "Giữ lại"), Way(_DELETE, "Xóa báo cáo", "danger")),
            state=State.WARNING,
        )
        if answer != _DELETE:
            return
        with self._window.telling("Chưa xóa được báo cáo"):
            if self._window.report and self._window.report.session.report_id == report_id:
                self._window.leave_report()
            self._desk.remove(report_id)
            self._window.toasts.say(
                f"Đã xóa báo cáo {info.period.write()}.",
                actions=[("Hoàn tác", lambda: self._bring_back(report_id))],
                seconds=12,
            )

    def bring_back(self) -> None:
        """Ask which deleted report is to come back."""
        from desktop.dialogs.restore import RemovedDialog

        store = self._desk.store
        if store is not None:
            removed = store.reports(removed=True)
            report = RemovedDialog.ask(self._window, removed, self._desk.today())
            if report is not None:
                self._bring_back(report)

    def _bring_back(self, report_id: str) -> None:
        with self._window.telling("Chưa lấy lại được báo cáo"):
            self._desk.bring_back(report_id)
            self._window.pile.home.reports.choose(report_id)


def _what(info: ReportInfo) -> str:
    return f"Báo cáo {info.period.write()}"
