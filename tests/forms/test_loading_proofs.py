"""What a definition must prove; and that the real catalogue does."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from forms.checking import Checker, checker
from forms.expression import EARLIER, parse
from forms.figure import Kind, rounded
from forms.loading import available, load_form
from forms.loading.sampling import can_break
from forms.loading.sorts import condition_complaint, value_complaint
from forms.period import Period, PeriodKind
from tests.forms.small_forms import PART, complaints, load, part_of

if TYPE_CHECKING:
    from forms.checking.compiled import Case
    from forms.definition import Form

DOCUMENTS = Path(__file__).parents[1] / "documents"

#: The rules of `domain/rules.csv` that concern an office's own report, and what this form adds.
OFFICE_RULES = """
A01 A02 A03 A04 A05 A06 A07 B01 B02 C01 C02 C03 D01 E01 E02 E03 E04 E05 E05b E06 F01 F02 F03 F04
H19 T01 T02 T03 T04 T05 T06 T07 T08 T09 T10 T11
"""
#: Tried in test_checking, test_register and test_rollup.
GENERIC_RULES = {"H19", "N01", "X03", "X05", "X10", "X11", "X20"}


def said_of(folder: Path, figures: str, say: str, rest: str = "") -> str:
    return "\n".join(complaints(folder, part_of(figures, say, rest)))


COUNTS = "a: {label: A, kind: count}\nb: {label: B, kind: count}\nd: {label: D, kind: date}"
SAY = '"{a} {b} {d}"'


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("holds: a == c", "dòng 13: “R”: không có chỉ tiêu “c”"),
        ("holds: a == b, when: filled(aa)", "không có chỉ tiêu “aa”"),
        ("holds: rows('x') > a", "không có bảng “x”"),
        ("holds: distinct('t.x') > a", "không có cột của bảng “t.x”"),
        ("holds: said('x') and a > b", "không có nội dung “x”"),
        ("holds: a == b, zero: [c]", "không có chỉ tiêu “c”"),
        ("holds: a == b, fields: [c]", "không có chỉ tiêu “c”"),
        ("holds: a == b, explains: S", "không có quy tắc “S”"),
        ("holds: it > 3", "“it” và “each” phải đi cùng nhau"),
        ("holds: a > 3, each: [b]", "“it” và “each” phải đi cùng nhau"),
        ("holds: it > 3, each: [aaa]", "không có chỉ tiêu “aaa”"),
        ("holds: it > 3, each: ['*_x']", "không có chỉ tiêu nào hợp với mẫu “*_x”"),
        ("holds: it > 3, each: ['kind:cuont']", "loại chỉ tiêu “cuont”. Có phải “count”?"),
        ("holds: it > 3, each: ['kind:money']", "không có chỉ tiêu nào hợp với mẫu “kind:money”"),
        ("holds: it > 3, each: ['over_time:stat']", "over_time “stat”. Có phải “state”?"),
        ("holds: it > 3, each: ['over_time:none']", "không có over_time “none”"),
        ("holds: a >= previous(c)", "không có chỉ tiêu “c”"),
        ("holds: a >= previous(d)", "“a” là số, “previous(d)” là ngày"),
        ("holds: previous(a) >= 0", "điều kiện luôn đúng"),
        ("holds: a >= previous(a), when: same_start == 1 and a > previous(a)", "luôn đúng"),
        ("holds: previous(it) > 3", "“it” và “each” phải đi cùng nhau"),
        ("holds: a > 3, when: same_start == 'x'", "“same_start” là số"),
        ("holds: 1 > 2", "không nhắc tới chỉ tiêu nào"),
        ("holds: a >= 0", "điều kiện luôn đúng"),
        ("holds: a == a", "điều kiện luôn đúng"),
        ("holds: a > 3, when: a > 5", "điều kiện luôn đúng"),
        ("holds: a == d", "so sánh hai loại giá trị khác nhau: “a” là số, “d” là ngày"),
        ("holds: a + d > 3", "chỉ tính được với số, “d” là ngày"),
        ("holds: a + b", "cho số, ở đây cần đúng hay sai"),
        ("holds: a and b > 1", "“a” là số, không phải một điều kiện"),
        ("holds: year(a) == 3", "“year(a)” cần ngày, “a” là số"),
        ("holds: period < '2022-Q1' and a > b", "chỉ so sánh được bằng == hoặc !="),
        ("generic: repaet", "không có phép kiểm chung “repaet”. Có phải “repeat”?"),
    ],
)
def test_a_rule_that_cannot_be_right_is_refused(tmp_path: Path, rule: str, said: str) -> None:
    rest = f"rules:\n  R: {{kind: sum, message: Sai., {rule}}}\n"
    assert said in said_of(tmp_path, COUNTS, SAY, rest)


MANY = f"""{COUNTS.replace("B, kind: count", "B, kind: count, over_time: cumulative")}
rate: {{label: R, kind: percent}}
m: {{label: M, kind: month}}
p: {{label: P, kind: period}}
n: {{label: N, kind: symbol}}"""
TABLE = 'tables:\n  t: {label: T, columns: [{id: x, label: X}], row: [{say: "{x}"}]}\n'


@pytest.mark.parametrize(
    "rule",
    [
        {"holds": "filled(a) or filled(b)"},
        {"holds": "rows('t') > 0"},
        {"holds": "a > 0", "when": "rows('t') > 2"},
        {"holds": "a > 0", "when": "period == '2031-Q3'"},
        {"holds": "a < 123456"},
        {"holds": "rate <= '99.95'"},
        {"holds": "rate <= 100"},
        {"holds": "a / b <= '0.5'"},
        {"holds": "month_start(m) <= d"},
        {"holds": "m == '2022-09'"},
        {"holds": "p == next_period(period)"},
        {"holds": "it < 3", "each": ["*", "!rate", "!d", "!m", "!p", "!n"]},
        {"holds": "n == '5' or n == 'x'"},
        {"holds": "previous(it) <= it", "each": ["kind:count"], "when": "same_start == 1"},
        {"holds": "previous(it) <= it", "each": ["over_time:cumulative"]},
        {"holds": "a > 0", "when": "filled(previous(d)) and follows_on == 1"},
        {"holds": "previous(period) == '2022-Q1' or rate == percent(previous(a), previous(b))"},
        {"holds": "a == previous(b) and previous(period_year) < year(d)"},
        {"generic": "numbering"},
        {"generic": "repeat", "holds": "a == b"},
        {"holds": "it != previous(it)", "each": ["kind:count"], "when": "year_on_year == 1"},
    ],
)
def test_a_rule_that_can_break_is_taken(tmp_path: Path, rule: dict[str, object]) -> None:
    written = json.dumps({"kind": "bound", "message": "Sai.", **rule})
    say = '["{a} {b} {d} {rate} {m} {p} {n}", {table: t}]'
    assert complaints(tmp_path, part_of(MANY, say, f"{TABLE}rules:\n  R: {written}\n")) == []


@pytest.mark.parametrize(
    ("computed", "said"),
    [
        ("b + c", "không có chỉ tiêu “c”"),
        ("a + 1", "tính vòng quanh: a → a"),
        ("d", "cho ngày, ở đây cần số"),
        ("year(b)", "“year(b)” cần ngày"),
        ("previous(b)", "chỉ quy tắc (rules) mới so được với báo cáo kỳ trước"),
    ],
)
def test_a_formula_that_cannot_be_right_is_refused(
    tmp_path: Path, computed: str, said: str
) -> None:
    figures = COUNTS.replace(
        "label: A, kind: count", f"label: A, kind: count, computed: {computed}"
    )
    found = said_of(tmp_path, figures, SAY)
    assert "dòng 3: “a”: " in found
    assert said in found


def test_formulas_that_go_in_a_circle_are_refused_once(tmp_path: Path) -> None:
    figures = """\
