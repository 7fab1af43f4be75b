"""The program started twice, as processes of their own: one window, one store, one end."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from db.store import Store
from desktop import identity
from desktop.instance import Instance
from desktop.second_start import Patience, Request, SecondStart, Word
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[2]
#: The offscreen platform says so at each window brought forward.
NOISE: Final = "This plugin does not support"
LIMIT: Final = 60


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Data and documents in a passing folder."""
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    return {**os.environ, **home}


#: The program, saying when it has become the first one.
_FIRST: Final = """
import sys
from desktop import instance
from desktop.__main__ import main
is_first = instance.Instance.is_first

def telling_is_first(*arguments):
    print(found := is_first(*arguments), flush=True)
    return found

instance.Instance.is_first = telling_is_first
sys.exit(main())
"""


@contextmanager
def running(environment: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The program on its way to its window, sure to be the first one."""
    with subprocess.Popen(
        [sys.executable, "-c", _FIRST, *arguments],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


def started(environment: dict[str, str], *arguments: str, cwd: Path = ROOT) -> tuple[int, str, str]:
    """Start the program once more and let it end."""
    ended = subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        env=environment | {"PYTHONPATH": str(ROOT)},
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=LIMIT,
        check=False,
    )
    return ended.returncode, ended.stdout, ended.stderr


def end_of(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    _, said = process.communicate(timeout=LIMIT)
    return process.returncode, [line for line in said.splitlines() if NOISE not in line]


def last_used(folder: Path) -> list[str]:
    import json

    settings = (folder / identity.NAME / "cai-dat.json").read_text(encoding="utf-8")
    return [Path(store).name for store in json.loads(settings)["stores"]]


def test_a_second_start_opens_its_store_in_the_first_window(
    environment: dict[str, str], tmp_path: Path
) -> None:
    Store.create(tmp_path / "sổ của tôi.cchc", editor="kiểm thử").close()
    with running(environment, "open", "--sample") as first:
        # It finds the window even while that one is still on its way.
        assert started(environment) == (0, "", "")
        assert started(environment, "sổ của tôi.cchc", cwd=tmp_path) == (0, "", "")
        assert started(environment, "open", "--sample") == (0, "", "")
        assert started(environment, "close") == (0, "", "")
        assert end_of(first) == (0, [])
    assert last_used(tmp_path) == ["Dữ liệu mẫu.cchc", "sổ của tôi.cchc"]
    left = {path.name for path in (tmp_path / identity.NAME).iterdir()}
    assert left == {"Dữ liệu mẫu.cchc", "cai-dat.json", "matplotlib"}
    for store in (tmp_path / "sổ của tôi.cchc", tmp_path / identity.NAME / "Dữ liệu mẫu.cchc"):
        with Store.open(store, editor="kiểm thử") as closed:
            assert closed.verify() == []


def test_closing_without_a_window_is_done_at_once(environment: dict[str, str]) -> None:
    assert started(environment, "close") == (0, "", "")


def test_after_a_kill_the_program_starts_again(environment: dict[str, str], tmp_path: Path) -> None:
    with running(environment, "open", "--sample") as first:
        assert started(environment) == (0, "", "")
        first.kill()
    assert (tmp_path / identity.NAME / "dang-chay.lock").exists()
    with running(environment, "open", "--sample") as again:
        assert started(environment) == (0, "", "")
        assert started(environment, "close") == (0, "", "")
        assert end_of(again) == (0, [])


def test_a_window_with_an_open_question_is_not_closed(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with running(environment, "open", str(tmp_path / "không có.cchc")) as first:
        assert started(environment) == (0, "", "")
        code, _, said = started(environment, "close")
        assert (code, said.count("\n")) == (2, 1)
        assert "đang hỏi một điều" in said
        assert first.poll() is None


def test_a_window_that_hangs_is_told_of_and_left_alone(
    environment: dict[str, str], tmp_path: Path
) -> None:
    import signal

    with running(environment, "open", "--sample") as first:
        assert started(environment) == (0, "", "")
        first.send_signal(signal.SIGSTOP)
        second = Instance(tmp_path / identity.NAME)
        assert not second.is_first()
        with pytest.raises(Problem, match="không trả lời"):
            SecondStart(second, Patience(doubt=100, answer=300)).is_passed_on(Request(Word.OPEN))
        assert not second.is_known
        first.send_signal(signal.SIGCONT)
        assert started(environment, "close") == (0, "", "")
        assert end_of(first) == (0, [])
