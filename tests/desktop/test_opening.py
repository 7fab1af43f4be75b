"""What the program is started with: nothing, a store double-clicked, files dropped on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop import application, command_line, streams

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[Path | None, bool]]:
    """What the window would have been opened with; the folder is a fresh one."""
    found: list[tuple[Path | None, bool]] = []

    def run(store: Path | None, *, sample: bool = False) -> int:
        found.append((store, sample))
        return 0

    monkeypatch.setattr(application, "run", run)
    monkeypatch.chdir(tmp_path)
    return found


def forbid(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def fail(*_: Any) -> None:
        pytest.fail(f"{name} is slow and not needed here")

    monkeypatch.setattr(command_line, name, fail)


@pytest.mark.parametrize(
    ("arguments", "store"),
    [
        ([], None),
        (["open"], None),
        (["open", "sổ của tôi.cchc"], Path("sổ của tôi.cchc")),
        (["D:/Báo cáo/sổ của tôi.cchc"], Path("D:/Báo cáo/sổ của tôi.cchc")),
        (["SỔ.CCHC"], Path("SỔ.CCHC")),
    ],
)
def test_a_store_opens_with_or_without_the_word(
    arguments: list[str], store: Path | None, opened: list[tuple[Path | None, bool]]
) -> None:
    assert command_line.run(arguments) == 0
    assert opened == [(store, False)]


def test_a_double_click_does_not_wait_for_the_commands(
    opened: list[tuple[Path | None, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid(monkeypatch, "_parser")
    monkeypatch.setattr(streams, "prepare", lambda: pytest.fail("not needed"))
    for arguments in ([], ["sổ.cchc"], ["open", "sổ.cchc"]):
        assert command_line.run(arguments) == 0
    assert len(opened) == 3


def test_any_file_dropped_is_left_to_the_window_to_judge(
    opened: list[tuple[Path | None, bool]], tmp_path: Path
) -> None:
    (tmp_path / "sổ cũ.bak").write_text("x")
    assert command_line.run(["sổ cũ.bak"]) == 0
    assert opened == [(Path("sổ cũ.bak"), False)]


def test_the_samples_open_by_their_word(opened: list[tuple[Path | None, bool]]) -> None:
    assert command_line.run(["open", "--sample"]) == 0
    assert opened == [(None, True)]


def two_stores(_: Path) -> list[str]:
    return ["một.cchc", "hai.cchc"]


def a_report_file(folder: Path) -> list[str]:
    (folder / "Báo cáo.JSON").write_text("{}")
    return [str(folder / "Báo cáo.JSON")]


def no_file(_: Path) -> list[str]:
    return ["không có.docx"]


def a_store_with_a_switch(_: Path) -> list[str]:
    return ["sổ.cchc", "--sai"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (two_stores, "từng tệp một"),
        (a_report_file, "Nhập tệp…"),
        (no_file, "không có lệnh “không có.docx”"),
        (a_store_with_a_switch, "không có lệnh “sổ.cchc”"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_a_sentence(
    given: Callable[[Path], list[str]],
    said: str,
    opened: list[tuple[Path | None, bool]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command_line.run(given(tmp_path)) == 2
    told = capsys.readouterr()
    assert (told.out, opened) == ("", [])
    assert said in told.err
    assert told.err.count("\n") == 1


def test_a_command_is_a_command_though_a_file_bears_its_name(
    opened: list[tuple[Path | None, bool]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "forms").write_text("x")
    assert command_line.run(["forms"]) == 0
    assert opened == []
    assert "office-report" in capsys.readouterr().out


def test_closing_is_done_but_not_offered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = iter((7, 8))
    monkeypatch.setattr(application, "close_running", lambda: next(codes))
    assert command_line.run(["close"]) == 7
    assert command_line.run(["close", "--json"]) == 8
    with pytest.raises(SystemExit):
        command_line.run(["--help"])
    assert "close" not in capsys.readouterr().out
