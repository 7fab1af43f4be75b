"""The one window: a bar, a page, and a strip for work under way.

What is done to stores is in `store_actions`, what is done to whole reports in
`report_actions`; both work on the `desk`.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from desktop import background, identity, places
from desktop.appearance import scheme, theme
from desktop.appearance.tokens import State
from desktop.desk import Desk
from desktop.page_pile import PagePile
from desktop.top_bar import TopBar
from desktop.widgets.progress_strip import ProgressStrip
from desktop.widgets.toast import Toasts
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.appearance.theme import Mode
    from desktop.exporting import Exporter
    from desktop.pages.report_page import ReportPage
    from desktop.report_actions import ReportActions
    from desktop.roll_up_actions import RollUpActions
    from desktop.settings import MachineFile, Office
    from desktop.store_actions import StoreActions

TITLE: Final = identity.TITLE
_SIZE: Final = (1280, 720)
#: What is left of the smallest screen, 1366 × 768, at a scale of 200 %.
_LEAST: Final = (640, 340)
_ANYWAY: Final = "anyway"


class MainWindow(QMainWindow):
    """The window.

    Args:
        machine: The settings of this machine.
        today: Tells the day; tests hold it still.

    Attributes:
        desk: The open store.
        report: The page of the open report, or None.
        pile: The pages.
        reports, stores: What is done to whole reports and to stores.

    Signals:
        painted: The window has been painted for the first time; only then heavy work begins.
    """

    painted = Signal()

    def __init__(self, machine: MachineFile, *, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self.desk = Desk(machine, today, self)
        self.report: ReportPage | None = None
        self._is_painted = False
        self.bar = TopBar()
        self.pile = PagePile(self)
        self.strip = ProgressStrip()
        self.toasts = Toasts(self)
        self._lay_out()
        self._connect()
        self._bind()
        self._show_office()
        self._place()

    # --- what is done here: with its dialogs it takes longest to load, so the paint comes first

    @cached_property
    def exporter(self) -> Exporter:
        """Writes Word and PDF files."""
        from desktop.exporting import Exporter

        return Exporter(self.desk.machine, self.strip, self.toasts, self)

    @cached_property
    def stores(self) -> StoreActions:
        """What is done to stores."""
        from desktop.store_actions import StoreActions

        return StoreActions(self)

    @cached_property
    def reports(self) -> ReportActions:
        """What is done to whole reports."""
        from desktop.report_actions import ReportActions

        return ReportActions(self)

    @cached_property
    def roll_ups(self) -> RollUpActions:
        """What is done with the reports of the units below."""
        from desktop.roll_up_actions import RollUpActions

        return RollUpActions(self)

    # --- going somewhere

    def begin(self, store: Path | None = None, *, sample: bool = False) -> None:
        """Show what the program starts with: that store, the last one, or the first start."""
        last = self.desk.machine.value.stores
        if sample:
            self.stores.open_sample()
        elif store is not None:
            self.stores.open(store)
        elif last and Path(last[0]).exists():
            self.stores.open(Path(last[0]))
        elif (beside := places.portable_store()) is not None:
            self.stores.open(beside)
        if self.desk.store is None:
            self.show_start()
        if problem := places.portable_problem():
            self.toasts.say(problem, State.WARNING, seconds=20)

    def show_home(self) -> None:
        """Show the reports; what is being typed is handed over first."""
        if self.desk.store is None:
            self.show_start()
            return
        if not self.settle():
            return
        self._show(self.pile.home)
        self._fill_home()
        self.pile.home.enter()

    def show_start(self) -> None:
        """Ask the three questions of the first start."""
        self.pile.start.begin(may_leave=self.desk.store is not None)
        self._show(self.pile.start)

    def show_settings(self) -> None:
        """Show the settings."""
        office = self.desk.office if self.desk.store is not None else None
        self.pile.settings.fill(office, self.desk.machine.value)
        self._show(self.pile.settings)

    def show_guide(self) -> None:
        """Show the guide; F1 once more goes back to where one was."""
        if self.pile.shows("guide"):
            self._back()
        else:
            self._show(self.pile.guide)
            self.pile.guide.setFocus()

    def show_roll_up(self) -> None:
        """Show what the units below the office come to."""
        if self.desk.store is not None:
            with self.telling("Chưa tổng hợp được"):
                self._show(self.pile.roll_up)
                self.roll_ups.fill(self.pile.roll_up)

    def show_charts(self) -> None:
        """Show the charts of the office's own reports."""
        store = self.desk.store
        if store is not None:
            with self.telling("Chưa vẽ được biểu đồ"):
                self._show(self.pile.charts)
                self.pile.charts.set_reports(self.desk.series(self.desk.office.unit.code))
                self.stores.show_chart(self.pile.charts)

    def show_report(self, report_id: str) -> None:
        """Show a report on a page of its own."""
        with self.telling("Chưa mở được báo cáo"):
            if self.report is None or self.report.session.report_id != report_id:
                if not self.settle():
                    return
                page = self.reports.page(report_id)
                self.leave_report()
                self.report = page
                self.pile.addWidget(page)
            before = cast("QWidget | None", self.report.focusWidget())  # the stubs forget None
            self._show(self.report)
            (self.report if before is None else before).setFocus()

    def show_figure(self, report_id: str, figure: str) -> None:
        """Show a report where it states a figure: there all its edits can be seen."""
        self.show_report(report_id)
        if self.report is not None and self.report.session.report_id == report_id:
            self.report.go_to(figure)

    def settle(self) -> bool:
        """Hand over what is typed in the report; False if the officer goes back to mend it."""
        if self.report is None:
            return True
        if self.report.unread():
            self._show(self.report)
        return self.report.settle()

    def leave_report(self) -> None:
        """Take the open report's page away; everything in it is in the store."""
        self.commit()
        if self.report is not None:
            page, self.report = self.report, None
            page.let_go()
            page.hide()
            self.pile.removeWidget(page)
            page.session.setParent(page)
            page.deleteLater()

    def commit(self) -> None:
        """Hand over what is being typed."""
        if self.report is not None:
            self.report.commit_pending()

    def _show(self, page: QWidget) -> None:
        self.commit()
        if self.pile.has("home") and page is not self.pile.home:
            self.pile.home.leave()
        self.pile.setCurrentWidget(page)

    def _back(self) -> None:
        if self.report is not None:
            self._show(self.report)
        else:
            self.show_home()

    # --- telling

    @contextmanager
    def telling(self, title: str) -> Iterator[None]:
        """Show a problem that is raised inside as a dialog; the program goes on."""
        try:
            yield
        except Problem as problem:
            self._say(title, problem.message)

    def _say(self, title: str, words: str) -> None:
        from desktop.dialogs.message import MessageDialog

        MessageDialog.ask(self, title, words)

    # --- what follows from what

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.strip)
        column.addWidget(self.pile, 1)
        self.setCentralWidget(inside)
        self.setMinimumSize(*_LEAST)

    def _connect(self) -> None:
        self.desk.opened.connect(self._on_opened)
        self.desk.closed.connect(self._on_closed)
        self.desk.reports_changed.connect(self._fill_home)
        self.desk.not_backed_up.connect(self._say_not_backed_up)
        for signal, do in (
            (self.bar.home, self.show_home),
            (self.bar.roll_up, self.show_roll_up),
            (self.bar.charts, self.show_charts),
            (self.bar.settings, self.show_settings),
            (self.bar.guide, self.show_guide),
            (self.bar.theme, self._turn_scheme),
        ):
            signal.connect(do)

    def _bind(self) -> None:
        for keys, words, do in (
            (("Ctrl+N",), "Lập báo cáo mới", self._begin_report),
            (("Ctrl+O",), "Mở sổ dữ liệu", self._ask_store),
            (("Ctrl+G",), "Giao dữ liệu", self.hand_over),
            (("Ctrl+Shift+G",), "Nhận dữ liệu", self._receive),
            (("F1",), "Hướng dẫn", self.show_guide),
            (("Ctrl+,",), "Cài đặt", self.show_settings),
            # Inside a text Ctrl+Home goes to its beginning, so there is a second key.
            (("Ctrl+Home", "Alt+Home"), "Trang chủ", self.show_home),
        ):
            action = QAction(words, self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.triggered.connect(lambda _=False, do=do: do())
            self.addAction(action)

    def _begin_report(self) -> None:
        self.reports.begin()

    def _ask_store(self) -> None:
        self.stores.ask_and_open()

    def _receive(self) -> None:
        self.roll_ups.receive()

    def hand_over(self) -> None:
        """Ask what is handed over to whom, and do it."""
        from desktop.hand_over.opening import open_dialog

        open_dialog(self)

    def _on_opened(self) -> None:
        self._show_office()
        self.show_home()

    def _on_closed(self) -> None:
        if self.pile.has("home"):
            self.pile.home.leave()
        self._show_office()

    def _show_office(self) -> None:
        is_open = self.desk.store is not None
        unit = self.desk.office.unit.name if is_open else ""
        self.setWindowTitle(f"{TITLE} · {unit}" if unit else TITLE)
        self.bar.show_unit(unit, "dữ liệu mẫu" if self.desk.has_samples else "")
        self.bar.show_store(is_open=is_open)

    def _fill_home(self) -> None:
        if self.desk.store is not None and self.pile.shows("home"):
            self.pile.home.show_recent(self.stores.others())
            self.pile.home.show_return(self.stores.return_words())
            self.pile.home.fill(self.desk.store, self.desk.office, self.desk.today())

    def keep_office(self, office: Office) -> None:
        """Let the office be another, from now on."""
        with self.telling("Chưa lưu được cài đặt"):
            self.desk.set_office(office)
        self._show_office()
        self.pile.settings.fill(self.desk.office, self.desk.machine.value)

    # --- colours, place and size

    def set_theme(self, mode: Mode) -> None:
        """Wear light or dark colours, or those of the system, from now on."""
        self.desk.machine.change(theme=mode)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, mode)
        self.bar.show_scheme()

    def _turn_scheme(self) -> None:
        self.set_theme("light" if scheme.is_dark() else "dark")

    def _place(self) -> None:
        self.resize(*_SIZE)
        kept = bytes.fromhex(self.desk.machine.value.geometry)
        self.restoreGeometry(QByteArray(kept))

    def _remember_place(self) -> None:
        place = bytes(self.saveGeometry().data()).hex()
        self.desk.machine.change(geometry=place)

    # --- the end

    def rescue(self) -> None:
        """Put into safety what still can be, after an error nobody expected."""
        with suppress(Exception):
            self.commit()
        self.desk.close()

    def _close_store(self) -> bool:
        """Close the store; ask only if something could not be saved or backed up."""
        self.commit()
        if self.report is not None and not self.report.session.retry():
            from desktop.dialogs.message import MessageDialog, Way

            words = (
                "Có thay đổi chưa ghi được vào sổ dữ liệu (ổ đĩa đầy hoặc đã rút ra?). "
                "Nếu đóng bây giờ, thay đổi đó sẽ mất."
            )
            ways = (Way("", "Quay lại", "primary"), Way(_ANYWAY, "Vẫn đóng", "danger"))
            if MessageDialog.ask(self, "Còn thay đổi chưa lưu được", words, ways) != _ANYWAY:
                return False
        self.leave_report()
        try:
            trouble = self.desk.close()
        except Problem as problem:
            trouble = problem
        if trouble is not None:
            self._say_not_backed_up(trouble.message)
        return True

    def _say_not_backed_up(self, why: str) -> None:
        self._say("Chưa sao lưu được", why)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's override: what is typed is handed over, backed up, and the store is closed."""
        if not self.settle() or not self.stores.may_close(self.close):
            event.ignore()
            return
        background.shutdown()
        if not self._close_store():
            event.ignore()
            return
        self._remember_place()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's override: tell of the first time."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)
