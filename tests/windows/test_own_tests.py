"""The program's own tests of forms and db, run by the Windows Python: files, locks, kills."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import windows_python
from tests.windows.machine import PATIENCE, ROOT

if TYPE_CHECKING:
    from tests.windows.machine import Machine

#: How many tests there are at least; fewer would mean that some were not found.
LEAST = 1600
OPTIONS = (
    *("-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider"),
    # pytest-qt and pytest-xdist are not there; the options that belong to them would be unknown.
    *("-o", "addopts=", "-o", "filterwarnings=error", "--import-mode=importlib", "-c"),
)


def test_forms_and_db_pass_their_tests_under_windows(machine: Machine) -> None:
    python = windows_python.make_for_tests()
    settings = machine.home / "pytest.ini"
    settings.write_text("[pytest]\nmarkers =\n gui\n benchmark\n pages\n windows\n")
    folders = (ROOT / "tests" / "forms", ROOT / "tests" / "db")
    words = (*OPTIONS, settings, f"--rootdir={machine.said(ROOT)}")
    # Some 2 400 tests in one run.
    ended = machine.run(python, *words, *folders, cwd=ROOT, patience=4 * PATIENCE)
    assert ended.code == 0, ended.said
    told = re.search(rb"(\d+) passed", ended.out)
    assert told is not None
    assert int(told[1]) >= LEAST
