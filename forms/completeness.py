"""How much of a report is filled in, counted alike wherever it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.document import Composer
from forms.unit import unit_for

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.report import Report

#: What the key of a part of the front matter begins with.
FRONT: Final = "front."
#: Front matter without a default that must be there in the end; the number is given on issue.
_NEEDED: Final = ("signed_date", "signer_name")


def typed_key(form: Form, field: str) -> str:
    """Return what is typed to change a field: the front matter for a figure taken from it."""
    figure = form.figures.get(field)
    is_front = figure is not None and figure.source.startswith(FRONT)
    return figure.source if figure is not None and is_front else field


def wanted(composer: Composer) -> int:
    """Return how many fields a report would print; a figure and its front matter are one."""
    printed = {typed_key(composer.form, field) for field in composer.fields()}
    return len(printed | {f"{FRONT}{key}" for key in _NEEDED})


def missing(composer: Composer) -> tuple[str, ...]:
    """Return the keys of those still to be filled in, in the order printed."""
    front = (f"{FRONT}{key}" for key in _NEEDED if not composer.report.front.get(key))
    open_ = (*composer.missing(), *front)
    return tuple(dict.fromkeys(typed_key(composer.form, field) for field in open_))


def completeness(form: Form, report: Report) -> tuple[int, int]:
    """Return how many of a report's fields are filled in, and how many there are."""
    composer = Composer(form, report, unit_for(report.unit.code, report.unit.name))
    every = wanted(composer)
    return every - len(missing(composer)), every
