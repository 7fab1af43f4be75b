"""Many files: none stops the others, their order doesn't matter, nothing is left."""

from __future__ import annotations

import errno
import threading
import tracemalloc
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from db.failure import Fault, StoreProblem
from db.handover.keys import load_or_make
from db.merge import Trust, receive
from db.merge.many import GROUP
from db.receiving.finding import find_files
from db.receiving.looking import look
from tests.db.merge.desk import dry, everything, held, take
from tests.db.office import QUARTER
from tests.db.receiving.givers import COUNT, TEXT, Office, fill, office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from db.merge import Plan, Received
    from db.receiving.incoming import Incoming


@pytest.fixture
def units(tmp_path: Path) -> list[Office]:
    made = [office(tmp_path, f"X{number}", f"Xã {number}") for number in range(3)]
    for number, each in enumerate(made):
        report = each.begin()
        fill(each.store, report)
        each.store.set_figure(report, COUNT, number)
    return made


def test_a_broken_file_never_stops_the_others(above: Office, units: list[Office]) -> None:
    files = [each.give() for each in units]
    files[1].write_bytes(files[1].read_bytes()[:9_000])
    received = take(above.store, *files)
    assert [each.path for each in received] == files
    assert [each.exit_code for each in received] == [0, 2, 0]
    assert received[1].plan is None
    assert files[1].name in str(received[1].problem)
    assert {info.unit for info in above.store.reports()} == {units[0].unit, units[2].unit}
    assert above.store.verify() == []


def test_the_order_of_files_of_different_units_does_not_matter(
    tmp_path: Path, units: list[Office]
) -> None:
    files = [each.give() for each in units]
    found = []
    for number, order in enumerate(permutations(files)):
        here = office(tmp_path, f"T{number}", "Tỉnh")
        take(here.store, *order)
        found.append({info.id: held(here.store, info.id) for info in here.store.reports()})
        assert here.store.verify() == []
        here.close()
    assert all(each == found[0] for each in found)
    assert len(found[0]) == 3


@pytest.mark.parametrize("newest_first", [False, True])
def test_of_several_files_of_one_unit_the_newest_stands(
    above: Office, units: list[Office], newest_first: bool
) -> None:
    giver = units[0]
    report = giver.store.reports()[0].id
    files = [giver.give()]
    for value in (7, 8):
        giver.store.set_figure(report, COUNT, value)
        files.append(giver.give())
    take(above.store, *(reversed(files) if newest_first else files))
    assert above.store.load(report).figures[COUNT] == 8


def test_a_whole_stick_is_received(tmp_path: Path, above: Office, units: list[Office]) -> None:
    for each in units:
        each.give()
    found = find_files([each.stick for each in units])
    assert [each.exit_code for each in take(above.store, *found.files)] == [0, 0, 0]


def test_who_stops_asking_keeps_what_is_done(above: Office, units: list[Office]) -> None:
    going = receive(
        above.store, [each.give() for each in units], take=True, trust=lambda _plan: True
    )
    before = threading.enumerate()
    next(going)
    going.close()  # type: ignore[attr-defined]
    assert len(above.store.reports()) == 1
    assert threading.enumerate() == before


def test_looking_through_a_large_file_can_be_stopped(above: Office, units: list[Office]) -> None:
    files = [each.give() for each in units]
    looked: list[int] = []

    def step() -> None:
        looked.append(1)
        if len(done) == 1:
            raise RuntimeError("enough")

    done: list[Received] = []
    with pytest.raises(RuntimeError, match="enough"):
        done.extend(receive(above.store, files, take=True, trust=lambda _: True, step=step))
    assert looked
    assert {info.unit for info in above.store.reports()} == {units[0].unit}
    assert above.store.verify() == []


def test_who_forgets_the_rest_may_close_the_store(above: Office, units: list[Office]) -> None:
    going = receive(above.store, [each.give() for each in units])
    next(going)
    above.close()
    del going
    assert sorted(path.name for path in above.store.path.parent.iterdir()) == ["khoa", "so.cchc"]


@pytest.mark.parametrize("before", [0, 1, 2, 3])
def test_whoever_stops_naming_files_is_told_of_those_named(
    above: Office, units: list[Office], before: int
) -> None:
    def files() -> Iterator[Path]:
        yield from (each.give() for each in units[:before])
        raise ZeroDivisionError

    running = threading.enumerate()
    told: list[Received] = []
    with pytest.raises(ZeroDivisionError):
        told.extend(receive(above.store, files(), take=True, trust=lambda _plan: True))
    assert [each.exit_code for each in told] == [0] * before
    assert len(above.store.reports()) == before
    assert threading.enumerate() == running
    assert above.store.verify() == []


