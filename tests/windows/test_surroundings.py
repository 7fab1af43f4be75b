"""Where and how officers start the program: odd paths, full and locked disks, a second click."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import wine
from tests.windows.machine import FOLDER, ONE_FILE, PATIENCE, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.windows.machine import Machine

SAMPLE = ROOT / "resources" / "samples" / "van-phong-2022-H1.json"
STORE = "sổ của sở.cchc"
TITLE = "Báo cáo CCHC"
PROGRAMS = pytest.mark.parametrize("program", [ONE_FILE, FOLDER], ids=["one-file", "one-folder"])


def carried(program: Path, folder: Path) -> Path:
    """The program copied to another folder, as onto a stick; returns it there."""
    source = program if program == ONE_FILE else program.parent
    if source.is_dir():
        shutil.copytree(source, folder)
    else:
        folder.mkdir(parents=True)
        shutil.copy(source, folder)
    return folder / program.name


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """Mount something at the folder for a while."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", *options, folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def write_protected(folder: Path) -> Iterator[None]:
    """Let the folder take no file for a while, not even from root."""
    with mounted(folder, "--bind", str(folder)):
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        yield


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a disk")


def assert_tried_itself_out(machine: Machine, program: Path, out: Path) -> None:
    ended = machine.run(program, "self-test", "--out", out)
    assert (ended.code, ended.err) == (0, b""), ended.said
    assert json.loads((out / "ket-qua.json").read_text(encoding="utf-8"))["frozen"] is True


@PROGRAMS
def test_a_path_with_vietnamese_letters_and_spaces(
    machine: Machine, program: Path, tmp_path: Path
) -> None:
    there = carried(program, tmp_path / "USB của Sở Nội vụ" / "Phần mềm (bản mới) & khác")
    assert_tried_itself_out(machine, there, tmp_path / "Kết quả")
    # The one-file program unpacks itself into %TEMP%, which bears the user's name, and tidies up.
    assert [path.name for path in (machine.home / "Temp").glob("_MEI*")] == []


@needs_root
@PROGRAMS
def test_a_program_folder_that_takes_no_file(
    machine: Machine, program: Path, tmp_path: Path
) -> None:
    folder = carried(program, tmp_path / "chỉ đọc").parent
    with write_protected(folder):
        assert_tried_itself_out(machine, folder / program.name, tmp_path / "Kết quả")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte with a store on it and hardly a byte free."""
    with mounted(tmp_path / "đĩa đầy", "-t", "tmpfs", "-o", "size=1m", "tmpfs") as disk:
        yield disk


def fill(disk: Path, left: int) -> None:
    free = shutil.disk_usage(disk).free
    (disk / "đầy.bin").write_bytes(b"\0" * max(0, free - left))


@needs_root
def test_a_full_disk_takes_nothing_and_loses_nothing(machine: Machine, small_disk: Path) -> None:
    (small_disk / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    for words in ((STORE, "new"), (STORE, "add", SAMPLE.name)):
        assert machine.run(FOLDER, "store", *words, cwd=small_disk).code == 0
    before = machine.run(FOLDER, "store", STORE, "list", "--json", cwd=small_disk)
    fill(small_disk, 4096)
    there = {path.name for path in small_disk.iterdir()}

    ended = machine.run(FOLDER, "export", SAMPLE.name, "-o", "báo cáo.docx", cwd=small_disk)
    assert (ended.code, ended.out) == (2, b"")
    assert "đã đầy" in ended.err.decode()
    assert len(ended.err.splitlines()) == 1

    second = json.loads(SAMPLE.read_text(encoding="utf-8")) | {"period": "2022-Q1"}
    (small_disk / SAMPLE.name).write_text(json.dumps(second), encoding="utf-8")
    ended = machine.run(FOLDER, "store", STORE, "add", SAMPLE.name, cwd=small_disk)
    assert (ended.code, ended.out) == (2, b"")
    assert "đầy" in ended.err.decode()
    assert len(ended.err.splitlines()) == 1

    (small_disk / "đầy.bin").unlink()
    assert machine.run(FOLDER, "store", STORE, "verify", cwd=small_disk).code == 0
    assert machine.run(FOLDER, "store", STORE, "list", "--json", cwd=small_disk) == before
    assert {path.name for path in small_disk.iterdir()} == there - {"đầy.bin"}


@needs_root
def test_a_self_test_on_a_full_disk_says_so(machine: Machine, small_disk: Path) -> None:
    fill(small_disk, 0)
    ended = machine.run(FOLDER, "self-test", "--out", small_disk / "out")
    assert ended.code == 2, ended.said
    assert b"Traceback" not in ended.out + ended.err, ended.said


def windows_of(machine: Machine) -> list[str]:
    """The program's windows on the display."""
    return [line for line in machine.windows().splitlines() if f'"{TITLE}' in line]


