"""How reports stand that are to be handed over, in words. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.appearance.tokens import State
from desktop.overview import Summary
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What was found of a report; None while nobody has looked at it.
Verdict = Summary | Problem | None


def verdict_words(verdict: Verdict) -> tuple[State, str]:
    """Say how one report stands: "2 lỗi, 3 cảnh báo, 1 giải trình"."""
    if verdict is None:
        return State.NONE, "đang xem…"
    if isinstance(verdict, Problem):
        return State.ERROR, "không mở được"
    state = _state(verdict.errors, verdict.warnings)
    counted = _counted(verdict.errors, verdict.warnings, verdict.explained)
    return state, ", ".join(("không còn lỗi", *counted) if not verdict.errors else counted)


def standing_words(verdicts: Sequence[Verdict]) -> tuple[State, str]:
    """Say what whoever hands these reports over has to know; plainly, if errors go along."""
    if not verdicts:
        return State.UNFILLED, "Chưa chọn báo cáo nào."
    said = f"Đã chọn {len(verdicts)} báo cáo"
    if None in verdicts:
        return State.INFO, f"{said}; đang xem còn lỗi hay cảnh báo không…"
    known = [verdict for verdict in verdicts if isinstance(verdict, Summary)]
    errors, warnings = sum(v.errors for v in known), sum(v.warnings for v in known)
    left = [*_counted(errors, warnings, sum(v.explained for v in known))]
    if dark := len(verdicts) - len(known):
        left.append(f"{dark} báo cáo không mở được để kiểm tra")
    if errors or dark:
        return State.ERROR, (
            f"{said}; còn {', '.join(left)}. Vẫn giao được, nhưng nơi nhận sẽ thấy những chỗ này; "
            "nên sửa hoặc giải trình trước khi giao."
        )
    return _state(0, warnings), "; ".join((said, ", ".join(("không còn lỗi", *left)))) + "."


def _state(errors: int, warnings: int) -> State:
    if errors:
        return State.ERROR
    return State.WARNING if warnings else State.OK


def _counted(errors: int, warnings: int, explained: int) -> list[str]:
    parts = ((errors, "lỗi"), (warnings, "cảnh báo"), (explained, "giải trình"))
    return [f"{count} {name}" for count, name in parts if count]
