"""The proof that no acknowledged edit is lost: a process that edits is killed again and again."""

from __future__ import annotations

import random
import select
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db.connection import Access, connect
from tests.db.office import begin, make, reopen

if TYPE_CHECKING:
    from pathlib import Path

#: Edits number n into figure "f<n % 7>" and a text, and says so once it is durable.
EDITOR = """
import sys, pathlib
from db.store import Store
store = Store.open(pathlib.Path(sys.argv[1]), editor="con")
report, number = sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
while True:
    number += 1
    with store.batch():
        store.set_figure(report, f"f{number % 7}", number)
        store.set_text(report, "t", f"lần {number}")
    print(number, flush=True)
    if number % 50 == 0:
        store.back_up()
"""

EDITS = 400
ROUNDS = 12
TIME_LIMIT = 25.0


def edit_until_killed(path: Path, report: str, start: int, patience: float) -> int:
    """Let a child edit for a while, kill it without warning, return the last edit it told of."""
    with subprocess.Popen(
        [sys.executable, "-c", EDITOR, str(path), report, str(start)],
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        select.select([], [], [], patience)
        child.kill()
        told = [line for line in child.stdout if line.endswith("\n")]
    return int(told[-1]) if told else start


def held(path: Path, report: str) -> int:
    """Return the last edit the store holds, having checked that it hangs together."""
    with reopen(path) as store:
        assert store.verify() == []
        loaded = store.load(report)
        last = max([0, *loaded.figures.values()])
        assert isinstance(last, int)
        expected = {f"f{n % 7}": n for n in range(max(1, last - 6), last + 1)}
        assert loaded.figures == expected
        assert loaded.texts == ({"t": f"lần {last}"} if last else {})
        told = [row.edit.new for row in store.history(report, "t")]
        assert told == [f"lần {n}" for n in range(1, last + 1)]
    return last


@pytest.mark.skipif(sys.platform == "win32", reason="the machine that builds for Windows has it")
def test_no_acknowledged_edit_is_lost(path: Path) -> None:
    with make(path) as store:
        report = begin(store)
    chance, last, rounds = random.Random(20220614), 0, 0  # noqa: S311
    began = time.monotonic()
    while rounds < ROUNDS or last < EDITS:
        acknowledged = edit_until_killed(path, report, last, chance.uniform(0.0, 0.15))
        last = held(path, report)
        assert acknowledged <= last <= acknowledged + 1
        rounds += 1
        assert time.monotonic() - began < TIME_LIMIT
    with closing(connect(path, Access.READ)) as bare:
        assert bare.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    with reopen(path) as store:
        for _ in range(last):
            assert store.undo(report)
        assert store.undo(report) is None
        assert store.load(report).figures == {}
    names = sorted(each.name for each in path.parent.iterdir())
    assert names in (["so-sao-luu", "so.cchc"], ["so.cchc"])
