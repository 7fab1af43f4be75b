"""Finds what the program brings along: icons, fonts, samples and the guide."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def folder() -> Path:
    """The resources folder, in the source tree or in the frozen program.

    PyInstaller unpacks what it bundles below ``sys._MEIPASS``.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def path(*parts: str) -> Path:
    """Path of one resource, e.g. ``path("icons", "check.svg")``. Not checked for existence."""
    return folder().joinpath(*parts)
