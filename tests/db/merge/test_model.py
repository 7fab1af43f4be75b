"""Two stores against a plain model: what the giver last said, what it has now, what stands here."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from db.merge import Choice, conflicts, decide
from tests.db.merge.desk import take
from tests.db.receiving.givers import office

if TYPE_CHECKING:
    from db.store import Store
    from tests.db.receiving.givers import Office

KEYS = ("files_received_total", "tasks_from_province_total", "tasks_from_province_late")
VALUES = st.none() | st.integers(0, 3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("above"), st.sampled_from(KEYS), VALUES),
        st.tuples(st.just("below"), st.sampled_from(KEYS), VALUES),
        st.tuples(st.sampled_from(["deliver", "again", "undo above", "undo below", "redo above"])),
        st.tuples(st.just("decide"), st.sampled_from(Choice)),
    ),
    max_size=14,
)

Side = dict[str, int]


@dataclass
class Model:
    """What ought to be, without revisions, ids or tables."""

    base: Side = field(default_factory=dict)
    ours: Side = field(default_factory=dict)
    theirs: Side = field(default_factory=dict)
    clashes: Side = field(default_factory=dict)
    """Key → what the giver wants, None is kept as -1."""

    def deliver(self) -> bool:
        """Merge; return whether steps from before can no longer be taken back."""
        bars = False
        for key in KEYS:
            base, ours, theirs = (s.get(key) for s in (self.base, self.ours, self.theirs))
            if theirs == base:
                continue
            put(self.base, key, theirs)
            if ours in (theirs, base):
                put(self.ours, key, theirs)
                self.clashes.pop(key, None)
                bars = True
            else:
                self.clashes[key] = -1 if theirs is None else theirs
        return bars


def put(side: Side, key: str, value: int | None) -> None:
    side.pop(key, None)
    if value is not None:
        side[key] = value


class Pair:
    """The two stores and the model, taken through the same steps."""

    def __init__(self, below: Office, above: Office) -> None:
        self.below, self.above, self.model = below, above, Model()
        self.report = below.begin()
        self.last = below.give()
        take(above.store, self.last)
        self.done: list[tuple[str, int | None]] = []
        self.undone: list[tuple[str, int | None]] = []
        self.done_below: list[tuple[str, int | None]] = []

    def step(self, name: str, *rest: object) -> None:
        {
            "above": self.edit_above,
            "below": self.edit_below,
            "deliver": self.deliver,
            "again": self.again,
            "undo above": self.undo_above,
            "undo below": self.undo_below,
            "redo above": self.redo_above,
            "decide": self.decide,
        }[name](*rest)  # type: ignore[operator]

    def edit_above(self, key: str, value: int | None) -> None:
        old = self.model.ours.get(key)
        if self.above.store.set_figure(self.report, key, value):
            self.done.append((key, old))
            self.undone.clear()
        put(self.model.ours, key, value)

    def edit_below(self, key: str, value: int | None) -> None:
        old = self.model.theirs.get(key)
        if self.below.store.set_figure(self.report, key, value):
            self.done_below.append((key, old))
        put(self.model.theirs, key, value)

    def undo_above(self) -> None:
        self._back(self.above.store, self.done, self.model.ours, self.undone)

    def undo_below(self) -> None:
        self._back(self.below.store, self.done_below, self.model.theirs, [])

    def _back(
        self,
        store: Store,
        done: list[tuple[str, int | None]],
        side: Side,
        undone: list[tuple[str, int | None]],
    ) -> None:
        change = store.undo(self.report)
        assert bool(change) == bool(done)
        if done:
            key, value = done.pop()
            undone.append((key, side.get(key)))
            put(side, key, value)

    def redo_above(self) -> None:
        change = self.above.store.redo(self.report)
        assert bool(change) == bool(self.undone)
        if self.undone:
            key, value = self.undone.pop()
            self.done.append((key, self.model.ours.get(key)))
            put(self.model.ours, key, value)

    def deliver(self) -> None:
        self.last = self.below.give()
        take(self.above.store, self.last)
        if self.model.deliver():
            self._barred()

    def again(self) -> None:
        (received,) = take(self.above.store, self.last)
        assert received.outcome is not None
        assert received.outcome.delivery is None

    def decide(self, choice: Choice) -> None:
        found = conflicts(self.above.store, self.report)
        if found:
            decide(self.above.store, found[0].id, choice)
            theirs = self.model.clashes.pop(found[0].key)
            if choice is Choice.THEIRS:
                put(self.model.ours, found[0].key, None if theirs < 0 else theirs)
                self._barred()

    def _barred(self) -> None:
        self.done.clear()
        self.undone.clear()

    def check(self) -> None:
        store, model = self.above.store, self.model
        assert store.load(self.report).figures == model.ours
        found = {each.key: each for each in conflicts(store)}
        assert {
            key: -1 if each.theirs is None else each.theirs for key, each in found.items()
        } == model.clashes
        for key, each in found.items():
            assert each.ours == model.ours.get(key)
        assert store.verify() == []


@settings(max_examples=60)
@given(steps=STEPS)
def test_stores_do_what_the_model_says(steps: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        below, above = office(Path(folder), "H01", "Huyện Một"), office(Path(folder), "T", "Tỉnh")
        try:
            pair = Pair(below, above)
            for name, *rest in steps:
                pair.step(str(name), *rest)
                pair.check()
            pair.deliver()
            for each in conflicts(above.store):
                decide(above.store, each.id, Choice.THEIRS)
            kept = {
                key for key in KEYS if pair.model.ours.get(key) != pair.model.theirs.get(key)
            } - pair.model.clashes.keys()
            after = above.store.load(pair.report).figures
            given_now = below.store.load(pair.report).figures
            assert {k: v for k, v in after.items() if k not in kept} == {
                k: v for k, v in given_now.items() if k not in kept
            }
            assert above.store.verify() == []
        finally:
            below.close()
            above.close()
