"""A stick in a Windows PC: nothing is edited on it; a portable program keeps its data beside it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.windows.hands import keep_picture, plug_in, press, pull_out, until, windows
from tests.windows.machine import FOLDER, ONE_FILE, PATIENCE, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.windows.machine import Machine

SAMPLE = ROOT / "resources" / "samples" / "van-phong-2022-H1.json"
STORE = "sổ của xã.cchc"


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
        until(lambda: windows(machine.display, title), "nobody offers to copy it in")
        assert not copy.exists()
        keep_picture(machine, f"so-tren-{kind}")
        press(machine.display, title, "Return")
        until(copy.exists, "it was not copied in")
        until(lambda: not windows(machine.display, title), "the question stays")
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
        until(lambda: windows(machine.display, "Báo cáo CCHC · Văn phòng"), "no window")
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
