"""The merge itself, of plain mappings: what was last agreed on, what stands here, what comes in.

A value that is absent is one more value (None), so removing is a change like any other.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Key = TypeVar("Key")
Value = TypeVar("Value")


class Verdict(StrEnum):
    """What becomes of one value."""

    SAME = "same"
    KEEP = "keep"
    TAKE = "take"
    AGREE = "agree"
    CONFLICT = "conflict"


class Merged(NamedTuple, Generic[Key, Value]):
    """One value on all three sides, and what becomes of it."""

    key: Key
    verdict: Verdict
    base: Value | None
    ours: Value | None
    theirs: Value | None


def judge(base: Value | None, ours: Value | None, theirs: Value | None) -> Verdict:
    """Return what becomes of a value.

    SAME: nobody has changed it. KEEP: only we have. TAKE: only they have. AGREE: both have, to
    the same. CONFLICT: both have, to different things.
    """
    if theirs == base:
        return Verdict.SAME if ours == base else Verdict.KEEP
    if ours == theirs:
        return Verdict.AGREE
    return Verdict.TAKE if ours == base else Verdict.CONFLICT


def merge(
    base: Mapping[Key, Value], ours: Mapping[Key, Value], theirs: Mapping[Key, Value]
) -> Iterator[Merged[Key, Value]]:
    """Yield the verdict on every value that stands on any of the three sides."""
    for key in {**base, **ours, **theirs}:
        three = (base.get(key), ours.get(key), theirs.get(key))
        yield Merged(key, judge(*three), *three)
