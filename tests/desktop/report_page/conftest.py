"""A report's page, shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desktop.opened import FILES, PAKN, TASKS, page_of, store_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.pages.report_page import ReportPage


@pytest.fixture
def page(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[ReportPage]:
    """A report with an error, a warning and figures that agree, shown."""
    figures = {**TASKS, **FILES, **PAKN}
    with store_with(tmp_path, figures) as (store, report), page_of(qtbot, store, report) as page:
        yield page
