"""The setup program where another version is installed, or runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.windows.hands import until
from tests.windows.installing.steps import STAGING, are_same, installer_adds
from tests.windows.setups import (
    APPS,
    TITLE,
    Bench,
    Parcel,
    contents_of,
    end,
    kill,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_the_running_program_closes_for_a_newer_version(
    bench: Bench, real: Parcel, next_real: Parcel
) -> None:
    assert bench.setup(real) == 0
    window = bench.launch(bench.exe, "open", "--sample")
    until(lambda: TITLE in bench.machine.windows(), "no window appeared")
    assert bench.setup(next_real) == 0
    # It was asked and ended by itself.
    assert end(window) == 0
    assert bench.holds(next_real)
    assert bench.registry(APPS)["DisplayVersion"] == "99.0.0"
    assert bench.machine.run(bench.exe, "forms", "--json").code == 0


@pytest.mark.usefixtures("data")
def test_a_newer_version_replaces_an_older_one_whole(
    bench: Bench, old: Parcel, new: Parcel, data: dict[Path, bytes]
) -> None:
    assert bench.setup(old) == 0
    foreign = bench.target / "_internal" / "ghi chú của tôi.txt"
    foreign.write_bytes(b"mine")
    assert bench.setup(new) == 0
    there = contents_of(bench.target)
    assert {place for place, content in there.items() if content == b"mine"}
    mine = {place: content for place, content in there.items() if content != b"mine"}
    assert mine.keys() - installer_adds() == new.files.keys()
    assert mine.items() >= new.files.items()
    assert bench.registry(APPS)["DisplayVersion"] == "0.10.0"
    assert are_same(data)


def test_the_same_version_mends_what_was_damaged(bench: Bench, new: Parcel) -> None:
    assert bench.setup(new) == 0
    (bench.target / "_internal" / "base.txt").write_bytes(b"damaged")
    assert bench.setup(new) == 0
    assert bench.holds(new)


def test_an_older_version_does_not_replace_a_newer_one(
    bench: Bench, old: Parcel, new: Parcel
) -> None:
    assert bench.setup(new) == 0
    assert bench.setup(old) == 4
    assert bench.holds(new)
    assert bench.registry(APPS)["DisplayVersion"] == "0.10.0"


def test_a_listening_program_closes(bench: Bench, old: Parcel, new: Parcel) -> None:
    assert bench.setup(old) == 0
    running = bench.start("listen")
    assert bench.setup(new) == 0
    assert end(running) == 7
    assert bench.holds(new)


def test_a_program_that_stays_open_is_left_alone(bench: Bench, old: Parcel, new: Parcel) -> None:
    assert bench.setup(old) == 0
    before = contents_of(bench.target)
    running = bench.start("deaf")
    assert bench.setup(new) == 3
    assert bench.uninstall().code == 3
    assert running.poll() is None
    assert contents_of(bench.target) == before
    assert not (bench.target / STAGING).exists()
    assert bench.registry(APPS)["DisplayVersion"] == "0.9.0"
    kill(running)


def test_two_at_once_do_not_meet(bench: Bench, old: Parcel, new: Parcel) -> None:
    wizard = bench.launch(old.setup)
    until(lambda: f"{TITLE} Setup" in bench.machine.windows(), "no wizard appeared")
    assert bench.setup(new) == 8
    kill(wizard)
    assert not bench.target.exists()
