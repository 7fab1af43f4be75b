"""Windows programs on Linux: a Wine prefix of our own, and how to run something in it.

The two stand-ins compiled from packaging/wine/ let Qt's real `windows` platform plugin start under
Wine 8, which lacks two system parts. They are put into the prefix, never into the program.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from workshop import PACKAGING, WORK, fingerprint, is_stamped, put_stamp, run, say

#: Debian hides the 64-bit loader from PATH.
_LOADERS: Final = ("/usr/lib/wine/wine64", "wine64", "wine")
_SERVERS: Final = ("/usr/lib/wine/wineserver64", "wineserver64", "wineserver")
_COMPILER: Final = "x86_64-w64-mingw32-gcc"
_SOURCES: Final = PACKAGING / "wine"
#: Seconds between two looks whether a program has ended.
_LOOK_AGAIN: Final = 0.1
_PASSED: Final = ("PATH", "DISPLAY", "XAUTHORITY")
#: Parts of WinRT that Qt asks for; the stand-in answers to these names.
_CLASSES: Final = ("UISettings", "AccessibilitySettings")
_CLASS_KEY: Final = (
    r"HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId\Windows.UI.ViewManagement."
)


@dataclass(frozen=True)
class Prefix:
    """One Windows of Wine's: its drive C, its registry, its users.

    Attributes:
        folder: Where the prefix lies.
        variables: What programs in it find in their environment besides the usual.
        before: What stands before the loader on the command line: limits, another mount table.
    """

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()

    @property
    def drive_c(self) -> Path:
        """The folder that is drive C."""
        return self.folder / "drive_c"

    def command(self, *words: str | Path) -> list[str]:
        """The words that start a Windows program from Linux."""
        return [*self.before, loader(), *map(str, words)]

    def environment(self) -> dict[str, str]:
        """What Wine itself needs; the home is private, or Wine would link the real Desktop."""
        home = self.folder.parent / f"{self.folder.name}-home"
        home.mkdir(parents=True, exist_ok=True)
        ours = {
            "HOME": str(home),
            "WINEPREFIX": str(self.folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # No questions for Mono and Gecko, and no debugger that hangs after a crash.
            "WINEDLLOVERRIDES": "mscoree=;mshtml=;winedbg.exe=d",
            "LC_ALL": "C.UTF-8",
        }
        # Nothing else of this machine's: it would reach the Windows programs.
        passed = {name: os.environ[name] for name in _PASSED if name in os.environ}
        return {**passed, **ours, **self.variables}

    def run(
        self,
        program: str | Path,
        *arguments: str | Path,
        seconds: float = 120,
        cwd: Path | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a Windows program to its end; its three standard streams are pipes.

        A file or /dev/null in their place makes Python under Wine fail at its start.
        """
        words = self.command(program, *arguments)
        pipe = subprocess.PIPE
        with subprocess.Popen(
            words, env=self.environment(), stdin=pipe, stdout=pipe, stderr=pipe, cwd=cwd
        ) as process:
            out, err = outcome(process, seconds)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def stop(self) -> None:
        """End every program in the prefix and the server behind them."""
        subprocess.run([_first(_SERVERS), "-k"], env=self.environment(), check=False)
        subprocess.run([_first(_SERVERS), "-w"], env=self.environment(), check=False)


def outcome(process: subprocess.Popen[bytes], seconds: float) -> tuple[bytes, bytes]:
    """What a program writes to its two pipes until it ends.

    Its end counts, not that of the pipes: Wine's own services may have been started along with it,
    and hold them on.

    Raises:
        TimeoutExpired: It has not ended in time; it was killed.
    """
    pipes = [stream.fileno() for stream in (process.stdout, process.stderr) if stream]
    said = {pipe: bytearray() for pipe in pipes}
    still = set(pipes)
    deadline = time.monotonic() + seconds
    has_ended = False
    while not has_ended:
        if time.monotonic() > deadline:
            process.kill()
            raise subprocess.TimeoutExpired(process.args, seconds)
        has_ended = process.poll() is not None  # what it wrote before is in the pipes by now
        while ready := select.select(still, (), (), 0 if has_ended else _LOOK_AGAIN)[0]:
            for pipe in ready:
                chunk = os.read(pipe, 65_536)
                said[pipe] += chunk
                if not chunk:
                    still.remove(pipe)
    out, err = (bytes(said[pipe]) for pipe in pipes)
    return out, err


