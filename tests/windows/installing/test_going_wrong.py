"""The setup program killed, cut short or refused by the disk: the old version stays whole."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import installer
from tests.windows.hands import until
from tests.windows.installing.steps import NAME, NEEDS_DISKS, OLD, STAGING, installer_adds
from tests.windows.setups import (
    APPS,
    Bench,
    Parcel,
    contents_of,
    kill,
    other_disks,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_setup_killed_half_way_does_no_harm_and_mends_at_the_next_try(
    bench: Bench, old: Parcel, next_real: Parcel
) -> None:
    assert bench.setup(old) == 0
    half = bench.target / STAGING / "_internal" / "PySide6"
    killed = bench.launch(next_real.setup, "/S")
    until(half.exists, "setup did not unpack")
    kill(killed)
    there = contents_of(bench.target)
    assert half.exists()
    assert there.items() >= old.files.items()
    assert bench.machine.run(bench.exe).code == 0
    assert bench.setup(next_real) == 0
    assert bench.holds(next_real)
    assert not (bench.target / STAGING).exists()


#: How far a swap of versions can have come when power fails: what of the old version rests aside
#: by then, and what of the new one lies in its place.
STOPS = {
    "the old exe gone": ([f"{NAME}.exe"], []),
    "the old parts gone": ([f"{NAME}.exe", "_internal"], []),
    "the new parts come": ([f"{NAME}.exe", "_internal", "uninstall.exe"], ["_internal"]),
}


def stop_half_way(bench: Bench, old: Parcel, new: Parcel, stop: str) -> None:
    assert bench.setup(old) == 0
    staging = shutil.copytree(new.folder, bench.target / STAGING)
    shutil.copy(bench.target / "uninstall.exe", staging)
    listing = installer.listing(installer.files_of(new.folder), new.version)
    (staging / "_internal" / installer.LIST).write_text(listing, encoding="utf-16", newline="\r\n")
    (bench.target / OLD).mkdir()
    gone, come = STOPS[stop]
    for name in gone:
        shutil.move(bench.target / name, bench.target / OLD / name)
    for name in come:
        shutil.move(staging / name, bench.target / name)


@pytest.mark.parametrize("stop", STOPS)
def test_setup_mends_a_swap_that_power_cut_short(
    bench: Bench, old: Parcel, new: Parcel, stop: str
) -> None:
    stop_half_way(bench, old, new, stop)
    assert bench.setup(new) == 0
    assert bench.holds(new)
    assert not (bench.target / OLD).exists()
    assert not (bench.target / STAGING).exists()


@NEEDS_DISKS
def test_after_a_power_cut_the_old_version_is_back_even_if_the_new_one_cannot_come(
    bench: Bench, old: Parcel, new: Parcel
) -> None:
    stop_half_way(bench, old, new, "the new parts come")
    # All that lies there, on a disk without room for more.
    place = bench.target.parent
    keep = f"cp -a '{place}' '{place}.kept' && mount -t tmpfs -o size=12m none '{place}'"
    back = f"cp -a '{place}.kept'/. '{place}' && rm -r '{place}.kept'"
    with other_disks(bench, keep, back) as (within, root):
        assert within.setup(new) == 6
        there = contents_of(root / str(bench.target).lstrip("/"))
        assert there.keys() == old.files.keys() | installer_adds()
        assert there.items() >= old.files.items()
        assert within.machine.run(within.exe).code == 0


@NEEDS_DISKS
def test_a_full_disk_is_told_before_anything_changes(
    bench: Bench, old: Parcel, new: Parcel, tmp_path: Path
) -> None:
    full = bench.machine.prefix.drive_c / "Ổ đĩa đầy"
    full.mkdir(exist_ok=True)
    mount = f"mount -t tmpfs -o size=24m none '{full}'"
    there = replace(bench, target=full / "Chương trình")
    with other_disks(there, mount) as (within, root):
        seen = root / str(full).lstrip("/")
        word = f"/D={bench.windows_path(there.target)}"
        assert within.setup(old, word) == 0
        before = contents_of(seen)
        (seen / "đầy.bin").write_bytes(bytes(10_000_000))
        assert within.setup(new, word) == 6
        (seen / "đầy.bin").unlink()
        assert contents_of(seen) == before
        assert within.machine.run(within.exe).code == 0
        assert within.setup(new, word) == 0


@NEEDS_DISKS
@pytest.mark.parametrize(
    "limit",
    ["prlimit --fsize=2000000 env --ignore-signal=XFSZ", "files"],
    ids=["a file cannot be written", "a file cannot be made"],
)
def test_a_disk_that_fails_while_unpacking_leaves_the_old_version(
    bench: Bench, old: Parcel, new: Parcel, limit: str
) -> None:
    narrow = bench.machine.prefix.drive_c / "Ổ đĩa hỏng"
    narrow.mkdir(exist_ok=True)
    inodes = ",nr_inodes=17" if limit == "files" else ""
    mount = f"mount -t tmpfs -o size=90m{inodes} none '{narrow}'"
    there = replace(bench, target=narrow / "Chương trình")
    with other_disks(there, mount) as (within, root):
        seen = root / str(narrow).lstrip("/")
        word = f"/D={bench.windows_path(there.target)}"
        assert within.setup(old, word) == 0
        before = contents_of(seen)
        prefix = within.machine.prefix
        if limit != "files":
            prefix = replace(prefix, before=(*prefix.before, *limit.split()))
        limited = replace(within, machine=replace(within.machine, prefix=prefix))
        assert limited.setup(new, word) == 2
        assert contents_of(seen) == before
        assert within.machine.run(within.exe).code == 0


@NEEDS_DISKS
def test_the_old_version_comes_back_if_the_swap_fails(
    bench: Bench, old: Parcel, new: Parcel
) -> None:
    assert bench.setup(old) == 0
    before = contents_of(bench.target)
    # What a disk is mounted on cannot be renamed, as a folder in use on Windows cannot.
    parts = bench.target / "_internal"
    mount = f"mount --bind '{parts}' '{parts}'"
    with other_disks(bench, mount) as (within, _root):
        assert within.setup(new) == 2
        assert within.machine.run(within.exe).code == 0
    assert contents_of(bench.target) == before
    assert not (bench.target / OLD).exists()
    assert bench.registry(APPS)["DisplayVersion"] == "0.9.0"


def test_a_damaged_setup_does_nothing(bench: Bench, new: Parcel, tmp_path: Path) -> None:
    damaged = bytearray(new.setup.read_bytes())
    damaged[-1_000_000] ^= 1
    setup = tmp_path / "damaged.exe"
    setup.write_bytes(damaged)
    assert bench.setup(replace(new, setup=setup)) == 2
    assert not bench.target.exists()


def test_an_older_windows_is_refused(bench: Bench, new: Parcel) -> None:
    key = rf"HKEY_CURRENT_USER\Software\Wine\AppDefaults\{new.setup.name}"
    bench.machine.run("reg", "add", key, "/v", "Version", "/d", "win81", "/f")
    assert bench.setup(new) == 5
    bench.machine.run("reg", "delete", key, "/f")
    assert not bench.target.exists()
    assert bench.setup(new) == 0
