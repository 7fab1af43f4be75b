"""The report as numbered blocks: what the form says becomes what is printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from forms.block import Addressee, Closing, Head, Heading, Paragraph, Run, Title
from forms.document import Composer, compose
from forms.figure import Kind, show, styles
from forms.loading import load_form
from forms.period import Period
from forms.report import Report, UnitRef
from forms.unit import unit_for
from tests.forms.report_strategies import reports
from tests.forms.small_forms import FORM, load, part_of, report

if TYPE_CHECKING:
    from pathlib import Path

    from forms.definition import Form
    from forms.figure import Value

OFFICE = load_form("office-report")
UNIT = unit_for("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp")

COUNTS = "a: {label: A, kind: count}\nb: {label: B, kind: count}"


def lines(form: Form, about: Report) -> list[str]:
    return [b.text for b in compose(form, about, UNIT).blocks if isinstance(b, Heading | Paragraph)]


def body(folder: Path, say: str, about: Report, rest: str = "") -> list[str]:
    """Return the paragraphs a piece prints."""
    form = load(folder, part_of(COUNTS, say, rest))
    printed = [
        line.text for leaf in form.leaves() for line in Composer(form, about, UNIT).leaf_lines(leaf)
    ]
    assert printed == [line.removesuffix("./.") for line in printed]
    return printed


# Numbering.

OUTLINE = FORM.replace(
    "  - {id: I, heading: PHẦN MỘT, sections: [I.1]}\n",
    """\
  - {id: I, heading: Phần một, sections: [I.1, I.2]}
  - {id: II, heading: "Phần hai {a}", sections: [II], optional: true}
  - {id: III, heading: Phần ba, sections: [III]}
""",
)
PARTS = """\
part: counts
figures:
  a: {label: A, kind: count}
texts:
  two: {label: Hai, optional: true}
  three: {label: Ba, default: "Không có.", help: x}
sections:
  I.1:
    heading: Mục một
    leaves: [{id: one, heading: "Lá {a}", bullet: "-", paragraphs: [{say: Một.}]}]
  I.2: {heading: "Mục {period:short}", leaves: [{id: other, paragraphs: [{say: Hai.}]}]}
  II: {heading: Phần hai, leaves: [{id: two, paragraphs: [{say: {text: two}}]}]}
  III: {heading: Phần ba, leaves: [{id: three, paragraphs: [{say: {text: three}}]}]}
