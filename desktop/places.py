"""Where things lie: the program's own data, the person's documents, the log.

On this machine; or beside the program, if a file of the name `MARKER` stands beside it and the
folder may be written to. A portable program on a stick keeps its settings there, but no store is
edited there: stores are then suggested to lie on this machine.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths

#: The ending of a store's file name.
SUFFIX: Final = ".cchc"
#: What makes the program portable when it stands beside it; its content doesn't matter.
MARKER: Final = "portable.txt"

_FOLDER: Final = "Báo cáo CCHC"
#: Beside a portable program: the stores, and in a folder of its own what is the program's.
_PORTABLE: Final = "Dữ liệu CCHC"
_OWN: Final = "Chương trình"
#: What Windows allows in no file name, and line ends.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST: Final = 120


def program_folder() -> Path | None:
    """The folder of the frozen program; None where it runs from its source."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else None


def portable_folder() -> Path | None:
    """Where a portable program keeps everything; None if it isn't one or may not write there."""
    folder = _marked_folder()
    return folder if folder is not None and _can_write(folder) else None


def portable_problem() -> str:
    """Why a program marked as portable keeps its data on this machine; "" if it doesn't."""
    folder = _marked_folder()
    if folder is None or _can_write(folder):
        return ""
    return (
        f"Không ghi được vào thư mục của chương trình “{folder.parent}” nên cài đặt và dữ liệu "
        "nằm trên máy này."
    )


def machine_folder() -> Path:
    """The program's own folder of this person on this machine, portable or not. It is made."""
    folder = _standard(QStandardPaths.StandardLocation.AppLocalDataLocation)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def data_folder() -> Path:
    """The program's own folder of this person: settings, log, the sample store. It is made."""
    portable = portable_folder()
    if portable is None:
        return machine_folder()
    folder = portable / _OWN
    folder.mkdir(exist_ok=True)
    return folder


def documents_folder() -> Path:
    """Where the stores and Word files of this person are suggested to lie. It is not made."""
    return portable_folder() or _documents()


def local_folder() -> Path:
    """Where stores lie that may be edited: on a disk of this machine. It is not made.

    In some offices even the person's documents lie in the network.
    """
    documents = _documents()
    return documents if _is_for_editing(documents) else machine_folder() / "Sổ dữ liệu"


def store_for(unit: str) -> Path:
    """The suggested file of a unit's store."""
    documents = documents_folder()
    folder = documents if _is_for_editing(documents) else local_folder()
    return folder / f"{file_name(unit)}{SUFFIX}"


def portable_store() -> Path | None:
    """The store that lies beside a portable program; None if there are none or several."""
    folder = portable_folder()
    found = () if folder is None else tuple(folder.glob(f"*{SUFFIX}"))
    return found[0] if len(found) == 1 else None


def sample_store() -> Path:
    """Where the store with the sample reports lies."""
    folder = data_folder()
    if portable_folder() is not None and not _is_for_editing(folder):
        folder = machine_folder()
    return folder / f"Dữ liệu mẫu{SUFFIX}"


def key_file() -> Path:
    """The office's key for handing over: on this machine, never on the stick it seals files on."""
    return machine_folder() / "khoa-giao-nhan.bin"


def log_file() -> Path:
    """Where unexpected errors are written down."""
    return data_folder() / "loi.log"


def file_name(words: str) -> str:
    """Words as a file name: nothing Windows refuses, no dot or space at the end, not too long."""
    clean = " ".join(_FORBIDDEN.sub(" ", words).split())
    return clean[:_LONGEST].rstrip(". ") or "Báo cáo"


def _marked_folder() -> Path | None:
    program = program_folder()
    is_marked = program is not None and (program / MARKER).is_file()
    return program / _PORTABLE if program is not None and is_marked else None


@cache
def _can_write(folder: Path) -> bool:
    """Whether files can be made in a folder; to try is the only way to know, on Windows."""
    trial = folder / ".thu-ghi"
    try:
        folder.mkdir(exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError:
        return False
    return True


def _is_for_editing(path: Path) -> bool:
    from db import drives  # nobody needs to know before the window is painted

    return drives.drive_of(path).is_for_editing


def _documents() -> Path:
    return _standard(QStandardPaths.StandardLocation.DocumentsLocation) / _FOLDER


def _standard(place: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(place) or Path.home())


def person() -> str:
    """The name under which this person is known to the machine, for the history."""
    import getpass  # asked for only once a store is opened

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account, on a machine without a name for it
        return "Người dùng"