# --- several files in one transaction


@pytest.fixture
def many(tmp_path: Path, units: list[Office]) -> list[Office]:
    """So many offices that one transaction does not hold the files of all."""
    more = [office(tmp_path, f"Y{number}", f"Phường {number}") for number in range(2 * GROUP)]
    for each in more:
        fill(each.store, each.begin())
    return [*units, *more]


def test_many_files_take_few_transactions(above: Office, many: list[Office]) -> None:
    files = [each.give() for each in many]
    said: list[str] = []
    above.store.session.connection.set_trace_callback(said.append)
    received = take(above.store, *files)
    assert said.count("COMMIT") == 5  # 1, 2, 4, 8 files and the last 4
    assert [each.path for each in received] == files
    assert {each.exit_code for each in received} == {0}
    assert len(above.store.reports()) == len(many)
    assert above.store.verify() == []


def test_a_file_sees_those_written_by_the_same_transaction(
    above: Office, units: list[Office]
) -> None:
    giver, other = units[0], units[1].give()
    report = giver.store.reports()[0].id
    files = [other]
    for value in (7, 8):
        giver.store.set_figure(report, COUNT, value)
        files.append(giver.give())
    plans = [each.plan for each in take(above.store, *files)]
    assert [plan.trust for plan in plans if plan] == [Trust.FIRST, Trust.FIRST, Trust.KNOWN]
    assert [len(plan.reports[0].changes) for plan in plans if plan] == [0, 0, 1]
    assert above.store.load(report).figures[COUNT] == 8


def test_who_is_refused_keeps_nobody_else_from_the_same_transaction(
    tmp_path: Path, above: Office, units: list[Office]
) -> None:
    take(above.store, units[1].give())
    units[1].key = load_or_make(tmp_path / "khóa khác")
    units[1].store.set_figure(units[1].store.reports()[0].id, COUNT, 9)
    refused = units[1].give()
    refused.rename(refused.with_name("đổi khóa.cchc"))
    files = [units[0].give(), refused.with_name("đổi khóa.cchc"), units[2].give()]
    received = take(above.store, *files)
    assert [each.exit_code for each in received] == [0, 2, 0]
    assert received[1].plan is not None
    assert "khóa khác" in str(received[1].problem)
    assert len(above.store.reports()) == 3


def test_if_a_transaction_fails_each_of_its_files_gets_one_of_its_own(
    above: Office, many: list[Office]
) -> None:
    large = many[4]
    for number in range(40):
        words = f"{number} " + "Đã kiểm tra. " * 2_000
        large.store.set_text(large.store.reports()[0].id, TEXT, words)
    files = [each.give() for each in many[:7]]
    with above.store.session.reading() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages + 100}")
    received = take(above.store, *files)
    assert [each.exit_code for each in received] == [0, 0, 0, 0, 2, 0, 0]
    assert isinstance(received[4].problem, StoreProblem)
    assert received[4].problem.fault is Fault.DISK_FULL
    assert len(above.store.reports()) == 6
    assert above.store.verify() == []


def test_an_error_of_ours_is_met_by_the_file_it_concerns(
    above: Office, units: list[Office]
) -> None:
    def confirm(plan: Plan) -> bool:
        return bool(plan.incoming.unit != units[2].unit or 1 / 0)

    files = [each.give() for each in units]
    told: list[Received] = []
    with pytest.raises(ZeroDivisionError):
        told.extend(receive(above.store, files, take=True, trust=confirm))
    assert [each.path for each in told] == files[:2]
    assert len(above.store.reports()) == 2
    assert above.store.verify() == []


