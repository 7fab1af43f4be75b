"""`read`: an old report on the command line, told in words or as JSON, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from forms.document import compose
from forms.loading import load_form
from forms.report_file import read_report_file
from forms.unit import unit_for
from forms.word import docx_bytes

if TYPE_CHECKING:
    from tests.command_line import Run


ROOT: Final = Path(__file__).parents[2]
OLD: Final = ROOT / "tests/documents/002_bao_cao_van_phong_6_thang_2022.txt"
HEADLESS: Final = ROOT / "tests/documents/000_bao_cao_van_phong_q1_2023.txt"
SAMPLE: Final = ROOT / "resources/samples/van-phong-2022-H1.json"
ASKED: Final = ("--form", "office-report", "--period", "2022-H1")


def test_an_old_report_becomes_a_report_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "báo cáo.json"
    code, said, err = run("read", OLD, *ASKED, "-o", out)
    assert (code, err) == (0, "")
    lines = said.splitlines()
    assert lines[0].startswith(f"Đã ghi {out}: 133 chỉ tiêu, 10 nội dung, 11 dòng bảng của Văn")
    assert lines[1].startswith("Hiểu là 0 vì văn bản ghi không có: Số nhiệm vụ được UBND")
    assert lines[2] == "Cần xem lại (6):"
    late = "  dòng 85, mục II.2 [Hồ sơ giải quyết trễ hạn (quá hạn)]: khác câu mẫu: ghi “quá”"
    assert any(line.startswith(late) for line in lines)
    tables = "  dòng 43, mục II.1 [Cơ quan phối hợp trình chủ trương xây dựng Quyết định]: tách"
    assert any(line.startswith(tables) for line in lines)
    assert read_report_file(out).figures["gov_tasks_total"] == 4
    assert run("check", out)[0] == 1
    assert not list(tmp_path.glob(".*")), "nothing half-written is left"


def test_what_found_no_place_is_printed(run: Run, tmp_path: Path) -> None:
    asked = ("--form", "office-report", "--period", "2023-Q1", "--unit", "VPUBND")
    code, said, _ = run("read", HEADLESS, *asked, "-o", tmp_path / "a.json")
    assert code == 0
    assert said.endswith("Chưa xếp được vào mẫu (1):\n  dòng 227: “4”\n")


def test_nothing_to_look_at_is_nothing_said(run: Run, tmp_path: Path) -> None:
    old = tmp_path / "cũ.txt"
    old.write_text("VI. KIẾN NGHỊ, ĐỀ XUẤT\nĐề nghị hỗ trợ kinh phí./.", encoding="utf-8")
    code, said, _ = run("read", old, *ASKED, "--unit", "SNV", "-o", tmp_path / "a.json")
    assert (code, said.count("\n")) == (0, 1)
    assert "0 chỉ tiêu, 1 nội dung, 0 dòng bảng của Sở Nội vụ" in said


def test_as_json(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "a.json"
    code, said, _ = run("read", OLD, *ASKED, "--form-version", "2022", "-o", out, "--json")
    assert code == 0
    found: dict[str, Any] = json.loads(said)
    assert found["file"] == str(out)
    assert found["unit"]["code"] == "VPUBND"
    assert (found["form"], found["form_version"], found["period"]) == (
        "office-report",
        "2022",
        "2022-H1",
    )
    assert found["read"] == {"figures": 133, "texts": 10, "rows": 11}
    assert "gov_tasks_late" in found["implied"]
    assert {"line", "section", "fields", "placed", "reason", "text"} == set(found["doubts"][0])
    assert found["not_placed"] == []


def test_a_word_file_gives_back_its_report_and_the_same_bytes_twice(
    run: Run, tmp_path: Path
) -> None:
    report = read_report_file(SAMPLE)
    unit = unit_for(report.unit.code, report.unit.name)
    old = tmp_path / "cũ.docx"
    old.write_bytes(docx_bytes(compose(load_form("office-report", "2022"), report, unit)))
    out, again = tmp_path / "một.json", tmp_path / "hai.json"
    assert run("read", old, *ASKED, "-o", out)[0] == 0
    assert run("read", old, *ASKED, "-o", again, "--json")[0] == 0
    assert out.read_bytes() == again.read_bytes()
    assert b"\r" not in out.read_bytes()
    assert read_report_file(out).figures == report.figures


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((OLD, "--form", "office-reprot", "--period", "2022-H1"), "Có phải “office-report”?"),
        ((OLD, "--form", "office-report", "--period", "2022-H3"), "có phải “2022-Q3”?"),
        ((OLD, *ASKED, "--form-version", "2021"), "Đang có: 2022, 2025."),
        ((OLD, *ASKED, "--unit", "VPUB"), "Có phải “VPUBND”?"),
        ((HEADLESS, *ASKED), "--unit VPUBND"),
        (("không có.docx", *ASKED), "Không tìm thấy"),
        ((ROOT, *ASKED), "không phải một tệp"),
        ((SAMPLE, *ASKED), "không phải tệp Word (.docx) hay văn bản (.txt)"),
        ((OLD, "--form", "office-report"), "thiếu"),
        ((), "thiếu"),
    ],
)
def test_what_is_refused(
    arguments: tuple[object, ...],
    said: str,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run("read", *arguments, "-o", "a.json")
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert not list(tmp_path.iterdir())
    code, out, _ = run("read", *arguments, "-o", "a.json", "--json")
    assert code == 2
    assert said in json.loads(out)["error"]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("có sẵn", "Không ghi đè được"),
        ("không có/a.json", "Không ghi được tệp “a.json”"),
        ("kết quả.docx", "đuôi .json"),
        ("sổ.cchc", "đuôi .json"),
    ],
)
def test_a_target_that_cannot_be_written(target: str, said: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "có sẵn").mkdir()
    code, out, err = run("read", OLD, *ASKED, "-o", tmp_path / target)
    assert (code, out) == (2, "")
    assert said in err
    assert [path.name for path in tmp_path.iterdir()] == ["có sẵn"]
    assert list((tmp_path / "có sẵn").iterdir()) == []


def test_the_old_report_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    old = tmp_path / "cũ.txt"
    old.write_bytes(OLD.read_bytes())
    code, _, err = run("read", old, *ASKED, "-o", old)
    assert code == 2
    assert "Không ghi đè được" in err
    assert old.read_bytes() == OLD.read_bytes()


def test_a_disk_that_fails_leaves_what_was_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.json"
    out.write_text("cũ", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left")

    monkeypatch.setattr(Path, "replace", full)
    code, _, err = run("read", OLD, *ASKED, "-o", out)
    assert code == 2
    assert "Không ghi được tệp “a.json”" in err
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert out.read_text(encoding="utf-8") == "cũ"
