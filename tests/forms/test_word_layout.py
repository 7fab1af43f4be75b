"""Lines, tables, sections and pictures where the decree wants them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from forms.block import (
    Appendix,
    Closing,
    Document,
    Grid,
    Paragraph,
    Picture,
    Run,
)
from forms.problem import Problem
from forms.word import docx_bytes
from forms.word.measuring import text_width
from forms.word.page import UPRIGHT, shares
from forms.word.styles import PARAGRAPH_STYLES, SIGNATURE_ROOM
from forms.word.tables import column_widths
from tests.forms import word_samples as samples
from tests.forms.word_reading import body, of, opened, printed

if TYPE_CHECKING:
    from lxml.etree import _Element

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


def drawn(document: Document, index: int, available: int) -> int:
    indents = [node for node in body(document).iter(qn("w:ind")) if node.getparent() is not None]
    node = indents[index]
    assert node.get(qn("w:left")) == node.get(qn("w:right"))
    return available - 2 * int(node.get(qn("w:left")) or 0)


def test_lines_have_the_lengths_the_decree_asks_for() -> None:
    grid = [int(c.get(qn("w:w")) or 0) for c in body(samples.OFFICE).iter(qn("w:gridCol"))]
    issuer = text_width("VĂN PHÒNG", 12, "bold")
    motto = text_width(samples.HEAD.motto, 13, "bold")
    note = text_width(samples.TITLE.note, 14, "italic")
    assert issuer / 3 <= drawn(samples.OFFICE, 0, grid[0]) <= issuer / 2
    assert abs(drawn(samples.OFFICE, 1, grid[1]) - motto) <= 2
    assert note / 3 <= drawn(samples.OFFICE, 2, UPRIGHT.text_width) <= note / 2


def test_a_line_is_never_longer_than_its_column() -> None:
    long = replace(samples.HEAD, issuer_lines=("VĂN PHÒNG " * 20,))
    document = of(long, replace(samples.TITLE, note="", subject="Công tác " * 100))
    grid = [int(c.get(qn("w:w")) or 0) for c in body(document).iter(qn("w:gridCol"))]
    assert abs(drawn(document, 0, grid[0]) - grid[0] * 2 // 5) <= 2
    assert abs(drawn(document, 2, UPRIGHT.text_width) - UPRIGHT.text_width * 2 // 5) <= 2


def test_a_head_without_issuer_has_only_the_mottos_line() -> None:
    document = of(replace(samples.HEAD, issuer_lines=(), superior_lines=()))
    assert len(list(body(document).iter(qn("w:ind")))) == 1


@pytest.mark.parametrize("face", ["regular", "bold", "italic"])
def test_widths_are_those_of_the_font(face: str) -> None:
    with TTFont(FONTS / f"LiberationSerif-{face.capitalize()}.ttf") as font:
        names, widths = font.getBestCmap(), font["hmtx"]
        text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, (15/12/2021) Đường ơ ư Ơ Ư “kỹ” – 9%"
        units = sum(widths[names[ord(letter)]][0] for letter in text)
    assert text_width(text, 12, face) == units * 12 * 20 // 2048
    assert text_width("漢", 12, face) == 120


def test_closing_cannot_be_split_and_stays_with_the_last_words() -> None:
    rows = printed(of(samples.words("Hết./."), samples.CLOSING))
    assert rows[0] == ("ThanBaiCuoi", "Hết./.")
    assert printed(of(samples.item("a", "b"), samples.CLOSING))[0][0] == "GachDauDongCuoi"
    assert all(PARAGRAPH_STYLES[style].keep_next for style, _ in rows)
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in table_rows(samples.FULL))
    assert PARAGRAPH_STYLES["NguoiKy"].before == SIGNATURE_ROOM


def test_what_only_announces_the_next_does_not_end_a_page() -> None:
    heading = Paragraph((Run("Kết quả giải quyết hồ sơ:", "label"),), "-")
    rows = printed(of(heading, samples.words("Trong đó:"), samples.words("Gồm:"), samples.TITLE))
    assert [style for style, _ in rows[:3]] == ["GachDauDongCuoi", "ThanBaiCuoi", "ThanBai"]


def table_rows(document: Document) -> list[_Element]:
    return list(body(document).iter(qn("w:tr")))


def test_recipients_get_their_dash_once() -> None:
    document = of(Closing(("- Như trên;", "Lưu: VT."), ("CHỦ TỊCH",), "Nguyễn Công Minh"))
    assert [words for _, words in printed(document)][:3] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
    ]
    assert "Nơi nhận:" not in dict(map(reversed, printed(of(Closing((), ("A",), "B")))))  # type: ignore[arg-type]


def test_a_tables_header_is_repeated_and_its_figures_stand_right() -> None:
    document = of(samples.GRID)
    first, *others = table_rows(document)
    assert first.find(f".//{qn('w:tblHeader')}") is not None
    assert not [row for row in others if row.find(f".//{qn('w:tblHeader')}") is not None]
    styles = {words: style for style, words in printed(document)}
    assert styles["1"] == "BangGiua"
    assert styles["Cấp tỉnh"] == "Bang"
    assert styles["135.445"] == styles["98,5%"] == "BangSo"


def test_two_tables_in_a_row_do_not_touch() -> None:
    children = [child.tag for child in body(of(samples.GRID, replace(samples.GRID, caption="")))]
    assert (qn("w:tbl"), qn("w:tbl")) not in pairwise(children)
    assert children[-1] == qn("w:sectPr")
    assert children[-2] == qn("w:p")


@given(st.integers(100, 20_000), st.lists(st.integers(1, 50), min_size=1, max_size=12))
def test_shares_lose_no_twip(total: int, weights: list[int]) -> None:
    assert sum(shares(total, weights)) == total


@given(
    st.lists(st.tuples(st.integers(1, 50), st.text("STđạ ", max_size=12)), min_size=1, max_size=9)
)
def test_columns_fill_the_page_and_break_no_word_of_their_titles(
    columns: list[tuple[int, str]],
) -> None:
    weights, titles = zip(*columns, strict=True)
    widths = column_widths(Grid(titles, (), weights), UPRIGHT.text_width)
    assert sum(widths) == UPRIGHT.text_width
    longest = [max((text_width(w, 12, "bold") for w in t.split()), default=0) for t in titles]
    if sum(longest) + 200 * len(titles) < UPRIGHT.text_width:
        assert all(width >= word for width, word in zip(widths, longest, strict=True))


def test_columns_too_many_for_their_titles_keep_their_proportions() -> None:
    grid = Grid(("Chỉ_tiêu" * 10,) * 3, (), (1, 2, 3))
    assert column_widths(grid, 6000) == (1000, 2000, 3000)


def test_appendices_start_a_page_and_count_their_own() -> None:
    sections = list(body(samples.FULL).iter(qn("w:sectPr")))
    assert len(sections) == 3
    for section in sections:
        numbers = section.find(qn("w:pgNumType"))
        assert numbers is not None
        assert numbers.get(qn("w:start")) == "1"
        assert len(section.findall(qn("w:headerReference"))) == 2
    turned = [s.orientation for s in opened(samples.FULL).sections]
    assert turned == [0, 1, 0]


def test_a_wide_table_in_the_report_lies_across_alone_and_numbers_go_on() -> None:
    document = of(samples.words("a"), samples.WIDE, samples.words("b"))
    sections = opened(document).sections
    assert [s.orientation for s in sections] == [0, 1, 0]
    assert [s.different_first_page_header_footer for s in sections] == [True, False, False]


def test_a_document_may_begin_with_an_appendix_or_be_empty() -> None:
    alone = of(Appendix("Phụ lục", "TÊN", "(Kèm theo …)"), samples.words("x"))
    assert len(opened(alone).sections) == 1
    assert len(opened(of()).sections) == 1


def test_a_picture_keeps_its_proportions_and_says_what_it_shows() -> None:
    picture = Picture(samples.png(40, 20), "Hồ sơ <tiếp nhận>", 100)
    document = of(
        picture, picture, Picture(samples.png(10, 400), "Cao"), Picture(picture.png, "", 900)
    )
    shapes = opened(document).inline_shapes
    assert (shapes[0].width, shapes[0].height) == (Mm(100), Mm(50))
    assert shapes[2].height < UPRIGHT.text_height * 635
    assert shapes[3].width == UPRIGHT.text_width * 635
    about = [node.get("descr") for node in body(document).iter() if str(node.tag).endswith("docPr")]
    assert about == ["Hồ sơ <tiếp nhận>", "Hồ sơ <tiếp nhận>", "Cao", ""]
    with zipfile.ZipFile(io.BytesIO(docx_bytes(document))) as archive:
        assert archive.read("word/media/image1.png") == picture.png
        assert len([name for name in archive.namelist() if "media" in name]) == 2


@pytest.mark.parametrize("data", [b"", b"GIF89a" + bytes(40), samples.png()[:16] + bytes(8)])
def test_what_is_no_picture_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(Problem, match=r"Biểu đồ 1.*không phải ảnh PNG"):
        docx_bytes(of(Picture(data, "Biểu đồ 1")))
