"""What the tests of receiving share: an office that gives, and ways to spoil what it gave."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from db import schema
from db.connection import Access, connect
from db.handover.keys import Key, load_or_make
from db.handover.seal import put_seal
from db.receiving.looking import look
from db.store import Store
from forms.problem import Problem
from forms.report import UnitRef
from tests.db.handover.giver import give
from tests.db.office import HALF, HandClock
from tests.db.test_schema import VERSION_1, write

if TYPE_CHECKING:
    from pathlib import Path

    from db.codec import Rows
    from forms.period import Period

#: Figures of the form that hold a whole number, a rate, a day, a symbol, a year.
COUNT, RATE, DAY = "files_received_total", "cert_orgs_rate", "report_sign_date"
SYMBOL, YEAR = "report_no", "index_year"
TEXT, OTHER_TEXT = "I.1.inspection", "I.1.progress"
TABLE = "I.1.documents"
ROWS: Rows = ({"kind": "Kế hoạch", "number": "15/KH-UBND", "date": date(2022, 6, 9)}, {})


@dataclass
class Office:
    """An office with its store, its key and the folder where its files end up."""

    store: Store
    key: Key
    unit: UnitRef
    stick: Path

    def begin(self, period: Period = HALF, form: str = "office-report") -> str:
        return self.store.new_report(form, "2022", self.unit, period)

    def give(self, *ids: str, passphrase: str = "") -> Path:
        return give(self.store, self.stick, self.key, *ids, passphrase=passphrase).path

    def copy(self, name: str = "so chep tay.cchc") -> Path:
        """Copy the closed store by hand; it is open again afterwards."""
        path, target = self.store.path, self.stick / name
        self.store.close()
        shutil.copyfile(path, target)
        self.store = Store.open(path, editor=self.store.editor, clock=self.store.session.clock)
        return target

    def close(self) -> None:
        self.store.close()


def office(folder: Path, code: str, name: str) -> Office:
    """Make an office in a folder."""
    home, stick = folder / code, folder / f"usb {code}"
    home.mkdir()
    stick.mkdir()
    store = Store.create(home / "so.cchc", editor=f"Văn thư {code}", clock=HandClock())
    store.set_setting("unit_code", code)
    store.set_setting("unit_name", name)
    return Office(store, load_or_make(home / "khoa"), UnitRef(code, name), stick)


def fill(store: Store, report: str) -> None:
    """Put a value of each kind into a report, and change some of them again."""
    store.set_figure(report, COUNT, 100)
    store.set_figure(report, COUNT, 120)
    store.set_figure(report, RATE, Decimal("98.50"))
    store.set_figure(report, DAY, date(2022, 6, 9))
    store.set_figure(report, SYMBOL, "15/KH-UBND")
    store.set_figure(report, YEAR, 2021)
    store.set_text(report, TEXT, "Đã kiểm tra 03 đơn vị.\nKhông có sai phạm.")
    store.set_text(report, OTHER_TEXT, "")
    store.set_table(report, TABLE, ROWS)
    store.set_front(report, "place", "Đồng Tháp")
    store.set_exception(report, "T01", "Đã làm tròn")
    store.set_as_of(report, COUNT, date(2022, 6, 8))
    store.set_note(report, COUNT, "Hỏi lại Trung tâm")
    store.set_figure(report, "tasks_from_province_total", 4)
    store.undo(report)
    store.set_figure(report, "tasks_from_province_late", 9)
    store.undo(report)


def run(path: Path, script: str) -> None:
    """Change a file by SQL, as somebody who has read up on SQLite might."""
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(script)


def forge(path: Path, key: Key, script: str) -> Path:
    """Change a hand-over file and seal it again: its giver is the one who means harm."""
    run(path, script)
    put_seal(path, key)
    return path


def old_store(folder: Path, version: int) -> Path:
    """Return a store as an older version left it, with one figure, 7."""
    path = folder / "cũ.cchc"
    write(path, VERSION_1)
    run(path, "UPDATE entry SET key = 'files_received_total'")
    run(path, "UPDATE history SET key = 'files_received_total'")
    with closing(connect(path, Access.WRITE)) as old:
        schema.upgrade(old, version)
    return path


def refused(path: Path) -> str:
    """Return the sentence by which a file is refused; nothing may appear beside it."""
    before = sorted(path.parent.iterdir())
    try:
        look(path).close()
    except Problem as problem:
        assert sorted(path.parent.iterdir()) == before
        return problem.message
    return ""
