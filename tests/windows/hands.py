"""What a person does at a Windows PC: looks, presses keys, plugs a stick in and pulls it out."""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING

from PIL import ImageGrab

from tests.windows.machine import PATIENCE
from workshop import WORK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.windows.machine import Machine

PICTURES = WORK / "pictures"


def until(condition: Callable[[], object], complaint: str) -> None:
    """Ask again and again; each question takes its time."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, complaint


def xdotool(machine: Machine, *words: str) -> list[str]:
    told = subprocess.run(
        ["xdotool", *words],
        env={**os.environ, "DISPLAY": machine.display},
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.split()


def windows(machine: Machine, title: str) -> list[str]:
    """The visible windows whose title begins so."""
    return xdotool(machine, "search", "--onlyvisible", "--name", f"^{title}")


def press(machine: Machine, title: str, *keys: str) -> None:
    """Press keys in the window whose title begins so."""
    xdotool(machine, "windowfocus", "--sync", windows(machine, title)[-1])
    for key in keys:
        xdotool(machine, "key", key)


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