"""


def test_chapters_and_sections_are_numbered_when_printed(tmp_path: Path) -> None:
    form = load(tmp_path, PARTS, OUTLINE)
    full = replace(report(a=3), texts={"two": "Chậm."})
    assert lines(form, full) == [
        "I. PHẦN MỘT",
        "1. Mục một",
        "- Lá 3:",
        "Một.",
        "2. Mục 6 tháng đầu năm",
        "Hai.",
        "II. PHẦN HAI 3",
        "Chậm.",
        "III. PHẦN BA",
        "Không có./.",
    ]
    assert Composer(form, full, UNIT).numbers() == {
        "I.1": "I.1",
        "I.2": "I.2",
        "II": "II",
        "III": "III",
    }


def test_an_optional_chapter_without_words_leaves_no_gap(tmp_path: Path) -> None:
    form = load(tmp_path, PARTS, OUTLINE)
    assert lines(form, report(a=3))[-2:] == ["II. PHẦN BA", "Không có./."]
    numbers = Composer(form, report(a=3), UNIT).numbers()
    assert (numbers["II"], numbers["III"]) == ("–", "II")
    emptied = replace(report(a=3), texts={"three": ""})
    assert lines(form, emptied)[-2:] == ["Hai./.", "II. PHẦN BA"], "emptied on purpose"


def test_a_document_without_any_words_is_not_closed(tmp_path: Path) -> None:
    form = load(
        tmp_path, part_of(COUNTS, "{text: t}", "texts:\n  t: {label: T, default: '{a}{b}'}")
    )
    assert lines(form, replace(report(), texts={"t": " "})) == ["I. PHẦN MỘT", "1. Kết quả"]


def test_what_is_missing_is_marked_and_listed_in_print_order(tmp_path: Path) -> None:
    form = load(tmp_path, PARTS, OUTLINE)
    composer = Composer(form, report(), UNIT)
    (leaf, *_) = form.leaves()
    heading, *_ = composer.leaf_lines(leaf)
    assert heading.runs == (
        Run("Lá ", "label"),
        Run("…", "missing", "a"),
        Run(":", "label"),
    )
    assert composer.missing() == ("a",)
    assert Composer(form, report(a=1), UNIT).missing() == ()


def test_a_figure_missing_in_a_heading_or_in_the_title_is_listed(tmp_path: Path) -> None:
    form = load(tmp_path, PARTS.replace('"Lá {a}"', "Lá"), OUTLINE)
    chaptered = replace(report(), texts={"two": "Chậm."})
    assert Composer(form, chaptered, UNIT).missing() == ("a",)
    assert Composer(form, report(), UNIT).missing() == (), "its chapter isn't printed"
    titled = OUTLINE.replace("  archive:", '  window_note: "đến {a}"\n  archive:')
    form = load(tmp_path, PARTS.replace('"Lá {a}"', "Lá"), titled)
    assert Composer(form, report(), UNIT).missing() == ("a",)


# Pieces.


def test_the_first_variant_that_holds_is_said(tmp_path: Path) -> None:
    say = '["{a} {b}", {choose: [{when: a > b, say: hơn}, {when: a < b, say: kém}]}]'
    assert body(tmp_path, say, report(a=2, b=1)) == ["2 1 hơn"]
    assert body(tmp_path, say, report(a=1, b=2)) == ["1 2 kém"]
    assert body(tmp_path, say, report(a=1, b=1)) == ["1 1"]
    assert body(tmp_path, say, report(a=1)) == ["1 …"], "a missing figure fails each condition"


def test_a_piece_without_words_is_left_out(tmp_path: Path) -> None:
    rest = "texts:\n  t: {label: T, optional: true}\n"
    assert body(tmp_path, '["{a}{b}", {text: t}]', report(a=1, b=2), rest) == ["12"]
    assert body(
        tmp_path,
        '[{choose: [{when: a > b, say: "x"}]}, {text: t}, "{front.number}"]',
        report(a=1, b=2),
        rest,
    ) == ["…"]
    silent = replace(report(a=1, b=2), front={"number": ""})
    assert (
        body(
            tmp_path,
            '[{choose: [{when: a > b, say: "x"}]}, {text: t}, "{front.number}"]',
            silent,
            rest,
        )
        == []
    )


def test_lines_of_a_text_are_paragraphs_with_their_own_bullets(tmp_path: Path) -> None:
    rest = "texts:\n  t: {label: T}\n"
    about = replace(report(a=1, b=2), texts={"t": "một,\n\n- hai;\n+ ba\n1. bốn\n* năm\nsáu"})
    printed = body(tmp_path, '["{a}{b}", {text: t}, hết]', about, rest)
    assert printed == ["12 một,", "- hai;", "+ ba", "1. bốn", "* năm", "sáu hết"]
    form = load(tmp_path, part_of(COUNTS, '["{a}{b}", {text: t}, hết]', rest))
    (leaf,) = form.leaves()
    found = list(Composer(form, about, UNIT).leaf_lines(leaf))
    assert [line.bullet for line in found] == ["", "-", "+", "1.", "*", ""]
    assert found[1].runs == (Run("hai;", "", "t"),)
    assert {line.leaf for line in found} == {"leaf"}


def test_a_text_not_written_is_missing_or_its_default(tmp_path: Path) -> None:
    about = report(a=1)
    assert body(tmp_path, '["{a}{b}", {text: t}]', about, "texts:\n  t: {label: T}\n") == ["1… …"]
    default = 'texts:\n  t: {label: T, default: "có {a}\\n\\n- và {b}"}\n'
    assert body(tmp_path, "{text: t}", about, default) == ["có 1", "- và …"]
    form = load(tmp_path, part_of(COUNTS, "{text: t}", default))
    (leaf,) = form.leaves()
    first, second = Composer(form, about, UNIT).leaf_lines(leaf)
    assert first.runs == (Run("có ", "", "t"), Run("1", "", "a"))
    assert second.runs == (Run("và ", "", "t"), Run("…", "missing", "b"))


TABLE = """\
tables:
  t:
    label: T
    columns: [{id: x, label: X, kind: name}, {id: n, label: N, kind: count}]
    row:
      - {when: filled(n) and period_year == 2022, say: ["{x}", "({n:02})"]}
      - {when: filled(x), say: "{x}"}
    join: "; "
