"""Files as lines: encodings, Word files, and what is refused in a sentence that says what to do."""

from __future__ import annotations

import codecs
import io
import textwrap
import unicodedata
import zipfile
from typing import TYPE_CHECKING, Final

import pytest

from forms.problem import Problem
from forms.reading import source as sources
from forms.reading import word_file
from forms.reading.source import read_source, source_of
from tests.forms.reading.documents_made import W, package, paragraph, word

if TYPE_CHECKING:
    from pathlib import Path

SAID: Final = "- Đơn vị thực hiện đúng quy định."


def texts(content: bytes, name: str = "cũ.txt") -> list[str]:
    return [line.whole for line in source_of(content, name).lines]


def refusal(content: bytes, name: str = "cũ.txt") -> str:
    with pytest.raises(Problem) as raised:
        source_of(content, name)
    assert raised.value.message.startswith(f"Tệp “{name}”")
    return raised.value.message


# Text files.


@pytest.mark.parametrize(
    "content",
    [
        SAID.encode(),
        codecs.BOM_UTF8 + SAID.encode(),
        SAID.encode("utf-16"),
        codecs.BOM_UTF16_BE + SAID.encode("utf-16-be"),
        SAID.encode("utf-16-le"),
        SAID.encode("utf-16-be"),
        unicodedata.normalize("NFD", SAID).encode(),
        SAID.replace(" ", "\u00a0").encode(),
        SAID.replace("vị", "v\u00ad\u200bị").encode(),
        SAID.replace("thực", "\x07 thực").encode(),
    ],
)
def test_the_words_of_a_text_file(content: bytes) -> None:
    assert texts(content) == [SAID]


def test_lines_bear_the_number_they_have_in_the_file() -> None:
    found = source_of("Một.\r\n\r\n\tHai.\n+ Ba.".encode(), "CŨ.TXT").lines
    assert [(line.number, line.bullet, line.text) for line in found] == [
        (1, "", "Một."),
        (3, "", "Hai."),
        (4, "+", "Ba."),
    ]


@pytest.mark.parametrize("content", [b"\xff\xfeC", "Coäng hoøa xaõ hoäi".encode("latin-1")])
def test_what_is_not_unicode_is_refused(content: bytes) -> None:
    assert "chuyển mã sang Unicode" in refusal(content)


@pytest.mark.parametrize(
    "words", ["Céng hßa x· héi chñ nghÜa ViÖt Nam", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"]
)
def test_old_encodings_are_refused_though_they_are_unicode(words: str) -> None:
    assert "TCVN3, VNI" in refusal(f"{words}\n{words}".encode())
    assert "TCVN3, VNI" in refusal(word(paragraph(words) * 2), "cũ.docx")


def test_a_few_strange_letters_are_no_old_encoding() -> None:
    assert texts("Đề án “Größe” của tỉnh × 2".encode()) == ["Đề án “Größe” của tỉnh × 2"]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "cũ.txt", "trống"),
        (b" \n\t\n", "cũ.txt", "không có chữ nào"),
        (b"a\0b", "cũ.txt", "không phải văn bản"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", "cũ.doc", "hãy mở bằng Word và lưu thành .docx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "cũ.docx",
            "có mật khẩu",
        ),
        (b"{\\rtf1 x}", "cũ.doc", "RTF"),
        (b"%PDF-1.7", "cũ.txt", "không phải tệp Word (.docx) hay văn bản (.txt)"),
        (b"<html>", "cũ.docx", "không phải tệp Word (.docx) hay văn bản (.txt)"),
        (b"{}", "cũ.json", "không phải tệp Word (.docx) hay văn bản (.txt)"),
        (b"PK\x03\x04 junk", "cũ.docx", "hỏng hoặc không phải tệp Word"),
    ],
)
def test_what_is_no_report_is_refused(content: bytes, name: str, said: str) -> None:
    assert said in refusal(content, name)


def test_too_many_words_are_refused() -> None:
    assert "quá dài" in refusal(b"a" * (sources.MAX_CHARACTERS + 1))


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problem, match="không phải một tệp"):
        read_source(tmp_path)
    with pytest.raises(Problem, match="Không tìm thấy"):
        read_source(tmp_path / "không có.txt")
    with pytest.raises(Problem, match="Không đọc được tệp"):
        read_source(tmp_path / "\0.txt")
    file = tmp_path / "cũ.txt"
    file.write_bytes(b"Hai.")
    monkeypatch.setattr(sources, "MAX_BYTES", 3)
    with pytest.raises(Problem, match="quá lớn"):
        read_source(file)
    monkeypatch.setattr(type(file), "open", lambda *_: (_ for _ in ()).throw(PermissionError()))
    with pytest.raises(Problem, match="Không có quyền đọc"):
        read_source(file)


