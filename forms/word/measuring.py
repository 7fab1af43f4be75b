"""How wide a line of Times New Roman is, to draw lines of the length the decree asks for.

The widths are those of Liberation Serif (resources/fonts), made to the measure of Times New
Roman, in 1/2048 of the letter size. A letter with a tone or hat is as wide as the bare letter,
only ơ and ư have widths of their own.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from forms.word.page import TWIPS_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNITS = 2048
_HORN = "\u031b"
_UNKNOWN = 1024

_REGULAR: Mapping[int, str] = {
    369: "'", 410: "|", 512: " ,.\u00a0", 569: "/:;\\ijlt", 614: "²³", 682: "!()-I[]`fr‘’",
    797: "Js", 819: "°", 836: '"', 909: "?acez“”", 961: "^", 983: "{}",
    1024: "#$*0123456789_bdghknopquvxyđ–§",
    1083: "ơ", 1108: "~", 1110: "ư", 1139: "FPS", 1155: "+<=>", 1251: "ELTZ", 1366: "BCR",
    1479: "ADGHKNOQUVXYwĐƠ", 1589: "Ư", 1593: "&m", 1706: "%", 1821: "M", 1886: "@", 1933: "W",
    2048: "—…",
}  # fmt: skip

_BOLD: Mapping[int, str] = {
    451: "|", 512: " ,.\u00a0", 569: "'/\\il", 614: "²³", 682: "!()-:;[]`fjt‘’",
    797: "Is", 807: "{}",
    819: "°", 909: "cerz", 1024: "#$*0123456789?J_agovxy–“”§", 1065: "~", 1134: "ơ", 1137: '"',
    1139: "Sbdhknpquđ", 1167: "+<=>", 1190: "^", 1229: "ư", 1251: "FP", 1366: "BELTZ",
    1479: "ACDNRUVXYwĐ", 1593: "GHKOQƠ", 1630: "Ư", 1706: "&m", 1905: "@", 1933: "M", 2048: "%W—…",
}  # fmt: skip

_ITALIC: Mapping[int, str] = {
    438: "'", 512: " ,.\u00a0", 563: "|", 569: "/\\fijlt", 614: "²³", 682: "!()-:;I`‘’",
    797: "[]rsz", 819: "{}°", 860: '"', 864: "^", 909: "Jcekvxy",
    1024: "#$*0123456789?S_abdghnopquđ–§",
    1093: "ơ", 1108: "~", 1117: "ư", 1139: "LTYZ“”", 1251: "ABEFPRVX", 1366: "CKNw", 1382: "+<=>",
    1479: "DGHOQUmĐƠ", 1544: "Ư", 1593: "&", 1706: "%MW", 1821: "—…", 1884: "@",
}  # fmt: skip

_FACES: Mapping[str, Mapping[int, str]] = {
    "regular": _REGULAR,
    "bold": _BOLD,
    "italic": _ITALIC,
}


@cache
def _letters(face: str) -> Mapping[str, int]:
    return {letter: width for width, letters in _FACES[face].items() for letter in letters}


def _bare(letter: str) -> str:
    """Return the letter without tone and hat, but with its horn."""
    parts = unicodedata.normalize("NFD", letter)
    horn = _HORN if _HORN in parts else ""
    return unicodedata.normalize("NFC", parts[0] + horn)


def text_width(text: str, points: int, face: str) -> int:
    """Return how wide the text is on one line, in twips.

    Args:
        text: The words.
        points: The letter size.
        face: "regular", "bold" or "italic".
    """
    known = _letters(face)
    units = sum(known.get(_bare(letter), _UNKNOWN) for letter in unicodedata.normalize("NFC", text))
    return units * points * TWIPS_PER_POINT // _UNITS
