"""Whole provinces deliver: what was planted in them is found, and nothing else.

Every unit has a store of its own and hands a file over; the level above receives the folder by the
command line, and its store is then looked through.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pytest

from db.handover.giving import hand_over
from db.handover.keys import load_or_make
from db.store import Store
from forms.checking import checker
from forms.loading import load_form
from tests import provinces
from tests.command_line import Run, told
from tests.provinces import THREE_LEVELS, TWO_LEVELS, Times

if TYPE_CHECKING:
    from pathlib import Path

    from forms.report import Report, UnitRef
NEW: Final = "files_received_new"
ONLINE: Final = "files_received_online"


@dataclass
class Deliveries:
    """The folder with everybody's files, made as the units would make them."""

    folder: Path
    work: Path
    files: dict[str, Path] = field(default_factory=dict)

    def give(self, *reports: Report, second: bool = False) -> Path:
        """A unit's store, and the file it hands over; a second one has another store."""
        code = reports[0].unit.code
        name = f"{code}-2" if second else code
        with Store.create(self.work / f"{name}.cchc", editor=f"Văn thư {name}") as store:
            ids = [store.add_report(report) for report in reports]
            key = load_or_make(self.work / f"{name}.khoa")
            self.files[name] = hand_over(store, ids, self.folder, key).path
        return self.files[name]

    def copy_store(self, code: str) -> Path:
        """The store itself, copied onto the stick by hand."""
        copy = self.folder / f"{code}-so.cchc"
        shutil.copy(self.work / f"{code}.cchc", copy)
        self.files[code].unlink()
        return copy


@pytest.fixture
def deliveries(tmp_path: Path) -> Deliveries:
    folder, work = tmp_path / "USB", tmp_path / "các đơn vị"
    folder.mkdir()
    work.mkdir()
    return Deliveries(folder, work)


def receive(run: Run, store: Path, *words: object) -> tuple[int, dict[str, Any]]:
    return told(run, "receive", store, *words)


def refused(answer: dict[str, Any]) -> set[str]:
    return {each["file"].rsplit("/", 1)[-1] for each in answer["files"] if each["problem"]}


def findings(path: Path, times: Times) -> set[tuple[str, str]]:
    """Unit and rule of everything the rules say of the reports in a store."""
    with Store.open(path, editor="Kiểm tra") as store:
        found = {(i.unit.code, i.period): store.load(i.id) for i in store.reports()}
    form = load_form("commune-report", "2022")
    said = set()
    for (code, period), report in found.items():
        earlier = found.get((code, times.earlier)) if period == times.now else None
        said |= {(code, finding.rule) for finding in checker(form).check(report, earlier)}
    return said


def plant_trigger(path: Path) -> None:
    with closing(sqlite3.connect(path)) as store:
        store.executescript(
            "CREATE TRIGGER evil AFTER INSERT ON delivery BEGIN DELETE FROM report; END"
        )


@dataclass(frozen=True)
class Planted:
    """Who has which fault."""

    wrong_total: UnitRef
    carried_over: UnitRef
    late: tuple[UnitRef, ...]
    two_versions: UnitRef
    tampered: UnitRef
    truncated: UnitRef
    hostile: UnitRef
    copied: UnitRef

    @classmethod
    def among(cls, units: tuple[UnitRef, ...]) -> Planted:
        """Faults in the first ones."""
        one, two, three, four, five, six, seven, eight, nine = units[:9]
        return cls(one, two, (three, four), five, six, seven, eight, nine)

    @property
    def refused(self) -> tuple[UnitRef, ...]:
        """Whose files can't be taken."""
        return (self.tampered, self.truncated, self.hostile)


def deliver(
    deliveries: Deliveries, units: tuple[UnitRef, ...], planted: Planted, times: Times
) -> None:
    """Let all units deliver, with the faults planted."""
    for unit in units:
        earlier, now = provinces.commune_reports(unit, times)
        if unit == planted.wrong_total:
            now = now.with_figure("files_received_total", int(str(now.figures[NEW])))
        if unit == planted.carried_over:
            now = _carried_over(now)
        if unit not in planted.late:
            deliveries.give(earlier, now)
        if unit == planted.two_versions:
            deliveries.give(_other_version(now), second=True)
    _spoil(deliveries.files[planted.tampered.code])
    cut = deliveries.files[planted.truncated.code]
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    plant_trigger(deliveries.copy_store(planted.hostile.code))
    deliveries.copy_store(planted.copied.code)


def _carried_over(report: Report) -> Report:
    """Three more come from the period before than were left there; all sums of the report hold."""
    changed = report
    for name in ("files_carried_over", "files_received_total", "files_resolved_early"):
        changed = changed.with_figure(name, int(str(changed.figures[name])) + 3)
    resolved = int(str(changed.figures["files_resolved_total"])) + 3
    changed = changed.with_figure("files_resolved_total", resolved)
    return changed.with_figure("files_digitised_rate", provinces.digitised_rate(changed))


def _other_version(report: Report) -> Report:
    """The same report typed a second time: one file more came online and one less directly."""
    online, direct = (int(str(report.figures[n])) for n in (ONLINE, "files_received_direct"))
    changed = report.with_figure(ONLINE, online + 1)
    return changed.with_figure("files_received_direct", direct - 1)


