"""`self-test`: the program tries itself out, where it is installed, from store to picture.

It is what the build runs on the frozen program. A windowed .exe has no console, so
everything is also written to `self-test.log` in the output folder.
"""

from __future__ import annotations

import json
import platform
import traceback
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from forms.report import Report

Say = Callable[[str], None]

LOG: Final = "self-test.log"
_FAILED: Final = 2


@dataclass(frozen=True, slots=True)
class Result:
    """How one step ended; ``problem`` is empty when it went well."""

    step: str
    said: str
    problem: str = ""


def run_self_test(out: Path, say: Say, *, as_json: bool = False) -> int:
    """Run every step, write the log, and return 0 if all went well, else 2."""
    results = [_run(name, step, out) for name, step in STEPS]
    lines = [f"Python {platform.python_version()} trên {platform.platform()}"]
    lines.extend(_line(result) for result in results)
    (out / LOG).write_text("\n".join(lines) + "\n", encoding="utf-8")
    if as_json:
        found = [{"step": r.step, "said": r.said, "problem": r.problem} for r in results]
        say(json.dumps({"results": found}, ensure_ascii=False, indent=1))
    else:
        for line in lines:
            say(line)
    return _FAILED if any(result.problem for result in results) else 0


def _line(result: Result) -> str:
    return (
        f"HỎNG {result.step}: {result.problem}"
        if result.problem
        else f"ĐƯỢC {result.step}: {result.said}"
    )


def _run(name: str, step: Callable[[Path], str], out: Path) -> Result:
    """Run one step; whatever fails in it is told, and the next steps are still tried."""
    try:
        return Result(name, step(out))
    except Problem as problem:
        return Result(name, "", problem.message)
    except Exception:  # noqa: BLE001  (a step that breaks is the very thing to be reported)
        return Result(name, "", traceback.format_exc())


def _samples() -> tuple[Report, ...]:
    from desktop.demo.run import SAMPLES, sample

    return tuple(sample(name) for name in SAMPLES)


def _store(out: Path) -> str:
    from db.store import Store
    from desktop.demo.run import fresh

    path = fresh(out / "sổ thử.cchc")
    with Store.create(path, editor="self-test") as store:
        report_id = store.add_report(_samples()[0])
        store.set_figure(report_id, "gov_tasks_total", 44)
    with Store.open(path, editor="self-test") as store:
        wrong = store.verify()
        if wrong or store.load(report_id).figures["gov_tasks_total"] != 44:  # noqa: PLR2004
            raise Problem(f"Sổ dữ liệu không giữ đúng: {'; '.join(wrong)}")
        store.undo(report_id)
    return f"tạo, sửa, đóng, mở lại, kiểm tra ({path.stat().st_size} byte)"


def _window(out: Path) -> str:
    from desktop.demo.run import demo_window, enter_report, fresh, picture

    report = _samples()[1]
    with demo_window(out) as typist:
        typist.start_store(report.unit, fresh(out / "sổ qua cửa sổ.cchc"))
        enter_report(typist, report)
        picture(typist.window, out / "cua-so.png", [])
    return f"nhập {len(report.figures)} chỉ tiêu bằng bàn phím, đã chụp ảnh"


def _rules(_out: Path) -> str:
    from forms.checking import checker
    from forms.loading import available, load_form

    count = sum(len(load_form(form, version).rules) for form, version in available())
    first = _samples()[0]
    found = {f.rule: f for f in checker(load_form(first.form, first.form_version)).check(first)}
    mend = found["D01"].mend if "D01" in found else None
    if mend is None or mend.value != 44:  # noqa: PLR2004
        raise Problem("Quy tắc D01 không tìm ra lỗi đã biết của báo cáo mẫu.")
    return f"{count} quy tắc, báo cáo mẫu có {len(found)} quy tắc lên tiếng"


def _word(out: Path) -> str:
    from forms.document import compose
    from forms.loading import load_form
    from forms.unit import unit_for
    from forms.word import write_docx

    report = _samples()[0]
    unit = unit_for(report.unit.code, report.unit.name)
    path = out / "báo cáo thử.docx"
    write_docx(compose(load_form(report.form, report.form_version), report, unit), path)
    with zipfile.ZipFile(path) as package:
        if package.testzip() is not None:
            raise Problem("Tệp Word vừa ghi bị hỏng.")
        body = ET.fromstring(package.read("word/document.xml"))  # noqa: S314  (our own file)
    words = "".join(body.itertext())
    if "335.445" not in words:
        raise Problem("Tệp Word vừa ghi thiếu số liệu.")
    return f"ghi và mở lại được ({path.stat().st_size} byte)"


def _chart(out: Path) -> str:
    from forms import charts

    charts.use_cache_folder(out / "cache")
    png = charts.draw_png(
        charts.dossier_chart(_samples()), width_mm=160, height_mm=90, dpi=96, dark=False
    )
    (out / "bieu-do.png").write_bytes(png)
    return f"vẽ được ({len(png)} byte)"


STEPS: Final[tuple[tuple[str, Callable[[Path], str]], ...]] = (
    ("sổ dữ liệu", _store),
    ("quy tắc", _rules),
    ("tệp Word", _word),
    ("biểu đồ", _chart),
    ("cửa sổ", _window),
)
