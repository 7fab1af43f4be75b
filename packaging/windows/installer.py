"""The setup program: what travels in it is listed here, what it does stands in installer.nsi.

The list of files is made from the frozen folder and sorted, so that the same folder always gives
the same setup program. It travels along: the uninstaller and every later setup delete exactly what
it names, and nothing else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path, PurePath, PurePosixPath
from typing import Final

import workshop
from appearance import DESCRIPTION, TITLE
from workshop import NAME, ROOT, WORK, refuse

#: The list of what setup put there; it lies in the program's own folder of parts.
LIST: Final = f"{NAME}-files.txt"
#: Setup unpacks here, beside the program; see installer_steps.nsh.
STAGING: Final = "_setup.new"

_SCRIPT: Final = Path(__file__).with_name("installer.nsi")
_PARTS: Final = "_internal"
_ICONS: Final = ROOT / "resources" / "icons"
_ON_WINDOWS: Final = Path(r"C:\Program Files (x86)\NSIS\makensis.exe")
#: The strip beside the first and the last page, as wide and high as the wizard shows it.
_STRIP: Final = (164, 314)
_EMBLEM: Final = 112
_TEAL: Final = (0x0F, 0x76, 0x6E)


def make(folder: Path, target: Path, *, version: str = "", small: bool = True) -> None:
    """Make the setup program that carries a one-folder program.

    Args:
        folder: The program: its .exe and ``_internal`` beside it.
        target: The setup program to write.
        version: Another version than the project's; for tests of upgrades.
        small: Whether to compress; not for tests, since it takes a minute.
    """
    made = WORK / "setup" / target.stem
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    places = files_of(folder)
    version = version or workshop.version()
    (made / LIST).write_text(listing(places, version), encoding="utf-16", newline="\r\n")
    (made / "unpack.nsh").write_text(unpacking(folder, places), encoding="utf-8")
    _draw_strip(made / "strip.bmp")
    target.parent.mkdir(parents=True, exist_ok=True)
    words = {
        "VERSION": version,
        "NAME": NAME,
        "TITLE": TITLE,
        "DESCRIPTION": DESCRIPTION,
        "LIST": LIST,
        "STAGING": STAGING,
        "LONGEST": str(len(STAGING) + 1 + max(len(str(place)) for place in places)),
        "ICON": str(_ICONS / "app.ico"),
        "TARGET": str(target),
    }
    lines = [f'!define {name} "{_quoted(word)}"' for name, word in words.items()]
    lines += ["!define SMALL"] if small else []
    (made / "made.nsh").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _run_makensis(made)


def files_of(folder: Path) -> list[PurePosixPath]:
    """The places of all files in the program, in one order on every machine; the .exe first."""
    found = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    strangers = [path for path in found if path.parts[0] not in {f"{NAME}.exe", _PARTS}]
    if strangers or PurePath(f"{NAME}.exe") not in found:
        refuse(f"{folder} does not hold {NAME}.exe and {_PARTS} alone.")
    places = [PurePosixPath(path.as_posix()) for path in found]
    return sorted(places, key=lambda place: (len(place.parts) > 1, place.parts))


def listing(places: list[PurePosixPath], version: str) -> str:
    """What the uninstaller reads: the version, each file, then each folder, the deepest first.

    The folder of parts is missing: it goes last, after this list that lies in it.
    """
    folders = {parent for place in places for parent in place.parents if len(parent.parts) > 1}
    deepest = sorted(folders, key=lambda place: (-len(place.parts), place.parts))
    lines = [f"{NAME} {version}", *map(_said, places), *(f"{_said(each)}\\" for each in deepest)]
    return "\n".join(lines) + "\n"


def unpacking(folder: Path, places: list[PurePosixPath]) -> str:
    """The lines of the installer script that unpack each file."""
    lines: list[str] = []
    last = None
    for place in places:
        if place.parent != last:
            last = place.parent
            inside = "" if last == PurePosixPath() else f"\\{_quoted(_said(last))}"
            lines.append(f'SetOutPath "$INSTDIR\\${{STAGING}}{inside}"')
        lines.append(f'File "{_quoted(str(folder / place))}"')
    return "\n".join(lines) + "\n"


def _said(place: PurePosixPath) -> str:
    """A place as Windows writes it."""
    return str(place).replace("/", "\\")


def _quoted(word: str) -> str:
    """A word between double quotes in the installer script; a dollar sign stands for itself."""
    return word.replace("$", "$$")


def _draw_strip(target: Path) -> None:
    """The strip beside the first and last page: the program's emblem on its own colour."""
    # Comes with matplotlib, in every environment that builds.
    from PIL import Image

    with Image.open(_ICONS / "app.png") as emblem:
        ground = Image.new("RGBA", emblem.size, (*_TEAL, 255))
        ground.alpha_composite(emblem.convert("RGBA"))
    small = ground.convert("RGB").resize((_EMBLEM, _EMBLEM), Image.Resampling.LANCZOS)
    strip = Image.new("RGB", _STRIP, _TEAL)
    strip.paste(small, ((_STRIP[0] - _EMBLEM) // 2, (_STRIP[1] - _EMBLEM) // 3))
    strip.save(target)


def _run_makensis(made: Path) -> None:
    makensis = shutil.which("makensis") or (str(_ON_WINDOWS) if _ON_WINDOWS.exists() else "")
    if not makensis:
        refuse("makensis is missing; on Windows install NSIS 3, on Debian the package nsis.")
    ended = subprocess.run(
        # Nothing of this machine's own settings; a warning is a fault.
        [makensis, "-NOCONFIG", "-V2", "-WX", "-INPUTCHARSET", "UTF8", f"-DMADE={made}", _SCRIPT],
        env={
            **os.environ,
            "LC_ALL": "C.UTF-8",
            "SOURCE_DATE_EPOCH": str(workshop.commit_time()),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if ended.returncode:
        print(ended.stdout, ended.stderr)
        refuse("makensis did not end well; the lines above say why.")
