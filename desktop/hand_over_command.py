"""`hand-over SỔ --unit U --period P -o THƯ_MỤC`: reports become one sealed file on a stick."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from forms.problem import Problem, unknown

if TYPE_CHECKING:
    import argparse

    from db.handover.giving import HandedOver
    from db.reports import ReportInfo
    from db.store import Store
    from desktop.hand_over.standing import Verdict

Say = Callable[[str], None]
SayJson = Callable[[object], None]

#: So many units are named to whoever named a wrong one.
_NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class _Given:
    """What lies there, and how the reports in it stand."""

    file: HandedOver
    verdicts: dict[str, Verdict]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Let the parser know what the command takes."""
    parser.add_argument("store", type=Path, metavar="SỔ")
    parser.add_argument("--unit", required=True, metavar="MÃ", help="đơn vị có báo cáo để giao")
    parser.add_argument("--period", required=True, metavar="KỲ", help="như 2023-Q1, 2022-H1")
    parser.add_argument(
        *("-o", "--output"), type=Path, required=True, metavar="THƯ_MỤC", help="USB hoặc thư mục"
    )
    parser.add_argument(
        *("--passphrase-file",), type=Path, metavar="TỆP", help="tệp có mật khẩu ở dòng đầu"
    )


def run_hand_over(chosen: argparse.Namespace, say: Say, say_json: SayJson) -> int:
    """Hand over a unit's reports of a period, and tell what lies where.

    Raises:
        Problem: Something given is wrong, or the file could not be written; none is there then.
    """
    from db.store import Store
    from desktop import identity
    from desktop.passphrase_file import read_passphrase
    from desktop.places import person
    from forms.period import Period

    identity.take()  # it says where the key lies
    period = Period.parse(chosen.period)
    passphrase = read_passphrase(chosen.passphrase_file)
    with Store.open(chosen.store, editor=person()) as store:
        infos = _named(store.reports(), chosen.unit, period)
        given = _Given(
            _hand_over(store, [info.id for info in infos], chosen.output, passphrase),
            {info.id: _verdict(store, info) for info in infos},
        )
    if chosen.json:
        say_json(_as_json(given))
    else:
        for line in _lines(given):
            say(line)
    return 0


def _named(infos: Sequence[ReportInfo], unit: str, period: object) -> list[ReportInfo]:
    """Return a unit's reports of a period.

    Raises:
        Problem: There are none; it names the units or the periods there are.
    """
    from desktop.hand_over.words import NOTHING_TO_GIVE

    if not infos:
        raise Problem(NOTHING_TO_GIVE)
    mine = [info for info in infos if info.unit.code == unit]
    if not mine:
        units = sorted({info.unit.code for info in infos})
        words = unknown("báo cáo của đơn vị", unit, units)
        raise Problem(f"Sổ {words} Các đơn vị có báo cáo: {_listed(units)}.")
    found = [info for info in mine if info.period == period]
    if not found:
        periods = dict.fromkeys(str(info.period) for info in mine)
        raise Problem(
            f"Sổ chưa có báo cáo kỳ {period} của đơn vị “{unit}”; có các kỳ: {', '.join(periods)}."
        )
    return found


def _listed(units: Sequence[str]) -> str:
    rest = len(units) - _NAMED
    more = f" và {rest} đơn vị khác" if rest > 0 else ""
    return f"{', '.join(units[:_NAMED])}{more}"


def _hand_over(store: Store, ids: Sequence[str], folder: Path, passphrase: str) -> HandedOver:
    from desktop.hand_over.work import giver_for
    from desktop.places import key_file

    return giver_for(store, key_file()).give(ids, folder, passphrase)


def _verdict(store: Store, info: ReportInfo) -> Verdict:
    from desktop.summaries import summarise

    try:
        return summarise(store, info.id)
    except Problem as problem:
        return problem


# --- as JSON


def _as_json(given: _Given) -> dict[str, Any]:
    file = given.file
    return {
        "file": str(file.path),
        "size": file.size,
        "sha256": file.sha256,
        "public_key": file.public_key.hex(),
        "fingerprint": file.fingerprint,
        "made_at": file.made_at.isoformat(),
        "locked": file.is_locked,
        "was_there": file.was_there,
        "complaint": file.complaint,
        "unit": {"code": file.unit.code, "name": file.unit.name},
        "reports": [_report_json(info, given.verdicts[info.id]) for info in file.reports],
    }


def _report_json(info: ReportInfo, verdict: Verdict) -> dict[str, Any]:
    from desktop.overview import Summary

    counted = verdict if isinstance(verdict, Summary) else None
    return {
        "id": info.id,
        "form": info.form,
        "form_version": info.form_version,
        "unit": {"code": info.unit.code, "name": info.unit.name},
        "period": str(info.period),
        "state": str(info.state),
        "revision": info.revision,
        "errors": counted.errors if counted else None,
        "warnings": counted.warnings if counted else None,
        "explained": counted.explained if counted else None,
    }


# --- as lines


def _lines(given: _Given) -> Iterator[str]:
    from desktop.hand_over.standing import verdict_words
    from desktop.hand_over.words import LOCKED, not_noted
    from desktop.overview import Summary

    file = given.file
    yield f"{'Đã có sẵn' if file.was_there else 'Đã ghi'} {file.path}"
    for info in file.reports:
        words = verdict_words(given.verdicts[info.id])[1]
        yield f"  {info.unit.name}, {info.period.write()}, {info.form} {info.form_version}: {words}"
    known = [verdict for verdict in given.verdicts.values() if isinstance(verdict, Summary)]
    if errors := sum(verdict.errors for verdict in known):
        yield f"Chú ý: trong tệp còn {errors} lỗi chưa sửa, chưa giải trình; nơi nhận sẽ thấy."
    yield f"SHA-256: {file.sha256}"
    yield f"Dấu khóa của đơn vị, đọc cho nơi nhận qua điện thoại: {file.fingerprint}"
    if file.is_locked:
        yield LOCKED
    if file.complaint:
        yield not_noted(file.complaint)
