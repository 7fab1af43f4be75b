"""Symbols, names, texts, lists, spans and periods as typed."""

from __future__ import annotations

import unicodedata

import pytest

from forms.figure import Kind, Value, parse


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.SYMBOL, "417 / KH - UBND", "417/KH-UBND"),
        (Kind.SYMBOL, "09/KH–\nUBND", "09/KH-UBND"),
        (Kind.SYMBOL, "Số: /BC-VPUBND", "/BC-VPUBND"),
        (Kind.SYMBOL, "số 36/KH-VPUBND", "36/KH-VPUBND"),
        (Kind.SPAN, "2021–2030", "2021-2030"),
        (Kind.SPAN, "giai đoạn 2021 - 2025", "2021-2025"),
        (Kind.NUMBERS, "27, 31 và 32", "27;31;32"),
        (Kind.NUMBERS, "khóa 27, khóa 31 và khóa 32", "27;31;32"),
        (Kind.NUMBERS, "3, 4", "3;4"),
        (Kind.NUMBERS, "27;31;32", "27;31;32"),
        (Kind.NUMBERS, "03", "3"),
        (Kind.PERIOD, "2023-q1", "2023-Q1"),
        (Kind.PERIOD, "Quý I năm 2023", "2023-Q1"),
        (Kind.PERIODS, "6 tháng cuối năm 2021 và 6 tháng đầu năm 2022", "2021-H2;2022-H1"),
        (Kind.PERIODS, "2021-H2; 2022; 2023-Y", "2021-H2;2022;2023"),
        (Kind.NAME, "  ISO\u00a09001:2015 ", "ISO 9001:2015"),
        (Kind.NAME, unicodedata.normalize("NFD", "Đồng Tháp"), "Đồng Tháp"),
        (Kind.TEXT, " dòng một\r\ndòng hai\t.\r ", "dòng một\ndòng hai\t."),
    ],
)
def test_usual_forms(kind: Kind, typed: str, value: Value) -> None:
    parsed = parse(kind, typed)
    assert (parsed.value, parsed.problem) == (value, "")


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (Kind.SYMBOL, "/ -", "không có số hay ký hiệu"),
        (Kind.SYMBOL, "\x07", "U+0007"),
        (Kind.SPAN, "2030 - 2021", "không trước năm cuối"),
        (Kind.SPAN, "2021", "không phải giai đoạn"),
        (Kind.NUMBERS, "27,, 32", "không phải danh sách số"),
        (Kind.NUMBERS, "1" * 19, "không phải danh sách số"),
        (Kind.PERIOD, "quy I", "không phải kỳ báo cáo"),
        (Kind.PERIODS, "2021-H2; quý V năm 2022", "“quý V năm 2022” không phải kỳ"),
        (Kind.PERIODS, "2021-H2;;2022-H1", "không phải kỳ báo cáo"),
        (Kind.TEXT, "a\ud800", "U+D800"),
    ],
)
def test_wrong_forms_say_why(kind: Kind, typed: str, said: str) -> None:
    parsed = parse(kind, typed)
    assert parsed.value is None
    assert said in parsed.problem
