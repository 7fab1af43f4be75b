"""Hand-over, receiving and roll-up under Windows: the same files and figures as on Linux."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from db.store import Store
from forms.report_file import write_report
from tests import provinces
from tests.provinces import THREE_LEVELS
from tests.windows.hands import (
    at_rest,
    keep_picture,
    plug_in,
    press,
    pull_out,
    screen,
    until,
    windows,
)
from tests.windows.machine import FOLDER, PATIENCE
from tests.windows.test_program import PROGRAMS, on_linux

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.windows.machine import Machine

DISTRICT = provinces.districts()[6]
COMMUNES = provinces.communes_of(DISTRICT)[:3]
PERIOD = "2023-H1"
MAIN = "Báo cáo CCHC"


@pytest.fixture(scope="module")
def communes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report file of each commune."""
    folder = tmp_path_factory.mktemp("Báo cáo các xã")
    for unit in COMMUNES:
        _, report = provinces.commune_reports(unit, THREE_LEVELS)
        (folder / f"{unit.code}.json").write_text(write_report(report), encoding="utf-8")
    return folder


@pytest.fixture
def desk(communes: Path, tmp_path: Path) -> Path:
    """A folder of this test's own with those report files, a stick and another one."""
    folder = tmp_path / "Bàn làm việc"
    shutil.copytree(communes, folder)
    for name in ("USB", "USB của Linux"):
        (folder / name).mkdir()
    return folder


def said(out: bytes) -> Any:
    return json.loads(out.decode("utf-8"))


@PROGRAMS
def test_what_one_system_hands_over_the_other_receives(
    machine: Machine, program: Path, desk: Path
) -> None:
    """Windows gives and Linux takes; Linux gives and Windows takes; both add up alike."""
    for unit in COMMUNES:
        store = f"{unit.code}.cchc"
        for words in (("new",), ("add", f"{unit.code}.json")):
            ended = machine.run(program, "store", store, *words, cwd=desk)
            assert ended.code == 0, ended.said
        wanted = ("--unit", unit.code, "--period", PERIOD, "--json")
        ended = machine.run(program, "hand-over", store, *wanted, "-o", "USB", cwd=desk)
        assert (ended.code, ended.err) == (0, b""), ended.said
        assert said(ended.out)["file"].endswith(".cchc")
        ended = on_linux("hand-over", store, *wanted, "-o", "USB của Linux", cwd=desk)
        assert ended.code == 0, ended.said
    assert len(list((desk / "USB").iterdir())) == len(COMMUNES)

    for name in ("nhận ở Linux.cchc", "nhận ở Windows.cchc"):
        assert on_linux("store", name, "new", cwd=desk).code == 0
    taken = [
        on_linux("receive", "nhận ở Linux.cchc", "USB", "--apply", "--json", cwd=desk),
        machine.run(
            *(program, "receive", "nhận ở Windows.cchc", "USB của Linux", "--apply", "--json"),
            cwd=desk,
        ),
    ]
    for ended in taken:
        assert (ended.code, ended.err) == (0, b""), ended.said
        assert said(ended.out)["counts"]["new"] == len(COMMUNES)

    asked = ("--unit", DISTRICT.code, "--period", PERIOD, "--json")
    trace = ("--trace", "files_resolved_total")
    for more in ((), trace):
        there = machine.run(program, "roll-up", "nhận ở Windows.cchc", *asked, *more, cwd=desk)
        here = on_linux("roll-up", "nhận ở Windows.cchc", *asked, *more, cwd=desk)
        assert (there.code, there.out.replace(b"\r\n", b"\n")) == (0, here.out), there.said
        assert COMMUNES[0].code in there.out.decode("utf-8")


