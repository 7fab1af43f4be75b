"""The setup program: what it puts where, what it replaces, what it leaves alone."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import installer
import workshop
from tests.windows.machine import FOLDER, SETUP
from tests.windows.setups import (
    APP_PATH,
    APPS,
    CLASSES,
    ENDING,
    STORE,
    TITLE,
    Bench,
    Parcel,
    compile_stand_in,
    contents_of,
    end,
    kill,
    may_mount,
    other_disks,
    pack,
    switch_on,
    until,
)

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from tests.windows.machine import Machine

NAME = workshop.NAME
OLD, STAGING = "_setup.old", installer.STAGING
NEEDS_DISKS = pytest.mark.skipif(
    not may_mount(), reason="mounting a small disk needs root and `unshare`"
)


@pytest.fixture(scope="module")
def parcels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Parcel]:
    """Two versions of a stand-in: one old file goes, one new file comes."""
    root = tmp_path_factory.mktemp("parcels")
    stand_in = compile_stand_in(root / "stand-in.exe")
    return {
        "0.9.0": pack(root, stand_in, "0.9.0", {"gone/old only.txt": b"old"}),
        # As text this comes before 0.9.0.
        "0.10.0": pack(root, stand_in, "0.10.0", {"came/deep/new.bin": bytes(3_000_000)}),
    }


@pytest.fixture(scope="module")
def old(parcels: dict[str, Parcel]) -> Parcel:
    return parcels["0.9.0"]


@pytest.fixture(scope="module")
def new(parcels: dict[str, Parcel]) -> Parcel:
    return parcels["0.10.0"]


@pytest.fixture(scope="module")
def real() -> Parcel:
    """What is handed out."""
    return Parcel(workshop.version(), FOLDER.parent, SETUP)


@pytest.fixture(scope="module")
def next_real(built: None, tmp_path_factory: pytest.TempPathFactory) -> Parcel:
    """The same program as a later version; quick to make since it is not compressed."""
    setup = tmp_path_factory.mktemp("next") / "next-setup.exe"
    installer.make(FOLDER.parent, setup, version="99.0.0", small=False)
    return Parcel("99.0.0", FOLDER.parent, setup)


@pytest.fixture(scope="module")
def power() -> Iterator[list[subprocess.Popen[bytes]]]:
    """What keeps the PC on."""
    switched: list[subprocess.Popen[bytes]] = []
    yield switched
    for process in switched:
        kill(process)


@pytest.fixture
def bench(machine: Machine, power: list[subprocess.Popen[bytes]]) -> Iterator[Bench]:
    """The PC without the program, whatever a test left behind."""
    if not power or power[-1].poll() is not None:
        power.append(switch_on(machine))
    made = Bench(machine, machine.installed)
    yield made
    made.wipe()


@pytest.fixture
def data(machine: Machine) -> Iterator[dict[Path, bytes]]:
    """What a person has written: a store, settings, a log; each must stay as it is."""
    documents = machine.home / "Documents" / TITLE
    files = {
        documents / "Văn phòng Ủy ban.cchc": b"SQLite format 3\0 of an officer",
        machine.data / "settings.ini": "[unit]\nname=Đồng Tháp".encode(),
        machine.data / "loi.log": b"",
    }
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    yield files
    for path in files:
        path.unlink()


def are_same(files: dict[Path, bytes]) -> bool:
    return all(path.read_bytes() == content for path, content in files.items())


# --- the real one


def test_what_is_handed_out_installs_every_file_runs_and_goes_again(
    bench: Bench, real: Parcel, data: dict[Path, bytes]
) -> None:
    assert bench.setup(real) == 0
    assert bench.holds(real)
    assert contents_of(bench.target).keys() == real.files.keys() | installer_adds()
    ended = bench.machine.run(bench.exe, "forms", "--json")
    assert (ended.code, ended.err) == (0, b""), ended.said
    assert json.loads(ended.out)["forms"]

    # From "Apps" a copy of the uninstaller does the work, while the first one has ended.
    assert bench.machine.run(bench.target / "uninstall.exe", "/S").code == 0
    until(lambda: not bench.target.exists(), "the uninstaller left something")
    until(bench.is_clean, "the uninstaller left something")
    assert are_same(data)


def installer_adds() -> set[Path]:
    return {Path("uninstall.exe"), Path("_internal", installer.LIST)}


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


def test_it_tells_windows_who_it_is() -> None:
    setup = SETUP.read_bytes()
    for words in ("asInvoker", ">true</dpiAware>", "8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a"):
        assert words.encode() in setup, words
    for words in (f"Cài đặt {TITLE}", "Báo cáo công tác cải cách hành chính"):
        assert words.encode("utf-16-le") in setup, words


def test_the_same_folder_gives_the_same_bytes_wherever_it_lies(
    old: Parcel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bytes] = []
    for name in ("một", "hai"):
        folder = shutil.copytree(old.folder, tmp_path / name / "đây" / NAME)
        for path in folder.rglob("*"):
            os.utime(path, (10**9 + len(made) * 10**6,) * 2)
        monkeypatch.setattr(installer, "WORK", tmp_path / name)
        target = tmp_path / f"{name}-setup.exe"
        installer.make(folder, target)
        made.append(target.read_bytes())
    assert made[0] == made[1]
    monkeypatch.undo()
    plain = old.setup.read_bytes()
    for place in (old.folder, workshop.ROOT):
        for coding in ("utf-8", "utf-16-le"):
            assert str(place).encode(coding) not in plain


# --- shortcuts, registry, endings


def test_windows_finds_the_program_everywhere(bench: Bench, new: Parcel) -> None:
    assert bench.setup(new) == 0
    exe = bench.windows_path(bench.exe)
    uninstall = bench.windows_path(bench.target / "uninstall.exe")
    size = sum(map(len, new.files.values())) // 1024
    entry = bench.registry(APPS)
    assert abs(int(entry.pop("EstimatedSize").removeprefix("dword:"), 16) - size) < 200
    assert entry == {
        "DisplayName": TITLE,
        "DisplayVersion": "0.10.0",
        "Publisher": TITLE,
        "DisplayIcon": exe,
        "InstallLocation": bench.windows_path(bench.target),
        "UninstallString": f'"{uninstall}"',
        "QuietUninstallString": f'"{uninstall}" /S',
        "NoModify": "dword:00000001",
        "NoRepair": "dword:00000001",
    }
    assert bench.registry(APP_PATH) == {"": exe}
    for shortcut in bench.shortcuts:
        # Wine writes the whole path of a folder, and of a file its parts.
        written = shortcut.read_bytes()
        assert bench.windows_path(bench.target).encode("utf-16-le") in written
        assert bench.exe.name.encode("utf-16-le") in written


def test_the_shortcuts_start_it(bench: Bench, new: Parcel) -> None:
    # Wine follows a shortcut by its letters of Western Europe alone.
    target = bench.machine.prefix.drive_c / "Programs of the office"
    there = replace(bench, target=target)
    assert there.setup(new, f"/D={bench.windows_path(target)}") == 0
    shortcut = bench.machine.prefix.drive_c / "shortcut.lnk"
    for each in there.shortcuts:
        shutil.copy(each, shortcut)
        assert there.open(shortcut) == f'"{there.windows_path(there.exe)}"'
    there.wipe()


def test_a_double_click_on_a_store_opens_it(bench: Bench, new: Parcel) -> None:
    assert bench.setup(new) == 0
    bench.show_classes()
    store = bench.machine.home / "Sổ của Sở Nội vụ.cchc"
    store.write_bytes(b"")
    exe = bench.windows_path(bench.exe)
    assert bench.open(store) == f'"{exe}" open "{bench.windows_path(store)}"'
    assert bench.registry(rf"{STORE}\DefaultIcon") == {"": f'"{exe}",0'}


@pytest.mark.parametrize("afterwards", ["", "Third.Store"])
def test_an_ending_of_somebody_else_is_given_back(
    bench: Bench, new: Parcel, afterwards: str
) -> None:
    take = ("reg", "add", ENDING, "/ve", "/f", "/d")
    bench.machine.run(*take, "Other.Store")
    assert bench.setup(new) == bench.setup(new) == 0
    assert bench.registry(ENDING)[""] == f"{NAME}.Store"
    if afterwards:
        bench.machine.run(*take, afterwards)
    assert bench.uninstall().code == 0
    assert bench.registry(ENDING) == {"": afterwards or "Other.Store"}
    assert not bench.registry(rf"{CLASSES}\{NAME}.Store")


def test_the_shortcut_on_the_desktop_is_as_wished(bench: Bench, old: Parcel, new: Parcel) -> None:
    menu, desktop = bench.shortcuts
    assert bench.setup(old, "/NODESKTOP") == 0
    assert (menu.exists(), desktop.exists()) == (True, False)
    bench.wipe()
    assert bench.setup(old) == 0
    desktop.unlink()
    assert bench.setup(new) == 0
    assert (menu.exists(), desktop.exists()) == (True, False)


# --- another version


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


# --- another folder


def test_it_can_lie_anywhere_and_move(bench: Bench, old: Parcel, new: Parcel) -> None:
    elsewhere = bench.machine.prefix.drive_c / "Chương trình của Sở" / "Báo cáo ở đây"
    there = replace(bench, target=elsewhere)
    assert bench.setup(old) == 0
    assert there.setup(old, f"/D={bench.windows_path(elsewhere)}\\") == 0
    assert there.holds(old)
    assert not bench.target.exists()
    # It stays there without being told again.
    assert there.setup(new) == 0
    assert there.holds(new)
    assert there.registry(APP_PATH) == {"": bench.windows_path(there.exe)}
    assert there.machine.run(there.target / "uninstall.exe", "/S").code == 0
    until(there.is_clean, "the uninstaller left something")


def test_what_others_put_into_the_folder_stays(bench: Bench, new: Parcel) -> None:
    foreign = {bench.target / "Ảnh" / "hè.jpg": b"jpg", bench.target / "_internal2.txt": b"2"}
    for path, content in foreign.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert bench.setup(new) == 0
    inside = bench.target / "_internal" / "came" / "cũng của tôi.txt"
    inside.write_bytes(b"mine")
    assert bench.uninstall().code == 0
    left = contents_of(bench.target)
    # Started to its end it cannot delete itself.
    left.pop(Path("uninstall.exe"))
    kept = {**foreign, inside: b"mine"}
    assert left == {path.relative_to(bench.target): kept[path] for path in kept}
    assert not bench.registry(APPS)


@pytest.mark.parametrize("place", [f"{NAME}.exe", "_internal/other.dll", "uninstall.exe"])
def test_another_program_in_the_folder_is_not_touched(
    bench: Bench, new: Parcel, place: str
) -> None:
    other = bench.target / place
    other.parent.mkdir(parents=True)
    other.write_bytes(b"another program")
    assert bench.setup(new) == 7
    assert contents_of(bench.target) == {Path(place): b"another program"}
    assert not bench.registry(APPS)


def test_a_path_too_long_for_windows_is_refused(bench: Bench, new: Parcel) -> None:
    assert bench.setup(new, f"/D=C:\\{'dài' * 70}") == 7
    assert not bench.registry(APPS)


def test_a_file_where_the_folder_should_be_is_left(bench: Bench, new: Parcel) -> None:
    file = bench.machine.prefix.drive_c / "tệp"
    file.write_bytes(b"mine")
    # NSIS passes over what cannot be a folder.
    assert bench.setup(new, "/D=C:\\tệp\\ở trong") == 0
    assert file.read_bytes() == b"mine"
    assert bench.holds(new)


@NEEDS_DISKS
def test_a_folder_that_cannot_be_written_to_is_refused(bench: Bench, new: Parcel) -> None:
    locked = bench.machine.prefix.drive_c / "Ổ đĩa khóa"
    locked.mkdir(exist_ok=True)
    with other_disks(bench, f"mount -t tmpfs -o ro none '{locked}'") as (within, _root):
        assert within.setup(new, f"/D={bench.windows_path(locked)}") == 7


# --- what goes wrong


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
