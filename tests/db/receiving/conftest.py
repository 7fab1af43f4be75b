from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.db.receiving.givers import fill, office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.db.receiving.givers import Office


@pytest.fixture
def below(tmp_path: Path) -> Iterator[Office]:
    """An office with one report that holds a value of each kind."""
    made = office(tmp_path, "H01", "Ủy ban nhân dân huyện Một")
    fill(made.store, made.begin())
    yield made
    made.close()
