"""`receive SỔ TỆP…`: what files from a stick would change, and with `--apply` does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from forms.problem import Problem

if TYPE_CHECKING:
    import argparse

    from db.codec import Content
    from db.merge import Clash, Plan, Received, ReportPlan, ValueChange
    from forms.definition import Form

Say = Callable[[str], None]
SayJson = Callable[[object], None]

_KNOWN: Final = "đã biết"
_NEW_KEY: Final = "MỚI, hãy gọi điện đọc cho nhau nghe để đối chiếu"
_STANDINGS: Final = {
    "new": "mới",
    "changed": "có thay đổi",
    "same": "không đổi",
    "older": "cũ hơn bản đã nhận, không lấy",
    "removed": "đã xóa tại đây, không lấy",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Let the parser know what the command takes."""
    parser.add_argument("store", type=Path, metavar="SỔ")
    parser.add_argument("files", type=Path, nargs="+", metavar="TỆP", help="tệp, thư mục hoặc USB")
    parser.add_argument(
        "--apply", action="store_true", help="nhận thật; không có thì chỉ xem trước"
    )
    parser.add_argument(
        "--known-only", action="store_true", help="chỉ nhận tệp ký bằng khóa đã tin từ trước"
    )
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="TỆP", help="tệp có mật khẩu ở dòng đầu"
    )


def run_receive(chosen: argparse.Namespace, say: Say, say_json: SayJson) -> int:
    """Look through the files, receive them if told so, and say what changes.

    A file sealed with a key that is new to the store is taken, and its fingerprint said;
    `--known-only` refuses it. A key other than the one known is always refused.

    Raises:
        Problem: There is no file, or the store can't be opened.
    """
    from db.merge import Trust, receive
    from db.receiving.finding import find_files
    from db.store import Store
    from desktop.passphrase_file import read_passphrase
    from desktop.places import person

    found = find_files(chosen.files)
    if not found.files:
        raise Problem(found.lines[0] if found.lines else "Không có tệp nào để nhận (đuôi .cchc).")
    secret = read_passphrase(chosen.passphrase_file)
    wanted = () if chosen.known_only else (Trust.FIRST, Trust.UNSIGNED)
    with Store.open(chosen.store, editor=person()) as store:
        done = tuple(
            receive(
                store,
                found.files,
                take=chosen.apply,
                trust=lambda made: made.trust in wanted,
                passphrase=lambda _path: secret,
            )
        )
    if chosen.json:
        say_json(_as_json(done, found.lines, applied=chosen.apply))
    else:
        for line in _lines(done, found.lines, applied=chosen.apply):
            say(line)
    return max(each.exit_code for each in done)


def _counts(done: tuple[Received, ...]) -> dict[str, int]:
    found = Counter(
        str(report.standing) for each in done if each.plan for report in each.plan.reports
    )
    return {
        **{standing: found[standing] for standing in _STANDINGS},
        "conflicts": sum(each.plan.conflicts for each in done if each.plan),
        "refused": sum(each.problem is not None for each in done),
    }


# --- as JSON


def _as_json(
    done: tuple[Received, ...], lines: tuple[str, ...], *, applied: bool
) -> dict[str, Any]:
    return {
        "applied": applied,
        "files": [_file_json(each) for each in done],
        "lines": list(lines),
        "counts": _counts(done),
    }


def _file_json(each: Received) -> dict[str, Any]:
    said: dict[str, Any] = {
        "file": str(each.path),
        "problem": each.problem.message if each.problem else None,
        "done": each.outcome is not None,
    }
    return said | _plan_json(each.plan) if each.plan else said


def _plan_json(plan: Plan) -> dict[str, Any]:
    incoming = plan.incoming
    return {
        "kind": str(incoming.kind),
        "unit": {"code": incoming.unit.code, "name": incoming.unit.name},
        "made_at": incoming.made_at.isoformat(),
        "sha256": incoming.sha256,
        "trust": str(plan.trust),
        "fingerprint": incoming.fingerprint,
        "reports": [_report_json(report) for report in plan.reports],
        "lines": list(plan.lines),
    }


