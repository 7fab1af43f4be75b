"""The catalogue: what a form says, and every mistake named by file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.definition import Choose, ListOf, OverTime, OverUnits, Severity, TableRef, TextRef
from forms.figure import Kind
from forms.loading import available, load_form, load_form_file, versions
from forms.loading.source import Complaints, Place
from forms.problem import Problem
from tests.forms.small_forms import FORM, PART, complaints, load, write

if TYPE_CHECKING:
    from pathlib import Path

RICH = """\
part: counts
figures:
  total:
    label: Tổng số
    unit: hồ sơ
    kind: count
    over_time: cumulative
    over_units: sum
    computed: early + late
    help: Số trên hệ thống.
  early: {label: Trước hạn, kind: count}
  late: {label: Trễ hạn, kind: count}
  sign_date: {label: Ngày ký, kind: date, source: front.signed_date}
texts:
  intro: {label: Mở đầu, default: "Trong {period:inside}, {unit.short} có {early}.", help: Gọn.}
  more: {label: Thêm, optional: true}
tables:
  papers:
    label: Văn bản
    help: Mỗi dòng một văn bản.
    columns:
      - {id: kind, label: Loại, kind: name, choices: [Kế hoạch, Công văn], width: 2}
      - {id: number, label: Số, kind: symbol}
    row:
      - {when: filled(number), say: "{kind} số {number}"}
      - say: "{kind}"
    join: ", "
    optional: false
sections:
  I.1:
    heading: Kết quả
    tab: Kết quả
    leaves:
      - id: I.1.counts
        bullet: "-"
        heading: Số liệu {late:02}
        help: Lấy từ hệ thống.
        paragraphs:
          - bullet: "+"
            run_on: true
            when: filled(total)
            say:
              - "Tổng {total}"
              - {text: intro}
              - choose:
                  - {when: total > 0, say: "có"}
                  - {say: "không"}
          - say: {table: papers}
          - bullet: "1."
            say:
              list:
                lead: Cử
                join: "; "
                end: "."
                items:
                  - {when: early > 0, say: "sớm"}
                  - {table: papers}
                  - {text: more}
                empty: không có.
rules:
  S1: {kind: sum, severity: warning, holds: total == early + late, message: Tổng phải bằng.}
"""


def test_a_form_says_what_its_files_say(tmp_path: Path) -> None:
    form = load(tmp_path, RICH)
    total = form.figures["total"]
    assert (total.label, total.unit, total.kind, total.help) == (
        "Tổng số",
        "hồ sơ",
        Kind.COUNT,
        "Số trên hệ thống.",
    )
    assert (total.over_time, total.over_units) == (OverTime.CUMULATIVE, OverUnits.SUM)
    assert total.computed is not None
    assert form.figures["sign_date"].source == "front.signed_date"
    assert form.texts["more"].optional
    table = form.tables["papers"]
    assert [c.width for c in table.columns] == [2, 1]
    assert table.columns[0].choices == ("Kế hoạch", "Công văn")
    assert not table.optional
    (leaf,) = form.leaves()
    assert leaf.figures == ("total", "early", "late")
    assert (leaf.texts, leaf.tables) == (("intro", "more"), ("papers",))
    first, second, third = leaf.paragraphs
    assert (first.bullet, first.run_on, third.bullet) == ("+", True, "1.")
    assert isinstance(first.pieces[1], TextRef)
    assert isinstance(first.pieces[2], Choose)
    assert second.pieces == (TableRef("papers"),)
    assert isinstance(third.pieces[0], ListOf)
    assert form.rules["S1"].severity is Severity.WARNING
    assert form.rules["S1"].fields == ("total", "early", "late")


def test_a_field_knows_its_leaf_and_section(tmp_path: Path) -> None:
    form = load(tmp_path, RICH)
    for field in ("early", "intro", "papers"):
        leaf, section = form.leaf_of(field), form.section_of(field)
        assert leaf is not None
        assert section is not None
        assert (leaf.id, section.id) == ("I.1.counts", "I.1")
    assert form.leaf_of("sign_date") is None
    assert form.section_of("sign_date") is None
    assert form.tables["papers"].column("kind") is form.tables["papers"].columns[0]
    assert form.tables["papers"].column("other") is None


SECOND = """\
form: note
version: "1"
title: Mẫu thứ hai
front: {kind: BÁO CÁO, kind_code: BC, subject: Khác, archive: "Lưu: VT.", recipients: Sở Nội vụ}
parts: [counts, more]
outline:
  - {id: I, heading: "PHẦN {other_total}", sections: [II], optional: true}
"""
MORE = """\
part: more
figures:
  other_total: {label: Số khác, kind: count, computed: total + 1}
sections:
  II:
    heading: "Phần {other_total}"
    leaves:
      - {id: II, paragraphs: [{say: "Hết."}]}
rules:
  S2: {kind: bound, holds: other_total <= total, message: Không quá tổng.}
  S3: {kind: bound, holds: it < 9, each: ["*_total"], message: Nhỏ hơn chín.}
  S4: {kind: bound, holds: it < 9, each: [early], message: Nhỏ hơn chín.}
