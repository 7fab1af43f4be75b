"""Whether a rule can be broken at all, found out by trying made-up reports."""

from __future__ import annotations

import ast
import random
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from forms.expression import EARLIER, MONTH_CODE, REPORT_NAMES
from forms.figure import Kind
from forms.period import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from forms.expression import Expression

_TRIES: Final = 400
_WHOLE: Final = (Kind.COUNT, Kind.MONEY, Kind.YEAR)
_DECIMAL: Final = (Kind.PERCENT, Kind.DECIMAL)
_PATTERNS: Final[Mapping[Kind, str]] = {
    **dict.fromkeys(_WHOLE, r"[0-9]+"),
    **dict.fromkeys(_DECIMAL, r"[0-9]+(\.[0-9]+)?"),
    Kind.MONTH: MONTH_CODE,
    Kind.PERIOD: r"[0-9]{4}-(Q[1-4]|H[12]|9M|Y)",
}
#: The kinds of what every report offers; how two windows lie is 0 or 1.
_REPORT_KINDS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(REPORT_NAMES, Kind.COUNT),
    "period": Kind.PERIOD,
    "period_year": Kind.YEAR,
}


def can_break(holds: Expression, when: Expression | None, kinds: Mapping[str, Kind]) -> bool:
    """Whether some facts meet ``when`` and break ``holds``."""
    conditions = (holds, *((when,) if when else ()))
    return any(
        (when is None or when.holds(facts)) and not holds.holds(facts)
        for facts in _Sampler(kinds, conditions).samples()
    )


@dataclass(frozen=True, slots=True)
class _Sampler:
    kinds: Mapping[str, Kind]
    conditions: tuple[Expression, ...]

    def samples(self) -> Iterator[dict[str, Any]]:
        # Always the same dice: a definition must not be right today and wrong tomorrow.
        dice = random.Random(_TRIES)  # noqa: S311  (samples, not secrets)
        names = dict.fromkeys(name for c in self.conditions for name in c.names)
        asks = dict.fromkeys(name for c in self.conditions for name in c.asks)
        references = dict.fromkeys(r for c in self.conditions for r in c.references)
        written = self._written()
        for turn in range(_TRIES):
            facts = {name: self._value(name, written, dice) for name in asks if dice.random() < 0.5}  # noqa: PLR2004
            facts.update((name, self._value(name, written, dice)) for name in names)
            # Two numbers seldom meet by chance, and rules ask just for that.
            alike = {EARLIER + name: value for name, value in facts.items() if dice.random() < 0.3}  # noqa: PLR2004
            facts.update((name, value) for name, value in alike.items() if name in facts)
            facts.update((reference, dice.randint(0, 3) * (turn % 3)) for reference in references)
            yield facts

    def _written(self) -> list[str]:
        """Return the values written in the conditions: what matters happens near them."""
        nodes = (node for c in self.conditions for node in ast.walk(c.tree))
        return [str(node.value) for node in nodes if isinstance(node, ast.Constant)]

    def _value(self, name: str, written: list[str], dice: random.Random) -> Any:
        kind = self._kind(name.removeprefix(EARLIER))
        near = [word for word in written if _fits(kind, word)]
        if near and dice.random() < 0.5:  # noqa: PLR2004
            return _near(kind, dice.choice(near), dice)
        return _MADE.get(kind, _words)(dice)

    def _kind(self, name: str) -> Kind:
        return self.kinds[name] if name in self.kinds else _REPORT_KINDS[name]


def _fits(kind: Kind, word: str) -> bool:
    """Whether a figure of the kind may have a value written in a condition."""
    if kind in _PATTERNS:
        return bool(re.fullmatch(_PATTERNS[kind], word))
    return kind is not Kind.DATE


def _near(kind: Kind, word: str, dice: random.Random) -> Any:
    if kind in _DECIMAL:
        return max(Decimal(0), Decimal(word) + dice.randint(-1, 1))
    return max(0, int(word) + dice.randint(-1, 1)) if kind in _WHOLE else word


def _count(dice: random.Random) -> int:
    return dice.choice((0, 1, 2, 3, 7, 40, 900, 10**12))


def _decimal(dice: random.Random) -> Decimal:
    return Decimal(dice.randint(0, 1000)) / 10


def _day(dice: random.Random) -> date:
    return date(2022, 12, 15) + timedelta(days=dice.randint(-400, 400))


def _period(dice: random.Random) -> str:
    return f"{dice.randint(2022, 2024)}-{dice.choice([kind.value for kind in PeriodKind])}"


def _words(dice: random.Random) -> str:
    return dice.choice(("", "a", "b"))


_MADE: Final[Mapping[Kind, Callable[[random.Random], Any]]] = {
    Kind.COUNT: _count,
    Kind.MONEY: _count,
    Kind.PERCENT: _decimal,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _day,
    Kind.YEAR: lambda dice: dice.randint(2021, 2024),
    Kind.MONTH: lambda dice: f"{dice.randint(2022, 2023)}-{dice.randint(1, 12):02d}",
    Kind.PERIOD: _period,
}
