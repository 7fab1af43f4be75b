"""Make `.venv` hold exactly what the locks say, and the program itself.

    python3 packaging/bootstrap.py            for tests and builds
    python3 packaging/bootstrap.py --window   also look for what a window on a screen needs

Standard library only. The second run finds its stamp and does nothing. What only the system's
package manager can give is named in one sentence, and the exit code is then 2.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "bao-cao-cchc.stamp"
LOCK = ROOT / "packaging" / "requirements" / "dev.txt"
OLDEST = (3, 11)

#: What Qt opens even without a screen, and the Debian package that brings it.
OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
#: What Qt opens besides on an X screen.
WINDOW = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def main(arguments: list[str]) -> int:
    """Bring `.venv` up to date; 0 when it is, 2 when a person must do something first."""
    if sys.version_info < OLDEST:
        refuse(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}."
        )
    on_screen = "--window" in arguments and bool(os.environ.get("DISPLAY"))
    packages = missing_packages(OFFSCREEN | WINDOW if on_screen else OFFSCREEN)
    if packages:
        refuse_for_want_of(packages)
    wanted = fingerprint()
    if is_stamped(wanted):
        return 0
    make_venv()
    install()
    prove_qt()
    STAMP.write_text(wanted, encoding="utf-8")
    say("ready")
    return 0


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """Debian packages to install, by really opening each library."""
    packages = [] if venv_python() or can_make_venv() else ["python3-venv"]
    if sys.platform == "linux":
        packages += [package for library, package in libraries.items() if not opens(library)]
    return packages


def can_make_venv() -> bool:
    """Debian cuts ensurepip out of python3 and ships it in python3-venv."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def opens(library: str) -> bool:
    """Whether the loader finds the library and all it needs."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def fingerprint() -> str:
    """What `.venv` is made from: the place, the locks, what pyproject says of the project."""
    import tomllib  # here, so that an old Python is refused with a sentence

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = {
        "place": str(ROOT),
        "lock": hashlib.sha256(LOCK.read_bytes()).hexdigest(),
        "project": [project["build-system"], project["project"], project["tool"]["setuptools"]],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def is_stamped(wanted: str) -> bool:
    """Whether the last run ended well with the same ingredients."""
    try:
        return STAMP.read_text(encoding="utf-8") == wanted and venv_python() is not None
    except OSError:
        return False


def venv_python() -> Path | None:
    """The interpreter inside `.venv`, if there is one and its own base still exists."""
    inside = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    return inside if inside.exists() else None


def make_venv() -> None:
    """Keep a usable `.venv`; make one if there is none, or if its Python is broken or too old."""
    python = venv_python()
    if python and version_of(python) >= OLDEST:
        return
    say(f"making .venv with Python {sys.version.split()[0]}")
    shutil.rmtree(VENV, ignore_errors=True)
    run([sys.executable, "-m", "venv", str(VENV)], "the virtual environment could not be made")


def version_of(python: Path) -> tuple[int, ...]:
    """Its version, or nothing if the interpreter or its pip does not run."""
    question = "import pip, sys; print(*sys.version_info[:2])"
    answer = subprocess.run(
        [str(python), "-c", question], capture_output=True, text=True, check=False
    )
    return tuple(int(part) for part in answer.stdout.split()) if answer.returncode == 0 else ()


def install() -> None:
    """The locked libraries, each checked against its hash; then the project, in place."""
    say("installing the locked libraries (a few minutes the first time)")
    pip = [str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", str(LOCK)], "the libraries could not be installed")
    run(
        [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
        "the project itself could not be installed",
    )


def prove_qt() -> None:
    """Import Qt for real: it may want a library that is not in the list above."""
    trial = subprocess.run(
        [str(venv_python()), "-c", "import PySide6.QtWidgets"],
        capture_output=True,
        text=True,
        check=False,
    )
    if trial.returncode:
        reason = (trial.stderr.strip().splitlines() or ["no reason given"])[-1]
        refuse(f"Qt does not start on this machine: {reason}")


def run(command: list[str], complaint: str) -> None:
    """Run a step; its own output tells why it failed."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        refuse(f"{complaint}; the lines above say why.")


def refuse_for_want_of(packages: list[str]) -> NoReturn:
    """The one command that mends it."""
    names = " ".join(packages)
    refuse(f"System packages are missing; install them with: sudo apt-get install {names}")


def refuse(sentence: str) -> NoReturn:
    """One sentence, exit code 2."""
    print(f"bootstrap: {sentence}", file=sys.stderr)
    raise SystemExit(2)


def say(sentence: str) -> None:
    """Progress, at once, also when the output is a pipe."""
    print(f"== {sentence}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
