"""One durable edit through the store, beside plain SQLite and sqlite-utils doing the same.

Target: at most 1.3 times plain sqlite3 with the same tables and the same rows (WAL, FULL).
Run: python -m tests.benchmarks.bench_store
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlite_utils

from db.schema import upgrade
from db.store import Store
from forms.period import Period
from forms.report import UnitRef

Edit = Callable[[int], object]

REPORT = "fbe91186-35b7-40de-bb85-ba2d0093dae4"
ORIGIN = "9c0c4f6a1f7d4e2ba0f5b8d0b6a3c1e2"
MOMENT = "2022-06-10T08:00:00.000+00:00"
TARGET = 1.3
ROUNDS = 160
EDITS = 10
FIGURES = 250


@contextmanager
def through_the_store(folder: Path) -> Iterator[Edit]:
    with Store.create(folder / "store.db", editor="x") as store:
        unit = UnitRef("VPUBND", "Văn phòng")
        report = store.new_report("office-report", "2022", unit, Period.parse("2022-H1"))
        yield lambda number: store.set_figure(report, f"figure_{number % FIGURES}", number)


@contextmanager
def tables(path: Path) -> Iterator[sqlite3.Connection]:
    """The store's own tables with one report, opened as the store opens them."""
    connection = sqlite3.connect(path, isolation_level=None)
    upgrade(connection)
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    report = (REPORT, "office-report", "2022", "VPUBND", "Văn phòng", "2022-H1")
    connection.execute(
        "INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, 'draft', ?, ?, NULL, 1, NULL, NULL)",
        (*report, MOMENT, MOMENT),
    )
    yield connection
    connection.close()


@contextmanager
def plain(folder: Path) -> Iterator[Edit]:
    """What has to be written, and nothing else: value, history row, the report's own row."""
    with tables(folder / "plain.db") as connection:

        def edit(number: int) -> None:
            place = (REPORT, "figure", f"figure_{number % FIGURES}")
            connection.execute("BEGIN IMMEDIATE")
            old = connection.execute(
                "SELECT type, value FROM entry WHERE report_id = ? AND kind = ? AND key = ?", place
            ).fetchone()
            connection.execute(
                "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                "type = excluded.type, value = excluded.value, edited_at = excluded.edited_at",
                (*place, "int", number, number, MOMENT, ORIGIN),
            )
            connection.execute(
                "INSERT INTO history (report_id, kind, key, old_type, old, new_type, new, "
                "edited_at, editor, batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*place, *(old or (None, None)), "int", number, MOMENT, "x", number),
            )
            connection.execute(
                "UPDATE report SET revision = ?, edited_at = ? WHERE id = ?",
                (number, MOMENT, REPORT),
            )
            connection.execute("COMMIT")

        yield edit


@contextmanager
def with_sqlite_utils(folder: Path) -> Iterator[Edit]:
    with tables(folder / "utils.db") as connection:
        database = sqlite_utils.Database(connection)
        entry, history = database.table("entry"), database.table("history")
        report = database.table("report")

        def edit(number: int) -> None:
            place = (REPORT, "figure", f"figure_{number % FIGURES}")
            row = dict(zip(("report_id", "kind", "key"), place, strict=True))
            written = {"type": "int", "value": number, "revision": number, "edited_at": MOMENT}
            told = {"new_type": "int", "new": number, "edited_at": MOMENT, "editor": "x"}
            with database.atomic():
                entry.upsert({**row, **written, "origin": ORIGIN}, pk=tuple(row))
                history.insert({**row, **told, "batch": number}, pk="id")
                report.update(REPORT, {"revision": number, "edited_at": MOMENT})

        yield edit


@contextmanager
def floor(folder: Path) -> Iterator[Edit]:
    """4 KB written and flushed, which no durable edit can undercut."""
    handle = os.open(folder / "floor", os.O_RDWR | os.O_CREAT)
    page = b"x" * 4096

    def edit(number: int) -> None:
        os.lseek(handle, (number % 1000) * 4096, os.SEEK_SET)
        os.write(handle, page)
        os.fsync(handle)

    yield edit
    os.close(handle)


WAYS = {
    "floor": floor,
    "plain sqlite3": plain,
    "Store": through_the_store,
    "sqlite-utils": with_sqlite_utils,
}


def measure() -> dict[str, float]:
    """Return microseconds for each way; short rounds in shifting order, so noise meets all."""
    taken: dict[str, list[float]] = {name: [] for name in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        ways = {name: way(Path(folder)) for name, way in WAYS.items()}
        edits = {name: way.__enter__() for name, way in ways.items()}
        for turn in range(ROUNDS):
            for name, edit in random.sample(list(edits.items()), len(edits)):
                began = time.perf_counter()
                for number in range(turn * EDITS, (turn + 1) * EDITS):
                    edit(number)
                taken[name].append((time.perf_counter() - began) / EDITS * 1e6)
        for way in ways.values():
            way.__exit__(None, None, None)
    return {name: statistics.median(times) for name, times in taken.items()}


def flushes(name: str) -> str:
    """Return fsyncs for an edit, counted by strace as the difference of two runs."""
    if shutil.which("strace") is None:
        return "not counted (no strace)"
    return f"{(_flushes(name, 150) - _flushes(name, 50)) / 100:.2f}"


def _flushes(name: str, edits: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        counts = Path(folder) / "strace.txt"
        command = [sys.executable, "-m", "tests.benchmarks.bench_store", name, str(edits)]
        tracer = ["strace", "-f", "-c", "-e", "trace=fsync,fdatasync", "-o", str(counts)]
        subprocess.run([*tracer, *command], check=True)
        lines = [line.split() for line in counts.read_text(encoding="utf-8").splitlines()]
        return sum(int(line[3]) for line in lines if line and line[-1] in {"fsync", "fdatasync"})


def run(name: str, edits: int) -> None:
    """Make a number of edits in one way, for strace to watch."""
    with tempfile.TemporaryDirectory() as folder, WAYS[name](Path(folder)) as edit:
        for number in range(edits):
            edit(number)


def test_one_edit() -> None:
    found = measure()
    print(f"\n{'one durable edit':16} {'µs':>7} {'× plain':>8} {'× floor':>8}  fsyncs")
    for name, taken in found.items():
        ratios = f"{taken / found['plain sqlite3']:8.2f} {taken / found['floor']:8.2f}"
        print(f"{name:16} {taken:7.0f} {ratios}  {flushes(name)}")
    print(f"target: Store ≤ {TARGET} × plain")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run(sys.argv[1], int(sys.argv[2]))
    else:
        test_one_edit()