# Word files.


def test_paragraphs_and_cells_come_in_the_order_of_the_document() -> None:
    cell = "<w:tbl><w:tr><w:tc>{0}</w:tc><w:tc>{1}{2}</w:tc></w:tr></w:tbl>"
    table = cell.format(paragraph("Hai"), paragraph("Ba"), paragraph())
    content = word(paragraph("Một") + table + paragraph("Bốn"))
    found = source_of(content, "cũ.docx").lines
    assert [(line.number, line.text) for line in found] == [
        (1, "Một"),
        (2, "Hai"),
        (3, "Ba"),
        (5, "Bốn"),
    ]


def test_runs_tabs_and_hyphens_make_one_line() -> None:
    content = word(paragraph("Số: 12/BC", "<w:noBreakHyphen/>", "SNV", "<w:tab/>", "Đồng Tháp"))
    assert texts(content, "cũ.docx") == ["Số: 12/BC-SNV Đồng Tháp"]


def test_a_line_broken_by_hand_goes_on() -> None:
    lines = source_of(word(paragraph("Một", "<w:br/>", "<w:cr/>", "hai")), "cũ.docx").lines
    assert [(line.text, line.is_soft) for line in lines] == [("Một", False), ("hai", True)]


def test_what_is_not_printed_is_left_out() -> None:
    gone = "<w:del><w:r><w:delText>xóa</w:delText><w:t>xóa</w:t></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>dời</w:t></w:r></w:moveFrom>"
    field = "<w:r><w:instrText>PAGE</w:instrText><w:t>Còn</w:t></w:r>"
    content = word(f"<w:p>{gone}{moved}{field}</w:p>{gone.replace('w:r', 'w:p')}")
    assert texts(content, "cũ.docx") == ["Còn"]


def test_a_text_box_is_a_line_of_its_own_and_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('Khung')}</w:txbxContent>"
    choice = (
        '<mc:AlternateContent xmlns:mc="urn:mc">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    content = word(f"<w:p><w:r><w:t>Trước </w:t>{choice}<w:t>sau</w:t></w:r></w:p>")
    assert texts(content, "cũ.docx") == ["Trước sau", "Khung"]


def test_footnotes_stand_apart_with_the_number_of_their_paragraph() -> None:
    call = '<w:footnoteReference w:id="2"/>'
    note = f'<w:footnote w:id="2">{paragraph("Theo báo cáo.")}</w:footnote>'
    notes = f'<w:footnotes xmlns:w="{W}">{note}</w:footnotes>'
    content = word(paragraph("Một.") + paragraph("Hai", call, "."), word__footnotes=notes)
    found = source_of(content, "cũ.docx")
    assert [line.text for line in found.lines] == ["Một.", "Hai."]
    assert [(line.number, line.text) for line in found.notes] == [(2, "Theo báo cáo.")]
    without = source_of(word(paragraph("Hai", call)), "cũ.docx")
    assert without.asides == ()


def relations(target: str, kind: str = "http://x/relationships/officeDocument") -> str:
    return (
        '<Relationships xmlns="urn:r"><Relationship Type="urn:other" Target="x"/>'
        f'<Relationship Type="{kind}" Target="{target}"/></Relationships>'
    )


def test_the_main_part_is_found_by_its_relation() -> None:
    document = f'<w:document xmlns:w="{W}"><w:body>{paragraph("Một")}</w:body></w:document>'
    parts: dict[str, str | bytes] = {"_rels/.rels": relations("/word/document2.xml")}
    assert texts(package({**parts, "word/document2.xml": document}), "cũ.docx") == ["Một"]
    assert "hỏng" in refusal(package(parts), "cũ.docx")
    usual: dict[str, str | bytes] = {"_rels/.rels": relations("x", "urn:other")}
    assert texts(package({**usual, "word/document.xml": document}), "cũ.docx") == ["Một"]


HOSTILE: Final = (
    '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
)
LAUGHS: Final = (
    "<!DOCTYPE w:document ["
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(1, 9))
    + '<!ENTITY a1 "ha">]><x>&a9;</x>'
)


