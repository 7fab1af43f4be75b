"""Who gave a file: keys confirmed once, changed keys stopped, passphrases."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.failure import Fault, StoreProblem
from db.handover.keys import fingerprint, load_or_make
from tests.desktop.dialog_steps import tick
from tests.desktop.district import COMMUNES
from tests.desktop.receiving.steps import NEW, Commune, begin_again, name_of, standings, take_all
from tests.desktop.window_steps import click, press, raising, store_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from desktop.main_window import MainWindow
    from desktop.receiving.dialog import ReceiveDialog


# --- who gave it


def test_the_first_key_is_confirmed_once(
    dialog: ReceiveDialog, communes: list[Commune], district: MainWindow
) -> None:
    commune = communes[0]
    commune.give()
    click(dialog.confirm)
    card = dialog.details.key
    assert card.fingerprint.text() == fingerprint(commune.key.public)
    assert "đọc qua điện thoại để đối chiếu" in card.about.words
    assert not card.confirm.isChecked()
    tick(card.confirm)
    assert dialog.confirm.text() == "Nhận 1 tệp"
    tick(card.confirm)
    assert dialog.confirm.text() == "Nhận 0 tệp"
    tick(card.confirm)
    assert standings(dialog) == ["mới"]
    click(dialog.confirm)
    assert standings(dialog) == ["đã nhận"]
    assert not card.confirm.isEnabled()
    begin_again(dialog)
    assert standings(dialog) == ["không đổi"]
    assert not card.isVisible()
    assert f"{fingerprint(commune.key.public)} (đã biết)" in dialog.details.about.text()
    click(dialog.confirm)
    assert "1 tệp không có gì mới" in dialog.summary.words
    assert len(store_of(district).reports()) == 1


def look_at_another_key(dialog: ReceiveDialog, commune: Commune) -> None:
    """What is known of a unit comes anew, changed, with a key that nobody knows."""
    commune.give()
    take_all(dialog)
    commune.key = load_or_make(commune.home / "khoa-moi")
    commune.store.set_figure(commune.report, NEW, 7)
    click(dialog.back)
    dialog.look([commune.give()])


def test_another_key_stops_until_it_is_accepted_on_purpose(
    dialog: ReceiveDialog, communes: list[Commune], district: MainWindow
) -> None:
    commune = communes[0]
    look_at_another_key(dialog, commune)
    card = dialog.details.key
    assert standings(dialog) == ["từ chối: khóa đã đổi"]
    assert "khóa khác với khóa đã tin" in dialog.details.problem.words
    assert "do người khác làm ra" in card.about.words
    assert card.fingerprint.text() == fingerprint(commune.key.public)
    assert not dialog.confirm.isEnabled()
    tick(card.confirm)
    assert standings(dialog) == ["có thay đổi"]
    assert not dialog.details.problem.isVisible()
    click(dialog.confirm)
    assert standings(dialog) == ["đã nhận"]
    assert store_of(district).load(commune.report).figures[NEW] == 7


def test_a_new_key_that_cannot_be_kept_takes_nothing(
    dialog: ReceiveDialog,
    communes: list[Commune],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look_at_another_key(dialog, communes[0])
    tick(dialog.details.key.confirm)

    monkeypatch.setattr("db.merge.accept_key", raising(StoreProblem(Fault.DISK_FULL, tmp_path)))
    click(dialog.confirm)
    assert "đầy" in dialog.summary.words
    assert standings(dialog) == ["có thay đổi"]


def test_a_copied_store_is_taken_once_somebody_vouches_for_it(
    dialog: ReceiveDialog, communes: list[Commune], stick: Path, district: MainWindow
) -> None:
    communes[0].store.close()
    shutil.copyfile(communes[0].home / "so.cchc", stick / "sổ xã.cchc")
    click(dialog.confirm)
    assert standings(dialog) == ["mới; cần hỏi lại đơn vị"]
    assert "không có chữ ký" in dialog.details.lines.text()
    assert not dialog.details.key.fingerprint.isVisible()
    tick(dialog.details.key.confirm)
    click(dialog.confirm)
    assert len(store_of(district).reports()) == 1


def test_what_was_confirmed_counts_for_that_file_only(
    dialog: ReceiveDialog, communes: list[Commune], district: MainWindow
) -> None:
    path = communes[0].give()
    click(dialog.confirm)
    tick(dialog.details.key.confirm)
    path.unlink()
    communes[1].give().rename(path)
    click(dialog.confirm)
    assert standings(dialog) == ["chưa nhận được"]
    assert f"Chưa nhận 1 tệp: {name_of(COMMUNES[1])}." in dialog.summary.words
    assert "Lần đầu nhận tệp" in dialog.details.problem.words
    assert store_of(district).reports() == ()


def test_a_file_may_be_left_out(
    dialog: ReceiveDialog, communes: list[Commune], district: MainWindow
) -> None:
    for commune in communes[:2]:
        commune.give()
    click(dialog.confirm)
    for row in range(2):
        dialog.files.selectRow(row)
        tick(dialog.details.key.confirm)
    tick(dialog.details.take)
    assert standings(dialog) == ["mới", "không nhận (mới)"]
    click(dialog.confirm)
    assert [info.unit for info in store_of(district).reports()] == [COMMUNES[0]]
    assert f"Chưa nhận 1 tệp: {name_of(COMMUNES[1])}." in dialog.summary.words


# --- passphrases


def test_a_locked_file_asks_for_its_passphrase(
    dialog: ReceiveDialog, communes: list[Commune], district: MainWindow
) -> None:
    communes[0].give(lock="mat khau")
    click(dialog.confirm)
    field = dialog.details.passphrase
    assert field.isVisible()
    assert "có mật khẩu" in dialog.details.problem.words
    click(dialog.details.open)
    assert "Chưa gõ mật khẩu" in dialog.details.problem.words
    assert field.hasFocus()
    QTest.keyClicks(field, "sai")
    assert field.displayText() != "sai"
    tick(dialog.details.shown)
    assert field.displayText() == "sai"
    click(dialog.details.open)
    assert "mật khẩu" in dialog.details.problem.words
    assert standings(dialog) == ["có mật khẩu"]
    assert field.hasFocus()
    QTest.keyClicks(field, "mat khau")
    press(field, Qt.Key.Key_Return)
    assert standings(dialog) == ["mới; cần đối chiếu khóa"]
    assert not field.isVisible()
    assert dialog.files.hasFocus()
    tick(dialog.details.key.confirm)
    click(dialog.confirm)
    assert standings(dialog) == ["đã nhận"]
    assert len(store_of(district).reports()) == 1
