"""Where things lie on this machine: the program's own data, the person's documents, the log."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths

#: The ending of a store's file name.
SUFFIX: Final = ".cchc"

_FOLDER: Final = "Báo cáo CCHC"
#: What Windows allows in no file name, and line ends.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST: Final = 120


def data_folder() -> Path:
    """The program's own folder of this person: settings, log, the sample store. It is made."""
    where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    folder = Path(where)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def documents_folder() -> Path:
    """Where the stores and Word files of this person are suggested to lie. It is not made."""
    where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(where or Path.home()) / _FOLDER


def store_for(unit: str) -> Path:
    """The suggested file of a unit's store."""
    return documents_folder() / f"{file_name(unit)}{SUFFIX}"


def sample_store() -> Path:
    """Where the store with the sample reports lies."""
    return data_folder() / f"Dữ liệu mẫu{SUFFIX}"


def log_file() -> Path:
    """Where unexpected errors are written down."""
    return data_folder() / "loi.log"


def file_name(words: str) -> str:
    """Words as a file name: nothing Windows refuses, no dot or space at the end, not too long."""
    clean = " ".join(_FORBIDDEN.sub(" ", words).split())
    return clean[:_LONGEST].rstrip(". ") or "Báo cáo"


def person() -> str:
    """The name under which this person is known to the machine, for the history."""
    import getpass  # asked for only once a store is opened

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account, on a machine without a name for it
        return "Người dùng"
