"""The Word file's inside: words, styles and bytes."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx.shared import Emu, Mm
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from forms.block import (
    Addressee,
    Appendix,
    Block,
    Closing,
    Document,
    Grid,
    Head,
    Heading,
    Paragraph,
    Picture,
    Run,
    Title,
)
from forms.word import docx_bytes
from forms.word.markup import clean
from forms.word.styles import CHARACTER_STYLES, PARAGRAPH_STYLES
from tests.forms import word_samples as samples
from tests.forms.word_reading import body, of, opened, part, printed


def block_lines(block: Block) -> list[str]:
    """Return what a block prints, line by line."""
    match block:
        case Head():
            left = [*block.superior_lines, *block.issuer_lines]
            return [*left, block.country, block.motto, block.number, block.place_date]
        case Title():
            return [block.kind, block.subject, block.note]
        case Heading() | Paragraph():
            return [block.text]
        case Grid():
            rows = [cell for row in (block.header, *block.rows) for cell in row if cell]
            return [block.caption, *rows] if block.caption else rows
        case Picture():
            return [block.caption]
        case Closing():
            dashed = [f"- {line}" for line in block.recipients]
            return ["Nơi nhận:", *dashed, *block.authority_lines, block.signer]
        case Appendix():
            return [block.number, block.title, block.attached_to]
        case Addressee():
            return ["Kính gửi:", "- Ủy ban nhân dân Tỉnh;", "- Sở Nội vụ."]


@pytest.mark.parametrize("document", [samples.OFFICE, samples.FULL], ids=["office", "full"])
def test_prints_the_blocks_words_in_their_order(document: Document) -> None:
    expected = [line for block in document.blocks for line in block_lines(block)]
    assert [words for _, words in printed(document)] == expected


def test_opens_with_python_docx_and_names_its_styles_in_vietnamese() -> None:
    styles = [paragraph.style for paragraph in opened(samples.OFFICE).paragraphs]
    names = {style.name for style in styles if style is not None}
    assert {"Tên loại", "Trích yếu", "Thân bài", "Heading 1", "Heading 2"} <= names


def test_every_part_of_the_package_is_sound() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(samples.FULL))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        relations = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
        types = archive.read("[Content_Types].xml").decode()
    assert names[0] == "[Content_Types].xml"
    assert len(names) == len(set(names))
    for relation in relations:
        assert f"word/{relation.get('Target')}" in names
    assert not [name for name in names if "theme" in name or "thumbnail" in name]
    listed = {name.removeprefix("/") for name in re.findall(r'PartName="([^"]+)"', types)}
    assert listed <= set(names)


def test_the_words_carry_no_formatting_of_their_own() -> None:
    inside = body(samples.FULL)
    for properties in inside.iter(qn("w:rPr")):
        assert [child.tag for child in properties] == [qn("w:rStyle")]
    for properties in inside.iter(qn("w:pPr")):
        tags = [child.tag for child in properties if child.tag != qn("w:sectPr")]
        style = properties.find(qn("w:pStyle"))
        assert style is not None
        drawn = style.get(qn("w:val")) == "DuongKe"
        assert tags == [qn("w:pStyle")] + [qn("w:ind")] * drawn


def test_uses_only_styles_it_defines() -> None:
    known = {style.get(qn("w:styleId")) for style in part(samples.FULL, "word/styles.xml")}
    used = {
        node.get(qn("w:val"))
        for node in body(samples.FULL).iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
    }
    assert used <= known
    assert set(PARAGRAPH_STYLES) | set(CHARACTER_STYLES) <= known
    for look in PARAGRAPH_STYLES.values():
        assert not look.base or look.base in PARAGRAPH_STYLES
        assert not look.follow or look.follow in PARAGRAPH_STYLES


def test_times_new_roman_fills_all_four_slots_and_no_theme_overrides_it() -> None:
    slots = list(part(samples.OFFICE, "word/styles.xml").iter(qn("w:rFonts")))
    assert len(slots) > len(PARAGRAPH_STYLES)
    names = ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"]
    for slot in slots:
        assert sorted(slot.attrib) == sorted(map(qn, names))
        assert {slot.get(qn(name)) for name in names} == {"Times New Roman"}


def test_the_language_is_vietnamese() -> None:
    language = part(samples.OFFICE, "word/styles.xml").find(f".//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:val")) == "vi-VN"


def test_page_is_a4_with_the_decrees_margins() -> None:
    section = opened(samples.OFFICE).sections[0]
    # Word keeps lengths in twips, so a millimetre is met to within one of them.
    wanted = {
        "page_width": 210, "page_height": 297, "top_margin": 20, "bottom_margin": 20,
        "left_margin": 30, "right_margin": 20,
    }  # fmt: skip
    for name, millimetres in wanted.items():
        assert abs(getattr(section, name) - Mm(millimetres)) <= Emu(635), name


def test_page_number_stands_at_the_top_from_page_2() -> None:
    section = opened(samples.OFFICE).sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    numbers = section.header.paragraphs[0]
    assert numbers.style is not None
    assert numbers.style.name == "Số trang"
    assert " PAGE " in str(etree.tostring(numbers._p))
    assert section.header_distance is not None
    assert section.top_margin is not None
    assert section.header_distance + PARAGRAPH_STYLES["SoTrang"].size * 12700 < section.top_margin


def test_headings_stand_in_the_navigation_pane() -> None:
    styles = opened(samples.OFFICE).styles
    for level in (1, 2, 3):
        element = styles[f"Heading {level}"].element
        outline = element.find(f".//{qn('w:outlineLvl')}")
        assert outline is not None
        assert outline.get(qn("w:val")) == str(level - 1)
    deep = of(Heading(7, "x"))
    assert printed(deep) == [("Heading3", "x")]


def test_body_is_justified_indented_and_spaced_as_the_decree_asks() -> None:
    look = PARAGRAPH_STYLES["ThanBai"]
    assert look.align == "both"
    assert look.first_line == 720
    assert look.after >= 120
    assert 240 <= look.line <= 360


def test_same_input_gives_the_same_bytes_in_another_process_too() -> None:
    first = docx_bytes(samples.FULL)
    assert docx_bytes(samples.FULL) == first
    code = (
        "import hashlib;from forms.word import docx_bytes;from tests.forms import word_samples;"
        "print(hashlib.sha256(docx_bytes(word_samples.FULL)).hexdigest())"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=root, check=True)
    assert done.stdout.decode().strip() == hashlib.sha256(first).hexdigest()


def test_importing_the_door_imports_no_heavy_library() -> None:
    code = "import sys, forms.word; print({'docx', 'lxml'} & set(sys.modules))"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=root, check=True)
    assert done.stdout.decode().strip() == "set()"


def test_core_properties_are_set_and_dates_do_not_move() -> None:
    properties = opened(samples.OFFICE).core_properties
    assert properties.title == samples.OFFICE.title
    assert properties.subject == samples.OFFICE.subject
    assert properties.author == samples.OFFICE.organisation
    assert properties.language == "vi-VN"
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.year == 2020


def test_properties_are_escaped_and_kept_short() -> None:
    document = Document("{a}\n<b>  &" + "&" * 400, "{subject}\x00", "", ())
    properties = opened(document).core_properties
    assert properties.title == ("{a} <b> &" + "&" * 400)[:255]
    assert properties.subject == "{subject}"


def test_hostile_words_come_back_unharmed() -> None:
    text = '<w:p> & "</w:t>" ]]> \x00\x1f\ufffe\ud800 😀 ' + "Cải cách " * 120_000
    kept = '<w:p> & "</w:t>" ]]>  😀 ' + "Cải cách " * 120_000
    assert printed(of(Paragraph((Run(text),)))) == [("ThanBai", kept)]


def test_new_lines_and_tabs_stay() -> None:
    assert printed(of(samples.words("a\r\nb\tc\rd"))) == [("ThanBai", "a\nb\tc\nd")]


@given(st.text())
def test_any_text_becomes_sound_xml(text: str) -> None:
    assert etree.fromstring(f'<a b="{clean(text)}">{clean(text)}</a>') is not None


def test_runs_of_one_voice_are_joined_and_roles_become_character_styles() -> None:
    runs = (Run("a", "label"), Run("b", "label"), Run("c"), Run("…", "missing"), Run("d", "other"))
    found = [
        (
            "".join(map(str, node.itertext())),
            [style.get(qn("w:val")) for style in node.iter(qn("w:rStyle"))],
        )
        for node in body(of(Paragraph(runs))).iter(qn("w:r"))
    ]
    expected = [("ab", ["NhanMuc"]), ("c", []), ("…", ["ThieuSoLieu"]), ("d", [])]
    assert found == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), []),
        (("Sở Nội vụ",), ["Kính gửi: Sở Nội vụ"]),
        (("- Sở Nội vụ;", "Sở Tư pháp."), ["Kính gửi:", "- Sở Nội vụ;", "- Sở Tư pháp."]),
    ],
)
def test_addressees(names: tuple[str, ...], expected: list[str]) -> None:
    assert [words for _, words in printed(of(Addressee(names)))] == expected
