"""`hand-over`: a unit's reports of a period become one sealed file, told in lines or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest

from db.failure import Fault, StoreProblem
from db.handover import envelope, keys
from db.handover.seal import check_seal
from db.store import Store
from desktop import places, resources
from forms.period import Period
from forms.report import UnitRef
from forms.report_file import read_report_file
from tests.command_line import Run, told
from tests.desktop.shell import use_folder

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES: Final = sorted(resources.path("samples").glob("*.json"))
STRANGE: Final = UnitRef("SNV", "Sở Nội vụ")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's data lies in a passing folder, the key among it."""
    use_folder(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with the two sample reports, and one of a form nobody knows."""
    path = tmp_path / "sổ.cchc"
    with Store.create(path, editor="Văn thư") as made:
        for sample in SAMPLES:
            made.add_report(read_report_file(sample))
        made.new_report("unknown-form", "1", STRANGE, Period.parse("2023-Q1"))
    return path


def given(run: Run, store: Path, stick: Path) -> dict[str, Any]:
    wanted = ("--unit", "VPUBND", "--period", "2022-H1", "-o", stick)
    code, answer = told(run, "hand-over", store, *wanted)
    assert code == 0
    return answer


def test_as_json_it_says_what_lies_where(run: Run, store: Path, stick: Path) -> None:
    said = given(run, store, stick)
    (file,) = stick.iterdir()
    assert said["file"] == str(file)
    assert said["size"] == file.stat().st_size
    assert check_seal(file).hex() == said["public_key"]
    assert keys.fingerprint(keys.load_or_make(places.key_file()).public) == said["fingerprint"]
    assert (said["locked"], said["was_there"], said["complaint"]) == (False, False, "")
    assert said["unit"]["code"] == "VPUBND"
    (report,) = said["reports"]
    assert (report["form"], report["period"], report["state"]) == (
        "office-report",
        "2022-H1",
        "draft",
    )
    assert report["errors"] == 4
    assert report["warnings"] > 0
    assert report["explained"] == 0


def test_open_errors_are_said_in_plain_lines(run: Run, store: Path, stick: Path) -> None:
    wanted = ("--unit", "VPUBND", "--period", "2022-H1", "--output", stick)
    code, out, err = run("hand-over", store, *wanted)
    assert (code, err) == (0, "")
    (file,) = stick.iterdir()
    lines = out.splitlines()
    assert lines[0] == f"Đã ghi {file}"
    assert "6 tháng đầu năm 2022, office-report 2022: 4 lỗi" in lines[1]
    assert lines[2].startswith("Chú ý: trong tệp còn 4 lỗi")
    fingerprint = keys.fingerprint(check_seal(file))
    assert lines[-1].endswith(fingerprint)
    assert len(lines) == 5
    again = run("hand-over", store, *wanted)[1]
    assert again.splitlines()[0] == f"Đã có sẵn {file}"
    assert list(stick.iterdir()) == [file]


def test_a_report_the_program_does_not_know_goes_along(run: Run, store: Path, stick: Path) -> None:
    wanted = ("--unit", "SNV", "--period", "2023-Q1", "-o", stick)
    lines = run("hand-over", store, *wanted)[1].splitlines()
    assert "không mở được" in lines[1]
    assert not any(line.startswith("Chú ý") for line in lines)
    (report,) = json.loads(run("hand-over", store, *wanted, "--json")[1])["reports"]
    assert report["errors"] is None


def test_the_passphrase_comes_from_a_file(
    run: Run, store: Path, stick: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "mật khẩu.txt"
    more = "dòng khác dài hơn cả một mật khẩu dài nhất\n" * 99
    secret.write_bytes(f"\ufeffmột hai ba bốn\r\n{more}".encode())
    wanted = ("--unit", "VPUBND", "--period", "2022-H1", "-o", stick)
    code, out, _ = run("hand-over", store, *wanted, "--passphrase-file", secret)
    assert code == 0
    assert "qua điện thoại." in out.splitlines()[-1]
    assert "một hai" not in out
    (file,) = stick.iterdir()
    assert envelope.unlocked(file.read_bytes(), "một hai ba bốn", file.name)


def test_a_store_that_cannot_note_it_is_told(
    run: Run, store: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Store, _given: object) -> None:
        raise StoreProblem(Fault.DISK_FULL, self.path)

    monkeypatch.setattr(Store, "note_given", full)
    wanted = ("--unit", "VPUBND", "--period", "2022-H1", "-o", stick)
    code, out, _ = run("hand-over", store, *wanted)
    assert code == 0
    assert "sổ chưa ghi nhớ được" in out.splitlines()[-1]
    assert len(list(stick.iterdir())) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--unit": "VPUBN"}, "Có phải “VPUBND”? Các đơn vị có báo cáo: SNV, VPUBND."),
        ({"--unit": "xa-nao-do"}, "Các đơn vị có báo cáo: SNV, VPUBND."),
        ({"--period": "2022-Q3"}, "có các kỳ: 2023-Q1, 2022-H1."),
        ({"--period": "quý bốn"}, "quý bốn"),
        ({"-o": "không có"}, "Không có thư mục"),
        ({"--passphrase-file": "không có.txt"}, "Không đọc được tệp mật khẩu"),
        ({"--passphrase-file": "sai.txt"}, "bảng mã UTF-8"),
        ({"--passphrase-file": "trống.txt"}, "trống"),
        ({"--passphrase-file": "dài.txt"}, "quá dài"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(
    changed: dict[str, str],
    said: str,
    run: Run,
    store: Path,
    stick: Path,
    tmp_path: Path,
) -> None:
    (tmp_path / "trống.txt").write_text(" \nmật khẩu\n", encoding="utf-8")
    (tmp_path / "dài.txt").write_text("a" * 1025, encoding="utf-8")
    (tmp_path / "sai.txt").write_bytes(b"m\xe2t kh\xc3u")
    wanted = {"--unit": "VPUBND", "--period": "2022-H1", "-o": str(stick)} | changed
    code, out, err = run("hand-over", store, *(word for pair in wanted.items() for word in pair))
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert list(stick.iterdir()) == []


def test_of_many_units_a_few_are_named(run: Run, store: Path, stick: Path) -> None:
    with Store.open(store, editor="Văn thư") as made:
        for number in range(10):
            unit = UnitRef(f"xa-{number}", f"Ủy ban nhân dân xã {number}")
            made.new_report("commune-report", "2022", unit, Period.parse("2022-H1"))
    code, _, err = run("hand-over", store, "--unit", "?", "--period", "2022-H1", "-o", stick)
    assert code == 2
    assert "xa-5 và 4 đơn vị khác." in err
    assert "xa-6" not in err


def test_an_empty_store_and_none_at_all_are_told(run: Run, stick: Path, tmp_path: Path) -> None:
    wanted = ("--unit", "VPUBND", "--period", "2022-H1", "-o", stick, "--json")
    code, out, _ = run("hand-over", tmp_path / "không có.cchc", *wanted)
    assert code == 2
    assert "Không tìm thấy" in json.loads(out)["error"]
    Store.create(tmp_path / "rỗng.cchc", editor="x").close()
    code, out, _ = run("hand-over", tmp_path / "rỗng.cchc", *wanted)
    assert code == 2
    assert "chưa có báo cáo nào" in json.loads(out)["error"]
    assert list(stick.iterdir()) == []
