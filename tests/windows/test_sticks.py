"""A stick in a Windows PC: nothing is edited on it; a portable program keeps its data beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from PIL import ImageGrab

from tests.windows.machine import FOLDER, ONE_FILE, PATIENCE, ROOT
from workshop import WORK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.windows.machine import Machine

SAMPLE = ROOT / "resources" / "samples" / "van-phong-2022-H1.json"
STORE = "sổ của xã.cchc"
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


@pytest.mark.parametrize(
    ("letter", "kind", "title"),
    [("e", "floppy", "Sổ nằm trên USB"), ("n", "network", "Sổ nằm trên ổ mạng")],
    ids=["stick", "share"],
)
def test_a_store_there_is_copied_in_before_it_is_edited(
    machine: Machine, tmp_path: Path, letter: str, kind: str, title: str
) -> None:
    drive = tmp_path / "ổ"
    plug_in(machine, letter, drive, kind)
    (drive / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    for words in (("new",), ("add", SAMPLE.name)):
        ended = machine.run(FOLDER, "store", STORE, *words, cwd=drive)
        assert ended.code == 0, ended.said
    before = (drive / STORE).read_bytes()
    copy = machine.home / "Documents" / "Báo cáo CCHC" / STORE
    copy.unlink(missing_ok=True)

    with machine.started(FOLDER, f"{letter.upper()}:\\{STORE}") as process:
        until(lambda: windows(machine, title), "nobody offers to copy it in")
        assert not copy.exists()
        keep_picture(machine, f"so-tren-{kind}")
        xdotool(machine, "windowfocus", "--sync", windows(machine, title)[-1])
        xdotool(machine, "key", "Return")
        until(copy.exists, "it was not copied in")
        until(lambda: not windows(machine, title), "the question stays")
        closed = machine.run(FOLDER, "close")
        assert closed.code == 0, closed.said
        assert process.wait(PATIENCE) == 0
    assert (drive / STORE).read_bytes() == before
    assert {path.name for path in drive.iterdir()} == {STORE, SAMPLE.name, ".windows-label"}
    assert machine.run(FOLDER, "store", copy, "verify").code == 0
    pull_out(machine, letter)


def test_a_portable_program_keeps_its_data_beside_it(machine: Machine, tmp_path: Path) -> None:
    folder = tmp_path / "Ổ D" / "Báo cáo"
    folder.mkdir(parents=True)
    shutil.copy(ONE_FILE, folder)
    (folder / "portable.txt").touch()
    shutil.rmtree(machine.data, ignore_errors=True)
    program = folder / ONE_FILE.name
    with machine.started(program, "open", "--sample") as process:
        until(lambda: windows(machine, "Báo cáo CCHC · Văn phòng"), "no window")
        closed = machine.run(program, "close")
        assert closed.code == 0, closed.said
        assert process.wait(PATIENCE) == 0
    assert {path.name for path in folder.iterdir()} == {
        *(program.name, "portable.txt", "Dữ liệu CCHC")
    }
    assert (folder / "Dữ liệu CCHC" / "Chương trình" / "cai-dat.json").is_file()
    assert list((folder / "Dữ liệu CCHC").rglob("Dữ liệu mẫu.cchc"))
    left = [path.name for path in machine.data.rglob("*")] if machine.data.exists() else []
    assert left == []
