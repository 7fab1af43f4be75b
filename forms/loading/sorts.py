"""What sort of value an expression has, so that numbers are never held against dates."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.expression import REPORT_NAMES
from forms.expression_code import is_decimal
from forms.figure import Kind
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.expression import Expression

NUMBER: Final = "số"
DAY: Final = "ngày"
MONTH: Final = "tháng"
PERIOD: Final = "kỳ"
WORDS: Final = "chữ"
TRUTH: Final = "đúng hay sai"
#: A text in quotes: a month, a period or words, whatever it stands beside.
_QUOTED: Final = "chữ trong nháy"
#: The sort of a name that is unknown; another complaint says so.
_ANY: Final = ""

_SORTS: Final[Mapping[Kind, str]] = {
    Kind.COUNT: NUMBER,
    Kind.MONEY: NUMBER,
    Kind.PERCENT: NUMBER,
    Kind.DECIMAL: NUMBER,
    Kind.YEAR: NUMBER,
    Kind.DATE: DAY,
    Kind.MONTH: MONTH,
    Kind.PERIOD: PERIOD,
}
#: What a function takes and what it gives.
_FUNCTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "filled": (_ANY, TRUTH),
    "said": (_ANY, TRUTH),
    "rows": (_ANY, NUMBER),
    "distinct": (_ANY, NUMBER),
    "percent": (NUMBER, NUMBER),
    "year": (DAY, NUMBER),
    "day": (DAY, NUMBER),
    "month_start": (MONTH, DAY),
    "next_period": (PERIOD, PERIOD),
}
_ORDERED: Final = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def sort_of(kind: Kind) -> str:
    """Return the sort of a figure's values."""
    return _SORTS.get(kind, WORDS)


def condition_complaint(condition: Expression, kinds: Mapping[str, Kind]) -> str:
    """Say what keeps an expression from being a condition; empty if nothing does."""
    return _complaint(condition, kinds, TRUTH)


def value_complaint(value: Expression, kind: Kind, kinds: Mapping[str, Kind]) -> str:
    """Say what keeps an expression from giving a figure's value; empty if nothing does."""
    return _complaint(value, kinds, sort_of(kind))


def _complaint(expression: Expression, kinds: Mapping[str, Kind], wanted: str) -> str:
    try:
        found = _Sorter(kinds).sort(expression.tree)
    except Problem as problem:
        return f"biểu thức “{expression.source}”: {problem.message}"
    if _same(found, wanted):
        return ""
    return f"biểu thức “{expression.source}” cho {found}, ở đây cần {wanted}"


def _same(one: str, other: str) -> bool:
    pair = {one, other}
    if _ANY in pair or len(pair) == 1:
        return True
    return _QUOTED in pair and bool(pair & {MONTH, PERIOD, WORDS})


@dataclass(frozen=True, slots=True)
class _Sorter:
    kinds: Mapping[str, Kind]

    def sort(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name):
                return self._name(name)
            case ast.Constant():
                return NUMBER if isinstance(node.value, int) or is_decimal(node) else _QUOTED
            case ast.Compare():
                return self._comparison(node)
            case ast.Call():
                return self._call(node)
            case ast.BinOp(left=left, right=right):
                return self._number(left, right)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self._number(operand)
            case _:
                return self._truth(node)

    def _name(self, name: str) -> str:
        if name in self.kinds:
            return sort_of(self.kinds[name])
        return _ANY if name not in REPORT_NAMES else PERIOD if name == "period" else NUMBER

    def _number(self, *nodes: ast.expr) -> str:
        for node in nodes:
            found = self.sort(node)
            # A whole number in quotes is reckoned with as a number.
            if found not in (NUMBER, _ANY, _QUOTED):
                raise Problem(f"chỉ tính được với số, “{ast.unparse(node)}” là {found}")
        return NUMBER

    def _truth(self, node: ast.expr) -> str:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr) and not _same(found := self.sort(child), TRUTH):
                raise Problem(f"“{ast.unparse(child)}” là {found}, không phải một điều kiện")
        return TRUTH

    def _comparison(self, node: ast.Compare) -> str:
        sides = [node.left, *node.comparators]
        for left, right, operator in zip(sides, sides[1:], node.ops, strict=False):
            one, other = self.sort(left), self.sort(right)
            if not _same(one, other):
                both = f"“{ast.unparse(left)}” là {one}, “{ast.unparse(right)}” là {other}"
                raise Problem(f"so sánh hai loại giá trị khác nhau: {both}")
            if isinstance(operator, _ORDERED) and {one, other} & {PERIOD, WORDS, TRUTH}:
                raise Problem(f"“{ast.unparse(left)}” là {one}, chỉ so sánh được bằng == hoặc !=")
        return TRUTH

    def _call(self, node: ast.Call) -> str:
        if ast.unparse(node.func) == "previous":
            return self.sort(node.args[0])
        takes, gives = _FUNCTIONS[ast.unparse(node.func)]
        for argument in node.args:
            if takes and not _same(found := self.sort(argument), takes):
                raise Problem(
                    f"“{ast.unparse(node)}” cần {takes}, “{_argument_of(node)}” là {found}"
                )
        return gives


def _argument_of(node: ast.Call) -> str:
    """Return what a function is called with, as written."""
    return ", ".join(ast.unparse(argument) for argument in node.args)
