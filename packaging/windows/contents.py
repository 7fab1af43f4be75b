"""What travels in the frozen program, what is left out, and why.

The spec takes these lists; the build prints what the program weighs by package beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Folders of data the program reads, as (place in the tree, place in the program).
DATA: Final = (("resources", "resources"), ("forms/catalogue", "forms/catalogue"))

#: Modules that nothing imports where a scan of the sources would see it.
HIDDEN: Final = ("PySide6.QtPrintSupport", "PySide6.QtSvg", "_cffi_backend")

#: Modules left out, with the reason.
EXCLUDED: Final = {
    "tkinter": "another toolkit",
    "IPython": "matplotlib and sqlite-utils offer themselves to it; nobody types Python here",
    "pip": "sqlite-utils can install plugins with it; this program installs nothing",
    "setuptools": "only builds packages",
    "pkg_resources": "only builds packages",
    "test": "Python's own tests",
    "doctest": "tests",
    "pytest": "tests",
    "lib2to3": "an old converter of sources",
    "ensurepip": "installs pip",
    "idlelib": "an editor",
    "turtledemo": "demonstrations",
    "sqlite_utils.cli": "sqlite-utils' own command line",
    "click_default_group": "sqlite-utils' own command line",
    "tzdata": "time zones: every date here is the office's own calendar day",
    "numpy.f2py": "compiles Fortran",
    "numpy.distutils": "builds packages",
    "numpy.tests": "numpy's own tests",
    "matplotlib.tests": "matplotlib's own tests",
    "matplotlib.backends.backend_qt": "charts are drawn as pictures, without a window of theirs",
    "matplotlib.backends.backend_qtagg": "the same",
    "matplotlib.backends.backend_pdf": "charts are PNG",
    "matplotlib.backends.backend_ps": "charts are PNG",
    "matplotlib.backends.backend_svg": "charts are PNG",
    "matplotlib.backends.backend_pgf": "charts are PNG",
    "matplotlib.pyplot": "charts are drawn on a Figure of their own",
    "lxml.isoschematron": "no schema is checked",
    "lxml.objectify": "python-docx needs etree alone",
    "PIL.ImageTk": "tkinter",
    "PIL._avif": "a picture format nobody puts in a report",
    "PIL._webp": "a picture format nobody puts in a report",
    "PIL._imagingcms": "colour profiles",
    "PIL._imagingtk": "tkinter",
    "PySide6.QtDBus": "Linux only",
    "PySide6.QtOpenGL": "nothing is drawn in 3D",
    "PySide6.QtOpenGLWidgets": "nothing is drawn in 3D",
    "PySide6.QtQml": "the window is made of widgets",
    "PySide6.QtQuick": "the window is made of widgets",
    "PySide6.QtSql": "the store is reached through Python's sqlite3",
    "PySide6.QtTest": "tests",
    "PySide6.QtXml": "XML is read by lxml",
    "shiboken6.tests": "tests",
    "yaml._yaml": "the catalogue is read with line numbers by the pure Python loader",
}


@dataclass(frozen=True)
class Dropped:
    """Files left out of the program: where they would lie (a regular expression), and why."""

    pattern: str
    reason: str

    def takes(self, name: str) -> bool:
        """Whether a file at this place in the program is one of them."""
        return re.search(self.pattern, name.replace("\\", "/"), re.IGNORECASE) is not None


#: Files that PyInstaller would take along, with the reason they stay behind.
DROPPED: Final = (
    Dropped(r"opengl32sw\.dll$", "Mesa, 20 MB: widgets are painted without OpenGL"),
    Dropped(r"/(d3dcompiler_\d+|libEGL|libGLESv2)\.dll$", "3D: widgets need none"),
    Dropped(
        r"/Qt6(Qml|Quick|Pdf|VirtualKeyboard|OpenGL|Sql|DBus|Test|Xml)\w*\.dll$",
        "parts of Qt that nothing here calls",
    ),
    Dropped(
        r"plugins/(tls|networkinformation|generic|platforminputcontexts|qmltooling|sqldrivers)/",
        "Qt's network, touch and database plugins: offline, and widgets only",
    ),
    Dropped(
        r"plugins/platforms/(?!qwindows|qoffscreen)",
        "other window systems; offscreen stays for `demo`, which needs no display",
    ),
    Dropped(
        r"plugins/imageformats/(?!qsvg|qico)", "icons are SVG, PNG and ICO; PNG is in Qt itself"
    ),
    Dropped(r"PySide6/translations/", "no Vietnamese among them: the program brings its own words"),
    Dropped(
        r"mpl-data/(sample_data|images|plot_directive|stylelib|kpsewhich)",
        "examples, and what matplotlib's own window shows",
    ),
    Dropped(r"mpl-data/fonts/(afm|pdfcorefonts)", "fonts for PostScript and PDF pictures"),
    Dropped(
        r"mpl-data/fonts/ttf/(?!DejaVuSans(-Bold)?\.ttf)",
        "charts use Be Vietnam Pro; DejaVu Sans stays as matplotlib's last resort",
    ),
    Dropped(r"lxml/isoschematron/", "no schema is checked"),
    Dropped(r"docx/templates/default-docx-template/", "the same template again, unpacked"),
    Dropped(r"(^|/)(api-ms-win-|ucrtbase\.dll)", "part of Windows 10 and 11"),
    Dropped(r"[^/]+\.(dist|egg)-info/(?!METADATA$)", "installers' notes"),
)


def reason_to_drop(name: str) -> str:
    """Why the file at this place stays behind; nothing if it travels."""
    return next((dropped.reason for dropped in DROPPED if dropped.takes(name)), "")


#: What the sizes are told by: the first that matches a file's place in the program.
_GROUPS: Final = (
    ("PySide6 and Qt", r"^(PySide6|shiboken6)/"),
    ("numpy with OpenBLAS", r"^numpy(\.libs)?/"),
    (
        "matplotlib with contourpy, kiwisolver, fontTools",
        r"^(matplotlib|contourpy|kiwisolver|mpl|fontTools)",
    ),
    ("Pillow", r"^PIL/"),
    ("lxml", r"^lxml/"),
    ("python-docx", r"^docx/"),
    ("fonts, icons, guide, samples", r"^resources/"),
    ("forms (catalogue)", r"^forms/"),
    ("Python modules, compiled", r"(^|/)(PYZ|base_library)"),
    ("Python itself, SQLite, runtime", r"."),
)


def group_of(name: str) -> str:
    """The package a file of the program belongs to, in words."""
    place = name.replace("\\", "/").removeprefix("_internal/")
    return next(group for group, pattern in _GROUPS if re.search(pattern, place))


def weigh(files: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Bytes by package, the heaviest first, of (place in the program, bytes)."""
    sums: dict[str, int] = {}
    for name, size in files:
        sums[group_of(name)] = sums.get(group_of(name), 0) + size
    return dict(sorted(sums.items(), key=lambda item: -item[1]))


def table(
    packed: dict[str, int], unpacked: dict[str, int], left_out: dict[str, list[str | int]]
) -> list[str]:
    """The lines that tell what the program weighs and what stayed behind, with the reasons."""
    lines = ["packed MB  unpacked MB  package"]
    lines += [
        f"{size / 1e6:9.2f}  {unpacked.get(group, 0) / 1e6:11.2f}  {group}"
        for group, size in packed.items()
    ]
    lines += ["", "left out MB  files  what, and why"]
    for dropped in DROPPED:
        sizes = [int(size) for name, (_, size) in left_out.items() if dropped.takes(name)]
        lines.append(f"{sum(sizes) / 1e6:11.2f}  {len(sizes):5}  {dropped.reason}")
    lines += ["", "modules not taken", *(f"  {name}: {why}" for name, why in EXCLUDED.items())]
    return lines
