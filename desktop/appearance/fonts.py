"""The bundled fonts: Be Vietnam Pro for the window, Liberation Serif for what is printed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase

from desktop import resources
from desktop.appearance.tokens import Points

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

#: Tried in this order; the first one is bundled, the others come with Windows and Linux.
INTERFACE = ("Be Vietnam Pro", "Segoe UI", "Noto Sans", "DejaVu Sans")
#: Liberation Serif has the widths of Times New Roman, which the report is printed in.
DOCUMENT = ("Liberation Serif", "Times New Roman", "Noto Serif", "DejaVu Serif")


def install(app: QApplication) -> None:
    """Register the bundled fonts and set the application's font."""
    register()
    app.setFont(interface())


@cache
def register() -> tuple[str, ...]:
    """Register the bundled fonts once; return the families they brought."""
    families: set[str] = set()
    for file in sorted(resources.path("fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families.update(QFontDatabase.applicationFontFamilies(number))
    return tuple(sorted(families))


def interface(points: int = Points.BODY) -> QFont:
    """The window's font."""
    return _font(INTERFACE, points, QFont.StyleHint.SansSerif)


def document(points: int = Points.DOCUMENT) -> QFont:
    """The font in which printed sentences are shown."""
    return _font(DOCUMENT, points, QFont.StyleHint.Serif)


def _font(families: tuple[str, ...], points: int, hint: QFont.StyleHint) -> QFont:
    font = QFont(list(families))
    font.setPointSize(points)
    font.setStyleHint(hint)
    return font
