"""The report file: what it holds, and what it must never be taken for."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.loading import load_form
from forms.period import Period
from forms.problem import Problem
from forms.report import Accepted, Report, UnitRef
from forms.report_file import MAX_BYTES, read_report, read_report_file, write_report
from tests.forms.report_strategies import reports

OFFICE = load_form("office-report")
SAMPLES = Path(__file__).parents[2] / "resources" / "samples"

#: The contract of the report file, as every program that writes one relies on it.
CONTRACT: dict[str, Any] = {
    "format": "bao-cao-cchc/report",
    "version": 1,
    "form": "office-report",
    "form_version": "2022",
    "unit": {"code": "VPUBND", "name": "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp"},
    "period": "2022-H1",
    "figures": {
        "files_received_total": 335445,
        "pakn_resolved_rate": "98.5",
        "invest_as_of": "2022-06-09",
    },
    "texts": {"I.1.inspection": "Đã kiểm tra."},
    "tables": {"I.1.documents": [{"kind": "Kế hoạch", "number": "38/KH", "date": None}]},
    "front": {
        "number": "",
        "symbol": "BC-VPUBND",
        "place": "Đồng Tháp",
        "signed_date": "2022-06-10",
    },
    "exceptions": [{"rule": "E05", "reason": "Làm tròn lên."}],
}


def read(content: object) -> Report:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return read_report(raw, "x.json")


def refusal(content: object) -> str:
    with pytest.raises(Problem) as caught:
        read(content)
    message = caught.value.message
    message.encode()
    assert message.startswith("Tệp “x.json”")
    assert message.rstrip().endswith((".", "?", ")"))
    assert len(message) < 500
    assert "\n" not in message
    return message


def changed(**changes: object) -> dict[str, Any]:
    return {**CONTRACT, **changes}


def test_the_contract_is_read() -> None:
    report = read(CONTRACT)
    assert report == Report(
        form="office-report",
        form_version="2022",
        unit=UnitRef("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp"),
        period=Period.parse("2022-H1"),
        figures={
            "files_received_total": 335445,
            "pakn_resolved_rate": Decimal("98.5"),
            "invest_as_of": date(2022, 6, 9),
        },
        texts={"I.1.inspection": "Đã kiểm tra."},
        tables={"I.1.documents": ({"kind": "Kế hoạch", "number": "38/KH"},)},
        front=CONTRACT["front"],
        exceptions=(Accepted("E05", "Làm tròn lên."),),
    )


def test_the_contract_is_written() -> None:
    written = json.loads(write_report(read(CONTRACT)))
    assert {**written, "tables": CONTRACT["tables"]} == CONTRACT
    extended = replace(
        read(CONTRACT), as_of={"invest_as_of": date(2022, 6, 9)}, notes={"I.1.inspection": "hỏi"}
    )
    again = json.loads(write_report(extended))
    assert (again["as_of"], again["notes"]) == (
        {"invest_as_of": "2022-06-09"},
        {"I.1.inspection": "hỏi"},
    )
    assert read(again) == extended


def test_what_is_absent_or_null_is_not_filled_in() -> None:
    short = {
        k: v for k, v in CONTRACT.items() if k not in ("texts", "tables", "front", "exceptions")
    }
    report = read({**short, "figures": {"files_received_total": None, "files_received_new": 0}})
    assert report.figures == {"files_received_new": 0}
    assert (report.texts, report.tables, report.front, report.exceptions) == ({}, {}, {}, ())


def test_text_is_put_in_one_form() -> None:
    raw = "\ufeff".encode() + json.dumps(changed(texts={"III": "Thu\u031b\r\nhai"})).encode()
    assert read(raw).texts == {"III": "Thư\nhai"}


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports(OFFICE))
def test_what_is_written_is_read_back(report: Report) -> None:
    once = read(write_report(report).encode())
    assert once.figures == report.figures
    assert (once.texts, once.front, once.exceptions) == (
        report.texts,
        report.front,
        report.exceptions,
    )
    assert (once.as_of, once.notes) == (report.as_of, report.notes)
    assert read(write_report(once).encode()) == once
    assert write_report(once) == write_report(read(write_report(once).encode()))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.name)
def test_the_samples_are_read_and_written_back(path: Path) -> None:
    report = read_report_file(path)
    assert read_report(write_report(report).encode(), path.name) == report


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "x"}, "không phải tệp báo cáo (thiếu “format”"),
        ({"version": 2}, "do chương trình mới hơn ghi (phiên bản tệp “2”)"),
        ({"version": True}, "mục “version”: cần 1, đang ghi “true”"),
        ({"version": "1"}, "mục “version”: cần 1, đang ghi “1”"),
        ({"version": ["a" * 999]}, "mục “version”: cần 1, đang ghi “["),
        ({"figuers": {}}, "không có mục “figuers”. Có phải “figures”?"),
        (
            {"form": "ofice-report"},
            "mục “form”: Chương trình không có mẫu báo cáo “ofice-report”.",
        ),
        ({"form": ""}, "mục “form”: cần một chuỗi chữ ngắn."),
        ({"form": "a" * 9999}, "mục “form”: cần một chuỗi chữ ngắn."),
        ({"form": "../office-report"}, "không có mẫu báo cáo"),
        ({"form_version": 2022}, "mục “form_version”: cần một chuỗi chữ"),
        ({"form_version": "2021"}, "không có phiên bản “2021”"),
        ({"period": "2022-H3"}, "mục “period”"),
        ({"period": "1999-Q1"}, "mục “period”"),
        ({"period": None}, "mục “period”: cần một chuỗi chữ"),
        ({"unit": "X"}, "mục “unit”: cần “code” và “name”"),
        ({"unit": {"code": "X", "name": "Y", "z": 1}}, "mục “unit”: cần “code” và “name”"),
        ({"unit": {"code": "X"}}, "mục “unit.name”: cần một chuỗi chữ, đang ghi “null”."),
        ({"unit": {"code": "", "name": "Y"}}, "mã và tên đơn vị không được để trống"),
        ({"unit": {"code": "X", "name": "Y" * 301}}, "mục “unit.name”: dài quá 300 ký tự."),
        ({"figures": []}, "mục “figures”: cần các cặp"),
        ({"figures": {"files_recieved_total": 1}}, "Có phải “files_received_total”?"),
        ({"figures": {"files_received_total": -1}}, "figures.files_received_total: cần số nguyên"),
        ({"figures": {"files_received_total": "1"}}, "cần số nguyên không âm"),
        ({"figures": {"files_received_total": True}}, "cần số nguyên không âm"),
        ({"figures": {"files_received_total": 1.5}}, "cần số nguyên không âm"),
        ({"figures": {"pakn_resolved_rate": "98,5"}}, "cần tỷ lệ"),
        ({"figures": {"invest_as_of": "09/6/2022"}}, "cần ngày"),
        ({"figures": {"invest_as_of": "2022-02-30"}}, "figures.invest_as_of"),
        ({"texts": {"III": 3}}, "mục “texts.III”: cần một chuỗi chữ, đang ghi “3”."),
        ({"texts": {"IIII": "x"}}, "không có nội dung “IIII”. Có phải “III”?"),
        ({"texts": {"III": "a\x00b"}}, "mục “texts.III”: có ký tự điều khiển"),
        ({"texts": {"III": "\ud800"}}, "mục “texts.III”: có ký tự điều khiển"),
        ({"texts": {"III": "x" * 200_001}}, "dài quá 200000 ký tự"),
        ({"tables": {"x": []}}, "không có bảng “x”"),
        ({"tables": {"I.1.documents": {}}}, "cần danh sách không quá 2000 dòng"),
        ({"tables": {"I.1.documents": [{}] * 2001}}, "cần danh sách không quá 2000 dòng"),
        ({"tables": {"I.1.documents": [{}, 3]}}, "mục “tables.I.1.documents[2]”: mỗi dòng cần"),
        ({"tables": {"I.1.documents": [{"knd": "x"}]}}, "không có cột “knd”. Có phải “kind”?"),
        ({"tables": {"I.1.documents": [{"date": "x"}]}}, "tables.I.1.documents[1].date: cần ngày"),
        ({"front": {"plce": ""}}, "không có mục “plce”. Có phải “place”?"),
        ({"front": {"signed_date": "10/6"}}, "front.signed_date: cần ngày"),
        ({"front": {"place": 1}}, "mục “front.place”: cần một chuỗi chữ"),
        ({"exceptions": {}}, "mục “exceptions”: cần một danh sách."),
        ({"exceptions": [{"rule": "E05"}]}, "mục “exceptions[1]”: cần “rule” và “reason”."),
        ({"exceptions": ["E05"]}, "mục “exceptions[1]”: cần “rule” và “reason”."),
        ({"exceptions": [{"rule": "E50", "reason": "x"}]}, "không có quy tắc “E50”. Có phải “E0"),
        ({"exceptions": [{"rule": "T03:x", "reason": "x"}]}, "không có chỉ tiêu, nội dung “x”"),
        ({"exceptions": [{"rule": "E05", "reason": " "}]}, "giải trình phải ghi lý do"),
        ({"as_of": {"x": "2022-01-01"}}, "mục “as_of”: không có chỉ tiêu “x”"),
        ({"as_of": {"invest_as_of": 3}}, "as_of.invest_as_of: cần ngày"),
        ({"notes": {"x": "y"}}, "mục “notes”: không có nội dung “x”"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(changes: dict[str, Any], said: str) -> None:
    assert said in refusal(changed(**changes))


def test_an_explanation_may_name_a_field() -> None:
    kept = [{"rule": "T03:invest_as_of", "reason": " Chốt sớm. "}]
    assert read(changed(exceptions=kept)).exceptions == (Accepted("T03:invest_as_of", "Chốt sớm."),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "sai cú pháp JSON ở dòng 1"),
        (b'{\n"a": ', "sai cú pháp JSON ở dòng 2"),
        (b"[]", "cần các cặp"),
        (b"3", "cần các cặp"),
        (b"{}", "thiếu “format”"),
        (b"\xff\xfe{}", "không phải văn bản UTF-8"),
        (b"PK\x03\x04", "sai cú pháp JSON"),
        (b'{"a": NaN}', "giá trị NaN không phải một số"),
        (b'{"a": -Infinity}', "giá trị -Infinity không phải một số"),
        (b'{"a": 1, "a": 2}', "mã “a” ghi hai lần"),
        (b'{"a": ' + b"9" * 5000 + b"}", "quá dài"),
        (b'{"a": 0.' + b"9" * 5000 + b"}", "quá dài"),
        (b'{"a": 1e99999999999999999999}', "quá lớn hoặc quá nhỏ"),
        (b"[" * 200_000, "lồng nhau quá sâu"),
        (b'{"a":' * 100_000, "lồng nhau quá sâu"),
        (b'{"\\ud800\\u001b[31m": 1, "\\ud800\\u001b[31m": 2}', "ghi hai lần"),
        (b'{"a": "\x01"}', "sai cú pháp JSON"),
    ],
)
def test_what_is_no_report_file_is_refused(content: bytes, said: str) -> None:
    assert said in refusal(content)


def test_names_from_outside_cannot_upset_a_terminal() -> None:
    name = "\x1b[31m\ud800" + "x" * 500
    for group in ("figures", "texts", "tables", "front"):
        message = refusal(changed(**{group: {name: 1}}))
        assert "\x1b" not in message
    assert "\x1b" not in refusal(changed(**{name: 1}))
    assert "\x1b" not in refusal(changed(period="\x1b[31m"))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200)
@given(ANYTHING, st.sampled_from(sorted(CONTRACT)))
def test_no_value_anywhere_escapes_the_reader(value: object, key: str) -> None:
    try:
        read(changed(**{key: value}))
    except Problem as problem:
        problem.message.encode()


# Files.


def test_a_file_is_read_from_its_place(tmp_path: Path) -> None:
    path = tmp_path / "báo cáo.json"
    path.write_text(json.dumps(CONTRACT), encoding="utf-8")
    assert read_report_file(path) == read(CONTRACT)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    pipe, big = tmp_path / "pipe", tmp_path / "big.json"
    os.mkfifo(pipe)
    with big.open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    for path, said in (
        (tmp_path, "là thư mục"),
        (pipe, "không phải một tệp"),
        (tmp_path / "none.json", "Không tìm thấy tệp"),
        (big, "“big.json” quá lớn"),
        (Path("a\0b.json"), "Không đọc được tệp"),
        (tmp_path / ("x" * 300), "Không đọc được tệp"),
    ):
        with pytest.raises(Problem, match=said) as caught:
            read_report_file(path)
        assert "\0" not in caught.value.message
    assert MAX_BYTES < 17 * 1024 * 1024


def test_a_file_one_may_not_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    path = tmp_path / "x.json"
    path.touch()
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Problem, match="Không có quyền đọc"):
        read_report_file(path)
