"""What a file changes here, and how it is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from db.entries import EntryKind
from desktop.receiving.deciding import ConflictsDialog
from desktop.receiving.words import in_short, short_name, words_of
from forms.report import UnitRef
from tests.db.handover.giver import give
from tests.desktop.dialog_steps import meet
from tests.desktop.district import COMMUNES
from tests.desktop.receiving.steps import LATE, NEW, TEXT, Commune, reports, standings, take_all
from tests.desktop.window_steps import click, damage, press, shown, store_of

if TYPE_CHECKING:
    from db.codec import Rows
    from desktop.main_window import MainWindow
    from desktop.receiving.dialog import ReceiveDialog


# --- what a file changes


def test_changes_are_shown_old_and_new(
    dialog: ReceiveDialog, taken: Commune, district: MainWindow
) -> None:
    taken.store.set_figure(taken.report, NEW, 1234567)
    taken.store.set_text(taken.report, TEXT, "Viết lại cho rõ hơn. " * 9)
    path = taken.give()
    dialog.look([path])
    rows = shown(dialog.details.values)
    old = reports(COMMUNES[0])[1].figures[NEW]
    assert ["Số hồ sơ mới tiếp nhận trong kỳ", f"{old:,}".replace(",", "."), "1.234.567"] in [
        row[:3] for row in rows
    ]
    assert {tuple(row[3:]) for row in rows} == {("lấy số của đơn vị", "Văn thư xã")}
    label = next(row[0] for row in rows if row[1] == "(trống)")
    dialog.details.values.selectRow([row[0] for row in rows].index(label))
    assert "Viết lại cho rõ hơn. " * 9 in dialog.details.whole.text()
    click(dialog.confirm)
    assert store_of(district).load(taken.report).figures[NEW] == 1234567


def test_what_both_changed_stays_ours_until_decided(
    dialog: ReceiveDialog, taken: Commune, district: MainWindow
) -> None:
    store = store_of(district)
    store.set_figure(taken.report, NEW, 5)
    taken.store.set_figure(taken.report, NEW, 7)
    taken.store.set_figure(taken.report, LATE, 8)
    path = taken.give()
    dialog.look([path])
    assert standings(dialog) == ["có thay đổi, 1 xung đột"]
    first, second = shown(dialog.details.values)
    assert first[1:4] == ["5", "7", "xung đột: giữ số tại đây"]
    assert second[3] == "lấy số của đơn vị"
    icon = dialog.details.values.model().index(0, 0).data(Qt.ItemDataRole.DecorationRole)
    assert not icon.isNull()
    assert not dialog.decide.isVisible()
    click(dialog.confirm)
    assert standings(dialog) == ["đã nhận, còn 1 xung đột"]
    assert "Còn 1 chỗ hai bên cùng sửa" in dialog.summary.words
    assert store.load(taken.report).figures[NEW] == 5
    assert store.load(taken.report).figures[LATE] == 8
    meet(ConflictsDialog, lambda deciding: click(deciding.theirs.button))
    click(dialog.decide)
    assert store.load(taken.report).figures[NEW] == 7
    assert not dialog.decide.isVisible()
    assert "hai bên cùng sửa" not in dialog.summary.words
    click(dialog.back)
    dialog.look([path])
    assert standings(dialog) == ["không đổi"]


def test_an_open_conflict_is_told_with_the_next_file(
    dialog: ReceiveDialog, taken: Commune, district: MainWindow
) -> None:
    store_of(district).set_figure(taken.report, NEW, 5)
    taken.store.set_figure(taken.report, NEW, 7)
    path = taken.give()
    dialog.look([path])
    click(dialog.confirm)
    click(dialog.back)
    dialog.look([path])
    assert standings(dialog) == ["không đổi, 1 xung đột"]
    assert "còn 1 xung đột của lần nhận trước" in dialog.details.reports.text()


def test_older_and_removed_reports_are_told(
    dialog: ReceiveDialog, taken: Commune, district: MainWindow
) -> None:
    files = []
    for value in (7, 8, 9):
        taken.store.set_figure(taken.report, NEW, value)
        files.append(taken.give())
    older, newer, newest = files
    dialog.look([newer])
    click(dialog.confirm)
    click(dialog.back)
    dialog.look([older])
    assert standings(dialog) == ["cũ hơn bản đã nhận"]
    assert "cũ hơn bản đã nhận, không lấy gì" in dialog.details.reports.text()
    click(dialog.confirm)
    assert store_of(district).load(taken.report).figures[NEW] == 8
    click(dialog.back)
    store_of(district).delete_report(taken.report)
    dialog.look([newest])
    assert standings(dialog) == ["đã xóa tại đây, không nhận"]
    assert "đã xóa tại đây" in dialog.details.reports.text()
    assert "đã bị xóa ở sổ này" in dialog.details.lines.text()


def test_several_reports_in_one_file_are_counted(
    dialog: ReceiveDialog, communes: list[Commune]
) -> None:
    commune = communes[0]
    commune.give()
    take_all(dialog)
    first = commune.report
    second = commune.begin(reports(commune.unit)[0])
    path = give(commune.store, commune.stick, commune.key, first, second).path
    click(dialog.back)
    dialog.look([path])
    assert standings(dialog) == ["1 mới, 1 không đổi"]
    assert shown(dialog.files)[0][2] == "Quý I năm 2023; 6 tháng đầu năm 2023"
    assert len(dialog.details.reports.text().splitlines()) == 2


def test_a_broken_file_among_many_stops_nobody(
    dialog: ReceiveDialog, communes: list[Commune], district: MainWindow
) -> None:
    paths = [commune.give() for commune in communes]
    damage(paths[1])
    take_all(dialog)
    assert standings(dialog) == ["đã nhận", "từ chối", "đã nhận"]
    assert "Đã nhận 2 báo cáo trong 2 tệp." in dialog.summary.words
    assert f"Chưa nhận 1 tệp: {paths[1].name}." in dialog.summary.words
    assert len(store_of(district).reports()) == 2


def test_where_nothing_is_chosen_nothing_happens(
    dialog: ReceiveDialog, communes: list[Commune]
) -> None:
    """The list may be filtered or reset between a key and its answer."""
    communes[0].give(lock="a")
    click(dialog.confirm)
    dialog.files.setCurrentIndex(QModelIndex())
    QTest.keyClicks(dialog.details.passphrase, "a")
    click(dialog.details.open)
    dialog.details.key.turned.emit(True)
    assert standings(dialog) == ["có mật khẩu"]


def test_other_keys_in_the_details_do_what_they_always_do(
    dialog: ReceiveDialog, communes: list[Commune]
) -> None:
    communes[0].give(lock="a")
    click(dialog.confirm)
    dialog.details.passphrase.setFocus()
    press(dialog.details.passphrase, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


# --- words


def test_every_kind_of_value_has_words() -> None:
    words = words_of("office-report", "2022")
    assert words.label(EntryKind.FRONT, "signer_name") == "Họ và tên người ký"
    assert words.label(EntryKind.EXCEPTION, "A03") == "Giải trình A03"
    assert words.label(EntryKind.AS_OF, NEW).startswith("Ngày chốt: ")
    assert words.label(EntryKind.REPORT, "state") == "Trạng thái báo cáo"
    assert words.label(EntryKind.TABLE, "I.1.documents") != "I.1.documents"
    assert words.value(EntryKind.REPORT, "state", "issued") == "đã phát hành"
    assert words.value(EntryKind.REPORT, "state", "?") == "?"
    assert words.value(EntryKind.AS_OF, NEW, date(2022, 6, 9)) == "09/6/2022"
    rows: Rows = ({"kind": "Kế hoạch", "date": date(2022, 6, 9)}, {"kind": "Khác"})
    assert words.value(EntryKind.TABLE, "x", rows) == "• Kế hoạch; 09/6/2022\n• Khác"
    assert words.value(EntryKind.TABLE, "x", ()) == "(bảng trống)"
    assert words.value(EntryKind.FIGURE, "lạ", 5) == "5"
    other = words_of("mẫu-khác", "1")
    assert other.label(EntryKind.FIGURE, NEW) == NEW
    assert other.value(EntryKind.FIGURE, NEW, 1234) == "1234"


def test_a_file_without_reports_or_a_unit_is_still_told() -> None:
    assert short_name(UnitRef("X", "")) == "X"
    assert in_short("a " * 50).endswith("…")
