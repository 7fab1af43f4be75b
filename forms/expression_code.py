"""Checked syntax trees of the rule language as Python source, and what that source may call."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from forms.figure import Agreement, agreement
from forms.period import Period

Facts = Mapping[str, Any]
NUMERAL: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
QUOTING: Final = {"rows": "rows:", "distinct": "distinct:", "said": "said:"}
#: What ``previous(x)`` looks up: the same unit's earlier report, kept under names of its own.
EARLIER: Final = "previous:"
OPERATORS: Final[Mapping[type[ast.AST], str]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage not yet rounded: ``numerator / denominator`` of 100."""

    numerator: int | Fraction
    denominator: int | Fraction


def _ratio(a: Any, b: Any) -> Fraction:
    return Fraction(a) / Fraction(b)  # the guard has seen that b is not zero


def _exact(value: Any) -> Any:
    return Fraction(value) if isinstance(value, Decimal) else value


def _agrees(stated: Any, numerator: Any, denominator: Any) -> bool:
    """Whether a percentage is the ratio rounded half-up, as `agreement` has it.

    Every keystroke asks this of every percentage, so whole parts take a short cut.
    """
    exponent: Any = stated.as_tuple()[2] if type(stated) is Decimal else 1
    if (
        exponent <= 0
        and type(numerator) is type(denominator) is int
        and denominator > 0 <= numerator
    ):
        scale: int = 10**-exponent
        half_up = (200 * scale * numerator + denominator) // (2 * denominator)
        return int(stated * scale) == half_up
    return agreement(Decimal(stated), numerator, denominator) is Agreement.EXACT


def _month_start(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


@lru_cache(maxsize=1024)
def _next_period(code: str) -> str:
    return str(Period.parse(code).successor())


#: What compiled source may call; nothing else is in its reach.
HELPERS: Final[dict[str, Any]] = {
    "__builtins__": {},
    "_ratio": _ratio,
    "_exact": _exact,
    "_agrees": _agrees,
    "_percent": Percentage,
    "_year": lambda d: d.year,
    "_day": lambda d: d.day,
    "_month_start": _month_start,
    "_next_period": _next_period,
    "_fraction": Fraction,
}


def run_source(source: str) -> Any:
    """Evaluate source made by this module, with nothing in reach but `HELPERS`."""
    return eval(compile(source, "<definition>", "eval"), HELPERS)  # noqa: S307  (whitelisted source)


def is_numeral(node: ast.AST) -> bool:
    """Whether it is a number in quotes."""
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, str) and bool(NUMERAL.fullmatch(value))


def is_decimal(node: ast.AST) -> bool:
    """Whether it is a decimal in quotes ("0.5"); a whole number in quotes may be a text."""
    return is_numeral(node) and "." in ast.unparse(node)


def is_text(node: ast.AST) -> bool:
    """Whether it is something in quotes."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_percent(node: ast.AST) -> bool:
    """Whether it is a call of ``percent``."""
    return isinstance(node, ast.Call) and function_name(node) == "percent"


def function_name(node: ast.Call) -> str:
    """Return the name of what is called."""
    return ast.unparse(node.func)


def calls(tree: ast.AST, function: str) -> Iterator[ast.Call]:
    """Yield the calls of a function in a tree."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and function_name(node) == function:
            yield node


