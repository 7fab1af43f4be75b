"""The seal covers every byte of the file, and tells whose it is."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.failure import Fault, StoreProblem
from db.handover.keys import load_or_make
from db.handover.seal import KEY_BYTES, SEAL_BYTES, SealBroken, check_seal, fits, put_seal, sealed
from forms.problem import Problem
from tests.db.handover.giver import head

if TYPE_CHECKING:
    from pathlib import Path

    from db.handover.giving import HandedOver
    from db.handover.keys import Key


def change(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(statement, values)
        raw.commit()


def test_what_is_handed_over_is_sealed_with_the_office_s_key(given: HandedOver, key: Key) -> None:
    assert check_seal(given.path) == key.public
    said = head(given.path)
    assert (len(said["public_key"]), len(said["seal"])) == (KEY_BYTES, SEAL_BYTES)


def test_the_seal_stands_once_in_the_bytes(given: HandedOver) -> None:
    assert given.path.read_bytes().count(head(given.path)["seal"]) == 1


@pytest.mark.parametrize("value", [b"x" * 63, b"", "x" * 64, 5, b"x" * 64])
def test_a_seal_of_another_kind_is_broken(given: HandedOver, value: object) -> None:
    change(given.path, "UPDATE hand_over SET value = ? WHERE key = 'seal'", value)
    with pytest.raises(SealBroken, match=given.path.name):
        check_seal(given.path)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM hand_over WHERE key = 'seal'",
        "DELETE FROM hand_over WHERE key = 'public_key'",
        "DROP TABLE hand_over",
        "UPDATE entry SET value = 335446 WHERE kind = 'figure'",
        "UPDATE hand_over SET value = zeroblob(32) WHERE key = 'public_key'",
        "INSERT INTO entry SELECT report_id, kind, 'b', type, value, 1, '', '' FROM entry LIMIT 1",
    ],
)
def test_whatever_is_changed_by_sql_breaks_the_seal(given: HandedOver, statement: str) -> None:
    change(given.path, statement)
    with pytest.raises(SealBroken, match="đã bị sửa"):
        check_seal(given.path)


def test_a_second_copy_of_the_seal_breaks_it(given: HandedOver) -> None:
    with given.path.open("ab") as file:
        file.write(head(given.path)["seal"])
    with pytest.raises(SealBroken):
        check_seal(given.path)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_byte_can_be_changed(given: HandedOver, tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(given.path.read_bytes())
    # The beginning is tried more often: the header is there, and whatever SQLite stumbles over.
    at = data.draw(st.one_of(st.integers(0, 120), st.integers(0, len(content) - 1)))
    content[at] ^= data.draw(st.integers(1, 255))
    changed = tmp_path / "changed.cchc"
    changed.write_bytes(content)
    with pytest.raises(Problem):
        check_seal(changed)


def test_no_byte_of_the_seal_and_the_key_can_be_changed(given: HandedOver, tmp_path: Path) -> None:
    whole, said = given.path.read_bytes(), head(given.path)
    changed = tmp_path / "changed.cchc"
    for part in (said["seal"], said["public_key"]):
        begin = whole.index(part)
        for at in range(begin, begin + len(part)):
            changed.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            with pytest.raises(SealBroken):
                check_seal(changed)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_cut_short_or_longer_is_refused(
    given: HandedOver, tmp_path: Path, data: st.DataObject
) -> None:
    content = given.path.read_bytes()
    changed = tmp_path / "changed.cchc"
    changed.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    with pytest.raises(Problem):
        check_seal(changed)
    changed.write_bytes(content + data.draw(st.binary(min_size=1, max_size=9000)))
    with pytest.raises(Problem):
        check_seal(changed)


def test_whoever_seals_it_anew_is_known_by_his_own_key(given: HandedOver, tmp_path: Path) -> None:
    other = load_or_make(tmp_path / "other")
    change(given.path, "UPDATE entry SET value = 1 WHERE kind = 'figure'")
    statement = "UPDATE hand_over SET value = ? WHERE key = ?"
    change(given.path, statement, other.public, "public_key")
    change(given.path, statement, os.urandom(SEAL_BYTES), "seal")
    put_seal(given.path, other)
    assert check_seal(given.path) == other.public


def test_another_s_key_is_not_stated_with_one_s_own_seal(given: HandedOver, tmp_path: Path) -> None:
    with pytest.raises(SealBroken):
        put_seal(given.path, load_or_make(tmp_path / "other"))


def test_what_does_not_stand_there_exactly_once_is_not_sealed(key: Key) -> None:
    for content in (b"", b"x" * 64, b"y" * 64 + b"z" + b"y" * 64):
        with pytest.raises(ValueError, match="yyy"):
            sealed(content, b"y" * 64, key)
    content = sealed(b"y" * 64 + b"z", b"y" * 64, key)
    assert fits(content, key.public, content[:64])
    assert not fits(content, key.public, b"y" * 64)


def test_what_is_no_file_of_sqlite_or_not_there_is_said(tmp_path: Path) -> None:
    foreign = tmp_path / "a.cchc"
    foreign.write_bytes(b"x" * 9000)
    with pytest.raises(StoreProblem) as caught:
        check_seal(foreign)
    assert caught.value.fault is Fault.NOT_OURS
    with pytest.raises(StoreProblem) as caught:
        check_seal(tmp_path / "b.cchc")
    assert caught.value.fault is Fault.NOT_FOUND