texts:
  u: {label: U, optional: true}
"""
ROWS: dict[str, tuple[dict[str, Value], ...]] = {
    "t": ({"x": "một", "n": 1}, {"x": "hai"}, {}, {"n": 3})
}


def test_the_rows_of_a_table_are_said_and_joined(tmp_path: Path) -> None:
    about = replace(report(a=1, b=2), tables=ROWS)
    say = '["{a}{b}", {table: t}, {text: u}]'
    assert body(tmp_path, say, about, TABLE) == ["12 một (01); hai; … (03)"]
    assert body(tmp_path, say, report(a=1, b=2), TABLE) == ["12"]
    form = load(tmp_path, part_of(COUNTS, say, TABLE))
    assert Composer(form, about, UNIT).missing() == ("t",), "a column left open is not filled"


def test_a_list_joins_its_items_or_says_there_is_none(tmp_path: Path) -> None:
    say = (
        '["{a}{b}", {list: {lead: Cử, join: ", ", end: ".", items: '
        '[{when: a > 1, say: "nhiều"}, {table: t}, {text: u}], empty: không.}}]'
    )
    full = replace(report(a=2, b=2), tables=ROWS, texts={"u": "cuối.;"})
    assert body(tmp_path, say, full, TABLE) == ["22 Cử nhiều, một (01); hai; … (03), cuối."]
    assert body(tmp_path, say, report(a=1, b=2), TABLE) == ["12 không."]
    plain = say.replace('lead: Cử, join: ", ", end: ".", ', "").replace(", empty: không.", "")
    assert body(tmp_path, plain, replace(report(a=2, b=2), texts={"u": ";"}), TABLE) == [
        "22 nhiều; "
    ]
    assert body(tmp_path, plain, report(a=1, b=2), TABLE) == ["12"]


LEAF = """\
part: counts
figures:
  a: {label: A, kind: count}
sections:
  I.1:
    heading: Kết quả
    leaves:
      - id: leaf
        bullet: "-"
        heading: Đầu đề%s
        paragraphs:
          - {run_on: true, %s say: "nối {a}"}
          - {bullet: "+", say: tiếp}
