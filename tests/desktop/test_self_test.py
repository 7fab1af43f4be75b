"""The self-test finds what a build has left out, says so in words, and goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from desktop import instance_socket, resources, self_test, self_test_parts, self_test_work
from desktop.appearance import fonts, icons
from desktop.pages import guide_page
from desktop.self_test import LOG, RESULTS, run_self_test
from forms.problem import Problem
from forms.reading import OldReport

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow

    Run = Callable[..., tuple[int, dict[str, str]]]

ROOT: Final = Path(__file__).parents[2]


@pytest.fixture
def run_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs some steps; gives the exit code and the problem of each step by name."""

    def run(*steps: Callable[[Path], str]) -> tuple[int, dict[str, str]]:
        kept = tuple((name, step) for name, step in self_test.STEPS if step in steps)
        assert len(kept) == len(steps)
        monkeypatch.setattr(self_test, "STEPS", kept)
        code = run_self_test(tmp_path, lambda _: None)
        told = json.loads((tmp_path / RESULTS).read_text(encoding="utf-8"))
        return code, {result["step"]: result["problem"] for result in told["results"]}

    return run


def test_the_results_name_platform_and_versions(qtbot: QtBot, tmp_path: Path) -> None:
    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(self_test, "STEPS", (("nền Qt", self_test_parts.platform),))
        assert run_self_test(tmp_path, said.append, as_json=True) == 0
    told = json.loads((tmp_path / RESULTS).read_text(encoding="utf-8"))
    assert [json.loads(words) for words in said] == [told]
    assert (told["ok"], told["frozen"], told["platform"]) == (True, False, "offscreen")
    wanted = {"Python", "Qt", "SQLite", "numpy", "matplotlib", "lxml", "python-docx"}
    assert wanted <= set(told["versions"])
    assert all(version[0].isdigit() for version in told["versions"].values())
    assert "Nền Qt: offscreen" in (tmp_path / LOG).read_text(encoding="utf-8")


def test_a_frozen_program_says_so(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "STEPS", ())
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert run_self_test(tmp_path, lambda _: None) == 0
    assert json.loads((tmp_path / RESULTS).read_text(encoding="utf-8"))["frozen"]
    assert "bản đóng gói" in (tmp_path / LOG).read_text(encoding="utf-8")


@pytest.mark.parametrize("module", ["lxml.etree", "numpy", "PySide6.QtNetwork", "sqlite3"])
def test_a_module_left_out_is_named(
    module: str, qtbot: QtBot, run_only: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    code, problems = run_only(self_test_parts.libraries)
    assert code == 2
    assert f"không nạp được mô-đun “{module}”" in problems["mô-đun"]
    assert "Traceback" not in problems["mô-đun"]


def test_a_library_that_is_but_an_empty_folder_is_found_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "docx", ModuleType("docx"))
    with pytest.raises(AttributeError, match="docx"):
        self_test_parts.libraries(tmp_path)


def test_versions_of_what_is_missing_are_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    assert self_test_parts.versions()["python-docx"] == ""


def test_a_platform_left_out_ends_the_test_before_qt_stops_the_program(
    run_only: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "khongco:tham-so=1")
    code, problems = run_only(self_test_parts.platform, self_test_parts.letters)
    assert code == 2
    assert "platforms/qkhongco" in problems["nền Qt"]
    assert set(problems) == {"nền Qt"}


