"""The slip for a file that was handed over, as a document to print. From any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.hand_over.words import STATES
from forms.problem import Problem
from forms.slip import Slip, SlipItem, slip_document
from forms.unit import unit_for

if TYPE_CHECKING:
    from db.handover.giving import HandedOver
    from db.reports import ReportInfo
    from forms.block import Document


def slip_of(given: HandedOver, editor: str) -> Document:
    """Return the slip (phiếu giao nhận) of a file.

    Args:
        given: The file.
        editor: Who has made it.
    """
    return slip_document(
        Slip(
            giver=unit_for(given.unit.code, given.unit.name),
            receiver="",
            editor=editor,
            made_at=given.made_at.astimezone(),
            file_name=given.path.name,
            size=given.size,
            sha256=given.sha256,
            fingerprint=given.fingerprint,
            is_locked=given.is_locked,
            items=tuple(_item(info) for info in given.reports),
        )
    )


def _item(info: ReportInfo) -> SlipItem:
    return SlipItem(_title(info), info.unit.name, info.period, STATES[info.state])


def _title(info: ReportInfo) -> str:
    from forms.loading import load_form

    try:
        return load_form(info.form, info.form_version).title
    except Problem:  # reports of another version of the program are handed over as well
        return f"{info.form} {info.form_version}"
