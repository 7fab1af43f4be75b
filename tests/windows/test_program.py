"""The built programs do under Windows what the sources do on Linux: every step, every byte."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.windows.machine import FOLDER, ONE_FILE, PATIENCE, Ended
from tests.windows.pictures import likeness

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.windows.machine import Machine

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
PROGRAMS = pytest.mark.parametrize("program", [ONE_FILE, FOLDER], ids=["one-file", "one-folder"])
#: Each file self-test leaves behind.
LEFT = {
    "bieu-do.png",
    "báo cáo thử.docx",
    "cua-so.png",
    "ket-qua.json",
    "self-test.log",
    "sổ qua cửa sổ.cchc",
    "sổ thử.cchc",
}


def on_linux(*words: str, cwd: Path) -> Ended:
    """Run the same command from the sources."""
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def linux_picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The picture self-test takes of the same window on Linux."""
    folder = tmp_path_factory.mktemp("linux")
    ended = on_linux("self-test", "--out", "out", cwd=folder)
    assert ended.code == 0, ended.said
    return folder / "out" / "cua-so.png"


@PROGRAMS
def test_the_program_tries_itself_out(
    machine_as_sold: Machine, program: Path, tmp_path: Path, linux_picture: Path
) -> None:
    out = tmp_path / "Kết quả thử"
    ended = machine_as_sold.run(program, "self-test", "--out", out)
    assert (ended.code, ended.err) == (0, b""), ended.said
    log = (out / "self-test.log").read_text(encoding="utf-8")
    # Not one line that is not expected, on the screen or in the log.
    assert ended.out.decode() == log
    lines = log.splitlines()
    assert "Windows" in lines[0]
    assert lines[1] == "Nền Qt: windows; bản đóng gói"
    assert all(line.startswith("ĐƯỢC ") for line in lines[2:]), log
    assert len(lines) > len(LEFT)
    assert {path.name for path in out.iterdir() if path.is_file()} >= LEFT
    results = json.loads((out / "ket-qua.json").read_text(encoding="utf-8"))
    assert results["frozen"] is True
    assert results["platform"] == "windows"

    store = sqlite3.connect(f"{(out / 'sổ qua cửa sổ.cchc').as_uri()}?mode=ro", uri=True)
    assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    kept = store.execute("SELECT count(*) FROM entry WHERE kind = 'figure'").fetchone()[0]
    store.close()
    sample = json.loads((SAMPLES / "van-phong-2023-Q1.json").read_text(encoding="utf-8"))
    assert kept == len(sample["figures"])

    with zipfile.ZipFile(out / "báo cáo thử.docx") as package:
        assert package.testzip() is None
        assert "335.445" in package.read("word/document.xml").decode()
    # Other windows of the program reach a third of it; letters of another font nothing.
    assert likeness(out / "cua-so.png", linux_picture) > 0.5


BROKEN_JSON = '{"format": "bao-cao-cchc/report", "version": 1, "form": "office-report"'


