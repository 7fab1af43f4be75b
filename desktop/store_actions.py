"""What an officer does to a whole store: open, make, back up, go back to a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from desktop import places
from desktop.appearance.tokens import State
from desktop.dialogs.export import STORE, OpenFileDialog
from desktop.dialogs.message import MessageDialog, Way
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from db.backup import Backup
    from db.failure import StoreProblem
    from desktop.main_window import MainWindow
    from desktop.pages.charts_page import ChartsPage
    from desktop.pages.start_page import NewStore

_RESTORE: Final = "restore"
_NOT_OPENED: Final = "Chưa mở được sổ dữ liệu"


class StoreActions(QObject):
    """The actions; each asks what it must, does it on the desk, and tells how it went."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def others(self) -> tuple[str, ...]:
        """The stores used before, other than the open one."""
        store = self._desk.store
        here = str(store.path) if store else ""
        return tuple(path for path in self._desk.machine.value.stores if path != here)

    def ask_and_open(self) -> None:
        """Ask for a store and open it."""
        store = self._desk.store
        folder = store.path.parent if store else places.documents_folder()
        path = OpenFileDialog.ask(self._window, "Mở sổ dữ liệu", folder, STORE)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Open a store; what is wrong with it is told together with the way out."""
        if not self._window.settle():
            return
        from db.failure import StoreProblem

        self._window.leave_report()
        store = self._desk.store
        if store is not None and store.path == path:
            self._window.show_home()
            return
        try:
            self._desk.open(path)
        except StoreProblem as problem:
            self._tell(path, problem)

    def open_sample(self) -> None:
        """Open the sample reports."""
        if not self._window.settle():
            return
        self._window.leave_report()
        if self._desk.has_samples:
            self._window.show_home()
            return
        with self._window.telling("Chưa mở được dữ liệu mẫu"):
            self._desk.open_sample()

    def create(self, new: NewStore) -> None:
        """Make the store of an office; what is wrong is said on the page that asked."""
        if not self._window.settle():
            return
        self._window.leave_report()
        try:
            self._desk.create(new.path, new.office)
        except Problem as problem:
            self._window.start.show_problem(problem.message)

    def _tell(self, path: Path, problem: StoreProblem) -> None:
        from db.failure import Fault

        if problem.fault is Fault.NOT_FOUND:
            self._desk.machine.put(self._desk.machine.value.forgotten(path))
        is_mendable = problem.fault in (Fault.DAMAGED, Fault.NOT_OURS)
        copies = self._copies(path) if is_mendable else ()
        if not copies:
            MessageDialog.ask(self._window, _NOT_OPENED, problem.message)
            return
        ways = (Way("", "Đóng"), Way(_RESTORE, "Khôi phục từ bản sao lưu…", "primary"))
        if MessageDialog.ask(self._window, _NOT_OPENED, problem.message, ways) == _RESTORE:
            self._restore(path, copies)

    # --- backups

    def back_up(self) -> None:
        """Make a checked copy now."""
        with self._window.telling("Chưa sao lưu được"):
            made = self._desk.back_up()
            self._window.toasts.say(f"Đã sao lưu vào “{made.path.parent.name}”.")
            store = self._desk.store
            if store is not None:
                self._window.home.show_backup(store.backups(), self._desk.today())

    def restore(self) -> None:
        """Go back to a backup of the open store."""
        store = self._desk.store
        if store is not None and self._window.settle():
            self._window.leave_report()
            self._window.home.leave()
            self._restore(store.path, self._copies(store.path))

    def _restore(self, path: Path, copies: Sequence[Backup]) -> None:
        from desktop.dialogs.restore import RestoreDialog

        chosen = RestoreDialog.ask(self._window, copies, self._desk.today())
        if chosen is None:
            return
        with self._window.telling("Chưa khôi phục được"):
            aside = self._desk.restore(chosen, path)
            kept = f" Sổ trước đó được giữ lại với tên “{aside.name}”." if aside else ""
            self._window.toasts.say(f"Đã khôi phục sổ dữ liệu.{kept}", State.OK, seconds=15)

    def _copies(self, path: Path) -> tuple[Backup, ...]:
        from db.backup import list_backups
        from db.failure import StoreProblem

        try:
            return list_backups(path)
        except StoreProblem:
            return ()

    # --- the chart

    def show_chart(self, page: ChartsPage) -> None:
        """Show whether a chart goes into the Word file, and that chart."""
        store = self._desk.store
        chart = store.settings().get("chart") if store is not None else None
        if chart is not None:
            page.choose(chart)
        page.set_included(chart is not None)

    def keep_chart(self, page: ChartsPage) -> None:
        """Remember in the store whether a chart goes into the Word file, and which."""
        store = self._desk.store
        if store is not None:
            with self._window.telling("Chưa lưu được lựa chọn biểu đồ"):
                store.set_setting("chart", page.chart if page.is_included else None)
