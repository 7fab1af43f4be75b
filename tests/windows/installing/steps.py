"""What tests of the setup program share."""

from __future__ import annotations

from pathlib import Path

import pytest

import installer
import workshop
from tests.windows.setups import (
    may_mount,
)

NAME = workshop.NAME
OLD, STAGING = "_setup.old", installer.STAGING

NEEDS_DISKS = pytest.mark.skipif(
    not may_mount(), reason="mounting a small disk needs root and `unshare`"
)


def are_same(files: dict[Path, bytes]) -> bool:
    return all(path.read_bytes() == content for path, content in files.items())


def installer_adds() -> set[Path]:
    return {Path("uninstall.exe"), Path("_internal", installer.LIST)}
