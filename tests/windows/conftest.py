"""The built Windows programs under Wine: `make windows` first, then `make windows-test`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.windows.machine import ONE_FILE, SETUP, Machine, new_machine, virtual_display

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
    made = new_machine(tmp_path_factory.mktemp("pc") / "prefix", display)
    yield made
    made.prefix.stop()


@pytest.fixture(scope="module")
def machine_as_sold(
    built: None, display: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Machine]:
    """A fresh PC whose text is drawn as Qt draws it on every Windows: slow under Wine."""
    made = new_machine(tmp_path_factory.mktemp("sold") / "prefix", display, as_sold=True)
    yield made
    made.prefix.stop()
