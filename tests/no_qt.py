"""A pytest plugin that puts PySide6 out of reach: the proof that forms and db need none of it.

python -m pytest -p no:pytest-qt -p tests.no_qt tests/forms tests/db
"""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

    import pytest

HIDDEN = frozenset({"PySide6", "shiboken6", "pytestqt"})


class Blocker(MetaPathFinder):
    """Answers for the hidden packages first, as if they were not installed."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Refuse a hidden name; leave every other to the next finder."""
        if fullname.partition(".")[0] in HIDDEN:
            raise ModuleNotFoundError(f"No module named {fullname!r} (hidden)", name=fullname)
        return None


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know pytest-qt's settings, which stay in pyproject while the plugin is away."""
    parser.addini("qt_api", "unused without Qt")
    parser.addini("qt_log_level_fail", "unused without Qt")
    parser.addini("qt_log_ignore", "unused without Qt", type="linelist")


if loaded := HIDDEN & sys.modules.keys():
    raise RuntimeError(f"too late to hide {', '.join(sorted(loaded))}: add -p no:pytest-qt")
sys.meta_path.insert(0, Blocker())
