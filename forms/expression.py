"""The rule language: what a condition, a rule or a computed figure states, compiled once.

The language is a small part of Python's expressions (docs/adding-a-form.md). It is read with
`ast`, held against a list of what is allowed, and written out again as Python source made of
nothing but that (`forms.expression_code`); so a definition can't run code of its own.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from forms.expression_code import (
    EARLIER,
    OPERATORS,
    QUOTING,
    Facts,
    Percentage,
    calls,
    condition_source,
    is_numeral,
    is_percent,
    is_text,
    looked_up,
    needed,
    run_source,
    value_source,
)
from forms.problem import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "EARLIER",
    "MONTH_CODE",
    "REPORT_NAMES",
    "WINDOW_NAMES",
    "Expression",
    "Facts",
    "Percentage",
    "parse",
    "reads_earlier",
]

#: How the report's window lies to the earlier report's; 1 or 0, missing when there is none.
WINDOW_NAMES: Final = ("same_start", "follows_on", "year_on_year")
#: Names every report offers besides its figures.
REPORT_NAMES: Final = ("period", "period_year", "period_months", *WINDOW_NAMES)
#: A month as its figures keep it.
MONTH_CODE: Final = r"[0-9]{4}-(0[1-9]|1[0-2])"
_LITERALS: Final = {
    "month_start": (MONTH_CODE, "2023-09"),
    "next_period": (r"20[0-9]{2}-(Q[1-4]|H[12]|9M|Y)", "2023-Q1"),
}
_FUNCTIONS: Final = (
    "filled",
    "previous",
    "rows",
    "distinct",
    "said",
    "percent",
    "year",
    "day",
    "month_start",
    "next_period",
)
#: Functions of a name rather than of a value.
_NAMING: Final = ("filled", "previous")


@dataclass(frozen=True)
class Expression:
    """One expression of the rule language; what is made of it is made once, when first asked for.

    Attributes:
        source: As written in the definition.
        names: Figures and report names it needs, in order of appearance, `it` included; those
            of the earlier report as "previous:<id>".
        asks: Names it only asks about with ``filled``.
        references: Quoted tables, their columns and texts, as "rows:<id>",
            "distinct:<id>.<column>" and "said:<id>".
        tree: The checked syntax tree.
    """

    source: str
    names: tuple[str, ...]
    asks: tuple[str, ...]
    references: tuple[str, ...]
    tree: ast.expr = field(compare=False, hash=False, repr=False)

    @cached_property
    def _value(self) -> Callable[[Facts], Any]:
        made: Callable[[Facts], Any] = run_source(f"lambda v: {value_source(self.tree, _lookup)}")
        return made

    @cached_property
    def _condition(self) -> Callable[[Facts], bool]:
        source = f"lambda v: not not {condition_source(self.tree, _lookup)}"
        made: Callable[[Facts], bool] = run_source(source)
        return made

    def value(self, facts: Facts) -> Any:
        """Return the value, or None when something it needs is not filled in."""
        return self._value(facts)

    def holds(self, facts: Facts) -> bool:
        """Return whether it holds as a condition: a comparison with a missing figure doesn't."""
        return self._condition(facts)

    @cached_property
    def sides(self) -> tuple[Expression, Expression] | None:
        """Both sides of a single comparison, or None if it is something else."""
        operands = self.comparison[0] if self.comparison else ()
        return (operands[0], operands[1]) if len(operands) == 2 else None  # noqa: PLR2004

    @cached_property
    def comparison(self) -> tuple[tuple[Expression, ...], tuple[str, ...]] | None:
        """The operands and the operators between them, or None if it is no comparison."""
        if not isinstance(self.tree, ast.Compare):
            return None
        operands = (self.tree.left, *self.tree.comparators)
        return tuple(map(_make, operands)), tuple(OPERATORS[type(op)] for op in self.tree.ops)

    @property
    def is_equation(self) -> bool:
        """Whether it states that two things are equal."""
        return (
            isinstance(self.tree, ast.Compare)
            and len(self.tree.ops) == 1
            and isinstance(self.tree.ops[0], ast.Eq)
        )

    @cached_property
    def share(self) -> tuple[Expression, Expression, Expression] | None:
        """Stated figure, numerator and denominator of ``x == percent(a, b)``, else None."""
        sides = self.sides
        call = sides[1].tree if sides else None
        if sides is None or not (isinstance(call, ast.Call) and is_percent(call)):
            return None
        return sides[0], _make(call.args[0]), _make(call.args[1])

    def bound_to(self, figure: str) -> Expression:
        """Return the expression with ``it`` standing for that figure."""
        return _make(_It(figure).visit(ast.parse(ast.unparse(self.tree), mode="eval").body))


