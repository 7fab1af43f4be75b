"""Setup programs for tests: small ones that carry a stand-in, and a PC to run them on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import installer
import wine
from tests.windows.hands import until
from tests.windows.machine import PATIENCE, Ended, Machine
from workshop import NAME, run

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What setup adds to the program's own files.
ADDED: Final = {Path("uninstall.exe"), Path("_internal") / installer.LIST}
TITLE: Final = "Báo cáo CCHC"
APPS: Final = rf"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Uninstall\{NAME}"
CLASSES: Final = r"HKEY_CURRENT_USER\Software\Classes"
_FOR_ALL: Final = r"HKEY_LOCAL_MACHINE\Software\Classes"
STORE: Final = rf"{CLASSES}\{NAME}.Store"
ENDING: Final = rf"{CLASSES}\.cchc"
APP_PATH: Final = (
    rf"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\App Paths\{NAME}.exe"
)


@dataclass(frozen=True)
class Parcel:
    """A version of the program, and the setup that carries it."""

    version: str
    folder: Path
    setup: Path

    @property
    def files(self) -> dict[Path, bytes]:
        """Each file of the program by its place."""
        return contents_of(self.folder)


def end(process: subprocess.Popen[bytes]) -> int:
    """The exit code of a program that ends by itself."""
    code = process.wait(PATIENCE)
    kill(process)
    return code


def switch_on(machine: Machine) -> subprocess.Popen[bytes]:
    """A program that runs and does nothing: while it does, no other start boots Wine anew.

    Wine's servants hold on to the pipes of whatever program calls them first, so that nobody would
    see that program's pipes end. This one calls them all: those of the desktop with a beep.
    """
    process = machine.start("cmd", "/k", "start", "/wait", "rundll32", "user32.dll,MessageBeep")
    assert process.stdout
    assert process.stdout.read(1)
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a program at once, and forget what it said: others may hold the ends of its pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            pipe.close()


def contents_of(folder: Path) -> dict[Path, bytes]:
    """Each file in a folder by its place; nothing if there is no such folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in found}


def compile_stand_in(target: Path) -> Path:
    """The small program that stands in for the real one; returns it."""
    source = Path(__file__).with_name("stand_in.c")
    flags = ("-O2", "-s", "-municode", "-mwindows", "-o")
    run(["x86_64-w64-mingw32-gcc", source, *flags, target], "the stand-in could not be compiled")
    return target


def pack(root: Path, stand_in: Path, version: str, extra: dict[str, bytes]) -> Parcel:
    """A version with a setup of its own; ``extra`` are files below ``_internal`` by their names."""
    folder = root / version / NAME
    parts = folder / "_internal"
    parts.mkdir(parents=True)
    # Windows does not mind what follows a program's end; so each version's differs.
    (folder / f"{NAME}.exe").write_bytes(stand_in.read_bytes() + version.encode())
    for name, content in {"base.txt": version.encode(), **extra}.items():
        (parts / name).parent.mkdir(parents=True, exist_ok=True)
        (parts / name).write_bytes(content)
    setup = root / f"setup-{version}.exe"
    installer.make(folder, setup, version=version, small=False)
    return Parcel(version, folder, setup)


def _plain(value: str) -> str:
    """A value of an exported registry key as it is: text without its quotes and escapes."""
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


