"""A keystroke until its verdict is painted, beside a bare line edit in a window of the same size.

The real page of the longest sample report, all rules of its form judged at each key. The field
and the bare edit take turns, so that the machine's noise meets them alike; both windows wear the
program's look. A window paints when Qt asks it to: the clock stops after that request is done,
so nothing is measured that Qt would put off. Target 1: p95 at most 2 times the bare edit's.

Run: QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.bench_keystroke
"""

from __future__ import annotations

import statistics
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from db.store import Store
from desktop import application, resources
from desktop.appearance import theme
from desktop.appearance.tokens import State
from desktop.pages.report_page import ReportPage
from desktop.session import ReportSession
from desktop.tabs.rows import FigureRow
from forms.report_file import read_report_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.widgets.figure_field import FigureField

SIZE: Final = (1366, 768)
#: Each turn types so many pairs of keys in the one window, then in the other.
TURNS: Final = 20
PAIRS: Final = 20
TARGET: Final = 2
SAMPLE: Final = "van-phong-2022-H1.json"

_REQUEST: Final = QEvent.Type.UpdateRequest
_LAYOUT: Final = QEvent.Type.LayoutRequest.value


@dataclass(frozen=True)
class Case:
    """A field and two keys: one that changes its text, one that takes the change back.

    Attributes:
        states: What the field must say after either key, so that no verdict comes late.
        at_start: The letter goes before the number, where it changes no value.
    """

    name: str
    figure: str
    letter: str
    states: tuple[State, State]
    at_start: bool = False


CASES: Final = (
    Case("no broken rule", "invest_total", "5", (State.OK, State.OK)),
    Case("balanced sum", "files_resolved_late", "0", (State.OK, State.OK), at_start=True),
    Case("breaks every other key", "files_resolved_total", "5", (State.ERROR, State.OK)),
)


@contextmanager
def opened(folder: Path) -> Iterator[ReportPage]:
    """Yield the page of the sample report, shown."""
    with Store.create(folder / "so.cchc", editor="x") as store:
        report = store.add_report(read_report_file(resources.path("samples", SAMPLE)))
        page = ReportPage(ReportSession(store, report))
        _show(page)
        yield page
        _take_away(page)


@contextmanager
def bare() -> Iterator[QLineEdit]:
    """Yield an empty line edit alone in a window as large as the page's."""
    window = QWidget()
    edit = QLineEdit()
    QVBoxLayout(window).addWidget(edit)
    _show(window)
    yield edit
    _take_away(window)


def _show(window: QWidget) -> None:
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    QApplication.processEvents()


def _take_away(window: QWidget) -> None:
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def until_painted(edit: QLineEdit, key: Qt.Key, letter: str) -> float:
    """Return the seconds from a key to the paint that follows it, layouts included."""
    window = edit.window()
    press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
    request = QEvent(_REQUEST)
    start = time.perf_counter()
    QCoreApplication.sendEvent(edit, press)
    QCoreApplication.sendPostedEvents(None, _LAYOUT)
    QCoreApplication.sendEvent(window, request)
    taken = time.perf_counter() - start
    up = QKeyEvent(QEvent.Type.KeyRelease, key, Qt.KeyboardModifier.NoModifier, letter)
    QCoreApplication.sendEvent(edit, up)
    return taken


def measure(case: Case, field: FigureField, alone: QLineEdit) -> tuple[list[float], list[float]]:
    """Return the seconds of each key in the field and in the bare edit."""
    ours: list[float] = []
    theirs: list[float] = []
    alone.setText(field.edit.text())
    for turn in range(TURNS + 1):
        for edit, taken in ((field.edit, ours), (alone, theirs)):
            edit.window().activateWindow()
            edit.setFocus()
            QApplication.processEvents()
            _type_over(edit)
            found = list(_type(case, edit, field if edit is field.edit else None))
            if turn:  # the first one only warms up
                taken.extend(found)
    return ours, theirs


def _type_over(edit: QLineEdit) -> None:
    """Type the number anew, without the points it was tidied with."""
    digits = edit.text().replace(".", "")
    edit.selectAll()
    for digit in digits:
        until_painted(edit, Qt.Key(ord(digit)), digit)


def _type(case: Case, edit: QLineEdit, field: FigureField | None) -> Iterator[float]:
    """Type the two keys of a case by turns; in the end the text is as before."""
    keys = ((Qt.Key(ord(case.letter)), case.letter), (Qt.Key.Key_Backspace, ""))
    for _ in range(PAIRS):
        edit.setCursorPosition(0 if case.at_start else len(edit.text()))
        for (key, letter), state in zip(keys, case.states, strict=True):
            QApplication.processEvents()
            yield until_painted(edit, key, letter)
            assert field is None or field.verdict() is state, f"{case}: {field.verdict()!r}"


def p95(seconds: list[float]) -> float:
    """Return what 95 of 100 keys stay within."""
    return statistics.quantiles(seconds, n=20)[-1]


def main() -> None:
    """Print the table of ratios."""
    theme.apply(application.make(), "light")
    print(f"\nKeystroke to painted verdict, window {SIZE[0]} × {SIZE[1]}, target p95 ≤ {TARGET}×")
    print(f"  {'':24} {'median':>9} {'p95':>9}   {'× bare':>7} {'× bare p95':>10}")
    with TemporaryDirectory() as folder, opened(Path(folder)) as page, bare() as alone:
        for case in CASES:
            ours, theirs = measure(case, _field(page, case.figure), alone)
            _print(case.name, ours, theirs)


def _field(page: ReportPage, figure: str) -> FigureField:
    assert page.go_to(figure)
    row = page.tab(page.tabs.current()).rows[figure]
    assert isinstance(row, FigureRow)
    QApplication.processEvents()
    return row.field


def _print(name: str, ours: list[float], theirs: list[float]) -> None:
    middle, high = statistics.median(ours), p95(ours)
    print(
        f"  {name:24} {middle * 1e6:6.0f} µs {high * 1e6:6.0f} µs"
        f"   {middle / statistics.median(theirs):7.2f} {high / p95(theirs):10.2f}"
        f"   (bare {statistics.median(theirs) * 1e6:.0f}, p95 {p95(theirs) * 1e6:.0f})"
    )


def test_keystrokes_print_their_ratios() -> None:
    main()


if __name__ == "__main__":
    main()
