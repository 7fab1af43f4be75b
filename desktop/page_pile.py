"""The pages of the window: each made when first shown, and bound to whoever does what it asks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.main_window import MainWindow
    from desktop.pages.charts_page import ChartsPage
    from desktop.pages.guide_page import GuidePage
    from desktop.pages.home_page import HomePage
    from desktop.pages.roll_up_page import RollUpPage
    from desktop.pages.settings_page import SettingsPage
    from desktop.pages.start_page import StartPage

Page = TypeVar("Page", bound=QWidget)


class PagePile(QStackedWidget):
    """The pages; that of an open report lies here as well."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._made: dict[str, QWidget] = {}

    @property
    def home(self) -> HomePage:
        """The list of reports."""
        from desktop.pages.home_page import HomePage

        return self._page("home", HomePage, self._connect_home)

    @property
    def start(self) -> StartPage:
        """The first start."""
        from desktop.pages.start_page import StartPage

        today = self._window.desk.today
        return self._page("start", lambda: StartPage(today()), self._connect_start)

    @property
    def settings(self) -> SettingsPage:
        """The settings."""
        from desktop.pages.settings_page import SettingsPage

        today = self._window.desk.today
        return self._page("settings", lambda: SettingsPage(today()), self._connect_settings)

    @property
    def guide(self) -> GuidePage:
        """The guide."""
        from desktop.pages.guide_page import GuidePage

        return self._page("guide", GuidePage)

    @property
    def charts(self) -> ChartsPage:
        """The charts."""
        from desktop.pages.charts_page import ChartsPage

        return self._page("charts", ChartsPage, self._connect_charts)

    @property
    def roll_up(self) -> RollUpPage:
        """The roll-up of the units below."""
        from desktop.pages.roll_up_page import RollUpPage

        today = self._window.desk.today
        return self._page("roll_up", lambda: RollUpPage(today), self._connect_roll_up)

    def has(self, name: str) -> bool:
        """Return whether a page, by the name of its attribute here, was made."""
        return name in self._made

    def shows(self, name: str) -> bool:
        """Return whether that page is in sight."""
        return self.has(name) and self.currentWidget() is self._made[name]

    def _page(
        self, name: str, make: Callable[[], Page], connect: Callable[[Page], None] | None = None
    ) -> Page:
        if name not in self._made:
            page = make()
            self._made[name] = page
            self.addWidget(page)
            if connect is not None:
                connect(page)
        return cast("Page", self._made[name])

    def _connect_home(self, page: HomePage) -> None:
        window, reports, stores = self._window, self._window.reports, self._window.stores
        page.new_wanted.connect(reports.begin)
        page.open_wanted.connect(window.show_report)
        page.export_wanted.connect(reports.export)
        page.save_wanted.connect(reports.save_file)
        page.remove_wanted.connect(reports.remove)
        page.intake_wanted.connect(reports.take_in)
        page.giving_wanted.connect(lambda _: window.hand_over())
        page.receive_wanted.connect(window.roll_ups.receive)
        page.removed_wanted.connect(reports.bring_back)
        page.backup_wanted.connect(stores.back_up)
        page.return_wanted.connect(stores.give_back)
        page.restore_wanted.connect(stores.restore)
        page.store_wanted.connect(stores.ask_and_open)
        page.start_wanted.connect(window.show_start)
        page.recent_wanted.connect(lambda path: stores.open(Path(path)))

    def _connect_roll_up(self, page: RollUpPage) -> None:
        page.open_wanted.connect(self._window.show_report)
        page.figure_wanted.connect(self._window.show_figure)
        page.begin_wanted.connect(self._window.roll_ups.begin)
        page.receive_wanted.connect(self._window.roll_ups.receive)
        page.deciding_wanted.connect(self._window.roll_ups.decide)
        page.register_wanted.connect(self._window.roll_ups.show_register)

    def _connect_start(self, page: StartPage) -> None:
        page.answered.connect(self._window.stores.create)
        page.sample_wanted.connect(self._window.stores.open_sample)
        page.store_wanted.connect(self._window.stores.ask_and_open)
        page.left.connect(self._window.show_home)

    def _connect_settings(self, page: SettingsPage) -> None:
        page.office_changed.connect(self._window.keep_office)
        page.theme_changed.connect(self._window.set_theme)
        page.editor_changed.connect(lambda name: self._window.desk.machine.change(editor=name))

    def _connect_charts(self, page: ChartsPage) -> None:
        page.include_changed.connect(lambda _: self._window.stores.keep_chart(page))