def missing_packages() -> list[str]:
    """The Debian packages to install before anything runs or is compiled for Windows."""
    wanted = {
        "wine": _first(_LOADERS),
        "wine64": _first(_SERVERS),
        "gcc-mingw-w64-x86-64-win32": _COMPILER,
        "nsis": "makensis",
        "xvfb": "Xvfb",
        "xauth": "xauth",
        "x11-utils": "xwininfo",
        "xdotool": "xdotool",
    }
    return [package for package, tool in wanted.items() if not tool or not shutil.which(tool)]


def loader() -> str:
    """The program that starts 64-bit Windows programs."""
    return _first(_LOADERS)


def make() -> Prefix:
    """The prefix with the stand-ins in it, made anew only if their sources have changed."""
    prefix = Prefix(WORK / "prefix")
    stamp = prefix.folder / "made.stamp"
    wanted = fingerprint(_SOURCES / "winui.c", _SOURCES / "icuuc.c", Path(__file__))
    if not is_stamped(stamp, wanted):
        say("making a Windows of Wine's")
        if prefix.folder.exists():
            prefix.stop()
            shutil.rmtree(prefix.folder)
        prefix.folder.mkdir(parents=True)
        prefix.run("wineboot", "-i")
        prefix.run("winecfg", "-v", "win10")
        _put_stand_ins(prefix)
        put_stamp(stamp, wanted)
    return prefix


def for_user(user: str, folder: Path, **variables: str) -> Prefix:
    r"""A fresh copy of the prefix for another person, with all folders under that name.

    Args:
        user: The person's name; the folder in ``C:\\users`` bears it.
        folder: Where the copy goes.
        variables: What every program of that person finds in its environment. They are put into
            the registry: Wine passes no variable of Qt's from Linux on.
    """
    made = make()
    made.stop()
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    run(["cp", "-a", made.folder, folder], "the prefix could not be copied")
    prefix = Prefix(folder, {"USER": user, "LOGNAME": user})
    passing = rf"C:\users\{user}\Temp"
    for name, value in {"TEMP": passing, "TMP": passing, **variables}.items():
        prefix.run("reg", "add", r"HKCU\Environment", "/v", name, "/d", value, "/f")
    (prefix.drive_c / "users" / user / "Temp").mkdir(parents=True, exist_ok=True)
    prefix.stop()  # the new variables count from the next start on
    return prefix


def _put_stand_ins(prefix: Prefix) -> None:
    system = prefix.drive_c / "windows" / "system32"
    compiler = [_COMPILER, "-O2", "-s", "-shared", "-o"]
    complaint = "Wine's stand-ins could not be compiled"
    run([*compiler, system / "winui_shim.dll", _SOURCES / "winui.c", "-luuid"], complaint)
    run([*compiler, system / "icuuc.dll", _SOURCES / "icuuc.c"], complaint)
    library = r"C:\windows\system32\winui_shim.dll"
    for name in _CLASSES:
        value = ("/v", "DllPath", "/t", "REG_SZ", "/d", library, "/f")
        prefix.run("reg", "add", f"{_CLASS_KEY}{name}", *value)


def windows_path(path: Path) -> str:
    r"""A Linux path as Windows programs under Wine know it, e.g. ``Z:\\tmp\\x``."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


def _first(tools: tuple[str, ...]) -> str:
    """The first tool that is there, or nothing."""
    return next((tool for tool in tools if shutil.which(tool)), "")
