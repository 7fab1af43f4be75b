"""What rules and formulas must prove: that they can be reckoned, and that rules can fire."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from forms.checking.generic import GENERIC
from forms.definition import OverTime
from forms.expression import EARLIER, REPORT_NAMES
from forms.figure import Kind
from forms.loading.building import default_fields
from forms.loading.proving import Where, Witness
from forms.loading.sampling import can_break
from forms.loading.sorts import value_complaint
from forms.problem import unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from forms.definition import Figure, Rule
    from forms.expression import Expression
#: What a pattern may ask of a figure, and the words for it.
_GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": tuple(kind.value for kind in Kind),
    "over_time": tuple(word.value for word in OverTime if word.value),
}


class RuleProver(Witness):
    """Holds a form's rules and computed figures against its figures."""

    def prove(self) -> None:
        """Run every proof."""
        for figure in self.form.figures.values():
            self._computed(figure)
        for circle in self._circles():
            words = "tính vòng quanh: " + " → ".join((*circle, circle[0]))
            self.add(("figures", circle[0]), words, self.form.figures[circle[0]].computed)
        for rule in self.form.rules.values():
            self._rule(rule)

    # Computed figures.

    def _computed(self, figure: Figure) -> None:
        if figure.computed is None:
            return
        where, before = ("figures", figure.id), len(self.complaints.found)
        self.names(where, figure.computed, self.kinds)
        complaint = value_complaint(figure.computed, figure.kind, self.kinds)
        if complaint and len(self.complaints.found) == before:
            self.add(where, complaint, figure.computed)

    def _circles(self) -> Iterator[tuple[str, ...]]:
        done: set[str] = set()
        for start in self.form.figures:
            yield from self._walk(start, [], done)

    def _walk(self, figure: str, path: list[str], done: set[str]) -> Iterator[tuple[str, ...]]:
        if figure in path:
            yield tuple(path[path.index(figure) :])
            return
        definition = self.form.figures.get(figure)
        if definition is None or figure in done:
            return
        path.append(figure)
        for name in definition.computed.names if definition.computed else ():
            yield from self._walk(name, path, done)
        path.pop()
        done.add(figure)

    # Rules.

    def _rule(self, rule: Rule) -> None:
        where, before = ("rules", rule.id), len(self.complaints.found)
        uses_it = rule.holds is not None and "it" in _figures_of(rule.holds)
        if uses_it is not bool(rule.each):
            self.add(where, "“it” và “each” phải đi cùng nhau", rule.holds)
            return
        for name in (*rule.fields, *rule.zero):
            if name not in self.kinds and name != "it":
                self.add(where, unknown("chỉ tiêu", name, self.pool))
        if rule.explains and rule.explains not in self.form.rules:
            self.add(where, unknown("quy tắc", rule.explains, self.form.rules))
        for figure in rule.each or ("",):
            if rule.holds is not None and len(self.complaints.found) == before:
                self._case(where, rule.holds, rule.when, figure)

    def _case(self, where: Where, holds: Expression, when: Expression | None, it: str) -> None:
        kinds = {**self.kinds, "it": self.kinds[it]} if it else self.kinds
        before = len(self.complaints.found)
        self.condition(where, holds, kinds, has_earlier=True)
        self.condition(where, when, kinds, has_earlier=True)
        if len(self.complaints.found) > before:
            return
        if not (*holds.names, *holds.asks, *holds.references):
            words = "quy tắc không nhắc tới chỉ tiêu nào nên không bao giờ báo"
            self.add(where, words, holds)
        elif not can_break(holds, when, kinds):
            words = f"điều kiện luôn đúng nên không bao giờ báo: {holds.source}"
            self.add(where, words, holds)


def resolved(
    rule: Rule,
    pool: Mapping[str, Figure],
    figures: Mapping[str, Figure],
    complain: Callable[[str], None],
) -> Rule | None:
    """Return the rule with its patterns replaced by figures; None if the form has none of them.

    Args:
        rule: The rule as written.
        pool: Every figure of the parts; a pattern that fits none of these is a mistake.
        figures: The figures the form takes.
        complain: Called with what is wrong.
    """
    if rule.generic and rule.generic not in GENERIC:
        complain(unknown("phép kiểm chung", rule.generic, GENERIC))
        return None
    if not rule.each:
        return rule
    for pattern in rule.each:
        if not _matching(pattern.removeprefix("!"), pool):
            complain(_nothing_fits(pattern.removeprefix("!"), pool))
    kept = _selected(rule.each, figures)
    fields = ("it",) if rule.fields == default_fields(rule.holds) else rule.fields
    return replace(rule, each=kept, fields=fields) if kept else None


def _nothing_fits(pattern: str, pool: Mapping[str, Figure]) -> str:
    group, _, word = pattern.partition(":")
    if group in _GROUPS and word not in _GROUPS[group]:
        what = "loại chỉ tiêu" if group == "kind" else group
        return unknown(what, word, _GROUPS[group])
    if not set(pattern) & set("*?[:"):
        return unknown("chỉ tiêu", pattern, pool)
    return f"không có chỉ tiêu nào hợp với mẫu “{pattern}”"


def concerns(rule: Rule, is_elsewhere: Callable[[str], bool]) -> bool:
    """Whether the form has all a rule names; other forms of the same parts may have more."""
    return not any(is_elsewhere(name) for name in _named(rule))


def strangers(rule: Rule, pool: Collection[str]) -> tuple[str, ...]:
    """Return what a rule names and no form of the parts has."""
    own = ("it", *REPORT_NAMES)
    return tuple(dict.fromkeys(n for n in _named(rule) if n not in pool and n not in own))


def _named(rule: Rule) -> Iterator[str]:
    yield from (*rule.fields, *rule.zero)
    for expression in (rule.holds, rule.when):
        if expression is not None:
            yield from (*_figures_of(expression), *expression.references)


def _figures_of(expression: Expression) -> list[str]:
    """Return what an expression names, of this report or of the earlier one."""
    return [name.removeprefix(EARLIER) for name in (*expression.names, *expression.asks)]


def _matching(pattern: str, figures: Mapping[str, Figure]) -> list[str]:
    """Return the ids a pattern stands for: an id, one with "*", "kind:date", "over_time:state"."""
    group, _, word = pattern.partition(":")
    if group in _GROUPS:
        return [f.id for f in figures.values() if getattr(f, group) == word]
    return [name for name in figures if fnmatchcase(name, pattern)]


def _selected(patterns: Iterable[str], figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """Return the ids the patterns stand for together; "!pattern" takes ids out again."""
    kept: dict[str, None] = {}
    for pattern in patterns:
        for name in _matching(pattern.removeprefix("!"), figures):
            if pattern.startswith("!"):
                kept.pop(name, None)
            else:
                kept[name] = None
    return tuple(kept)
