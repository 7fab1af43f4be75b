"""The bundled fonts: Be Vietnam Pro for the window, Liberation Serif for what is printed.

What is printed is not in sight at first, so its fonts are registered when first asked for; of
the window's, only the two weights of the first paint are registered before it.
"""

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
#: Kinds of widgets that a system (Windows does) gives fonts of their own.
_OWN_FONTS = (
    *("QMenu", "QMenuBar", "QComboMenuItem", "QMessageBox", "QTipLabel", "QStatusBar"),
    *("QAbstractItemView", "QListView", "QHeaderView", "QTitleBar", "QDockWidgetTitle"),
    *("QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QComboLineEdit"),
)
_FIRST_FILES = "BeVietnamPro-[RS]*.ttf"  # regular and semibold
_INTERFACE_FILES = "BeVietnamPro-[!RS]*.ttf"
_DOCUMENT_FILES = "LiberationSerif-*.ttf"


def install(app: QApplication) -> None:
    """Register the bundled fonts and set the application's font."""
    _register(_FIRST_FILES)
    wear(app)


def wear(app: QApplication) -> None:
    """Set the window's font for every kind of widget.

    To be called again after a change of style or of the system's colours: Qt then takes the
    system's own fonts for menus, lists, messages and tips once more (Windows has such).
    """
    font = interface()
    for kind in ((), *((name,) for name in _OWN_FONTS)):
        # A class is named by a str, whatever the stubs say.
        if app.font(*kind).families() != font.families():
            app.setFont(font, *kind)  # type: ignore[arg-type]


def register() -> tuple[str, ...]:
    """Register all bundled fonts; return the families they brought."""
    return tuple(sorted(_register(_FIRST_FILES) | register_rest() | _register(_DOCUMENT_FILES)))


def register_rest() -> frozenset[str]:
    """Register the window's other weights, once; return their families."""
    return _register(_INTERFACE_FILES)


@cache
def _register(files: str) -> frozenset[str]:
    """Register some fonts, once; return their families."""
    families: set[str] = set()
    for file in sorted(resources.path("fonts").glob(files)):
        number = QFontDatabase.addApplicationFont(str(file))
        families.update(QFontDatabase.applicationFontFamilies(number))
    return frozenset(families)


def interface(points: int = Points.BODY) -> QFont:
    """The window's font."""
    return _font(INTERFACE, points, QFont.StyleHint.SansSerif)


def document(points: int = Points.DOCUMENT) -> QFont:
    """The font in which printed sentences are shown."""
    _register(_DOCUMENT_FILES)
    return _font(DOCUMENT, points, QFont.StyleHint.Serif)


def _font(families: tuple[str, ...], points: int, hint: QFont.StyleHint) -> QFont:
    font = QFont(list(families))
    font.setPointSize(points)
    font.setStyleHint(hint)
    return font
