"""The record of where copies are from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop import places
from desktop.origins import Origins
from desktop.settings import JsonFile
from tests.desktop.sticks.steps import copy_in

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.main_window import MainWindow
    from tests.desktop.stick_steps import Officer


@pytest.mark.parametrize(
    "value",
    [
        "",
        [1],
        {"path": "x"},
        dict.fromkeys(("path", "root", "kind", "label", "store_id", "fingerprint", "mark"), 1),
    ],
)
def test_a_record_that_makes_no_sense_is_forgotten(tmp_path: Path, value: object) -> None:
    file = JsonFile(tmp_path / "nguon-goc.json")
    file.write({str(tmp_path / "so.cchc"): value})
    assert Origins(file).of(tmp_path / "so.cchc") is None


def test_the_record_is_kept_on_the_machine_and_short(
    window: MainWindow, officer: Officer, there: Path, here: Path, tmp_path: Path
) -> None:
    copy_in(window, officer, there)
    file = JsonFile(places.machine_folder() / "nguon-goc.json")
    known = Origins(file).of(here)
    assert known is not None
    assert known.path == str(there)
    origins = Origins(file)
    for number in range(30):
        origins.keep(tmp_path / f"{number}.cchc", known)
    origins.keep(tmp_path / "29.cchc", known)
    again = Origins(file)
    assert again.of(tmp_path / "29.cchc") == known
    assert again.of(tmp_path / "9.cchc") is None
