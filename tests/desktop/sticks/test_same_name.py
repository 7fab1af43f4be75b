"""Two stores of one name, on the stick and on this machine: which of them is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db import carrying
from db.store import Store
from tests.db import office
from tests.desktop.sticks.steps import (
    COPY_IN,
    copy_in,
    copy_in_and_edit,
    edit,
    elsewhere,
    figure,
    opened,
)
from tests.desktop.window_steps import toast

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.main_window import MainWindow
    from tests.desktop.stick_steps import Officer


def test_the_copy_is_opened_while_nobody_touched_the_stick(
    window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    officer.will(COPY_IN, "Để sau")
    window.stores.open(there)
    edit(window, 2)
    window.stores.open(there)  # asked nothing: it is open
    assert "chưa đổi" in toast(window)
    window.stores.open_sample()
    window.stores.open(there)
    assert opened(window) == here
    assert "chưa đổi" in toast(window)
    assert list(here.parent.glob("*.cchc")) == [here]


def test_what_was_done_elsewhere_takes_the_place_of_an_old_copy(
    window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    copy_in(window, officer, there)
    window.stores.open_sample()
    elsewhere(there, 7)
    officer.will("Đóng", "Mở sổ cũ trên máy", "Chép sổ mới vào máy")
    window.stores.open(there)
    assert "Sổ trên USB mới hơn" in officer.words
    assert "2 lần sửa" in officer.words
    assert window.desk.has_samples
    window.stores.open(here)  # the copy on this machine knows of the stick, too
    assert opened(window) == here
    window.stores.open(there)
    assert opened(window) == here
    kept = list(here.parent.glob("*thay-ra*"))
    assert len(kept) == 1
    window.desk.close()
    assert figure(here) == 7
    assert figure(kept[0]) == 1
    assert {path.name for path in here.parent.glob("*.cchc")} == {here.name, kept[0].name}


def test_two_stores_that_both_have_news_are_both_kept(
    window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    copy_in_and_edit(window, officer, there)
    elsewhere(there, 7)
    officer.will("Mở sổ trên máy", "Chép thành sổ thứ hai")
    window.stores.open(there)
    assert "Hai sổ cùng tên" in officer.words
    assert "(mới hơn)" in officer.words
    assert opened(window) == here
    window.stores.open(there)
    second = here.with_name("so (2).cchc")
    assert opened(window) == second
    window.desk.close()
    assert figure(second) == 7
    assert figure(here) == 2


def test_another_store_of_that_name_is_kept(
    window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    here.parent.mkdir()
    office.make(here).close()
    officer.will("Chép thành sổ thứ hai")
    window.stores.open(there)
    assert "Trên máy này: chưa có gì" in officer.words
    assert opened(window) == here.with_name("so (2).cchc")


def test_a_copy_that_is_gone_is_made_again(
    window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    copy_in(window, officer, there)
    window.desk.close()
    here.unlink()
    copy_in(window, officer, there)
    assert opened(window) == here


def test_a_copy_that_can_not_be_replaced_stays(
    window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    copy_in(window, officer, there)
    window.stores.open_sample()
    elsewhere(there, 7)
    officer.will("Chép sổ mới vào máy", "Đã hiểu")
    carrying_bring = carrying.bring

    def and_somebody_opens_it(*how: object) -> str:
        known = carrying_bring(*how)  # type: ignore[arg-type]
        monkey.append(Store.open(here, editor="Người khác"))
        return known

    monkey: list[Store] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(carrying, "bring", and_somebody_opens_it)
        window.stores.open(there)
    assert "Người khác" in officer.words
    monkey[0].close()
    assert [path.name for path in here.parent.glob("*.cchc")] == [here.name]
    assert figure(here) == 1
