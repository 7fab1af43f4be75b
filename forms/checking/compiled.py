"""All rules of a form as one generated function: evaluating everything beats being clever."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from forms.expression import EARLIER, WINDOW_NAMES, reads_earlier
from forms.expression_code import HELPERS, condition_source, guard, plain_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from forms.definition import Form, Rule
    from forms.expression import Expression, Facts


@dataclass(frozen=True)
class Case:
    """A rule as it stands for one figure: ``it`` is already replaced.

    What is worked out of it is kept, for it is the same for every report.
    """

    rule: Rule
    holds: Expression
    when: Expression | None
    figure: str = ""

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The figures a finding of this case points at."""
        return tuple(self.figure if name == "it" else name for name in self.rule.fields)

    @cached_property
    def zero(self) -> tuple[str, ...]:
        """What is read as zero while it is absent, here and in the earlier report."""
        return (*self.rule.zero, *(EARLIER + name for name in self.rule.zero))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Everything it reads or asks about."""
        read = [self.holds, *([self.when] if self.when else [])]
        return tuple(dict.fromkeys(n for e in read for n in (*e.names, *e.asks)))

    @cached_property
    def is_between(self) -> bool:
        """Whether it holds the report against the earlier one, and is silent without."""
        return any(map(reads_earlier, self.names))

    @cached_property
    def asks_windows(self) -> bool:
        """Whether it asks how the windows of the two reports lie to each other."""
        return any(name in WINDOW_NAMES for name in self.names)

    def known(self, facts: Facts) -> Facts:
        """Return the facts with zero for what the rule reads so while it is absent."""
        return {**dict.fromkeys(self.zero, 0), **facts} if self.rule.zero else facts


def cases(form: Form) -> tuple[Case, ...]:
    """Return every rule of the form with an expression, one case for each figure it runs over."""
    return tuple(case for rule in form.rules.values() for case in _cases(rule))


def _cases(rule: Rule) -> Iterator[Case]:
    if rule.holds is None:
        return
    for figure in rule.each:
        when = rule.when.bound_to(figure) if rule.when else None
        yield Case(rule, rule.holds.bound_to(figure), when, figure)
    if not rule.each:
        yield Case(rule, rule.holds, rule.when)


def compile_cases(found: Iterable[tuple[int, Case]]) -> Callable[[Facts], list[int]]:
    """Return a function that tells which of some numbered cases are broken, by their numbers."""
    names: dict[str, str] = {}

    def lookup(name: str) -> str:
        return names.setdefault(name, f"f{len(names)}")

    tests = [f"    if {_broken(case, lookup)}: b.append({n})" for n, case in found]
    loads = [f"    {local} = g({name!r})" for name, local in names.items()]
    source = "\n".join(["def broken(v):", "    g = v.get", "    b = []", *loads, *tests])
    scope: dict[str, Any] = {}
    exec(compile(f"{source}\n    return b", "<rules>", "exec"), HELPERS, scope)  # noqa: S102  (source made of whitelisted expressions only)
    function: Callable[[Facts], list[int]] = scope["broken"]
    return function


def _broken(case: Case, lookup: Callable[[str], str]) -> str:
    zero = case.zero

    def with_zero(name: str) -> str:
        return f"({lookup(name)} or 0)" if name in zero else lookup(name)

    when = condition_source(case.when.tree, lookup) if case.when else "True"
    known = guard(case.holds.tree, with_zero, zero)
    return f"{known} and {when} and not {plain_source(case.holds.tree, with_zero)}"
