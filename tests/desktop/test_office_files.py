"""The second copy of a backup: whole or not at all."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn

import pytest

from db.backup import Backup
from desktop.office_files import second_copy
from forms.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path


def test_a_second_copy_that_does_not_reach_the_disk_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    backup = Backup(tmp_path / "a.cchc", datetime.now(UTC), "", 3)
    backup.path.write_bytes(b"old")
    copy = second_copy(backup, folder, "a")

    def refuse(_: int) -> NoReturn:
        raise OSError(errno.EIO, "x")

    monkeypatch.setattr(os, "fsync", refuse)
    backup.path.write_bytes(b"new")
    with pytest.raises(Problem, match=r"Không chép được bản sao lưu .*usb"):
        second_copy(backup, folder, "a")
    assert copy.read_bytes() == b"old"
    assert list(folder.iterdir()) == [copy]
