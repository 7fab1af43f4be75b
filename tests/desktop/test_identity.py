"""The program's version: written where the build reads it, and in every file handed over."""

from __future__ import annotations

import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.store import Store
from desktop import identity
from desktop.background import Task
from desktop.hand_over.work import Job
from forms.period import Period
from forms.report import UnitRef

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

_PROJECT: Final = Path(__file__).parents[2] / "pyproject.toml"


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))
    assert project["project"]["version"] == identity.VERSION


def test_a_file_handed_over_tells_the_version(qapp: QCoreApplication, tmp_path: Path) -> None:
    with Store.create(tmp_path / "sổ.cchc", editor="Văn thư") as store:
        unit = UnitRef("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp")
        report = store.new_report("office-report", "2022", unit, Period.parse("2022-H1"))
        stick = tmp_path / "USB"
        stick.mkdir()
        job = Job(store, [report], stick, tmp_path / "khóa.bin", "")
        job.run(Task("Đang giao", print, print))
    assert job.given is not None
    with closing(sqlite3.connect(job.given.path)) as file:
        told = file.execute("SELECT value FROM hand_over WHERE key = 'program_version'").fetchone()
    assert told == (identity.VERSION,)
