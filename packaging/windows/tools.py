"""Have what a Linux machine needs for the Windows build: install it, or say what is missing.

    python packaging/windows/tools.py

Exit 0: all is there. 2: somebody must install the packages named.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import wine
from workshop import refuse, say


def main() -> int:
    """Install what is missing if that needs no password; refuse if something still is."""
    if sys.platform == "win32":
        return 0
    missing = wine.missing_packages()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"installing {' '.join(missing)}")
        install(missing)
        missing = wine.missing_packages()
    if missing:
        names = " ".join(missing)
        refuse(f"System packages are missing; install them with: sudo apt-get install {names}")
    return 0


def install(packages: list[str]) -> None:
    """Let Debian's package manager try; what it could not do is seen afterwards."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        # Its complaints stay in sight.
        subprocess.run(
            ["apt-get", "-qq", *words], env=quiet, check=False, stdout=subprocess.DEVNULL
        )


if __name__ == "__main__":
    raise SystemExit(main())
