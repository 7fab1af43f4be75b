"""What was built: whole, within its weight, the same each time, and nothing foreign in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import workshop
from tests.windows.machine import FOLDER, ONE_FILE, SETUP

if TYPE_CHECKING:
    from tests.windows.machine import Machine

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path("packaging/windows/build.py")


@pytest.mark.usefixtures("built")
def test_the_sums_are_those_of_the_files() -> None:
    lines = (workshop.DIST / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in lines)}
    there = {path.name for path in workshop.DIST.iterdir()} - {"SHA256SUMS"}
    assert set(told) == there >= {ONE_FILE.name, SETUP.name, "CONTENTS.txt"}
    for name, digest in told.items():
        assert workshop.sha256(workshop.DIST / name) == digest


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("artefact", [ONE_FILE, SETUP], ids=["one-file", "setup"])
def test_it_is_light_enough_for_a_poor_line(artefact: Path) -> None:
    assert artefact.stat().st_size <= 60_000_000


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("program", [ONE_FILE, FOLDER], ids=["one-file", "one-folder"])
def test_it_tells_windows_what_it_needs(program: Path) -> None:
    manifest = program.read_bytes()
    for words in ("asInvoker", ">UTF-8<", "longPathAware", "PerMonitorV2"):
        assert words.encode() in manifest, words
    for words in ("Báo cáo công tác cải cách hành chính", workshop.version()):
        assert words.encode("utf-16-le") in manifest, words


@pytest.mark.usefixtures("built")
def test_the_contents_name_a_reason_for_every_part_left_out() -> None:
    lines = (workshop.DIST / "CONTENTS.txt").read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("left out MB"))
    end = lines.index("modules not taken")
    assert "PySide6 and Qt" in "".join(lines[:start])
    assert all(len(line.split(maxsplit=2)) == 3 for line in lines[start + 1 : end] if line)
    assert all(": " in line for line in lines[end + 1 :])


def tree(target: Path) -> Path:
    """A copy of what is under version control, or about to be."""
    told = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in told.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    return target


@pytest.mark.usefixtures("built")
def test_a_second_build_in_another_place_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(workshop.commit_time()))
    other = tree(tmp_path / "chỗ khác")
    done = subprocess.run(
        [sys.executable, BUILD], cwd=other, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    sums = [(place / "dist" / "SHA256SUMS").read_text("utf-8") for place in (ROOT, other)]
    assert sums[0] == sums[1]


@pytest.mark.parametrize("module", ["docx"])
def test_a_program_without_one_of_its_modules_is_found_out(
    machine: Machine, module: str, tmp_path: Path
) -> None:
    command = [sys.executable, str(ROOT / BUILD), "--broken", module]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    broken = workshop.WORK / "broken" / workshop.NAME / FOLDER.name
    ended = machine.run(broken, "self-test", "--out", tmp_path / "out")
    assert ended.code == 2, ended.said
    log = (tmp_path / "out" / "self-test.log").read_text(encoding="utf-8")
    assert "HỎNG mô-đun" in log
    assert "HỎNG tệp Word" in log
    assert f"module '{module}'" in log
    assert "ĐƯỢC cửa sổ" in log, "what is there is still tried"


@pytest.mark.usefixtures("built")
def test_a_program_without_one_of_its_files_is_found_out(machine: Machine, tmp_path: Path) -> None:
    folder = tmp_path / "thiếu tệp"
    shutil.copytree(FOLDER.parent, folder)
    (folder / "_internal" / "PySide6" / "plugins" / "imageformats" / "qsvg.dll").unlink()
    (folder / "_internal" / "forms" / "catalogue" / "calendars" / "bnv-cchc.yaml").unlink()
    ended = machine.run(folder / FOLDER.name, "self-test", "--out", tmp_path / "out")
    assert ended.code == 2, ended.said
    log = (tmp_path / "out" / "self-test.log").read_text(encoding="utf-8")
    assert "HỎNG biểu tượng" in log
    assert "HỎNG quy tắc: Chưa có lịch báo cáo" in log
