from __future__ import annotations

import sqlite3
import threading
import unicodedata
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from db.entries import Change, Edit, EntryKind
from forms.problem import Problem
from forms.report import Accepted, Report
from tests.db.office import EDITOR, HALF, QUARTER, UNIT, begin, fail_after_an_edit, reopen

if TYPE_CHECKING:
    from pathlib import Path

    from db.codec import Rows
    from db.store import Store

ROWS: Rows = (
    {"title": "Kế hoạch", "count": 3, "rate": Decimal("98.50"), "day": date(2022, 6, 9)},
    {},
)


def fill(store: Store, report: str) -> None:
    store.set_figure(report, "files", 335_445)
    store.set_figure(report, "rate", Decimal("98.50"))
    store.set_figure(report, "day", date(2022, 6, 9))
    store.set_figure(report, "symbol", "15/KH-UBND")
    store.set_text(report, "I.1.inspection", "")
    store.set_table(report, "I.2.tasks", ROWS)
    store.set_table(report, "I.3.none", ())
    store.set_front(report, "place", "Đồng Tháp")
    store.set_exception(report, "E05", "Làm tròn")
    store.set_as_of(report, "files", date(2022, 6, 8))
    store.set_note(report, "files", "Hỏi Trung tâm")


FILLED = Report(
    form="office-report",
    form_version="2022",
    unit=UNIT,
    period=HALF,
    figures={
        "files": 335_445,
        "rate": Decimal("98.50"),
        "day": date(2022, 6, 9),
        "symbol": "15/KH-UBND",
    },
    texts={"I.1.inspection": ""},
    tables={"I.2.tasks": ROWS, "I.3.none": ()},
    front={"place": "Đồng Tháp"},
    exceptions=(Accepted("E05", "Làm tròn"),),
    as_of={"files": date(2022, 6, 8)},
    notes={"files": "Hỏi Trung tâm"},
)


def test_what_is_written_is_read_again_also_after_closing(path: Path, store: Store) -> None:
    report = begin(store)
    fill(store, report)
    assert store.load(report) == FILLED
    store.close()
    with reopen(path) as again:
        assert again.load(report) == FILLED
        assert again.verify() == []


def test_figures_can_be_added_up_by_sql(store: Store, report: str) -> None:
    store.set_figure(report, "a", 21_042_000_000)
    store.set_figure(begin(store, QUARTER), "a", 1)
    with store._session.reading() as connection:
        total = connection.execute(
            "SELECT sum(value) FROM entry WHERE kind = 'figure' AND key = 'a'"
        ).fetchone()
    assert total == (21_042_000_001,)


def test_a_write_says_what_has_changed(store: Store, report: str) -> None:
    first = store.set_figure(report, "a", 1)
    second = store.set_figure(report, "a", Decimal(1))
    assert first.edits == (Edit(EntryKind.FIGURE, "a", None, 1),)
    assert second.edits == (Edit(EntryKind.FIGURE, "a", 1, Decimal(1)),)
    assert store.info(report).edited_at == second.edited_at
    assert store.info(report).revision == 3


def test_writing_the_same_again_is_no_change(store: Store, report: str) -> None:
    store.set_text(report, "t", "Thực hiện")
    before = store.info(report)
    assert not store.set_text(report, "t", unicodedata.normalize("NFD", "Thực hiện"))
    assert store.set_text(report, "other", None) == Change(report)
    assert store.info(report) == before
    assert len(store.history(report)) == 1


def test_none_removes(store: Store, report: str) -> None:
    store.set_figure(report, "a", 0)
    assert store.load(report).figures == {"a": 0}
    assert store.set_figure(report, "a", None).edits[0].old == 0
    assert store.load(report).figures == {}


def test_a_report_that_is_not_there(store: Store, report: str) -> None:
    store.delete_report(report)
    for unknown in ("x", report):
        with pytest.raises(Problem, match="không có báo cáo"):
            store.set_figure(unknown, "a", 1)
        with pytest.raises(Problem, match="không có báo cáo"):
            store.undo(unknown)
    with pytest.raises(Problem, match="không có báo cáo"):
        store.load("x")


def test_a_batch_is_one_step(store: Store, report: str) -> None:
    with store.batch():
        store.set_figure(report, "a", 1)
        store.set_figure(report, "b", 2)
        with store.batch():
            store.set_figure(report, "a", 3)
    undone = store.undo(report)
    assert undone is not None
    assert [(edit.key, edit.new) for edit in undone.edits] == [("a", 1), ("b", None), ("a", None)]
    assert store.load(report).figures == {}
    redone = store.redo(report)
    assert redone is not None
    assert store.load(report).figures == {"a": 3, "b": 2}


def test_a_batch_that_fails_leaves_nothing(store: Store, report: str) -> None:
    with pytest.raises(KeyError):
        fail_after_an_edit(store, report)
    assert store.load(report).figures == {}
    assert store.history(report) == ()


def test_a_part_that_failed_fails_the_batch_though_its_error_was_swallowed(
    store: Store, report: str
) -> None:
    def swallow(*reports: str) -> None:
        with store.batch():
            for each in reports:
                with suppress(Problem):
                    store.set_figure(each, "a", 1)

    for reports in [(report, "x"), ("x", report)]:
        with pytest.raises(Problem, match="không có báo cáo"):
            swallow(*reports)
    assert store.load(report).figures == {}
    assert store.set_figure(report, "a", 2)


def test_a_commit_that_fails_leaves_nothing_and_harms_nothing(store: Store, report: str) -> None:
    """SQLite puts a deferred check off to the commit itself."""

    def orphan() -> None:
        with store.batch(), store._session.writing() as connection:
            store.set_figure(report, "a", 1)
            connection.execute("PRAGMA defer_foreign_keys=ON")
            connection.execute("UPDATE history SET report_id = 'x'")

    with pytest.raises(sqlite3.IntegrityError):
        orphan()
    assert store.load(report).figures == {}
    assert store.set_figure(report, "a", 2)
    assert store.verify() == []


def test_threads_wait_for_each_other(store: Store, report: str) -> None:
    def edit(key: str) -> None:
        for number in range(20):
            with store.batch():
                store.set_figure(report, key, number)
                store.set_text(report, key, str(number))

    threads = [threading.Thread(target=edit, args=(key,)) for key in "abc"]
    for thread in threads:
        thread.start()
    store.back_up()
    for thread in threads:
        thread.join()
    assert store.load(report).figures == dict.fromkeys("abc", 19)
    assert len(store.history(report)) == 120
    assert store.verify() == []


def test_settings_are_kept_with_the_reports(path: Path, store: Store) -> None:
    store.set_setting("unit", "VPUBND")
    store.set_setting("signer", unicodedata.normalize("NFD", "Chánh Văn phòng"))
    store.set_setting("unit", "SNV")
    store.set_setting("passing", "x")
    store.set_setting("passing", None)
    store.close()
    with reopen(path) as again:
        assert again.settings() == {"unit": "SNV", "signer": "Chánh Văn phòng"}


def test_history_says_who_changed_what_and_when(store: Store, report: str) -> None:
    first = store.set_figure(report, "a", 1)
    store.set_figure(report, "b", 2)
    store.set_figure(report, "a", 3)
    rows = store.history(report, "a")
    assert [(row.edit.old, row.edit.new) for row in rows] == [(None, 1), (1, 3)]
    assert {row.editor for row in rows} == {EDITOR}
    assert rows[0].edited_at == first.edited_at
    assert len(store.history(report)) == 3
