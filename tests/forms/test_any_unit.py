"""The same form serves any office, department, district or commune: the unit lends its words."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.block import Closing, Head, Heading, Paragraph
from forms.checking import checker
from forms.choosing import version_for
from forms.document import Composer, compose
from forms.figure import Kind
from forms.loading import CATALOGUE, load_form
from forms.period import Period
from forms.report import Report, UnitRef
from forms.report_file import read_report_file
from forms.unit import UnitKind, load_units, unit_for
from forms.word import docx_bytes
from tests.documents.reading import FOLDER, printed
from tests.forms.report_strategies import reports
from tests.forms.wordings import A_PROVINCE, DOUBLED, TORN, found, frames, labels, own_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from forms.definition import Form, Leaf
    from forms.unit import Unit

FORMS: Final = ("office-report", "commune-report")
LOADED: Final = tuple(map(load_form, FORMS))
#: Values that name no unit, by kind; counts apart.
MADE: Final[dict[Kind, Any]] = {
    Kind.MONEY: 1_250_000,
    Kind.PERCENT: Decimal("12.5"),
    Kind.DATE: date(2024, 2, 5),
    Kind.YEAR: 2024,
    Kind.MONTH: "2024-02",
    Kind.PERIOD: "2024-Q2",
    Kind.PERIODS: "2024",
    Kind.SPAN: "2021-2030",
    Kind.SYMBOL: "12/KH",
    Kind.NUMBERS: "3;4",
    Kind.NAME: "tên riêng",
    Kind.TEXT: "về một việc",
}
TWO_LEVELS: Final = date(2025, 7, 1)


class Case(NamedTuple):
    """A unit, its form, a period, and what stands at the foot of its reports."""

    form: str
    code: str
    name: str
    period: str
    issuer: tuple[str, ...]
    place: str
    recipients: tuple[str, ...]
    signature: tuple[str, ...]


CASES: Final = {
    "office of another province": Case(
        "office-report",
        "VPUBND",
        "Văn phòng Ủy ban nhân dân tỉnh Bến Tre",
        "2024-Q1",
        ("ỦY BAN NHÂN DÂN", "TỈNH BẾN TRE", "VĂN PHÒNG"),
        "Bến Tre",
        ("UBND Tỉnh (b/c)", "Sở Nội vụ", "Lãnh đạo VP UBND Tỉnh"),
        ("CHÁNH VĂN PHÒNG",),
    ),
    "department of home affairs": Case(
        "office-report",
        "SNV",
        "Sở Nội vụ tỉnh Đồng Tháp",
        "2023-H1",
        ("ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG THÁP", "SỞ NỘI VỤ"),
        "Đồng Tháp",
        ("Bộ Nội vụ (b/c)", "UBND Tỉnh (b/c)", "Lãnh đạo Sở"),
        ("GIÁM ĐỐC",),
    ),
    "department of a city": Case(
        "office-report",
        "STP",
        "Sở Tư pháp TP. Cần Thơ",
        "2026-Q1",
        ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ CẦN THƠ", "SỞ TƯ PHÁP"),
        "Cần Thơ",
        ("UBND Thành phố (b/c)", "Sở Nội vụ", "Lãnh đạo Sở"),
        ("GIÁM ĐỐC",),
    ),
    "inspectorate": Case(
        "office-report",
        "TTT",
        "",
        "2024-Q1",
        ("ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG THÁP", "THANH TRA"),
        "Đồng Tháp",
        ("UBND Tỉnh (b/c)", "Sở Nội vụ", "Lãnh đạo Thanh tra"),
        ("CHÁNH THANH TRA",),
    ),
    "district": Case(
        "commune-report",
        "DT-LAPVO-H",
        "",
        "2024-Y",
        ("ỦY BAN NHÂN DÂN", "HUYỆN LẤP VÒ"),
        "Lấp Vò",
        ("UBND Tỉnh (b/c)", "Sở Nội vụ", "TT. HĐND huyện", "CT, các PCT UBND huyện"),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ),
    "commune of a district": Case(
        "commune-report",
        "X",
        "UBND xã Tân Thành, huyện Lai Vung, tỉnh Đồng Tháp",
        "2024-Q1",
        ("ỦY BAN NHÂN DÂN", "XÃ TÂN THÀNH"),
        "Tân Thành",
        ("UBND Huyện (b/c)", "Phòng Nội vụ", "TT. Đảng ủy, HĐND xã", "CT, các PCT UBND xã"),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ),
    "ward of another city's district": Case(
        "commune-report",
        "X",
        "UBND Phường 7, Quận 3, Thành phố Hồ Chí Minh",
        "2024-Q1",
        ("ỦY BAN NHÂN DÂN", "PHƯỜNG 7"),
        "Phường 7",
        ("UBND Quận (b/c)", "Phòng Nội vụ", "TT. Đảng ủy, HĐND phường"),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ),
    "commune of today": Case(
        "commune-report",
        "DT2-XA-TANHONG",
        "",
        "2026-Q1",
        ("ỦY BAN NHÂN DÂN", "XÃ TÂN HỒNG"),
        "Tân Hồng",
        ("UBND Tỉnh (b/c)", "Sở Nội vụ", "TT. Đảng ủy, HĐND xã", "CT, các PCT UBND xã"),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ),
    "ward of today elsewhere": Case(
        "commune-report",
        "X",
        "Ủy ban nhân dân phường Ninh Kiều, thành phố Cần Thơ",
        "2026-H1",
        ("ỦY BAN NHÂN DÂN", "PHƯỜNG NINH KIỀU"),
        "Ninh Kiều",
        ("UBND Thành phố (b/c)", "Sở Nội vụ", "TT. Đảng ủy, HĐND phường"),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ),
}


def blank(form: Form, unit: Unit, period: str) -> Report:
    return Report(form.id, form.version, UnitRef(unit.code, unit.name), Period.parse(period))


def filled(form: Form, report: Report, count: int) -> Report:
    """Fill every figure and one row of every table with what names no unit."""
    made = MADE | {Kind.COUNT: count}
    figures = {f.id: made[f.kind] for f in form.figures.values() if not f.source}
    if "government_levels" in figures:
        figures["government_levels"] = 2 if report.period.year > TWO_LEVELS.year else 3
    tables = {t.id: ({c.id: made[c.kind] for c in t.columns},) for t in form.tables.values()}
    return replace(report, figures=figures, tables=tables)


def fillings(form: Form, unit: Unit, period: str) -> Iterator[Report]:
    empty = blank(form, unit, period)
    yield empty
    for count in (0, 7):
        whole = filled(form, empty, count)
        yield whole
        for kept in ("invest_project", "hotline_1022", "qppl_check_year"):
            yield whole.with_figure(kept, None)


def body(form: Form, report: Report, unit: Unit) -> list[str]:
    """Return everything a report says, texts' defaults that are not printed included."""
    composer = Composer(form, report, unit)
    blocks = composer.document().blocks
    said = [block.text for block in blocks if isinstance(block, Heading | Paragraph)]
    defaults = (text.default for text in form.texts.values() if text.default)
    return [*said, *(composer.voice.text(default) for default in defaults)]


