"""`store SỔ …`: administration of a store from the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db import backup
from db.store import Store
from desktop.places import person
from forms.problem import Problem
from forms.report_file import read_report_file, write_report

if TYPE_CHECKING:
    import argparse

Say = Callable[[str], None]
SayJson = Callable[[object], None]
Action = Callable[[Path, "str | None"], dict[str, Any]]


def run_store(chosen: argparse.Namespace, say: Say, say_json: SayJson) -> int:
    """Run one administration command and print what it did."""
    said = _ACTIONS[chosen.action](chosen.store, chosen.argument)
    if chosen.json:
        say_json({key: value for key, value in said.items() if key != "lines"})
    else:
        for line in said["lines"]:
            say(line)
    return int(said.get("exit", 0))


def _open(path: Path) -> Store:
    return Store.open(path, editor=person())


def _argument(argument: str | None, what: str) -> str:
    if not argument:
        raise Problem(f"Lệnh này cần thêm {what}.")
    return argument


def _new(path: Path, _argument: str | None) -> dict[str, Any]:
    Store.create(path, editor=person()).close()
    return {"store": str(path), "lines": [f"Đã tạo sổ dữ liệu {path}"]}


def _add(path: Path, argument: str | None) -> dict[str, Any]:
    file = Path(_argument(argument, "tên tệp báo cáo (.json)"))
    report = read_report_file(file)
    with _open(path) as store:
        report_id = store.add_report(report)
    return {"id": report_id, "lines": [f"Đã thêm báo cáo {report.period}: {report_id}"]}


def _list(path: Path, _argument: str | None) -> dict[str, Any]:
    with _open(path) as store:
        found = [
            {
                "id": info.id,
                "form": info.form,
                "form_version": info.form_version,
                "unit": {"code": info.unit.code, "name": info.unit.name},
                "period": str(info.period),
                "state": str(info.state),
            }
            for info in store.reports()
        ]
    lines = [f"{r['id']}  {r['period']}  {r['form']}  {r['state']}" for r in found]
    return {"reports": found, "lines": lines or ["Sổ chưa có báo cáo nào."]}


def _get(path: Path, argument: str | None) -> dict[str, Any]:
    wanted = _argument(argument, "mã báo cáo (xem bằng lệnh “list”)")
    with _open(path) as store:
        report = store.load(wanted)
    import json

    text = write_report(report)
    return {**json.loads(text), "lines": [text.rstrip("\n")]}


def _verify(path: Path, _argument: str | None) -> dict[str, Any]:
    with _open(path) as store:
        wrong = store.verify()
        size = store.statistics()
    if wrong:
        return {"ok": False, "problems": wrong, "lines": wrong, "exit": 2}
    line = f"Sổ dữ liệu tốt: {size.reports} báo cáo, {size.changes} lần sửa."
    return {"ok": True, "problems": [], "reports": size.reports, "lines": [line]}


def _back_up(path: Path, _argument: str | None) -> dict[str, Any]:
    with _open(path) as store:
        made = store.back_up()
    return {"file": str(made.path), "lines": [f"Đã sao lưu vào {made.path}"]}


def _restore(path: Path, argument: str | None) -> dict[str, Any]:
    chosen = Path(argument) if argument else _newest(path)
    aside = backup.restore(chosen, path, datetime.now().astimezone())
    lines = [f"Đã khôi phục {path} từ {chosen}"]
    if aside is not None:
        lines.append(f"Sổ cũ được giữ ở {aside}")
    return {"file": str(chosen), "aside": str(aside) if aside else None, "lines": lines}


def _newest(path: Path) -> Path:
    copies = backup.list_backups(path)
    if not copies:
        raise Problem(f"Sổ “{path.name}” chưa có bản sao lưu nào để khôi phục.")
    return copies[0].path


_ACTIONS: Final[Mapping[str, Action]] = {
    "new": _new,
    "add": _add,
    "list": _list,
    "get": _get,
    "verify": _verify,
    "backup": _back_up,
    "restore": _restore,
}
