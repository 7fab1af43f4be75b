"""The bar at the top of the window: home, whose reports these are, and what is always at hand."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from desktop.appearance import icons, looks, scheme
from desktop.appearance.tokens import Space
from desktop.widgets.elided import Elided


class TopBar(QFrame):
    """Home at the left, the unit's name, then roll-up, charts, settings, colours and the guide.

    Signals:
        home, roll_up, charts, settings, theme, guide: The button was pressed.
    """

    home = Signal()
    roll_up = Signal()
    charts = Signal()
    settings = Signal()
    theme = Signal()
    guide = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.home_button = self._button("home", "Trang chủ (Ctrl+Home)", self.home)
        self._name = looks.label("Báo cáo CCHC", "accent")
        self._unit = Elided("", "muted")
        self.roll_up_button = self._button("git-merge", "Tổng hợp các đơn vị", self.roll_up)
        self.charts_button = self._button("chart-column", "Biểu đồ", self.charts)
        self.settings_button = self._button("settings", "Cài đặt (Ctrl+,)", self.settings)
        self.theme_button = self._button("moon", "", self.theme)
        self.guide_button = self._button("circle-question-mark", "Hướng dẫn (F1)", self.guide)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS + 2, Space.M, Space.XS + 2)
        row.setSpacing(Space.S)
        row.addWidget(self.home_button)
        row.addWidget(self._name)
        row.addWidget(self._unit, 1)
        for button in (
            self.roll_up_button,
            self.charts_button,
            self.settings_button,
            self.theme_button,
            self.guide_button,
        ):
            row.addWidget(button)
        self.show_scheme()

    def _button(self, icon: str, name: str, signal: SignalInstance) -> QToolButton:
        button = looks.tool_button(icon, name, role="text")
        button.clicked.connect(signal)
        return button

    def show_unit(self, name: str, note: str = "") -> None:
        """Say whose reports these are; "" while no store is open."""
        self._unit.say("  ·  ".join(filter(None, ("", name, note))).strip())

    def show_store(self, *, is_open: bool) -> None:
        """Offer what needs a store only while there is one."""
        self.home_button.setEnabled(is_open)
        self.roll_up_button.setEnabled(is_open)
        self.charts_button.setEnabled(is_open)

    def show_scheme(self) -> None:
        """Offer the other colours."""
        words = "Đổi sang giao diện sáng" if scheme.is_dark() else "Đổi sang giao diện tối"
        self.theme_button.setIcon(icons.icon("sun" if scheme.is_dark() else "moon"))
        self.theme_button.setToolTip(words)
        self.theme_button.setAccessibleName(words)