def _report_json(report: ReportPlan) -> dict[str, Any]:
    head = report.incoming.head
    return {
        "id": report.report_id,
        "form": head.form,
        "form_version": head.form_version,
        "unit": {"code": head.unit.code, "name": head.unit.name},
        "period": str(head.period),
        "standing": str(report.standing),
        "values": report.incoming.values,
        "changes": [_change_json(change) for change in report.changes],
        "conflicts": [_clash_json(clash) for clash in report.clashes],
        "open_conflicts": report.waiting,
    }


def _change_json(change: ValueChange) -> dict[str, Any]:
    return {
        "kind": str(change.kind),
        "key": change.key,
        "old": _plain(change.old),
        "new": _plain(change.new),
        "editor": change.editor,
        "edited_at": change.edited_at.isoformat(),
    }


def _clash_json(clash: Clash) -> dict[str, Any]:
    return {
        "kind": str(clash.kind),
        "key": clash.key,
        "base": _plain(clash.base),
        "ours": _plain(clash.ours),
        "theirs": _plain(clash.theirs),
        "editor": clash.editor,
        "edited_at": clash.edited_at.isoformat(),
    }


def _plain(value: Content | None) -> Any:
    if isinstance(value, tuple):
        return [{key: _plain(cell) for key, cell in row.items()} for row in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


# --- as lines


def _lines(done: tuple[Received, ...], lines: tuple[str, ...], *, applied: bool) -> Iterator[str]:
    yield from lines
    for each in done:
        yield from _file_lines(each)
    counts = _counts(done)
    total = ", ".join(f"{counts[standing]} {words}" for standing, words in _STANDINGS.items())
    yield f"{'Đã nhận' if applied else 'Xem trước, chưa ghi gì'}: {total};"
    yield f"  {counts['conflicts']} chỗ hai bên cùng sửa, {counts['refused']} tệp bị từ chối."
    if not applied:
        yield "Thêm --apply để nhận."


def _file_lines(each: Received) -> Iterator[str]:
    yield each.path.name
    if each.problem is not None:
        yield f"  TỪ CHỐI: {each.problem.message}"
    if each.plan is None:
        return
    incoming = each.plan.incoming
    yield f"  {incoming.unit.name}, lập lúc {incoming.made_at:%d/%m/%Y %H:%M}"
    if incoming.fingerprint:
        known = _KNOWN if each.plan.trust == "known" else _NEW_KEY
        yield f"  Khóa của đơn vị: {incoming.fingerprint} ({known})"
    for report in each.plan.reports:
        yield from _report_lines(report)
    for line in each.plan.lines:
        yield f"  {line}"


def _report_lines(report: ReportPlan) -> Iterator[str]:
    from forms.loading import load_form

    head = report.incoming.head
    form = load_form(head.form, head.form_version)
    yield f"  {head.period.write()}, {head.unit.name}: {_STANDINGS[report.standing]}"
    for change in report.changes:
        label, (old, new) = _label(form, change.key), map(_shown, (change.old, change.new))
        yield f"    {label}: {old} → {new} ({change.editor})"
    for clash in report.clashes:
        label, (ours, theirs) = _label(form, clash.key), map(_shown, (clash.ours, clash.theirs))
        yield f"    XUNG ĐỘT {label}: tại đây {ours}, đơn vị ghi {theirs}"


def _label(form: Form, key: str) -> str:
    known = form.figures.get(key) or form.texts.get(key) or form.tables.get(key)
    return f"“{known.label}”" if known else key


def _shown(value: Content | None) -> str:
    from desktop.receiving.words import NOTHING, in_short

    if value is None:
        return NOTHING
    return in_short(f"{len(value)} dòng" if isinstance(value, tuple) else str(_plain(value)))
