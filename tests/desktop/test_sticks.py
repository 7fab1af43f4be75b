"""Stores on sticks and shares: copied in, worked on, put back; through the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db import carrying, drives
from db.drives import Kind
from db.failure import Fault, StoreProblem
from db.store import Store
from desktop import background, places
from desktop.dialogs.export import ExportDialog, OpenFileDialog
from desktop.origins import Origins
from desktop.settings import JsonFile, write_office
from tests.db import office
from tests.desktop.shell import Answers, main_window, use_folder
from tests.desktop.stick_steps import Drives, Officer
from tests.desktop.window_steps import OFFICE, click, damage, press, toast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow

COPY_IN = "Chép vào máy này rồi mở"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drives:
    """The drives of this machine; a stick is plugged in."""
    laid_down = Drives()
    laid_down.install(monkeypatch)
    laid_down.plug_in(tmp_path / "USB")
    return laid_down


@pytest.fixture
def stick(machine: Drives, tmp_path: Path) -> Path:
    return tmp_path / "USB"


@pytest.fixture
def window(
    qtbot: QtBot, look: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, machine: Drives
) -> Iterator[MainWindow]:
    use_folder(tmp_path, monkeypatch)
    with main_window(qtbot, tmp_path) as shown:
        yield shown


@pytest.fixture
def officer(window: MainWindow) -> Iterator[Officer]:
    """Answers dialogs; whatever nobody expected fails the test."""
    reading = Officer()
    yield reading
    surprised = list(reading.surprised)
    window.close()
    reading.leave()
    assert surprised == []


@pytest.fixture
def there(stick: Path) -> Path:
    """A store on the stick, with one report in it."""
    return store_at(stick / "so.cchc")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Where the copy of that store is to lie."""
    return tmp_path / "Báo cáo CCHC" / "so.cchc"


def store_at(path: Path) -> Path:
    with office.make(path) as store:
        write_office(store, OFFICE)
        store.set_figure(office.begin(store), "files_received_total", 1)
    return path


def figure(path: Path) -> object:
    with Store.open(path, editor="x") as store:
        return store.load(store.reports()[0].id).figures["files_received_total"]


def elsewhere(path: Path, value: int) -> None:
    """Edit a store on another machine."""
    with Store.open(path, editor="x") as store:
        store.set_figure(store.reports()[0].id, "files_received_total", value)


def edit(window: MainWindow, value: int) -> None:
    """Type a figure into the first report, by keys."""
    window.show_report(window.home.reports.current())
    assert window.report is not None
    assert window.report.go_to("files_received_total")
    field = window.focusWidget()
    press(field, Qt.Key.Key_A, ctrl=True)
    QTest.keyClicks(field, str(value))
    press(field, Qt.Key.Key_Return)
    window.show_home()


def opened(window: MainWindow) -> Path | None:
    return window.desk.store.path if window.desk.store is not None else None


def way_back(window: MainWindow) -> str:
    """What the button on the home page is called; "" if there is none."""
    window.show_home()
    button = window.home.give_back
    return button.text() if button.isVisible() else ""


def give_back(window: MainWindow) -> None:
    """Press the button on the home page."""
    window.show_home()
    click(window.home.give_back)


def close(qtbot: QtBot, window: MainWindow) -> None:
    """Close the window; it may first put the store back."""
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


# --- in


