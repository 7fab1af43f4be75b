"""An issued report is never changed; made a draft again it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.reports import State
from forms.problem import Problem
from tests.db import office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with office.make(tmp_path / "so.cchc") as store:
        yield store


def test_nothing_of_an_issued_report_changes(store: Store) -> None:
    report = office.begin(store)
    store.set_figure(report, "gov_tasks_total", 4)
    store.set_figure(report, "gov_tasks_total", 44)
    store.undo(report)
    store.set_state(report, State.ISSUED)
    before = store.load(report)
    with pytest.raises(Problem, match="Mở lại để sửa"):
        store.set_figure(report, "gov_tasks_total", 5)
    with pytest.raises(Problem, match="Mở lại để sửa"):
        store.set_exception(report, "D01", "Đúng.")
    for step in (store.undo, store.redo):
        with pytest.raises(Problem, match="Mở lại để sửa"):
            step(report)
    assert store.load(report) == before
    assert not store.set_figure(report, "gov_tasks_total", 4)


def test_a_report_made_a_draft_again_can_be_changed(store: Store) -> None:
    report = office.begin(store)
    store.set_state(report, State.ISSUED)
    store.set_state(report, State.DRAFT)
    assert store.set_figure(report, "gov_tasks_total", 5)
    assert store.undo(report)
