"""The register: who has delivered for a period, when, and who is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from db.failure import Fault, StoreProblem
from desktop.dialogs.export import ExportDialog
from desktop.receiving.register import RegisterDialog
from desktop.settings import Office
from forms.report import UnitRef
from tests import provinces
from tests.desktop.dialog_steps import meet, put_away
from tests.desktop.district import COMMUNES
from tests.desktop.receiving.steps import Commune, name_of, opened_register, reports
from tests.desktop.window_steps import click, raising, shown, store_of
from tests.provinces import THREE_LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.receiving.dialog import ReceiveDialog
    from tests.desktop.shell import Answers


@pytest.fixture
def followed(
    qtbot: QtBot, taken: Commune, dialog: ReceiveDialog, district: MainWindow
) -> Iterator[RegisterDialog]:
    """The register with one report received and one typed in here."""
    dialog.done(0)
    store_of(district).add_report(reports(COMMUNES[1])[1])
    store_of(district).add_report(reports(COMMUNES[1])[0])
    made = opened_register(qtbot, district, THREE_LEVELS.now, THREE_LEVELS.earlier)
    yield made
    put_away(made)


def test_the_register_says_who_has_delivered_and_when(
    followed: RegisterDialog, taken: Commune
) -> None:
    first, second = shown(followed.units)
    assert first[0] == name_of(COMMUNES[0])
    assert first[1] == "Nộp chậm, bản nháp"
    assert first[2] == first[3] != ""
    assert first[4] == "1"
    assert second == [name_of(COMMUNES[1]), "Nhập tại đây, bản nháp", "", "", ""]
    expected = "Hạn nộp 20/6/2023: 2/2 đơn vị đã có báo cáo, 1 đơn vị chậm."
    assert followed.about.words == expected
    followed.period.setCurrentIndex(1)
    first, second = shown(followed.units)
    assert first[1] == "Chậm, chưa nộp"
    assert "1/2 đơn vị" in followed.about.words


def test_the_register_is_copied_for_a_worksheet(followed: RegisterDialog) -> None:
    click(followed.copy)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:2] == ["TT", "Đơn vị"]
    assert [line.split("\t")[1] for line in lines[1:]] == [unit.name for unit in COMMUNES[:2]]
    assert "Đã chép" in followed.toasts.shown()[-1].words


def test_the_register_is_written_and_printed(
    followed: RegisterDialog, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docx import Document

    target = tmp_path / "theo dõi.docx"
    answers.give(ExportDialog, target)
    click(followed.word)
    (table,) = Document(str(target)).tables[-1:]
    assert COMMUNES[0].name in [cell.text for row in table.rows for cell in row.cells]
    printed: list[str] = []
    monkeypatch.setattr(
        "desktop.preview.printing.print_document",
        lambda document, _: printed.append(document.title),
    )
    click(followed.print)
    assert printed == ["Theo dõi nộp báo cáo 6 tháng đầu năm 2023"]


def test_a_store_that_fails_has_no_register(
    followed: RegisterDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        "desktop.receiving.awaiting.register", raising(StoreProblem(Fault.REMOVED, tmp_path))
    )
    followed.period.setCurrentIndex(1)
    assert "cắm lại" in followed.about.words
    assert followed.about.property("state") == "error"
    assert shown(followed.units) == []
    for button in (followed.copy, followed.word, followed.print):
        assert not button.isEnabled()
    followed._copy()
    followed._write()
    followed._print()


def test_the_register_is_reached_from_the_page(
    district: MainWindow, window: MainWindow, tmp_path: Path
) -> None:
    click(district.bar.roll_up_button)
    seen: list[str] = []
    meet(RegisterDialog, lambda dialog: seen.append(dialog.about.words))
    click(district.pile.roll_up.register)
    assert "0/0 đơn vị" in seen[0]
    province = provinces.province()
    window.desk.create(tmp_path / "tỉnh.cchc", Office(UnitRef(province.code, province.name)))
    click(window.bar.roll_up_button)
    meet(RegisterDialog, lambda dialog: seen.append(dialog.about.words))
    click(window.pile.roll_up.register)
    assert "0/29 đơn vị" in seen[1]
    store_of(window).add_report(reports(COMMUNES[0])[1])
    meet(RegisterDialog, lambda dialog: seen.append(dialog.period.itemText(0)))
    click(window.pile.roll_up.register)
    window.desk.set_office(Office())
    click(window.pile.roll_up.register)
    assert len(seen) == 3


def test_a_whole_register_is_no_warning(
    qtbot: QtBot, district: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_of(district).add_report(reports(COMMUNES[1])[1])
    made = opened_register(qtbot, district, THREE_LEVELS.now)
    assert made.about.property("state") == "ok"
    put_away(made)