@dataclass(frozen=True)
class Bench:
    """A PC on which setups are tried.

    Attributes:
        machine: The PC.
        target: The folder the program is installed to.
        running: What was started and may still run.
    """

    machine: Machine
    target: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def exe(self) -> Path:
        """The installed program."""
        return self.target / f"{NAME}.exe"

    @property
    def shortcuts(self) -> list[Path]:
        """Where setup puts shortcuts: start menu, desktop."""
        menu = self.machine.home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
        return [place / f"{TITLE}.lnk" for place in (menu, self.machine.home / "Desktop")]

    def setup(self, parcel: Parcel, *words: str) -> int:
        """Run a setup silently; its exit code. Each word stands without quotes, spaces and all."""
        ended = self.machine.run(parcel.setup, "/S", *" ".join(words).split())
        assert (ended.out, ended.err) == (b"", b""), ended.said
        return ended.code

    def uninstall(self) -> Ended:
        """Run the uninstaller silently to its end; unlike from "Apps", it stays itself."""
        words = f"/S _?={self.windows_path(self.target)}".split()
        return self.machine.run(self.target / "uninstall.exe", *words)

    def launch(self, program: Path, *words: Path | str) -> subprocess.Popen[bytes]:
        """Start a program and let it run, at most until the test ends."""
        self.running.append(self.machine.start(program, *words))
        return self.running[-1]

    def start(self, manner: str) -> subprocess.Popen[bytes]:
        """Start the installed stand-in, and return once it runs."""
        sign = self.machine.prefix.drive_c / "runs.txt"
        sign.unlink(missing_ok=True)
        process = self.launch(self.exe, manner, sign)
        until(sign.exists, "the stand-in did not start")
        return process

    def open(self, file: Path) -> str:
        """Open a file as a double click does; what the stand-in's command line was."""
        told = self.machine.home / "Temp" / "started.txt"
        told.unlink(missing_ok=True)
        ended = self.machine.run("start", "/wait", self.windows_path(file))
        assert ended.code == 0, ended.said
        return told.read_text(encoding="utf-16-le")

    def show_classes(self) -> None:
        """Let Wine's shell see this person's own file types, as that of Windows does by itself."""
        file = self.machine.prefix.drive_c / "classes.reg"
        for key in (ENDING, STORE):
            self.machine.run("reg", "export", key, r"C:\classes.reg", "/y")
            shown = file.read_text(encoding="utf-16").replace(CLASSES, _FOR_ALL)
            file.write_text(shown, encoding="utf-16", newline="\r\n")
            self.machine.run("reg", "import", r"C:\classes.reg")

    def windows_path(self, path: Path) -> str:
        """A place on drive C as Windows calls it."""
        inside = path.relative_to(self.machine.prefix.drive_c)
        return "C:\\" + str(inside).replace("/", "\\")

    def registry(self, key: str) -> dict[str, str]:
        """A key's values by name; nothing if there is no such key."""
        file = self.machine.prefix.drive_c / "exported.reg"
        file.unlink(missing_ok=True)
        # Unlike `reg query`, this writes every letter.
        self.machine.run("reg", "export", key, r"C:\exported.reg", "/y")
        if not file.exists():
            return {}
        told = file.read_text(encoding="utf-16").partition(f"[{key}]\n")[2].partition("\n[")[0]
        found = re.findall(r'^(?:"(.*?)"|@)=(.*)$', told, re.MULTILINE)
        return {name: _plain(value) for name, value in found}

    def is_clean(self) -> bool:
        """Whether nothing of the program is left but data."""
        keys = (APPS, STORE, ENDING, APP_PATH)
        return not (
            self.target.exists()
            or any(map(Path.exists, self.shortcuts))
            or any(map(self.registry, keys))
        )

    def holds(self, parcel: Parcel) -> bool:
        """Whether exactly this version lies there, file by file, and nothing else."""
        there = contents_of(self.target)
        return there.keys() - ADDED == parcel.files.keys() and there.items() >= parcel.files.items()

    def wipe(self) -> None:
        """The PC as before any setup."""
        for process in self.running:
            kill(process)
        self.running.clear()
        ours = (APPS, STORE, ENDING, APP_PATH)
        shown = (STORE.replace(CLASSES, _FOR_ALL), ENDING.replace(CLASSES, _FOR_ALL))
        keys = "".join(f"[-{key}]\r\n" for key in (*ours, *shown))
        file = self.machine.prefix.drive_c / "wiped.reg"
        file.write_text(f"Windows Registry Editor Version 5.00\r\n{keys}", encoding="utf-16")
        self.machine.run("reg", "import", r"C:\wiped.reg")
        shutil.rmtree(self.target, ignore_errors=True)
        for shortcut in self.shortcuts:
            shortcut.unlink(missing_ok=True)


@dataclass(frozen=True)
class Within(wine.Prefix):
    """A prefix whose programs see the disks of another process, and bear its limits.

    Attributes:
        before: The words before each command.
    """

    before: tuple[str, ...] = field(default=())

    def command(self, *words: str | Path) -> list[str]:
        """The words that start a Windows program there."""
        return [*self.before, *super().command(*words)]


@contextmanager
def other_disks(bench: Bench, *mounts: str) -> Iterator[tuple[Bench, Path]]:
    """The same PC with other disks mounted, privately; and the root to reach them by from here."""
    bench.machine.prefix.stop()  # Wine's server must see them too
    script = " && ".join([*mounts, "echo ready", "exec cat"])
    holder = subprocess.Popen(
        ["unshare", "--mount", "sh", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdin
    assert holder.stdout
    assert holder.stdout.readline() == b"ready\n"
    old = bench.machine.prefix
    before = ("nsenter", f"--target={holder.pid}", "--mount", "--")
    prefix = Within(old.folder, old.variables, before)
    machine = replace(bench.machine, prefix=prefix)
    power = switch_on(machine)
    try:
        yield Bench(machine, bench.target), Path(f"/proc/{holder.pid}/root")
    finally:
        prefix.stop()
        kill(power)
        holder.stdin.close()
        holder.wait()
        holder.stdout.close()


def may_mount() -> bool:
    """Whether this account may mount disks that nobody else sees."""
    tried = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return os.geteuid() == 0 and tried.returncode == 0
