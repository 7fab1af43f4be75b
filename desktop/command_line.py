"""The commands of the design contract: what they read, what they print, their exit codes.

Exit 0: done. 1: `check` found open errors. 2: bad input, told in one Vietnamese sentence.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from desktop import streams
from forms.problem import Problem, unknown

if TYPE_CHECKING:
    from forms.report import Report

Command = Callable[[argparse.Namespace], int]

PROGRAM: Final = "bao-cao-cchc"
BAD_INPUT: Final = 2
#: How the program is started nearly always, if not without a word.
_OPEN: Final = ("open", "SỔ")
_STORE_SUFFIX: Final = ".cchc"
_REPORT_SUFFIX: Final = ".json"
#: Where Linux says that there is a screen, or which platform stands in for one.
_DISPLAYS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


#: What argparse says of a wrong command line, and what we say instead.
_WORDS: Final = (
    (r"the following arguments are required: (.+)", r"thiếu \1"),
    (r"unrecognized arguments: (.+)", r"không hiểu “\1”"),
    (r"argument (.+): invalid choice: '(.*)' \(choose from (.+)\)", r"không có “\2”; hãy chọn \3"),
    (r"argument (.+): expected one argument", r"“\1” cần một giá trị đi kèm"),
    (r"argument (.+): .+", r"“\1” chưa đúng"),
)


class _Words(argparse.HelpFormatter):
    """Help with Vietnamese headings."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or "cách dùng: ")


