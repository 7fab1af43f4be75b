"""A stick that fails at any point: one sentence, and the whole file on it or none."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.failure import Fault, StoreProblem
from db.handover import naming
from db.handover.giving import hand_over
from db.handover.seal import check_seal
from forms.problem import Problem
from tests.db.handover.giver import give, names
from tests.db.handover.pulled import Stick

if TYPE_CHECKING:
    from db.handover.keys import Key
    from db.store import Store

FAULTS = {
    errno.ENOSPC: Fault.DISK_FULL,
    errno.EROFS: Fault.READ_ONLY,
    errno.EACCES: Fault.READ_ONLY,
    errno.EIO: Fault.REMOVED,
    errno.ENODEV: Fault.REMOVED,
    errno.EINVAL: Fault.REMOVED,  # as Windows says of a stick that is gone
    errno.EEXIST: Fault.REMOVED,
}


def left_whole(folder: Path, key: Key) -> list[str]:
    """Return the names there; whatever bears a file's name must be the whole file."""
    found = names(folder)
    for name in found:
        assert name.startswith(".") or check_seal(folder / name) == key.public
    return found


def problem_of(store: Store, folder: Path, key: Key) -> StoreProblem | None:
    try:
        give(store, folder, key)
    except StoreProblem as problem:
        return problem
    return None


def deeds_of_one_hand_over(store: Store, folder: Path, key: Key) -> int:
    """Return how many things one hand-over does with a stick."""
    with pytest.MonkeyPatch.context() as patch:
        stick = Stick(patch, folder, 0, 0, is_gone=False)
        give(store, folder, key).path.unlink()
        return stick.deeds - 1


@pytest.mark.parametrize("number", FAULTS)
@pytest.mark.parametrize("is_gone", [False, True])
def test_wherever_the_stick_fails_it_holds_the_whole_file_or_none(
    filled: Store, report: str, stick: Path, key: Key, number: int, is_gone: bool
) -> None:
    whole = 0
    for at in range(1, deeds_of_one_hand_over(filled, stick, key) + 1):
        with pytest.MonkeyPatch.context() as patch:
            Stick(patch, stick, at, number, is_gone=is_gone)
            problem = problem_of(filled, stick, key)
        if problem:  # where only tidying up has failed there is none
            assert problem.fault is FAULTS[number]
            assert str(stick) in problem.message
            assert problem.args == (problem.message,)
        found = left_whole(stick, key)
        if not is_gone and number != errno.EEXIST:
            assert [name for name in found if name.startswith(".")] == []
        assert filled.load(report).figures == {"files_received_total": 335445}
        again = give(filled, stick, key)
        whole += again.was_there
        assert left_whole(stick, key) == [again.path.name]
        again.path.unlink()
    assert filled.verify() == []
    assert 0 < whole < at


def test_after_the_stick_is_back_the_rest_of_the_first_try_is_removed(
    filled: Store, stick: Path, key: Key
) -> None:
    rest = naming.partial_of(stick / "VPUBND_2022-H1_2022-06-09.cchc")
    rest.write_bytes(b"SQLite format 3")
    assert left_whole(stick, key) == [rest.name]
    found = give(filled, stick, key)
    assert names(stick) == [found.path.name]


def test_a_folder_that_is_not_there_is_not_made(filled: Store, stick: Path, key: Key) -> None:
    for folder in (stick / "gone", stick / "gone" / "too"):
        with pytest.raises(StoreProblem, match="rút ra") as caught:
            give(filled, folder, key)
        assert caught.value.fault in (Fault.NO_FOLDER, Fault.REMOVED)
    assert names(stick) == []


def test_a_file_is_no_folder(filled: Store, stick: Path, key: Key) -> None:
    file = stick / "a.txt"
    file.write_bytes(b"")
    with pytest.raises(StoreProblem):
        give(filled, file, key)
    assert names(stick) == ["a.txt"]


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="rights bind neither Windows nor root"
)
def test_a_write_protected_stick_is_said(filled: Store, stick: Path, key: Key) -> None:
    stick.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(StoreProblem, match="chống ghi") as caught:
            give(filled, stick, key)
    finally:
        stick.chmod(stat.S_IRWXU)
    assert caught.value.fault is Fault.READ_ONLY


@pytest.mark.parametrize(
    "spoil", [lambda content: content[:-1] + b"?", lambda content: content[:-1], lambda _: b""]
)
def test_a_stick_that_stores_something_else_is_found_out(
    filled: Store, report: str, stick: Path, key: Key, spoil: object
) -> None:
    def bad_stick(done: int, total: int) -> None:
        (partial,) = stick.iterdir()
        if done * 2 == total and partial.stat().st_size:
            assert callable(spoil)
            partial.write_bytes(spoil(partial.read_bytes()))

    filled.set_text(report, "I.1.inspection", "Đã kiểm tra. " * 100_000)  # in several blocks
    with pytest.raises(Problem, match="đọc lại thấy khác"):
        hand_over(filled, [report], stick, key, step=bad_stick)
    assert names(stick) == []


def test_writing_tells_how_far_it_is(filled: Store, report: str, stick: Path, key: Key) -> None:
    told: list[tuple[int, int]] = []
    filled.set_text(report, "I.1.inspection", "Đã kiểm tra. " * 100_000)
    found = hand_over(filled, [report], stick, key, step=lambda *far: told.append(far))
    assert told == sorted(set(told))
    assert told[-1] == (2 * found.size, 2 * found.size)
    assert len(told) > 4


def test_writing_can_be_stopped(filled: Store, report: str, stick: Path, key: Key) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hand_over(filled, [report], stick, key, step=stop)
    assert names(stick) == []


def test_what_gets_that_name_meanwhile_is_left_alone(
    filled: Store, report: str, stick: Path, key: Key
) -> None:
    def somebody(_done: int, _total: int) -> None:
        (partial, *_) = (path for path in stick.iterdir() if path.name.startswith("."))
        (stick / partial.name[1:].removesuffix(".partial")).write_bytes(b"of value")

    with pytest.raises(Problem, match="Vừa có tệp khác"):
        hand_over(filled, [report], stick, key, step=somebody)
    (name,) = names(stick)
    assert (stick / name).read_bytes() == b"of value"


def test_a_share_that_flushes_no_folder_is_no_obstacle(
    filled: Store, stick: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def refuse_folders(path: str, flags: int, mode: int = 0o777) -> int:
        if Path(path).is_dir():
            raise PermissionError
        return opened(path, flags, mode)

    with monkeypatch.context() as patch:
        patch.setattr("os.open", refuse_folders)
        found = give(filled, stick, key)
    assert names(stick) == [found.path.name]
