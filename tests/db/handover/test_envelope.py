"""Files locked with a passphrase: nothing without it, everything with it."""

from __future__ import annotations

import os
import struct
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.failure import Fault, StoreProblem
from db.handover.envelope import (
    COST,
    MAGIC,
    OVERHEAD,
    Cost,
    is_locked,
    lock,
    locked,
    unlock,
    unlocked,
)
from forms.problem import Problem
from tests.db.handover.giver import CHEAP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PASSPHRASE = "Mật khẩu của huyện Tân Hồng"  # noqa: S105  (of no real office)
SECRET = b"SQLite format 3\0" + bytes(5000)


def fault_of(action: Callable[[], object]) -> Fault:
    with pytest.raises(StoreProblem) as caught:
        action()
    return caught.value.fault


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "giao.cchc"
    path.write_bytes(SECRET)
    return path


@pytest.fixture
def shut(plain: Path) -> Path:
    path = plain.with_name("khóa.cchc")
    lock(plain, path, PASSPHRASE, CHEAP)
    return path


def test_what_is_locked_comes_out_again(plain: Path, shut: Path) -> None:
    assert is_locked(shut)
    assert not is_locked(plain)
    assert b"SQLite" not in shut.read_bytes()
    assert shut.stat().st_size == len(SECRET) + OVERHEAD
    out = plain.with_name("mở.cchc")
    unlock(shut, out, PASSPHRASE)
    assert out.read_bytes() == SECRET


def test_it_does_not_matter_which_keyboard_composed_the_letters(plain: Path, shut: Path) -> None:
    out = plain.with_name("mở.cchc")
    unlock(shut, out, unicodedata.normalize("NFD", PASSPHRASE))
    assert out.read_bytes() == SECRET


@pytest.mark.parametrize("other", ["", "mật khẩu của huyện Tân Hồng", PASSPHRASE + " ", "\udc80"])
def test_another_passphrase_opens_nothing(plain: Path, shut: Path, other: str) -> None:
    out = plain.with_name("mở.cchc")
    with pytest.raises(Problem, match="mật khẩu không đúng"):
        unlock(shut, out, other)
    assert not out.exists()


def test_without_a_passphrase_nothing_is_locked(plain: Path) -> None:
    with pytest.raises(Problem, match="Chưa có mật khẩu"):
        lock(plain, plain.with_name("khóa.cchc"), "")
    assert list(plain.parent.iterdir()) == [plain]


def test_guessing_is_as_dear_as_an_office_pc_bears(plain: Path) -> None:
    assert Cost(3, 65536) == COST
    shut = plain.with_name("khóa.cchc")
    lock(plain, shut, PASSPHRASE)
    assert struct.unpack_from(">II", shut.read_bytes(), len(MAGIC)) == (3, 65536)
    assert unlocked(shut.read_bytes(), PASSPHRASE, "x") == SECRET


@pytest.mark.parametrize("cost", [(0, 8), (11, 8), (1, 7), (1, (256 << 10) + 1), (2**32 - 1,) * 2])
def test_a_file_that_asks_for_too_much_or_too_little_is_refused(
    shut: Path, cost: tuple[int, int]
) -> None:
    content = bytearray(shut.read_bytes())
    struct.pack_into(">II", content, len(MAGIC), *cost)
    with pytest.raises(Problem, match="hỏng"):
        unlocked(bytes(content), PASSPHRASE, "x")


@given(st.binary(max_size=200), st.text(min_size=1, max_size=40))
def test_any_content_under_any_passphrase_comes_out_again(content: bytes, secret: str) -> None:
    shut = locked(content, secret, CHEAP)
    assert shut != locked(content, secret, CHEAP)
    assert unlocked(shut, unicodedata.normalize("NFD", secret), "x") == content


@given(st.data())
def test_no_byte_of_a_locked_file_can_be_changed(data: st.DataObject) -> None:
    content = bytearray(locked(b"content", "x", CHEAP))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Problem):
        unlocked(bytes(content), "x", "giao.cchc")


@given(st.integers(0, OVERHEAD + 6))
def test_a_file_cut_short_is_refused(length: int) -> None:
    with pytest.raises(Problem, match="“giao"):
        unlocked(locked(b"content", "x", CHEAP)[:length], "x", "giao.cchc")


def test_nothing_is_written_over(plain: Path, shut: Path) -> None:
    assert fault_of(lambda: unlock(shut, plain, PASSPHRASE)) is Fault.EXISTS
    assert fault_of(lambda: lock(plain, shut, "x")) is Fault.EXISTS
    assert plain.read_bytes() == SECRET


def test_a_full_disk_leaves_nothing(
    plain: Path, shut: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_number: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("os.fsync", full)
    out = plain.with_name("mở.cchc")
    assert fault_of(lambda: unlock(shut, out, PASSPHRASE)) is Fault.DISK_FULL
    assert not out.exists()


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    missing = tmp_path / "mất.cchc"
    assert fault_of(lambda: is_locked(missing)) is Fault.NOT_FOUND
    assert fault_of(lambda: lock(missing, tmp_path / "a", "x")) is Fault.NOT_FOUND
    assert fault_of(lambda: unlock(missing, tmp_path / "a", "x")) is Fault.NOT_FOUND
