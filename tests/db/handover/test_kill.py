"""Killed at any step, a hand-over leaves the stick with the whole file or none, the store sound."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from db.handover.keys import load_or_make
from db.handover.seal import check_seal
from tests.db.handover.giver import is_sound, rows
from tests.db.office import reopen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from db.store import Store

#: For each number it is told, a child of its own hands over and is killed at that line of ours;
#: at 0 it comes through and tells how many lines there were.
HAND_OVER = """
import os, pathlib, signal, sys
import nacl.signing
from db.handover.giving import hand_over
from db.handover.keys import load_or_make
from db.store import Store

store, key, folder = map(pathlib.Path, sys.argv[1:])
OURS = tuple(os.path.join("db", *name) for name in (
    ("handover", ""), ("store.py",), ("session.py",), ("opening.py",), ("connection.py",)))
at = lines = 0

def line(frame, event, what):
    global lines
    lines += event == "line"
    if lines == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return line

def called(frame, event, what):
    return line if any(name in frame.f_code.co_filename for name in OURS) else None

def work():
    with Store.open(store, editor="con") as opened:
        reports = [info.id for info in opened.reports()]
        return hand_over(opened, reports, folder, load_or_make(key))

for at in map(int, sys.stdin):
    child = os.fork()
    if child == 0:
        at = at or -1
        sys.settrace(called)
        work()
        sys.settrace(None)
        print(lines, flush=True)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        print("killed", flush=True)
    elif status:
        print("failed", flush=True)
"""

KILLS = 150


@contextmanager
def hands_over(store: Path, key: Path, folder: Path) -> Iterator[Callable[[int], str]]:
    """Give a way to hand over in a child that is killed at the n-th line, 0 at none."""
    with subprocess.Popen(
        [sys.executable, "-c", HAND_OVER, str(store), str(key), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        questions, answers = parent.stdin, parent.stdout

        def ask(at: int) -> str:
            questions.write(f"{at}\n")
            questions.flush()
            return answers.readline().strip()

        yield ask
        questions.close()


def whole_file(folder: Path, key: Path) -> Path | None:
    """Return the file on the stick, found to be whole; what is half written bears no name."""
    files = [path for path in folder.iterdir() if not path.name.startswith(".")]
    for path in files:
        assert check_seal(path) == load_or_make(key).public
        assert is_sound(path)
        assert rows(path, "SELECT count(*) FROM entry") == [(2,)]
    assert len(files) <= 1
    return files[0] if files else None


@pytest.mark.skipif(sys.platform == "win32", reason="the machine that builds for Windows has it")
def test_wherever_it_is_killed_the_stick_and_the_store_are_sound(
    filled: Store, report: str, stick: Path, tmp_path: Path
) -> None:
    path, key, found, left = filled.path, tmp_path / "khoa", 0, 0
    filled.close()
    with hands_over(path, key, stick) as hand_over:
        lines = int(hand_over(0))
        for at in range(1, lines, max(1, lines // KILLS)):
            for each in (*stick.iterdir(), key):
                if not each.name.startswith("."):
                    each.unlink(missing_ok=True)
            assert hand_over(at) == "killed", at
            left += any(each.name.startswith(".") for each in stick.iterdir())
            file = whole_file(stick, key)
            found += file is not None
            with reopen(path) as store:
                assert store.verify() == []
                assert store.load(report).figures == {"files_received_total": 335445}
        assert int(hand_over(0)) > 0
    last = whole_file(stick, key)
    assert last is not None
    assert list(stick.iterdir()) == [last]
    assert found > 0
    assert left > 0
