from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.db.receiving.conftest import below
from tests.db.receiving.givers import office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.db.receiving.givers import Office


__all__ = ["above", "below", "report"]


@pytest.fixture
def above(tmp_path: Path) -> Iterator[Office]:
    """The office that receives; it holds nothing yet."""
    made = office(tmp_path, "TINH", "Ủy ban nhân dân tỉnh")
    yield made
    made.close()


@pytest.fixture
def report(below: Office) -> str:
    """The id of that report."""
    return below.store.reports()[0].id
