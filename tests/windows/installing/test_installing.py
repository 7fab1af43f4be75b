"""The setup program: what it puts where, and what it leaves alone."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import installer
import workshop
from tests.windows.hands import until
from tests.windows.installing.steps import NAME, NEEDS_DISKS, are_same, installer_adds
from tests.windows.machine import SETUP
from tests.windows.setups import (
    APP_PATH,
    APPS,
    CLASSES,
    ENDING,
    STORE,
    TITLE,
    Bench,
    Parcel,
    contents_of,
    other_disks,
)

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
