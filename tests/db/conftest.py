from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.db.office import begin, make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store lies; with marks, spaces and characters that mean something in a URI."""
    question = "" if sys.platform == "win32" else " ?"  # no Windows name may hold one
    folder = tmp_path / f"Sổ dữ liệu #1 100%{question}"
    folder.mkdir()
    return folder / "so.cchc"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with make(path) as opened:
        yield opened


@pytest.fixture
def report(store: Store) -> str:
    return begin(store)