a: {label: A, kind: count, computed: b}
b: {label: B, kind: count, computed: c - 1}
c: {label: C, kind: count, computed: a + b}"""
    found = complaints(tmp_path, part_of(figures, '"{a} {b} {c}"'))
    assert [line for line in found if "vòng quanh" in line] == [
        "parts/counts.yaml, dòng 3: “a”: tính vòng quanh: a → b → c → a",
        "parts/counts.yaml, dòng 4: “b”: tính vòng quanh: b → c → b",
    ]


@pytest.mark.parametrize(
    ("say", "said"),
    [
        ('"{a} {b} {d} {x}"', "dòng 11: “leaf”: không có chỉ tiêu “x”"),
        ('"{a} {b} {d:longg}"', "chỉ tiêu “d” (loại date) không có cách viết “longg”"),
        ('["{a} {b} {d}", {text: t}]', "không có nội dung “t”"),
        ('["{a} {b} {d}", {table: t}]', "không có bảng “t”"),
        ('["{a} {b} {d}", {choose: [{when: x > 1, say: "y"}]}]', "không có chỉ tiêu “x”"),
        ('["{a} {b} {d}", {choose: [{when: it > 1, say: "y"}]}]', "không có chỉ tiêu “it”"),
        ('["{a} {b}{d}", {choose: [{when: follows_on == 1, say: "y"}]}]', "chỉ quy tắc (rules)"),
        ('["{a} {b} {d}", {choose: [{when: a > d, say: "y"}]}]', "so sánh hai loại"),
        ('["{a} {b} {d}", {list: {items: [{say: "{y}"}]}}]', "không có chỉ tiêu “y”"),
        ('["{a} {b} {d}", {list: {items: [{text: z}], empty: "{y}"}}]', "không có chỉ tiêu “y”"),
        ('"{a} {b}"', "“d”: chỉ tiêu không nằm trên mục nào nên không ai nhập được"),
    ],
)
def test_a_sentence_that_names_what_is_not_there_is_refused(
    tmp_path: Path, say: str, said: str
) -> None:
    assert said in said_of(tmp_path, COUNTS, say)


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("texts:\n  t: {label: T}\n", "dòng 13: “t”: nội dung không nằm trên mục nào"),
        ("texts:\n  a: {label: T}\n", "“a” đã khai báo ở parts/counts.yaml, dòng 3"),
        ("texts:\n  t: {label: T, default: '{x}'}\n", "không nằm trên mục nào"),
        ("tables:\n  t: {label: T}\n", "bảng không nằm trên mục nào"),
    ],
)
def test_a_text_or_table_nobody_can_fill_is_refused(tmp_path: Path, rest: str, said: str) -> None:
    assert said in said_of(tmp_path, COUNTS, SAY, rest)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("columns: [{id: x, label: X}], row: [{say: '{y}'}]", "không có chỉ tiêu “y”"),
        ("columns: [{id: x, label: X}], row: [{when: filled(a), say: y}]", "không có chỉ tiêu “a”"),
        ("columns: [{id: x, label: X}], row: [{table: t}]", "mỗi dòng của bảng chỉ viết bằng câu"),
        ("columns: [{id: x, label: X}, {id: x, label: Y}]", "mỗi cột một mã riêng"),
        ("row: [{say: y}]", "bảng cần ít nhất một cột"),
        ("columns: [{id: x, label: X, width: b}], row: [{say: y}]", "“width” phải là số nguyên"),
    ],
)
def test_a_table_that_cannot_be_said_is_refused(tmp_path: Path, table: str, said: str) -> None:
    rest = f"tables:\n  t: {{label: T, {table}}}\n"
    assert said in said_of(tmp_path, COUNTS, f"[{SAY}, {{table: t}}]", rest)


def test_a_default_may_name_figures_and_is_proved(tmp_path: Path) -> None:
    rest = "texts:\n  t: {label: T, default: '{d} {x}'}\n"
    found = said_of(tmp_path, COUNTS, '["{a} {b}", {text: t}]', rest)
    assert "dòng 13: “t”: không có chỉ tiêu “x”" in found
    assert "“d”" not in found


def test_a_source_and_a_leaf_id_are_proved(tmp_path: Path) -> None:
    figures = "a: {label: A, kind: count, source: period.form}"
    assert "không có nguồn “period.form”. Có phải “period.from”?" in said_of(
        tmp_path, figures, '"y"'
    )
    twice = PART.replace("      - id: I.1.counts", "      - id: I.1.counts\n      - id: I.1.counts")
    assert any(
        "dòng 12: “I.1.counts”: mã mục này đã dùng ở parts/counts.yaml, dòng 11" in line
        for line in complaints(tmp_path, twice)
    )


def test_a_name_nobody_has_is_refused_even_in_another_forms_rule(tmp_path: Path) -> None:
    part = """\