def test_a_store_on_a_stick_is_copied_in_and_opened(
    window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    officer.will(COPY_IN)
    window.begin(there)
    assert "USB “KINGSTON”" in officer.words
    assert "rút ra" in officer.words
    assert opened(window) == here
    assert window.pile.currentWidget() is window.home
    assert window.desk.machine.value.stores == (str(here),)
    assert "Đã chép sổ vào" in toast(window)
    assert window.home.give_back.isVisible()
    assert list(there.parent.iterdir()) == [there]


def test_enter_copies_and_escape_does_nothing(
    window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    officer.will(Qt.Key.Key_Escape)
    window.begin(there)
    assert opened(window) is None
    assert window.pile.currentWidget() is window.start
    assert not here.exists()
    officer.will(Qt.Key.Key_Return)
    window.stores.open(there)
    assert opened(window) == here


def test_nor_is_one_edited_on_a_share(
    window: MainWindow, officer: Officer, machine: Drives, there: Path, here: Path
) -> None:
    machine.plug_in(there.parent, Kind.NETWORK, "")
    officer.will("Đóng", COPY_IN)
    window.stores.open(there)
    window.stores.open(there)
    assert "Sổ nằm trên ổ mạng" in officer.words
    assert "Mạng có thể đứt" in officer.words
    assert opened(window) == here
    edit(window, 2)
    assert way_back(window) == "Trả sổ về ổ mạng"
    give_back(window)
    assert toast(window) == "Đã chép xong sổ về ổ mạng."
    assert figure(there) == 2
    window.stores.open_sample()
    elsewhere(there, 7)
    window.stores.open(here)  # a share is not asked whether it has changed
    assert opened(window) == here


def test_from_a_disc_there_is_no_way_back(
    window: MainWindow, officer: Officer, machine: Drives, there: Path, here: Path
) -> None:
    machine.plug_in(there.parent, Kind.OPTICAL, "BÁO CÁO")
    officer.will(COPY_IN)
    window.stores.open(there)
    assert "chỉ đọc" in officer.words
    assert "Trả sổ" not in officer.words
    assert opened(window) == here
    assert way_back(window) == ""
    window.stores.give_back()


def test_every_way_to_open_a_store_leads_there(
    qtbot: QtBot, window: MainWindow, officer: Officer, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Answers(monkeypatch)
    answers.give(OpenFileDialog, there)
    window.desk.machine.change(stores=(str(there),))
    officer.will("Đóng", "Đóng", "Đóng")
    window.begin()  # the last one used
    with qtbot.waitActive(window):
        window.activateWindow()
    press(window, Qt.Key.Key_O, ctrl=True)
    window.home.recent_wanted.emit(str(there))
    assert len(officer.read) == 3
    assert opened(window) is None


def test_a_disk_of_this_machine_is_edited_at_once(
    window: MainWindow, officer: Officer, tmp_path: Path
) -> None:
    path = store_at(tmp_path / "so.cchc")
    window.stores.open(path)
    assert opened(window) == path
    window.show_settings()
    window.stores.open(path)  # it is open already
    assert window.pile.currentWidget() is window.home
    assert way_back(window) == ""
    assert officer.read == []


def test_what_is_wrong_on_the_stick_is_told_and_nothing_is_restored_there(
    window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    with Store.open(there, editor="x") as store:
        store.back_up()
    damage(there)
    officer.will("Đã hiểu")
    window.stores.open(there)
    assert "bị hỏng" in officer.words
    there.write_bytes(b"x" * 5000)
    officer.will("Đã hiểu")
    window.stores.open(there)
    assert "không phải sổ dữ liệu" in officer.words
    assert opened(window) is None
    assert not here.exists()


def test_too_little_room_is_said(
    window: MainWindow, officer: Officer, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "free_bytes", lambda _: 5 << 20)
    officer.will(COPY_IN, "Đã hiểu")
    window.stores.open(there)
    assert "Không đủ chỗ" in officer.words
    assert opened(window) is None


def test_an_error_nobody_expected_is_told_with_its_details(
    window: MainWindow,
    officer: Officer,
    there: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def boom(*_: object) -> str:
        raise RuntimeError("nổ")

    monkeypatch.setattr(carrying, "bring", boom)
    officer.will(COPY_IN, "Đã hiểu")
    window.stores.open(there)
    assert "bất ngờ" in officer.words
    assert "nổ" in caplog.text


# --- two of one name


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
    officer.will(COPY_IN)
    window.stores.open(there)
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
    officer.will(COPY_IN)
    window.stores.open(there)
    edit(window, 2)
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
    officer.will(COPY_IN)
    window.stores.open(there)
    window.desk.close()
    here.unlink()
    officer.will(COPY_IN)
    window.stores.open(there)
    assert opened(window) == here


def test_a_copy_that_can_not_be_replaced_stays(
    window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    officer.will(COPY_IN)
    window.stores.open(there)
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


# --- and back


def test_closing_offers_to_put_the_store_back(
    qtbot: QtBot, window: MainWindow, officer: Officer, there: Path
) -> None:
    officer.will(COPY_IN)
    window.stores.open(there)
    edit(window, 2)
    officer.will("Chép trả về USB", "Đã hiểu")
    close(qtbot, window)
    assert "có thể rút USB" in officer.words
    assert figure(there) == 2
    assert [each.name for each in there.parent.iterdir()] == ["so.cchc"]


def test_closing_asks_nothing_where_nothing_was_done(
    qtbot: QtBot, window: MainWindow, officer: Officer, there: Path
) -> None:
    officer.will(COPY_IN)
    window.stores.open(there)
    close(qtbot, window)
    assert len(officer.read) == 1


def test_one_may_put_it_back_later(
    qtbot: QtBot, window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    officer.will(COPY_IN)
    window.stores.open(there)
    edit(window, 2)
    officer.will("Để sau")
    close(qtbot, window)
    assert figure(there) == 1
    assert figure(here) == 2


def test_the_home_page_puts_it_back_and_says_when_to_pull_the_stick(
    qtbot: QtBot, window: MainWindow, officer: Officer, there: Path
) -> None:
    officer.will(COPY_IN)
    window.stores.open(there)
    edit(window, 2)
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
    officer.will(COPY_IN)
    window.stores.open(there)
    news = [window.desk.has_news]
    window.desk.set_office(OFFICE)
    news.append(window.desk.has_news)
    give_back(window)
    news.append(window.desk.has_news)
    assert news == [False, True, False]


def test_what_is_undone_is_news_as_well(window: MainWindow, officer: Officer, there: Path) -> None:
    officer.will(COPY_IN)
    window.stores.open(there)
    edit(window, 2)
    give_back(window)
    assert window.desk.store is not None
    window.desk.store.undo(window.desk.store.reports()[0].id)
    assert window.desk.has_news
    give_back(window)
    assert figure(there) == 1


def test_another_store_is_opened_once_it_was_put_back(
    qtbot: QtBot, window: MainWindow, officer: Officer, there: Path, tmp_path: Path
) -> None:
    other = store_at(tmp_path / "khác.cchc")
    officer.will(COPY_IN)
    window.stores.open(there)
    edit(window, 2)
    officer.will("Chép trả về USB", "Đã hiểu")
    window.stores.open(other)
    qtbot.waitUntil(lambda: opened(window) == other)
    assert figure(there) == 2


def test_what_somebody_changed_on_the_stick_is_not_written_over(
    qtbot: QtBot, window: MainWindow, officer: Officer, there: Path
) -> None:
    officer.will(COPY_IN)
    window.stores.open(there)
    edit(window, 2)
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
    officer.will(COPY_IN)
    window.stores.open(there)
    edit(window, 2)
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
    officer.will(COPY_IN)
    window.stores.open(there)
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
    officer.will(COPY_IN)
    window.stores.open(there)
    edit(window, 2)
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
    officer.will(COPY_IN)
    window.stores.open(there)
    edit(window, 2)

    def refuse(_bare: Path, there: Path, *_: object) -> str:
        raise StoreProblem(Fault.READ_ONLY, there)

    with monkeypatch.context() as patch:
        patch.setattr(carrying, "put_back", refuse)
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
    officer.will(COPY_IN)
    window.stores.open(there)
    edit(window, 2)

    def gone(_: Store) -> None:
        raise StoreProblem(Fault.REMOVED, there)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "statistics", gone)
        officer.will("Đã hiểu")  # that it could not be backed up either
        close(qtbot, window)
    assert "USB?" not in officer.words


def test_a_stick_that_can_not_be_read_does_not_keep_the_copy_shut(
    window: MainWindow, officer: Officer, there: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer.will(COPY_IN)
    window.stores.open(there)
    window.stores.open_sample()
    damage(there)
    window.stores.open(here)
    assert opened(window) == here

    def unreadable(path: Path) -> str:
        raise StoreProblem(Fault.REMOVED, path)

    window.stores.open_sample()
    monkeypatch.setattr(carrying, "fingerprint", unreadable)
    window.stores.open(here)
    assert opened(window) == here


# --- while it is being copied


class Gate:
    """Lets copying begin but not end, until it is opened."""

    def __init__(self, patch: pytest.MonkeyPatch, name: str) -> None:
        from threading import Event

        self.reached, self.opened = Event(), Event()
        copying: Callable[..., str] = getattr(carrying, name)

        def waiting(*how: object) -> str:
            *files, step = how
            self.reached.set()
            self.opened.wait(20)
            return copying(*files, step)

        patch.setattr(carrying, name, waiting)


@pytest.fixture
def busy_window(
    qtbot: QtBot, look: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, machine: Drives
) -> Iterator[MainWindow]:
    """A window that copies in the background, as the real one does."""
    use_folder(tmp_path, monkeypatch)
    with main_window(qtbot, tmp_path, is_threaded=True) as shown:
        shown.show_start()
        yield shown
        background.shutdown()


def test_while_copying_no_other_store_is_opened(
    qtbot: QtBot,
    busy_window: MainWindow,
    there: Path,
    here: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = busy_window
    officer = Officer()
    gate = Gate(monkeypatch, "bring")
    other = store_at(tmp_path / "khác.cchc")
    officer.will(COPY_IN)
    window.stores.open(there)
    assert window.strip.isVisible()
    window.stores.open(other)
    assert "Đang chép sổ" in toast(window)
    assert opened(window) is None
    gate.opened.set()
    qtbot.waitUntil(lambda: opened(window) == here, timeout=20000)
    assert not window.strip.isVisible()
    officer.leave()
    assert officer.surprised == []


def test_copying_can_be_cancelled(
    qtbot: QtBot,
    busy_window: MainWindow,
    there: Path,
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = busy_window
    officer = Officer()
    gate = Gate(monkeypatch, "bring")
    officer.will(COPY_IN)
    window.stores.open(there)
    qtbot.waitUntil(gate.reached.is_set)
    click(window.strip._cancel)
    gate.opened.set()
    qtbot.waitUntil(lambda: not window.strip.isVisible(), timeout=20000)
    window.stores.sticks.cancel()  # nothing to cancel any more
    assert opened(window) is None
    assert not here.exists()
    officer.leave()


def test_closing_while_it_is_put_back_leaves_the_stick_as_it_was(
    qtbot: QtBot, busy_window: MainWindow, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = busy_window
    officer = Officer()
    officer.will(COPY_IN)
    window.stores.open(there)
    qtbot.waitUntil(lambda: opened(window) is not None, timeout=20000)
    edit(window, 2)
    gate = Gate(monkeypatch, "put_back")
    window.stores.give_back()
    qtbot.waitUntil(gate.reached.is_set, timeout=20000)
    window.stores.give_back()  # once is enough
    for task in background.running():
        task.ended.connect(gate.opened.set)
    monkeypatch.setattr(background, "shutdown", _opening(gate, background.shutdown))
    assert window.close()
    officer.leave()
    assert figure(there) == 1
    assert [each.name for each in there.parent.iterdir()] == ["so.cchc"]
    assert officer.surprised == []


def _opening(gate: Gate, shutdown: Callable[[], None]) -> Callable[[], None]:
    """Let the copying go on once it was told to stop."""

    def stop() -> None:
        for task in background.running():
            task.cancel()
        gate.opened.set()
        shutdown()

    return stop


# --- a new store


def to_the_last_question(window: MainWindow) -> None:
    window.begin()
    window.start.picker.choose("VPUBND")
    click(window.start.next)
    click(window.start.next)


def test_no_store_is_made_on_a_stick_and_one_key_puts_it_here(
    window: MainWindow, officer: Officer, stick: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_the_last_question(window)
    page = window.start
    Answers(monkeypatch).give(ExportDialog, stick / "so.cchc")
    click(page.browse)
    assert not page.local.isVisible()
    press(page.path, Qt.Key.Key_Return)
    assert "USB “KINGSTON”" in page._problem.text()
    assert page.local.hasFocus()
    press(page.local, Qt.Key.Key_Return)
    assert page.path.text() == str(here)
    assert not page._problem.isVisible()
    assert page.next.hasFocus()
    press(page.next, Qt.Key.Key_Return)
    assert opened(window) == here
    assert list(stick.iterdir()) == []
    assert not window.desk.has_news


def test_typing_another_place_takes_the_refusal_away(
    window: MainWindow, officer: Officer, stick: Path
) -> None:
    to_the_last_question(window)
    page = window.start
    page.path.setText(str(stick / "so.cchc"))
    click(page.next)
    assert page.local.isVisible()
    page.path.setFocus()
    QTest.keyClicks(page.path, "x")
    assert not page.local.isVisible()
    assert page.step == 2


# --- the record


@pytest.mark.parametrize(
    "value",
    [
        "",
        [1],
        {"path": "x"},
        dict.fromkeys(("path", "root", "kind", "label", "store_id", "fingerprint", "mark"), 1),
    ],
)
def test_a_record_that_makes_no_sense_is_forgotten(tmp_path: Path, value: object) -> None:
    file = JsonFile(tmp_path / "nguon-goc.json")
    file.write({str(tmp_path / "so.cchc"): value})
    assert Origins(file).of(tmp_path / "so.cchc") is None


def test_the_record_is_kept_on_the_machine_and_short(
    window: MainWindow, officer: Officer, there: Path, here: Path, tmp_path: Path
) -> None:
    officer.will(COPY_IN)
    window.stores.open(there)
    file = JsonFile(places.machine_folder() / "nguon-goc.json")
    known = Origins(file).of(here)
    assert known is not None
    assert known.path == str(there)
    origins = Origins(file)
    for number in range(30):
        origins.keep(tmp_path / f"{number}.cchc", known)
    origins.keep(tmp_path / "29.cchc", known)
    again = Origins(file)
    assert again.of(tmp_path / "29.cchc") == known
    assert again.of(tmp_path / "9.cchc") is None
