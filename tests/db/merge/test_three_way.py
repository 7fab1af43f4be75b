"""The merge against what it means, over every combination of a few values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.merge.three_way import Verdict, judge, merge

KEYS = st.sampled_from("abcde")
SIDES = st.dictionaries(KEYS, st.integers(0, 2))


def merged(base: dict[str, int], ours: dict[str, int], theirs: dict[str, int]) -> dict[str, int]:
    """Return what stands afterwards."""
    result = dict(ours)
    for each in merge(base, ours, theirs):
        if each.verdict is Verdict.TAKE:
            result.pop(each.key, None)
            if each.theirs is not None:
                result[each.key] = each.theirs
    return result


@given(base=SIDES, ours=SIDES, theirs=SIDES)
def test_nothing_is_dropped_unseen(
    base: dict[str, int], ours: dict[str, int], theirs: dict[str, int]
) -> None:
    after = merged(base, ours, theirs)
    told = {each.key: each for each in merge(base, ours, theirs)}
    assert set(told) == {*base, *ours, *theirs}
    for key, each in told.items():
        changed_here, changed_there = (
            ours.get(key) != base.get(key),
            theirs.get(key) != base.get(key),
        )
        if changed_here:
            assert after.get(key) == ours.get(key)
        elif changed_there:
            assert after.get(key) == theirs.get(key)
        clash = changed_here and changed_there and ours.get(key) != theirs.get(key)
        assert (each.verdict is Verdict.CONFLICT) == clash


@given(base=SIDES, theirs=SIDES)
def test_when_one_side_changed_the_other_follows(
    base: dict[str, int], theirs: dict[str, int]
) -> None:
    assert merged(base, base, theirs) == theirs
    assert merged(base, theirs, base) == theirs


@given(base=SIDES, ours=SIDES, theirs=SIDES)
def test_a_second_time_changes_nothing(
    base: dict[str, int], ours: dict[str, int], theirs: dict[str, int]
) -> None:
    after = merged(base, ours, theirs)
    assert merged(theirs, after, theirs) == after


@given(base=st.none() | st.integers(0, 1), side=st.none() | st.integers(0, 2))
def test_both_to_the_same_is_no_conflict(base: int | None, side: int | None) -> None:
    assert judge(base, side, side) is (Verdict.SAME if side == base else Verdict.AGREE)
