"""Files are written whole or not at all; why not is said in a sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from desktop.whole_file import write_whole
from forms.problem import Problem


def fail(patch: pytest.MonkeyPatch, number: int) -> None:
    """Let the system refuse to put a file in its place."""

    def refuse(*_: object) -> None:
        raise OSError(number, "x")

    patch.setattr(Path, "replace", refuse)


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "báo cáo.json"
    for content in (b"one", b"two"):
        write_whole(target, content)
        assert target.read_bytes() == content
    assert list(tmp_path.iterdir()) == [target]


def test_it_lies_on_the_disk_before_it_takes_the_old_ones_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    flush, put = os.fsync, Path.replace

    def flushed(file: int) -> None:
        flush(file)
        done.append("on the disk")

    def placed(partial: Path, target: Path) -> Path:
        assert partial.read_bytes() == b"new"
        done.append("in its place")
        return put(partial, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", placed)
    write_whole(tmp_path / "a.json", b"new")
    assert done == ["on the disk", "in its place"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "ổ đĩa đã đầy"),
        (errno.EROFS, "không cho ghi"),
        (errno.EACCES, "đang mở trong chương trình khác"),
        (errno.EIO, "Hãy chọn nơi khác hoặc tên khác"),
        (errno.ENOENT, "Hãy chọn nơi khác hoặc tên khác"),
    ],
)
def test_what_fails_leaves_the_old_file_and_says_why(
    number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"old")
    fail(monkeypatch, number)
    with pytest.raises(Problem) as told:
        write_whole(target, b"new", "ảnh")
    assert told.value.message.startswith("Không ghi được ảnh “a.png”")
    assert words in told.value.message
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"không có thư mục.*Hãy chọn nơi khác") as told:
        write_whole(tmp_path / "không có" / "a.json", b"new")
    assert str(tmp_path / "không có") in told.value.message


def test_a_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(Problem, match="Không ghi được tệp"):
        write_whole(tmp_path / "a.json", b"new")
    assert [path.is_dir() for path in tmp_path.iterdir()] == [True]
