from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from desktop.appearance import theme
from desktop.appearance.tokens import DARK, LIGHT
from desktop.widgets.sentence_view import SentenceView
from forms.block import Paragraph, Run

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ONE = Paragraph((Run("Đã giải quyết: "), Run("305.733", field="total"), Run(".")), "+")
GAP = Paragraph((Run("Trễ hạn: ", "label"), Run("[trễ hạn]", "missing", "late")), "-")


@pytest.fixture
def view(host: QWidget) -> SentenceView:
    made = SentenceView()
    layout = host.layout()
    assert layout is not None
    layout.addWidget(made)
    made.show()
    return made


def browser(view: SentenceView) -> QTextBrowser:
    found = view.findChild(QTextBrowser)
    assert found is not None
    return found


def test_paragraphs_are_shown_as_they_print(view: SentenceView) -> None:
    view.set_paragraphs([ONE, GAP])
    assert view.text() == "+ Đã giải quyết: 305.733.\n- Trễ hạn: [trễ hạn]"
    assert view.text().splitlines() == [ONE.text, GAP.text]


def test_only_what_differs_is_written_again(view: SentenceView) -> None:
    view.set_paragraphs([ONE, GAP])
    changed: list[int] = []
    document = browser(view).document()
    document.contentsChange.connect(lambda at, _gone, _new: changed.append(at))
    view.set_paragraphs([ONE, GAP])
    assert changed == []
    other = Paragraph((Run("Trễ hạn: ", "label"), Run("6", field="late")), "-")
    view.set_paragraphs([ONE, other])
    assert min(changed) > len(ONE.text)
    assert view.text() == "+ Đã giải quyết: 305.733.\n- Trễ hạn: 6"


def test_more_and_fewer_paragraphs(view: SentenceView) -> None:
    view.set_paragraphs([ONE])
    low = browser(view).height()
    view.set_paragraphs([ONE, GAP, ONE])
    assert browser(view).height() > low
    view.set_paragraphs([])
    assert view.text() == ""


def test_a_click_on_a_figure_names_it(view: SentenceView, qtbot: QtBot) -> None:
    view.set_paragraphs([ONE])
    with qtbot.waitSignal(view.field_clicked) as caught:
        browser(view).anchorClicked.emit(QUrl("field:total"))
    assert caught.args == ["total"]
    assert 'href="field:total"' in browser(view).document().toHtml()


def test_it_follows_the_scheme(view: SentenceView, qapp: QApplication) -> None:
    view.set_paragraphs([GAP])
    assert LIGHT.warning in browser(view).document().toHtml()
    theme.apply(qapp, "dark")
    try:
        assert DARK.warning in browser(view).document().toHtml()
        assert view.text() == GAP.text
    finally:
        theme.apply(qapp, "light")


def test_it_is_printed_in_the_documents_font(view: SentenceView) -> None:
    assert browser(view).document().defaultFont().family() == "Liberation Serif"
    assert browser(view).accessibleName() == "Câu in ra"
