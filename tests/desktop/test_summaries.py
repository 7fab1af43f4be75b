"""What the home page says of each report agrees with what the report's own page says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.overview import Summary, latest_before
from desktop.session import ReportSession
from desktop.summaries import Summaries
from tests.db import office
from tests.desktop.opened import BEFORE, store_with

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from db.store import Store


def test_a_change_of_the_report_before_counts_too(qtbot: QtBot, tmp_path: Path) -> None:
    with store_with(tmp_path, {"files_carried_over": 12}) as (store, report):
        older = office.begin(store, BEFORE)
        summaries = Summaries()
        assert errors(qtbot, summaries, store, report) == 0
        store.set_figure(older, "files_pending_total", 20)
        assert errors(qtbot, summaries, store, report) == 1
        assert len(ReportSession(store, report).open_errors) == 1


def errors(qtbot: QtBot, summaries: Summaries, store: Store, report: str) -> int:
    told: dict[str, object] = {}
    summaries.ready.connect(told.__setitem__)
    summaries.fill(store, store.reports())
    qtbot.waitUntil(lambda: not summaries.is_busy)
    summary = told[report]
    assert isinstance(summary, Summary)
    return summary.errors


def test_the_latest_report_before_is_of_the_same_unit_and_form(tmp_path: Path) -> None:
    with store_with(tmp_path) as (store, report):
        infos = {info.id: info for info in store.reports()}
        assert latest_before(infos.values(), infos[report]) is None
        older = office.begin(store, BEFORE)
        office.begin(store, office.QUARTER)
        found = latest_before(store.reports(), infos[report])
        assert found is not None
        assert found.id == older
