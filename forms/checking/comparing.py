"""A broken comparison in words: what is stated, what it should have been, by how much it is off."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from forms.checking.saying import bound, gap, mirrored, said
from forms.definition import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.checking.compiled import Case
    from forms.definition import Figure, Form
    from forms.expression import Expression, Facts
    from forms.figure import Value


@dataclass(frozen=True, slots=True)
class Reading:
    """A broken condition in words; what has no meaning for it is empty."""

    stated: str = ""
    computed: str = ""
    difference: str = ""
    sentence: str = ""
    stated_value: Value | None = None
    computed_value: Value | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Puts the conditions of one report into words."""

    form: Form
    facts: Facts

    def read(self, case: Case) -> Reading:
        """Return the case in words."""
        comparison = case.holds.comparison
        if comparison is None:
            return self._field(case)
        operands, operators = comparison
        suspect = _suspect(case, operands)
        if case.holds.is_equation:
            return self._equation(case, operands[suspect], operands[1 - suspect])
        others = _others(operands, operators, suspect)
        return self._bounded(case, operands[suspect], others)

    def _field(self, case: Case) -> Reading:
        """Return what the first field states: all that can be said of "this or that"."""
        known = (self.form.figures.get(name) for name in case.fields[:1])
        figure = next((f for f in known if f is not None and f.id in self.facts), None)
        if figure is None:
            return Reading()
        stated = said(self.facts[figure.id], figure)
        value = self.facts[figure.id]
        return Reading(stated, sentence=f"Đang ghi {stated}.", stated_value=value)

    def _equation(self, case: Case, suspect: Expression, other: Expression) -> Reading:
        known = case.known(self.facts)
        stated, computed = self._said(suspect, None, known), self._said(other, suspect, known)
        difference = _gap(suspect, other, known)
        is_reckoned = isinstance(other.tree, ast.BinOp)
        off = f", lệch {difference}" if difference else ""
        words = f"tính được {computed}{off}" if is_reckoned else f"{_usual(case)} là {computed}"
        return Reading(
            stated,
            computed,
            difference,
            f"Đang ghi {stated}, {words}.",
            plain(suspect.value(known)),
            plain(other.value(known)),
        )

    def _bounded(
        self, case: Case, suspect: Expression, others: list[tuple[str, Expression]]
    ) -> Reading:
        known = case.known(self.facts)
        stated = self._said(suspect, None, known)
        limits = [self._said(other, suspect, known) for _, other in others]
        if [operator for operator, _ in others] == [">=", "<="]:
            computed = f"từ {limits[0]} đến {limits[1]}"
        else:
            bounds = zip(others, limits, strict=True)
            computed = " và ".join(bound(op, o.value(known), word) for (op, o), word in bounds)
        difference = _gap(suspect, others[0][1], known) if len(others) == 1 else ""
        off = f" (lệch {difference})" if difference else ""
        words = f"Đang ghi {stated}, {_usual(case)} {computed}{off}."
        limit = plain(others[0][1].value(known)) if len(others) == 1 else None
        value = plain(suspect.value(known))
        return Reading(stated, computed, difference, words, value, limit)

    def _said(
        self, operand: Expression, beside: Expression | None, known: Mapping[str, Any]
    ) -> str:
        """Say an operand's value; of a function of one figure, that figure's."""
        own = self._figure(operand)
        if own is not None and isinstance(operand.tree, ast.Call):
            return said(known[own.id], own)
        return said(operand.value(known), own or (self._figure(beside) if beside else None))

    def _figure(self, operand: Expression) -> Figure | None:
        figures = (self.form.figures[n] for n in operand.names if n in self.form.figures)
        return next(figures, None)


def plain(value: Any) -> Value | None:
    """Return a reckoned value as a figure would hold it; None if none could."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else None
    return cast("Value", value)


def _usual(case: Case) -> str:
    """An error is wrong; what only gives a warning may be right now and then."""
    return "đúng ra" if case.rule.severity is Severity.ERROR else "thường"


def _suspect(case: Case, operands: tuple[Expression, ...]) -> int:
    """Return which operand holds the figure the rule points at first."""
    first = case.fields[:1]
    holding = (n for n, operand in enumerate(operands) if set(first) & set(operand.names))
    return next(holding, 0)


def _others(
    operands: tuple[Expression, ...], operators: tuple[str, ...], suspect: int
) -> list[tuple[str, Expression]]:
    """Return what stands beside the suspect, each operator as read from the suspect."""
    before = [(mirrored(operators[n - 1]), operands[n - 1]) for n in (suspect,) if n]
    after = [(operators[n], operands[n + 1]) for n in (suspect,) if n < len(operators)]
    return before + after


def _gap(suspect: Expression, other: Expression, known: Mapping[str, Any]) -> str:
    if isinstance(suspect.tree, ast.Call):
        return ""
    values = suspect.value(known), other.value(known)
    return "" if isinstance(values[0], date) else gap(*values)
