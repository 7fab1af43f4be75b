"""Files are written whole or not at all; why not is said in a sentence."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from forms.problem import Problem
from forms.whole_file import InUseError, placed, write_durably, write_whole
from tests.forms.refusals import old_file, refusing, untouched

BAD_NAME = "tên tệp quá dài hoặc có ký tự không dùng được. Hãy đặt tên khác, ngắn hơn"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return old_file(tmp_path / "a.png")


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

    def put_there(partial: Path, target: Path) -> Path:
        assert partial.read_bytes() == b"new"
        done.append("in its place")
        return put(partial, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", put_there)
    write_whole(tmp_path / "a.json", b"new")
    assert done == ["on the disk", "in its place"]


def test_what_is_raised_meanwhile_leaves_the_old_file(target: Path) -> None:
    def stopped() -> None:
        with placed(target, "ảnh") as path:
            write_durably(path, b"new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert untouched(target)


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, ": ổ đĩa chứa thư mục “{folder}” đã đầy. Hãy xóa bớt tệp"),
        (errno.EROFS, ": không có quyền ghi vào thư mục “{folder}”. Hãy chọn thư mục khác"),
        (errno.EIO, " vào thư mục “{folder}”. Hãy chọn nơi khác hoặc tên khác"),
        (errno.ENOENT, f": {BAD_NAME}"),  # a path that is too long is one that is not there
        (errno.ENAMETOOLONG, f": {BAD_NAME}"),
    ],
)
def test_what_fails_leaves_the_old_file_and_says_why(
    number: int, words: str, step: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, refusing(number))
    with pytest.raises(Problem) as told:
        write_whole(target, b"new", "ảnh")
    said = words.format(folder=target.parent)
    assert told.value.message.startswith(f"Không ghi được ảnh “a.png”{said}")
    assert untouched(target)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM])
def test_a_file_that_may_not_be_replaced_is_open_elsewhere(
    number: int, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", refusing(number))
    with pytest.raises(InUseError, match=r"đang mở trong chương trình khác.*Hãy đóng tệp") as told:
        write_whole(target, b"new", "ảnh")
    assert told.value.message.startswith("Không ghi được ảnh “a.png”: ")
    assert untouched(target)


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_folder_that_may_not_be_written_to_is_not_a_file_that_is_open(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, refusing(errno.EACCES))
    where = re.escape(str(tmp_path))
    with pytest.raises(Problem, match=f"không có quyền ghi vào thư mục “{where}”") as told:
        write_whole(tmp_path / "a.png", b"new")
    assert not isinstance(told.value, InUseError)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "winerror"), [(errno.EINVAL, 123), (errno.ENOENT, 206), (errno.ENOENT, 3)]
)
def test_a_name_windows_refuses(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int, winerror: int
) -> None:
    monkeypatch.setattr(os, "fsync", refusing(number, winerror))
    with pytest.raises(Problem, match=BAD_NAME):
        write_whole(target, b"new")
    assert untouched(target)


@pytest.mark.parametrize("free", [1_000, None], ids=["full", "nobody-can-tell"])
def test_a_full_disk_is_known_whatever_the_error(
    target: Path, monkeypatch: pytest.MonkeyPatch, free: int | None
) -> None:
    monkeypatch.setattr(os, "fsync", refusing(errno.EINVAL, 0))

    def usage(_: Path) -> SimpleNamespace:
        if free is None:
            raise OSError(errno.EIO, "không")
        return SimpleNamespace(free=free)

    monkeypatch.setattr("shutil.disk_usage", usage)
    with pytest.raises(Problem, match="đã đầy" if free else "nơi khác hoặc tên khác"):
        write_whole(target, b"new")
    assert untouched(target)


def test_what_can_not_be_tidied_away_hides_no_reason(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", refusing(errno.ENOSPC))
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: refusing(errno.EIO)())
    with pytest.raises(Problem, match="đã đầy"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"không có thư mục.*Hãy chọn một thư mục có sẵn") as told:
        write_whole(tmp_path / "không có" / "a.json", b"new")
    assert str(tmp_path / "không có") in told.value.message


def test_a_name_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=BAD_NAME):
        write_whole(tmp_path / ("a" * 300 + ".json"), b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(Problem, match=r"Không ghi được tệp “a\.json”: .*thư mục hoặc thiết bị"):
        write_whole(tmp_path / "a.json", b"new")
    assert [path.is_dir() for path in tmp_path.iterdir()] == [True]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_device_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "ống"
    os.mkfifo(pipe)
    with pytest.raises(Problem, match="thư mục hoặc thiết bị"):
        write_whole(pipe, b"new")
    assert pipe.is_fifo()
