"""Where the command line speaks in a windowed program: pipe, console, box, or nobody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from desktop import native, streams

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[2]
SAMPLE: Final = ROOT / "resources" / "samples" / "van-phong-2022-H1.json"


class FakeSystem:
    """A system with some streams led on, and perhaps a console."""

    def __init__(
        self, descriptors: dict[int, int] | None = None, console: str | None = None
    ) -> None:
        self.descriptors = descriptors or {}
        self.console = console
        self.asked_console = 0
        self.boxes: list[str] = []

    def redirected(self, number: int) -> int | None:
        return self.descriptors.get(number)

    def attach_console(self) -> str | None:
        self.asked_console += 1
        return self.console

    def show_box(self, words: str) -> None:
        self.boxes.append(words)


@contextmanager
def mute() -> Iterator[None]:
    """A windowed program: no stream at all; what is opened inside is closed."""
    with pytest.MonkeyPatch.context() as patch:  # not a fixture: pytest gives each phase streams
        patch.setattr(sys, "stdout", None)
        patch.setattr(sys, "stderr", None)
        yield
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.close()


def read_to_end(descriptor: int) -> bytes:
    with open(descriptor, "rb") as stream:
        return stream.read()


def test_a_pipe_takes_what_is_said_byte_for_byte() -> None:
    out, err = os.pipe(), os.pipe()
    system = FakeSystem({1: out[1], 2: err[1]})
    with mute():
        streams.prepare(system)
        sys.stdout.write("Đã xuất “báo cáo”\n\ud800\n")
        streams.tell("Sổ dữ liệu “sổ.cchc” đã có.", ["check"], system)
    assert read_to_end(out[0]) == "Đã xuất “báo cáo”\n\\ud800\n".encode()
    assert read_to_end(err[0]) == "Sổ dữ liệu “sổ.cchc” đã có.\n".encode()
    assert (system.asked_console, system.boxes) == (0, [])


def test_without_a_pipe_the_console_takes_it(tmp_path: Path) -> None:
    console = tmp_path / "màn hình"
    read, write = os.pipe()
    system = FakeSystem({1: write}, str(console))
    with mute():
        streams.prepare(system)
        sys.stdout.write("ra ống\n")
        streams.tell("ra màn hình", [], system)
    assert console.read_bytes() == "ra màn hình\n".encode()
    assert read_to_end(read) == "ra ống\n".encode()
    assert system.boxes == []


def test_a_console_that_does_not_open_is_none(tmp_path: Path) -> None:
    system = FakeSystem(console=str(tmp_path / "không có" / "màn hình"))
    with mute():
        streams.prepare(system)
        found = (sys.stdout, sys.stderr)
    assert found == (None, None)


def test_streams_that_are_there_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    before = (sys.stdout, sys.stderr)
    system = FakeSystem(console="màn hình")
    streams.prepare(system)
    assert (sys.stdout, sys.stderr) == before
    streams.tell("một câu", [], system)
    assert capsys.readouterr().err == "một câu\n"
    assert (system.asked_console, system.boxes) == (0, [])


def test_lines_end_alike_on_every_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "ra").open("w", encoding="cp1252", newline="\r\n") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        streams.prepare()
        sys.stdout.write("kỳ\nbáo cáo\n")
    assert (tmp_path / "ra").read_bytes() == "kỳ\nbáo cáo\n".encode()


def test_whoever_listened_may_have_gone() -> None:
    read, write = os.pipe()
    os.close(read)
    system = FakeSystem({1: os.open(os.devnull, os.O_WRONLY), 2: write})
    with mute():
        streams.tell("không ai nghe", [], system)
        with pytest.raises(BrokenPipeError):
            sys.stderr.close()
    assert system.boxes == []


@pytest.mark.parametrize(
    ("arguments", "is_by_hand"),
    [
        ([], True),
        (["open"], True),
        (["open", "--sample"], True),
        (["open", "D:/sổ.cchc"], True),
        (["D:/Báo cáo/sổ.cchc"], True),
        (["a.cchc", "b.docx"], True),
        ([str(ROOT)], True),
        (["open", "sổ.cchc", "--json"], False),
        (["sổ.cchc", "--json"], False),
        (["check", "báo cáo.json"], False),
        (["self-test", "--out", "D:/thử"], False),
        (["close"], False),
        (["--help"], False),
        (["/S"], False),
        (["chek"], False),
        (["x" * 5000], False),
    ],
)
def test_only_a_person_is_shown_a_box(arguments: list[str], is_by_hand: bool) -> None:
    system = FakeSystem()
    with mute():
        streams.tell("Có lỗi.", arguments, system)
    assert system.boxes == (["Có lỗi."] if is_by_hand else [])
    assert streams.is_by_hand(arguments) == is_by_hand


def test_a_process_is_known_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    assert native.is_running(os.getpid())
    assert not native.is_running(0)
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    assert not native.is_running(ended.pid)

    def refuse(_process: int, _signal: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert native.is_running(1)


def test_other_systems_than_windows_have_nothing_of_the_kind() -> None:
    with mute():
        streams.tell("không ai nghe", [])
        found = (sys.stdout, sys.stderr)
    assert found == (None, None)
    assert native.wait_for_end(os.getpid(), 0)
    native.let_others_come_forward()


#: A windowed program whose standard output leads on; the command line follows.
_WINDOWED = """
import os, sys
kept = {1: os.dup(1), 2: os.dup(2)}
sys.stdout = sys.stderr = None
from desktop import native
native.redirected = kept.get
from desktop.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", str(SAMPLE)], 1),
        (["check", str(SAMPLE), "--json"], 1),
        (["forms", "--json"], 0),
        (["check", "không có.json"], 2),
        (["check", "không có.json", "--json"], 2),
        (["khong-co-lenh"], 2),
        (["--help"], 0),
    ],
)
def test_a_windowed_program_says_the_same_bytes(arguments: list[str], code: int) -> None:
    ends = [
        subprocess.run(
            [sys.executable, *how, *arguments], capture_output=True, check=False, cwd=ROOT
        )
        for how in (["-m", "desktop"], ["-c", _WINDOWED])
    ]
    assert [end.returncode for end in ends] == [code, code]
    usual, windowed = ends
    assert (windowed.stdout, windowed.stderr) == (usual.stdout, usual.stderr)
    assert usual.stdout or usual.stderr
    assert b"\r" not in usual.stdout + usual.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", str(SAMPLE)], 1),
        (["check", "không có.json", "--json"], 2),
        (["check", "--help"], 0),
        (["khong-co-lenh"], 2),
        (["một.cchc", "hai.cchc"], 2),
    ],
)
def test_without_any_stream_the_exit_code_still_tells(arguments: list[str], code: int) -> None:
    closed = ["sh", "-c", 'exec "$@" >&- 2>&-', "sh", sys.executable, "-m", "desktop"]
    assert subprocess.run([*closed, *arguments], cwd=ROOT, check=False).returncode == code


def test_an_export_without_any_stream_is_the_same_file(tmp_path: Path) -> None:
    closed = ["sh", "-c", 'exec "$@" >&- 2>&-', "sh"]
    files = [tmp_path / "một.docx", tmp_path / "hai.docx"]
    for file, how in zip(files, ([], closed), strict=True):
        command = [*how, sys.executable, "-m", "desktop", "export", str(SAMPLE), "-o", str(file)]
        assert (
            subprocess.run(command, cwd=ROOT, capture_output=not how, check=False).returncode == 0
        )
    assert files[0].read_bytes() == files[1].read_bytes()


def test_json_is_json_there_too() -> None:
    command = [sys.executable, "-c", _WINDOWED, "check", str(SAMPLE), "--json"]
    ended = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    assert json.loads(ended.stdout.decode("utf-8"))["counts"]["error"] == 4
