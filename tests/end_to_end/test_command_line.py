"""The command line as the design contract has it: outputs, exit codes, one sentence for a fault."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from db.drives import Kind

if TYPE_CHECKING:
    from tests.command_line import Run
    from tests.desktop.stick_steps import Drives


ROOT: Final = Path(__file__).parents[2]
SAMPLES: Final = ROOT / "resources" / "samples"
OF_2022: Final = SAMPLES / "van-phong-2022-H1.json"
OF_2023: Final = SAMPLES / "van-phong-2023-Q1.json"

Json = dict[str, Any]


def found(report: Path, run: Run) -> list[Json]:
    code, out, _ = run("check", report, "--json")
    assert code == 1
    answer: Json = json.loads(out)
    assert set(answer) == {"findings", "counts"}
    findings: list[Json] = answer["findings"]
    return findings


def by_rule(findings: list[Json]) -> dict[str, Json]:
    return {finding["rule"]: finding for finding in findings}


def test_the_faults_of_document_002(run: Run) -> None:
    rules = by_rule(found(OF_2022, run))
    assert (rules["D01"]["severity"], rules["D01"]["mend"]) == (
        "error",
        {"figure": "gov_tasks_total", "value": 44},
    )
    assert {rules[rule]["severity"] for rule in ("T01", "T05", "T06")} == {"error"}
    assert "28/4/2024" in rules["T05"]["message"]
    assert "28/4/2024" in rules["T06"]["message"]
    assert rules["E05"]["severity"] == "warning"
    assert (rules["D01"]["stated"], rules["D01"]["computed"]) == (4, 44)
    assert (rules["E05"]["stated"], rules["E05"]["computed"]) == ("49.5", "49.4")
    assert "49,43%" in rules["E05"]["message"]
    assert (rules["T01"]["stated"], rules["T01"]["computed"]) == ("2022-06-10", "2022-06-14")


def test_nothing_is_said_of_what_balances_in_document_002(
    run: Run,
) -> None:
    findings = found(OF_2022, run)
    assert not {f["rule"][0] for f in findings} & {"A", "B", "F"}
    assert not {f["rule"] for f in findings} & {"C01", "C02", "E01", "E02", "E03", "E04", "E06"}
    pointed = {field for f in findings for field in f["fields"]}
    balanced = ("files_", "pakn_", "tthc_total", "tthc_province", "tthc_district", "tthc_commune")
    assert not [field for field in pointed if field.startswith(balanced)]


def test_the_faults_of_document_000(run: Run) -> None:
    findings = found(OF_2023, run)
    rules = by_rule(findings)
    assert rules["B02"]["severity"] == "error"
    assert "không phát sinh" in rules["B02"]["message"]
    assert rules["E05"]["severity"] == "error"
    assert rules["E06"]["severity"] == "warning"
    assert "cắt bỏ" in rules["E06"]["message"]
    assert rules["E05b"]["severity"] == "info"
    assert not {f["rule"][0] for f in findings} & {"A", "C", "D", "F"}


def test_check_speaks_plainly_too(run: Run) -> None:
    code, out, _ = run("check", OF_2022)
    assert code == 1
    assert "LỖI D01" in out
    assert "ghi 4 nhiệm vụ" in out


def test_a_report_without_open_errors_gives_nought(run: Run, tmp_path: Path) -> None:
    report = json.loads(OF_2022.read_text(encoding="utf-8"))
    report["exceptions"] = [
        {"rule": rule, "reason": "Số liệu đã được xác nhận."}
        for rule in ("D01", "T01", "T05", "T06")
    ]
    path = tmp_path / "giải trình.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    code, out, _ = run("check", path, "--json")
    assert code == 0
    assert json.loads(out)["counts"]["excepted"] == 4


def report_file(path: Path, of: Path, **changed: Any) -> Path:
    """Write a sample report with some of its parts changed."""
    path.write_text(
        json.dumps({**json.loads(of.read_text(encoding="utf-8")), **changed}), encoding="utf-8"
    )
    return path


def test_the_earlier_report_is_held_against_this_one(run: Run, tmp_path: Path) -> None:
    figures = {"pakn_received": 33, "pakn_resolved": 15}
    then = report_file(tmp_path / "quý.json", OF_2023, figures=figures)
    figures = {"pakn_received": 15, "pakn_resolved": 15}
    now = report_file(
        tmp_path / "nửa năm.json", OF_2023, figures=figures, texts={}, period="2023-H1"
    )
    rules = by_rule(json.loads(run("check", now, "--previous", then, "--json")[1])["findings"])
    assert rules["X01"]["fields"] == ["pakn_received"]
    assert "(quý I năm 2023) ghi 33 PAKN, kỳ này ghi 15 PAKN" in rules["X01"]["message"]
    assert rules["X05"]["fields"] == ["pakn_resolved"]
    assert "X01" not in by_rule(json.loads(run("check", now, "--json")[1])["findings"])


def test_reports_of_windows_apart_have_nothing_to_say_to_each_other(
    run: Run,
) -> None:
    code, out, _ = run("check", OF_2023, "--previous", OF_2022, "--json")
    assert (code, json.loads(out)["findings"]) == (1, found(OF_2023, run))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"form": "commune-report", "figures": {}, "texts": {}, "tables": {}}, "commune-report"),
        ({"unit": {"code": "SNV", "name": "Sở Nội vụ"}}, "là của Sở Nội vụ"),
        ({"period": "2023-H1"}, "không trước quý I năm 2023"),
        ({"period": "2023-Q1"}, "không trước quý I năm 2023"),
    ],
)
def test_what_is_no_earlier_report_of_the_unit_is_refused(
    changed: Json, said: str, run: Run, tmp_path: Path
) -> None:
    then = report_file(tmp_path / "kỳ trước.json", OF_2022, **changed)
    code, out, err = run("check", OF_2023, "--previous", then)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_forms_lists_what_the_contract_names(run: Run) -> None:
    code, out, _ = run("forms", "--json")
    assert code == 0
    forms = {form["id"]: form for form in json.loads(out)["forms"]}
    office = forms["office-report"]
    assert set(office) == {"id", "version", "title", "figures", "texts", "tables", "rules"}
    assert office["version"] == "2022"
    assert {"id", "label", "unit", "kind"} == set(office["figures"][0])
    assert {"id", "severity", "message"} == set(office["rules"][0])
    assert "commune-report" in forms
    assert run("forms")[0] == 0


def test_export_writes_the_same_bytes_twice(run: Run, tmp_path: Path) -> None:
    once, twice = tmp_path / "Báo cáo.docx", tmp_path / "lần hai.docx"
    assert run("export", OF_2022, "-o", once)[0] == 0
    assert run("export", OF_2022, "-o", twice, "--json")[0] == 0
    assert once.read_bytes() == twice.read_bytes()


def test_a_store_from_the_command_line(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "sổ.cchc"
    assert run("store", store, "new")[0] == 0
    code, out, _ = run("store", store, "add", OF_2022, "--json")
    assert code == 0
    report_id = json.loads(out)["id"]
    assert run("store", store, "add", OF_2023)[0] == 0
    listed = json.loads(run("store", store, "list", "--json")[1])["reports"]
    assert {report["period"] for report in listed} == {"2022-H1", "2023-Q1"}
    got = json.loads(run("store", store, "get", report_id, "--json")[1])
    assert got == json.loads(OF_2022.read_text(encoding="utf-8")) | {"exceptions": []}
    assert run("store", store, "verify")[0] == 0
    assert run("store", store, "backup")[0] == 0
    assert run("store", store, "restore")[0] == 0
    assert len(json.loads(run("store", store, "list", "--json")[1])["reports"]) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("chek", "x.json"),
        ("check",),
        ("check", "không có.json"),
        ("export", "không có.json", "-o", "x.docx"),
        ("store", "không có.cchc", "list"),
        ("store", "không có.cchc", "add"),
        ("store", "không có.cchc", "restore"),
        ("check", str(ROOT)),
        ("check", str(ROOT / "pyproject.toml")),
        ("check", str(OF_2022), "--sai"),
        ("store", "a.cchc", "xoá"),
        ("export", str(OF_2022), "-o"),
        ("export", str(OF_2022), "-o", "không có/x.docx"),
        ("demo", "--out", str(ROOT / "pyproject.toml")),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(
    arguments: tuple[str, ...],
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.strip()
    assert not re.search(r"Traceback|argument|required|invalid|No such|File exists", err)
    assert not list(tmp_path.iterdir())


def test_an_unknown_figure_is_refused_with_the_nearest(run: Run, tmp_path: Path) -> None:
    report = json.loads(OF_2022.read_text(encoding="utf-8"))
    report["figures"]["files_recieved_total"] = 1
    path = tmp_path / "sai mã.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    code, _, err = run("check", path)
    assert code == 2
    assert "files_received_total" in err
    assert "sai mã.json" in err
    code, out, _ = run("check", path, "--json")
    assert code == 2
    assert "files_received_total" in json.loads(out)["error"]


def test_as_a_process_of_its_own(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "desktop", "check", str(OF_2022), "--json"]
    ended = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    assert ended.returncode == 1
    assert ended.stderr == b""
    assert json.loads(ended.stdout.decode("utf-8"))["counts"]["error"] == 4


def test_help_is_vietnamese(run: Run) -> None:
    for arguments in (("--help",), ("check", "--help"), ("store", "--help")):
        with pytest.raises(SystemExit) as ended:
            run(*arguments)
        assert ended.value.code == 0


def test_without_a_screen_the_window_is_refused_in_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    code, out, err = run("open")
    assert (code, out) == (2, "")
    assert "không có màn hình" in err


@pytest.mark.parametrize("command", ["demo", "self-test"])
@pytest.mark.parametrize("kind", [Kind.REMOVABLE, Kind.NETWORK])
def test_no_window_is_tried_out_on_a_stick_or_a_share(
    run: Run, machine: Drives, stick: Path, command: str, kind: Kind
) -> None:
    machine.plug_in(stick, kind)
    code, out, err = run(command, "--out", stick / "thử")
    assert (code, out) == (2, "")
    assert "USB, ổ mạng" in err
    assert "trên ổ đĩa của máy này" in err
    assert not any(stick.iterdir())
