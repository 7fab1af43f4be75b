"""The catalogue: YAML files → forms, with every mistake named by file and line."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from forms.loading.joining import Joiner
from forms.loading.source import Complaints, read_yaml
from forms.loading.versions import LeavingOut, read_form
from forms.problem import Problem, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Form

CATALOGUE: Final = Path(__file__).parent.parent / "catalogue"
_NOT_FORMS: Final = ("parts", "units", "calendars")

__all__ = ["CATALOGUE", "available", "load_form", "load_form_file", "versions"]


def available(catalogue: Path = CATALOGUE) -> Iterator[tuple[str, str]]:
    """Yield the id and version of every form of a catalogue, in order."""
    for folder in sorted(catalogue.iterdir()):
        if folder.is_dir() and folder.name not in _NOT_FORMS:
            for file in sorted(folder.glob("*.yaml")):
                yield folder.name, file.stem


def versions(form_id: str, catalogue: Path = CATALOGUE) -> tuple[str, ...]:
    """Return the versions of a form, oldest first."""
    return tuple(version for form, version in available(catalogue) if form == form_id)


@cache
def load_form(form_id: str, version: str = "", catalogue: Path = CATALOGUE) -> Form:
    """Return a form of the catalogue; without version the newest.

    Raises:
        Problem: There is no such form or version, or its definition has mistakes.
    """
    known = versions(form_id, catalogue)
    if not known:
        forms = dict.fromkeys(form for form, _ in available(catalogue))
        raise Problem(f"Chương trình {unknown('mẫu báo cáo', form_id, forms)}")
    if version and version not in known:
        raise Problem(
            f"Mẫu “{form_id}” {unknown('phiên bản', version, known)} Đang có: {', '.join(known)}."
        )
    return load_form_file(catalogue / form_id / f"{version or known[-1]}.yaml", catalogue)


def load_form_file(path: Path, catalogue: Path = CATALOGUE) -> Form:
    """Read, join and prove one form.

    Raises:
        Problem: Every mistake found, one to a line, each with file and line.
    """
    complaints = Complaints()
    node = read_form(path, complaints)
    left_out = LeavingOut(node, complaints)
    joiner = Joiner(left_out.of(node), complaints)
    for name, place in joiner.part_names():
        file = catalogue / "parts" / f"{name}.yaml"
        if not file.is_file():
            parts = [part.stem for part in (catalogue / "parts").glob("*.yaml")]
            complaints.add(place, unknown("tệp thành phần", name, parts))
            continue
        joiner.add_part(left_out.of(read_yaml(file, f"parts/{file.name}", complaints)))
    left_out.complain_of_strangers()
    form = joiner.form()
    for key, stated, wanted in (
        ("form", form.id, path.parent.name),
        ("version", form.version, path.stem),
    ):
        if stated != wanted:
            complaints.add(node.at(key), f"“{key}: {stated}” phải trùng tên tệp: “{wanted}”")
    complaints.raise_if_any()
    return form
