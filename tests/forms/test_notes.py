"""Footnotes of a form: what they say, where they are numbered, what loading refuses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from forms.block import Paragraph
from forms.checking import checker
from forms.document import Composer, compose
from forms.run_lines import note_lines
from forms.unit import unit_for
from tests.forms.small_forms import FORM, complaints, load, report

if TYPE_CHECKING:
    from pathlib import Path

    from forms.definition import Form
    from forms.report import Report

UNIT = unit_for("SNV", "Sở Nội vụ")

PART = """\
part: counts
figures:
  visited: {label: Số sở đã kiểm tra, unit: sở, kind: count}
  number: {label: Số quyết định, kind: symbol}
  other: {label: Chỉ tiêu khác, kind: count}
texts:
  models: {label: Mô hình, optional: true}
tables:
  names:
    label: Các sở đã kiểm tra
    columns: [{id: name, label: Tên sở, kind: name}]
    row: [{say: "{name}"}]
notes:
  number: {label: Quyết định, say: "Quyết định số {number}."}
  names: {label: Danh sách sở, say: {list: {lead: "Gồm:", end: ".", items: [{table: names}]}}}
  models: {label: Mô hình, when: other > 0, say: {text: models}}
sections:
  I.1:
    heading: Kết quả
    leaves:
      - id: first
        paragraphs:
          - say: "Quyết định{note:number} thành lập Đoàn; đã kiểm tra {visited} sở{note:names}."
      - id: middle
        paragraphs: [{say: "Không có chú thích."}]
      - id: last
        paragraphs:
          - say: "Các mô hình{note:models}."
rules:
  H1: {kind: count, holds: visited == rows('names'), message: Số sở phải bằng số tên.}
"""
ROWS = ({"name": "Sở Y tế"}, {"name": "Sở Tài chính"})


def about(**figures: int | str) -> Report:
    texts = {"models": "Mô hình một\nMô hình hai"}
    return replace(report(**figures), tables={"names": ROWS}, texts=texts)


def body(form: Form, said: Report) -> list[Paragraph]:
    return [b for b in compose(form, said, UNIT).blocks if isinstance(b, Paragraph)]


def notes(form: Form, said: Report) -> dict[str, str]:
    """Return number → words of the notes of a whole document."""
    runs = [run for line in body(form, said) for run in line.runs if run.role == "note"]
    return {run.text: "".join(each.text for each in run.note) for run in runs}


def test_notes_are_numbered_in_the_order_of_the_document(tmp_path: Path) -> None:
    form = load(tmp_path, PART)
    assert notes(form, about(number="85/QĐ-UBND", other=1)) == {
        "1": "Quyết định số 85/QĐ-UBND.",
        "2": "Gồm: Sở Y tế; Sở Tài chính.",
        "3": "Mô hình một\nMô hình hai",
    }
    leaves = {leaf.id: leaf for leaf in form.leaves()}
    (alone,) = Composer(form, about(other=1), UNIT).leaf_lines(leaves["last"])
    assert [run.text for run in alone.runs if run.role == "note"] == ["3"], "also by itself"


def test_a_note_with_nothing_to_say_prints_no_mark_and_the_numbers_close_up(tmp_path: Path) -> None:
    form = load(tmp_path, PART)
    assert list(notes(form, replace(about(), tables={}))) == ["1"], "no rows, and no other > 0"
    silent = replace(about(other=1), tables={}, texts={"models": ""})
    assert list(notes(form, silent)) == ["1"]
    assert list(notes(form, replace(about(other=1), tables={}))) == ["1", "2"]


def test_the_words_of_a_sentence_are_those_without_its_numbers(tmp_path: Path) -> None:
    first, _, last = body(load(tmp_path, PART), about(visited=2, other=1))
    assert first.text == "Quyết định thành lập Đoàn; đã kiểm tra 2 sở."
    assert last.text == "Các mô hình./."
    assert [run.role for run in last.runs] == ["", "note", ""], "the closing stands behind it"


def test_the_mark_comes_from_no_field_but_its_words_do(tmp_path: Path) -> None:
    first, *_ = body(load(tmp_path, PART), about(number="1/QĐ"))
    marks = [run for run in first.runs if run.role == "note"]
    assert [run.field for run in marks] == ["", ""]
    assert [run.field for run in marks[0].note] == ["", "number", ""]


def test_the_fields_of_a_note_are_those_of_its_leaf(tmp_path: Path) -> None:
    form = load(tmp_path, PART)
    leaf = form.leaf_of("number")
    assert leaf is not None
    assert (leaf.id, leaf.figures, leaf.tables) == ("first", ("visited", "number"), ("names",))
    last = form.leaf_of("models")
    assert last is not None
    assert (last.id, last.figures, last.texts) == ("last", ("other",), ("models",))


def test_what_a_note_lacks_counts_as_not_filled_in(tmp_path: Path) -> None:
    composer = Composer(load(tmp_path, PART), about(visited=2), UNIT)
    assert composer.missing() == ("number",)
    assert composer.fields() == ("number", "visited", "names")


def test_a_rule_counts_the_rows_of_a_notes_table(tmp_path: Path) -> None:
    check = checker(load(tmp_path, PART)).check
    assert [finding.rule for finding in check(about(visited=3))] == ["H1"]
    assert not check(about(visited=2))


def test_an_item_of_a_list_keeps_its_note_where_its_stop_is_taken_off(tmp_path: Path) -> None:
    items = '[{say: "Đoàn một{note:models}."}, {say: "Đoàn hai"}]'
    said = f'{{list: {{join: "; ", end: ".", items: {items}}}}}'
    *_, last = body(
        load(tmp_path, PART.replace('"Các mô hình{note:models}."', said)), about(other=1)
    )
    assert "".join(run.text for run in last.runs) == "Đoàn một3; Đoàn hai./."


def test_a_list_carries_notes_before_and_behind_its_items(tmp_path: Path) -> None:
    said = '{list: {lead: "Gồm{note:mine} {visited} sở:", end: "{note:models}.", items: [table]}}'
    part = PART.replace('"Các mô hình{note:models}."', said.replace("table", "{table: others}"))
    table = '  others: {label: Sở khác, columns: [{id: a, label: A}], row: [{say: "{a}"}]}\n'
    own = FORM + f'notes: {{mine: {{label: Riêng, say: "Của mẫu."}}}}\ntables:\n{table}'
    form = load(tmp_path, part, own)
    rows = {"names": ROWS, "others": ({"a": "Một"}, {"a": "Hai"})}
    *_, last = body(form, replace(about(visited=2, number="1/QĐ", other=1), tables=rows))
    assert "".join(run.text for run in last.runs) == "Gồm3 2 sở: Một; Hai4./."
    leaf = form.leaf_of("models")
    assert leaf is not None
    assert (leaf.id, leaf.notes) == ("last", ("mine", "models"))


def test_notes_stand_in_the_form_itself_too(tmp_path: Path) -> None:
    own = FORM + 'notes: {mine: {label: Riêng, say: "Của mẫu."}}\n'
    form = load(tmp_path, PART.replace("có chú thích.", "có{note:mine} chú thích."), own)
    assert notes(form, about())["3"] == "Của mẫu."
    assert set(form.notes) == {"number", "names", "models", "mine"}


def test_a_form_takes_the_notes_of_its_own_sections_only(tmp_path: Path) -> None:
    more = """\
  I.2:
    heading: Mục khác
    leaves: [{id: far, paragraphs: [{say: "Câu{note:far} khác{note:number}."}]}]
