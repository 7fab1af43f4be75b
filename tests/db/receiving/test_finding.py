from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from db.receiving import finding
from db.receiving.finding import find_files


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    return path


def test_a_stick_is_searched_and_files_named_are_taken_as_they_are(tmp_path: Path) -> None:
    deep = touch(tmp_path / "usb" / "Huyện" / "a.cchc")
    high = touch(tmp_path / "usb" / "B.CCHC")
    touch(tmp_path / "usb" / ".a.cchc.partial")
    touch(tmp_path / "usb" / "anh.jpg")
    named = touch(tmp_path / "khac.dat")
    found = find_files([tmp_path / "usb", named, deep, tmp_path / "không có.cchc"])
    assert found.files == (high, deep, named, tmp_path / "không có.cchc")
    assert found.lines == ()


def test_backups_beside_a_store_are_passed_over(tmp_path: Path) -> None:
    store = touch(tmp_path / "so.cchc")
    touch(tmp_path / "so-sao-luu" / "so.2022-06-10_080000_000000.cchc")
    found = find_files([tmp_path])
    assert found.files == (store,)
    assert "so-sao-luu" in found.lines[0]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_lead_nowhere(tmp_path: Path) -> None:
    outside = touch(tmp_path / "ngoài" / "a.cchc")
    stick = tmp_path / "usb"
    stick.mkdir()
    (stick / "tắt.cchc").symlink_to(outside)
    (stick / "thư mục").symlink_to(outside.parent)
    (stick / "vòng").symlink_to(stick)
    found = find_files([stick])
    assert found.files == ()
    assert len(found.lines) == 1
    assert "tắt.cchc" in found.lines[0]


def test_folders_too_deep_are_named(tmp_path: Path) -> None:
    deepest = tmp_path.joinpath(*("x" * (finding.MAX_DEPTH + 1)))
    touch(deepest / "a.cchc")
    found = find_files([tmp_path])
    assert found.files == ()
    assert "quá sâu" in found.lines[0]
    assert find_files([deepest.parent]).files == (deepest / "a.cchc",)


@pytest.mark.parametrize("limit", ["MAX_FILES", "MAX_ENTRIES"])
def test_there_is_an_end_to_the_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(finding, limit, 3)
    for number in range(6):
        touch(tmp_path / f"{number % 2}" / f"{number}.cchc")
    found = find_files([tmp_path])
    assert 2 <= len(found.files) <= 3
    assert len(found.lines) == 1
    assert "quá nhiều" in found.lines[0]


def test_a_folder_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shut = tmp_path / "khóa"
    touch(shut / "a.cchc")
    whole = touch(tmp_path / "b.cchc")
    scan = os.scandir

    def scandir(folder: Path) -> object:
        if Path(folder) == shut:
            raise PermissionError(folder)
        return scan(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    found = find_files([tmp_path])
    assert found.files == (whole,)
    assert str(shut) in found.lines[0]
