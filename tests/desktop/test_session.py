"""One open report behind its page: edits, verdicts while typing, offers, review, undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from db.failure import Fault, StoreProblem
from desktop.field_index import CLOSING, COVER
from desktop.session import ReportSession
from desktop.verdicts import SectionState
from forms.checking import Mend
from forms.definition import Severity
from tests.db import office
from tests.desktop.opened import BEFORE, FILE, FILES, PAKN, TASKS, store_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from db.entries import Change
    from db.store import Store
    from desktop.verdicts import LiveVerdict
    from forms.figure import Value


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[ReportSession]:
    """A report with an error, a warning, and figures that agree."""
    with store_with(tmp_path, {**TASKS, **FILES, **PAKN}) as (store, report):
        yield ReportSession(store, report)


def test_an_edit_is_durable_and_judged(session: ReportSession, qtbot: QtBot) -> None:
    with qtbot.waitSignals([session.changed, session.findings_changed, session.saved]):
        session.set_figure("gov_tasks_total", 44)
    assert session.store.load(session.report_id).figures["gov_tasks_total"] == 44
    assert session.report.figures["gov_tasks_total"] == 44
    assert [f.rule for f in session.findings] == ["B02"]


def test_the_same_value_again_tells_nobody(session: ReportSession, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(session.changed):
        session.set_figure("gov_tasks_total", 4)


def test_each_kind_of_edit_reaches_the_snapshot(session: ReportSession) -> None:
    session.set_text("I.1.communication", "Đã tuyên truyền.")
    session.set_table("I.1.documents", ({"kind": "Kế hoạch", "number": "1/KH-VP"},))
    session.set_front("place", "Cao Lãnh")
    session.set_as_of("gov_tasks_total", date(2022, 6, 9))
    session.set_note("gov_tasks_total", "hỏi lại phòng Tổng hợp")
    report = session.report
    assert report.texts["I.1.communication"] == "Đã tuyên truyền."
    assert report.tables["I.1.documents"][0]["number"] == "1/KH-VP"
    assert report.front["place"] == "Cao Lãnh"
    assert report.as_of["gov_tasks_total"] == date(2022, 6, 9)
    assert report.notes["gov_tasks_total"] == "hỏi lại phòng Tổng hợp"
    assert report == session.store.load(session.report_id)
    session.set_table("I.1.documents", ())
    session.set_note("gov_tasks_total", "")
    assert not session.report.tables
    assert not session.report.notes


def _gap_of(tried: LiveVerdict) -> str:
    return tried.finding.difference if tried.finding else ""


def test_the_earlier_report_is_held_against_this_one(qapp: QApplication, tmp_path: Path) -> None:
    with store_with(tmp_path, {"files_carried_over": 12}) as (store, report):
        older = office.begin(store, BEFORE)
        store.set_figure(older, "files_pending_total", 20)
        session = ReportSession(store, report)
        assert [finding.rule for finding in session.findings] == ["X12"]
        assert session.is_checked("files_carried_over")
        assert session.offer("files_carried_over") == 20
        assert _gap_of(session.try_figure("files_carried_over", 21)) == "+1"
        assert session.try_figure("files_carried_over", 20).finding is None
        assert session.try_figure("files_carried_over", None).finding is None


def test_a_value_is_judged_while_it_is_typed(session: ReportSession) -> None:
    tried = session.try_figure("gov_tasks_total", 43)
    assert _gap_of(tried) == "-1"
    right = session.try_figure("gov_tasks_total", 44)
    assert right.finding is None
    assert right.is_checked
    assert "44 nhiệm vụ" in right.lines[0].text
    assert session.report.figures["gov_tasks_total"] == 4


def test_an_emptied_value_is_judged_as_missing(session: ReportSession) -> None:
    tried = session.try_figure("gov_tasks_total", None)
    assert tried.finding is None
    assert not tried.is_checked
    assert "44 nhiệm vụ" not in tried.lines[0].text
    assert session.report.figures["gov_tasks_total"] == 4


def test_a_text_is_said_while_it_is_typed(session: ReportSession) -> None:
    said = session.try_text("I.1.communication", "Đã phát 12 bản tin.")
    assert any("Đã phát 12 bản tin." in line.text for line in said)
    assert session.try_text("I.1.communication", None) != said
    assert "I.1.communication" not in session.report.texts


def test_what_is_computed_is_offered(session: ReportSession) -> None:
    assert session.offer("pakn_resolved_rate") == Decimal("91.7")
    session.set_figure("pakn_resolved_rate", Decimal("91.67"))
    assert session.offer("pakn_resolved_rate") is None
    session.set_figure("pakn_resolved_rate", None)
    assert session.offer("pakn_resolved_rate") == Decimal("91.7")


def test_nothing_is_offered_over_nothing(session: ReportSession) -> None:
    session.set_figure("pakn_received", 0)
    assert session.offer("pakn_resolved_rate") is None
    assert session.offer("files_resolved_total") is None
    assert session.offer("pakn_received") is None


def test_a_negative_amount_is_not_offered(session: ReportSession) -> None:
    session.set_figure("invest_alloc_this_year", 1)
    session.set_figure("invest_disbursed", 2)
    assert session.offer("invest_remaining") is None


def test_a_finding_is_mended_in_one_step(session: ReportSession) -> None:
    finding = session.open_errors[0]
    assert session.mended(finding).startswith("6 tháng đầu năm 2022, Tỉnh có 44 nhiệm vụ")
    assert session.mend(finding) == "gov_tasks_total"
    assert not session.open_errors
    assert session.undo() == "gov_tasks_total"
    assert session.open_errors


def test_not_every_finding_can_be_mended(session: ReportSession) -> None:
    session.set_front("signed_date", "2022-06-01")
    session.set_figure("invest_as_of", date(2022, 6, 9))
    early = next(f for f in session.findings if f.rule == "T05")
    plain = replace(early, mend=None)
    assert session.mend(plain) == ""
    assert session.mended(plain) == ""
    unsaid = replace(early, mend=Mend("gov_tasks_late", 0))
    assert "không có nhiệm vụ trễ hạn" not in session.mended(unsaid)
    assert session.mended(replace(early, mend=Mend("report_sign_date", 0))) == ""


def test_only_the_reason_of_that_finding_is_taken_back(session: ReportSession) -> None:
    error, warning = session.findings
    session.explain(error, "Số trùng.")
    session.explain(warning, "Làm tròn theo mẫu của tỉnh.")
    session.withdraw(session.findings_of("gov_tasks_total")[0])
    assert [kept.rule for kept in session.report.exceptions] == [warning.key]


def test_an_explained_error_no_longer_stands_in_the_way(session: ReportSession) -> None:
    session.explain(session.open_errors[0], "Số trùng giữa hai hệ thống.")
    assert not session.open_errors
    assert session.findings_of("gov_tasks_total")[0].reason == "Số trùng giữa hai hệ thống."
    session.withdraw(session.findings_of("gov_tasks_total")[0])
    assert len(session.open_errors) == 1


def test_badges_count_what_is_open(session: ReportSession) -> None:
    assert session.section_state("I.2") == SectionState(errors=1)
    assert session.section_state("II.2").warnings == 1
    assert session.section_state(COVER).missing == 1
    assert session.section_state(CLOSING).missing == 1
    session.set_front("signer_name", "Nguyễn Văn Mẫu")
    assert session.section_state(CLOSING).is_done
    assert session.section_state("không có") == SectionState()


def test_completeness_grows_with_what_is_filled(session: ReportSession) -> None:
    filled, every = session.completeness()
    assert 0 < filled < every
    assert every - filled == len(session.missing)
    session.set_front("signed_date", "2022-06-15")
    assert session.completeness()[0] == filled + 1


def test_undo_and_redo_say_which_field(session: ReportSession) -> None:
    session.set_front("place", "Cao Lãnh")
    assert session.undo() == "front.place"
    assert "place" not in session.report.front
    assert session.redo() == "front.place"
    assert session.redo() is None


def test_history_of_a_field(session: ReportSession) -> None:
    session.set_figure("gov_tasks_total", 44)
    assert [row.edit.new for row in session.history("gov_tasks_total")] == [4, 44]
    session.set_front("place", "Cao Lãnh")
    assert [row.edit.new for row in session.history("front.place")] == ["Cao Lãnh"]


def test_last_period_is_the_units_latest_before(qapp: QApplication, tmp_path: Path) -> None:
    with store_with(tmp_path) as (store, report):
        assert ReportSession(store, report).previous is None
        older = office.begin(store, BEFORE)
        store.set_figure(older, "gov_tasks_total", 39)
        office.begin(store, office.QUARTER)
        previous = ReportSession(store, report).previous
    assert previous is not None
    assert previous.figures["gov_tasks_total"] == 39


def test_last_periods_decimals_are_kept_in_the_offer(qapp: QApplication, tmp_path: Path) -> None:
    with store_with(tmp_path, {"pakn_received": 120, "pakn_resolved": 110}) as (store, report):
        older = office.begin(store, BEFORE)
        store.set_figure(older, "pakn_resolved_rate", Decimal("98.50"))
        assert ReportSession(store, report).offer("pakn_resolved_rate") == Decimal("91.67")


def copied(store: Store) -> ReportSession:
    first = office.begin(store, BEFORE)
    store.set_text(first, "I.1.communication", "Như kỳ trước.")
    store.set_text(first, "III", "Nhìn chung tốt.")
    copy = store.new_report("office-report", "2022", office.UNIT, office.HALF, copy_of=first)
    return ReportSession(store, copy)


def test_what_was_copied_wants_looking_at(qapp: QApplication, tmp_path: Path) -> None:
    with office.make(tmp_path / FILE) as store:
        session = copied(store)
        assert session.section_state("I.1").unreviewed == 1
        session.mark_reviewed("I.1.communication")
        assert session.section_state("I.1").unreviewed == 0
        assert store.unreviewed(session.report_id) == session.unreviewed
        session.set_text(next(iter(session.unreviewed)), "Viết lại.")
        assert not session.unreviewed


def test_what_cannot_be_saved_is_kept_and_tried_again(
    session: ReportSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, is_full = session.store, [True]
    put = store.set_figure

    def fail_while_full(report: str, key: str, value: Value | None) -> Change:
        if is_full[0]:
            raise StoreProblem(Fault.DISK_FULL, store.path)
        return put(report, key, value)

    monkeypatch.setattr(store, "set_figure", fail_while_full)
    with qtbot.waitSignal(session.failed):
        session.set_figure("gov_tasks_total", 44)
    assert not session.retry()
    is_full[0] = False
    session.set_figure("pakn_resolved", 109)
    assert session.is_saved
    assert store.load(session.report_id).figures["gov_tasks_total"] == 44


def test_a_step_that_cannot_be_taken_is_told(
    session: ReportSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreProblem(Fault.DISK_FULL, session.store.path)

    monkeypatch.setattr(session.store, "undo", refuse)
    monkeypatch.setattr(session.store, "mark_reviewed", refuse)
    with qtbot.waitSignal(session.failed):
        assert session.undo() is None
    session.unreviewed.add("III")
    with qtbot.waitSignal(session.failed):
        session.mark_reviewed("III")
    assert "III" in session.unreviewed


def test_only_complete_rules_call_a_figure_checked(session: ReportSession) -> None:
    assert session.is_checked("files_resolved_total")
    assert not session.is_checked("files_pending_total")
    assert not session.is_checked("gov_tasks_late")


def test_a_figure_of_the_head_is_typed_in_the_head(session: ReportSession) -> None:
    index = session.index
    assert index.key_of("report_sign_date") == "front.signed_date"
    assert index.section_of("report_sign_date") == COVER
    assert index.label("report_period_to") == "Số liệu tính đến ngày"
    assert index.label("không có") == "không có"
    session.set_front("signed_date", "2022-06-01")
    early = next(f for f in session.findings if f.rule == "T01")
    assert early.severity is Severity.ERROR
    assert session.section_state(COVER).errors == 1
