"""Appendices: the preview shows what the file will have; a chart is drawn in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop import background
from desktop.attachments import Attachments
from forms.block import Appendix, Grid, Picture
from forms.problem import Problem
from tests.desktop.shell import main_window, use_folder, wait_for_summaries
from tests.desktop.window_steps import store_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.pages.report_page import ReportPage
    from forms.block import Document


@pytest.fixture
def window(
    qtbot: QtBot, look: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    use_folder(tmp_path, monkeypatch)
    with main_window(qtbot, tmp_path) as window:
        window.stores.open_sample()
        wait_for_summaries(qtbot, window)
        yield window


def opened(window: MainWindow, period: str = "2022-H1") -> ReportPage:
    store = store_of(window)
    window.show_report(next(i.id for i in store.reports() if str(i.period) == period))
    assert window.report is not None
    return window.report


def parts(document: Document) -> list[str]:
    return [b.number for b in document.blocks if isinstance(b, Appendix)]


def want_chart(window: MainWindow, chart: str | None = "dossiers") -> None:
    store_of(window).set_setting("chart", chart)


def test_the_preview_and_the_file_have_the_same_chart(window: MainWindow) -> None:
    want_chart(window)
    page = opened(window)
    shown = page.attachments.document(page.session)
    assert shown == window.desk.document(page.session.report_id)
    assert parts(shown) == ["Phụ lục"]
    assert isinstance(shown.blocks[-1], Picture)
    page.set_preview_shown(True)
    assert page.preview is not None
    pages = len(page.preview.pages)
    want_chart(window, None)
    page.attachments.changed.emit()
    page._pause.timeout.emit()
    assert len(page.preview.pages) == pages - 1


def test_without_anything_to_draw_there_is_no_page(window: MainWindow) -> None:
    for chart in ("unknown", "dossiers"):
        want_chart(window, chart)
        page = opened(window)
        if chart == "dossiers":
            for key in list(page.session.report.figures):
                page.session.set_figure(key, None)
        assert parts(page.attachments.document(page.session)) == []


def test_explanations_are_printed_when_wanted(window: MainWindow) -> None:
    want_chart(window)
    page = opened(window)
    finding = next(f for f in page.session.findings if f.rule == "D01")
    page.session.explain(finding, "Số trùng giữa hai hệ thống.")
    assert parts(page.attachments.document(page.session)) == ["Phụ lục"]
    toggle = page.header.menu().actions()[-1]
    toggle.trigger()
    shown = page.attachments.document(page.session)
    assert parts(shown) == ["Phụ lục I", "Phụ lục II"]
    grid = shown.blocks[-1]
    assert isinstance(grid, Grid)
    assert grid.rows[0][-1] == "Số trùng giữa hai hệ thống."
    assert shown == window.desk.document(page.session.report_id)
    again = page.header.menu().actions()[-1]
    assert again.isChecked()
    again.trigger()
    assert parts(page.attachments.document(page.session)) == ["Phụ lục"]


def test_a_choice_that_could_not_be_kept_is_said(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(window)

    def refuse(_key: str, _value: str | None) -> None:
        raise Problem("Ổ đĩa đầy.")

    monkeypatch.setattr(page.session.store, "set_setting", refuse)
    page.header.menu().actions()[-1].trigger()
    assert "Ổ đĩa đầy." in [toast.words for toast in window.toasts.shown()]


def test_a_chart_not_drawn_yet_follows(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    want_chart(window)
    page = opened(window)
    attachments = Attachments(store_of(window))
    waiting: list[tuple[Any, Any]] = []
    monkeypatch.setattr(background, "run", lambda *a, **k: waiting.append((a, k)))
    for _ in range(2):
        assert parts(attachments.document(page.session)) == []
    assert len(waiting) == 1
    (work,), how = waiting[0]
    with qtbot.waitSignal(attachments.changed):
        how["done"](work(None))
    assert parts(attachments.document(page.session)) == ["Phụ lục"]


def test_a_chart_that_cannot_be_drawn_leaves_the_preview(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forms import charts

    def fail(_data: object) -> None:
        raise Problem("Không vẽ được.")

    monkeypatch.setattr(charts, "picture", fail)
    want_chart(window)
    page = opened(window)
    assert parts(page.attachments.document(page.session)) == []