"""


def test_two_forms_share_parts_and_take_only_what_their_outline_names(tmp_path: Path) -> None:
    first = load(tmp_path)
    second = load(tmp_path, PART, SECOND, more=MORE)
    assert set(first.figures) == {"total", "early", "late"}
    assert set(second.figures) == {"other_total"}
    assert second.figures["other_total"].computed is None, "its formula needs another form's figure"
    assert set(first.rules) == {"S1"}
    assert set(second.rules) == {"S3"}, "the others name figures of another form's sections"
    assert second.chapters[0].optional
    (section,) = second.sections()
    assert section.leaves[0].figures == ("other_total",)
    assert (section.tab, section.id) == ("Phần {other_total}", "II")


def test_patterns_of_each_choose_figures(tmp_path: Path) -> None:
    part = """\
part: counts
figures:
  a_date: {label: A, kind: date}
  b_date: {label: B, kind: date}
  c_as_of: {label: C, kind: date}
  total: {label: D, kind: count}
sections:
  I.1:
    heading: Kết quả
    leaves:
      - id: leaf
        paragraphs: [{say: "{a_date} {b_date} {c_as_of} {total}"}]
rules:
  R1: {kind: date, each: ["kind:date", "!b*"], holds: year(it) == period_year, message: Năm.}
  R2: {kind: date, each: ["*_date"], holds: it <= c_as_of, fields: [c_as_of], message: Sau.}
  R3: {kind: date, each: [a_date], when: it > c_as_of, holds: day(it) == 1, message: Đầu tháng.}
