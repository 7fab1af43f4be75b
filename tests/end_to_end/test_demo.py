"""The main job end to end: both real reports typed into the real window, all files written."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from db.store import Store
from desktop.demo.run import SAMPLES, _differences, run_demo, sample
from desktop.demo.typist import Typist
from desktop.self_test import LOG, run_self_test
from forms.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def test_the_demo_enters_both_reports_and_writes_everything(qtbot: QtBot, tmp_path: Path) -> None:
    written = run_demo(tmp_path)
    assert all(path.stat().st_size > 0 for path in written)
    endings = [path.suffix for path in written]
    assert endings.count(".docx") == endings.count(".pdf") == len(SAMPLES)
    pictures = [path.read_bytes() for path in written if path.suffix == ".png"]
    assert len(set(pictures)) == len(pictures) > 30
    (store_path,) = (path for path in written if path.suffix == ".cchc")
    with Store.open(store_path, editor="kiểm thử") as store:
        kept = {str(info.period): store.load(info.id) for info in store.reports()}
        assert store.verify() == []
    for name in SAMPLES:
        wanted = sample(name)
        assert kept[str(wanted.period)].figures == wanted.figures
        assert kept[str(wanted.period)].texts == wanted.texts
        assert kept[str(wanted.period)].tables == wanted.tables
    found = json.loads((tmp_path / "Báo cáo CCHC 2022-H1 - cảnh báo.json").read_text("utf-8"))
    assert found["counts"]["error"] == 4
    with zipfile.ZipFile(tmp_path / "Báo cáo CCHC 2023-Q1.docx") as package:
        assert "149.217" in package.read("word/document.xml").decode()


def test_the_self_test_passes_and_leaves_its_log(qtbot: QtBot, tmp_path: Path) -> None:
    said: list[str] = []
    assert run_self_test(tmp_path, said.append) == 0
    assert (tmp_path / LOG).read_text("utf-8").splitlines() == said
    assert not [line for line in said if line.startswith("HỎNG")]
    assert (tmp_path / "cua-so.png").stat().st_size > 10_000


def test_a_broken_part_makes_the_self_test_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwell(_out: Path) -> str:
        raise Problem("Ổ đĩa đầy.")

    def broken(_out: Path) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("desktop.self_test.STEPS", (("một", unwell), ("hai", broken)))
    said: list[str] = []
    assert run_self_test(tmp_path, said.append, as_json=True) == 2
    results = json.loads(said[0])["results"]
    assert results[0]["problem"] == "Ổ đĩa đầy."
    assert "ZeroDivisionError" in results[1]["problem"]


def test_what_the_window_did_not_take_is_named() -> None:
    wanted = sample(SAMPLES[0])
    assert _differences(wanted, None) == ["báo cáo"]
    changed = wanted.with_figure("gov_tasks_total", 44)
    assert _differences(wanted, changed) == ["gov_tasks_total"]
    assert _differences(wanted, wanted) == []


def test_the_typist_says_what_it_cannot_type(qtbot: QtBot, tmp_path: Path) -> None:
    from desktop.demo.run import demo_window

    report = sample(SAMPLES[1])
    with demo_window(tmp_path) as typist:
        assert isinstance(typist, Typist)
        typist.start_store(report.unit, tmp_path / "sổ.cchc")
        page = typist.begin(report)
        with pytest.raises(Problem, match="không có chỗ nhập"):
            typist._enter_figure(page, "files_received", 1)
        with pytest.raises(Problem, match="không phải ô số liệu"):
            typist._enter_figure(page, "III", 1)
        with pytest.raises(Problem, match="không phải ô nội dung"):
            typist._enter_text(page, "gov_tasks_total", "44")
        with pytest.raises(Problem, match="không hiểu"):
            typist._type_over(typist._row(page, "gov_tasks_total").field.edit, "bốn")  # type: ignore[attr-defined]
