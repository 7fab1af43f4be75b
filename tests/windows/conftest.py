"""The built Windows programs under Wine: `make windows` first, then `make windows-test`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.windows.machine import ONE_FILE, SETUP, Machine, new_machine, virtual_display
from tests.windows.setups import kill, switch_on

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A virtual screen for the whole run."""
    yield from virtual_display()


@pytest.fixture(scope="session")
def built() -> None:
    """Both artefacts are there; a missing one is a fault, never a reason to skip."""
    for artefact in (ONE_FILE, SETUP):
        assert artefact.is_file(), f"{artefact} is missing: run `make windows` first"


@pytest.fixture(scope="module")
def machine(
    built: None, display: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Machine]:
    """A fresh PC for each file of tests."""
    yield from _powered(new_machine(tmp_path_factory.mktemp("pc") / "prefix", display))


@pytest.fixture(scope="module")
def machine_as_sold(
    built: None, display: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Machine]:
    """A fresh PC whose text is drawn as Qt draws it on every Windows: slow under Wine."""
    folder = tmp_path_factory.mktemp("sold") / "prefix"
    yield from _powered(new_machine(folder, display, as_sold=True))


def _powered(machine: Machine) -> Iterator[Machine]:
    """The PC switched on: a start then takes a tenth of the time."""
    power = switch_on(machine)
    yield machine
    kill(power)
    machine.prefix.stop()
