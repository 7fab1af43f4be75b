"""What is started: the program as `make windows` built it, and what has to be frozen besides.

The bare window is frozen for both systems, the program for Linux; each one-file and one-folder,
by the program's own spec (`start.spec`). They lie in build/windows/start and are frozen anew at
each call: the sources may have changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import build
import wine
from workshop import NAME, ROOT, WORK, refuse, say

_HERE: Final = Path(__file__).parent
_TARGET: Final = WORK / "start"
_BARE: Final = _HERE / "bare_window.py"
_OURS: Final = ROOT / "desktop" / "__main__.py"


@dataclass(frozen=True)
class Pair:
    """The program and the bare window, both one-file or both one-folder, for one system."""

    ours: Path
    bare: Path

    def megabytes(self) -> tuple[float, float]:
        """What they weigh on the disk."""
        ours, bare = (_weight(program) / 1e6 for program in (self.ours, self.bare))
        return ours, bare


def windows_pairs() -> dict[str, Pair]:
    """The pairs for Windows, by their packaging.

    Exits with one sentence where `make windows` has not built the program.
    """
    if not build.ONE_FILE.is_file():
        refuse("there is no Windows program; build it with: make windows")
    command, environment = build.builder()
    bare = _freeze("windows-bare", _BARE, command, environment)
    return _paired(build.FROZEN, bare)


def linux_pairs() -> dict[str, Pair]:
    """The pairs for Linux, by their packaging."""
    command = [sys.executable]
    ours = _freeze("linux-ours", _OURS, command, dict(os.environ))
    bare = _freeze("linux-bare", _BARE, command, dict(os.environ))
    return _paired(ours, bare)


def _paired(ours: Path, bare: Path) -> dict[str, Pair]:
    name = f"{NAME}.exe"  # on Linux too
    places = {"one-file": Path(name), "one-folder": Path(NAME) / name}
    return {kind: Pair(ours / place, bare / place) for kind, place in places.items()}


def _freeze(name: str, script: Path, command: list[str], environment: dict[str, str]) -> Path:
    say(f"freezing {name}")
    target, work = _TARGET / name, _TARGET / f"{name}-work"
    for folder in (target, work):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    said = str if command == [sys.executable] else wine.windows_path
    folders = ["--distpath", said(target), "--workpath", said(work), said(_HERE / "start.spec")]
    more = {"SCRIPT": said(script), "BUILD_NOTES": said(target / "notes.json")}
    ended = subprocess.run(
        [*command, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *folders],
        env={**environment, **more},
        input=b"",
        capture_output=True,
        check=False,
    )
    if ended.returncode:
        print(ended.stderr.decode("utf-8", "replace"), file=sys.stderr)
        refuse(f"{name} could not be frozen; the lines above say why.")
    return target


def _weight(program: Path) -> int:
    """A one-file program alone, or a whole folder."""
    is_folder = (program.parent / "_internal").is_dir()
    files = program.parent.rglob("*") if is_folder else [program]
    return sum(file.stat().st_size for file in files if file.is_file() and not file.is_symlink())
