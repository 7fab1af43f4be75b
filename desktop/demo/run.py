"""What `demo` does: store, reports, findings, Word and PDF files, pictures of the window."""

from __future__ import annotations

import json
import os
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from desktop.demo.typist import Typist
    from desktop.main_window import MainWindow
    from desktop.pages.report_page import ReportPage
    from forms.checking import Finding
    from forms.report import Report

#: The two real office reports, in the order of their periods.
SAMPLES: Final = ("van-phong-2022-H1.json", "van-phong-2023-Q1.json")
_STORE: Final = "Văn phòng UBND tỉnh.cchc"
_SIZE: Final = (1366, 768)


def run_demo(out: Path) -> list[Path]:
    """Enter both reports through the real window and write everything into a folder.

    Returns:
        The files written, in order.

    Raises:
        Problem: The window did not take what was typed, or a file could not be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    reports = [sample(name) for name in SAMPLES]
    written: list[Path] = []
    with demo_window(out) as typist:
        store = fresh(out / _STORE)
        typist.start_store(reports[0].unit, store)
        written.append(store)
        picture(typist.window, out / "01-trang-chu-moi.png", written)
        for report in reports:
            page = enter_report(typist, report)
            written.extend(_results(page, out))
            written.extend(_pictures(typist.window, page, out))
        _whole_window_pictures(typist.window, out, written)
    return written


def sample(name: str) -> Report:
    """Return one of the sample reports."""
    from desktop import resources
    from forms.report_file import read_report_file

    return read_report_file(resources.path("samples", name))


@contextmanager
def demo_window(out: Path) -> Iterator[Typist]:
    """Show a main window whose settings lie in the folder; long work is done at once."""
    from desktop import application, background, font_cache
    from desktop.appearance import theme
    from desktop.demo.typist import Typist
    from desktop.main_window import MainWindow
    from desktop.settings import MachineFile

    app = application.make()
    theme.apply(app, "light")
    font_cache.prepare()
    with ExitStack() as stack:
        stack.enter_context(_without_plugin_noise())
        stack.enter_context(background.use_immediate())
        settings = fresh(out / "cai-dat.json")
        window = MainWindow(MachineFile(settings), today=lambda: _TODAY)
        stack.callback(_take_away, app, window)
        window.resize(*_SIZE)
        window.show()
        window.activateWindow()
        window.show_start()
        yield Typist(window)


@contextmanager
def _without_plugin_noise() -> Iterator[None]:
    """Leave out what the offscreen platform says of window features it lacks."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    def say(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
        if not words.startswith(_NOISE):
            if before is not None:
                before(kind, context, words)
            elif sys.stderr is not None:
                pass

    before = qInstallMessageHandler(say)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


_NOISE: Final = "This plugin does not support"
#: The day the demo is held on: the samples are due, so that the pictures show a deadline.
_TODAY: Final = date(2023, 3, 14) + timedelta(days=1)


def _take_away(app: QApplication, window: MainWindow) -> None:
    """Close the window without a question: nobody is there to answer it."""
    from PySide6.QtCore import QEvent

    from desktop.widgets.value_edit import ValueEdit

    for edit in window.findChildren(ValueEdit):
        if edit.reading().problem:
            edit.revert()
    window.close()
    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def fresh(path: Path) -> Path:
    """Return the path with nothing there: a demo begins anew."""
    for old in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}.dang-mo")):
        try:
            old.unlink(missing_ok=True)
        except OSError as error:
            raise Problem(f"Không thay được tệp cũ “{old}”; hãy chọn thư mục khác.") from error
    return path


def enter_report(typist: Typist, report: Report) -> ReportPage:
    """Enter a report and hold what the store has against what was to be typed.

    Raises:
        Problem: They differ; the sentence names the fields.
    """
    page = typist.begin(report)
    typist.enter(page, report)
    kept = typist.window.desk.store
    stored = kept.load(page.session.report_id) if kept else None
    wrong = _differences(report, stored)
    if stored is None or wrong:
        raise Problem(f"Sổ dữ liệu không giữ đúng điều đã gõ: {', '.join(wrong)}.")
    return page


def _differences(wanted: Report, stored: Report | None) -> list[str]:
    if stored is None:
        return ["báo cáo"]
    filled = {key: words for key, words in wanted.front.items() if words}
    front = {key: words for key, words in stored.front.items() if key in filled}
    pairs = (
        (replace(wanted, front=filled).figures, stored.figures),
        (wanted.texts, stored.texts),
        (wanted.tables, stored.tables),
        (filled, front),
    )
    return [
        str(key)
        for mine, theirs in pairs
        for key in sorted({*mine, *theirs})
        if mine.get(key) != theirs.get(key)
    ]


# What is written of each report.


def _results(page: ReportPage, out: Path) -> Iterator[Path]:
    from desktop.preview.printing import write_pdf
    from forms.checking.rereading import with_sentence
    from forms.report_file import write_report
    from forms.word import write_docx

    session = page.session
    name = f"Báo cáo CCHC {session.report.period}"
    document = session.document()
    findings = tuple(
        with_sentence(found, session.form, session.report, session.unit)
        for found in session.findings
    )
    yield _text(out / f"{name}.json", write_report(session.report))
    yield _text(out / f"{name} - cảnh báo.json", _findings_json(findings))
    yield _text(out / f"{name} - cảnh báo.txt", _findings_text(findings))
    word = out / f"{name}.docx"
    write_docx(document, word)
    yield word
    pdf = out / f"{name}.pdf"
    write_pdf(document, pdf)
    yield pdf


def _findings_json(findings: tuple[Finding, ...]) -> str:
    from desktop.findings_words import finding_json
    from forms.checking import counts

    said = {"findings": [finding_json(f) for f in findings], "counts": counts(findings)}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _findings_text(findings: tuple[Finding, ...]) -> str:
    from desktop.findings_words import finding_lines
    from forms.checking import counts

    return "\n".join(finding_lines(findings, counts(findings))) + "\n"


def _text(path: Path, words: str) -> Path:
    try:
        path.write_text(words, encoding="utf-8")
    except OSError as error:
        raise Problem(f"Không ghi được tệp “{path}”; ổ đĩa đầy hoặc không ghi được.") from error
    return path


# Pictures.


def _pictures(window: MainWindow, page: ReportPage, out: Path) -> Iterator[Path]:
    from desktop.demo.keyboard import settle
    from desktop.field_index import CLOSING, COVER

    period = page.session.report.period
    sections = [COVER, *(section.id for section in page.session.form.sections()), CLOSING]
    for number, section in enumerate(sections):
        page.show_section(section)
        settle()
        files: list[Path] = []
        picture(window, out / f"{period}-{number:02d}-{section.strip('.:')}.png", files)
        yield from files


def _whole_window_pictures(window: MainWindow, out: Path, written: list[Path]) -> None:
    page = window.report
    if page is not None:
        page.set_preview_shown(True)
        picture(window, out / "90-xem-truoc.png", written)
        page.set_preview_shown(False)
    window.show_charts()
    picture(window, out / "91-bieu-do.png", written)
    window.show_home()
    window.set_theme("dark")
    picture(window, out / "92-trang-chu-toi.png", written)
    window.set_theme("light")
    picture(window, out / "93-trang-chu.png", written)


def picture(window: MainWindow, path: Path, written: list[Path]) -> None:
    """Grab the window into a PNG file."""
    from desktop.demo.keyboard import settle

    settle()
    if not window.grab().save(str(path)):
        raise Problem(f"Không ghi được ảnh “{path}”.")
    written.append(path)
