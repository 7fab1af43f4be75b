"""Build the one-file .exe and the setup program into dist/.

    python packaging/windows/build.py                    both, with their sums and contents
    python packaging/windows/build.py --broken MODULE    a program without a module, for a test

On Linux the Windows Python runs under Wine; on Windows (with python.org's Python 3.11 and NSIS) the
same spec and the same installer script run as they are.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Final

import contents
import installer
import windows_python
import wine
from workshop import (
    DIST,
    LOCKS,
    NAME,
    PACKAGING,
    ROOT,
    WORK,
    commit_time,
    refuse,
    run,
    say,
    sha256,
    version,
)

FROZEN: Final = WORK / "frozen"
ONE_FILE: Final = FROZEN / f"{NAME}.exe"
FOLDER: Final = FROZEN / NAME
BROKEN: Final = WORK / "broken"
SETUP: Final = DIST / f"{NAME}-{version()}-setup.exe"
#: The target: more than this is too long over a poor line and on a slow stick.
_MOST_BYTES: Final = 60_000_000
_SPEC: Final = PACKAGING / "windows" / "program.spec"
#: What the linker of Wine's own libraries leaves in each of them.
_WINE_MARK: Final = b"Wine builtin DLL"
_ON_WINDOWS: Final = sys.platform == "win32"
#: On Windows: the virtual environment with the locked libraries.
_OWN_HOME: Final = WORK / "venv"


def main(arguments: list[str]) -> int:
    """Build; 0 when everything asked for lies in its place, 2 when a person must do something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--broken", metavar="MODULE", default="")
    broken = parser.parse_args(arguments).broken
    if _ON_WINDOWS and Path(sys.prefix) != _OWN_HOME:
        # Started with python.org's bare Python: the locked libraries are needed here, too.
        again = [str(_own_python()), __file__, *arguments]
        return subprocess.run(again, check=False).returncode
    if broken:
        freeze(BROKEN, without=broken)
        return 0
    freeze(FROZEN)
    prove_origins()
    prove_no_wine()
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    shutil.copyfile(ONE_FILE, DIST / ONE_FILE.name)
    say("making the setup program")
    installer.make(FOLDER, SETUP)
    tell_contents()
    write_sums()
    return 0


# --- what builds


def builder() -> tuple[list[str], dict[str, str]]:
    """The words that start the Windows Python with the locked libraries, and its environment."""
    fixed = {
        "SOURCE_DATE_EPOCH": str(commit_time()),
        "PYTHONHASHSEED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
    }
    if _ON_WINDOWS:
        return [sys.executable], {**os.environ, **fixed}
    prefix = wine.make()
    python = windows_python.make()
    return prefix.command(python), {**prefix.environment(), **fixed}


def _own_python() -> Path:
    """On Windows: a virtual environment of python.org's Python with the Windows lock."""
    if sys.version_info[:2] != (3, 11):
        refuse(f"the locked libraries are for Python 3.11; this is {sys.version.split()[0]}.")
    python = _OWN_HOME / "Scripts" / "python.exe"
    if not python.exists():
        venv.create(_OWN_HOME, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    lock = LOCKS / "windows.txt"
    run([*pip, "--require-hashes", "--no-deps", "-r", lock], "the libraries could not be installed")
    return python


# --- freezing


def freeze(target: Path, without: str = "") -> None:
    """Run PyInstaller; both programs come from one analysis."""
    work = target.with_name(f"{target.name}-work")
    for folder in (target, work):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    command, environment = builder()
    say("freezing the program" + (f" without {without}" if without else ""))
    words = ["-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    folders = ["--distpath", _said(target), "--workpath", _said(work), _said(_SPEC)]
    environment |= {"WITHOUT_MODULE": without, "BUILD_NOTES": _said(target / "notes.json")}
    ended = subprocess.run(
        [*command, *words, *folders],
        env=environment,
        input="",
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    complaints = [line for line in ended.stderr.splitlines() if " INFO: " not in line]
    if ended.returncode or complaints:
        print(*complaints, sep="\n", file=sys.stderr)
        refuse("PyInstaller did not end well; the lines above say why.")


def _said(path: Path) -> str:
    return str(path) if _ON_WINDOWS else wine.windows_path(path)


# --- proofs on what was frozen


def notes() -> dict[str, dict[str, list[str | int]]]:
    """What the spec wrote down: each file taken and left out, with its origin and size."""
    text = (FROZEN / "notes.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, list[str | int]]] = json.loads(text)
    return found


def prove_origins() -> None:
    """Each file in the program comes from this tree or from the Windows Python; nothing else."""
    own = sys.base_prefix if _ON_WINDOWS else _said(windows_python.HOME)
    roots = tuple(place.lower().rstrip("\\") + "\\" for place in (_said(ROOT), own))
    strangers = [
        f"{name} from {origin}"
        for name, (origin, _size) in notes()["taken"].items()
        if not str(origin).lower().startswith(roots)
    ]
    if strangers:
        refuse(f"the program would carry files of the system: {'; '.join(strangers)}")


def prove_no_wine() -> None:
    """No library of Wine's, nor a stand-in for one, lies in the program."""
    stand_ins = {"winui_shim.dll", "icuuc.dll"}
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file() and (path.name.lower() in stand_ins or _is_of_wine(path)):
            refuse(f"{path.relative_to(FOLDER)} is Wine's and must not travel.")


def _is_of_wine(path: Path) -> bool:
    with path.open("rb") as file:
        return _WINE_MARK in file.read(256)


# --- what is handed out


def tell_contents() -> None:
    """Write and print what the program weighs by package, and why each dropped part is missing."""
    # The reader comes with PyInstaller, which is in .venv and in the Windows environment.
    from PyInstaller.archive.readers import CArchiveReader

    toc = CArchiveReader(str(ONE_FILE)).toc
    packed = contents.weigh((name, entry[1]) for name, entry in toc.items())
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    places = ((str(path.relative_to(FOLDER)), path.stat().st_size) for path in files)
    lines = contents.table(packed, contents.weigh(places), notes()["left_out"])
    artefacts = (DIST / ONE_FILE.name, SETUP)
    lines[:0] = [f"{_megabytes(path)} {path.name}" for path in artefacts] + [""]
    (DIST / "CONTENTS.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(*lines, sep="\n")
    for path in artefacts:
        if path.stat().st_size > _MOST_BYTES:
            refuse(f"{path.name} weighs more than {_MOST_BYTES:,} bytes.")


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:8.2f} MB"


def write_sums() -> None:
    """SHA256SUMS, as `sha256sum --check` reads it."""
    names = sorted(path.name for path in DIST.iterdir())
    lines = [f"{sha256(DIST / name)}  {name}\n" for name in names]
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")
    print("", *lines, sep="\n" if not lines else "", end="")
    say(f"done; look into {DIST.relative_to(ROOT)}/")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
