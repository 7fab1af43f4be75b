from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel, QLineEdit

from desktop import translation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

Standard = QDialogButtonBox.StandardButton


@pytest.fixture(autouse=True)
def _vietnamese(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    translator = translation.install(qapp)
    yield
    qapp.removeTranslator(translator)
    translator.setParent(None)
    QLocale.setDefault(before)


def test_standard_buttons_are_vietnamese(qtbot: QtBot) -> None:
    box = QDialogButtonBox(
        Standard.Ok | Standard.Cancel | Standard.Yes | Standard.No | Standard.Save | Standard.Close
    )
    qtbot.addWidget(box)
    words = {button.text().replace("&", "") for button in box.buttons()}
    assert words == {"Đồng ý", "Hủy", "Có", "Không", "Lưu", "Đóng"}


def test_the_menu_of_a_field_is_vietnamese(qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    menu = edit.createStandardContextMenu()
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    menu.deleteLater()
    assert [word.replace("&", "") for word in words] == [
        "Hoàn tác",
        "Làm lại",
        "Cắt",
        "Sao chép",
        "Dán",
        "Xóa",
        "Chọn tất cả",
    ]


def test_what_is_not_known_stays(qapp: QApplication) -> None:
    assert QCoreApplication.translate("X", "Something else") == "Something else"


def test_it_is_installed_once(qapp: QApplication) -> None:
    assert translation.install(qapp) is translation.install(qapp)
    assert QLocale().language() == QLocale.Language.Vietnamese
    assert not translation.install(qapp).isEmpty()


def test_no_two_letters_clash_in_a_fields_menu() -> None:
    menu = ("&Undo", "&Redo", "Cu&t", "&Copy", "&Paste")
    letters = [translation.WORDS[word].partition("&")[2][0].lower() for word in menu]
    assert len(set(letters)) == len(letters)


def test_no_word_of_a_file_dialog_is_left_in_english(qtbot: QtBot) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    words = {label.text().replace("&", "") for label in dialog.findChildren(QLabel)}
    assert words >= {"Tìm trong:", "Tên tệp:", "Loại tệp:"}