"""
    rules = load(tmp_path, part).rules
    assert rules["R1"].each == ("a_date", "c_as_of")
    assert rules["R1"].fields == ("it",)
    assert rules["R2"].each == ("a_date", "b_date")
    assert rules["R2"].fields == ("c_as_of",)
    assert rules["R3"].each == ("a_date",)


def test_the_catalogue_lists_its_forms(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "note" / "2.yaml").write_text(FORM.replace('"1"', '"2"'), encoding="utf-8")
    (tmp_path / "readme.txt").touch()
    assert list(available(tmp_path)) == [("note", "1"), ("note", "2")]
    assert versions("note", tmp_path) == ("1", "2")
    assert load_form("note", catalogue=tmp_path).version == "2"
    assert load_form("note", "1", tmp_path).version == "1"


def test_an_unknown_form_or_version_is_refused_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(Problem, match=r"mẫu báo cáo “noet”\. Có phải “note”"):
        load_form("noet", catalogue=tmp_path)
    with pytest.raises(Problem, match=r"phiên bản “3”\. Đang có: 1"):
        load_form("note", "3", tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a: 1\n  b: 2", "note/1.yaml, dòng 2: viết sai cú pháp YAML"),
        (b"a: 1\nb: \x01", "note/1.yaml, dòng 2: viết sai cú pháp YAML"),
        (b"a: \xff", "“note/1.yaml” không phải văn bản UTF-8"),
        (b"- a", "note/1.yaml: tệp mẫu phải là các cặp"),
        (b"", "tệp mẫu phải là các cặp"),
        (b"a: &x [*x]", "lồng nhau quá sâu"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    file = write(tmp_path)
    file.write_bytes(content)
    with pytest.raises(Problem) as caught:
        load_form_file(file, tmp_path)
    assert said in caught.value.message


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"Không đọc được tệp mẫu “note/9\.yaml”"):
        load_form_file(tmp_path / "note" / "9.yaml", tmp_path)


def test_the_form_bears_the_names_of_its_folder_and_file(tmp_path: Path) -> None:
    found = complaints(tmp_path, form=FORM.replace("form: note", "form: noet"))
    assert found[1:] == ["note/1.yaml, dòng 1: “form: noet” phải trùng tên tệp: “note”"]


def test_too_many_complaints_are_counted() -> None:
    found = Complaints()
    for line in range(25):
        found.add(Place("a.yaml", line), "sai")
        found.add(Place("a.yaml", line), "sai")
    with pytest.raises(Problem) as caught:
        found.raise_if_any()
    assert caught.value.message.splitlines()[-1] == "… và 5 chỗ khác"
    Complaints().raise_if_any()


#: What is changed in the part → what is said, at which line.
SHAPES = [
    ("label: Tổng số, unit", "lable: Tổng số, unit", 3, "không có khóa “lable”; có phải “label”?"),
    ("label: Tổng số, unit", "lable: Tổng số, unit", 3, "thiếu “label”"),
    ("label: Tổng số,", "label: [Tổng số],", 3, "phải là một dòng chữ: “label”"),
    (
        "kind: count}\n  early",
        "kind: cuont}\n  early",
        3,
        "không có kind “cuont”; có phải “count”?",
    ),
    ("kind: count}\n  early", "kind: zzz}\n  early", 3, "không có kind “zzz”"),
    ("figures:\n", "figures: [a]\nrulez:\n", 2, "“figures” phải là các cặp “mã: nội dung”"),
    ("figures:\n", "figures: [a]\nrulez:\n", 3, "không có khóa “rulez”; có phải “rules”?"),
    (
        "  late: {label: Trễ hạn, unit: hồ sơ, kind: count}",
        "  late: 3",
        5,
        "“late” phải là các cặp",
    ),
    ("  late: {", "  early: {", 5, "“early” đã khai báo ở parts/counts.yaml, dòng 4"),
    (
        "    leaves:\n",
        "    leaves: 3\n    tab: Hai\n    x:\n",
        10,
        "“leaves” phải là một danh sách",
    ),
    ("      - id: I.1.counts", "      - 3\n      - id: I.1.counts", 11, "mỗi mục của “leaves”"),
    (
        '          - say: "',
        '          - run_on: 5\n            say: "',
        13,
        "phải là true hoặc false",
    ),
    ('- say: "Tổng', '- say: ""\n          - say: "Tổng', 13, "chỗ này cần một câu"),
    ('- say: "Tổng', '- say: {tekst: a}\n          - say: "Tổng', 13, "chỗ này cần một câu"),
    ('- say: "Tổng', '- say: [{list: 4}, a]\n          - say: "Tổng', 13, "“list” phải là các cặp"),
    ('- say: "Tổng', '- bullet: "~"\n            say: "Tổng', 13, "dấu đầu dòng “~”"),
    ('- say: "Tổng', '- say: "{"\n          - say: "Tổng', 13, "dấu ngoặc nhọn không khớp"),
    ("    holds: total ==", "    holds: total = =", 17, "không đọc được biểu thức"),
    ("    holds: total == early + late\n", "", 16, "cần “holds”, “generic” hoặc cả hai"),
    ("    kind: sum\n", "    kind: smu\n", 16, "không có loại quy tắc “smu”. Có phải “sum”?"),
    (
        "    kind: sum\n",
        "    kind: sum\n    fields: {a: 1}\n",
        17,
        "“fields” phải là một danh sách",
    ),
    ("    kind: sum\n", "    kind: sum\n    severity: eror\n", 17, "có phải “error”?"),
    ("    message: Tổng phải bằng các phần.\n", "", 16, "thiếu “message”"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), SHAPES)
def test_a_part_of_the_wrong_shape_is_named_by_line(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    assert old in PART
    found = complaints(tmp_path, PART.replace(old, new, 1))
    near = [message for message in found if said in message]
    assert near, found
    assert any(f"parts/counts.yaml, dòng {line}" in message for message in near), found


FORM_SHAPES = [
    ("title: Báo cáo thử\n", "titel: Báo cáo thử\n", 3, "không có khóa “titel”; có phải “title”?"),
    ("front:\n  kind", "frunt:\n  kind", 1, "thiếu “front”"),
    (
        "parts: [counts]",
        "parts: [countz]",
        10,
        "không có tệp thành phần “countz”. Có phải “counts”?",
    ),
    ("sections: [I.1]", "sections: [I.2]", 12, "không có mục “I.2”. Có phải “I.1”?"),
    ("sections: [I.1]", "sections: []", 12, "cần ít nhất một mục"),
    ("outline:\n", "outlin:\n", 1, "thiếu “outline”"),
    ("sections: [I.1]", "sections: [I.1, I.1]", 12, "“I.1” đã khai báo"),
    (
        "{id: I, heading",
        "{id: I, heading: A, sections: [I.1]}\n  - {id: I, heading",
        13,
        "“I” đã khai báo",
    ),
    ("{period:title}", "{period:titel}", 8, "không có cách viết kỳ “titel”. Có phải “title”?"),
    ("{unit.archive_code}", "{unit.archive}", 9, "Có phải “archive_code”?"),
    ("{unit.archive_code}", "{unit.archive_code:x}", 9, "không có cách viết “x”"),
    ("{unit.archive_code}", "{front.plce}", 9, "Có phải “place”?"),
    ("{unit.archive_code}", "{unit}", 9, "không có chỉ tiêu “unit”"),
    ("heading: PHẦN MỘT", 'heading: "{totl}"', 12, "không có chỉ tiêu “totl”. Có phải “total”?"),
    ("form: note", "form: note\nform: note", 2, "“form” đã khai báo ở note/1.yaml, dòng 1"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), FORM_SHAPES)
def test_a_form_of_the_wrong_shape_is_named_by_line(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    assert old in FORM
    found = complaints(tmp_path, form=FORM.replace(old, new, 1))
    near = [message for message in found if said in message]
    assert near, found
    assert any(f"note/1.yaml, dòng {line}" in message for message in near), found


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    part = PART.replace("trước hạn {early}", "trước hạn {erly}").replace("+ late", "+ lat")
    found = complaints(tmp_path, part, FORM.replace("levels:", "level:"))
    assert found[0] == "Mẫu báo cáo có chỗ cần sửa:"
    assert len(found) >= 4
    assert any("parts/counts.yaml, dòng 13" in m and "Có phải “early”?" in m for m in found)
    assert any("parts/counts.yaml, dòng 15" in m and "Có phải “late”?" in m for m in found)
    assert any("note/1.yaml, dòng 4" in m and "có phải “levels”?" in m for m in found)
