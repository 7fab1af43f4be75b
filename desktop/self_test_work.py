"""The program's work tried from start to end: store, rules, Word file, chart, window, print."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QLabel

    from desktop.main_window import MainWindow
    from forms.block import Document
    from forms.report import Report

#: What is known of the sample report of 6 tháng đầu năm 2022: tasks that add up to 44, not 4.
_KNOWN_RULE: Final = "D01"
_KNOWN_SUM: Final = 44
_KNOWN_NUMBER: Final = "335.445"
#: A real picture of the window has at least so many shades, and no shade nearly everywhere.
_FEWEST_SHADES: Final = 12
_MOST_OF_ONE: Final = 0.97
_FEWEST_LABELS: Final = 3
_STEP: Final = 3
_WORDS: Final = "Mùa nước nổi"
_LAST_ASCII: Final = "\x7f"


def _samples() -> tuple[Report, ...]:
    from desktop.demo.run import SAMPLES, sample

    return tuple(sample(name) for name in SAMPLES)


def _sample_document() -> Document:
    from forms.document import compose
    from forms.loading import load_form
    from forms.unit import unit_for

    report = _samples()[0]
    unit = unit_for(report.unit.code, report.unit.name)
    return compose(load_form(report.form, report.form_version), report, unit)


def store(out: Path) -> str:
    """Make a store, edit, close, open again, check, take back."""
    from db.store import Store
    from desktop.demo.run import fresh

    path = fresh(out / "sổ thử.cchc")
    with Store.create(path, editor="self-test") as made:
        report_id = made.add_report(_samples()[0])
        made.set_figure(report_id, "gov_tasks_total", _KNOWN_SUM)
    with Store.open(path, editor="self-test") as again:
        wrong = again.verify()
        if wrong or again.load(report_id).figures["gov_tasks_total"] != _KNOWN_SUM:
            raise Problem(f"Sổ dữ liệu không giữ đúng: {'; '.join(wrong)}")
        again.undo(report_id)
    return f"tạo, sửa, đóng, mở lại, kiểm tra ({path.stat().st_size} byte)"


def rules(_out: Path) -> str:
    """Load every form of the catalogue, and find the known fault of a sample report."""
    from forms.checking import checker
    from forms.loading import available, load_form

    forms = [load_form(form, version) for form, version in available()]
    count = sum(len(form.rules) for form in forms)
    first = _samples()[0]
    found = {f.rule: f for f in checker(load_form(first.form, first.form_version)).check(first)}
    mend = found[_KNOWN_RULE].mend if _KNOWN_RULE in found else None
    if mend is None or mend.value != _KNOWN_SUM:
        raise Problem(f"Quy tắc {_KNOWN_RULE} không tìm ra lỗi đã biết của báo cáo mẫu.")
    said = f"{len(forms)} mẫu, {count} quy tắc"
    return f"{said}, báo cáo mẫu có {len(found)} quy tắc lên tiếng"


def word(out: Path) -> str:
    """Write a Word file and read it again."""
    import xml.etree.ElementTree as ET
    import zipfile

    from forms.word import write_docx

    path = out / "báo cáo thử.docx"
    write_docx(_sample_document(), path)
    with zipfile.ZipFile(path) as package:
        if package.testzip() is not None:
            raise Problem("Tệp Word vừa ghi bị hỏng.")
        body = ET.fromstring(package.read("word/document.xml"))  # noqa: S314  (our own file)
    if _KNOWN_NUMBER not in "".join(body.itertext()):
        raise Problem("Tệp Word vừa ghi thiếu số liệu.")
    return f"ghi và mở lại được ({path.stat().st_size} byte)"


def reading(out: Path) -> str:
    """Read a report back from its own Word file."""
    from forms.loading import load_form
    from forms.reading import read_old_report
    from forms.word import write_docx

    report = _samples()[0]
    path = out / "báo cáo cũ.docx"
    write_docx(_sample_document(), path)
    form = load_form(report.form, report.form_version)
    old = read_old_report(path, form, report.period, report.unit.code)
    wrong = [key for key, value in old.report.figures.items() if report.figures.get(key) != value]
    if wrong or not old.report.figures:
        raise Problem(f"Đọc lại tệp Word không ra đúng số liệu: {', '.join(wrong)}.")
    return f"{len(old.report.figures)} chỉ tiêu đọc lại từ tệp Word"


def hand_over(out: Path) -> str:
    """Hand the samples over, locked, and receive them in another store."""
    from db.handover.giving import hand_over as give
    from db.handover.keys import load_or_make
    from db.merge import receive
    from db.store import Store
    from desktop.demo.run import fresh

    key = load_or_make(out / "khoa-thu.bin")
    with Store.create(fresh(out / "sổ giao.cchc"), editor="self-test") as giver:
        ids = [giver.add_report(report) for report in _samples()]
        given = give(giver, ids, out, key, passphrase=_WORDS)
    with Store.create(fresh(out / "sổ nhận.cchc"), editor="self-test") as taker:
        (taken,) = receive(
            taker,
            [given.path],
            take=True,
            trust=lambda _plan: True,
            passphrase=lambda _path: _WORDS,
        )
        if taken.problem is not None:
            raise taken.problem
        if {info.id for info in taker.reports()} != set(ids) or taker.verify():
            raise Problem("Nhận lại tệp vừa giao không ra đúng báo cáo.")
    return f"giao và nhận {len(ids)} báo cáo, dấu khóa {given.fingerprint}"


def chart(out: Path) -> str:
    """Draw a chart; the list of fonts lies where the program will look for it."""
    from desktop import font_cache, identity
    from forms import charts

    identity.take()
    font_cache.prepare()
    png = charts.draw_png(
        charts.dossier_chart(_samples()), width_mm=160, height_mm=90, dpi=96, dark=False
    )
    (out / "bieu-do.png").write_bytes(png)
    return f"vẽ được ({len(png)} byte)"


def window(out: Path) -> str:
    """Enter a report through the window with the keyboard, and take a picture of it."""
    from PySide6.QtGui import QImage

    from desktop.demo.run import demo_window, enter_report, fresh, picture

    report = _samples()[1]
    file = out / "cua-so.png"
    with demo_window(out) as typist:
        typist.start_store(report.unit, fresh(out / "sổ qua cửa sổ.cchc"))
        enter_report(typist, report)
        picture(typist.window, file, [])
        image = QImage(str(file))
        check_picture(image)
        labels = check_words(typist.window, image)
    return f"nhập {len(report.figures)} chỉ tiêu bằng bàn phím, ảnh có {labels} nhãn tiếng Việt"


def check_picture(image: QImage) -> None:
    """Refuse a picture of a window that is empty or nearly so.

    Raises:
        Problem: It is.
    """
    places = [
        image.pixel(x, y)
        for x in range(0, image.width(), _STEP)
        for y in range(0, image.height(), _STEP)
    ]
    shades = Counter(places)
    most = max(shades.values(), default=0)
    if len(shades) < _FEWEST_SHADES or most > _MOST_OF_ONE * len(places):
        raise Problem(f"Ảnh cửa sổ gần như trống: chỉ có {len(shades)} màu.")


def check_words(window: MainWindow, image: QImage) -> int:
    """Return how many Vietnamese labels are drawn in the picture of a window, in our font.

    Raises:
        Problem: One is in another font, or nothing is drawn where it stands.
    """
    from PySide6.QtGui import QFontInfo

    from desktop.appearance import fonts

    labels = list(_vietnamese(window))
    for label in labels:
        if QFontInfo(label.font()).family() not in (fonts.INTERFACE[0], fonts.DOCUMENT[0]):
            raise Problem(f"Nhãn “{label.text()}” không dùng phông chữ đi kèm.")
        if not _is_drawn(label, window, image):
            raise Problem(f"Trong ảnh cửa sổ không thấy nhãn “{label.text()}”.")
    if len(labels) < _FEWEST_LABELS:
        raise Problem("Trong cửa sổ gần như không có chữ tiếng Việt.")
    return len(labels)


def _vietnamese(window: MainWindow) -> Iterator[QLabel]:
    """The labels with Vietnamese letters that are wholly in sight."""
    from PySide6.QtWidgets import QLabel

    for label in window.findChildren(QLabel):
        is_whole = label.visibleRegion().boundingRect() == label.rect()
        if label.isVisible() and is_whole and any(c > _LAST_ASCII for c in label.text()):
            yield label


def _is_drawn(label: QLabel, window: MainWindow, image: QImage) -> bool:
    """Whether there is more than one shade where the label stands."""
    scale = image.width() / window.width()
    corner = label.mapTo(window, label.rect().topLeft())
    across = range(int(corner.x() * scale), int((corner.x() + label.width()) * scale))
    down = range(int(corner.y() * scale), int((corner.y() + label.height()) * scale))
    return len({image.pixel(x, y) for x in across for y in down}) > 1


def paper(out: Path) -> str:
    """Write a PDF file, and print into one the way a printer is printed to."""
    from PySide6.QtPrintSupport import QPrinter

    from desktop import application
    from desktop.preview.layout import Layouter
    from desktop.preview.printing import print_pages, write_pdf

    application.make()
    document = _sample_document()
    written, printed = out / "báo cáo thử.pdf", out / "bản in thử.pdf"
    write_pdf(document, written)
    pages = Layouter().pages(document)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(printed))
    print_pages(printer, pages)
    for path in (written, printed):
        if not path.read_bytes().startswith(b"%PDF-"):
            raise Problem(f"Tệp “{path.name}” vừa ghi không phải PDF.")
    return f"{len(pages)} trang ra tệp PDF và ra máy in"
