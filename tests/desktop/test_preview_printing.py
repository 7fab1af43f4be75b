"""The PDF and the printer get the very pages of the preview."""

from __future__ import annotations

import errno
import shutil
import subprocess
import threading
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from desktop.preview.layout import Layouter
from desktop.preview.printing import pdf_bytes, print_document, print_pages, write_pdf
from forms.problem import Problem
from tests.desktop.preview_samples import document, paragraph, report

pytestmark = pytest.mark.usefixtures("qapp")

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler here")


def text_of(path: Path, *options: str) -> str:
    ran = subprocess.run(
        ["pdftotext", *options, str(path), "-"],  # noqa: S607  (where it lies differs)
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


def test_a_pdf_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "Báo cáo.pdf"
    assert write_pdf(report(), target)
    assert target.read_bytes().startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == [target]


@needs_poppler
def test_the_pdf_holds_the_text_of_each_page(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    sample = report()
    write_pdf(sample, target)
    pages = Layouter().pages(sample)
    printed = text_of(target).split("\f")[:-1]
    assert len(printed) == len(pages)
    for page, words in zip(pages[1:4], printed[1:4], strict=True):
        number = page.number_piece
        assert number is not None
        assert words.split() == [number.text, *page.text.split()]


@needs_poppler
def test_the_pdf_is_a4_and_bears_its_title(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    write_pdf(document(paragraph(1)), target)
    ran = subprocess.run(
        ["pdfinfo", str(target)],  # noqa: S607  (where it lies differs)
        capture_output=True,
        text=True,
        check=True,
    )
    assert "A4" in ran.stdout
    assert "Báo cáo CCHC" in ran.stdout


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_pdf(report(), tmp_path / "a.pdf", progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == list(range(1, told[0][1] + 1))


def test_cancelling_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    answers = iter([False, False, True])
    assert not write_pdf(report(), target, cancelled=lambda: next(answers))
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"Không ghi được tệp PDF “a\.pdf”: không có thư mục"):
        write_pdf(document(), tmp_path / "none" / "a.pdf")


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.EACCES, "đang mở"), (errno.ENOSPC, "đã đầy"), (errno.EIO, "Không ghi được tệp PDF")],
)
def test_what_the_disk_refuses_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError(code, "refused")

    monkeypatch.setattr(Path, "replace", refuse)
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    with pytest.raises(Problem, match=words):
        write_pdf(document(paragraph(1)), target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_pdf_is_made_in_another_thread() -> None:
    Layouter().pages(document(paragraph(1)))
    made: list[bytes | None] = []
    thread = threading.Thread(target=lambda: made.append(pdf_bytes(report())))
    thread.start()
    thread.join()
    assert made
    assert made[0] is not None
    assert made[0].startswith(b"%PDF-")


@needs_poppler
def test_the_printer_gets_the_pages_chosen(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    printer.setFromTo(2, 3)
    pages = Layouter().pages(report())
    print_pages(printer, pages)
    printed = text_of(tmp_path / "p.pdf").split("\f")[:-1]
    assert len(printed) == 2
    assert printed[0].split()[1:5] == pages[1].text.split()[:4]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "none" / "p.pdf"))
    with pytest.raises(Problem, match="Máy in"):
        print_pages(printer, Layouter().pages(document()))


@pytest.mark.parametrize("agreed", [0, 1])
def test_printing_asks_first(monkeypatch: pytest.MonkeyPatch, agreed: int) -> None:
    printed: list[int] = []
    monkeypatch.setattr(QPrintDialog, "exec", lambda _self: agreed)
    monkeypatch.setattr(
        "desktop.preview.printing.print_pages", lambda _printer, pages: printed.append(len(pages))
    )
    assert print_document(document(paragraph(1)), None) is bool(agreed)
    assert printed == [1] * agreed