def test_large_files_are_not_held_together(
    above: Office, units: list[Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.merge.many.GROUP_BYTES", 1)
    said: list[str] = []
    above.store.session.connection.set_trace_callback(said.append)
    take(above.store, *(each.give() for each in units))
    assert said.count("COMMIT") == 3


@pytest.mark.parametrize("is_sound", [True, False])
def test_who_is_refused_is_remembered_by_words_alone(
    above: Office, units: list[Office], is_sound: bool
) -> None:
    file = units[0].give(passphrase="đò")  # noqa: S106  (a test's)
    if not is_sound:
        file.write_bytes(file.read_bytes()[:-1])
    told = list(receive(above.store, [file] * 3, take=True, passphrase=lambda _path: "đò"))
    problems = [each.problem for each in told if each.problem]
    assert len(problems) == 3
    for problem in problems:
        ways = (problem.__traceback__, problem.__cause__, problem.__context__)
        assert ways == (None, None, None)


def test_a_name_that_is_no_text_stops_nobody(
    above: Office, units: list[Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = units[0].give()

    def look_oddly(path: Path, *, step: Callable[[], None]) -> Incoming:
        found = look(path, step=step)
        name = "x\udcff.cchc" if path == odd else path.name
        return replace(found, source=path.with_name(name))

    monkeypatch.setattr("db.merge.many.look", look_oddly)
    received = take(above.store, units[1].give(), odd, units[2].give())
    assert [each.exit_code for each in received] == [0, 0, 0]
    with above.store.session.reading() as connection:
        names = [name for (name,) in connection.execute("SELECT file_name FROM delivery")]
    assert "x?.cchc" in names


def test_a_stick_that_fails_at_one_file_stops_nobody(
    above: Office, units: list[Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    files, ask = [each.give() for each in units], type(above.stick).stat

    def broken(self: Path, *args: Any, **more: Any) -> object:
        if self == files[1]:
            raise OSError(errno.EINVAL, "what Windows says of a stick pulled out")
        return ask(self, *args, **more)

    monkeypatch.setattr(type(above.stick), "stat", broken)
    received = take(above.store, *files)
    assert [each.exit_code for each in received] == [0, 2, 0]
    assert isinstance(received[1].problem, StoreProblem)
    assert received[1].problem.fault is Fault.REMOVED


@pytest.mark.parametrize("table", ["entry SET value", "history SET new"])
def test_damage_found_here_leaves_nothing_attached(
    above: Office, units: list[Office], table: str
) -> None:
    giver = units[0]
    take(above.store, giver.give())
    with above.store.session.writing() as connection:
        connection.execute(f"UPDATE {table} = CAST(x'ff' AS TEXT) WHERE kind = 'text'")
    giver.store.set_figure(giver.store.reports()[0].id, COUNT, 9)
    received = take(above.store, giver.give(), units[1].give())
    assert isinstance(received[0].problem, StoreProblem)
    assert received[0].problem.fault is Fault.DAMAGED
    assert received[1].problem is None
    with above.store.session.reading() as connection:
        attached = {name for _, name, _ in connection.execute("PRAGMA database_list")}
    assert attached <= {"main", "temp"}


def test_only_who_is_not_known_has_to_be_confirmed(above: Office, units: list[Office]) -> None:
    asked = []

    def confirm(plan: object) -> bool:
        asked.append(plan)
        return len(asked) == 1

    giver = units[0]
    first, other = giver.give(), units[1].give()
    giver.store.set_figure(giver.store.reports()[0].id, COUNT, 9)
    files = [first, giver.give(), other]
    codes = [each.exit_code for each in receive(above.store, files, take=True, trust=confirm)]
    assert codes == [0, 0, 2]
    assert len(asked) == 2


def test_nobody_is_trusted_unasked(above: Office, units: list[Office]) -> None:
    (received,) = receive(above.store, [units[0].give()], take=True)
    assert received.plan is not None
    assert "dấu khóa" in str(received.problem)
    assert above.store.reports() == ()


def test_only_for_a_locked_file_the_passphrase_is_asked_for(
    above: Office, units: list[Office]
) -> None:
    locked, bare = units[0].give(passphrase="đò"), units[1].give()  # noqa: S106  (a test's)
    asked = []

    def passphrase(path: Path) -> str:
        asked.append(path)
        return "đò"

    found = list(receive(above.store, [bare, locked], passphrase=passphrase))
    assert [each.problem for each in found] == [None, None]
    assert asked == [locked]
    (received,) = dry(above.store, locked)
    assert "có mật khẩu" in str(received.problem)


def test_the_open_store_is_not_received_into_itself(above: Office, units: list[Office]) -> None:
    above.begin(QUARTER)
    before = everything(above.store)
    (received,) = take(above.store, above.store.path)
    assert "chính là sổ đang mở" in str(received.problem)
    assert everything(above.store) == before


def test_memory_does_not_grow_with_the_number_of_files(above: Office, units: list[Office]) -> None:
    file = units[0].give()
    peaks = []
    for times in (5, 50):
        tracemalloc.start()
        for _ in receive(above.store, [file] * times):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5 + 200_000
