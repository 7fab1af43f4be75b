"""Whatever a bad disk or a stick does to the bytes: a sentence, or a store that works."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db.backup import folder_of
from db.failure import StoreProblem
from forms.problem import Problem
from tests.db.office import QUARTER, UNIT, make, reopen
from tests.db.test_store import FILLED, fill

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import Store

SIZE_GUESS = 60_000


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("nguyên vẹn") / "so.cchc"
    with make(path) as store:
        report = store.add_report(FILLED)
        copy = store.new_report("office-report", "2022", UNIT, QUARTER, copy_of=report)
        fill(store, copy)
        for number in range(40):
            store.set_text(copy, f"t{number}", "nội dung " * number)
            store.set_figure(copy, "files", number)
    return path


def use(store: Store) -> None:
    """Do with a store what an officer does; a sentence is an answer, anything else a bug."""
    for action in (
        store.verify,
        store.settings,
        store.statistics,
        store.back_up,
        lambda: work_on_all(store),
    ):
        with suppress(Problem):
            action()


def work_on_all(store: Store) -> None:
    for info in store.reports():
        work(store, info.id)


def work(store: Store, report: str) -> None:
    store.load(report)
    store.unreviewed(report)
    store.set_figure(report, "files", 1)
    store.set_text(report, "mới", "chữ")
    store.undo(report)
    store.redo(report)
    store.history(report)


def sweep(path: Path) -> None:
    shutil.rmtree(folder_of(path), ignore_errors=True)
    for left in path.parent.iterdir():
        left.unlink()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    blows=st.lists(st.tuples(st.integers(0, SIZE_GUESS), st.binary(min_size=1, max_size=4))),
    cut=st.none() | st.integers(0, SIZE_GUESS),
)
@example(blows=[(18, b"\x09")], cut=None)
@example(blows=[(68, b"\x00\x00\x00\x00")], cut=None)
@example(blows=[(45, b"\x00\x00\x05")], cut=None)  # an unknown schema format
@example(blows=[(57, b"\x00\x00\x04")], cut=None)  # an unknown text encoding
@example(blows=[(3738, b"\x80")], cut=None)  # a message that quotes broken text
@example(blows=[], cut=4096)
def test_no_damage_leads_to_anything_but_a_sentence(
    sound: Path, path: Path, blows: list[tuple[int, bytes]], cut: int | None
) -> None:
    sweep(path)
    content = bytearray(sound.read_bytes())
    for place, blow in blows:
        start = place % len(content)
        content[start : start + len(blow)] = blow[: len(content) - start]
    path.write_bytes(content[: cut % len(content)] if cut is not None else content)
    with suppress(StoreProblem), reopen(path) as store:
        use(store)


@pytest.mark.parametrize("flipped", [0x01, 0x80, 0xFF])
def test_no_byte_of_the_header_leads_to_anything_but_a_sentence(
    sound: Path, path: Path, flipped: int
) -> None:
    for place in range(100):
        sweep(path)
        content = bytearray(sound.read_bytes())
        content[place] ^= flipped
        path.write_bytes(content)
        with suppress(StoreProblem), reopen(path) as store:
            use(store)
