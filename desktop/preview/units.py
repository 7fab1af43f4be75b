"""The preview's own measure: tenths of a point, so the layout never depends on a screen.

Fonts are asked for at ten times their size and painted scaled down, because Qt rounds the
widths of letters at small sizes; every screen and printer then breaks the lines alike.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase

from desktop import resources
from forms.layout import DECREE_30

if TYPE_CHECKING:
    from pathlib import Path

#: Units in a point and in an inch.
PER_POINT = 10
PER_INCH = 72 * PER_POINT

_BUNDLED_FILES = "LiberationSerif-*.ttf"
_FILE_NAME = "Liberation Serif"
_OWN_NAME = "Van Ban 30 Serif"


def pt(points: float) -> float:
    """Points as units."""
    return points * PER_POINT


def mm(millimetres: float) -> float:
    """Millimetres as units."""
    return millimetres * PER_INCH / 25.4


@cache
def family() -> str:
    """Times New Roman where it is installed with Vietnamese letters, else the bundled font.

    The bundled font, Liberation Serif, has the widths of Times New Roman. It is registered
    under a name of our own, because old copies of it on some machines lack Vietnamese letters
    and Qt would take those.
    """
    wanted = DECREE_30.font
    vietnamese = QFontDatabase.WritingSystem.Vietnamese
    if wanted in QFontDatabase.families() and vietnamese in QFontDatabase.writingSystems(wanted):
        return wanted
    numbers = [_register(file) for file in sorted(resources.path("fonts").glob(_BUNDLED_FILES))]
    return _OWN_NAME if -1 not in numbers and numbers else wanted


def _register(file: Path) -> int:
    """Register a font file under our own name; return Qt's number for it, -1 if it refuses.

    The name is written over the old one of the same length, in both of a font's encodings.
    """
    content = file.read_bytes()
    for encoding in ("ascii", "utf-16-be"):
        content = content.replace(_FILE_NAME.encode(encoding), _OWN_NAME.encode(encoding))
    return QFontDatabase.addApplicationFontFromData(content)


@cache
def font(points: int, *, bold: bool = False, italic: bool = False) -> QFont:
    """The document's font in a size of the decree, unhinted so that widths are exact."""
    made = QFont(family())
    made.setStyleHint(QFont.StyleHint.Serif)
    made.setPixelSize(round(pt(points)))
    made.setBold(bold)
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setKerning(False)  # Word does not kern unless told to
    return made


def single(points: int) -> float:
    """Height of a line of single spacing."""
    return pt(points) * DECREE_30.single_2048ths / 2048
