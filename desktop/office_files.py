"""Stores on this machine: made for an office, made from the samples, copied to a second folder."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from db.connection import put_in_place
from db.failure import Fault, StoreProblem
from db.store import Store
from desktop import resources
from desktop.settings import SIGNING, Office, write_office
from forms.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from db.backup import Backup


def create(path: Path, office: Office, editor: str) -> Store:
    """Make the store of an office and open it; its folder is made if need be.

    Raises:
        StoreProblem: There is such a file already, or it can't be written.
    """
    with suppress(OSError):  # what is wrong with the folder is told by the store
        path.parent.mkdir(parents=True, exist_ok=True)
    store = Store.create(path, editor=editor)
    try:
        write_office(store, office)
    except BaseException:
        store.close()
        raise
    return store


def open_sample(path: Path, editor: str) -> Store:
    """Open the store with the sample reports; it is made the first time.

    Raises:
        StoreProblem: It is open already, or can't be written.
    """
    try:
        return Store.open(path, editor=editor)
    except StoreProblem as problem:
        if problem.fault is not Fault.NOT_FOUND:
            raise
    from forms.report_file import read_report_file

    reports = [read_report_file(file) for file in sorted(resources.path("samples").glob("*.json"))]
    if not reports:
        raise Problem("Bản cài đặt thiếu dữ liệu mẫu; hãy cài lại chương trình.")
    latest = max(reports, key=lambda report: report.period)
    front = {name: latest.front.get(name, "") for name in SIGNING}
    store = create(path, Office(latest.unit, **front), editor)
    with store.batch():
        for report in reports:
            store.add_report(report)
    return store


def second_copy(backup: Backup, folder: Path, stem: str) -> Path:
    """Put the newest backup into a second folder, over the one before; return where.

    Raises:
        Problem: The folder can't be written to.
    """
    target = folder / f"{stem} - bản sao{backup.path.suffix}"
    partial = target.with_name(f"{target.name}.partial")
    try:
        partial.write_bytes(backup.path.read_bytes())
        put_in_place(partial, target)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise Problem(
            f"Không chép được bản sao lưu vào thư mục “{folder}”. "
            "Hãy kiểm tra thư mục (ổ đĩa đã cắm, được phép ghi) trong phần Cài đặt."
        ) from error
    return target
