"""What all charts are drawn with: colours, hatches, the program's own fonts, and a bare figure.

matplotlib is imported at the first picture and never before. The same data give the same bytes on
every machine: the fonts are taken by path, and the settings are matplotlib's defaults, not the
user's. No pyplot: it keeps figures and looks for a window system. Series tell themselves apart by
hatch or marker, not by colour alone.
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

#: Pictures for paper are sharp enough for a printer at so many dots per inch.
PAPER_DPI: Final = 220
MM_PER_INCH: Final = 25.4
_FONTS: Final = Path(__file__).resolve().parents[2] / "resources" / "fonts"


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of one scheme; the surfaces are those of the window's cards."""

    surface: str
    text: str
    muted: str
    line: str
    series: Mapping[str, str]


LIGHT: Final = Ink(
    surface="#ffffff",
    text="#16211f",
    muted="#4c5e5d",
    line="#dde6e5",
    series=MappingProxyType(
        {
            "received": "#4c5e5d",
            "done": "#0d837c",
            "on_time": "#c98a1b",
            "pending": "#1f5aa6",
            "overdue": "#b3261e",
            "rate": "#0d837c",
            "above": "#0d837c",
            "below": "#b3261e",
            "complete": "#1f5aa6",
        }
    ),
)
DARK: Final = Ink(
    surface="#19221f",
    text="#e6eeec",
    muted="#a3b5b2",
    line="#2a3735",
    series=MappingProxyType(
        {
            "received": "#a3b5b2",
            "done": "#5fc4ba",
            "on_time": "#f0bd62",
            "pending": "#8cbcf5",
            "overdue": "#ff9d93",
            "rate": "#5fc4ba",
            "above": "#5fc4ba",
            "below": "#ff9d93",
            "complete": "#8cbcf5",
        }
    ),
)

#: Role → hatch of its bars, marker and dash of its line.
MARKS: Final = MappingProxyType(
    {
        "received": ("", "o", "-"),
        "done": ("////", "s", "--"),
        "on_time": ("....", "^", ":"),
        "pending": ("", "o", "-"),
        "overdue": ("xxxx", "X", "--"),
        "rate": ("////", "D", "-"),
        "above": ("////", "^", "-"),
        "below": ("xxxx", "v", "--"),
        "complete": ("....", "o", "-"),
    }
)


def use_cache_folder(folder: Path) -> None:
    """Let matplotlib keep its list of fonts there, so that only the first picture ever waits.

    Must be called before the first picture; afterwards it has no effect.
    """
    os.environ["MPLCONFIGDIR"] = str(folder)


def font(points: float, weight: str = "Regular") -> FontProperties:
    """Return the program's own font in a size."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(_FONTS / f"BeVietnamPro-{weight}.ttf"), size=points)


def drawn_png(
    size_mm: tuple[int, int], dpi: int, ink: Ink, compose: Callable[[Figure], None]
) -> bytes:
    """Return what ``compose`` draws as a PNG picture of that size and resolution.

    Takes about a second the first time, because matplotlib is loaded. Not to be called from
    two threads at once.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    width, height = size_mm
    with mpl.rc_context():
        mpl.rcdefaults()
        figure = Figure((width / MM_PER_INCH, height / MM_PER_INCH), dpi=dpi)
        figure.set_facecolor(ink.surface)
        FigureCanvasAgg(figure)
        compose(figure)
        stream = io.BytesIO()
        # The name and version of the program that drew it would differ from one to the next.
        figure.savefig(stream, format="png", dpi=dpi, metadata={"Software": None})
    return stream.getvalue()