part: counts
figures:
  a: {label: A, kind: count}
  b: {label: B, kind: count}
sections:
  I.1: {heading: Một, leaves: [{id: one, paragraphs: [{say: "{a}"}]}]}
  II: {heading: Hai, leaves: [{id: two, paragraphs: [{say: "{b}"}]}]}
rules:
  R: {kind: sum, holds: b == c, message: Sai.}
"""
    assert any("“R”: không có chỉ tiêu “c”" in line for line in complaints(tmp_path, part))
    assert complaints(tmp_path, part.replace("b == c", "b == a")) == []


def test_a_rule_of_the_earlier_report_is_left_to_the_forms_that_have_its_figures(
    tmp_path: Path,
) -> None:
    part = """\
part: counts
figures:
  a: {label: A, kind: count}
  b: {label: B, kind: count}
sections:
  I.1: {heading: Một, leaves: [{id: one, paragraphs: [{say: "{a}"}]}]}
  II: {heading: Hai, leaves: [{id: two, paragraphs: [{say: "{b}"}]}]}
rules:
  R: {kind: sum, holds: a == previous(b), message: Sai.}
  S: {kind: sum, holds: a >= previous(a), when: same_start == 1, message: Sai.}
"""
    form = load(tmp_path, part)
    assert set(form.rules) == {"S"}
    assert form.rules["S"].fields == ("a",)


def test_figures_stand_in_a_leaf_as_they_are_defined(tmp_path: Path) -> None:
    say = '[{choose: [{when: b > 0, say: "{d}"}]}, "{a}"]'
    (leaf,) = load(tmp_path, part_of(COUNTS, say)).leaves()
    assert leaf.figures == ("a", "b", "d")
    office = load_form("office-report")
    petitions = next(leaf for leaf in office.leaves() if leaf.id == "II.2.pakn")
    assert petitions.figures == ("pakn_received", "pakn_resolved", "pakn_resolved_rate")


def test_sorts_of_values() -> None:
    kinds = {"m": Kind.MONTH, "p": Kind.PERIOD, "n": Kind.NAME, "c": Kind.COUNT}
    for good in ("m < '2022-09'", "p != '2022-Q1'", "n == 'x'", "-c < 3", "not filled(n)"):
        assert condition_complaint(parse(good), kinds) == "", good
    assert value_complaint(parse("percent(c, c)"), Kind.PERCENT, kinds) == ""
    assert value_complaint(parse("period_year - 1"), Kind.YEAR, kinds) == ""
    assert value_complaint(parse("next_period(period)"), Kind.PERIOD, kinds) == ""
    assert value_complaint(parse("zzz"), Kind.DATE, kinds) == "", "another complaint says so"
    assert "chữ trong nháy" in condition_complaint(parse("c == 'x'"), kinds)


# The real catalogue.

FORMS = list(available())


@pytest.mark.parametrize(("form", "version"), FORMS)
def test_every_form_of_the_catalogue_loads(form: str, version: str) -> None:
    loaded = load_form(form, version)
    assert (loaded.id, loaded.version) == (form, version)


def test_every_office_indicator_is_a_figure() -> None:
    ids = (DOCUMENTS / "office_figure_ids.txt").read_text(encoding="utf-8").split()
    assert len(ids) == 138
    assert set(ids) <= set(load_form("office-report", "2022").figures)


def test_every_office_rule_is_there() -> None:
    assert set(OFFICE_RULES.split()) <= set(load_form("office-report").rules)


def _days(form: Form, case: Case, dice: random.Random) -> dict[str, Any]:
    """Return made-up facts near what the case compares."""
    period = Period(dice.choice((2022, 2023, 2026)), dice.choice(list(PeriodKind)))
    facts: dict[str, Any] = {"period": str(period), "period_year": period.year}
    if case.is_between:
        facts[f"{EARLIER}period"] = "2021-Y"
    for name in case.names:
        figure = form.figures.get(name.removeprefix(EARLIER))
        if name not in facts and dice.random() < 0.97:
            facts[name] = _made(figure.kind if figure else Kind.COUNT, period, dice)
    read = [case.holds, *([case.when] if case.when else [])]
    facts.update((name, dice.randint(0, 3)) for each in read for name in each.references)
    return facts


def _made(kind: Kind, period: Period, dice: random.Random) -> Any:
    values = {
        Kind.DATE: date(period.year, 6, 14) + timedelta(days=dice.randint(-2, 2)),
        Kind.YEAR: period.year - dice.randint(0, 1),
        Kind.MONTH: f"{period.year}-{dice.randint(5, 7):02d}",
        Kind.PERIOD: str(dice.choice((period, period.successor()))),
        Kind.PERCENT: rounded(dice.randint(0, 2), dice.randint(1, 2), 1),
        Kind.DECIMAL: Decimal(dice.choice((0, 1, 2, 2, 2, 120))),
    }
    # A leap is more than tenfold, and what repeats is worth a word from a hundred on.
    return values.get(kind, dice.choice((0, 1, 2, 2, 2, 120)))


@pytest.mark.parametrize(("form", "version"), FORMS)
def test_every_rule_can_pass_and_can_fail(form: str, version: str) -> None:
    loaded = load_form(form, version)
    whole = checker(loaded)
    dice = random.Random(7)  # noqa: S311  (samples, not secrets)
    for position, case in enumerate(whole.cases):
        seen: set[bool] = set()
        for _ in range(3_000):
            facts = _days(loaded, case, dice)
            if len(seen) == 2:
                break
            if set(case.holds.names) - set(case.zero) <= set(facts):
                seen.add(position in whole.broken(facts))
        assert seen == {True, False}, (case.rule.id, case.figure, seen)
    generic = {rule.id for rule in loaded.rules.values() if rule.generic}
    assert generic <= GENERIC_RULES


@pytest.mark.parametrize(("form", "version"), FORMS)
def test_the_generated_function_says_what_each_expression_says(form: str, version: str) -> None:
    loaded = load_form(form, version)
    whole = Checker(loaded)
    dice = random.Random(3)  # noqa: S311  (samples, not secrets)
    for _ in range(300):
        facts: dict[str, Any] = {}
        for case in whole.cases:
            for name, value in _days(loaded, case, dice).items():
                if dice.random() < 0.9:
                    facts.setdefault(name, value)
        assert whole.broken(facts) == [
            position for position, case in enumerate(whole.cases) if _is_broken(case, facts)
        ]


def _is_broken(case: Case, facts: dict[str, Any]) -> bool:
    known = case.known(facts)
    return (
        all(known.get(name) is not None for name in case.holds.names)
        and (case.when is None or case.when.holds(facts))
        and not case.holds.holds(known)
    )


def test_no_two_rules_of_a_small_form_are_mixed_up(tmp_path: Path) -> None:
    form = load(tmp_path)
    assert [case.rule.id for case in checker(form).cases] == ["S1"]
    assert can_break(parse("total == early"), None, {"total": Kind.COUNT, "early": Kind.COUNT})
