"""The way from the window to the dialogs of receiving, and what follows in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.appearance.tokens import State

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from db.store import Store
    from desktop.main_window import MainWindow
    from forms.period import Period


def receive_files(window: MainWindow) -> None:
    """Receive files of the units below into the open store."""
    from desktop.receiving.dialog import ReceiveDialog, Receiving

    desk = window.desk
    if desk.store is None:
        window.show_start()
    elif window.settle():
        about = Receiving(desk.store, desk.today, lambda parent: decide_conflicts(window, parent))
        if ReceiveDialog.ask(window, about):
            _follow(window)


def decide_conflicts(window: MainWindow, parent: QWidget | None = None) -> None:
    """Let what both sides have changed be decided."""
    from desktop.receiving.deciding import ConflictsDialog

    desk = window.desk
    if desk.store is not None and window.settle():
        with window.telling("Chưa mở được danh sách xung đột"):
            if ConflictsDialog.ask(parent or window, desk.store, desk.today):
                _follow(window)


def show_register(window: MainWindow) -> None:
    """Show who below the office has delivered for a period and who is late."""
    from desktop.receiving.register import Following, RegisterDialog
    from forms.unit import unit_for

    desk = window.desk
    if desk.store is None or not desk.office.unit.code:
        return
    with window.telling("Chưa mở được bảng theo dõi"):
        unit = unit_for(desk.office.unit.code, desk.office.unit.name)
        periods = _periods(desk.store, window.pile.roll_up.period.currentData(), desk.today())
        about = Following(desk.store, unit, periods, desk.machine, desk.today)
        RegisterDialog.ask(window, about)


def _periods(store: Store, shown: Period | None, today: date) -> list[Period]:
    """Return the periods to choose from: the one in sight, what there is, what is due next."""
    from desktop import overview

    there = sorted({info.period for info in store.reports()}, reverse=True)
    return [*dict.fromkeys([*([shown] if shown else []), *there, overview.suggested((), today)])]


def _follow(window: MainWindow) -> None:
    """Show what has changed; an open report, which knows nothing of it, is opened anew later."""
    if window.report is not None and window.pile.currentWidget() is window.report:
        window.show_home()
    window.leave_report()
    window.desk.reports_changed.emit()
    if window.pile.currentWidget() is window.pile.roll_up:
        window.show_roll_up()
    else:
        words = "Báo cáo nhận của đơn vị khác nằm ở trang “Tổng hợp”."
        see = ("Mở trang Tổng hợp", window.show_roll_up)
        window.toasts.say(words, State.INFO, actions=(see,), seconds=20)
