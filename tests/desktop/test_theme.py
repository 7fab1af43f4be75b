from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontInfo, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLabel

from desktop import resources
from desktop.appearance import fonts, icons, looks, scheme, theme
from desktop.appearance.tokens import DARK, LIGHT, Palette, State
from desktop.widgets.glyph import Glyph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light")
    yield
    theme.apply(qapp, "light")


def ink(icon: QIcon) -> str:
    """The colour in the middle of a filled stroke: the one opaque pixel found first."""
    picture = icon.pixmap(QSize(32, 32), 1.0).toImage()
    pixels = (picture.pixelColor(x, y) for x in range(32) for y in range(32))
    return next(pixel.name() for pixel in pixels if pixel.alpha() == 255)


def test_light_and_dark(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    assert scheme.is_dark()
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.ground
    assert DARK.accent in qapp.styleSheet()
    theme.apply(qapp, "light")
    assert not scheme.is_dark()
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.ground


def test_the_style_is_set_explicitly(qapp: QApplication) -> None:
    qapp.setStyleSheet("")  # while there is one, Qt hides the style behind it
    assert qapp.style().name() == "fusion"


def test_system_follows_the_system_live(qapp: QApplication) -> None:
    hints = qapp.styleHints()
    look = theme.apply(qapp, "system")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert scheme.is_dark()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert not scheme.is_dark()
    look.set_mode("light")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not scheme.is_dark()


def test_there_is_one_theme_and_switching_leaks_nothing(qapp: QApplication) -> None:
    one = theme.apply(qapp, "light")
    for mode in ("dark", "light"):
        theme.apply(qapp, mode)
    gc.collect()
    before = len(qapp.findChildren(QObject)), len(gc.get_objects())
    for _ in range(10):
        theme.apply(qapp, "dark")
        theme.apply(qapp, "light")
    gc.collect()
    assert theme.apply(qapp, "light") is one
    assert len(qapp.findChildren(QObject)) == before[0]
    assert len(gc.get_objects()) - before[1] < 50


def test_changed_tells_of_other_colours_only(qapp: QApplication, qtbot: QtBot) -> None:
    look = theme.apply(qapp, "light")
    with qtbot.waitSignal(look.changed):
        look.set_mode("dark")
    with qtbot.assertNotEmitted(look.changed):
        look.set_mode("dark")


def test_the_interface_font_is_the_bundled_one(qapp: QApplication) -> None:
    assert qapp.font().family() == "Be Vietnam Pro"
    assert qapp.font().pointSize() == 10
    assert QFontInfo(fonts.document()).family() == "Liberation Serif"


def test_a_kind_of_widget_the_system_gives_a_font_of_its_own_wears_ours(
    qapp: QApplication,
) -> None:
    for kind in ("QMenu", "QAbstractItemView", "QTipLabel", "QMessageBox"):
        qapp.setFont(QFont("Liberation Serif", 8), kind)  # type: ignore[arg-type]
    theme.apply(qapp, "dark")
    for kind in ("QMenu", "QAbstractItemView", "QTipLabel", "QMessageBox"):
        worn = QApplication.font(kind)  # type: ignore[call-overload]
        assert worn.families() == fonts.interface().families()
        assert worn.pointSizeF() == fonts.interface().pointSizeF()


def test_icons_take_the_colours_of_the_scheme(qapp: QApplication) -> None:
    icon = icons.icon("minus", "accent")
    assert ink(icon) == LIGHT.accent
    theme.apply(qapp, "dark")
    assert ink(icon) == DARK.accent
    assert ink(QIcon(icon)) == DARK.accent


def test_a_disabled_icon_is_pale(qapp: QApplication) -> None:
    pale = icons.icon("minus").pixmap(QSize(32, 32), 1.0, QIcon.Mode.Disabled).toImage()
    colours = {pale.pixelColor(x, y).name() for x in range(32) for y in range(32)}
    assert LIGHT.disabled in colours


def test_icons_are_sharp_on_fine_screens(qapp: QApplication) -> None:
    picture = icons.icon("check").pixmap(QSize(16, 16), 2.0)
    assert picture.size() == QSize(32, 32)
    assert picture.devicePixelRatio() == 2


def test_icons_are_painted_too(qapp: QApplication) -> None:
    picture = QPixmap(32, 32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    engine = icons._Engine("minus", "error")
    engine.clone().paint(painter, QRect(0, 0, 32, 32), QIcon.Mode.Normal, QIcon.State.Off)
    painter.end()
    assert picture.toImage().pixelColor(16, 16).name() == LIGHT.error
    flat = engine.pixmap(QSize(16, 16), QIcon.Mode.Normal, QIcon.State.Off)
    assert flat.size() == QSize(16, 16)


def test_no_icon_and_an_unknown_one(qapp: QApplication) -> None:
    assert icons.icon("").isNull()
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


@pytest.mark.parametrize(("folder", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_drawings_of_the_stylesheet_bear_the_tokens_colours(folder: str, colours: Palette) -> None:
    expected = {"chevron-down": colours.muted, "check": colours.on_accent}
    expected["minus"] = colours.on_accent
    for name, colour in expected.items():
        drawing = resources.path("style", folder, f"{name}.svg").read_text(encoding="utf-8")
        assert f'stroke="{colour}"' in drawing


def test_resources_of_the_frozen_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    resources.folder.cache_clear()
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert resources.path("icons") == tmp_path / "resources" / "icons"
    monkeypatch.undo()
    resources.folder.cache_clear()
    assert resources.path("icons", "check.svg").is_file()


def test_a_state_is_polished_only_when_it_changes(qtbot: QtBot) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    label.show()
    looks.set_state(label, State.ERROR)
    assert label.property("state") == "error"
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == LIGHT.error
    looks.set_state(label, State.ERROR)
    looks.set_look(label, "muted")
    assert label.property("look") == "muted"


def test_buttons_and_labels_made_for_a_look(qtbot: QtBot) -> None:
    made = (looks.button("Lưu", "primary", "save"), looks.tool_button("x", "Đóng"), looks.rule())
    for widget in made:
        qtbot.addWidget(widget)
    assert made[0].property("look") == "primary"
    assert made[1].accessibleName() == "Đóng"
    assert made[2].height() == 1


def test_a_glyph_names_its_state(qtbot: QtBot) -> None:
    glyph = Glyph()
    qtbot.addWidget(glyph)
    glyph.show_state(State.WARNING)
    assert glyph.accessibleName() == "cảnh báo"
    assert not glyph.grab().isNull()
