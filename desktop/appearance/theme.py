"""Puts the look on the application: style, palette and stylesheet, following the system live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import shiboken6
from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette

from desktop import resources
from desktop.appearance import fonts, scheme, stylesheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.appearance.tokens import Palette

Mode = Literal["light", "dark", "system"]

_REQUESTS = {
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "system": Qt.ColorScheme.Unknown,
}

#: Where each of Qt's colour roles takes its colour from.
_ROLES = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "raised",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "border",
    QPalette.ColorRole.Shadow: "border",
}

_DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


class Theme(QObject):
    """The look of one application; there is one, owned by the application.

    Attributes:
        mode: "light", "dark", or "system" to follow the system's colour scheme.

    Signals:
        changed: The colours are different now. Painted things follow by themselves;
            this is for pictures that were made beforehand (HTML, charts).
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.mode: Mode = "system"
        self._app = app
        QDir.setSearchPaths("style", [str(resources.path("style"))])
        # Set explicitly: the default style of Windows differs from one Qt to the next.
        app.setStyle("Fusion")
        fonts.install(app)
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def set_mode(self, mode: Mode) -> None:
        """Change the scheme at once."""
        self.mode = mode
        hints = self._app.styleHints()
        hints.setColorScheme(_REQUESTS[mode])
        self._wear(hints.colorScheme() if mode == "system" else _REQUESTS[mode])

    def _follow(self, system: Qt.ColorScheme) -> None:
        self._wear(system if self.mode == "system" else _REQUESTS[self.mode])

    def _wear(self, wanted: Qt.ColorScheme) -> None:
        colours = scheme.choose(dark=wanted == Qt.ColorScheme.Dark)
        self._app.setPalette(qt_palette(colours))
        sheet = stylesheet.sheet(colours)
        is_other = sheet != self._app.styleSheet()
        if is_other:
            self._app.setStyleSheet(sheet)
        fonts.wear(self._app)
        if is_other:
            self.changed.emit()


#: The theme in use; asking the application for it would wrap all its children, which is slow.
_made: list[Theme] = []


def _is_of(theme: Theme, app: QApplication) -> bool:
    return shiboken6.isValid(theme) and theme.parent() == app


def apply(app: QApplication, mode: Mode = "system") -> Theme:
    """Put the look on the application, or change its mode; return the one `Theme`."""
    theme = next((made for made in _made if _is_of(made, app)), None) or Theme(app)
    _made[:] = [theme]
    theme.set_mode(mode)
    return theme


def qt_palette(colours: Palette) -> QPalette:
    """The colours as Qt's palette, for what no stylesheet touches."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(colours.colour(name)))
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return palette
