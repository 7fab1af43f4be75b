"""The measures of the look: colours, spaces, radii and type sizes. No Qt here.

One accent colour (deep teal), a neutral scale with a breath of the same hue, and four
semantic colours that always travel with an icon, so that no state rests on colour alone.
Every text colour has a contrast of at least 4.5 : 1 on the grounds it is used on
(WCAG 2.1, 1.4.3); borders of fields and the focus ring at least 3 : 1 (1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class State(StrEnum):
    """What is known about a field, a row or a section."""

    NONE = ""
    OK = "ok"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    UNFILLED = "unfilled"


#: Each state's icon: shapes differ, so the state is told without colour.
STATE_ICONS: Mapping[State, str] = MappingProxyType(
    {
        State.NONE: "",
        State.OK: "circle-check",
        State.INFO: "info",
        State.WARNING: "triangle-alert",
        State.ERROR: "circle-x",
        State.UNFILLED: "circle-dashed",
    }
)

#: Each state's name, for screen readers and tool tips.
STATE_NAMES: Mapping[State, str] = MappingProxyType(
    {
        State.NONE: "",
        State.OK: "khớp",
        State.INFO: "lưu ý",
        State.WARNING: "cảnh báo",
        State.ERROR: "lỗi",
        State.UNFILLED: "chưa nhập",
    }
)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one scheme, each as ``#rrggbb``, named by what they are for.

    Attributes:
        ground: Behind everything.
        surface: Cards, fields, menus.
        raised: Hovered rows, headers of tables.
        sunken: The side bar and other quiet areas.
        line: Hairlines between things.
        border: Outlines of fields and buttons.
        text: Words.
        muted: Secondary words.
        disabled: Words of what can't be used now (exempt from contrast by WCAG 1.4.3).
        accent: The one accent: primary buttons, the chosen tab, links.
        accent_hover: The accent under the pointer.
        on_accent: Words on the accent.
        accent_soft: Ground of what is chosen.
        focus: The ring around what has the focus.
        ok, info, warning, error, unfilled: Words and icons of a state.
        ok_soft, info_soft, warning_soft, error_soft, unfilled_soft: Grounds of a state.
    """

    ground: str
    surface: str
    raised: str
    sunken: str
    line: str
    border: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    focus: str
    ok: str
    info: str
    warning: str
    error: str
    unfilled: str
    ok_soft: str
    info_soft: str
    warning_soft: str
    error_soft: str
    unfilled_soft: str

    def colour(self, role: str) -> str:
        """The colour of that role; a state's name is a role too, "" is plain text."""
        return str(getattr(self, role or "text"))


LIGHT = Palette(
    ground="#f4f7f7",
    surface="#ffffff",
    raised="#eff4f3",
    sunken="#eaf0ef",
    line="#dde6e5",
    border="#768a89",
    text="#16211f",
    muted="#4c5e5d",
    disabled="#93a3a2",
    accent="#0b6560",
    accent_hover="#084f4b",
    on_accent="#ffffff",
    accent_soft="#d9ecea",
    focus="#0d837c",
    ok="#1a6b3a",
    info="#1f5aa6",
    warning="#865200",
    error="#b3261e",
    unfilled="#4f5f6b",
    ok_soft="#e3f3e8",
    info_soft="#e4eefa",
    warning_soft="#fdf1da",
    error_soft="#fcebe9",
    unfilled_soft="#e9eef1",
)

DARK = Palette(
    ground="#111817",
    surface="#19221f",
    raised="#212c2a",
    sunken="#0d1413",
    line="#2a3735",
    border="#6b807d",
    text="#e6eeec",
    muted="#a3b5b2",
    disabled="#647572",
    accent="#5fc4ba",
    accent_hover="#82d6cd",
    on_accent="#06201d",
    accent_soft="#173a37",
    focus="#5fc4ba",
    ok="#7fd09a",
    info="#8cbcf5",
    warning="#f0bd62",
    error="#ff9d93",
    unfilled="#a9b8c2",
    ok_soft="#16301f",
    info_soft="#172b44",
    warning_soft="#382a10",
    error_soft="#431d1a",
    unfilled_soft="#25303a",
)


class Space:
    """Distances in device-independent pixels."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Radius:
    """Corner radii in device-independent pixels."""

    S = 4
    M = 6
    L = 10


class Points:
    """Type sizes in points, so that they follow the screen's scaling."""

    SMALL = 9
    BODY = 10
    LEAD = 11
    TITLE = 13
    DISPLAY = 18
    DOCUMENT = 12


#: Side of an ordinary icon in device-independent pixels.
ICON = 16