class _Parser(argparse.ArgumentParser):
    """Speaks Vietnamese: its help, and what it says of a wrong command line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "add_help": False, "formatter_class": _Words})
        self._positionals.title = "lệnh và tệp"
        self._optionals.title = "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="in hướng dẫn này rồi thoát")

    def error(self, message: str) -> NoReturn:
        said = (re.sub(theirs, ours, message) for theirs, ours in _WORDS)
        words = next((each for each in said if each != message), "sai cú pháp")
        raise Problem(f"Lệnh chưa đúng: {words}. Gõ “{PROGRAM} --help” để xem các lệnh.")


def run(arguments: list[str]) -> int:
    """Run one command; return its exit code. Nothing raised leaves here but bugs."""
    try:
        chosen = _parsed(arguments)
        command: Command = chosen.command
        return command(chosen)
    except Problem as problem:
        _say_problem(problem, arguments)
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever reads our output has gone; there is nobody left to tell.
        return BAD_INPUT


def _say_problem(problem: Problem, arguments: list[str]) -> None:
    streams.prepare()
    if "--json" in arguments:
        _print_json({"error": problem.message})
    streams.tell(problem.message, arguments)


def _print(words: str = "") -> None:
    if sys.stdout is not None:
        print(words)


def _print_json(value: object) -> None:
    import json

    _print(json.dumps(value, ensure_ascii=False, indent=1))


def _parsed(arguments: list[str]) -> argparse.Namespace:
    # To build the parser of all commands takes nearly as long as to paint the window.
    if not arguments or _is_plain(arguments):
        return _opening(Path(arguments[-1]) if arguments else None)
    streams.prepare()
    parser = _parser()
    known = _command_names(parser)
    given = next((word for word in arguments if not word.startswith("-")), None)
    if given is None or given in known:
        return parser.parse_args(arguments)
    if all(_is_file(word) for word in arguments):
        return _opening(_dropped(arguments))
    raise Problem(f"Lệnh chưa đúng: {unknown('lệnh', given, known)} Gõ “{PROGRAM} --help”.")


def _is_plain(arguments: list[str]) -> bool:
    """Whether it is ``open STORE``, or a store alone: double-clicked or dropped on the icon."""
    if len(arguments) == len(_OPEN):
        return arguments[0] == _OPEN[0] and not arguments[1].startswith("-")
    return len(arguments) == 1 and _is_store(arguments[0])


def _is_store(word: str) -> bool:
    return word.lower().endswith(_STORE_SUFFIX) and not word.startswith("-")


def _is_file(word: str) -> bool:
    return _is_store(word) or os.path.isfile(word)  # noqa: PTH113  (never raises)


def _opening(store: Path | None) -> argparse.Namespace:
    return argparse.Namespace(command=_open, store=store, sample=False, json=False)


def _dropped(arguments: list[str]) -> Path:
    """Return the one file given without a command.

    Raises:
        Problem: There are several, or it is a report file, which belongs into a store.
    """
    if len(arguments) > 1:
        raise Problem(
            "Mỗi lần chỉ mở được một sổ dữ liệu: hãy mở hoặc thả từng tệp một."
            f" Nếu muốn dùng lệnh, gõ “{PROGRAM} --help”."
        )
    path = Path(arguments[0])
    if path.suffix.lower() == _REPORT_SUFFIX:
        raise Problem(
            f"“{path.name}” không phải sổ dữ liệu. Nếu đó là tệp báo cáo, hãy mở chương trình "
            "rồi bấm “Nhập tệp…” ở trang chủ."
        )
    return path


def _command_names(parser: argparse.ArgumentParser) -> list[str]:
    for action in parser._actions:  # noqa: SLF001  (argparse tells its commands no other way)
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            return list(action.choices)
    return []


def _parser() -> argparse.ArgumentParser:
    from desktop import hand_over_command, receive_command, roll_up_command

    parser = _Parser(
        prog=PROGRAM, description="Báo cáo công tác cải cách hành chính", add_help=True
    )
    parser.set_defaults(command=_open, store=None, sample=False, json=False)
    commands = parser.add_subparsers(metavar="LỆNH")

    def add(name: str, words: str, command: Command) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        made.add_argument("--json", action="store_true", help="in ra một đối tượng JSON")
        made.set_defaults(command=command)
        return made

    opened = add("open", "mở cửa sổ chương trình", _open)
    opened.add_argument("store", nargs="?", type=Path, metavar="SỔ")
    opened.add_argument("--sample", action="store_true", help="mở với hai báo cáo mẫu")
    # For installers; not in the list of commands, so that nobody closes a window by mistake.
    closing = commands.add_parser("close", description="đóng chương trình đang chạy")
    closing.add_argument("--json", action="store_true")
    closing.set_defaults(command=_close)
    demo = add("demo", "làm trọn hai báo cáo mẫu qua cửa sổ thật, không cần màn hình", _demo)
    demo.add_argument("--out", type=Path, required=True, metavar="THƯ_MỤC")
    add("forms", "liệt kê các mẫu báo cáo", _forms)
    check = add("check", "kiểm tra một tệp báo cáo", _check)
    check.add_argument("report", type=Path, metavar="REPORT.json")
    check.add_argument("--previous", type=Path, metavar="P.json", help="báo cáo kỳ trước")
    export = add("export", "xuất một tệp báo cáo ra Word", _export)
    export.add_argument("report", type=Path, metavar="REPORT.json")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.docx")
    _add_read(add("read", "đọc một báo cáo cũ (.docx, .txt) thành tệp báo cáo", _read))
    _add_store(add("store", "quản trị sổ dữ liệu", _store))
    giving = add("hand-over", "giao báo cáo của một kỳ: một tệp có chữ ký trên USB", _hand_over)
    hand_over_command.add_arguments(giving)
    receive_command.add_arguments(add("receive", "nhận các tệp đơn vị giao", _receive))
    rolling = add("roll-up", "tổng hợp số liệu các đơn vị lên cấp trên", _roll_up)
    roll_up_command.add_arguments(rolling)
    test = add("self-test", "tự kiểm tra chương trình đã cài", _self_test)
    test.add_argument("--out", type=Path, required=True, metavar="THƯ_MỤC")
    return parser


def _add_read(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", type=Path, metavar="OLD.docx|.txt")
    parser.add_argument("--form", required=True, metavar="MẪU", help="mã mẫu, xem lệnh “forms”")
    parser.add_argument("--form-version", default="", metavar="BẢN", help="phiên bản của mẫu")
    parser.add_argument("--period", required=True, metavar="KỲ", help="như 2023-Q1, 2022-H1")
    parser.add_argument("--unit", default="", metavar="MÃ", help="khi đầu văn bản không nêu đơn vị")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="REPORT.json")


def _add_store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("store", type=Path, metavar="SỔ")
    parser.add_argument(
        "action", choices=("new", "add", "list", "get", "verify", "backup", "restore")
    )
    parser.add_argument("argument", nargs="?", metavar="TỆP|MÃ")


# The commands. What they need is imported when they run: the window must open fast.


def has_display() -> bool:
    """Return whether there is a screen for the window, or something that stands in for one."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in _DISPLAYS)


def _open(chosen: argparse.Namespace) -> int:
    if not has_display():
        raise Problem(
            "Máy này không có màn hình đồ họa nên không mở được cửa sổ."
            f" Hãy dùng “{PROGRAM} demo --out THƯ_MỤC” hoặc các lệnh khác."
        )
    from desktop import application

    return application.run(chosen.store, sample=chosen.sample)


def _close(_chosen: argparse.Namespace) -> int:
    from desktop import application

    return application.close_running()


def _demo(chosen: argparse.Namespace) -> int:
    from desktop.demo import run_demo

    written = run_demo(_folder_of_this_machine(chosen.out))
    if chosen.json:
        _print_json({"files": [str(path) for path in written]})
    else:
        for path in written:
            _print(str(path))
    return 0


