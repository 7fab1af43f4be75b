"""The Word file on disk: whole or not at all, and every refusal in the officer's words."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from forms.problem import Problem
from forms.word import ExportCancelled, TargetOpenError, docx_bytes, write_docx
from forms.word.saving import free_name
from tests.forms.refusals import old_file, refusing, untouched
from tests.forms.word_samples import OFFICE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return old_file(tmp_path / "Báo cáo.docx")


def test_replaces_the_old_file_and_leaves_nothing_beside_it(target: Path) -> None:
    write_docx(OFFICE, target)
    assert target.read_bytes() == docx_bytes(OFFICE)
    assert list(target.parent.iterdir()) == [target]


def test_progress_rises_to_its_end(target: Path) -> None:
    seen: list[tuple[int, int]] = []
    write_docx(OFFICE, target, progress=lambda done, total: seen.append((done, total)))
    total = len(OFFICE.blocks) + 1
    assert seen == [(done, total) for done in range(total + 1)]


@pytest.mark.parametrize("after", [0, 5, len(OFFICE.blocks)])
def test_cancelled_keeps_the_old_file(target: Path, after: int) -> None:
    asked = iter(range(1000))
    with pytest.raises(ExportCancelled, match="Đã dừng"):
        write_docx(OFFICE, target, cancelled=lambda: next(asked) >= after)
    assert untouched(target)


def test_open_in_word_offers_a_numbered_name(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pathlib.Path.replace", refusing(errno.EACCES))
    with pytest.raises(TargetOpenError) as caught:
        write_docx(OFFICE, target)
    assert caught.value.suggestion == target.with_name("Báo cáo (2).docx")
    assert "đóng tệp trong Word" in caught.value.message
    assert "“Báo cáo (2).docx”" in caught.value.message
    assert untouched(target)


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Báo cáo quý I.docx", "~$o cáo quý I.docx"),
        ("Báo cáo.docx", "~$áo cáo.docx"),
        ("BC.docx", "~$BC.docx"),
        ("Báo cáo quý I.docx", "~$Báo cáo quý I.docx"),
    ],
)
def test_words_own_mark_beside_the_file_is_heeded(tmp_path: Path, name: str, mark: str) -> None:
    target = tmp_path / name
    (tmp_path / mark).touch()
    write_docx(OFFICE, target)  # a mark without its file is a leftover
    with pytest.raises(TargetOpenError, match="xóa tệp") as caught:
        write_docx(OFFICE, target)
    assert mark in caught.value.message


def test_the_suggested_name_is_free(tmp_path: Path) -> None:
    for name in ("Báo cáo (2).docx", "Báo cáo (3).docx", "~$o cáo (4).docx"):
        (tmp_path / name).touch()
    assert free_name(tmp_path / "Báo cáo.docx").name == "Báo cáo (5).docx"
    assert free_name(tmp_path / "Báo cáo (2).docx").name == "Báo cáo (5).docx"
    assert free_name(tmp_path / "Kế hoạch (9).docx").name == "Kế hoạch (10).docx"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "đã đầy"),
        (errno.EROFS, "không có quyền ghi"),
        (errno.EACCES, "không có quyền ghi"),  # the old file is not in the way yet
        (errno.EIO, "Hãy chọn nơi khác hoặc tên khác"),
    ],
)
def test_a_failing_disk_keeps_the_old_file(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    monkeypatch.setattr(os, "fsync", refusing(number))
    with pytest.raises(Problem, match=f"^Không ghi được tệp Word “Báo cáo.docx”.*{words}"):
        write_docx(OFFICE, target)
    assert untouched(target)


def test_a_folder_that_may_not_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pathlib.Path.replace", refusing(errno.EACCES))
    with pytest.raises(Problem, match="không có quyền ghi vào thư mục") as caught:
        write_docx(OFFICE, tmp_path / "mới.docx")
    assert not isinstance(caught.value, TargetOpenError)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_and_a_name_too_long(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"Không ghi được tệp Word “a\.docx”: không có thư mục"):
        write_docx(OFFICE, tmp_path / "không có" / "a.docx")
    with pytest.raises(Problem, match="quá dài"):
        write_docx(OFFICE, tmp_path / ("a" * 300 + ".docx"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_folder_or_a_device_is_never_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "thư mục"
    folder.mkdir()
    pipe = tmp_path / "ống"
    os.mkfifo(pipe)
    for target in (folder, pipe):
        with pytest.raises(Problem, match="thư mục hoặc thiết bị"):
            write_docx(OFFICE, target)
    assert folder.is_dir()
    assert pipe.is_fifo()
