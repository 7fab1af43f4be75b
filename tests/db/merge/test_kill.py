"""The proof that receiving is all or nothing for each file: it is killed at many places."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from db.merge import conflicts
from db.store import Store
from tests.db.merge.desk import held, take
from tests.db.office import QUARTER
from tests.db.receiving.givers import COUNT, TEXT, fill, office

TIMES = 80
KILLED = Path(__file__).with_name("killed.py")
TREE = Path(__file__).parents[3]

State = dict[str, object]


def state_of(store: Store) -> State:
    """Return all that was received: each report, and what is open."""
    found: State = {info.id: held(store, info.id) for info in store.reports()}
    found["conflicts"] = sorted((c.report_id, c.key, str(c.theirs)) for c in conflicts(store))
    return found


class Province:
    """A store that has received once, and files that bring more: changes and new reports.

    The first of them is written alone, the other two by one transaction.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        above = office(folder, "nhận", "Tỉnh")
        first, *others = (office(folder, code, f"Xã {code}") for code in "ABC")
        self.held, self.quiet = first.begin(), first.begin(QUARTER)
        fill(first.store, self.held)
        take(above.store, first.give(), *(each.give(each.begin()) for each in others))
        above.store.set_figure(self.held, COUNT, 121)
        first.store.set_figure(self.held, COUNT, 122)
        first.store.set_text(self.held, TEXT, "Mới.")
        fill(first.store, self.quiet)
        self.fresh = {each.begin(QUARTER): each for each in others}
        for report, each in self.fresh.items():
            fill(each.store, report)
        first.stick = others[0].stick = others[1].stick = folder / "usb"
        first.stick.mkdir()
        self.files = [first.give(), *(each.give(report) for report, each in self.fresh.items())]
        self.before = state_of(above.store)
        for each in (above, first, *others):
            each.close()

    def run(self) -> None:
        """Have it received and killed."""
        contents = [path.read_bytes() for path in self.files]
        done = subprocess.run(
            [sys.executable, str(KILLED), str(self.folder), str(TIMES)],
            capture_output=True,
            text=True,
            check=False,
            cwd=TREE,
            env={**os.environ, "PYTHONPATH": str(TREE)},
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert [path.read_bytes() for path in self.files] == contents

    def changed(self, store: Store, final: State) -> set[str]:
        """Return what came in; each of it must be as it is in the end."""
        now = state_of(store)
        found = {key for key in final if now.get(key) != self.before.get(key)}
        assert all(now[key] == final[key] for key in found)
        return found


@pytest.mark.skipif(sys.platform == "win32", reason="the machine that builds for Windows has it")
def test_a_kill_anywhere_leaves_each_file_whole_or_out(tmp_path: Path) -> None:
    province = Province(tmp_path)
    province.run()
    with Store.open(tmp_path / "0" / "so.cchc", editor="x") as store:
        final = state_of(store)
    one = {province.held, province.quiet, "conflicts"}
    reached = set()
    for number in range(1, TIMES + 1):
        path = tmp_path / str(number) / "so.cchc"
        with Store.open(path, editor="x") as store:
            assert store.verify() == []
            changed = province.changed(store, final)
            assert changed in (set(), one, {*one, *province.fresh})
            reached.add(len(changed))
            take(store, *province.files)
            assert state_of(store) == final
            assert store.verify() == []
        assert [each.name for each in path.parent.iterdir() if each.is_dir()] == []
    assert reached == {0, 3, 5}