rules:"""
    part = PART.replace("rules:", more).replace(
        "notes:\n", 'notes:\n  far: {label: Xa, say: "X"}\n'
    )
    assert set(load(tmp_path, part).notes) == {"number", "names", "models"}


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("sở{note:names}", "sở{note:nams}", "“first”: không có chú thích “nams”"),
        ("sở{note:names}", "sở", "“names”: chú thích không có câu nào mang dấu {note:names}"),
        ("Không có chú", "Có{note:number} chú", "“middle”: chú thích “number” đã nằm trong mục “f"),
        ("  names: {label: Danh", "  number: {label: Danh", "“number” đã khai báo ở"),
        ('"Quyết định số', '"Quyết{note:names} số', "“number”: chỉ câu của một mục mới mang được"),
        ("heading: Kết quả", 'heading: "Kết{note:number} quả"', "“I.1”: chỉ câu của một mục"),
        ('say: "{name}"', 'say: "{name}{note:number}"', "“names”: chỉ câu của một mục"),
        ("optional: true", 'default: "A{note:names}"', "“models”: chỉ câu của một mục"),
        ("số {number}", "số {numbr}", "“number”: không có chỉ tiêu “numbr”"),
        ("when: other > 0", "when: othr > 0", "không có chỉ tiêu “othr”"),
        ('end: "."', 'end: "{note:number}"', "“names”: chỉ câu của một mục mới mang được"),
        ("say: {text: models}", "said: x", "không có khóa “said”"),
        ("say: {text: models}", "say: {text: mods}", "“models”: không có nội dung “mods”"),
    ],
)
def test_loading_refuses(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert PART.count(old) == 1
    assert any(complaint in line for line in complaints(tmp_path, PART.replace(old, new)))


def test_notes_stand_below_a_sentence_as_lines_of_their_own(tmp_path: Path) -> None:
    composer = Composer(load(tmp_path, PART), about(number="1/QĐ"), UNIT)
    lines = list(composer.leaf_lines(next(composer.form.leaves())))
    assert [("".join(run.text for run in note.runs), note.leaf) for note in note_lines(lines)] == [
        ("1 Quyết định số 1/QĐ.", "first"),
        ("2 Gồm: Sở Y tế; Sở Tài chính.", "first"),
    ]
