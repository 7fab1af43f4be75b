"""Sentences with footnotes read back, with and without numbers; the notes; the appendices."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.document import compose
from forms.reading import read_content
from forms.unit import unit_for
from forms.word import docx_bytes
from tests.forms.reading.documents_made import PERIOD, W, paragraph, read, word
from tests.forms.small_forms import FORM, load, report

if TYPE_CHECKING:
    from pathlib import Path

    from forms.definition import Form
    from forms.figure import Value
    from forms.reading import OldReport
    from forms.report import Report

PART = """\
part: counts
figures:
  visited: {label: Số sở đã kiểm tra, unit: sở, kind: count}
  number: {label: Số quyết định, kind: symbol}
  rate: {label: Tỷ lệ hồ sơ đúng hạn, unit: "%", kind: percent}
  total: {label: Số hồ sơ đã tiếp nhận, unit: hồ sơ, kind: count}
  hotline: {label: Số tổng đài, kind: count}
texts:
  models: {label: Mô hình, optional: true}
tables:
  names:
    label: Các sở đã kiểm tra
    columns: [{id: name, label: Tên sở, kind: name}]
    row: [{say: "{name}"}]
  tasks:
    label: Nhiệm vụ
    columns: [{id: task, label: Nhiệm vụ, kind: text}, {id: done, label: Đã làm, kind: count}]
notes:
  number: {label: Quyết định, say: "Quyết định số {number} của Chủ tịch."}
  names: {label: Danh sách sở, say: {list: {lead: "Gồm:", end: ".", items: [{table: names}]}}}
  models: {label: Mô hình, say: {text: models}}
sections:
  I.1:
    heading: Kết quả
    leaves:
      - id: leaf
        paragraphs:
          - say: "Chủ tịch quyết định{note:number} thành lập Đoàn; đã kiểm tra {visited}
              sở{note:names} trong kỳ."
          - say: "Các mô hình điểm được duy trì{note:models}."
"""
APPENDICES = """\
appendices:
  - {id: tasks, title: Tiến độ kế hoạch, table: tasks}
  - id: data
    title: Số liệu kết quả
    figures:
      - heading: Kiểm tra của {unit.short}
        rows: [{figure: visited}, {label: Khác}, {figure: hotline, indent: 1, label: "Tổng đài"}]
      - heading: Thủ tục
        rows: [{figure: total}, {figure: rate}]
