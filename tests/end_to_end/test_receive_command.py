"""`receive`: a dry run first, then the real thing; every change named, exit codes by contract."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from db.handover.giving import hand_over
from db.handover.keys import load_or_make
from db.store import Store
from tests import provinces
from tests.command_line import Run, told
from tests.provinces import TWO_LEVELS

if TYPE_CHECKING:
    from pathlib import Path

    from forms.report import Report

UNIT = provinces.communes()[0]
NEW = "files_received_new"


@pytest.fixture
def report() -> Report:
    return provinces.commune_reports(UNIT, TWO_LEVELS)[1]


@pytest.fixture
def giver(tmp_path: Path, report: Report) -> Path:
    """The commune's store."""
    path = tmp_path / "xã.cchc"
    with Store.create(path, editor="Chị Văn thư") as store:
        store.add_report(report)
    return path


@pytest.fixture
def store(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "tỉnh.cchc"
    run("store", path, "new")
    return path


def give(giver: Path, folder: Path, passphrase: str = "") -> Path:
    """Hand everything in a store over."""
    folder.mkdir(exist_ok=True)
    key = load_or_make(giver.with_suffix(".khoa"))
    with Store.open(giver, editor="Chị Văn thư") as opened:
        ids = [info.id for info in opened.reports()]
        return hand_over(opened, ids, folder, key, passphrase=passphrase).path


def edit(path: Path, **figures: Any) -> str:
    with Store.open(path, editor="Chị Văn thư") as opened:
        (info,) = opened.reports()
        for key, value in figures.items():
            opened.set_figure(info.id, key, value)
        return info.id


def received(run: Run, *words: object) -> tuple[int, dict[str, Any]]:
    return told(run, "receive", *words)


def test_a_dry_run_says_what_would_come_and_writes_nothing(
    run: Run, store: Path, giver: Path, tmp_path: Path
) -> None:
    file = give(giver, tmp_path / "USB")
    code, answer = received(run, store, tmp_path / "USB")
    assert (code, answer["applied"], answer["counts"]["new"]) == (0, False, 1)
    (only,) = answer["files"]
    assert (only["file"], only["kind"], only["trust"]) == (str(file), "hand-over", "first")
    assert only["unit"] == {"code": UNIT.code, "name": UNIT.name}
    assert len(only["fingerprint"].split()) == 4
    assert (only["problem"], only["done"]) == (None, False)
    (first,) = only["reports"]
    assert (first["standing"], first["period"]) == ("new", str(TWO_LEVELS.now))
    assert json.loads(run("store", store, "list", "--json")[1])["reports"] == []
    code, out, _ = run("receive", store, file)
    assert code == 0
    assert "Xem trước, chưa ghi gì: 1 mới" in out
    assert "(MỚI, hãy gọi điện" in out
    assert out.endswith("Thêm --apply để nhận.\n")


def test_what_is_received_is_there_and_a_second_time_changes_nothing(
    run: Run, store: Path, giver: Path, tmp_path: Path, report: Report
) -> None:
    file = give(giver, tmp_path / "USB")
    code, answer = received(run, store, file, "--apply")
    assert (code, answer["files"][0]["done"]) == (0, True)
    listed = json.loads(run("store", store, "list", "--json")[1])["reports"]
    got = json.loads(run("store", store, "get", listed[0]["id"])[1])
    assert got["figures"][NEW] == report.figures[NEW]
    _, again = received(run, store, file, "--apply")
    assert (again["counts"]["same"], again["files"][0]["trust"]) == (1, "known")
    _, out, _ = run("receive", store, file, "--apply")
    assert "Đã nhận: 0 mới" in out
    assert "(đã biết)" in out


def test_each_change_is_named_old_and_new(
    run: Run, store: Path, giver: Path, tmp_path: Path, report: Report
) -> None:
    received(run, store, give(giver, tmp_path / "USB"), "--apply")
    edit(
        giver,
        files_received_new=5,
        pakn_resolved_rate=provinces.digitised_rate(report),
        invest_as_of=date(2026, 3, 1),
    )
    with Store.open(giver, editor="Chị Văn thư") as opened:
        (info,) = opened.reports()
        rows: Any = ({"kind": "Kế hoạch", "number": "9/KH-UBND", "date": date(2026, 2, 1)},)
        opened.set_table(info.id, "I.1.documents", rows)
        opened.set_text(info.id, "VI.commune", "Cấp thêm máy quét cho bộ phận một cửa. " * 3)
        opened.set_figure(info.id, "digital_teams", None)
    file = give(giver, tmp_path / "USB 2")
    code, answer = received(run, store, file)
    (changed,) = answer["files"][0]["reports"]
    assert (code, changed["standing"]) == (0, "changed")
    changes = {change["key"]: change for change in changed["changes"]}
    assert (changes[NEW]["old"], changes[NEW]["new"]) == (report.figures[NEW], 5)
    assert changes[NEW]["editor"] == "Chị Văn thư"
    assert changes["invest_as_of"]["new"] == "2026-03-01"
    assert changes["pakn_resolved_rate"]["new"] == str(provinces.digitised_rate(report))
    assert changes["I.1.documents"]["new"][0]["date"] == "2026-02-01"
    assert changes["digital_teams"]["new"] is None
    _, out, _ = run("receive", store, file)
    assert f"“Số hồ sơ mới tiếp nhận trong kỳ”: {report.figures[NEW]} → 5 (Chị Văn thư)" in out
    assert "→ (trống)" in out
    assert "(trống) → 1 dòng" in out
    assert "…" in out


def test_what_both_sides_changed_is_a_conflict(
    run: Run, store: Path, giver: Path, tmp_path: Path
) -> None:
    received(run, store, give(giver, tmp_path / "USB"), "--apply")
    edit(store, **{NEW: 7})
    edit(giver, **{NEW: 5})
    file = give(giver, tmp_path / "USB 2")
    code, answer = received(run, store, file, "--apply")
    assert (code, answer["counts"]["conflicts"]) == (1, 1)
    (clash,) = answer["files"][0]["reports"][0]["conflicts"]
    assert (clash["key"], clash["ours"], clash["theirs"]) == (NEW, 7, 5)
    code, _, _ = run("receive", store, give(giver, tmp_path / "USB 3"))
    assert code == 1


def test_a_conflict_is_shown_side_by_side(
    run: Run, store: Path, giver: Path, tmp_path: Path
) -> None:
    received(run, store, give(giver, tmp_path / "USB"), "--apply")
    edit(store, **{NEW: 7})
    edit(giver, **{NEW: 5})
    code, out, _ = run("receive", store, give(giver, tmp_path / "USB 2"))
    assert code == 1
    assert "XUNG ĐỘT “Số hồ sơ mới tiếp nhận trong kỳ”: tại đây 7, đơn vị ghi 5" in out


def test_a_broken_file_does_not_stop_the_others(
    run: Run, store: Path, giver: Path, tmp_path: Path
) -> None:
    give(giver, tmp_path / "USB")
    (tmp_path / "USB" / "rác.cchc").write_bytes(b"not ours")
    code, answer = received(run, store, tmp_path / "USB", "--apply")
    assert (code, answer["counts"]["new"], answer["counts"]["refused"]) == (2, 1, 1)
    _, out, _ = run("receive", store, tmp_path / "USB")
    assert "TỪ CHỐI" in out
    assert "1 tệp bị từ chối" in out


def test_an_unknown_key_can_be_kept_out(run: Run, store: Path, giver: Path, tmp_path: Path) -> None:
    file = give(giver, tmp_path / "USB")
    code, answer = received(run, store, file, "--apply", "--known-only")
    assert (code, answer["files"][0]["done"]) == (2, False)
    assert "gọi điện" in answer["files"][0]["problem"]


def test_a_locked_file_opens_with_the_passphrase_of_a_file(
    run: Run, store: Path, giver: Path, tmp_path: Path
) -> None:
    file = give(giver, tmp_path / "USB", "Mùa nước nổi")
    secret = tmp_path / "mật khẩu.txt"
    secret.write_text("Mùa nước nổi\r\nkhông phải dòng này\n", encoding="utf-8-sig")
    assert received(run, store, file)[0] == 2
    assert received(run, store, file, "--passphrase-file", secret)[0] == 0
    code, out, err = run("receive", store, file, "--passphrase-file", tmp_path / "không có")
    assert (code, out) == (2, "")
    assert "tệp mật khẩu" in err


def test_a_store_copied_by_hand_is_taken_and_said_to_be_unsigned(
    run: Run, store: Path, giver: Path
) -> None:
    code, answer = received(run, store, giver, "--apply")
    (only,) = answer["files"]
    assert (code, only["kind"], only["trust"]) == (0, "store", "unsigned")
    assert only["fingerprint"] == ""
    _, out, _ = run("receive", store, giver)
    assert "Khóa của đơn vị" not in out


def test_where_nothing_is_found_it_says_so(run: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "trống").mkdir()
    code, out, err = run("receive", store, tmp_path / "trống")
    assert (code, out) == (2, "")
    assert ".cchc" in err


def test_a_front_matter_key_without_a_label_is_named_as_it_is(
    run: Run, store: Path, giver: Path, tmp_path: Path, report: Report
) -> None:
    received(run, store, give(giver, tmp_path / "USB"), "--apply")
    with Store.open(giver, editor="Chị Văn thư") as opened:
        (info,) = opened.reports()
        opened.set_front(info.id, "number", "12")
    _, out, _ = run("receive", store, give(giver, tmp_path / "USB 2"))
    assert "    number: (trống) → 12" in out
    assert replace(report, front={"number": "12"}).front["number"] == "12"