@PROGRAMS
def test_a_spoiled_file_is_refused_and_the_others_come_in(
    machine: Machine, program: Path, desk: Path
) -> None:
    for unit in COMMUNES:
        store = f"{unit.code}.cchc"
        on_linux("store", store, "new", cwd=desk)
        on_linux("store", store, "add", f"{unit.code}.json", cwd=desk)
        wanted = ("--unit", unit.code, "--period", PERIOD, "-o", "USB")
        assert on_linux("hand-over", store, *wanted, cwd=desk).code == 0
    spoiled = min((desk / "USB").iterdir())
    spoiled.write_bytes(spoiled.read_bytes()[:5000])
    assert machine.run(program, "store", "huyện.cchc", "new", cwd=desk).code == 0
    ended = machine.run(program, "receive", "huyện.cchc", "USB", "--apply", "--json", cwd=desk)
    assert ended.code == 2, ended.said
    counts = said(ended.out)["counts"]
    assert (counts["new"], counts["refused"]) == (len(COMMUNES) - 1, 1)
    assert machine.run(program, "store", "huyện.cchc", "verify", cwd=desk).code == 0


@pytest.fixture
def stick(machine: Machine, tmp_path: Path) -> Iterator[Path]:
    """A stick in drive E."""
    folder = tmp_path / "thanh USB"
    plug_in(machine, "e", folder, "floppy")
    yield folder
    pull_out(machine, "e")


def call(machine: Machine, title: str, keys: str) -> None:
    """Press keys in the main window, whenever it waits, until a dialog of that title stands."""

    def is_there() -> bool:
        at_rest(lambda: screen(machine.display))
        if not windows(machine.display, title):
            press(machine.display, MAIN, keys)
        return bool(windows(machine.display, title))

    until(is_there, f"{keys} does not open {title}")


def answer(machine: Machine, title: str) -> None:
    """Press Enter, the button that stands next, whenever it waits, until the dialog has closed."""

    def is_gone() -> bool:
        at_rest(lambda: screen(machine.display))
        press(machine.display, title, "Return")
        return not windows(machine.display, title)

    until(is_gone, f"{title} does not come to an end")


def test_by_keys_alone_a_report_goes_onto_a_stick_and_into_another_store(
    machine: Machine, desk: Path, stick: Path
) -> None:
    unit, figure = COMMUNES[0], "files_received_new"
    documents = machine.home / "Documents" / "Báo cáo CCHC"
    documents.mkdir(parents=True, exist_ok=True)
    giver, taker = documents / "xã.cchc", documents / "huyện.cchc"
    with Store.create(giver, editor="Văn thư xã") as store:
        _, report = provinces.commune_reports(unit, THREE_LEVELS)
        report_id = store.add_report(report)
        new = int(str(report.figures[figure]))
    Store.create(taker, editor="Tổng hợp").close()

    with machine.started(FOLDER, giver) as process:
        until(lambda: windows(machine.display, MAIN), "no window")
        call(machine, "Giao dữ liệu", "ctrl+g")
        keep_picture(machine, "giao-du-lieu")
        answer(machine, "Giao dữ liệu")
        (file,) = stick.glob("*.cchc")
        assert machine.run(FOLDER, "close").code == 0
        assert process.wait(PATIENCE) == 0

    # With the key known from that file, nothing has to be compared in the window.
    assert machine.run(FOLDER, "receive", taker, file, "--apply").code == 0
    with Store.open(giver, editor="Văn thư xã") as store:
        store.set_figure(report_id, figure, new + 1)
    file.unlink()
    wanted = ("--unit", unit.code, "--period", PERIOD, "-o", stick)
    assert machine.run(FOLDER, "hand-over", giver, *wanted).code == 0

    with machine.started(FOLDER, taker) as process:
        until(lambda: windows(machine.display, MAIN), "no window")
        call(machine, "Nhận dữ liệu", "ctrl+shift+g")
        keep_picture(machine, "nhan-du-lieu")
        answer(machine, "Nhận dữ liệu")
        assert machine.run(FOLDER, "close").code == 0
        assert process.wait(PATIENCE) == 0
    with Store.open(taker, editor="Tổng hợp") as store:
        assert store.load(report_id).figures[figure] == new + 1