"""


@pytest.mark.parametrize(
    ("colon", "options", "expected"),
    [
        ("", "", ["- Đầu đề: nối 1", "+ tiếp"]),
        ("", "when: a > 5,", ["- Đầu đề:", "+ tiếp"]),
        ("", 'bullet: "*",', ["- Đầu đề:", "* nối 1", "+ tiếp"]),
    ],
)
def test_a_run_on_paragraph_continues_the_heading(
    tmp_path: Path, colon: str, options: str, expected: list[str]
) -> None:
    form = load(tmp_path, LEAF % (colon, options))
    assert lines(form, report(a=1))[2:] == [*expected[:-1], f"{expected[-1]}./."]


def test_a_heading_that_ends_with_a_colon_gets_no_second(tmp_path: Path) -> None:
    form = load(tmp_path, LEAF.replace("heading: Đầu đề%s", 'heading: "Đầu đề:"').replace("%s", ""))
    assert lines(form, report(a=1))[2] == "- Đầu đề: nối 1"


@pytest.mark.parametrize(
    ("written", "printed"),
    [("Xong.", "Xong./."), ("Xong ./.", "Xong./."), ("Xong;", "Xong./."), ("số {a}.", "số 1./.")],
)
def test_the_last_sentence_is_closed_once(tmp_path: Path, written: str, printed: str) -> None:
    form = load(tmp_path, part_of(COUNTS, f'["{{a}}{{b}}", "{written}"]'))
    blocks = compose(form, report(a=1, b=2), UNIT).blocks
    last = [block for block in blocks if isinstance(block, Paragraph)][-1]
    assert last.text == f"12 {printed}"
    assert last.runs[-1] == Run("./.")


# Head and foot.


def test_head_title_and_foot_come_from_the_unit() -> None:
    from tests.forms.test_facts import EMPTY

    document = compose(OFFICE, EMPTY, UNIT)
    head, title = document.blocks[:2]
    closing = document.blocks[-1]
    assert isinstance(head, Head)
    assert isinstance(title, Title)
    assert isinstance(closing, Closing)
    assert head.issuer_lines == tuple(UNIT.slots["upper"].split("\n"))
    assert head.number == f"Số:      /{UNIT.slots['symbol']}"
    assert head.place_date == "Đồng Tháp, ngày      tháng      năm       "
    assert title.kind == "BÁO CÁO"
    assert "15/12/2021" in title.note
    assert document.subject == title.subject
    assert document.title == f"Báo cáo {title.subject}"
    assert document.organisation == UNIT.name
    assert closing.signer == ""
    assert closing.recipients[-1].startswith("- Lưu: VT")
    assert all(line.startswith("- ") for line in closing.recipients)
    assert not [block for block in document.blocks if isinstance(block, Addressee)]


def test_front_matter_stands_before_the_units_words() -> None:
    from tests.forms.test_facts import EMPTY

    front = {
        "number": "9",
        "symbol": "BC-X",
        "place": "Cao Lãnh",
        "signed_date": "2022-02-05",
        "authority": "",
        "signer_title": "KT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG",
        "signer_name": "Người Ký",
        "recipients": "- Sở Nội vụ;\nLưu: VT.\n",
        "addressee": "Sở Nội vụ",
    }
    blocks = compose(OFFICE, replace(EMPTY, front=front), UNIT).blocks
    assert blocks[2] == Addressee(("Sở Nội vụ",))
    assert isinstance(blocks[0], Head)
    assert blocks[0].number == "Số: 09/BC-X"
    assert blocks[0].place_date == "Cao Lãnh, ngày 05 tháng 02 năm 2022"
    assert blocks[-1] == Closing(
        ("- Sở Nội vụ;", "- Lưu: VT."),
        ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        "Người Ký",
    )


def test_a_form_may_name_recipients_and_an_addressee(tmp_path: Path) -> None:
    text = FORM.replace(
        "  archive:", "  recipients: [Sở Nội vụ]\n  addressee: Sở Nội vụ\n  archive:"
    )
    blocks = compose(load(tmp_path, form=text), report(), UNIT).blocks
    assert blocks[2] == Addressee(("Sở Nội vụ",))
    assert isinstance(blocks[-1], Closing)
    assert blocks[-1].recipients[0] == "- Sở Nội vụ;"
    assert isinstance(blocks[1], Title)
    assert blocks[1].note == ""
    numbered = replace(report(), front={"number": "12a"})
    head = compose(load(tmp_path, form=text), numbered, UNIT).blocks[0]
    assert isinstance(head, Head)
    assert head.number.startswith("Số: 12a/")


# Any report at all.


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports(OFFICE))
def test_any_report_can_be_composed_and_prints_what_it_names(about: Report) -> None:
    composer = Composer(OFFICE, about, UNIT)
    document = composer.document()
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            continue
        assert block.text.strip()
        for run in block.runs:
            if run.field in about.figures and run.role != "missing":
                kind, value = OFFICE.figures[run.field].kind, about.figures[run.field]
                printed = {show(kind, value, style) for style in styles(kind)}
                assert run.text in printed or kind is Kind.NUMBERS
    assert set(composer.missing()).isdisjoint(about.figures)
    assert sum(isinstance(block, Head | Title | Closing) for block in document.blocks) == 3
    romans = [
        b.text.partition(".")[0] for b in document.blocks if isinstance(b, Heading) and b.level == 1
    ]
    assert romans == ["I", "II", "III", "IV", "V", "VI"][: len(romans)]


def test_fields_are_all_that_prints_filled_in_or_not() -> None:
    form = load_form("office-report")
    empty = Report("office-report", "2022", UnitRef("SNV", "Sở Nội vụ"), Period.parse("2022-H1"))
    composer = Composer(form, empty, unit_for("SNV", "Sở Nội vụ"))
    assert set(composer.missing()) <= set(composer.fields())
    assert "gov_tasks_total" in composer.fields()
