from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.db.handover.giver import give, key_in

if TYPE_CHECKING:
    from pathlib import Path

    from db.handover.giving import HandedOver
    from db.handover.keys import Key
    from db.store import Store


@pytest.fixture
def key(tmp_path: Path) -> Key:
    return key_in(tmp_path)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "USB của Sở #1"
    folder.mkdir()
    return folder


@pytest.fixture
def filled(store: Store, report: str) -> Store:
    """A store with a report in which something was edited."""
    store.set_figure(report, "files_received_total", 335445)
    store.set_text(report, "I.1.inspection", "Đã kiểm tra 03 đơn vị.")
    return store


@pytest.fixture
def given(filled: Store, stick: Path, key: Key) -> HandedOver:
    """That report, handed over."""
    return give(filled, stick, key)
