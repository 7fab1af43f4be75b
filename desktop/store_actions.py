"""What an officer does to a whole store: open, make, back up, go back to a backup."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from desktop import places
from desktop.appearance.tokens import State
from desktop.dialogs.export import STORE, OpenFileDialog
from desktop.dialogs.message import MessageDialog, Way
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from db.backup import Backup
    from db.failure import StoreProblem
    from desktop.main_window import MainWindow
    from desktop.pages.charts_page import ChartsPage
    from desktop.pages.start_page import NewStore
    from desktop.stick_actions import StickActions

_RESTORE: Final = "restore"
_NOT_OPENED: Final = "Chưa mở được sổ dữ liệu"


class StoreActions(QObject):
    """The actions; each asks what it must, does it on the desk, and tells how it went."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    @cached_property
    def sticks(self) -> StickActions:
        """What is done to stores of sticks and shares."""
        from desktop.stick_actions import StickActions

        return StickActions(self._window)

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
        from db.failure import StoreProblem

        if not self._settle():
            return
        store = self._desk.store
        if store is not None and store.path == path:
            self._window.show_home()
        elif self._is_copied_from(path) or self.sticks.may_leave(partial(self.open, path)):
            try:
                self._open(path)
            except StoreProblem as problem:
                self._tell(path, problem)

    def _is_copied_from(self, path: Path) -> bool:
        """Whether that store's copy is the open one, so that none is left for another."""
        store = self._desk.store
        return store is not None and self._desk.origins.copy_of(path) == store.path

    def _open(self, path: Path) -> None:
        """Open a store, or the copy of one that can't be edited where it lies."""
        from db import drives
        from db.failure import StoreProblem

        drive = drives.drive_of(path)
        if not drive.is_for_editing:
            self.sticks.open(path, drive)
            return
        origin = self._desk.origins.of(path)
        there = origin.changed() if origin is not None else None
        if there is not None:
            with suppress(StoreProblem):  # then the one here is all there is
                self.sticks.open(there, drives.drive_of(there))
                return
        self._desk.open(path)

    def open_sample(self) -> None:
        """Open the sample reports."""
        if not self._settle():
            return
        if self._desk.has_samples:
            self._window.show_home()
        elif self.sticks.may_leave(self.open_sample):
            with self._window.telling("Chưa mở được dữ liệu mẫu"):
                self._desk.open_sample()

    def create(self, new: NewStore) -> None:
        """Make the store of an office; what is wrong is said on the page that asked."""
        if not self._settle() or not self.sticks.may_leave(partial(self.create, new)):
            return
        try:
            self._desk.create(new.path, new.office)
            self.sticks.adopt(new.path)
        except Problem as problem:
            self._window.pile.start.show_problem(problem.message)

    def may_close(self, close: Callable[[], object]) -> bool:
        """Offer to put a store back on its stick before the window closes; see `may_leave`."""
        return not self._desk.has_news or self.sticks.may_leave(close)

    def return_words(self) -> str:
        """What the way back to the stick is called; "" if the open store came from none."""
        return self.sticks.return_words() if self._desk.origin is not None else ""

    def give_back(self) -> None:
        """Put the open store back on the stick it came from."""
        if self._window.settle():
            self._window.commit()
            self.sticks.give_back()

    def _settle(self) -> bool:
        """Whether the open store may be left: nothing is typed any more, nothing being copied."""
        if self.sticks.is_busy:
            self._window.toasts.say("Đang chép sổ; chép xong hãy mở sổ khác.", State.INFO)
            return False
        if not self._window.settle():
            return False
        self._window.leave_report()
        return True

    def _tell(self, path: Path, problem: StoreProblem) -> None:
        from db.failure import Fault

        if problem.fault is Fault.NOT_FOUND:
            self._desk.machine.put(self._desk.machine.value.forgotten(path))
        is_mendable = problem.fault in (Fault.DAMAGED, Fault.NOT_OURS)
        copies = self._copies(path) if is_mendable and _is_for_editing(path) else ()
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
                self._window.pile.home.show_backup(store.backups(), self._desk.today())

    def restore(self) -> None:
        """Go back to a backup of the open store."""
        store = self._desk.store
        if store is not None and self._window.settle():
            self._window.leave_report()
            self._window.pile.home.leave()
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


def _is_for_editing(path: Path) -> bool:
    from db import drives

    return drives.drive_of(path).is_for_editing