def _self_test(chosen: argparse.Namespace) -> int:
    from desktop.self_test import run_self_test

    return run_self_test(_folder_of_this_machine(chosen.out), _print, as_json=chosen.json)


def _receive(chosen: argparse.Namespace) -> int:
    from desktop.receive_command import run_receive

    return run_receive(chosen, _print, _print_json)


def _roll_up(chosen: argparse.Namespace) -> int:
    from desktop.roll_up_command import run_roll_up

    return run_roll_up(chosen, _print, _print_json)


def _hand_over(chosen: argparse.Namespace) -> int:
    from desktop.hand_over_command import run_hand_over

    return run_hand_over(chosen, _print, _print_json)


def _folder_of_this_machine(path: Path) -> Path:
    """Return the folder, made if need be, where a store may be edited in the window."""
    from db import drives

    if not drives.drive_of(path).is_for_editing:
        raise Problem(
            f"Không làm việc với sổ dữ liệu ở “{path}” được: đó là USB, ổ mạng hoặc đĩa CD. "
            "Hãy chọn một thư mục trên ổ đĩa của máy này."
        )
    return _folder(path)


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            f"Không tạo được thư mục “{path}” (đã có tệp cùng tên, hoặc không có quyền ghi)."
        ) from error
    return path


def _forms(chosen: argparse.Namespace) -> int:
    from forms.loading import available, load_form, versions

    ids = dict.fromkeys(form for form, _ in available())
    # Of each form the newest version first.
    forms = [load_form(form, version) for form in ids for version in reversed(versions(form))]
    if chosen.json:
        _print_json({"forms": [_form_json(form) for form in forms]})
        return 0
    for form in forms:
        _print(f"{form.id} {form.version} – {form.title}")
        _print(
            f"  {len(form.figures)} chỉ tiêu, {len(form.texts)} nội dung,"
            f" {len(form.tables)} bảng, {len(form.rules)} quy tắc"
        )
    return 0


def _form_json(form: Any) -> dict[str, Any]:
    return {
        "id": form.id,
        "version": form.version,
        "title": form.title,
        "figures": [
            {"id": f.id, "label": f.label, "unit": f.unit, "kind": f.kind.value}
            for f in form.figures.values()
        ],
        "texts": list(form.texts),
        "tables": list(form.tables),
        "rules": [
            {"id": rule.id, "severity": rule.severity.value, "message": rule.message}
            for rule in form.rules.values()
        ],
    }


def _check(chosen: argparse.Namespace) -> int:
    from desktop.findings_words import finding_json, finding_lines
    from forms.checking import checker, counts
    from forms.checking.rereading import with_sentence
    from forms.loading import load_form
    from forms.report_file import read_report_file
    from forms.unit import unit_for

    report = read_report_file(chosen.report)
    previous = _earlier(report, chosen.previous) if chosen.previous else None
    form = load_form(report.form, report.form_version)
    unit = unit_for(report.unit.code, report.unit.name)
    found = checker(form).check(report, previous)
    findings = tuple(with_sentence(finding, form, report, unit) for finding in found)
    if chosen.json:
        _print_json({"findings": [finding_json(f) for f in findings], "counts": counts(findings)})
    else:
        for line in finding_lines(findings, counts(findings)):
            _print(line)
    return 1 if any(finding.is_open_error for finding in findings) else 0


def _earlier(report: Report, path: Path) -> Report:
    """Return the earlier report of a file, refusing what this one can't be held against."""
    from forms.report_file import read_report_file

    found = read_report_file(path)
    if found.form != report.form:
        why = f"theo mẫu “{found.form}”, không phải “{report.form}”"
    elif found.unit.code != report.unit.code:
        why = f"là của {found.unit.name}, không phải của {report.unit.name}"
    elif not found.period < report.period:
        why = f"của {found.period.write()}, không trước {report.period.write()}"
    else:
        return found
    raise Problem(f"Báo cáo kỳ trước “{path.name}” {why}; hãy chọn báo cáo trước đó của đơn vị.")


def _export(chosen: argparse.Namespace) -> int:
    from forms.document import compose
    from forms.loading import load_form
    from forms.report_file import read_report_file
    from forms.unit import unit_for
    from forms.word import write_docx

    report = read_report_file(chosen.report)
    form = load_form(report.form, report.form_version)
    unit = unit_for(report.unit.code, report.unit.name)
    write_docx(compose(form, report, unit), chosen.output)
    if chosen.json:
        _print_json({"file": str(chosen.output)})
    else:
        _print(f"Đã ghi {chosen.output}")
    return 0


def _read(chosen: argparse.Namespace) -> int:
    from desktop.read_command import run_read

    return run_read(chosen, _print, _print_json)


def _store(chosen: argparse.Namespace) -> int:
    from desktop.store_command import run_store

    return run_store(chosen, _print, _print_json)
