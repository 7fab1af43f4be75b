"""The appendices a form defines: tables behind the report, numbered, each with a tab if needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from forms.appendices import Attachment, attached
from forms.appendix_tables import numbered_rows
from forms.block import Appendix, Closing, Grid
from forms.definition import AppendixRow
from forms.document import Composer, compose
from forms.unit import unit_for
from tests.forms.small_forms import FORM, complaints, load, report
from tests.forms.word_reading import body, opened, printed

if TYPE_CHECKING:
    from pathlib import Path

    from forms.definition import Form
    from forms.figure import Value
    from forms.report import Report

UNIT = unit_for("SNV", "Sở Nội vụ")

PART = """\
part: counts
figures:
  total: {label: Tổng số, unit: hồ sơ, kind: count}
  number: {label: Số báo cáo, kind: symbol, source: front.number}
#figures
tables:
  tasks:
    label: Nhiệm vụ của kế hoạch
    columns:
      - {id: task, label: Nhiệm vụ, kind: text, width: 5}
      - {id: due, label: Thời hạn, kind: date}
      - {id: done, label: Đã làm, kind: count}
#tables
sections:
  I.1:
    heading: Kết quả
    leaves:
      - {id: leaf, paragraphs: [{say: "Tổng số {total} (có Phụ lục kèm theo)."}]}
"""
FIGURES = """\
  rate: {label: Tỷ lệ đúng hạn, unit: "%", kind: percent}
  visited: {label: Số cơ quan đã kiểm tra, unit: cơ quan, kind: count}
  weighed: {label: Có phụ lục, kind: count}
"""
WIDE_TABLE = """\
  wide:
    label: Bảng rộng
    columns: [{id: a, label: A, kind: text}, {id: b, label: B, kind: text},
      {id: c, label: C, kind: text}, {id: d, label: D, kind: text}, {id: e, label: E, kind: text},
      {id: f, label: F, kind: text}, {id: g, label: G, kind: text}, {id: h, label: H, kind: text}]
"""
TASKS = """\
appendices:
  - {id: tasks, title: "Tiến độ kế hoạch {period:inside}", tab: Tiến độ, table: tasks}
"""
DATA = """\
  - id: data
    title: Phụ lục số liệu
    when: not weighed == 0
    figures:
      - heading: Chỉ đạo của {unit.short}
        rows:
          - {label: Kiểm tra}
          - {figure: visited, indent: 1}
          - {figure: number}
      - heading: Thủ tục
        rows:
          - {figure: total, label: "Hồ sơ của {unit.short}"}
          - {figure: rate}
"""
WIDE = """\
  - {id: wide, title: Bảng rộng, table: wide}
