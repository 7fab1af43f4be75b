"""A version of a form stated as another version, and figures a form is without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.document import compose
from forms.loading import load_form_file
from forms.problem import Problem
from forms.unit import unit_for
from tests.forms.small_forms import FORM, report, write

if TYPE_CHECKING:
    from pathlib import Path

    from forms.definition import Form

PART = """\
part: counts
figures:
  total: {label: Tổng số, kind: count, computed: upper + lower}
  upper: {label: Cấp trên, kind: count, help: Ghi đủ.}
  lower: {label: Cấp dưới, kind: count}
  share: {label: Tỷ lệ, kind: percent, computed: "percent(upper, total)"}
texts:
  more: {label: Thêm, optional: true}
sections:
  I.1:
    heading: Kết quả
    leaves:
      - id: leaf
        paragraphs:
          - say:
              - "Tổng {total}, đạt {share}%"
              - choose:
                  - {when: lower > 0, say: "có {upper} và {lower}"}
                  - {say: ["gồm {lower}", {text: more}]}
                  - {say: "chỉ có {upper}"}
              - choose: [{say: "dưới {lower}"}]
              - list:
                  items: [{when: filled(lower), say: "một"}, {say: "hai"}]
          - {when: filled(lower), say: "Chỉ khi có cấp dưới."}
          - {say: {text: more}}
rules:
  S1: {kind: sum, severity: error, holds: total == upper + lower, message: Tổng phải bằng.}
  S2: {kind: sum, severity: error, holds: total >= upper, zero: [lower], message: Không thể hơn.}
  S3: {kind: sum, severity: error, holds: total >= upper, message: Không thể hơn.}
"""
OTHER = """\
part: other
rules:
  S1: {kind: sum, severity: error, holds: total == upper, message: Tổng phải bằng cấp trên.}
"""
LATER = """\
form: note
version: "2"
as: "1"
valid_from: 2025-07-01
without: [lower]
parts: [other]
"""


def later(folder: Path, text: str = LATER, form: str = FORM) -> Form:
    """Return the later version of a form."""
    path = write(folder, PART, form)
    (folder / "parts" / "other.yaml").write_text(OTHER, encoding="utf-8")
    second = path.with_stem("2")
    second.write_text(text, encoding="utf-8")
    return load_form_file(second, folder)


def said(form: Form, **figures: int) -> str:
    unit = unit_for("VPUBND", "")
    blocks = compose(form, report(**figures), unit).blocks
    return "\n".join(getattr(block, "text", "") for block in blocks)


def refusal(folder: Path, text: str, form: str = FORM) -> str:
    with pytest.raises(Problem) as caught:
        later(folder, text, form)
    return caught.value.message


def test_a_version_is_another_but_for_what_it_states(tmp_path: Path) -> None:
    form = later(tmp_path)
    first = load_form_file(write(tmp_path, PART), tmp_path)
    assert (form.version, first.version) == ("2", "1")
    assert (form.title, form.chapters[0].id) == (first.title, first.chapters[0].id)
    assert set(first.figures) - set(form.figures) == {"lower"}


def test_what_names_a_figure_it_is_without_falls_away(tmp_path: Path) -> None:
    form = later(tmp_path)
    words = said(form, total=3, upper=3)
    assert "Tổng 3, đạt …% chỉ có 3 hai" in words
    assert "một" not in words
    assert "dưới" not in words
    assert form.figures["total"].computed is None
    assert form.figures["share"].computed is not None
    leaf = form.leaf_of("more")
    assert leaf is not None
    assert len(leaf.paragraphs) == 2


def test_rules_that_name_it_go_and_may_be_stated_again(tmp_path: Path) -> None:
    form = later(tmp_path)
    assert {name: rule.message for name, rule in form.rules.items()} == {
        "S1": "Tổng phải bằng cấp trên.",
        "S3": "Không thể hơn.",
    }


def test_a_version_may_state_no_more_than_its_own_keys(tmp_path: Path) -> None:
    form = later(tmp_path, 'form: note\nversion: "2"\nas: "1"\ntitle: Mới\n')
    assert (form.title, "lower" in form.figures) == ("Mới", True)


def test_a_form_without_a_base_may_be_without_figures(tmp_path: Path) -> None:
    form = load_form_file(write(tmp_path, PART, f"{FORM}without: [lower]\n"), tmp_path)
    assert set(form.figures) == {"total", "upper", "share"}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ('as: "3"', "note/2.yaml, dòng 3: không có phiên bản “3”."),
        ('as: "2"', "note/2.yaml, dòng 3: không có phiên bản “2”."),
        ("without: [lowre]", "note/2.yaml, dòng 5: không có chỉ tiêu “lowre”. Có phải “lower”?"),
        ("without: lower", "note/2.yaml, dòng 5: “without” phải là một danh sách chữ"),
        ("without: [{a: b}]", "note/2.yaml, dòng 5: “without” phải là một danh sách chữ"),
        ("parts: [othre]", "note/2.yaml, dòng 6: không có tệp thành phần “othre”"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, changed: str, words: str) -> None:
    key = changed.partition(":")[0]
    text = "".join(
        f"{changed}\n" if line.startswith(f"{key}:") else line for line in LATER.splitlines(True)
    )
    assert words in refusal(tmp_path, text)


def test_a_version_that_is_itself_as_another_is_no_base(tmp_path: Path) -> None:
    later(tmp_path)
    third = (tmp_path / "note" / "2.yaml").with_stem("3")
    third.write_text('form: note\nversion: "3"\nas: "2"\n', encoding="utf-8")
    with pytest.raises(Problem, match="lại dựa trên phiên bản khác"):
        load_form_file(third, tmp_path)
