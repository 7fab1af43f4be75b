"""The program's name as the system and the person know it. No Qt until the name is taken."""

from __future__ import annotations

from typing import Final

#: The folder of the settings bears this name; letters that every system can write.
NAME: Final = "BaoCaoCCHC"
#: What stands above the program's windows.
TITLE: Final = "Báo cáo CCHC"
#: As in pyproject.toml; the frozen program carries no metadata to ask.
VERSION: Final = "0.1.0"


def take() -> None:
    """Tell Qt the program's name; before that nobody knows where the program's data lie."""
    from PySide6.QtCore import QCoreApplication

    QCoreApplication.setApplicationName(NAME)
