"""What a person does at a Windows PC: looks, presses keys, plugs a stick in and pulls it out."""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING, TypeVar

from PIL import ImageGrab

from tests.windows.machine import PATIENCE
from workshop import WORK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.windows.machine import Machine

PICTURES = WORK / "pictures"
_Sought = TypeVar("_Sought")


def until(condition: Callable[[], _Sought | None], complaint: str) -> _Sought:
    """Wait for something that another process does; what the condition then gives."""
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < deadline, complaint
        time.sleep(0.05)
    return found


def xdotool(display: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["xdotool", *words],
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        text=True,
        check=False,
    )


def windows(display: str, title: str) -> list[str]:
    """The visible windows whose title begins so, as X numbers them."""

    def searched() -> subprocess.CompletedProcess[str] | None:
        # The search dies of an X error when any window goes while it walks through the tree; it
        # then names none, whatever stands there.
        told = xdotool(display, "search", "--onlyvisible", "--name", f"^{title}")
        return None if told.stderr else told

    return until(searched, f"no search for {title} comes to its end").stdout.split()


def press(display: str, title: str, *keys: str) -> None:
    """Press keys in the front one of the windows whose title begins so, if any stands there."""
    for window in windows(display, title)[-1:]:
        xdotool(display, "windowfocus", "--sync", window)
        for key in keys:
            xdotool(display, "key", key)


def keep_picture(machine: Machine, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    ImageGrab.grab(xdisplay=machine.display).save(PICTURES / f"{name}.png")


def plug_in(machine: Machine, letter: str, folder: Path, kind: str) -> None:
    """Let Windows see a folder as a drive of some kind: floppy (removable), network, hd."""
    folder.mkdir()
    (machine.prefix.folder / "dosdevices" / f"{letter}:").symlink_to(folder)
    (folder / ".windows-label").write_text("KINGSTON", encoding="ascii")
    key = ("HKLM\\Software\\Wine\\Drives", "/v", f"{letter}:", "/d", kind, "/f")
    assert machine.run("reg", "add", *key).code == 0
    machine.prefix.stop()  # Wine looks at its drives when it starts


def pull_out(machine: Machine, letter: str) -> None:
    (machine.prefix.folder / "dosdevices" / f"{letter}:").unlink()
    machine.run("reg", "delete", "HKLM\\Software\\Wine\\Drives", "/v", f"{letter}:", "/f")
    machine.prefix.stop()
