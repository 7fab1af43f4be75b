"""Where the Windows build works, and the few things every step of it does."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGING: Final = ROOT / "packaging"
#: Everything between; may be deleted at any time.
WORK: Final = ROOT / "build" / "windows"
#: What is handed out.
DIST: Final = ROOT / "dist"
LOCKS: Final = PACKAGING / "requirements"

#: The program's name where only plain letters will do: file, folder, registry key.
NAME: Final = "BaoCaoCCHC"

#: 2026-01-01, where no commit tells the time (a source archive without its history).
_NO_COMMIT: Final = 1767225600


def version() -> str:
    """The version in pyproject.toml; the only place where it is written."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def commit_time() -> int:
    """Seconds since 1970 of the commit that is built: the time written into every file made."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    told = subprocess.run(
        ["git", "log", "-1", "--format=%ct"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return int(told.stdout) if told.returncode == 0 and told.stdout.strip() else _NO_COMMIT


def run(command: Sequence[str | Path], complaint: str, **options: Any) -> None:
    """Run a step; its own output tells why it failed."""
    words = [str(word) for word in command]
    if subprocess.run(words, check=False, **options).returncode:
        refuse(f"{complaint}; the lines above say why.")


def sha256(path: Path) -> str:
    """The file's SHA-256 in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint(*paths: Path, **more: str) -> str:
    """One digest of files and words; it tells whether a step has to be done again."""
    parts = [f"{path.name}:{sha256(path)}" for path in paths]
    parts += [f"{name}={word}" for name, word in sorted(more.items())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def is_stamped(stamp: Path, wanted: str) -> bool:
    """Whether a step left its stamp when it last ended well, made from the same things."""
    try:
        return stamp.read_text(encoding="utf-8") == wanted
    except OSError:
        return False


def put_stamp(stamp: Path, wanted: str) -> None:
    """Say that a step ended well."""
    stamp.write_text(wanted, encoding="utf-8")


def locked_version(package: str) -> str:
    """The version of a package in the Windows lock."""
    lock = (LOCKS / "windows.txt").read_text(encoding="utf-8")
    found = re.search(rf"(?m)^{re.escape(package)}==(\S+)", lock)
    if found is None:
        refuse(f"{package} is not in packaging/requirements/windows.txt.")
    return found[1]


def refuse(sentence: str) -> NoReturn:
    """One sentence, exit code 2."""
    print(f"windows: {sentence}", file=sys.stderr)
    raise SystemExit(2)


def say(sentence: str) -> None:
    """Progress, at once, also when the output is a pipe."""
    print(f"== {sentence}", flush=True)
