"""What an officer of a level above does with the units' reports: look, trace, make a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from db.store import Store
    from desktop.main_window import MainWindow
    from desktop.pages.roll_up_page import RollUpPage
    from forms.period import Period
    from forms.rollup import RollUp
    from forms.unit import Unit


class RollUpActions(QObject):
    """The actions around the roll-up page."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def fill(self, page: RollUpPage) -> None:
        """Show what the units below the office have delivered."""
        from db.merge import conflicts
        from forms.unit import unit_for

        store, ref = self._desk.store, self._desk.office.unit
        if store is not None and ref.code:
            unit = unit_for(ref.code, ref.name)
            page.fill(store, unit, _periods(store, unit))
            page.show_conflicts(len(conflicts(store)))

    def begin(self, rolled: RollUp) -> None:
        """Make the level's own report out of the totals and show it."""
        with self._window.telling("Chưa lập được báo cáo"):
            self._window.show_report(self._begun(rolled))

    def receive(self) -> None:
        """Receive files of the units below."""
        from desktop.receiving.opening import receive_files

        receive_files(self._window)

    def decide(self) -> None:
        """Let what both sides have changed be decided."""
        from desktop.receiving.opening import decide_conflicts

        decide_conflicts(self._window)

    def show_register(self) -> None:
        """Show who has delivered for the period in sight and who is late."""
        from desktop.receiving.opening import show_register

        show_register(self._window)

    def _begun(self, rolled: RollUp) -> str:
        from db.rolling import units_texts

        store = self._desk.store
        if store is None:
            raise self._desk.no_store()
        form, office = rolled.form, self._desk.office
        with store.batch():
            report = store.new_report(form.id, form.version, office.unit, rolled.period)
            for key, words in office.front().items():
                store.set_front(report, key, words)
            for figure, value in rolled.reported.items():
                store.set_figure(report, figure, value)
            for text, words in units_texts(store, rolled).items():
                store.set_text(report, text, words)
        self._desk.reports_changed.emit()
        return report


def _periods(store: Store, unit: Unit) -> list[Period]:
    """Return the periods some unit below has a report of, the latest first."""
    from forms.hierarchy import is_below
    from forms.reporting_calendar import window

    found = {
        info.period
        for info in store.reports()
        if is_below(info.unit, unit, window(info.period).end)
    }
    return sorted(found, reverse=True)
