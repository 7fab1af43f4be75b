"""From the start of the process to the first painted window, beside a bare PySide6 window.

Ours is what `open STORE` shows: its store with two reports is there already; the store is opened
after that first paint. The bare window is a QMainWindow with a label. Both are run as processes
of their own, by turns, so that the machine's noise meets them alike; byte code is compiled
beforehand. Target 5: at most 1.5 times the bare window, and nothing heavy loaded by then.

Run: python -m tests.benchmarks.bench_startup
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from desktop import office_files

ROUNDS: Final = 21
WARM: Final = 3
TARGET: Final = 1.5
#: What may not be loaded before the first paint, and what had better not.
HEAVY: Final = ("matplotlib", "numpy", "docx", "lxml", "openpyxl", "sqlite_utils")
LATER: Final = ("yaml", "forms.loading", "sqlite3", "forms.checking", "json", "decimal")

_BARE: Final = """
import sys, time
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time(), flush=True)
        QApplication.instance().quit()

app = QApplication(sys.argv)
window = Window()
window.setCentralWidget(QLabel("Báo cáo"))
window.resize(1280, 720)
window.show()
app.exec()
"""

_OURS: Final = """
import sys, time
from desktop import main_window

def begin(window, *arguments, **options):
    print(time.time(), flush=True)
    import json
    print(json.dumps(sorted(sys.modules)), flush=True)
    window.close()

main_window.MainWindow.begin = begin
from desktop.__main__ import main
main(["open", sys.argv[1]])
"""

PROGRAMS: Final = {"bare": _BARE, "ours": _OURS}


def started(program: str, store: Path, folder: Path) -> tuple[float, list[str]]:
    """Return the seconds until the first paint and the modules loaded by then."""
    place = str(folder)
    changed = {
        "HOME": place,
        "XDG_DATA_HOME": place,
        "QT_QPA_PLATFORM": "offscreen",
        # Compiled byte code as of an installed program, whatever is the habit here.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder / "pycache"),
    }
    start = time.time()
    ended = subprocess.run(
        [sys.executable, "-c", program, str(store)],
        env={**os.environ, **changed},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    painted, *loaded = ended.stdout.splitlines()
    return float(painted) - start, json.loads(loaded[0]) if loaded else []


def measure(folder: Path) -> tuple[dict[str, list[float]], list[str]]:
    """Return the seconds of each run, bare and ours by turns, and what ours had loaded."""
    store = folder / "so.cchc"
    with closing(office_files.open_sample(store, "x")):
        pass
    taken: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    modules: list[str] = []
    for turn in range(ROUNDS + WARM):
        for name, program in PROGRAMS.items():
            seconds, loaded = started(program, store, folder)
            modules = loaded or modules
            if turn >= WARM:
                taken[name].append(seconds)
    return taken, modules


def main() -> None:
    """Print the table of ratios."""
    with TemporaryDirectory() as folder:
        taken, modules = measure(Path(folder))
    bare = statistics.median(taken["bare"])
    print(f"\nProcess start to first painted window, {ROUNDS} runs each, target ≤ {TARGET}×")
    for name, seconds in taken.items():
        middle = statistics.median(seconds)
        print(f"  {name:6} {middle * 1e3:6.0f} ms  {middle / bare:5.2f} × bare")
    heavy = [name for name in HEAVY if name in modules]
    later = [name for name in LATER if name in modules]
    print(f"  {len(modules)} modules loaded; heavy: {', '.join(heavy) or 'none'}", end="")
    print(f"; could come later: {', '.join(later) or 'none'}")
    assert not heavy


def test_start_up_prints_its_ratio() -> None:
    main()


if __name__ == "__main__":
    main()
