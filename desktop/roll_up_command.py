"""`roll-up SỔ --unit U --period P`: the level above, and where a figure of it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.figure import show, to_json
from forms.problem import Problem, unknown

if TYPE_CHECKING:
    import argparse

    from db.rolling import Source
    from db.store import Store
    from forms.checking import Finding
    from forms.definition import Figure
    from forms.figure import Value
    from forms.report import UnitRef
    from forms.rollup import RollUp, Total
    from forms.unit import Unit

Say = Callable[[str], None]
SayJson = Callable[[object], None]
Traced = Mapping[str, tuple["Source", ...]]

_NO_VALUE = "chưa có"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Let the parser know what the command takes."""
    parser.add_argument("store", type=Path, metavar="SỔ")
    parser.add_argument("--unit", required=True, metavar="MÃ", help="đơn vị cấp trên")
    parser.add_argument("--period", required=True, metavar="KỲ", help="như 2023-Q1, 2022-H1")
    parser.add_argument("--trace", default="", metavar="CHỈ_TIÊU", help="chỉ tiêu này từ đâu ra")


def run_roll_up(chosen: argparse.Namespace, say: Say, say_json: SayJson) -> int:
    """Tell what the units below come to; with a figure, what each of them states of it.

    Raises:
        Problem: The unit, the period or the figure isn't known, or the store can't be read.
    """
    from db.rolling import rolled_up
    from db.store import Store
    from desktop.places import person
    from forms.choosing import form_for
    from forms.period import Period

    period = Period.parse(chosen.period)
    with Store.open(chosen.store, editor=person()) as store:
        unit = _unit(store, chosen.unit)
        form = form_for(unit.kind, period)
        if chosen.trace and chosen.trace not in form.figures:
            raise Problem(f"Mẫu này {unknown('chỉ tiêu', chosen.trace, list(form.figures))}")
        rolled = rolled_up(store, form, unit, period)
        trace = _traced(store, rolled, chosen.trace) if chosen.trace else {}
        findings = _findings(store, rolled)
    if chosen.json:
        say_json(_as_json(rolled, findings, trace))
    else:
        for line in _trace_lines(rolled, trace) if trace else _lines(rolled, findings):
            say(line)
    return 0


def _unit(store: Store, code: str) -> Unit:
    """Return a unit of the catalogue, or one that has a report in the store."""
    from forms.unit import find_unit, load_units, unit_for

    known = find_unit(code)
    if known is not None:
        return known
    ref = next((info.unit for info in store.reports() if info.unit.code == code), None)
    if ref is None:
        raise Problem(unknown("đơn vị", code, [unit.code for unit in load_units()]))
    return unit_for(ref.code, ref.name)


def _traced(store: Store, rolled: RollUp, figure: str) -> Traced:
    from db.rolling import judged_below, traced

    below_it = judged_below(store, rolled.unit, rolled.period)
    return traced(store, rolled, figure, {each.report_id: each.findings for each in below_it})


def _findings(store: Store, rolled: RollUp) -> tuple[Finding, ...]:
    """Return where the unit's own report, if the store has one, differs from its units (X20)."""
    from forms.checking.between_levels import between_levels

    wanted = (rolled.form.id, rolled.unit.code, rolled.period)
    infos = (i for i in store.reports() if (i.form, i.unit.code, i.period) == wanted)
    return tuple(
        finding for info in infos for finding in between_levels(store.load(info.id), rolled)
    )


# --- as JSON


def _as_json(rolled: RollUp, findings: tuple[Finding, ...], trace: Traced) -> dict[str, Any]:
    from desktop.findings_words import finding_json

    said: dict[str, Any] = {
        "unit": _unit_json(rolled.unit),
        "period": str(rolled.period),
        "form": rolled.form.id,
        "form_version": rolled.form.version,
        "figures": {name: _value_json(t.figure, t.value) for name, t in _known(rolled)},
        "open": {name: _why(total) for name, total in rolled.totals.items() if _why(total)},
        "delivered": [_unit_json(unit) for unit in rolled.delivered],
        "missing": [_unit_json(unit) for unit in rolled.missing],
        "completeness": rolled.completeness(),
        "findings": [finding_json(finding) for finding in findings],
    }
    if trace:
        said["trace"] = {
            name: [_source_json(rolled.form.figures[name], source) for source in found]
            for name, found in trace.items()
        }
    return said


def _unit_json(unit: Unit | UnitRef) -> dict[str, str]:
    return {"code": unit.code, "name": unit.name}


def _value_json(figure: Figure, value: Value | None) -> int | str | None:
    return None if value is None else to_json(figure.kind, value)


def _source_json(figure: Figure, source: Source) -> dict[str, Any]:
    from desktop.findings_words import finding_json

    edit = source.edit
    return {
        "unit": _unit_json(source.share.unit),
        "value": _value_json(figure, source.share.value),
        "as_of": source.share.as_of.isoformat(),
        "whole_level": source.share.is_whole,
        "report": source.report_id,
        "edited_at": edit.edited_at.isoformat() if edit else None,
        "editor": edit.editor if edit else None,
        "findings": [finding_json(finding) for finding in source.findings],
    }


# --- as lines


def _lines(rolled: RollUp, findings: tuple[Finding, ...]) -> Iterator[str]:
    from desktop.findings_words import finding_lines
    from forms.checking import counts

    yield f"{rolled.unit.name}, {rolled.period.write()}"
    yield rolled.completeness()
    for name, total in rolled.totals.items():
        if total.stated:
            value = _shown(total.figure, total.value)
            yield f"  {name}: {value} – {total.figure.label} ({_why(total) or _from(total)})"
    if findings:
        yield from finding_lines(findings, counts(findings))


def _trace_lines(rolled: RollUp, trace: Traced) -> Iterator[str]:
    for name, found in trace.items():
        figure, total = rolled.form.figures[name], rolled.totals.get(name)
        value = _shown(figure, total.value if total else None)
        yield f"{name}: {value} – {figure.label}"
        for source in found:
            yield f"  {_source_line(figure, source)}"
            for finding in source.findings:
                kept = f" Giải trình: {finding.reason}" if finding.excepted else ""
                yield f"    {finding.rule}: {finding.message}{kept}"


def _source_line(figure: Figure, source: Source) -> str:
    share, edit = source.share, source.edit
    whole = " (số của cả cấp, không cộng)" if share.is_whole else ""
    edited = f"; {edit.editor} sửa lúc {edit.edited_at:%d/%m/%Y %H:%M}" if edit else ""
    return f"{share.unit.name}: {_shown(figure, share.value)}{whole}{edited}"


def _shown(figure: Figure, value: Value | None) -> str:
    return _NO_VALUE if value is None else show(figure.kind, value)


def _from(total: Total) -> str:
    return f"{total.stated} đơn vị"


def _why(total: Total) -> str:
    """Say why a figure is left open, or what to mind; "" if it is plain."""
    if total.unlike:
        return total.refusal
    if total.differing:
        return "các đơn vị ghi khác nhau, hãy chọn"
    if total.uneven:
        return "số đơn vị ghi tử số và mẫu số khác nhau"
    return ""


def _known(rolled: RollUp) -> Iterator[tuple[str, Total]]:
    return ((name, total) for name, total in rolled.totals.items() if total.value is not None)
