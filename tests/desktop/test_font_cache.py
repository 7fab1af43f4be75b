"""Where matplotlib's list of fonts is kept."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from desktop import application, font_cache, identity, places
from tests.desktop.shell import use_folder


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MPLCONFIGDIR", "")
    use_folder(tmp_path, monkeypatch)


def kept_in() -> Path:
    font_cache.prepare()
    return Path(os.environ["MPLCONFIGDIR"])


def test_it_lies_with_the_programs_data() -> None:
    assert kept_in() == places.data_folder() / "matplotlib"
    assert list(kept_in().iterdir()) == []


def test_the_window_and_the_demo_use_the_same_folder() -> None:
    application._prepare_charts()
    assert Path(os.environ["MPLCONFIGDIR"]) == places.data_folder() / "matplotlib"


def test_what_cannot_be_written_there_is_kept_elsewhere_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (places.data_folder() / "matplotlib").write_text("a file stands in the way")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert kept_in() == tmp_path / f"{identity.NAME}-matplotlib"


def test_without_any_place_matplotlib_does_what_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tệp").write_text("no folder")
    monkeypatch.setattr(places, "data_folder", lambda: tmp_path / "tệp" / "data")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tệp"))
    font_cache.prepare()
    assert os.environ["MPLCONFIGDIR"] == ""