@pytest.fixture(params=CASES, scope="module")
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]


def form_of(case: Case) -> Form:
    """Return the version of the form that is valid for the period."""
    return version_for(case.form, Period.parse(case.period))


@cache
def said(case: Case) -> tuple[str, ...]:
    """Return what all reports of a case say, filled in one way or another."""
    form, unit = form_of(case), unit_for(case.code, case.name)
    told = (line for r in fillings(form, unit, case.period) for line in body(form, r, unit))
    return tuple(dict.fromkeys(told))


def test_the_form_is_meant_for_the_unit(case: Case) -> None:
    assert unit_for(case.code, case.name).kind in form_of(case).levels


def test_sentences_are_whole(case: Case) -> None:
    lines = said(case)
    assert not found(DOUBLED, lines)
    assert not found(rf"{TORN}|\.\.", lines)
    assert not found(r"\b(Sở|Ban|Phòng) (ban|tham|phối|thẩm|đã|có|thường)\b", lines)


def test_no_other_unit_s_words_leak(case: Case) -> None:
    unit = unit_for(case.code, case.name)
    lines = [line.replace("Văn phòng Chính phủ", "") for line in said(case)]
    if unit.slots["province"] != "Đồng Tháp":
        assert not found("Đồng Tháp", lines)
    if unit.kind is not UnitKind.OFFICE:
        assert not found("Văn phòng", lines)
    if "tỉnh" not in unit.slots["committee_full"]:
        assert not found(A_PROVINCE, lines)
    if unit.kind is UnitKind.COMMUNE:
        without = [line.replace("7 thủ tục cấp huyện", "") for line in lines]
        assert not found(r"\bSở\b|sở, |\bcấp (huyện|tỉnh)\b", without)