"""
WITH_DATA = PART.replace("#figures\n", FIGURES)
WITH_WIDE = PART.replace("#tables\n", WIDE_TABLE)
ALL = WITH_DATA.replace("#tables\n", WIDE_TABLE)
ROWS: tuple[dict[str, Value], ...] = (
    {"task": "Rà soát", "due": date(2022, 6, 1), "done": 3},
    {"task": "Kiểm tra"},
)


def about(**figures: int | Decimal) -> Report:
    return replace(report(**figures), tables={"tasks": ROWS}, front={"number": "5"})


def grids(form: Form, said: Report) -> dict[str, Grid]:
    """Return number and title → table of every appendix."""
    blocks = compose(form, said, UNIT).blocks
    found = {}
    for heading, grid in pairwise(blocks):
        if isinstance(heading, Appendix):
            assert isinstance(grid, Grid)
            found[f"{heading.number}: {heading.title}"] = grid
    return found


# What is printed.


def test_a_table_whose_id_has_a_dot_gets_its_tab_too(tmp_path: Path) -> None:
    part, behind = (words.replace("tasks", "II.2.tasks") for words in (PART, TASKS))
    form = load(tmp_path, part, FORM + behind.replace("id: II.2.tasks", "id: tasks"))
    section = form.section_of("II.2.tasks")
    assert section is not None
    assert (section.id, section.tab) == ("PL.tasks", "Tiến độ")
    (grid,) = grids(form, replace(report(), tables={"II.2.tasks": ROWS})).values()
    assert len(grid.rows) == len(ROWS)


def test_a_list_is_printed_row_by_row_under_its_columns_labels(tmp_path: Path) -> None:
    form = load(tmp_path, PART, FORM + TASKS)
    (grid,) = grids(form, about()).values()
    assert grid.header == ("STT", "Nhiệm vụ", "Thời hạn", "Đã làm")
    assert grid.rows == (("1", "Rà soát", "01/6/2022", "3"), ("2", "Kiểm tra", "", ""))
    assert grid.widths == (2, 20, 8, 4), "a date has room"
    assert grid.fields == (("", "tasks", "tasks", "tasks"),) * 2


def test_figures_are_printed_chapter_by_chapter(tmp_path: Path) -> None:
    form = load(tmp_path, WITH_DATA, FORM + TASKS + DATA)
    grid = grids(form, about(total=12, rate=Decimal("98.5")))["Phụ lục II: PHỤ LỤC SỐ LIỆU"]
    assert grid.header[1:3] == ("Chỉ tiêu, nhiệm vụ", "Đơn vị tính")
    short = UNIT.slots["short"]
    assert [row[:4] for row in grid.rows] == [
        ("1", f"Chỉ đạo của {short}", "", ""),
        ("1.1", "Kiểm tra", "", ""),
        ("1.1.1", "Số cơ quan đã kiểm tra", "cơ quan", "…"),
        ("1.2", "Số báo cáo", "", "5/"),
        ("2", "Thủ tục", "", ""),
        ("2.1", f"Hồ sơ của {short}", "hồ sơ", "12"),
        ("2.2", "Tỷ lệ đúng hạn", "%", "98,5"),
    ]
    assert grid.chapters == (0, 4)
    assert [fields[3] for fields in grid.fields] == [
        *("", "", "visited", "number"),
        *("", "total", "rate"),
    ]
    assert len(grid.header) == len(grid.widths) == len(grid.rows[0])


@given(st.lists(st.integers(0, 3), min_size=1, max_size=20))
def test_rows_are_numbered_without_a_gap(indents: list[int]) -> None:
    rows = [AppendixRow(None, "x", indent) for indent in indents]
    numbers = [number.split(".") for number, _ in numbered_rows(7, rows)]
    assert numbers[0] == ["7", "1"]
    assert len({tuple(number) for number in numbers}) == len(rows)
    for before, number in pairwise(numbers):
        parent, last = number[:-1], int(number[-1])
        assert before[: len(parent)] == parent
        assert last == 1 or int(before[len(parent)]) == last - 1


def test_a_single_one_bears_no_number_and_names_the_report(tmp_path: Path) -> None:
    form = load(tmp_path, PART, FORM + TASKS)
    signed = replace(about(), front={"number": "5", "signed_date": "2022-06-10"})
    (block,) = (b for b in compose(form, signed, UNIT).blocks if isinstance(b, Appendix))
    symbol = UNIT.slots["symbol"]
    assert block == Appendix(
        "Phụ lục",
        "TIẾN ĐỘ KẾ HOẠCH 6\N{NO-BREAK SPACE}THÁNG ĐẦU NĂM 2022",
        f"(Kèm theo Báo cáo số 05/{symbol} ngày 10 tháng 6 năm 2022 của Sở Nội vụ)",
    )


def test_without_number_and_date_their_places_stay_open(tmp_path: Path) -> None:
    form = load(tmp_path, PART, FORM + TASKS)
    (block,) = (
        b for b in compose(form, replace(about(), front={}), UNIT).blocks if isinstance(b, Appendix)
    )
    assert block.attached_to.startswith("(Kèm theo Báo cáo số      /")
    assert "ngày      tháng      năm" in block.attached_to


def test_one_numbering_runs_through_all_appendices(tmp_path: Path) -> None:
    form = load(tmp_path, WITH_DATA, FORM + TASKS + DATA)
    document = compose(form, about(), UNIT)
    page = Attachment("Giải trình số liệu", ())
    found = [b for b in attached(document, [page, page]).blocks if isinstance(b, Appendix)]
    assert [b.number for b in found] == [f"Phụ lục {n}" for n in ("I", "II", "III", "IV")]
    assert found[2].title == "GIẢI TRÌNH SỐ LIỆU", "in capitals like the form's own"
    assert len({b.attached_to for b in found}) == 1
    alone = attached(compose(load(tmp_path, PART, FORM + TASKS), about(), UNIT), [page])
    assert [b.number for b in alone.blocks if isinstance(b, Appendix)] == [
        "Phụ lục I",
        "Phụ lục II",
    ]


def test_what_has_nothing_to_say_is_not_printed(tmp_path: Path) -> None:
    form = load(tmp_path, WITH_DATA, FORM + TASKS + DATA)
    assert list(grids(form, replace(about(), tables={}))) == ["Phụ lục: PHỤ LỤC SỐ LIỆU"]
    title = "TIẾN ĐỘ KẾ HOẠCH 6\N{NO-BREAK SPACE}THÁNG ĐẦU NĂM 2022"
    assert list(grids(form, about(weighed=0))) == [f"Phụ lục: {title}"]


def test_the_report_itself_ends_with_its_signature(tmp_path: Path) -> None:
    form = load(tmp_path, PART, FORM + TASKS)
    composer = Composer(form, about(), UNIT)
    blocks = composer.document().blocks
    assert [type(block) for block in blocks[-3:]] == [Closing, Appendix, Grid]
    assert blocks[-3] == composer.closing()


def test_what_an_appendix_lacks_counts_as_not_filled_in(tmp_path: Path) -> None:
    form = load(tmp_path, WITH_DATA, FORM + TASKS + DATA)
    composer = Composer(form, about(total=1), UNIT)
    assert composer.missing() == ("visited", "rate"), "an empty cell of a list is none"
    assert composer.fields() == ("total", "tasks", "visited", "number", "rate")
    assert Composer(form, about(total=1, weighed=0), UNIT).missing() == ()


# Tabs.


def test_what_stands_in_an_appendix_only_has_a_tab(tmp_path: Path) -> None:
    form = load(tmp_path, WITH_DATA, FORM + TASKS + DATA)
    tabs = {
        section.id: [(leaf.id, leaf.figures, leaf.tables) for leaf in section.leaves]
        for section in form.sections()
    }
    assert tabs == {
        "I.1": [("leaf", ("total",), ())],
        "PL.tasks": [("PL.tasks", (), ("tasks",))],
        "PL.data": [("PL.data.1", ("visited", "weighed"), ()), ("PL.data.2", ("rate",), ())],
    }
    assert [section.tab for section in form.sections()] == ["Kết quả", "Tiến độ", "Phụ lục"]
    found = form.section_of("rate")
    assert found is not None
    assert found.id == "PL.data"


def test_tabs_bear_the_number_of_their_appendix(tmp_path: Path) -> None:
    form = load(tmp_path, WITH_DATA, FORM + TASKS + DATA)
    assert Composer(form, about(), UNIT).numbers() == {
        "I.1": "I.1",
        "PL.tasks": "PL I",
        "PL.data": "PL II",
    }
    alone = Composer(form, about(weighed=0), UNIT).numbers()
    assert (alone["PL.tasks"], alone["PL.data"]) == ("PL", "–")


def test_an_appendix_of_what_stands_on_other_tabs_has_none(tmp_path: Path) -> None:
    rows = "[{figure: total}, {figure: number}]"
    own = f"""\