def reads_earlier(name: str) -> bool:
    """Whether a name has a value only beside an earlier report."""
    return name.startswith(EARLIER) or name in WINDOW_NAMES


class _It(ast.NodeTransformer):
    def __init__(self, figure: str) -> None:
        self.figure = figure

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.figure, ast.Load()) if node.id == "it" else node


def parse(source: str) -> Expression:
    """Read one expression; raise `Problem` saying what in it is not of the language."""
    try:
        tree = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise Problem(f"không đọc được biểu thức “{source}”") from error
    for node in ast.walk(tree):
        _check(node, source)
    if not _percent_stands_well(tree):
        raise Problem(
            f"biểu thức “{source}”: percent chỉ đứng sau “tên chỉ tiêu ==”, hoặc một mình"
        )
    return _make(tree)


def _percent_stands_well(tree: ast.expr) -> bool:
    """A percentage is not a number until it is held against one with so many decimals."""
    placed = {id(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.left, ast.Name):
            placed.update(id(s) for s in node.comparators if isinstance(node.ops[0], ast.Eq))
    return all(id(call) in placed for call in calls(tree, "percent"))


def _check(node: ast.AST, source: str) -> None:
    complaint = _complaint(node)
    if complaint:
        raise Problem(f"biểu thức “{source}”: {complaint}")


def _complaint(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        return _call_complaint(node)
    if isinstance(node, ast.BinOp) and not all(map(_may_reckon, (node.left, node.right))):
        return "không tính được với chữ"
    if isinstance(node, ast.Constant):
        ok = isinstance(node.value, str) or type(node.value) is int
        return "" if ok else f"không dùng được giá trị {node.value!r} (số lẻ viết trong nháy kép)"
    allowed = (
        ast.Compare,
        ast.BoolOp,
        ast.BinOp,
        ast.UnaryOp,
        ast.Name,
        ast.Load,
        ast.And,
        ast.Or,
        ast.Not,
        ast.USub,
        ast.Div,
        *OPERATORS,
    )
    return "" if isinstance(node, allowed) else f"không dùng được “{ast.unparse(node)}”"


def _call_complaint(node: ast.Call) -> str:
    name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
    if name not in _FUNCTIONS:
        guess = nearest(name, _FUNCTIONS)
        return f"không có hàm “{name}”" + (f"; có phải “{guess}”?" if guess else "")
    wanted = 2 if name == "percent" else 1
    if len(node.args) != wanted or node.keywords:
        return f"hàm “{name}” cần {wanted} giá trị"
    if name in _NAMING and not _is_naming(name, node.args[0]):
        return f"hàm “{name}” cần tên một chỉ tiêu"
    if name in QUOTING and not is_text(node.args[0]):
        return f"hàm “{name}” cần mã đặt trong nháy"
    return _literal_complaint(name, node.args[0])


def _is_naming(function: str, argument: ast.AST) -> bool:
    """Whether it names a figure; ``filled`` may also ask about one of the earlier report."""
    if function == "filled":
        return bool(looked_up(argument))
    return isinstance(argument, ast.Name) and argument.id not in WINDOW_NAMES


def _literal_complaint(name: str, argument: ast.AST) -> str:
    """A month or period written out must be one; figures are of the right kind by themselves."""
    if name not in _LITERALS or not isinstance(argument, ast.Constant):
        return ""
    wanted, example = _LITERALS[name]
    if re.fullmatch(wanted, str(argument.value)):
        return ""
    return f"hàm “{name}” cần giá trị như '{example}'"


def _may_reckon(node: ast.AST) -> bool:
    return not is_text(node) or is_numeral(node)


def _make(tree: ast.expr) -> Expression:
    asks = dict.fromkeys(_asked(tree))
    names = needed(tree)
    return Expression(
        source=ast.unparse(tree),
        names=names,
        asks=tuple(n for n in asks if n not in names),
        references=tuple(dict.fromkeys(_references(tree))),
        tree=tree,
    )


def _lookup(name: str) -> str:
    return f"v.get({name!r})"


def _asked(tree: ast.AST) -> Iterator[str]:
    for call in calls(tree, "filled"):
        yield looked_up(call.args[0])


def _references(tree: ast.AST) -> Iterator[str]:
    for function, prefix in QUOTING.items():
        for call in calls(tree, function):
            yield prefix + call.args[0].value  # type: ignore[attr-defined]
