"""Handing over: what is in the file, what is not, what it is called, what the store notes."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import drives
from db.codec import decode
from db.connection import Access, connect
from db.failure import Fault, StoreProblem
from db.handover import envelope, layout
from db.handover.content import Stamp, stamp_of
from db.handover.giving import Giver, hand_over
from db.handover.keys import fingerprint, load_or_make
from db.handover.seal import check_seal
from db.reports import State
from db.store import Store
from forms.problem import Problem
from forms.report import UnitRef
from tests.db.handover.giver import CHEAP, give, head, is_sound, names, rows
from tests.db.office import EDITOR, HALF, QUARTER, UNIT, HandClock, begin, make, reopen

if TYPE_CHECKING:
    from pathlib import Path

    from db.handover.giving import HandedOver
    from db.handover.keys import Key
    from forms.figure import Value

#: The name wears the day by the clock on the wall here.
DAY = datetime(2022, 6, 10, 8, tzinfo=UTC).astimezone().date().isoformat()
#: A passphrase.
WORDS = "bí mật"
NAME = f"VPUBND_2022-H1_{DAY}.cchc"
#: Whatever can be written down: anything but halves of characters.
LETTERS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


# --- what is in it


def test_a_report_is_handed_over_as_it_stands(
    filled: Store, report: str, stick: Path, key: Key
) -> None:
    found = hand_over(filled, [report], stick, key)
    assert names(stick) == [NAME]
    assert is_sound(found.path)
    question = f"SELECT {', '.join(layout.COLUMNS['report'])} FROM report"  # noqa: S608
    assert rows(found.path, question)[0][:7] == (
        *(report, "office-report", "2022", UNIT.code, UNIT.name, "2022-H1", "draft"),
    )
    assert rows(found.path, "SELECT kind, key, type, value FROM entry") == [
        ("figure", "files_received_total", "int", 335445),
        ("text", "I.1.inspection", "str", "Đã kiểm tra 03 đơn vị."),
    ]


def test_the_head_says_who_made_it_when_and_with_what(
    filled: Store, given: HandedOver, key: Key
) -> None:
    said = head(given.path)
    assert {name: type(value) for name, value in said.items()} == dict(layout.HEAD)
    assert (said["unit_code"], said["unit_name"]) == (UNIT.code, UNIT.name)
    assert (said["editor"], said["program_version"]) == (EDITOR, "1.0")
    assert datetime.fromisoformat(said["made_at"]) == given.made_at
    assert said["public_key"] == given.public_key == key.public
    assert given.fingerprint == fingerprint(key.public)
    assert said["store_id"] == rows(given.path, "SELECT origin FROM entry")[0][0]


def test_the_office_of_the_settings_is_the_giver(filled: Store, stick: Path, key: Key) -> None:
    filled.set_setting("unit_code", "UBND-TH")
    filled.set_setting("unit_name", "Ủy ban nhân dân huyện Tân Hồng")
    found = give(filled, stick, key)
    assert found.unit == UnitRef("UBND-TH", "Ủy ban nhân dân huyện Tân Hồng")
    assert found.path.name.startswith("UBND-TH_2022-H1_")


def test_how_a_report_came_to_be_goes_along(
    filled: Store, report: str, stick: Path, key: Key
) -> None:
    filled.set_figure(report, "files_received_total", 335446)
    filled.undo(report)
    found = give(filled, stick, key)
    question = "SELECT old, new, editor, undone FROM history WHERE kind = 'figure' ORDER BY id"
    assert rows(found.path, question) == [
        (None, 335445, EDITOR, 0),
        (335445, 335446, EDITOR, 1),
    ]


def test_the_office_s_own_notes_never_leave_it(
    filled: Store, report: str, stick: Path, key: Key
) -> None:
    filled.set_note(report, "files_received_total", "hỏi lại phòng Nội vụ")
    filled.set_note(report, "files_received_total", None)
    filled.set_note(report, "I.1.inspection", "chờ số")
    filled.set_state(report, State.ISSUED)
    copied = filled.new_report("office-report", "2022", UNIT, QUARTER, copy_of=report)
    assert filled.unreviewed(copied)
    found = give(filled, stick, key)
    kinds = "SELECT DISTINCT kind FROM entry UNION SELECT DISTINCT kind FROM history"
    assert {kind for (kind,) in rows(found.path, kinds)} <= {str(kind) for kind in layout.KINDS}
    content = found.path.read_bytes()
    assert "Nội vụ".encode() not in content
    assert "chờ số".encode() not in content
    assert str(filled.path).encode() not in content


def test_several_reports_go_into_one_file(filled: Store, stick: Path, key: Key) -> None:
    quarter = begin(filled, QUARTER)
    filled.set_figure(quarter, "files_received_total", 7)
    begin(filled, QUARTER.successor())
    wanted = [info.id for info in filled.reports() if info.period in (HALF, QUARTER)]
    found = give(filled, stick, key, *wanted, *wanted)
    assert [info.period for info in found.reports] == [HALF, QUARTER]
    assert found.path.name == f"VPUBND_2022-H1-2022-Q3_{DAY}.cchc"
    assert rows(found.path, "SELECT count(*) FROM report") == [(2,)]
    assert rows(found.path, "SELECT sum(value) FROM entry WHERE kind = 'figure'") == [(335452,)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    figure=st.one_of(
        st.integers(-(2**63) + 1, 2**63 - 1),
        st.decimals(allow_nan=False, allow_infinity=False),
        st.dates(),
        LETTERS,
    ),
    words=LETTERS,
)
def test_every_value_arrives_as_the_store_has_it(
    filled: Store, report: str, stick: Path, key: Key, figure: Value, words: str
) -> None:
    filled.set_figure(report, "x", figure)
    filled.set_text(report, "y", words)
    filled.set_table(report, "z", ({"a": words, "b": figure},))
    found = give(filled, stick, key)
    loaded = filled.load(report)
    expected = {"x": loaded.figures["x"], "y": loaded.texts["y"], "z": loaded.tables["z"]}
    values = rows(found.path, "SELECT key, type, value FROM entry WHERE length(key) = 1")
    assert {name: decode(type_, value) for name, type_, value in values} == expected
    found.path.unlink()


def test_the_same_content_key_and_moment_give_the_same_bytes(
    filled: Store, stick: Path, key: Key
) -> None:
    copies = [filled.path.with_name(f"bản {number}.cchc") for number in (1, 2)]
    filled.close()
    found = []
    for number, copy in enumerate(copies):
        shutil.copy(filled.path, copy)
        folder = stick / str(number)
        folder.mkdir()
        with Store.open(copy, editor=EDITOR, clock=HandClock()) as store:
            found.append(give(store, folder, key))
    assert found[0].path.read_bytes() == found[1].path.read_bytes()
    assert found[0].sha256 == found[1].sha256


def test_its_size_and_hash_are_those_of_the_file(given: HandedOver) -> None:
    content = given.path.read_bytes()
    assert given.size == len(content)
    assert given.sha256 == hashlib.sha256(content).hexdigest()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1), times=st.integers(1, 99)
)
def test_however_long_the_names_are_the_seal_holds(
    filled: Store, stick: Path, key: Key, words: str, times: int
) -> None:
    name = (words * 200)[: 40 * times]
    filled.set_setting("unit_code", "X" * times * 9)
    filled.set_setting("unit_name", name)
    found = Giver(filled, key, name, CHEAP).give(
        [info.id for info in filled.reports()], stick, "", lambda *_: None
    )
    assert check_seal(found.path) == key.public
    assert is_sound(found.path)
    said = head(found.path)
    assert said["unit_name"] == unicodedata.normalize("NFC", name)[:200]
    assert said["unit_code"] == ("X" * times * 9)[:200]
    found.path.unlink()


# --- what it is called, and a second time


def test_the_same_again_makes_no_second_file(filled: Store, given: HandedOver, key: Key) -> None:
    before = given.path.read_bytes()
    again = give(filled, given.path.parent, key)
    assert again.was_there
    assert not given.was_there
    assert (again.path, again.sha256, again.made_at) == (given.path, given.sha256, given.made_at)
    assert names(given.path.parent) == [NAME]
    assert given.path.read_bytes() == before


def test_the_same_by_somebody_else_makes_no_second_file(
    filled: Store, given: HandedOver, key: Key
) -> None:
    filled.close()
    with Store.open(filled.path, editor="Phó phòng", clock=HandClock()) as store:
        assert give(store, given.path.parent, key).was_there


def test_other_content_gets_another_name(
    filled: Store, report: str, given: HandedOver, key: Key
) -> None:
    filled.set_figure(report, "files_received_total", 1)
    second = give(filled, given.path.parent, key)
    assert second.path.name == NAME.replace(".cchc", " (2).cchc")
    filled.set_figure(report, "files_received_total", 2)
    assert give(filled, given.path.parent, key).path.name == NAME.replace(".cchc", " (3).cchc")
    filled.undo(report)
    assert give(filled, given.path.parent, key).was_there is False  # its history is another


@pytest.mark.parametrize(
    "content", [b"", b"x", b"SQLite format 3\0" + b"x" * 4080, b"CCHC-KHOA1", b"\0" * 9000]
)
def test_whatever_else_bears_that_name_is_left_alone(
    filled: Store, stick: Path, key: Key, content: bytes
) -> None:
    (stick / NAME).write_bytes(content)
    found = give(filled, stick, key)
    assert found.path.name == NAME.replace(".cchc", " (2).cchc")
    assert (stick / NAME).read_bytes() == content


def test_a_folder_of_that_name_is_left_alone(filled: Store, stick: Path, key: Key) -> None:
    (stick / NAME).mkdir()
    assert give(filled, stick, key).path.name == NAME.replace(".cchc", " (2).cchc")


def test_a_file_spoilt_on_the_stick_is_not_taken_for_the_same(
    filled: Store, given: HandedOver, key: Key
) -> None:
    content = bytearray(given.path.read_bytes())
    content[-1] ^= 1
    given.path.write_bytes(content)
    assert not give(filled, given.path.parent, key).was_there


def test_what_another_key_has_sealed_is_not_the_same(
    filled: Store, given: HandedOver, tmp_path: Path
) -> None:
    other = load_or_make(tmp_path / "other")
    assert not give(filled, given.path.parent, other).was_there


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM hand_over WHERE key = 'made_at'",
        "UPDATE hand_over SET value = 5 WHERE key = 'editor'",
        "UPDATE hand_over SET value = CAST(x'ff' AS TEXT) WHERE key = 'made_at'",
        "CREATE VIEW v AS SELECT 1",
    ],
)
def test_a_file_changed_by_sql_is_not_the_same(
    filled: Store, given: HandedOver, key: Key, harm: str
) -> None:
    with closing(sqlite3.connect(given.path)) as raw:
        raw.execute(harm)
        raw.commit()
    assert stamp_of(given.path.read_bytes()) is None
    assert not give(filled, given.path.parent, key).was_there


def test_the_stamp_tells_who_made_a_file_and_when(given: HandedOver) -> None:
    made_at = given.made_at.isoformat(timespec="milliseconds")
    assert stamp_of(given.path.read_bytes()) == Stamp(made_at, EDITOR, "1.0")


# --- with a passphrase


def test_with_a_passphrase_nothing_can_be_read_without_it(
    filled: Store, stick: Path, key: Key
) -> None:
    found = give(filled, stick, key, passphrase=WORDS)
    assert found.is_locked
    assert envelope.is_locked(found.path)
    assert UNIT.name.encode() not in found.path.read_bytes()
    bare = stick / "mở.cchc"
    envelope.unlock(found.path, bare, WORDS)
    assert check_seal(bare) == key.public
    assert is_sound(bare)


def test_the_same_under_the_same_passphrase_makes_no_second_file(
    filled: Store, stick: Path, key: Key
) -> None:
    first = give(filled, stick, key, passphrase=WORDS)
    assert give(filled, stick, key, passphrase=WORDS).was_there
    for number, other in enumerate(("khác", ""), start=2):
        found = give(filled, stick, key, passphrase=other)
        assert (found.was_there, found.path.name) == (False, f"{first.path.stem} ({number}).cchc")


# --- what the store notes


def noted(store: Store) -> list[tuple[object, ...]]:
    store.close()
    question = (
        "SELECT direction, kind, file_name, sha256, public_key, unit_code, editor, revision "
        "FROM delivery d LEFT JOIN delivered ON delivery_id = d.id ORDER BY d.id"
    )
    with closing(connect(store.path, Access.READ)) as connection:
        return connection.execute(question).fetchall()


def test_the_store_notes_each_file_once(
    filled: Store, report: str, given: HandedOver, key: Key
) -> None:
    give(filled, given.path.parent, key)
    revision = filled.info(report).revision
    expected = ("out", "hand-over", NAME, given.sha256, key.public, UNIT.code, EDITOR, revision)
    assert noted(filled) == [expected]


def test_nothing_else_in_the_store_is_changed(filled: Store, stick: Path, key: Key) -> None:
    def everything() -> list[str]:
        filled.close()
        with closing(connect(filled.path, Access.READ)) as connection:
            return [line for line in connection.iterdump() if "deliver" not in line]

    before = everything()
    with reopen(filled.path) as store:
        give(store, stick, key)
        assert store.verify() == []
    assert everything() == before


def test_a_store_that_can_t_note_it_takes_nothing_from_the_file(
    filled: Store, stick: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(store: Store, given: HandedOver) -> None:
        raise StoreProblem(Fault.DISK_FULL, store.path)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "note_given", full)
        found = give(filled, stick, key)
    assert "đã đầy" in found.complaint
    assert check_seal(found.path) == key.public
    again = give(filled, stick, key)
    assert again.was_there
    assert again.complaint == ""
    assert len(noted(filled)) == 1


# --- what is refused


def test_nothing_chosen_is_said(filled: Store, stick: Path, key: Key) -> None:
    with pytest.raises(Problem, match="Chưa chọn báo cáo"):
        hand_over(filled, [], stick, key)


def test_what_is_not_in_the_list_is_not_handed_over(
    filled: Store, report: str, stick: Path, key: Key
) -> None:
    filled.delete_report(report)
    for wanted in ([report], ["r0"]):
        with pytest.raises(Problem, match="không có báo cáo"):
            hand_over(filled, wanted, stick, key)
    assert names(stick) == []


def test_a_damaged_value_stays_at_home(filled: Store, stick: Path, key: Key) -> None:
    filled.close()
    with closing(sqlite3.connect(filled.path)) as raw:
        raw.execute("UPDATE entry SET type = 'decimal', value = 'x' WHERE kind = 'figure'")
        raw.commit()
    with reopen(filled.path) as store, pytest.raises(StoreProblem) as caught:
        give(store, stick, key)
    assert caught.value.fault is Fault.DAMAGED
    assert names(stick) == []


def test_more_than_one_file_may_hold_is_said(
    filled: Store, report: str, stick: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "MAX_BYTES", 1 << 20)
    filled.set_text(report, "I.1.inspection", "x" * 900_000)
    with pytest.raises(Problem, match="quá lớn"):
        give(filled, stick, key)
    assert names(stick) == []


def test_other_errors_of_sqlite_are_bugs(
    filled: Store, stick: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "make", lambda connection: None)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        give(filled, stick, key)


def test_too_little_room_is_said_before_anything_is_written(
    filled: Store, stick: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "free_bytes", lambda _: 1 << 20)
    with pytest.raises(Problem, match="cần 2 MB, còn trống 1 MB"):
        give(filled, stick, key)
    assert names(stick) == []
    monkeypatch.setattr(drives, "free_bytes", lambda _: None)
    give(filled, stick, key)


def test_a_store_made_by_default_settings_is_handed_over_too(tmp_path: Path, stick: Path) -> None:
    with make(tmp_path / "mới.cchc") as store:
        found = hand_over(store, [begin(store)], stick, load_or_make(tmp_path / "khoa"))
    assert is_sound(found.path)


def test_who_never_signs_never_loads_the_library_for_it() -> None:
    check = "import sys, db.store, db.handover.giving; sys.exit('nacl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