@pytest.mark.parametrize("period", ["2025-Q3", "2026-Q1"])
@pytest.mark.parametrize("name", ["VPUBND", "SNV", "DT2-XA-TANHONG"])
def test_two_levels_know_no_district(name: str, period: str) -> None:
    unit = unit_for(name, "")
    form = load_form("commune-report" if unit.kind is UnitKind.COMMUNE else "office-report")
    empty = blank(form, unit, period)
    levels = empty.with_figure("government_levels", 2) if form.id == "office-report" else empty
    for report in (empty, levels):
        assert not found(r"[Hh]uyện|03 cấp|thị trấn", body(form, report, unit))


def test_three_levels_know_the_district() -> None:
    form, unit = load_form("office-report", "2022"), unit_for("VPUBND", "")
    report = blank(form, unit, "2025-H1")
    for levels in (report, report.with_figure("government_levels", 3)):
        assert len(found("cấp huyện", body(form, levels, unit))) == 5


def test_the_change_of_levels_is_not_copied_over() -> None:
    form, unit = load_form("office-report"), unit_for("VPUBND", "")
    rules = {
        (period, levels): {
            finding.rule
            for finding in checker(form).check(
                blank(form, unit, period).with_figure("government_levels", levels)
            )
        }
        for period in ("2024-Q1", "2026-Q1")
        for levels in (2, 3)
    }
    assert "L01b" in rules["2024-Q1", 2]
    assert "L01" in rules["2026-Q1", 3]
    assert not (rules["2024-Q1", 3] | rules["2026-Q1", 2]) & {"L01", "L01b"}


def test_head_and_foot_are_the_unit_s_own(case: Case) -> None:
    form, unit = form_of(case), unit_for(case.code, case.name)
    document = compose(form, blank(form, unit, case.period), unit)
    (head,) = (block for block in document.blocks if isinstance(block, Head))
    (closing,) = (block for block in document.blocks if isinstance(block, Closing))
    assert (*head.superior_lines, *head.issuer_lines) == case.issuer
    assert head.place_date.startswith(f"{case.place}, ngày")
    assert closing.recipients[: len(case.recipients)] == tuple(f"- {r};" for r in case.recipients)
    assert closing.recipients[-1].startswith("- Lưu: VT, ")
    assert closing.authority_lines == case.signature
    assert closing.signer == ""


# All units of the catalogue.


def named(unit: Unit) -> str:
    """Return what both forms say of a unit, empty and filled."""
    lines: list[str] = []
    for form in LOADED:
        empty = blank(form, unit, "2026-Q1")
        for report in (empty, filled(form, empty, 7)):
            lines.extend(printed(compose(form, report, unit)))
    return "\n".join(lines)


@pytest.mark.parametrize("unit", load_units(), ids=lambda unit: unit.code)
def test_no_unit_of_the_catalogue_names_another(unit: Unit) -> None:
    text, own = named(unit), " ".join((*unit.slots.values(), unit.slots["home_department"]))
    others = {other.slots["self"] for other in load_units() if other.slots["self"] not in own}
    assert all(value.strip() for key, value in unit.slots.items() if key not in MAY_BE_EMPTY)
    assert not [other for other in others if re.search(rf"{other}(?!\w)", text)]


