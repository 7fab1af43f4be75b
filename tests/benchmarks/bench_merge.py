"""Hand-over files received, merged and rolled up, beside `cat` of the same bytes and two peers.

Target (143 files): received and rolled up in at most 6 times `cat` plus the checks of the seals;
at least 8 times as fast as sqlite-utils `insert_all`; 3 321 files (the whole country) grow
linearly, in bounded memory.
Run: python -m tests.benchmarks.bench_merge [FILES]
"""

from __future__ import annotations

import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlite_utils

from db.handover import layout
from db.handover.giving import hand_over
from db.handover.keys import load_or_make
from db.handover.seal import check_seal
from db.merge import receive
from db.rolling import rolled_up
from db.schema import upgrade
from db.store import Store
from forms.choosing import form_for
from forms.period import Period
from forms.report import Report, UnitRef
from forms.unit_slots import UnitKind
from tests import provinces
from tests.provinces import THREE_LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILES: Final = 143
TARGET, PEER_TARGET = 6, 8
PERIODS: Final = tuple(map(Period.parse, ("2023-Q1", "2023-H1", "2023-Q3", "2023-Y")))
_WORDS: Final = (
    "Duy trì tuyên truyền cải cách hành chính trên hệ thống truyền thanh và tại bộ phận một cửa. "
)
_TABLES: Final = ("report", "entry", "history")


def make_files(folder: Path, count: int) -> list[Path]:
    """Hand-over files of as many communes, each with four periods' reports."""
    key = load_or_make(folder / "khoa.bin")
    stick = folder / "USB"
    stick.mkdir()
    made = []
    for number in range(count):
        with Store.create(folder / "xã.cchc", editor="Văn thư") as store:
            ids = [store.add_report(report) for report in _reports(number)]
            made.append(hand_over(store, ids, stick, key).path)
        (folder / "xã.cchc").unlink()
    return made


def _reports(number: int) -> Iterator[Report]:
    unit = UnitRef(f"X{number:04}", f"UBND xã Mỹ An {number}, huyện Tháp Mười")
    _, report = provinces.commune_reports(unit, THREE_LEVELS)
    texts = dict.fromkeys(
        ("II.1.commune", "III.commune", "V.commune_more", "VI.commune"), _WORDS * 6
    )
    return (replace(report, period=period, texts=texts) for period in PERIODS)


# --- what is compared; each takes the files and an empty folder


def cat(files: list[Path], folder: Path) -> None:
    with (folder / "all").open("wb") as out:
        for path in files:
            out.write(path.read_bytes())


def seals(files: list[Path], _folder: Path) -> None:
    for path in files:
        check_seal(path)


def ours(files: list[Path], folder: Path) -> None:
    with Store.create(folder / "tỉnh.cchc", editor="Tổng hợp") as store:
        for done in receive(store, files, take=True, trust=lambda _plan: True):
            assert done.outcome is not None, done.problem
        district = provinces.districts()[6]
        rolled_up(store, form_for(UnitKind.DISTRICT, PERIODS[1]), district, PERIODS[1])


def floor(files: list[Path], folder: Path) -> None:
    """ATTACH and INSERT … SELECT, one transaction for all: nothing is checked."""
    with closing(_empty(folder)) as store:
        for path in files:
            store.execute("ATTACH ? AS given", (str(path),))
            store.execute("BEGIN")
            for table in _TABLES:
                columns = ", ".join(layout.COLUMNS[table])
                columns = columns.removeprefix("id, ") if table == "history" else columns
                store.execute(
                    f"INSERT INTO {table} ({columns}) SELECT {columns} FROM given.{table}"  # noqa: S608
                )
            store.execute("COMMIT")
            store.execute("DETACH given")


def insert_all(files: list[Path], folder: Path) -> None:
    """What a script would do: read the rows, give them to sqlite-utils."""
    with closing(_empty(folder)) as connection:
        store = sqlite_utils.Database(connection)
        for path in files:
            with closing(sqlite3.connect(path)) as given:
                given.row_factory = sqlite3.Row
                for table in _TABLES:
                    rows = [dict(row) for row in given.execute(f"SELECT * FROM {table}")]  # noqa: S608
                    for row in rows if table == "history" else ():
                        del row["id"]
                    store.table(table).insert_all(rows)


def _empty(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "store.db", isolation_level=None)
    upgrade(connection)
    connection.execute("PRAGMA journal_mode=WAL")
    return connection


WAYS: Final[dict[str, Callable[[list[Path], Path], None]]] = {
    "cat": cat,
    "seals alone": seals,
    "ATTACH, unchecked": floor,
    "received, rolled up": ours,
    "sqlite-utils": insert_all,
}


@dataclass(frozen=True)
class Taken:
    """Seconds by way, the files' bytes and the most memory used, in MB."""

    seconds: dict[str, float]
    size: int
    memory: float


def measure(count: int, rounds: int) -> Taken:
    """Return the best of some rounds; the ways take turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = make_files(folder, count)
        best = dict.fromkeys(WAYS, float("inf"))
        for _ in range(rounds):
            for way, run in WAYS.items():
                work = folder / "work"
                work.mkdir()
                began = time.perf_counter()
                run(files, work)
                best[way] = min(best[way], time.perf_counter() - began)
                shutil.rmtree(work)
        size = sum(path.stat().st_size for path in files)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Taken(best, size, memory)


def tell(count: int, found: Taken) -> None:
    seconds = found.seconds
    mine = seconds["received, rolled up"]
    print(
        f"\n{count} files of {found.size / count / 1000:.0f} KB, most memory {found.memory:.0f} MB"
    )
    print(f"{'':20} {'s':>8} {'ms a file':>10} {'× cat':>8} {'× ATTACH':>9}")
    for way, taken in seconds.items():
        ratios = f"{taken / seconds['cat']:8.1f} {taken / seconds['ATTACH, unchecked']:9.2f}"
        print(f"{way:20} {taken:8.3f} {taken / count * 1e3:10.2f} {ratios}")
    without = (mine - seconds["seals alone"]) / seconds["cat"]
    print(f"without the seals {without:.1f} × cat (target ≤ {TARGET})")
    print(
        f"sqlite-utils takes {seconds['sqlite-utils'] / mine:.1f} × ours (target ≥ {PEER_TARGET})"
    )


def test_143_files() -> None:
    tell(FILES, measure(FILES, rounds=3))


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    tell(wanted, measure(wanted, rounds=1))
