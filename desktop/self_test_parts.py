"""What a build must have brought along: modules, Qt's plugins, fonts, icons, guide.

Each step says what it found, or raises. Modules are imported by name, so that one left out of
a frozen program is named, and so that the rules of who may import what stay with those who work
with it.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QFont, QPixmap

#: What is named in the results → its module and what tells its version.
_LIBRARIES: Final = MappingProxyType(
    {
        "Qt": ("PySide6.QtCore", "qVersion"),
        "PySide6": ("PySide6", "__version__"),
        "SQLite": ("sqlite3", "sqlite_version"),
        "PyNaCl": ("nacl", "__version__"),
        "numpy": ("numpy", "__version__"),
        "matplotlib": ("matplotlib", "__version__"),
        "lxml": ("lxml.etree", "__version__"),
        "python-docx": ("docx", "__version__"),
        "PyYAML": ("yaml", "__version__"),
    }
)
_QT: Final = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPrintSupport", "QtNetwork")
_PACKAGES: Final = ("forms", "db", "desktop")
#: Letters with two marks, and those that fonts made for the West lack.
_LETTERS: Final = "ệữĐđơƯẵộỷẪ"
_ICON_SIDE: Final = 24
_PATIENCE: Final = 10_000


def versions() -> dict[str, str]:
    """Return the versions of Python and the libraries; "" for one that can't be loaded."""
    return {"Python": sys.version.partition(" ")[0]} | {
        name: _version(*where) for name, where in _LIBRARIES.items()
    }


def _version(module: str, attribute: str) -> str:
    try:
        told = getattr(import_module(module), attribute)
    except (ImportError, AttributeError):
        return ""
    return str(told() if callable(told) else told)


def libraries(_out: Path) -> str:
    """Import the libraries, Qt's modules, and every module of the program."""
    for module, attribute in _LIBRARIES.values():
        # Also what tells its version: a library without its modules may still be an empty folder.
        getattr(import_module(module), attribute)
    for module in _QT:
        import_module(f"PySide6.{module}")
    ours = [import_module(name) for package in _PACKAGES for name in _modules(package)]
    return f"{', '.join(f'{k} {v}' for k, v in versions().items())}; {len(ours)} mô-đun"


def _modules(package: str) -> Iterator[str]:
    import pkgutil

    path = import_module(package).__path__
    for found in pkgutil.walk_packages(path, f"{package}."):
        if not found.name.endswith("__main__"):
            yield found.name


def platform(_out: Path) -> str:
    """Start Qt; a plugin that is missing is told first: Qt itself would stop with a box."""
    from PySide6.QtGui import QGuiApplication

    from desktop.command_line import has_display

    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _need_plugin("platforms", f"q{_wanted_platform()}")
    from desktop import application

    application.make()
    return QGuiApplication.platformName()


def _wanted_platform() -> str:
    usual = "windows" if sys.platform == "win32" else "xcb"
    return (os.environ.get("QT_QPA_PLATFORM") or usual).partition(":")[0].partition(";")[0]


def _need_plugin(kind: str, name: str) -> None:
    from PySide6.QtCore import QCoreApplication

    folders = [Path(folder) / kind for folder in QCoreApplication.libraryPaths()]
    if not any(file.stem.removeprefix("lib") == name for f in folders for file in f.glob("*")):
        raise Problem(
            f"Bản cài thiếu phần bổ trợ “{kind}/{name}” của Qt. Hãy cài lại chương trình."
        )


def letters(_out: Path) -> str:
    """Look for the Vietnamese letters in the fonts of the window and of what is printed."""
    from desktop import application
    from desktop.appearance import fonts

    fonts.install(application.make())
    fonts.register_rest()
    named = {
        fonts.INTERFACE[0]: fonts.interface(),
        fonts.DOCUMENT[0]: fonts.document(),
    }
    for family, font in named.items():
        _check_font(family, font)
    return f"{' và '.join(named)} có đủ chữ tiếng Việt"


def _check_font(family: str, font: QFont) -> None:
    from PySide6.QtGui import QFontInfo, QRawFont

    taken = QFontInfo(font).family()
    if taken != family:
        raise Problem(f"Không nạp được phông chữ “{family}” đi kèm; Qt dùng “{taken}” thay vào.")
    raw = QRawFont.fromFont(font)
    missing = [letter for letter in _LETTERS if not raw.supportsCharacter(ord(letter))]
    if missing:
        raise Problem(f"Phông chữ “{family}” thiếu các chữ: {' '.join(missing)}.")


def pictures(_out: Path) -> str:
    """Draw every icon, and the pictures that the style takes from SVG files."""
    from PySide6.QtGui import QPixmap

    from desktop import application, resources
    from desktop.appearance import icons

    application.make()
    drawn = {
        file.stem: icons.icon(file.stem).pixmap(_ICON_SIDE, _ICON_SIDE)
        for file in sorted(resources.path("icons").glob("*.svg"))
    }
    of_style = {
        str(file): QPixmap(str(file)) for file in sorted(resources.path("style").rglob("*.svg"))
    }
    program = {"app.png": QPixmap(str(resources.path("icons", "app.png")))}
    empty = [name for name, it in (drawn | of_style | program).items() if _is_empty(it)]
    if empty or not drawn or not of_style:
        raise Problem(f"Không vẽ được biểu tượng: {', '.join(empty) or 'thiếu tệp'}.")
    return f"{len(drawn)} biểu tượng, {len(of_style)} hình của giao diện"


def _is_empty(picture: QPixmap) -> bool:
    """Whether nothing is drawn on it: every pixel is the same."""
    image = picture.toImage()
    shades = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    return len(shades) < 2  # noqa: PLR2004  (ground and drawing)


def guide(_out: Path) -> str:
    """Open every topic of the guide."""
    from desktop import application
    from desktop.pages.guide_page import GuidePage, topics

    application.make()
    page = GuidePage()
    for stem, title, _ in topics():
        page.open_topic(stem)
        if title not in page.text.toPlainText():
            raise Problem(f"Không mở được phần “{title}” của hướng dẫn.")
    page.deleteLater()
    if not topics():
        raise Problem("Bản cài thiếu hướng dẫn sử dụng. Hãy cài lại chương trình.")
    return f"{len(topics())} phần"


def another_start(out: Path) -> str:
    """Reach this process the way a second start would."""
    import threading

    from PySide6.QtCore import QCoreApplication, QEventLoop, QObject

    from desktop import application, instance_socket, second_start

    application.make()
    owner = QObject()
    heard: list[second_start.Request] = []
    said: list[second_start.Answer | None] = []

    def receive(request: second_start.Request) -> second_start.Answer:
        heard.append(request)
        return second_start.Answer.DONE

    listener = instance_socket.Listener(receive, owner)
    name, request = second_start.server_name(out), second_start.Request(second_start.Word.OPEN)
    listener.open(name)
    asking = threading.Thread(
        target=lambda: said.append(instance_socket.ask(name, request, _PATIENCE))
    )
    asking.start()
    while asking.is_alive():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    listener.close()
    if (heard, said) != ([request], [second_start.Answer.DONE]):
        raise Problem("Lần mở thứ hai không gọi được cửa sổ đang chạy.")
    return "gọi được cửa sổ đang chạy"
