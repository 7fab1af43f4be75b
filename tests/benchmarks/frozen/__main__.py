"""From the launch of the built program to its first window, beside a bare window packed alike.

The program opens a store with two reports, as a double click on the store does. Each is started
in turn with the bare window, one-file and one-folder, on Linux and under Wine; both are seen from
outside, on the screen (`screen`): the first picture with letters in it is the first window. Windows
and its fonts are warm, as on a PC that has been on for a while.

Under Wine twice: its DirectWrite, by which Qt sets text on every Windows, is ten times as slow as
on real Windows, so there is also a column without.

Run: make windows-bench
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

from desktop import office_files
from tests.benchmarks.frozen import builds
from tests.benchmarks.frozen.screen import Screen, screen
from tests.windows.machine import PATIENCE, new_machine

if TYPE_CHECKING:
    from collections.abc import Iterator

Start = Callable[..., AbstractContextManager[subprocess.Popen[bytes]]]

TARGET: Final = 1.5
WARM: Final = 2
_STORE: Final = "so.cchc"


@dataclass(frozen=True)
class Contest:
    """The program against the bare window, in one packaging on one system.

    Attributes:
        name: What is said of it in the table.
        pair: The two programs.
        start: Starts one of them, with words.
        store: What the program opens.
        closer: The program that asks a running one to close; the one-folder one is quicker.
        ours, bare: Seconds from launch to the first letters, run by run.
        page: Seconds from the program's launch until the page with the reports is there.
    """

    name: str
    pair: builds.Pair
    start: Start
    store: Path
    closer: Path
    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)

    def run(self, seen: Screen, *, counts: bool) -> None:
        """Start each once."""
        bare = self._bare(seen)
        ours, page = self._ours(seen)
        if counts:
            self.bare.append(bare)
            self.ours.append(ours)
            self.page.append(page)

    def _bare(self, seen: Screen) -> float:
        launched = perf_counter()
        with self.start(self.pair.bare) as process:
            letters = seen.until_letters()
            _end(process)
        seen.until_dark()
        return letters - launched

    def _ours(self, seen: Screen) -> tuple[float, float]:
        launched = perf_counter()
        with self.start(self.pair.ours, "open", self.store) as process:
            letters = seen.until_letters()
            page = seen.until_page()
            with self.start(self.closer, "close") as closing_it:
                _end(closing_it)
            _end(process)
        seen.until_dark()
        return letters - launched, page - launched

    def lines(self) -> Iterator[str]:
        """What came out."""
        middle = statistics.median(self.bare)
        weights = dict(zip(("ours", "bare"), self.pair.megabytes(), strict=True))
        for who, taken in (("bare", self.bare), ("ours", self.ours), ("page", self.page)):
            weight = f"{weights[who]:7.1f} MB" if who in weights else " " * 10
            yield (
                f"{self.name:26} {who:6}{_ms(statistics.median(taken))}{_ms(min(taken))}"
                f"{_ms(_p95(taken))}   {statistics.median(taken) / middle:5.2f} × {weight}"
            )


def _end(process: subprocess.Popen[bytes]) -> None:
    # Its pipes are not read to their end: Wine's own desktop process may hold them open.
    if process.wait(PATIENCE):
        raise RuntimeError(f"{process.args!r} ended with {process.returncode}")


def _p95(taken: list[float]) -> float:
    return sorted(taken)[math.ceil(0.95 * len(taken)) - 1]


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:7.0f}"


# --- the systems


def linux_contests(folder: Path, display: str) -> list[Contest]:
    """The contests on Linux itself, for a person with an own home."""
    pairs = builds.linux_pairs()
    start = partial(_started_on_linux, {"HOME": str(folder), "DISPLAY": display})
    store = _new_store(folder)
    closer = pairs["one-folder"].ours
    return [Contest(f"Linux, {kind}", pair, start, store, closer) for kind, pair in pairs.items()]


@contextmanager
def _started_on_linux(
    variables: dict[str, str], program: Path, *words: Path | str
) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [program, *words],
        # Nothing of this machine's: a variable of Qt's would change what is measured.
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **variables},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        except BaseException:
            process.terminate()
            raise


@contextmanager
def wine_contests(
    pairs: dict[str, builds.Pair], folder: Path, display: str, *, as_sold: bool
) -> Iterator[list[Contest]]:
    """The contests on a PC of Wine's that is running already."""
    machine = new_machine(folder / "prefix", display, as_sold=as_sold)
    text = "DirectWrite" if as_sold else "FreeType"
    store = _new_store(machine.home)
    closer = pairs["one-folder"].ours
    try:
        # A shell that waits for a word: as long as a program runs, Windows does.
        with machine.started("cmd"):
            yield [
                Contest(f"Wine {text}, {kind}", pair, machine.started, store, closer)
                for kind, pair in pairs.items()
            ]
    finally:
        machine.prefix.stop()


def _new_store(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _STORE
    with closing(office_files.open_sample(path, "x")):
        return path


# --- the measure


def main() -> None:
    """Freeze what is missing, start everything by turns, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    with ExitStack() as stack:
        seen = stack.enter_context(screen())
        folder = Path(stack.enter_context(TemporaryDirectory()))
        contests = linux_contests(folder / "linux", seen.display)
        pairs = builds.windows_pairs()
        for as_sold in (False, True):
            place = folder / f"sold-{as_sold}"
            there = wine_contests(pairs, place, seen.display, as_sold=as_sold)
            contests += stack.enter_context(there)
        for turn in range(WARM + rounds):
            for contest in contests:
                contest.run(seen, counts=turn >= WARM)
            print(".", end="", flush=True)
    _tell(contests, rounds)


def _tell(contests: list[Contest], rounds: int) -> None:
    print(f"\nLaunch to the first letters on the screen, {rounds} runs each by turns, milliseconds")
    print(
        f"(page: the list of reports is there, the store open; target of ours: ≤ {TARGET} × bare)"
    )
    print(f"{'':33}median    min    p95    median ratio")
    for contest in contests:
        print(*contest.lines(), sep="\n")


if __name__ == "__main__":
    main()
