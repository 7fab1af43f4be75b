"""Setups of several versions, a PC to run them on, and what a person has written there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import installer
import workshop
from tests.windows.machine import FOLDER, SETUP
from tests.windows.setups import (
    TITLE,
    Bench,
    Parcel,
    compile_stand_in,
    kill,
    pack,
    switch_on,
)

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

    from tests.windows.machine import Machine


@pytest.fixture(scope="session")
def parcels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Parcel]:
    """Two versions of a stand-in: one old file goes, one new file comes."""
    root = tmp_path_factory.mktemp("parcels")
    stand_in = compile_stand_in(root / "stand-in.exe")
    return {
        "0.9.0": pack(root, stand_in, "0.9.0", {"gone/old only.txt": b"old"}),
        # As text this comes before 0.9.0.
        "0.10.0": pack(root, stand_in, "0.10.0", {"came/deep/new.bin": bytes(3_000_000)}),
    }


@pytest.fixture(scope="session")
def old(parcels: dict[str, Parcel]) -> Parcel:
    return parcels["0.9.0"]


@pytest.fixture(scope="session")
def new(parcels: dict[str, Parcel]) -> Parcel:
    return parcels["0.10.0"]


@pytest.fixture(scope="session")
def real() -> Parcel:
    """What is handed out."""
    return Parcel(workshop.version(), FOLDER.parent, SETUP)


@pytest.fixture(scope="session")
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
