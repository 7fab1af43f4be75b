"""The preview's pages: everything printed, in order, nothing torn apart."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice, QPointF
from PySide6.QtGui import QImage, QTextLayout

from desktop.preview import units
from desktop.preview.layout import Layouter
from desktop.preview.paint import field_at, field_boxes, page_image
from desktop.preview.pieces import ImagePiece, Page, RulePiece, TextPiece
from desktop.preview.units import mm, pt
from forms.block import Addressee, Closing, Document, Grid, Head, Heading, Paragraph, Run, Title
from forms.layout import DECREE_30
from tests.desktop.preview_samples import (
    CLOSING,
    FIGURES,
    HEAD,
    SENTENCE,
    TITLE,
    document,
    edited,
    grid,
    paragraph,
    picture,
    report,
)

pytestmark = pytest.mark.usefixtures("qapp")


def pages_of(sample: Document) -> tuple[Page, ...]:
    return Layouter().pages(sample)


def words(text: str) -> list[str]:
    return text.split()


def text_of(pages: tuple[Page, ...]) -> str:
    return "\n".join(page.text for page in pages)


def pieces(page: Page) -> list[tuple[float, object]]:
    return [(placed.y, piece) for placed in page.rows for piece in placed.row.pieces]


def numbers(pages: tuple[Page, ...]) -> list[str]:
    return [page.number_piece.text if page.number_piece else "" for page in pages]


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub asks for bytes
    return bytes(buffer.data().data())


def test_an_empty_document_is_one_empty_page() -> None:
    (page,) = pages_of(document())
    assert page.text == ""


def test_the_body_stands_on_the_pages_in_order() -> None:
    body = [paragraph(number) for number in range(30)]
    expected = " ".join(block.text for block in body)
    assert words(text_of(pages_of(document(*body)))) == words(expected)


def test_a_report_has_a_sensible_number_of_pages() -> None:
    assert 9 <= len(pages_of(report())) <= 14


def test_the_first_page_begins_as_the_decree_wants() -> None:
    lines = pages_of(document(HEAD, TITLE, paragraph(0)))[0].text.split("\n")
    assert lines[:10] == [
        *HEAD.superior_lines,
        *HEAD.issuer_lines,
        HEAD.country,
        HEAD.motto,
        HEAD.number,
        HEAD.place_date,
        TITLE.kind,
        TITLE.subject,
        TITLE.note,
    ]


def test_the_lines_of_the_head_have_the_lengths_of_the_decree() -> None:
    (page,) = pages_of(document(HEAD))
    found = [piece for _, piece in pieces(page) if isinstance(piece, TextPiece)]
    widths = {piece.text: piece.rect().width() for piece in found}
    under_issuer, under_motto = (p for _, p in pieces(page) if isinstance(p, RulePiece))
    assert under_motto.width == pytest.approx(widths[HEAD.motto])
    assert 1 / 3 <= under_issuer.width / widths["VĂN PHÒNG"] <= 1 / 2


def test_the_country_stands_on_one_line() -> None:
    assert HEAD.country in pages_of(document(HEAD))[0].text.split("\n")


def test_a_head_without_issuer_still_stands() -> None:
    (page,) = pages_of(document(Head((), (), "Số: 01", "Đồng Tháp")))
    assert HEAD.motto in page.text


def test_page_numbers_begin_on_page_two_and_anew_in_an_appendix() -> None:
    pages = pages_of(report())
    shown = numbers(pages)
    first_appendix = next(i for i, page in enumerate(pages) if page.text.startswith("Phụ lục I\n"))
    assert shown[:first_appendix] == ["", *(str(n) for n in range(2, first_appendix + 1))]
    assert shown[first_appendix : first_appendix + 2] == ["", "2"]


def test_a_page_number_stands_centred_inside_the_top_margin() -> None:
    piece = pages_of(report())[1].number_piece
    assert piece is not None
    assert piece.rect().center().x() == pytest.approx(mm(30 + 80), abs=pt(1))
    assert 0 < piece.rect().top() < piece.rect().bottom() < mm(20)


def test_everything_stays_inside_the_margins() -> None:
    for page in pages_of(report()):
        bottom = mm(page.layout.text_height_mm) + 0.1
        assert all(placed.y + placed.row.height <= bottom for placed in page.rows)
        for _, piece in pieces(page):
            if isinstance(piece, TextPiece):
                box = piece.rect()
                assert box.left() >= -1
                assert box.right() <= mm(page.layout.text_width_mm) + 1


def test_rows_follow_each_other_without_overlapping() -> None:
    for page in pages_of(report()):
        for above, below in pairwise(page.rows):
            assert below.y >= above.y + above.row.height - 0.01


@pytest.mark.parametrize("paragraphs", range(5, 17))
def test_the_closing_stands_whole_with_words_above_it(paragraphs: int) -> None:
    body = [paragraph(number, 3) for number in range(paragraphs)]
    pages = pages_of(document(HEAD, TITLE, *body, CLOSING))
    last = pages[-1].text
    assert [page.text.count("Nơi nhận:") for page in pages][-1] == 1
    assert all(words_ in last for words_ in (*CLOSING.authority_lines, CLOSING.signer))
    assert all(line in last for line in CLOSING.recipients)
    assert not last.startswith("Nơi nhận:")


def test_recipients_and_authority_begin_level() -> None:
    (page,) = pages_of(document(CLOSING))
    tops = {p.text: p.y for _, p in pieces(page) if isinstance(p, TextPiece)}
    assert tops["Nơi nhận:"] == pytest.approx(tops["KT. CHÁNH VĂN PHÒNG"], abs=pt(3))


def test_no_recipients_no_label() -> None:
    assert "Nơi nhận" not in pages_of(document(Closing((), ("GIÁM ĐỐC",), "A")))[0].text


@given(st.lists(st.integers(min_value=1, max_value=14), min_size=8, max_size=30))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_line_stands_alone_and_no_heading_ends_a_page(lengths: list[int]) -> None:
    blocks: list[Heading | Paragraph] = []
    for number, length in enumerate(lengths):
        blocks += [Heading(2, f"H{number}. Mục"), paragraph(number, length)]
    pages = pages_of(document(*blocks))
    for page, following in pairwise(pages):
        lines = page.text.split("\n")
        assert not re.match(r"H\d+\. Mục", lines[-1])
        assert not lines[-1].startswith("Đoạn") or lines[-1].endswith("công tác.")
        above = following.text.split("\n")
        if not above[0].startswith(("Đoạn", "H")):
            assert len(above) > 1
            assert not above[1].startswith(("Đoạn", "H"))


def test_only_the_first_line_of_a_paragraph_is_indented() -> None:
    (page,) = pages_of(document(paragraph(0)))
    lefts = [piece.rect().left() for _, piece in pieces(page) if isinstance(piece, TextPiece)]
    assert lefts[0] == pytest.approx(pt(36), abs=1)
    assert all(left == pytest.approx(0, abs=1) for left in lefts[1:])


def test_full_lines_reach_both_margins() -> None:
    (page,) = pages_of(document(paragraph(0)))
    *full, last = [piece for _, piece in pieces(page) if isinstance(piece, TextPiece)]
    for piece in full:
        line = piece.layout.lineAt(piece.line)
        end = line.cursorToX(line.textStart() + len(piece.text))
        assert cast("tuple[float, int]", end)[0] == pytest.approx(mm(160), abs=pt(0.2))
    assert last.rect().right() < mm(160)


def test_a_number_with_a_slash_is_not_broken() -> None:
    for length in range(40, 75):
        text = "x" * length + " Công văn số 22/VPUBND-KSTTHC ngày 28 tháng 02 năm 2022"
        (page,) = pages_of(document(Paragraph((Run(text),))))
        assert not any(line.endswith("22/") for line in page.text.split("\n"))
    unbroken = "y" * 200 + "/" + "y" * 200
    assert pages_of(document(Paragraph((Run(unbroken),))))[0].text.replace("\n", "") == unbroken


def test_lines_have_the_pitch_word_gives_them() -> None:
    (page,) = pages_of(document(paragraph(0)))
    first, second = page.rows[:2]
    assert second.y - first.y == pytest.approx(pt(14 * 1.15 * 1.1), rel=0.001)


def test_every_vietnamese_letter_comes_from_the_document_s_font() -> None:
    letters = "ẢẬĐƠƯẾỘảậđơưếộỳỹ"
    for bold in (False, True):
        for italic in (False, True):
            layout = QTextLayout(letters, units.font(14, bold=bold, italic=italic))
            layout.beginLayout()
            layout.createLine().setLineWidth(10**6)
            layout.endLayout()
            assert {run.rawFont().familyName() for run in layout.glyphRuns()} == {units.family()}


def test_one_addressee_stands_beside_the_words_several_below() -> None:
    one = pages_of(document(Addressee(("Sở Nội vụ",))))[0].text
    assert one == "Kính gửi: Sở Nội vụ"
    several = pages_of(document(Addressee(("Sở Nội vụ", "Sở Tài chính"))))[0].text
    assert several.split("\n") == ["Kính gửi:", "- Sở Nội vụ;", "- Sở Tài chính."]


def test_a_title_without_note() -> None:
    assert pages_of(document(Title("BÁO CÁO", "Kết quả")))[0].text == "BÁO CÁO\nKết quả"


def test_rows_that_stay_together_but_fill_more_than_a_page_are_still_all_printed() -> None:
    headings = [Heading(2, f"{number}. Mục") for number in range(80)]
    pages = pages_of(document(*headings))
    assert len(pages) > 1
    assert text_of(pages).split("\n") == [heading.text for heading in headings]


def test_the_opening_words_of_an_item_can_stand_out() -> None:
    item = Paragraph((Run("Tiến độ:", "label"), Run(" đạt kế hoạch.")), "-")
    plain = Layouter().pages(document(item))[0]
    bold = Layouter(replace(DECREE_30, label_bold=True)).pages(document(item))[0]
    assert plain.text == bold.text
    assert page_image(plain, 60) != page_image(bold, 60)


# Tables.


def test_the_header_of_a_table_is_repeated_on_each_page() -> None:
    pages = pages_of(document(grid(120)))
    assert len(pages) > 2
    for page in pages[1:]:
        assert page.rows[0].repeated
        assert "Cột 1" in page.rows[0].row.text
    assert text_of(pages).count("Cột 1") == 1


def test_a_table_s_caption_stays_with_it() -> None:
    filler = [paragraph(n, 5) for n in range(7)]
    for count in range(len(filler)):
        for page in pages_of(document(*filler[:count], grid(30))):
            assert not page.text.endswith("Bảng 1. Kết quả")


def test_a_row_higher_than_a_page_goes_on_without_loss() -> None:
    long = (SENTENCE * 200).strip()
    pages = pages_of(document(Grid(("A", "B"), (("1", long),), (1, 3))))
    assert len(pages) > 1
    assert sorted(words(text_of(pages))) == sorted(words(f"A B 1 {long}"))


def test_figures_stand_right_and_row_numbers_in_the_middle() -> None:
    (page,) = pages_of(document(Grid(("TT", "Tên", "Số"), (("1", "Hồ sơ", "335.445"),), (1, 2, 1))))
    boxes = {p.text: p.rect() for _, p in pieces(page) if isinstance(p, TextPiece)}
    assert boxes["1"].center().x() == pytest.approx(mm(20), abs=pt(1))
    assert boxes["335.445"].right() == pytest.approx(mm(159), abs=pt(1))
    assert boxes["Hồ sơ"].left() == pytest.approx(mm(41), abs=pt(1))


def test_a_wide_table_lies_across() -> None:
    wide = [page for page in pages_of(report()) if page.layout.page_width_mm == 297]
    assert "Cột 11" in wide[0].text
    upright = page_image(pages_of(report())[0], 20)
    across = page_image(wide[0], 20)
    assert (across.width(), across.height()) == (upright.height(), upright.width())


def test_an_empty_table_is_its_header() -> None:
    assert pages_of(document(Grid(("A", "B"), (), ())))[0].text == "A\nB"


# Pictures.


def test_a_picture_keeps_its_proportions_and_its_caption() -> None:
    (page,) = pages_of(document(picture(png(400, 200), 120)))
    (image,) = (p for _, p in pieces(page) if isinstance(p, ImagePiece))
    assert image.box.width() == pytest.approx(mm(120))
    assert image.box.height() == pytest.approx(mm(60))
    assert page.text == "Hình 1. Hồ sơ"


@pytest.mark.parametrize("content", [png, None])
def test_a_picture_always_fits(content: object) -> None:
    tall = png(50, 2000) if content else b"no picture"
    (page,) = pages_of(document(picture(tall, 500)))
    (image,) = (p for _, p in pieces(page) if isinstance(p, ImagePiece))
    assert image.box.width() <= mm(160) + 0.1
    assert image.box.height() <= mm(257 * 0.8) + 0.1
    assert not page_image(page, 40).isNull()


# What is asked of pages.


def test_a_point_on_a_figure_is_its_field() -> None:
    (page,) = pages_of(document(FIGURES))
    (box,) = field_boxes(page, "files_received_total")
    assert field_at(page, box.center()) == "files_received_total"
    assert field_at(page, box.center() + QPointF(0, pt(200))) == ""
    assert field_at(page, QPointF(0, 0)) == ""
    assert field_at(page, QPointF(box.left() - pt(20), box.center().y())) == ""


def test_a_field_on_two_lines_has_a_box_on_each() -> None:
    long = Paragraph((Run(SENTENCE), Run(SENTENCE, field="notes"), Run("Hết.")))
    (page,) = pages_of(document(long))
    boxes = field_boxes(page, "notes")
    assert len(boxes) == 2
    assert all(field_at(page, box.center()) == "notes" for box in boxes)


def test_letters_outside_the_basic_plane_do_not_shift_fields() -> None:
    plain = Paragraph((Run("ab "), Run("12", field="x")))
    strange = Paragraph((Run("😀 "), Run("12", field="x")))
    for sample in (plain, strange):
        (page,) = pages_of(document(sample))
        (box,) = field_boxes(page, "x")
        assert box.width() == pytest.approx(pt(14), abs=pt(0.5))


def test_what_is_missing_is_marked_on_the_screen_only() -> None:
    (page,) = pages_of(document(FIGURES))
    paper, screen = (page_image(page, 60, screen=on) for on in (False, True))
    assert paper != screen
    (clean,) = pages_of(document(paragraph(0)))
    assert page_image(clean, 60) == page_image(clean, 60, screen=True)


def test_a_line_break_in_a_text_is_kept() -> None:
    (page,) = pages_of(document(Paragraph((Run("Một\nHai"),))))
    assert page.text == "Một\nHai"


# Keeping in step.


def test_only_what_changed_is_measured_again() -> None:
    layouter, sample = Layouter(), report()
    layouter.pages(sample)
    assert layouter.measured == len(set(sample.blocks))
    layouter.pages(sample)
    assert layouter.measured == 0
    layouter.pages(edited(sample, 8, FIGURES))
    assert layouter.measured <= 1


def test_what_was_kept_gives_the_same_pages_as_a_fresh_start() -> None:
    layouter, sample = Layouter(), report()
    layouter.pages(sample)
    changed = edited(sample, 8, paragraph(999, 9))
    kept, fresh = layouter.pages(changed), pages_of(changed)
    assert [page.text for page in kept] == [page.text for page in fresh]
    assert [[placed.y for placed in page.rows] for page in kept] == [
        [placed.y for placed in page.rows] for page in fresh
    ]


def test_the_same_document_gives_the_same_picture() -> None:
    one, two = (page_image(pages_of(report())[0], 50) for _ in range(2))
    assert one == two
