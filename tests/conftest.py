"""What every test lives under: no screen, no user settings, no stray log line, no leak."""

from __future__ import annotations

import logging
import os
import tempfile
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples at every run, so that what passed once passes everywhere; `EXPLORE=1` looks
# for new ones.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("explore", deadline=None, print_blob=True)
hypothesis.settings.load_profile("explore" if os.environ.get("EXPLORE") else "steady")

_private_home = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Send settings and data to a passing folder, never to the person's own."""
    home = tempfile.TemporaryDirectory(prefix="bao-cao-cchc-tests-")
    config.stash[_private_home] = home
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        os.environ[name] = home.name


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the passing folder away."""
    config.stash[_private_home].cleanup()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Set the markers nobody should have to remember."""
    for item in items:
        if {"qapp", "qtbot"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("gui")
        if "benchmarks" in item.path.parts:
            item.add_marker("benchmark")
        if "windows" in item.path.parts:
            item.add_marker("windows")


class _Keeper(logging.Handler):
    """Keeps what was logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def log_guard(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning nobody expected; a test that expects one asks for caplog."""
    if "caplog" in request.fixturenames:
        yield
        return
    keeper = _Keeper()
    logging.getLogger().addHandler(keeper)
    yield
    logging.getLogger().removeHandler(keeper)
    if keeper.lines:
        pytest.fail("unexpected log lines: " + "; ".join(keeper.lines), pytrace=False)


@pytest.fixture(autouse=True)
def leak_guard(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a gui test that leaves a window, a thread or an ownerless timer behind."""
    if request.node.get_closest_marker("gui") is None:
        yield
        return
    from tests.leaks import Watch  # only where Qt is

    with pytest.MonkeyPatch.context() as patch:
        watch = Watch(patch)
        yield
        leaks = watch.leaks()
    if leaks:
        pytest.fail("left behind: " + "; ".join(leaks), pytrace=False)
