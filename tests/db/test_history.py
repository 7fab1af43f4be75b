from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from db.failure import Fault, StoreProblem
from db.history import Standing
from db.store import Store
from tests.db.office import EDITOR, QUARTER, begin, fail_after_an_edit, make, reopen
from tests.db.test_codec import rows, values

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_undo_and_redo_walk_the_steps(store: Store, report: str) -> None:
    for number in (1, 2, 3):
        store.set_figure(report, "a", number)
    assert [edit.new for edit in _edits(store.undo(report))] == [2]
    assert [edit.new for edit in _edits(store.undo(report))] == [1]
    assert [edit.new for edit in _edits(store.redo(report))] == [2]
    assert store.load(report).figures == {"a": 2}
    assert [edit.new for edit in _edits(store.redo(report))] == [3]
    assert store.redo(report) is None


def test_undo_ends_where_the_report_began(store: Store, report: str) -> None:
    assert store.undo(report) is None
    assert store.redo(report) is None
    store.set_figure(report, "a", 1)
    store.undo(report)
    assert store.undo(report) is None
    assert store.load(report).figures == {}


def test_a_new_edit_gives_up_what_was_taken_back(store: Store, report: str) -> None:
    store.set_figure(report, "a", 1)
    store.set_figure(report, "a", 2)
    store.undo(report)
    store.set_figure(report, "b", 5)
    assert store.redo(report) is None
    standings = [row.standing for row in store.history(report)]
    assert standings == [Standing.DONE, Standing.GIVEN_UP, Standing.DONE]
    store.undo(report)
    assert store.load(report).figures == {"a": 1}


def test_each_report_has_steps_of_its_own(store: Store, report: str) -> None:
    other = begin(store, QUARTER)
    with store.batch():
        store.set_figure(report, "a", 1)
        store.set_figure(other, "a", 2)
    store.undo(report)
    assert store.load(report).figures == {}
    assert store.load(other).figures == {"a": 2}


def test_undo_after_restarts(path: Path) -> None:
    with make(path) as store:
        report = begin(store)
        for _ in range(30):
            store.set_text(report, "t", None)  # asked for, but no change
        store.set_figure(report, "a", 1)
        store.set_figure(report, "a", 2)
    for before in (1, None):
        with reopen(path) as store:
            store.undo(report)
            assert store.load(report).figures.get("a") == before
    for after in (1, 2):
        with reopen(path) as store:
            store.redo(report)
            assert store.load(report).figures.get("a") == after
    with reopen(path) as store:
        store.set_figure(report, "a", 3)
        store.undo(report)
        assert store.load(report).figures == {"a": 2}


def test_failed_steps_take_no_numbers_ahead_of_the_rows(path: Path) -> None:
    with make(path) as store:
        report = begin(store)
        for _ in range(5):
            with pytest.raises(KeyError):
                fail_after_an_edit(store, report)
        store.set_figure(report, "a", 1)
    with reopen(path) as store:
        store.set_figure(report, "a", 2)
        store.undo(report)
        assert store.load(report).figures == {"a": 1}


def test_history_that_can_not_be_read_is_damage(store: Store, report: str) -> None:
    store.set_figure(report, "a", 1)
    with store._session.writing() as connection:
        connection.execute("UPDATE history SET edited_at = 'hôm qua'")
    with pytest.raises(StoreProblem) as caught:
        store.history(report)
    assert caught.value.fault is Fault.DAMAGED


class Editing(RuleBasedStateMachine):
    """The store against a list of dictionaries: one for each step, and a place in the list."""

    path: Path

    @initialize()
    def begin(self) -> None:
        self.path.unlink(missing_ok=True)
        self.store = make(self.path)
        self.report = begin(self.store)
        self.steps: list[dict[tuple[str, str], Any]] = [{}]
        self.place = 0

    def teardown(self) -> None:
        while self.store.undo(self.report):
            pass
        assert _held(self.store, self.report) == {}
        assert self.store.verify() == []
        self.store.close()

    def _set(self, kind: str, key: str, value: Any) -> None:
        setters: dict[str, Callable[[str, str, Any], Any]] = {
            "figures": self.store.set_figure,
            "tables": self.store.set_table,
        }
        setters[kind](self.report, key, value)

    def _step(self, after: dict[tuple[str, str], Any]) -> None:
        if _exact(after) != _exact(self.steps[self.place]):
            del self.steps[self.place + 1 :]
            self.steps.append(after)
            self.place += 1

    @rule(key=st.sampled_from("ab"), value=st.none() | values)
    def set_figure(self, key: str, value: Any) -> None:
        self._set("figures", key, value)
        self._step(_with(self.steps[self.place], ("figures", key), value))

    @rule(value=st.none() | rows)
    def set_table(self, value: Any) -> None:
        self._set("tables", "t", value)
        self._step(_with(self.steps[self.place], ("tables", "t"), value))

    @rule(first=st.integers(0, 2), second=st.integers(0, 2))
    def set_both(self, first: int, second: int) -> None:
        with self.store.batch():
            self._set("figures", "a", first)
            self._set("figures", "b", second)
        after = _with(self.steps[self.place], ("figures", "a"), first)
        self._step(_with(after, ("figures", "b"), second))

    @rule()
    def undo(self) -> None:
        assert bool(self.store.undo(self.report)) == (self.place > 0)
        self.place = max(0, self.place - 1)

    @rule()
    def redo(self) -> None:
        assert bool(self.store.redo(self.report)) == (self.place + 1 < len(self.steps))
        self.place = min(len(self.steps) - 1, self.place + 1)

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = Store.open(self.path, editor=EDITOR)

    @invariant()
    def the_report_is_what_was_set(self) -> None:
        assert _exact(_held(self.store, self.report)) == _exact(self.steps[self.place])


def test_the_store_and_a_plain_model_agree(path: Path) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    class Here(Editing):
        pass

    Here.path = path
    run_state_machine_as_test(
        Here, settings=settings(max_examples=25, stateful_step_count=25, deadline=None)
    )


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(0, 3)), max_size=20))
def test_undoing_everything_leads_back_to_the_start(
    store: Store, edits: list[tuple[str, int | None]]
) -> None:
    report = begin(store)
    for key, value in edits:
        store.set_figure(report, key, value)
    end = store.load(report)
    steps = 0
    while store.undo(report):
        steps += 1
    assert store.load(report).figures == {}
    for _ in range(steps):
        assert store.redo(report)
    assert store.load(report) == end
    store.delete_report(report)


def _edits(change: Any) -> Any:
    assert change is not None
    return change.edits


def _with(held: dict[tuple[str, str], Any], key: tuple[str, str], value: Any) -> Any:
    after = {k: v for k, v in held.items() if k != key}
    return after if value is None else {**after, key: value}


def _held(store: Store, report: str) -> dict[tuple[str, str], Any]:
    loaded = store.load(report)
    figures = {("figures", key): value for key, value in loaded.figures.items()}
    return {**figures, **{("tables", key): value for key, value in loaded.tables.items()}}


def _exact(held: dict[tuple[str, str], Any]) -> dict[tuple[str, str], str]:
    """Tell 1 from Decimal(1) and 1.0 from 1.00, which compare equal."""
    return {
        key: repr([sorted(row.items()) for row in value] if isinstance(value, tuple) else value)
        for key, value in held.items()
    }