appendices:
  - id: data
    title: Số liệu {{period:inside}} của {{unit.short}}
    when: period == '2022-H1'
    figures: [{{heading: Chương, rows: {rows}}}]
  - {{id: tasks, title: Một, table: tasks}}
  - {{id: again, title: Hai, table: tasks}}
"""
    form = load(tmp_path, PART, FORM + own)
    assert [section.id for section in form.sections()] == ["I.1", "PL.tasks"]
    assert set(Composer(form, about(), UNIT).numbers()) == {"I.1", "PL.tasks"}
    assert len(grids(form, about())) == 3


def test_a_section_with_an_appendix_says_no_paragraph(tmp_path: Path) -> None:
    form = load(tmp_path, PART, FORM + TASKS)
    *_, section = form.sections()
    assert list(Composer(form, about(), UNIT).section_lines(section)) == []


@pytest.mark.parametrize(("width", "is_wide"), [("5", False), ("7", False), ("8", True)])
def test_a_list_lies_across_where_its_columns_need_it(
    tmp_path: Path, width: str, *, is_wide: bool
) -> None:
    part = PART.replace("width: 5", f"width: {width}").replace("Đã làm, k", "Đã làm, width: 2, k")
    (grid,) = grids(load(tmp_path, part, FORM + TASKS), about()).values()
    assert grid.is_wide == is_wide
    document = compose(load(tmp_path, part, FORM + TASKS), about(), UNIT)
    last = list(body(document).iter(qn("w:sectPr")))[-1].find(qn("w:pgSz"))
    assert last is not None
    assert (last.get(qn("w:orient")) == "landscape") is is_wide


# In Word.


def test_each_begins_a_page_of_its_own_numbering_and_a_wide_one_lies_across(tmp_path: Path) -> None:
    form = load(tmp_path, WITH_WIDE, FORM + TASKS + WIDE)
    said = replace(about(), tables={"tasks": ROWS, "wide": ({"a": "x"},)})
    found = list(body(compose(form, said, UNIT)).iter(qn("w:sectPr")))
    starts = [part.find(qn("w:pgNumType")).get(qn("w:start")) for part in found]  # type: ignore[union-attr]
    assert starts == ["1", "1", "1"]
    lies = [part.find(qn("w:pgSz")).get(qn("w:orient")) for part in found]  # type: ignore[union-attr]
    assert lies == [None, None, "landscape"]


def test_the_heads_of_chapters_are_bold_and_stay_with_their_rows(tmp_path: Path) -> None:
    form = load(tmp_path, WITH_DATA, FORM + TASKS + DATA)
    document = compose(form, about(), UNIT)
    styles = {words: style for style, words in printed(document)}
    assert styles["Thủ tục"] == "BangChuong"
    assert ("BangChuongSo", "2") in printed(document)
    assert styles["Tỷ lệ đúng hạn"] == "Bang"
    look = opened(document).styles["Bảng chương"]
    assert (look.font.bold, look.paragraph_format.keep_with_next) == (True, True)


def test_a_row_that_only_names_those_below_stays_with_them(tmp_path: Path) -> None:
    chapter = "      - heading: Thủ tục"
    data = DATA.replace(chapter, f"          - {{label: Hết}}\n{chapter}")
    form = load(tmp_path, WITH_DATA, FORM + TASKS + data)
    document = compose(form, replace(about(), tables={}), UNIT)
    styles = {words: style for style, words in printed(document)}
    assert styles["Kiểm tra"] == "BangMuc"
    assert ("BangMucSo", "1.1") in printed(document)
    assert styles["Hết"] == "Bang", "nothing stands below it"
    look = opened(document).styles["Bảng mục"]
    assert (look.font.bold, look.paragraph_format.keep_with_next) == (False, True)


# Loading.


@pytest.mark.parametrize(
    ("appendix", "complaint"),
    [
        ("{id: x, title: A}", "phụ lục cần một trong hai: “table” hoặc “figures”"),
        ("{id: x, title: A, table: tasks, figures: []}", "phụ lục cần một trong hai"),
        ("{id: tasks, title: A, table: tasks}", "“tasks” đã khai báo ở note/1.yaml, dòng 14"),
        ("{id: x, title: A, table: task}", "“x”: không có bảng “task”. Có phải “tasks”?"),
        ("{id: x, title: A, tables: tasks}", "không có khóa “tables”; có phải “table”?"),
        ("{id: x, title: '{ratee}', table: tasks}", "“x”: không có chỉ tiêu “ratee”"),
        ("{id: x, title: A, table: tasks, when: totl > 0}", "“x”: không có chỉ tiêu “totl”"),
        ("{id: x, title: A, figures: [{heading: B}]}", "cần ít nhất một dòng trong “rows”"),
        ("{id: x, title: A, figures: [{heading: B, rows: [{indent: 1}]}]}", "“figure” hoặc “label"),
        (
            "{id: x, title: A, figures: [{heading: B, rows: [{figure: totl}]}]}",
            "“x”: không có chỉ tiêu “totl”. Có phải “total”?",
        ),
        (
            "{id: x, title: A, figures: [{heading: B, rows: [{label: '{unit.naem}'}]}]}",
            "“x”: không có ô unit “naem”",
        ),
        (
            "{id: x, title: A, figures: [{heading: B, rows: [{figure: total, indent: 4}]}]}",
            "“indent” phải là số nguyên từ 0 đến 3",
        ),
        (
            "{id: x, title: A, figures: [{heading: B, rows: [{figure: total, note: c}]}]}",
            "không có khóa “note”",
        ),
        ("{id: x, title: 'A{note:b}', table: tasks}", "“x”: chỉ câu của một mục mới mang được"),
    ],
)
def test_loading_refuses(tmp_path: Path, appendix: str, complaint: str) -> None:
    found = complaints(tmp_path, ALL, f"{FORM}{TASKS}{DATA}{WIDE}  - {appendix}\n")
    assert any(complaint in line for line in found), found


def test_a_table_or_figure_of_no_sentence_and_no_appendix_is_refused(tmp_path: Path) -> None:
    found = complaints(tmp_path, ALL, FORM + TASKS + DATA)
    assert [line.partition(": ")[2] for line in found[1:]] == [
        "“wide”: bảng không nằm trên mục nào"
    ]
