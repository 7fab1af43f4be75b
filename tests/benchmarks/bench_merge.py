"""Hand-over files received, merged and rolled up, beside `cat` of the same bytes and two peers.

Target (143 files): received and rolled up in at most 6 times `cat` plus the checks of the seals;
at least 8 times as fast as sqlite-utils `insert_all`; 3 321 files (the whole country) grow
linearly, in bounded memory.

The forms have been read before the clock starts, as in an open window. Each unit has figures,
symbols and words of its own, or what is judged once would be judged once for all of them. The
memory is that of a process which does nothing but receive.
Run: python -m tests.benchmarks.bench_merge [FILES]
"""

from __future__ import annotations

import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlite_utils

from db.handover import layout
from db.handover.giving import hand_over
from db.handover.keys import load_or_make
from db.handover.seal import check_seal
from db.merge import receive
from db.receiving.looking import look
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

    from forms.figure import Value

FILES: Final = 143
TARGET, PEER_TARGET = 6, 8
PERIODS: Final = tuple(map(Period.parse, ("2023-Q1", "2023-H1", "2023-Q3", "2023-Y")))
_WORDS: Final = (
    "Duy trì tuyên truyền cải cách hành chính trên hệ thống truyền thanh và tại bộ phận một cửa. "
)
_TEXTS: Final = ("II.1.commune", "III.commune", "V.commune_more", "VI.commune")
_TABLES: Final = ("report", "entry", "history")
FIRST_YEAR, LAST_YEAR = 1990, 2100
#: Above so many files one round is enough.
MANY: Final = 500


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
    for quarter, period in enumerate(PERIODS):
        mark = f"{number}/{quarter}"
        texts = dict.fromkeys(_TEXTS, f"{mark}. {_WORDS * 6}")
        figures = {name: _own(value, mark) for name, value in report.figures.items()}
        yield replace(report, period=period, texts=texts, figures=figures)


def _own(value: Value, mark: str) -> Value:
    """Return a value as another unit has it: other counts, other numbers of its documents."""
    if isinstance(value, str):
        return f"{mark.partition('/')[0]}{value}" if "/" in value else value
    if isinstance(value, int) and not FIRST_YEAR <= value <= LAST_YEAR:
        return value + int(mark.partition("/")[0])
    return value


# --- what is compared; each takes the files and an empty folder


def cat(files: list[Path], folder: Path) -> None:
    with (folder / "all").open("wb") as out:
        for path in files:
            out.write(path.read_bytes())


def seals(files: list[Path], _folder: Path) -> None:
    for path in files:
        check_seal(path)


def looks(files: list[Path], _folder: Path) -> None:
    """All that is checked of the files, by one thread; a part of ours."""
    for path in files:
        look(path).close()


def ours(files: list[Path], folder: Path) -> None:
    with Store.create(folder / "tỉnh.cchc", editor="Tổng hợp") as store:
        for done in receive(store, files, take=True, trust=lambda _plan: True):
            assert done.outcome is not None, done.problem
        district = provinces.districts()[6]
        rolled_up(store, form_for(UnitKind.DISTRICT, PERIODS[1]), district, PERIODS[1])


def floor(files: list[Path], folder: Path) -> None:
    """ATTACH and INSERT … SELECT, one transaction a file: nothing is checked or told apart."""
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
    "looked through": looks,
    "received, rolled up": ours,
    "sqlite-utils": insert_all,
}


@dataclass(frozen=True)
class Taken:
    """Seconds by way, the files' bytes and the most memory used by number of files, in MB."""

    seconds: dict[str, float]
    size: int
    memory: dict[int, float]


def measure(count: int, rounds: int) -> Taken:
    """Return the best of some rounds; the ways take turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = make_files(folder, count)
        best = dict.fromkeys(WAYS, float("inf"))
        looks(files[:1], folder)
        for _ in range(rounds):
            for way, run in WAYS.items():
                with _empty_folder(folder) as work:
                    began = time.perf_counter()
                    run(files, work)
                    best[way] = min(best[way], time.perf_counter() - began)
        size = sum(path.stat().st_size for path in files)
        memory = {number: _memory(folder, number) for number in (count // 10, count)}
    return Taken(best, size, memory)


@contextmanager
def _empty_folder(folder: Path) -> Iterator[Path]:
    work = folder / "work"
    work.mkdir()
    yield work
    shutil.rmtree(work)


def _memory(folder: Path, count: int) -> float:
    """Return the most memory of a process that receives so many files; ask for the fewest first."""
    with _empty_folder(folder):
        command = (sys.executable, "-m", "tests.benchmarks.bench_merge", str(folder), str(count))
        subprocess.run(command, check=True, cwd=Path(__file__).parents[2])
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def tell(count: int, found: Taken) -> None:
    seconds = found.seconds
    mine = seconds["received, rolled up"]
    print(f"\n{count} files of {found.size / count / 1000:.0f} KB; most memory of receiving:")
    print(", ".join(f"{number} files {taken:.0f} MB" for number, taken in found.memory.items()))
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
    tell(FILES, measure(FILES, rounds=5))


def main(arguments: list[str]) -> None:
    """Measure; or, as the process whose memory is measured, receive files of a folder."""
    if len(arguments) == 2:
        folder, count = Path(arguments[0]), int(arguments[1])
        ours(sorted((folder / "USB").iterdir())[:count], folder / "work")
        return
    wanted = int(arguments[0]) if arguments else FILES
    tell(wanted, measure(wanted, rounds=1 if wanted > MANY else 5))


if __name__ == "__main__":
    main(sys.argv[1:])
