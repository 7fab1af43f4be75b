"""A district that gathers the reports of its communes, in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.settings import Office
from forms.report import UnitRef
from tests import provinces

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.main_window import MainWindow

DISTRICT = provinces.districts()[1]
COMMUNES = provinces.communes_of(DISTRICT)
UNIT = UnitRef(DISTRICT.code, DISTRICT.name)


@pytest.fixture
def district(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The district's store, without a report."""
    window.desk.create(tmp_path / "huyện.cchc", Office(UNIT, place="Sa Đéc"))
    return window
