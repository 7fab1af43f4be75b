"""The way from the window to the dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.main_window import MainWindow


def open_dialog(window: MainWindow) -> None:
    """Hand over reports of the open store; what is being typed in the window goes along."""
    from desktop.appearance.tokens import State
    from desktop.hand_over.dialog import Giving, HandOverDialog
    from desktop.hand_over.words import NOTHING_TO_GIVE

    desk = window.desk
    if desk.store is None:
        window.show_start()
    elif not window.settle():
        return
    elif all(info.giver is not None for info in desk.store.reports()):
        window.toasts.say(NOTHING_TO_GIVE, State.INFO)
    else:
        giving = Giving(desk.store, desk.office.unit.code, desk.machine, _chosen(window))
        HandOverDialog.ask(window, giving)


def _chosen(window: MainWindow) -> str:
    """The report in sight: the open one, or the one chosen in the list."""
    report = window.report
    if report is not None and window.pile.currentWidget() is report:
        return report.session.report_id
    return window.pile.home.reports.current()
