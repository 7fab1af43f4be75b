"""What the system does when a file can't be written, and that the old one is left alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLD = b"old"


def refusing(number: int, winerror: int | None = None) -> Callable[..., NoReturn]:
    """What the system raises; Windows has a number of its own beside one that says little."""

    def refuse(*_: object, **__: object) -> NoReturn:
        error = OSError(number, os.strerror(number))
        if winerror is not None:
            error.winerror = winerror  # type: ignore[attr-defined]  # there on Windows alone
        raise error

    return refuse


def old_file(path: Path) -> Path:
    """A file that is there already."""
    path.write_bytes(OLD)
    return path


def untouched(target: Path) -> bool:
    """Whether it is as it was, with nothing beside it."""
    return target.read_bytes() == OLD and list(target.parent.iterdir()) == [target]
