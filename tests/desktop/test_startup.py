"""What is loaded when the window is painted for the first time: nothing heavy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {"matplotlib", "numpy", "docx", "lxml", "openpyxl", "sqlite_utils", "PIL"}

#: Shows the real window and notes what is loaded at its first paint; then lets it begin.
_PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop import application, main_window

loaded = []
begin = main_window.MainWindow.begin

def noting_begin(window, *arguments, **options):
    loaded.extend(sys.modules)
    begin(window, *arguments, **options)
    QTimer.singleShot(0, window.close)

main_window.MainWindow.begin = noting_begin
code = application.run(None, sample={sample})
print(json.dumps([code, loaded]))
"""


@pytest.mark.parametrize("sample", [True, False])
def test_nothing_heavy_is_loaded_at_the_first_paint(tmp_path: Path, *, sample: bool) -> None:
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(sample=sample)],
        env={**os.environ, **home},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    code, loaded = json.loads(ended.stdout.splitlines()[-1])
    assert code == 0
    assert not HEAVY & {name.partition(".")[0] for name in loaded}
    # Second starts are listened for only when the window can be seen.
    assert not {"PySide6.QtNetwork", "desktop.second_start", "desktop.native"} & set(loaded)
    assert not {"ctypes", "hashlib"} & set(loaded)
    # The forms are read and the store is opened when the window can already be seen.
    assert "forms.loading.building" not in loaded
    assert not {"yaml", "sqlite3", "db.store", "forms.checking"} & set(loaded)
    assert "Traceback" not in ended.stderr
