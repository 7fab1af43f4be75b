"""Sticks as fixtures: a machine whose drives are folders, and the stick that is plugged in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desktop.stick_steps import Drives

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drives:
    """The drives of this machine; a stick is plugged in."""
    laid_down = Drives()
    laid_down.install(monkeypatch)
    laid_down.plug_in(tmp_path / "USB")
    return laid_down


@pytest.fixture
def stick(machine: Drives, tmp_path: Path) -> Path:
    """The stick that is plugged in."""
    return tmp_path / "USB"