"""
SAID = "Chủ tịch quyết định thành lập Đoàn; đã kiểm tra 3 sở trong kỳ."


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return load(tmp_path_factory.mktemp("forms"), PART, FORM + APPENDICES)


def read_lines(form: Form, *lines: str) -> OldReport:
    return read(form, "I. PHẦN MỘT", "1. Kết quả", *lines)


def test_a_list_is_read_with_the_numbers_of_the_notes_around_it(tmp_path: Path) -> None:
    lead = "Trong kỳ, Đoàn đã đến làm việc tại {total} sở{note:number}, gồm:"
    around = f'lead: "{lead}", end: "{{note:models}}.", items: [{{table: others}}]'
    part = PART.replace("định{note:number}", "định").replace("trì{note:models}", "trì")
    part += f"          - say: {{list: {{{around}}}}}\n"
    others = "  others: {label: Khác, columns: [{id: a, label: A}], row: [{say: 'sở {a}'}]}\n"
    form = load(tmp_path, part.replace("  tasks:\n", f"{others}  tasks:\n", 1), FORM + APPENDICES)
    for marks in (("", ""), ("[1]", "[2]"), ("1", "2")):
        line = "Trong kỳ, Đoàn đã đến làm việc tại 2 sở{}, gồm: sở A; sở B{}.".format(*marks)
        old = read_lines(form, SAID, "Các mô hình điểm được duy trì.", line)
        assert old.report.figures == {"visited": 3, "total": 2}
        assert [str(row["a"])[:1] for row in old.report.tables["others"]] == ["A", "B"]
    said = replace(report(total=2, number="1/QĐ"), tables={"others": ({"a": "A"}, {"a": "B"})})
    again = back(form, replace(said, texts={"models": "Một mô hình."}))
    assert again.report.tables["others"] == said.tables["others"]
    assert (again.report.figures, again.doubts) == (said.figures, ())


def back(form: Form, said: Report) -> OldReport:
    document = compose(form, said, unit_for("VPUBND", ""))
    return read_content(docx_bytes(document), "cũ.docx", form, PERIOD, "VPUBND")


@pytest.mark.parametrize(
    "line",
    [
        SAID,
        SAID.replace("quyết định", "quyết định[2]").replace("sở", "sở[3]"),
        SAID.replace("quyết định", "quyết định2").replace("sở", "sở13"),
        SAID.replace("quyết định", "quyết định [2]"),
        SAID.replace("sở", "sở[3]"),
    ],
)
def test_a_sentence_is_read_with_the_numbers_of_its_notes_and_without(
    form: Form, line: str
) -> None:
    old = read_lines(form, line)
    assert old.report.figures == {"visited": 3}
    assert (old.doubts, old.unplaced) == ((), ())


@pytest.mark.parametrize("mark", [" 2", "[123]", "123", "[a]", "[2"])
def test_what_is_no_number_of_a_note_is_pointed_out(form: Form, mark: str) -> None:
    old = read_lines(form, SAID.replace("định", f"định{mark}"))
    assert old.doubts or old.unplaced


def test_a_mark_at_the_end_of_a_line(form: Form) -> None:
    old = read_lines(form, "Các mô hình điểm được duy trì[4]", SAID)
    assert old.report.figures == {"visited": 3}


def test_what_the_notes_of_a_word_file_hold_comes_back(form: Form) -> None:
    said = replace(
        report(visited=2, number="85/QĐ-UBND-TL"),
        tables={"names": ({"name": "Sở Y tế"}, {"name": "Sở Tài chính"})},
        texts={"models": "Huyện Hồng Ngự: tổng đài\n- Thành phố Cao Lãnh"},
    )
    old = back(form, said)
    assert old.report.figures == said.figures
    assert old.report.tables == said.tables
    assert old.report.texts == said.texts


def test_notes_are_told_apart_by_the_place_of_their_marks(form: Form) -> None:
    """Names alone resemble any list of names."""
    names = ({"name": "Sở Y tế"}, {"name": "Thanh tra Tỉnh"})
    said = replace(report(visited=2), tables={"names": names}, texts={"models": "Sở Y tế."})
    assert back(form, said).report.tables == {"names": names}
    assert back(form, said).report.texts == {"models": "Sở Y tế."}


def read_called(form: Form, before: str, after: str) -> OldReport:
    """Read a Word file that calls a note on the decision at a place of the sentence."""
    call = '<w:footnoteReference w:id="2"/>'
    note = f'<w:footnote w:id="2">{paragraph("Quyết định số 1/QĐ của Chủ tịch.")}</w:footnote>'
    above = paragraph("I. PHẦN MỘT") + paragraph("1. Kết quả")
    content = word(
        above + paragraph("- " + before, call, after),
        word__footnotes=f'<w:footnotes xmlns:w="{W}">{note}</w:footnotes>',
    )
    return read_content(content, "cũ.docx", form, PERIOD, "VPUBND")


@pytest.mark.parametrize("before", ["Chủ tịch quyết định", "Chủ tịch quyết định "])
def test_a_note_is_read_where_its_mark_stands(form: Form, before: str) -> None:
    old = read_called(form, before, SAID.removeprefix("Chủ tịch quyết định"))
    assert old.report.figures == {"visited": 3, "number": "1/QĐ"}
    assert (old.doubts, old.unplaced) == ((), ())


def test_a_note_called_where_the_form_has_none_is_kept_for_the_officer(form: Form) -> None:
    old = read_called(form, SAID.removesuffix("."), ".")
    assert old.report.figures == {"visited": 3}
    assert [words.text for words in old.unplaced] == ["Quyết định số 1/QĐ của Chủ tịch."]


def test_figures_of_an_appendix_come_back(form: Form) -> None:
    said = report(visited=2, hotline=1022, total=135445, rate=Decimal("98.5"))
    old = back(form, said)
    assert old.report.figures == said.figures
    assert old.doubts == ()
    assert old.unplaced == ()


def test_a_figure_stated_otherwise_in_the_appendix_is_pointed_out(form: Form) -> None:
    lines = ["Nơi nhận:", "- Lưu: VT.", "Phụ lục", "Số liệu kết quả"]
    rows = ["1.1", "Số sở đã kiểm tra", "sở", "4"]
    old = read_lines(form, SAID, *lines, *rows)
    (doubt,) = old.doubts
    assert doubt.fields == ("visited",)
    assert "3" in doubt.reason
    assert "4" in doubt.reason


def test_figures_of_an_appendix_are_known_by_their_words_whatever_their_numbers(
    form: Form,
) -> None:
    rows = ("I", "Thủ tục", "a", "Số hồ sơ đã tiếp nhận", "Hồ sơ", "1.204", "Tỷ lệ hồ sơ", "%", "9")
    old = read_lines(form, SAID, "Nơi nhận:", "- Lưu: VT.", "Phụ lục II", *rows)
    assert old.report.figures == {"visited": 3, "total": 1204}
    assert [words.text for words in old.unplaced] == ["I", "a", "Tỷ lệ hồ sơ", "9"]


def test_the_rows_of_a_list_come_back_from_a_word_file(form: Form) -> None:
    rows: tuple[dict[str, Value], ...] = (
        {"task": "Rà soát\n- Đánh giá", "done": 3},
        {"done": 0},
        {"task": "1. Kiểm tra"},
    )
    old = back(form, replace(report(visited=1), tables={"tasks": rows}))
    assert old.report.tables == {"tasks": rows}
    assert (old.doubts, old.unplaced) == ((), ())


def word_table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def read_table(form: Form, *rows: tuple[str, ...]) -> OldReport:
    above = (paragraph(line) for line in ("I. PHẦN MỘT", "1. Kết quả", SAID))
    below = "".join(map(paragraph, ("Nơi nhận:", "- Lưu: VT.", "Phụ lục")))
    content = word("".join(above) + below + word_table(*rows) + paragraph("Hết."))
    return read_content(content, "cũ.docx", form, PERIOD, "VPUBND")


def test_a_cell_that_cannot_be_read_is_pointed_out(form: Form) -> None:
    header = ("STT", "NHIỆM VỤ", "Đã làm")
    old = read_table(form, header, ("1", "Rà soát", "ba"), ("2", "…", "4"), ("3", "Họp", "1.5"))
    assert old.report.tables["tasks"][:2] == ({"task": "Rà soát"}, {"done": 4})
    doubt, *_ = old.doubts
    assert (doubt.fields, doubt.text, doubt.is_placed) == (("tasks",), "ba", False)
    assert doubt.reason == "không đọc được ô “Đã làm”"
    assert [words.text for words in old.unplaced] == ["Hết."]


@pytest.mark.parametrize("header", [("STT", "Việc", "Đã làm"), ("",), ("STT", "Nhiệm vụ")])
def test_a_table_with_another_header_stays_for_the_officer(
    form: Form, header: tuple[str, ...]
) -> None:
    old = read_table(form, header, ("1", "Rà soát", "3"))
    assert old.report.tables == {}
    assert "Rà soát" in [words.text for words in old.unplaced]


COUNTS = st.one_of(st.none(), st.integers(0, 10**9))


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.fixed_dictionaries({"visited": COUNTS, "total": COUNTS, "hotline": COUNTS}),
    st.lists(st.sampled_from(["Sở Y tế", "Sở Nội vụ", "Thanh tra Tỉnh"]), max_size=4),
)
def test_any_report_with_notes_and_appendices_comes_back(
    form: Form, counts: dict[str, int | None], names: list[str]
) -> None:
    figures = {key: value for key, value in counts.items() if value is not None}
    rows = tuple({"name": name} for name in names)
    said = replace(report(**figures), tables={"names": rows} if rows else {})
    old = back(form, said)
    assert old.report.figures == figures
    assert old.report.tables == said.tables
