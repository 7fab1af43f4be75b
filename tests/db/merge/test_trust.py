"""Whose key is trusted, and what happens until it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.handover.keys import fingerprint, load_or_make
from db.merge import Trust, accept_key, apply, plan
from db.merge.trust import doubt_of
from db.receiving.looking import look
from forms.problem import Problem
from tests.db.merge.desk import dry, everything, take
from tests.db.receiving.givers import COUNT, Office, run

if TYPE_CHECKING:
    from pathlib import Path


def trust_in(above: Office, file: Path) -> Trust:
    (received,) = dry(above.store, file)
    assert received.plan is not None
    return received.plan.trust


def test_the_first_key_is_trusted_only_once_it_was_confirmed(
    below: Office, above: Office, report: str, tmp_path: Path
) -> None:
    file, before = below.give(), everything(above.store)
    with look(file) as incoming:
        planned = plan(above.store, incoming)
        assert planned.trust is Trust.FIRST
        with pytest.raises(Problem, match=fingerprint(below.key.public)) as caught:
            apply(above.store, planned)
        assert below.unit.name in caught.value.message
        assert everything(above.store) == before
        apply(above.store, planned, trust=True)
    below.store.set_figure(report, COUNT, 125)
    newer = below.give()
    assert trust_in(above, newer) is Trust.KNOWN
    with look(newer) as incoming:
        apply(above.store, plan(above.store, incoming))
    assert above.store.load(report).figures[COUNT] == 125


def test_a_changed_key_stops_and_explains_until_it_was_accepted(
    below: Office, above: Office, report: str, tmp_path: Path
) -> None:
    take(above.store, below.give())
    below.key = load_or_make(tmp_path / "khóa mới")
    below.store.set_figure(report, COUNT, 125)
    file, before = below.give(), everything(above.store)
    assert trust_in(above, file) is Trust.CHANGED
    (received,) = take(above.store, file)
    assert received.problem is not None
    assert fingerprint(below.key.public) in received.problem.message
    assert (received.outcome, received.exit_code) == (None, 2)
    with look(file) as incoming:
        with pytest.raises(Problem, match="khóa khác"):
            apply(above.store, plan(above.store, incoming), trust=True)
        assert everything(above.store) == before
        accept_key(above.store, incoming)
        accept_key(above.store, incoming)
    assert trust_in(above, file) is Trust.KNOWN
    take(above.store, file)
    assert above.store.load(report).figures[COUNT] == 125


def test_a_copied_store_has_to_be_confirmed_each_time(
    below: Office, above: Office, tmp_path: Path
) -> None:
    file = below.copy()
    with look(file) as incoming:
        planned = plan(above.store, incoming)
        assert planned.trust is Trust.UNSIGNED
        with pytest.raises(Problem, match="không có chữ ký"):
            apply(above.store, planned)
        with pytest.raises(Problem, match="không có khóa"):
            accept_key(above.store, incoming)
        apply(above.store, planned, trust=True)
    assert trust_in(above, file) is Trust.UNSIGNED


@pytest.mark.parametrize(
    ("words", "called"), [("setting.unit_name", "H01"), ("setting.unit_%", "sổ ")]
)
def test_a_giver_without_a_name_is_called_by_what_there_is(
    below: Office, above: Office, words: str, called: str
) -> None:
    path = below.copy()
    run(path, f"DELETE FROM meta WHERE key LIKE '{words}'")  # noqa: S608  (the test's own)
    (received,) = dry(above.store, path)
    assert received.plan is not None
    sealed = replace(received.plan.incoming, public_key=below.key.public)
    doubt = doubt_of(Trust.FIRST, sealed)
    assert doubt is not None
    assert called in doubt.message


def test_a_key_changed_between_plan_and_doing_is_noticed(
    below: Office, above: Office, tmp_path: Path
) -> None:
    file = below.give()
    with look(file) as incoming:
        planned = plan(above.store, incoming)
        accept_key(above.store, incoming)
        with pytest.raises(Problem, match="thay đổi từ lúc xem trước"):
            apply(above.store, planned, trust=True)
