"""The kinds of value a figure can have, and what reading a typed one yields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """How a figure is typed, stored and printed.

    Stored as: count, money (whole đồng) and year int ≥ 0; percent and decimal `Decimal` with
    the decimals that were stated; date `datetime.date`; the others text: month "2023-09",
    period "2023-Q1", periods "2021-H2;2022-H1", span "2021-2030", symbol "417/KH-UBND",
    numbers "27;31;32".
    """

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DECIMAL = "decimal"
    DATE = "date"
    YEAR = "year"
    MONTH = "month"
    PERIOD = "period"
    PERIODS = "periods"
    SPAN = "span"
    SYMBOL = "symbol"
    NUMBERS = "numbers"
    NAME = "name"
    TEXT = "text"


Value = int | Decimal | date | str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a typed value was understood as.

    Attributes:
        value: The value, or None when nothing was typed or it can't be understood.
        problem: Vietnamese sentence saying what is wrong; empty if nothing is.
        note: Vietnamese sentence saying how unusual input was understood; empty if plain.
        alternatives: Other values the same input could mean.
    """

    value: Value | None
    problem: str = ""
    note: str = ""
    alternatives: tuple[Value, ...] = ()


def refused(problem: str) -> Parsed:
    """Return a reading without value that says what is wrong."""
    return Parsed(None, problem)