def looked_up(node: ast.AST) -> str:
    """Return what a name or a ``previous(name)`` is looked up by; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Call) and function_name(node) == "previous":
        return f"{EARLIER}{looked_up(node.args[0])}"
    return ""


def _needed(node: ast.AST) -> Iterator[str]:
    """Yield the names whose value is needed, in the order written."""
    name = looked_up(node)
    if name:
        yield name
    elif isinstance(node, ast.Call):
        if function_name(node) not in ("filled", *QUOTING):
            for argument in node.args:
                yield from _needed(argument)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _needed(child)


def needed(tree: ast.expr) -> tuple[str, ...]:
    """Return the names whose value the tree needs, each once, in order."""
    return tuple(dict.fromkeys(_needed(tree)))


def is_exact(tree: ast.AST) -> bool:
    """Whether it divides or names a decimal, so that decimals must become fractions."""
    return any(
        isinstance(node, ast.Div) or (isinstance(node, ast.BinOp) and _has_text(node))
        for node in ast.walk(tree)
    )


def _has_text(node: ast.BinOp) -> bool:
    return is_text(node.left) or is_text(node.right)


def guard(
    tree: ast.expr, lookup: Callable[[str], str], optional: Collection[str] = frozenset()
) -> str:
    """Return source that is true when the tree has a value.

    Everything it needs but the ``optional`` names is filled in, and nothing is divided by zero.
    """
    names = [f"{lookup(name)} is not None" for name in needed(tree) if name not in optional]
    return " and ".join([*names, *_divisors(tree, lookup)]) or "True"


def _divisors(tree: ast.AST, lookup: Callable[[str], str]) -> Iterator[str]:
    """Yield what the tree divides by, the innermost division first."""
    for child in ast.iter_child_nodes(tree):
        yield from _divisors(child, lookup)
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Div):
        yield plain_source(tree.right, lookup)


def value_source(tree: ast.expr, lookup: Callable[[str], str]) -> str:
    """Return source for the value, None when something needed is missing."""
    return f"({plain_source(tree, lookup)}) if ({guard(tree, lookup)}) else None"


def condition_source(tree: ast.expr, lookup: Callable[[str], str]) -> str:
    """Return source for the tree as a condition; each comparison guards its own figures."""
    if isinstance(tree, ast.BoolOp):
        word = " and " if isinstance(tree.op, ast.And) else " or "
        return f"({word.join(condition_source(v, lookup) for v in tree.values)})"
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        return f"(not {condition_source(tree.operand, lookup)})"
    return f"(({guard(tree, lookup)}) and {plain_source(tree, lookup)})"


def plain_source(tree: ast.expr, lookup: Callable[[str], str]) -> str:
    """Return source for the tree when everything it needs is known to be filled in."""
    return _Writer(lookup, exact=is_exact(tree)).write(tree)


class _Writer:
    """Writes a checked tree as Python source."""

    def __init__(self, lookup: Callable[[str], str], *, exact: bool) -> None:
        self.lookup = lookup
        self.exact = exact

    def write(self, node: ast.expr) -> str:
        writer: Callable[[Any], str] = getattr(self, f"_{type(node).__name__.lower()}")
        return writer(node)

    def _name(self, node: ast.Name | ast.Call) -> str:
        found = self.lookup(looked_up(node))
        return f"_exact({found})" if self.exact else found

    def _constant(self, node: ast.Constant) -> str:
        if is_decimal(node) or (self.exact and is_numeral(node)):
            return f"_fraction({node.value!r})"
        return repr(node.value)

    def _unaryop(self, node: ast.UnaryOp) -> str:
        sign = "not " if isinstance(node.op, ast.Not) else "-"
        return f"({sign}{self.write(node.operand)})"

    def _boolop(self, node: ast.BoolOp) -> str:
        word = " and " if isinstance(node.op, ast.And) else " or "
        return f"({word.join(self.write(value) for value in node.values)})"

    def _binop(self, node: ast.BinOp) -> str:
        left, right = self.write(node.left), self.write(node.right)
        if isinstance(node.op, ast.Div):
            return f"_ratio({left}, {right})"
        return f"({left} {OPERATORS[type(node.op)]} {right})"

    def _compare(self, node: ast.Compare) -> str:
        if is_percent(node.comparators[0]) and isinstance(node.ops[0], ast.Eq):
            share: Any = node.comparators[0]
            parts = (node.left, *share.args)
            return f"_agrees({', '.join(self.write(part) for part in parts)})"
        rest = (
            f" {OPERATORS[type(op)]} {self.write(side)}"
            for op, side in zip(node.ops, node.comparators, strict=True)
        )
        return f"({self.write(node.left)}{''.join(rest)})"

    def _call(self, node: ast.Call) -> str:
        name = function_name(node)
        if name == "filled":
            return f"({self.lookup(looked_up(node.args[0]))} is not None)"
        if name == "previous":
            return self._name(node)
        if name in QUOTING:
            return f"({self.lookup(QUOTING[name] + node.args[0].value)} or 0)"  # type: ignore[attr-defined]
        return f"_{name}({', '.join(self.write(argument) for argument in node.args)})"
