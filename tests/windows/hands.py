"""What a person does at a Windows PC: looks, presses keys, plugs a stick in and pulls it out."""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING, TypeVar

from PIL import Image, ImageChops, ImageGrab

from tests.windows.machine import PATIENCE
from workshop import WORK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.windows.machine import Machine

PICTURES = WORK / "pictures"
#: As wide as a caret.
CARET = 2
#: So many equal pictures one after the other: it waits for a key.
STILL = 8
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


def are_same(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures are alike, a blinking caret apart."""
    if one.size != other.size:
        return False
    left, _top, right, _bottom = ImageChops.difference(one, other).getbbox() or (0, 0, 0, 0)
    return right - left <= CARET


def at_rest(look: Callable[[], Image.Image]) -> Image.Image:
    """What is seen once it has stopped changing for a while: a person goes on then."""
    seen = [look()]

    def is_still() -> bool:
        seen.append(look())
        return len(seen) > STILL and all(are_same(seen[-1], each) for each in seen[-STILL:])

    until(is_still, "the screen does not come to rest")
    return seen[-1]


def screen(display: str) -> Image.Image:
    """The whole screen as it is now."""
    return ImageGrab.grab(xdisplay=display)


def keep_picture(machine: Machine, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    screen(machine.display).save(PICTURES / f"{name}.png")


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