MAY_BE_EMPTY: Final = ("superior_upper", "authority")


@pytest.mark.parametrize("form", LOADED, ids=FORMS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data(), unit=st.sampled_from(load_units()))
def test_any_unit_can_say_any_report(form: Form, data: st.DataObject, unit: Unit) -> None:
    report = replace(data.draw(reports(form)), unit=UnitRef(unit.code, unit.name))
    assert compose(form, report, unit).organisation == unit.name


# The forms themselves.

#: Words that only a slot may say.
LITERALS: Final = r"Đồng Tháp|Văn phòng(?! Chính phủ)|\b(?<!cấp )[Tt]ỉnh\b|\b[Ss]ở, |\bSở\b|UBND"


@pytest.mark.parametrize("form", LOADED, ids=FORMS)
def test_no_frame_names_a_unit(form: Form) -> None:
    assert not found(LITERALS, own_words(form))


@pytest.mark.parametrize("form", LOADED, ids=FORMS)
def test_no_label_names_a_unit(form: Form) -> None:
    said = labels(form)
    assert not found(r"Văn phòng|(?<!cấp )[Tt]ỉnh\b|Đồng Tháp|xã, phường(?!, thị trấn)", said)
    assert len(set(said)) == len(said)


#: The computed rate stands last though the sentence begins with it; the whole before its part;
#: the districts where the variant that names them says them.
OWN_ORDER: Final = {"II.2.pakn", "II.2.commune_pakn", "I.progress", "II.2.count"}


@pytest.mark.parametrize("form", LOADED, ids=FORMS)
def test_figures_stand_in_the_order_of_the_sentence(form: Form) -> None:
    typed: set[str] = set()
    for leaf in form.leaves():
        told = [name for name in dict.fromkeys(slots(leaf, form)) if name not in typed]
        typed.update(told)
        if leaf.id not in OWN_ORDER:
            assert [name for name in form.figures if name in told] == told, leaf.id


def slots(leaf: Leaf, form: Form) -> Iterator[str]:
    """Yield the figures of a leaf as its heading and sentences name them."""
    said_in = (f for p in leaf.paragraphs for f in frames(p.pieces))
    for frame in (*([leaf.heading] if leaf.heading else []), *said_in):
        for slot in frame.slots:
            if slot.name in form.figures and not form.figures[slot.name].source:
                yield slot.name


# A form is data.


def test_a_commune_s_report_is_whole() -> None:
    report = read_report_file(FOLDER / "commune_2026_Q1.json")
    form, unit = load_form(report.form), unit_for(report.unit.code, report.unit.name)
    document = compose(form, report, unit)
    chapters = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert [chapter.split(".")[0] for chapter in chapters] == ["I", "II", "III", "IV", "V", "VI"]
    assert Composer(form, report, unit).missing() == ()
    assert checker(form).check(report) == ()
    assert docx_bytes(document) == docx_bytes(compose(form, report, unit))


def test_a_form_needs_no_python(tmp_path: Path) -> None:
    """The commune's definition under a name no code can know works from its data alone."""
    catalogue = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE, catalogue)
    (catalogue / "commune-report").rename(catalogue / "hamlet-report")
    for definition in (catalogue / "hamlet-report").iterdir():
        text = definition.read_text(encoding="utf-8")
        definition.write_text(text.replace("form: commune-", "form: hamlet-"), encoding="utf-8")
    report = replace(read_report_file(FOLDER / "commune_2026_Q1.json"), form="hamlet-report")
    form, unit = load_form("hamlet-report", catalogue=catalogue), unit_for(report.unit.code, "")
    assert checker(form).check(report) == ()
    late = checker(form).check(report.with_figure("files_resolved_late", 7))
    assert {"A03", "A07"} <= {finding.rule for finding in late}
    assert docx_bytes(compose(form, report, unit)).startswith(b"PK")