def _spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    place = content.index(b"files_received_new")
    content[place + 6] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("times", [TWO_LEVELS, THREE_LEVELS], ids=["two-levels", "three-levels"])
def test_everything_planted_in_a_province_is_found_and_nothing_else(
    run: Run, deliveries: Deliveries, tmp_path: Path, times: Times
) -> None:
    units = provinces.communes() if times is TWO_LEVELS else provinces.communes_of_districts()
    planted = Planted.among(units)
    deliver(deliveries, units, planted, times)
    store = tmp_path / "tỉnh.cchc"
    assert run("store", store, "new")[0] == 0

    code, dry = receive(run, store, deliveries.folder)
    assert code == 2, "some are refused"
    assert dry["counts"]["new"] == 2 * (len(units) - len(planted.late) - len(planted.refused)) + 1
    assert run("store", store, "list")[1].startswith("Sổ chưa có"), "a dry run writes nothing"

    code, answer = receive(run, store, deliveries.folder, "--apply")
    assert code == 2
    names = {deliveries.files[u.code].name for u in (planted.tampered, planted.truncated)}
    assert refused(answer) == refused(dry) == {*names, f"{planted.hostile.code}-so.cchc"}
    clashes = [
        (report["unit"]["code"], clash["key"])
        for each in answer["files"]
        for report in each.get("reports", ())
        for clash in report["conflicts"]
    ]
    assert sorted(clashes) == [
        (planted.two_versions.code, "files_received_direct"),
        (planted.two_versions.code, ONLINE),
    ]
    # Nothing is wrong with the carry-over in the report alone.
    rules = "X02 X07" if times is THREE_LEVELS else "X12"
    assert findings(store, times) == {
        *((planted.wrong_total.code, rule) for rule in ("A01", "A05", "A07")),
        *((planted.carried_over.code, rule) for rule in rules.split()),
    }
    code, again = receive(run, store, deliveries.folder, "--apply")
    assert code == 2
    assert again["counts"]["new"] == again["counts"]["changed"] == 0, "twice changes nothing"
    _roll_up(run, store, units, planted, times)


def _roll_up(
    run: Run, store: Path, units: tuple[UnitRef, ...], planted: Planted, times: Times
) -> None:
    missing = {unit.code for unit in (*planted.late, *planted.refused)}
    if times is THREE_LEVELS:
        unit = provinces.districts()[0].code
        units = tuple(each for each in units if each.code.startswith(unit))
    else:
        unit = "DT"
    code, out, _ = run("roll-up", store, "--unit", unit, "--period", times.now, "--json")
    assert code == 0
    answer = json.loads(out)
    there = {each["code"] for each in answer["delivered"]}
    assert there == {each.code for each in units} - missing
    stated = [
        int(str(provinces.commune_reports(each, times)[1].figures[NEW]))
        for each in units
        if each.code in there
    ]
    assert answer["figures"][NEW] == sum(stated)
    if times is TWO_LEVELS:
        named = {each["code"] for each in answer["missing"]}
        assert named & {each.code for each in units} == missing


def test_a_file_of_another_hand_is_stopped_and_the_known_one_comes_in(
    run: Run, deliveries: Deliveries, tmp_path: Path
) -> None:
    earlier, now = provinces.commune_reports(provinces.communes()[0], TWO_LEVELS)
    first = deliveries.give(earlier)
    store = tmp_path / "tỉnh.cchc"
    run("store", store, "new")
    code, answer = receive(run, store, first, "--apply", "--known-only")
    assert (code, answer["files"][0]["trust"]) == (2, "first")
    code, answer = receive(run, store, first, "--apply")
    assert (code, answer["files"][0]["done"]) == (0, True)
    (deliveries.work / f"{now.unit.code}.khoa").unlink()
    with Store.open(deliveries.work / f"{now.unit.code}.cchc", editor="Ai đó") as giver:
        report = giver.add_report(now)
        other = load_or_make(deliveries.work / "khác.khoa")
        forged = hand_over(giver, [report], deliveries.folder, other).path
    code, answer = receive(run, store, forged, "--apply")
    assert (code, answer["files"][0]["trust"]) == (2, "changed")
    assert "gọi điện" in answer["files"][0]["problem"]


def test_a_district_gathers_its_communes_and_hands_its_own_report_up(
    run: Run, deliveries: Deliveries, tmp_path: Path
) -> None:
    district = provinces.districts()[2]
    reports = [
        provinces.commune_reports(unit, THREE_LEVELS)[1] for unit in provinces.communes_of(district)
    ]
    for report in reports:
        deliveries.give(report)
    store = tmp_path / "huyện.cchc"
    run("store", store, "new")
    assert receive(run, store, deliveries.folder, "--apply")[0] == 0
    with Store.open(store, editor="Văn thư huyện") as opened:
        own = opened.add_report(provinces.district_report(district, reports))
        key = load_or_make(tmp_path / "huyện.khoa")
        (tmp_path / "USB 2").mkdir()
        up = hand_over(opened, [own], tmp_path / "USB 2", key).path
    province = tmp_path / "tỉnh.cchc"
    run("store", province, "new")
    assert receive(run, province, up, "--apply")[0] == 0
    _, out, _ = run(*("roll-up", province, "--unit", "DT", "--period", THREE_LEVELS.now, "--json"))
    expected = sum(int(str(report.figures[NEW])) for report in reports)
    assert json.loads(out)["figures"][NEW] == expected