@pytest.mark.parametrize(("xml", "said"), [(HOSTILE, "DOCTYPE"), (LAUGHS, "hỏng")])
def test_entities_are_refused(xml: str, said: str) -> None:
    assert said in refusal(package({"word/document.xml": xml}), "cũ.docx")


@pytest.mark.parametrize("xml", ["<w:document>", "<a>" * 300 + "</a>" * 300, b"\xff\xfe"])
def test_broken_xml_is_refused(xml: str | bytes) -> None:
    assert "hỏng" in refusal(package({"word/document.xml": xml}), "cũ.docx")


def test_a_workbook_is_no_word_file() -> None:
    assert "hỏng hoặc không phải" in refusal(package({"xl/workbook.xml": "<x/>"}), "cũ.xlsx")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = package({"word/document.xml": b" " * (word_file.MAX_PART + 1)})
    assert len(bomb) < word_file.MAX_PART // 100
    assert "quá lớn" in refusal(bomb, "cũ.docx")


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_file, "_MAX_MEMBERS", 1)
    assert "quá lớn" in refusal(word(paragraph("Một"), word__other="<x/>"), "cũ.docx")


def test_an_encrypted_member_is_refused() -> None:
    content = bytearray(word(paragraph("Một")))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (info,) = archive.infolist()
    flags = content.index(b"PK\x01\x02") + 8
    for at in (info.header_offset + 6, flags):
        content[at] |= 1
    assert "hỏng" in refusal(bytes(content), "cũ.docx")


# Pages torn into lines.

_PLAN: Final = (
    "- Tiến độ thực hiện Kế hoạch cải cách hành chính: Thực hiện Kế hoạch số 09/KH-UBND ngày 13 "
    "tháng 01 năm 2023 của Ủy ban nhân dân tỉnh, Văn phòng ban hành Kế hoạch cải cách hành chính "
    "với các nội dung, nhiệm vụ cụ thể và phân công thực hiện đối với từng đơn vị trực thuộc."
)
_REVIEW: Final = (
    "Trong quý I, Văn phòng phối hợp với Sở Nội vụ, Sở Lao động - Thương binh và Xã hội, Sở Y tế "
    "trình Ủy ban nhân dân tỉnh thống nhất chủ trương xây dựng Quyết định về chức năng, nhiệm vụ "
    "của các đơn vị nêu trên; đồng thời rà soát văn bản quy phạm pháp luật đã ban hành trong năm."
)
_DONE: Final = (
    "Các đơn vị thực hiện nghiêm túc việc rà soát, đánh giá thủ tục hành chính theo kế hoạch đã "
    "được phê duyệt và báo cáo kết quả đúng thời gian quy định về cơ quan thường trực tổng hợp."
)
PARAGRAPHS: Final = (_PLAN, _REVIEW, "II. KẾT QUẢ THỰC HIỆN", "1. Cải cách thể chế", _DONE)


def wrapped(width: int) -> list[str]:
    """Break paragraphs as a page does; a symbol breaks behind its hyphen."""
    return [line for p in PARAGRAPHS * 3 for line in textwrap.wrap(p, width)]


@pytest.mark.parametrize("width", [60, 75, 88])
def test_a_page_torn_into_lines_is_put_together(width: int) -> None:
    assert texts("\n\n".join(wrapped(width)).encode()) == list(PARAGRAPHS * 3)
    content = word("".join(map(paragraph, wrapped(width))))
    assert texts(content, "cũ.docx") == list(PARAGRAPHS * 3)


def test_a_page_number_in_a_sentence_is_laid_aside() -> None:
    long = "Văn phòng tham mưu Ủy ban nhân dân ban hành Quyết định về Kế hoạch số hóa kết quả của"
    found = source_of(f"{long}\n4\ncác sở, ngành.\nTổng số\n137\nHồ sơ".encode(), "cũ.txt")
    assert [line.text for line in found.lines] == [
        f"{long} các sở, ngành.",
        "Tổng số",
        "137",
        "Hồ sơ",
    ]
    assert [(line.number, line.text) for line in found.asides] == [(2, "4")]


def test_lines_of_their_own_stay_apart() -> None:
    long = "Văn phòng tham mưu Ủy ban nhân dân ban hành Quyết định về Kế hoạch số hóa kết quả."
    said = [long, "đúng quy định", "- một;", "+ hai"]
    assert texts("\n".join(said).encode()) == said