def test_without_a_screen_it_runs_off_screen(
    qtbot: QtBot, run_only: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run_only(self_test_parts.platform) == (0, {"nền Qt": ""})


def test_without_qt_each_step_fails_in_words(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None;"
        "from desktop.__main__ import main; sys.exit(main())"
    )
    command = [sys.executable, "-c", code, "self-test", "--out", str(tmp_path), "--json"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (2, b"")
    told = json.loads(ended.stdout)
    assert told["platform"] == ""
    problems = {result["step"]: result["problem"] for result in told["results"]}
    assert "PySide6" in problems["nền Qt"]
    assert not [words for words in problems.values() if "Traceback" in words]


def test_a_font_left_out_is_named(
    qtbot: QtBot, look: None, run_only: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "INTERFACE", ("Không Có Phông Này", *fonts.INTERFACE[1:]))
    code, problems = run_only(self_test_parts.letters)
    assert code == 2
    assert "“Không Có Phông Này”" in problems["phông chữ"]


def test_letters_a_font_lacks_are_named(
    qtbot: QtBot, run_only: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test_parts, "_LETTERS", "ệ漢Đ字")
    _, problems = run_only(self_test_parts.letters)
    assert problems["phông chữ"].endswith("thiếu các chữ: 漢 字.")


def empty(_width: int, _height: int) -> QPixmap:
    picture = QPixmap(16, 16)
    picture.fill(QColor("transparent"))
    return picture


def test_icons_that_are_not_drawn_are_named(
    qtbot: QtBot, run_only: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(icons, "_picture", lambda _name, _colour, side: empty(side, side))
    code, problems = run_only(self_test_parts.pictures)
    assert code == 2
    assert "arrow-down" in problems["biểu tượng"]
    assert "app.png" not in problems["biểu tượng"]


def test_pictures_of_the_style_that_are_not_read_are_named(
    qtbot: QtBot, run_only: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "style").mkdir()
    (tmp_path / "style" / "check.svg").write_text("không phải hình")
    path = resources.path

    def other(*parts: str) -> Path:
        return tmp_path / "style" if parts == ("style",) else path(*parts)

    monkeypatch.setattr(resources, "path", other)
    _, problems = run_only(self_test_parts.pictures)
    assert "style/check.svg" in problems["biểu tượng"]


def test_a_guide_left_out_is_told(
    qtbot: QtBot, look: None, run_only: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guide_page, "topics", lambda: ())
    _, problems = run_only(self_test_parts.guide)
    assert "thiếu hướng dẫn" in problems["hướng dẫn"]


def test_a_topic_that_does_not_open_is_named(
    qtbot: QtBot, look: None, run_only: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guide_page, "topics", lambda: (("1", "Bắt đầu", "# Khác"),))
    _, problems = run_only(self_test_parts.guide)
    assert "“Bắt đầu”" in problems["hướng dẫn"]


def test_a_line_that_leads_nowhere_is_told(
    qtbot: QtBot, run_only: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance_socket.Listener, "open", lambda *_: False)
    _, problems = run_only(self_test_parts.another_start)
    assert "Lần mở thứ hai" in problems["lần mở thứ hai"]


def test_what_the_build_brought_along_is_all_there(qtbot: QtBot, run_only: Run) -> None:
    parts = (
        self_test_parts.libraries,
        self_test_parts.platform,
        self_test_parts.letters,
        self_test_parts.pictures,
        self_test_parts.guide,
        self_test_parts.another_start,
        self_test_work.paper,
    )
    code, problems = run_only(*parts)
    assert (code, set(problems.values())) == (0, {""})


def test_a_folder_that_takes_no_file_is_named(qtbot: QtBot, run_only: Run, tmp_path: Path) -> None:
    (tmp_path / "bieu-do.png").mkdir()
    code, problems = run_only(self_test_work.chart)
    assert code == 2
    assert "bieu-do.png" in problems["biểu đồ"]
    assert "Traceback" not in problems["biểu đồ"]


def test_results_that_cannot_be_written_are_told_in_a_sentence(
    qtbot: QtBot, run_only: Run, tmp_path: Path
) -> None:
    (tmp_path / LOG).mkdir()
    with pytest.raises(Problem, match="Không ghi được"):
        run_only()


def nothing_received(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("db.merge.receive", lambda *_, **__: [SimpleNamespace(problem=None)])


def refused(patch: pytest.MonkeyPatch) -> None:
    told = SimpleNamespace(problem=Problem("Tệp bị từ chối."))
    patch.setattr("db.merge.receive", lambda *_, **__: [told])


def nothing_kept(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("db.store.Store.verify", lambda _: ["thiếu một dòng"])


def another_rule(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(self_test_work, "_KNOWN_RULE", "Z99")


def another_number(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(self_test_work, "_KNOWN_NUMBER", "123.456.789")


def a_damaged_package(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("zipfile.ZipFile.testzip", lambda _: "word/document.xml")


def nothing_read(patch: pytest.MonkeyPatch) -> None:
    empty_report = replace(self_test_work._samples()[0], figures={})
    patch.setattr("forms.reading.read_old_report", lambda *_: OldReport(empty_report, (), (), ()))


def no_pdf(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("desktop.preview.printing.write_pdf", lambda _, path: path.write_text("trống"))


@pytest.mark.parametrize(
    ("step", "break_it", "said"),
    [
        (self_test_work.store, nothing_kept, "thiếu một dòng"),
        (self_test_work.rules, another_rule, "Z99"),
        (self_test_work.word, another_number, "thiếu số liệu"),
        (self_test_work.word, a_damaged_package, "bị hỏng"),
        (self_test_work.reading, nothing_read, "không ra đúng số liệu"),
        (self_test_work.paper, no_pdf, "không phải PDF"),
        (self_test_work.hand_over, nothing_received, "không ra đúng báo cáo"),
        (self_test_work.hand_over, refused, "Tệp bị từ chối."),
    ],
)
def test_work_that_goes_wrong_is_told(
    step: Callable[[Path], str],
    break_it: Callable[[pytest.MonkeyPatch], None],
    said: str,
    qtbot: QtBot,
    run_only: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert run_only(step)[0] == 0
    break_it(monkeypatch)
    code, problems = run_only(step)
    assert code == 2
    (problem,) = problems.values()
    assert said in problem
    assert "Traceback" not in problem


def test_where_qt_is_missing_no_platform_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtGui", None)
    assert self_test._qt_platform() == ""


# --- the picture of the window


def painted(*shades: str) -> QImage:
    """A picture in stripes."""
    image = QImage(120, 120, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for index, shade in enumerate(shades):
        painter.fillRect(index * 6, 0, 6, 120, QColor(shade))
    painter.end()
    return image


def test_a_picture_of_many_shades_is_a_window() -> None:
    self_test_work.check_picture(painted(*(f"#{shade:06x}" for shade in range(0, 16, 1))))


@pytest.mark.parametrize("image", [QImage(), painted(), painted("red", "green", "blue")])
def test_a_picture_nearly_empty_is_none(image: QImage) -> None:
    with pytest.raises(Problem, match="gần như trống"):
        self_test_work.check_picture(image)


def test_the_words_of_the_window_are_found_in_its_picture(window: MainWindow) -> None:
    window.show_start()
    image = window.grab().toImage()
    assert self_test_work.check_words(window, image) >= 3


def test_words_that_are_not_drawn_are_told(window: MainWindow) -> None:
    window.show_start()
    image = window.grab().toImage()
    image.fill(QColor("white"))
    with pytest.raises(Problem, match="không thấy nhãn"):
        self_test_work.check_words(window, image)


def test_words_in_a_strange_font_are_told(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_start()
    image = window.grab().toImage()
    monkeypatch.setattr(fonts, "INTERFACE", ("Không Có Phông Này",))
    with pytest.raises(Problem, match="không dùng phông chữ đi kèm"):
        self_test_work.check_words(window, image)


def test_a_window_without_words_is_told(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = window.grab().toImage()
    monkeypatch.setattr(self_test_work, "_vietnamese", lambda _: iter(()))
    with pytest.raises(Problem, match="không có chữ tiếng Việt"):
        self_test_work.check_words(window, image)


# --- as the build runs it


def test_it_works_where_there_is_no_stream_at_all(tmp_path: Path) -> None:
    closed = ["sh", "-c", 'exec "$@" >&- 2>&-', "sh", sys.executable, "-m", "desktop"]
    ended = subprocess.run([*closed, "self-test", "--out", str(tmp_path)], cwd=ROOT, check=False)
    told = json.loads((tmp_path / RESULTS).read_text(encoding="utf-8"))
    assert [result for result in told["results"] if result["problem"]] == []
    assert (ended.returncode, told["ok"]) == (0, True)
    assert "HỎNG" not in (tmp_path / LOG).read_text(encoding="utf-8")
