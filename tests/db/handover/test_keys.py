"""The office's key: made once, kept, never written over; its fingerprint over the telephone."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.failure import Fault, StoreProblem
from db.handover.keys import Key, fingerprint, load_or_make
from forms.problem import Problem


def key_file(folder: Path) -> Path:
    return folder / "Cài đặt" / "khóa #1.key"


def test_a_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    path = key_file(tmp_path)
    made = load_or_make(path)
    before = path.read_bytes()
    assert load_or_make(path) == made
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
    assert load_or_make(tmp_path / "other").public != made.public


def test_the_secret_half_is_never_printed(tmp_path: Path) -> None:
    key = load_or_make(key_file(tmp_path))
    assert repr(key.seed) not in repr(key)
    assert key.seed.hex() not in repr(key)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights otherwise")
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    load_or_make(key_file(tmp_path))
    assert stat.S_IMODE(key_file(tmp_path).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "harm",
    [
        lambda content: b"",
        lambda content: content[:-20],
        lambda content: content.replace(b"key/1", b"key/2"),
        lambda content: b"\xff" + content,
        lambda content: content[:25] + bytes([content[25] ^ 1]) + content[26:],
        lambda content: content[::-1],
        lambda content: b"bao-cao-cchc/key/1\n00\n00\n",
    ],
)
def test_a_damaged_key_is_refused_and_left_alone(tmp_path: Path, harm: object) -> None:
    path = key_file(tmp_path)
    load_or_make(path)
    assert callable(harm)
    damaged = harm(path.read_bytes())
    path.write_bytes(damaged)
    with pytest.raises(Problem, match="bị hỏng") as caught:
        load_or_make(path)
    assert str(path) in caught.value.message
    assert path.read_bytes() == damaged


def test_of_two_starts_at_once_one_key_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = key_file(tmp_path)
    flush, others = os.fsync, list[Key]()

    def other_start(number: int) -> None:
        flush(number)
        if not others:
            others.append(Key(b"", b""))
            others[0] = load_or_make(path)

    monkeypatch.setattr("os.fsync", other_start)
    assert load_or_make(path) == others[0]
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_stick_without_hard_links_holds_a_key_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_first: bool
) -> None:
    def unknown(path: Path, target: Path) -> None:
        raise PermissionError(1, "no links here")

    def taken(partial: Path, path: Path) -> None:  # as Windows says of a name that is taken
        partial.replace(path)
        raise FileExistsError(17, "taken")

    monkeypatch.setattr(Path, "hardlink_to", unknown)
    if not is_first:
        monkeypatch.setattr(Path, "rename", taken)
    path = key_file(tmp_path)
    assert load_or_make(path) == load_or_make(path)
    assert list(path.parent.iterdir()) == [path]


def test_what_a_start_cut_short_left_is_swept_away(tmp_path: Path) -> None:
    path = key_file(tmp_path)
    path.parent.mkdir()
    path.with_name(f".{path.name}.abc.partial").write_bytes(b"half")
    load_or_make(path)
    assert list(path.parent.iterdir()) == [path]


def test_a_full_disk_is_said_and_no_key_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "no space left")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(StoreProblem) as caught:
            load_or_make(key_file(tmp_path))
    assert caught.value.fault is Fault.DISK_FULL
    assert list(key_file(tmp_path).parent.iterdir()) == []
    load_or_make(key_file(tmp_path))
    assert list(key_file(tmp_path).parent.iterdir()) == [key_file(tmp_path)]


def test_a_known_key_has_its_known_fingerprint_and_signature() -> None:
    # RFC 8032, 7.1, test 1.
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert Key(public, seed).sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a")
    assert fingerprint(public) == "11816 57942 02430 42745"


@given(st.binary(min_size=32, max_size=32))
def test_a_fingerprint_is_twenty_digits_by_fives(public: bytes) -> None:
    told = fingerprint(public)
    assert re.fullmatch(r"\d{5}( \d{5}){3}", told)
    whole = int(hashlib.sha256(public).hexdigest(), 16)
    assert int(told.replace(" ", "")) == whole % 10**20


@given(st.binary(min_size=32, max_size=32), st.integers(0, 255))
def test_keys_that_differ_in_one_bit_have_other_fingerprints(public: bytes, bit: int) -> None:
    other = bytearray(public)
    other[bit // 8] ^= 1 << bit % 8
    assert fingerprint(bytes(other)) != fingerprint(public)
