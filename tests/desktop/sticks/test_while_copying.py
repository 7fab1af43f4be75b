"""While a store is being copied: nothing else is opened, and it can be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import carrying
from desktop import background
from tests.desktop.gate import Gate
from tests.desktop.stick_steps import Officer
from tests.desktop.sticks.steps import (
    copy_in,
    edit,
    figure,
    opened,
    store_at,
)
from tests.desktop.window_steps import click, toast

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow


def gate_in(copying: str, patch: pytest.MonkeyPatch) -> Gate:
    """Let copying of this name begin but not end."""
    gate, real = Gate(), getattr(carrying, copying)

    def waiting(*how: object) -> str:
        *files, step = how
        gate.wait()
        known: str = real(*files, step)
        return known

    patch.setattr(carrying, copying, waiting)
    return gate


def test_while_copying_no_other_store_is_opened(
    qtbot: QtBot,
    busy_window: MainWindow,
    there: Path,
    here: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = busy_window
    officer = Officer()
    gate = gate_in("bring", monkeypatch)
    other = store_at(tmp_path / "khác.cchc")
    copy_in(window, officer, there)
    assert window.strip.isVisible()
    window.stores.open(other)
    assert "Đang chép sổ" in toast(window)
    assert opened(window) is None
    gate.opened.set()
    qtbot.waitUntil(lambda: opened(window) == here, timeout=20000)
    assert not window.strip.isVisible()
    officer.leave()
    assert officer.surprised == []


def test_copying_can_be_cancelled(
    qtbot: QtBot,
    busy_window: MainWindow,
    there: Path,
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = busy_window
    officer = Officer()
    gate = gate_in("bring", monkeypatch)
    copy_in(window, officer, there)
    qtbot.waitUntil(gate.reached.is_set)
    click(window.strip._cancel)
    gate.opened.set()
    qtbot.waitUntil(lambda: not window.strip.isVisible(), timeout=20000)
    window.stores.sticks.cancel()  # nothing to cancel any more
    assert opened(window) is None
    assert not here.exists()
    officer.leave()


def test_closing_while_it_is_put_back_leaves_the_stick_as_it_was(
    qtbot: QtBot, busy_window: MainWindow, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = busy_window
    officer = Officer()
    copy_in(window, officer, there)
    qtbot.waitUntil(lambda: opened(window) is not None, timeout=20000)
    edit(window, 2)
    gate = gate_in("put_back", monkeypatch)
    window.stores.give_back()
    qtbot.waitUntil(gate.reached.is_set, timeout=20000)
    window.stores.give_back()  # once is enough
    for task in background.running():
        task.ended.connect(gate.opened.set)
    monkeypatch.setattr(background, "shutdown", _opening(gate, background.shutdown))
    assert window.close()
    officer.leave()
    assert figure(there) == 1
    assert [each.name for each in there.parent.iterdir()] == ["so.cchc"]
    assert officer.surprised == []


def _opening(gate: Gate, shutdown: Callable[[], None]) -> Callable[[], None]:
    """Let the copying go on once it was told to stop."""

    def stop() -> None:
        for task in background.running():
            task.cancel()
        gate.opened.set()
        shutdown()

    return stop
