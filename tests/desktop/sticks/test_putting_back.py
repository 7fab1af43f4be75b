"""What was done to a copy goes back onto its stick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import carrying
from db.failure import Fault, StoreProblem
from db.store import Store
from tests.desktop.sticks.steps import (
    close,
    copy_in,
    copy_in_and_edit,
    edit,
    elsewhere,
    figure,
    give_back,
    opened,
    store_at,
    way_back,
)
from tests.desktop.window_steps import OFFICE, damage, raising, store_of, toast

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from tests.desktop.stick_steps import Drives, Officer


def test_closing_offers_to_put_the_store_back(
    qtbot: QtBot, window: MainWindow, officer: Officer, there: Path
) -> None:
    copy_in_and_edit(window, officer, there)
    officer.will("Chép trả về USB", "Đã hiểu")
    close(qtbot, window)
    assert "có thể rút USB" in officer.words
    assert figure(there) == 2
    assert [each.name for each in there.parent.iterdir()] == ["so.cchc"]


def test_closing_asks_nothing_where_nothing_was_done(
    qtbot: QtBot, window: MainWindow, officer: Officer, there: Path
) -> None:
    copy_in(window, officer, there)
    close(qtbot, window)
    assert len(officer.read) == 1


def test_one_may_put_it_back_later(
    qtbot: QtBot, window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    copy_in_and_edit(window, officer, there)
    officer.will("Để sau")
    close(qtbot, window)
    assert figure(there) == 1
    assert figure(here) == 2


def test_the_home_page_puts_it_back_and_says_when_to_pull_the_stick(
    qtbot: QtBot, window: MainWindow, officer: Officer, there: Path
) -> None:
    copy_in_and_edit(window, officer, there)
    assert way_back(window) == "Trả sổ về USB"
    give_back(window)
    assert "có thể rút USB" in toast(window)
    assert figure(there) == 2
    edit(window, 3)
    give_back(window)
    assert figure(there) == 3
    close(qtbot, window)
    assert len(officer.read) == 1


def test_settings_of_the_office_go_back_too(
    window: MainWindow, officer: Officer, there: Path
) -> None:
    copy_in(window, officer, there)
    news = [window.desk.has_news]
    window.desk.set_office(OFFICE)
    news.append(window.desk.has_news)
    give_back(window)
    news.append(window.desk.has_news)
    assert news == [False, True, False]


def test_what_is_undone_is_news_as_well(window: MainWindow, officer: Officer, there: Path) -> None:
    copy_in_and_edit(window, officer, there)
    give_back(window)
    store_of(window).undo(store_of(window).reports()[0].id)
    assert window.desk.has_news
    give_back(window)
    assert figure(there) == 1


def test_another_store_is_opened_once_it_was_put_back(
    qtbot: QtBot, window: MainWindow, officer: Officer, there: Path, tmp_path: Path
) -> None:
    other = store_at(tmp_path / "khác.cchc")
    copy_in_and_edit(window, officer, there)
    officer.will("Chép trả về USB", "Đã hiểu")
    window.stores.open(other)
    qtbot.waitUntil(lambda: opened(window) == other)
    assert figure(there) == 2


def test_what_somebody_changed_on_the_stick_is_not_written_over(
    qtbot: QtBot, window: MainWindow, officer: Officer, there: Path
) -> None:
    copy_in_and_edit(window, officer, there)
    elsewhere(there, 7)
    officer.will("Để sau", "Chép với tên khác")
    give_back(window)
    assert "không ghi đè" in officer.words
    assert "so (2).cchc" in officer.words
    assert len(list(there.parent.glob("*.cchc"))) == 1
    give_back(window)
    beside = there.with_name("so (2).cchc")
    assert "có thể rút USB" in toast(window)
    assert (figure(there), figure(beside)) == (7, 2)
    edit(window, 3)
    officer.will("Chép trả về USB", "Đã hiểu")
    close(qtbot, window)
    assert (figure(there), figure(beside)) == (7, 3)


def test_a_stick_that_is_not_plugged_in_is_asked_for(
    qtbot: QtBot, window: MainWindow, officer: Officer, machine: Drives, there: Path, here: Path
) -> None:
    copy_in_and_edit(window, officer, there)
    pocket = machine.pull_out(there.parent)
    officer.will("Thử lại", "Để sau")
    give_back(window)
    assert "Chưa thấy USB" in officer.words
    assert opened(window) == here
    machine.put_in_again(pocket, there.parent)
    give_back(window)
    assert figure(there) == 2
    machine.pull_out(there.parent)
    edit(window, 3)
    officer.will("Chép trả về USB", "Để sau")
    close(qtbot, window)
    assert figure(here) == 3


def test_the_copy_opens_without_its_stick(
    window: MainWindow, officer: Officer, machine: Drives, there: Path, here: Path
) -> None:
    copy_in(window, officer, there)
    window.stores.open_sample()
    pocket = machine.pull_out(there.parent)
    window.stores.open(here)
    assert opened(window) == here
    window.stores.open_sample()
    machine.put_in_again(pocket, there.parent)
    there.unlink()
    window.stores.open(here)
    assert opened(window) == here


def test_a_stick_may_come_back_under_another_letter(
    window: MainWindow, officer: Officer, machine: Drives, there: Path, tmp_path: Path
) -> None:
    copy_in_and_edit(window, officer, there)
    pocket = machine.pull_out(there.parent)
    machine.plug_in(there.parent, label="KHÁC")
    machine.put_in_again(pocket, tmp_path / "F")
    give_back(window)
    assert figure(tmp_path / "F" / "so.cchc") == 2
    assert list(there.parent.iterdir()) == []
    edit(window, 3)
    give_back(window)
    assert figure(tmp_path / "F" / "so.cchc") == 3


def test_a_stick_that_refuses_keeps_what_it_has_and_the_window_stays(
    window: MainWindow, officer: Officer, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_in_and_edit(window, officer, there)

    with monkeypatch.context() as patch:
        patch.setattr(carrying, "put_back", raising(StoreProblem(Fault.READ_ONLY, there)))
        officer.will("Chép trả về USB", "Đã hiểu")
        assert not window.close()
    assert "Không được phép ghi" in officer.words
    assert window.isVisible()
    assert figure(there) == 1
    give_back(window)


def test_a_store_that_can_not_be_counted_closes_without_a_question(
    qtbot: QtBot,
    window: MainWindow,
    officer: Officer,
    there: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy_in_and_edit(window, officer, there)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "statistics", raising(StoreProblem(Fault.REMOVED, there)))
        officer.will("Đã hiểu")  # that it could not be backed up either
        close(qtbot, window)
    assert "USB?" not in officer.words


def test_a_stick_that_can_not_be_read_does_not_keep_the_copy_shut(
    window: MainWindow, officer: Officer, there: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_in(window, officer, there)
    window.stores.open_sample()
    damage(there)
    window.stores.open(here)
    assert opened(window) == here

    window.stores.open_sample()
    monkeypatch.setattr(carrying, "fingerprint", raising(StoreProblem(Fault.REMOVED, there)))
    window.stores.open(here)
    assert opened(window) == here
