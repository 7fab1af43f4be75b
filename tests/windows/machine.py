"""A Windows of Wine's on a virtual display, and how tests run the built program in it."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import wine
import workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A user's name as Windows PCs in Vietnam bear it: spaces, stacked marks, Đ.
USER: Final = "Người dùng Đồng Tháp"
ROOT: Final = workshop.ROOT
ONE_FILE: Final = workshop.DIST / f"{workshop.NAME}.exe"
FOLDER: Final = workshop.WORK / "frozen" / workshop.NAME / f"{workshop.NAME}.exe"
SETUP: Final = workshop.DIST / f"{workshop.NAME}-{workshop.version()}-setup.exe"

#: Seconds after which a program that has not ended is broken; never a measure of speed.
PATIENCE: Final = 300
_TRIES: Final = 20


@dataclass(frozen=True)
class Ended:
    """How a program ended: its exit code and what it wrote, as bytes."""

    code: int
    out: bytes
    err: bytes

    @property
    def said(self) -> str:
        """Everything it wrote, for a failing test's message."""
        return (self.out + b"\n" + self.err).decode("utf-8", "replace")


@dataclass(frozen=True)
class Machine:
    """One Windows PC with one user.

    Attributes:
        prefix: The Wine prefix.
        display: The X display its windows appear on.
        variables: What its programs find in their environment besides the usual.
    """

    prefix: wine.Prefix
    display: str
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The user's folder, as Linux sees it."""
        return self.prefix.drive_c / "users" / USER

    @property
    def installed(self) -> Path:
        """Where setup puts the program if nobody says otherwise."""
        return self.home / "AppData" / "Local" / "Programs" / workshop.NAME

    @property
    def data(self) -> Path:
        """The program's own folder of this user: settings, log, sample store."""
        return self.home / "AppData" / "Local" / workshop.NAME

    def run(
        self,
        program: Path | str,
        *words: Path | str,
        cwd: Path | None = None,
        patience: int = PATIENCE,
    ) -> Ended:
        """Run a Windows program to its end; a path among the words is given as Windows knows it."""
        with self.started(program, *words, cwd=cwd) as process:
            out, err = wine.outcome(process, patience)
        return Ended(process.returncode, out, err)

    @contextmanager
    def started(
        self, program: Path | str, *words: Path | str, cwd: Path | None = None
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Start a Windows program; whatever still runs of this PC at a failure is ended."""
        with self.start(program, *words, cwd=cwd) as process:
            try:
                yield process
            except BaseException:
                self.prefix.stop()
                process.kill()
                raise

    def start(
        self, program: Path | str, *words: Path | str, cwd: Path | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a Windows program and let it run."""
        return subprocess.Popen(
            self.prefix.command(program, *map(self.said, words)),
            env={**self.prefix.environment(), "DISPLAY": self.display, **self.variables},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
        )

    @staticmethod
    def said(word: Path | str) -> str:
        """A word of a command line; a Linux path becomes a Windows one."""
        return wine.windows_path(word) if isinstance(word, Path) else word

    def windows(self) -> str:
        """The windows on the display with their titles, as xwininfo tells them."""
        # It fails when a window goes while it walks through the tree.
        tries = (self._listing() for _ in range(_TRIES))
        told = next((told for told in tries if told.returncode == 0), None)
        assert told is not None, self._listing().stderr
        return told.stdout.decode("utf-8", "replace")

    def _listing(self) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["xwininfo", "-root", "-tree"],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            check=False,
        )


def new_machine(folder: Path, display: str, *, as_sold: bool = False) -> Machine:
    """A PC as it comes from the shop.

    Wine's DirectWrite takes ten times as long for a line of text as its older kind of drawing; only
    a machine ``as_sold`` uses it, as Qt does on every Windows.
    """
    quick = {} if as_sold else {"QT_QPA_PLATFORM": "windows:nodirectwrite"}
    return Machine(wine.for_user(USER, folder, **quick), display)


def virtual_display() -> Iterator[str]:
    """A screen that nobody sees, with room for a whole window of 1366 by 768; yields its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        yield f":{told.readline().strip()}"
    server.terminate()
    server.wait()


def copy_folder(source: Path, target: Path) -> Path:
    """A copy of a folder; returns it."""
    shutil.copytree(source, target)
    return target