def spoiled(folder: Path, name: str, change: Callable[[dict[str, object]], None]) -> None:
    report = json.loads((SAMPLES / "van-phong-2022-H1.json").read_text(encoding="utf-8"))
    change(report)
    (folder / name).write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of report files, right and wrong ones."""
    folder = tmp_path_factory.mktemp("Báo cáo quý I")
    for sample in SAMPLES.glob("*.json"):
        (folder / sample.name).write_bytes(sample.read_bytes())
    (folder / "hỏng.json").write_text(BROKEN_JSON, encoding="utf-8")
    (folder / "rỗng.json").write_text("", encoding="utf-8")
    spoiled(folder, "mẫu lạ.json", lambda report: report.update(form="office-reprot"))
    spoiled(folder, "sạch.json", lambda report: report.update(figures={}, texts={}, tables={}))
    for document in (ROOT / "tests" / "documents").glob("*.txt"):
        (folder / document.name).write_bytes(document.read_bytes())
    return folder


COMMANDS = {
    "forms": ("forms",),
    "forms-json": ("forms", "--json"),
    "check-errors": ("check", "van-phong-2022-H1.json"),
    "check-json": ("check", "van-phong-2022-H1.json", "--json"),
    "check-previous": (
        *("check", "van-phong-2023-Q1.json", "--json"),
        *("--previous", "van-phong-2022-H1.json"),
    ),
    "check-none-open": ("check", "sạch.json", "--json"),
    "check-broken-file": ("check", "hỏng.json"),
    "check-broken-file-json": ("check", "hỏng.json", "--json"),
    "check-empty-file": ("check", "rỗng.json"),
    "check-unknown-form": ("check", "mẫu lạ.json"),
    "check-no-file": ("check", "không có.json"),
    "no-such-command": ("chekc",),
    "export-no-file": ("export", "không có.json", "-o", "không.docx"),
    "help": ("--help",),
}


@PROGRAMS
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_command_answers_byte_for_byte_as_on_linux(
    machine: Machine, program: Path, reports: Path, words: tuple[str, ...]
) -> None:
    assert machine.run(program, *words, cwd=reports) == on_linux(*words, cwd=reports)


@PROGRAMS
@pytest.mark.parametrize("name", ["van-phong-2022-H1", "van-phong-2023-Q1"])
def test_the_word_file_has_the_same_bytes_as_on_linux(
    machine: Machine, program: Path, reports: Path, name: str
) -> None:
    answers = [
        machine.run(program, "export", f"{name}.json", "-o", "từ Windows.docx", cwd=reports),
        on_linux("export", f"{name}.json", "-o", "từ Linux.docx", cwd=reports),
    ]
    assert [ended.code for ended in answers] == [0, 0], [ended.said for ended in answers]
    assert answers[0].out.replace(b"Windows", b"Linux") == answers[1].out
    words = (reports / "từ Windows.docx").read_bytes()
    assert words == (reports / "từ Linux.docx").read_bytes()


READ = {
    "van-phong-2022-H1": ("002_bao_cao_van_phong_6_thang_2022.txt", "2022-H1"),
    "van-phong-2023-Q1": ("000_bao_cao_van_phong_q1_2023.txt", "2023-Q1"),
}


@pytest.mark.parametrize(("old", "period"), READ.values(), ids=READ)
@pytest.mark.parametrize("made", ["txt", "docx"])
def test_an_old_report_is_read_to_the_same_bytes_as_on_linux(
    machine: Machine, reports: Path, old: str, period: str, made: str
) -> None:
    if made == "docx":
        name = next(name for name, (text, _) in READ.items() if text == old)
        old = f"{name}.docx"
        assert on_linux("export", f"{name}.json", "-o", old, cwd=reports).code == 0
    words = ("read", old, "--form", "office-report", "--period", period, "--unit", "VPUBND", "-o")
    answers = []
    for target, ended in (
        ("windows.json", machine.run(ONE_FILE, *words, "windows.json", cwd=reports)),
        ("linux.json", on_linux(*words, "linux.json", cwd=reports)),
    ):
        assert ended.code == 0, ended.said
        said = ended.out.replace(target.encode(), b"X")
        answers.append((said, ended.err, (reports / target).read_bytes()))
    assert answers[0] == answers[1]


def test_a_store_made_by_commands_is_read_by_either_system(
    machine: Machine, reports: Path, tmp_path: Path
) -> None:
    store = "sổ của xã.cchc"
    (tmp_path / "báo cáo.json").write_bytes((reports / "van-phong-2022-H1.json").read_bytes())
    for step in (("new",), ("add", "báo cáo.json")):
        ended = machine.run(ONE_FILE, "store", store, *step, cwd=tmp_path)
        assert ended.code == 0, ended.said
    listed = on_linux("store", store, "list", "--json", cwd=tmp_path)
    assert listed.code == 0, listed.said
    assert machine.run(ONE_FILE, "store", store, "list", "--json", cwd=tmp_path) == listed
    report = json.loads(listed.out)["reports"][0]["id"]
    got = ("store", store, "get", report, "--json")
    assert machine.run(ONE_FILE, *got, cwd=tmp_path) == on_linux(*got, cwd=tmp_path)
    assert machine.run(FOLDER, "store", store, "verify", cwd=tmp_path).code == 0
    assert {path.name for path in tmp_path.iterdir()} == {store, "báo cáo.json"}
