"""What the home page says of each report agrees with what the report's own page says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.store import Store
from desktop.overview import Summary
from desktop.session import ReportSession
from desktop.summaries import Summaries
from tests import provinces
from tests.db import office
from tests.desktop.opened import BEFORE, store_with
from tests.provinces import THREE_LEVELS

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def test_a_change_of_the_report_before_counts_too(qtbot: QtBot, tmp_path: Path) -> None:
    with store_with(tmp_path, {"files_carried_over": 12}) as (store, report):
        older = office.begin(store, BEFORE)
        summaries = Summaries()
        assert errors(qtbot, summaries, store, report) == 0
        store.set_figure(older, "files_pending_total", 20)
        assert errors(qtbot, summaries, store, report) == 1
        assert len(ReportSession(store, report).open_errors) == 1


def test_a_change_in_a_units_report_counts_too(qtbot: QtBot, tmp_path: Path) -> None:
    district = provinces.districts()[1]
    reports = [
        provinces.commune_reports(unit, THREE_LEVELS)[1] for unit in provinces.communes_of(district)
    ]
    with Store.create(tmp_path / "huyện.cchc", editor="Tổng hợp") as store:
        units = [store.add_report(report) for report in reports]
        own = store.add_report(provinces.district_report(district, reports))
        store.set_figure(own, "units_delivered", len(units))
        summaries = Summaries()
        assert errors(qtbot, summaries, store, own) == 0
        store.set_figure(units[0], "files_received_new", 1)
        assert errors(qtbot, summaries, store, own) == 1


def errors(qtbot: QtBot, summaries: Summaries, store: Store, report: str) -> int:
    told: dict[str, object] = {}
    summaries.ready.connect(told.__setitem__)
    summaries.fill(store, store.reports())
    qtbot.waitUntil(lambda: not summaries.is_busy)
    summary = told[report]
    assert isinstance(summary, Summary)
    return summary.errors