@contextmanager
def running(machine: Machine, program: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """The program with its window on the screen."""
    with machine.started(program, *words) as process:
        deadline = time.monotonic() + PATIENCE
        while not windows_of(machine):
            assert process.poll() is None, "it ended without a window"
            assert time.monotonic() < deadline, "no window appeared"
        yield process


@PROGRAMS
def test_a_second_start_calls_the_first_window(machine: Machine, program: Path) -> None:
    with running(machine, program, "open", "--sample") as first:
        second = machine.run(program)
        assert (second.code, second.said.strip()) == (0, "")
        assert first.poll() is None
        assert len(windows_of(machine)) == 1
        closed = machine.run(program, "close")
        assert (closed.code, closed.said.strip()) == (0, "")
        out, err = wine.outcome(first, PATIENCE)
        assert (first.returncode, out, err) == (0, b"", b"")
    assert windows_of(machine) == []
    sample = machine.data / "Dữ liệu mẫu.cchc"
    assert machine.run(program, "store", sample, "verify").code == 0
    # Nothing of an open store is left beside it.
    assert {path.name for path in sample.parent.glob("Dữ liệu mẫu*")} <= {
        sample.name,
        "Dữ liệu mẫu-sao-luu",
    }


def test_a_program_that_was_killed_keeps_nobody_out(machine: Machine) -> None:
    with running(machine, FOLDER, "open", "--sample") as first:
        assert machine.run(FOLDER).code == 0
        first.kill()
        first.wait(PATIENCE)
    assert machine.run(FOLDER, "close").code == 0, "nobody runs any more"
    with running(machine, FOLDER, "open", "--sample") as again:
        assert machine.run(FOLDER).code == 0
        assert machine.run(FOLDER, "close").code == 0
        assert again.wait(PATIENCE) == 0
    assert machine.run(FOLDER, "store", machine.data / "Dữ liệu mẫu.cchc", "verify").code == 0


def test_a_store_that_is_double_clicked_opens_in_the_running_window(
    machine: Machine, tmp_path: Path
) -> None:
    (tmp_path / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    for words in ((STORE, "new"), (STORE, "add", SAMPLE.name)):
        assert machine.run(FOLDER, "store", *words, cwd=tmp_path).code == 0
    with running(machine, FOLDER, "open", "--sample") as first:
        given = machine.run(FOLDER, tmp_path / STORE)
        assert (given.code, given.said.strip()) == (0, "")
        held = machine.run(FOLDER, "store", STORE, "list", cwd=tmp_path)
        assert held.code == 2
        assert "đang được mở" in held.err.decode()
        assert machine.run(FOLDER, "close").code == 0
        assert first.wait(PATIENCE) == 0
    assert machine.run(FOLDER, "store", STORE, "verify", cwd=tmp_path).code == 0


def test_nothing_heavy_is_loaded_before_the_first_window(machine: Machine) -> None:
    with running(machine, FOLDER, "open") as process:
        # Wine maps the libraries of a Windows program into memory as Linux does its own.
        mapped = (Path("/proc") / str(process.pid) / "maps").read_text(encoding="utf-8")
        assert machine.run(FOLDER, "close").code == 0
        assert process.wait(PATIENCE) == 0
    loaded = set(re.findall(r"/_internal/(\S+)", mapped))
    assert {"PySide6/Qt6Widgets.dll", "python311.dll"} <= loaded
    heavy = re.compile(r"numpy|matplotlib|lxml|PIL|QtNetwork|Qt6Network|PrintSupport")
    assert [name for name in sorted(loaded) if heavy.search(name)] == []
