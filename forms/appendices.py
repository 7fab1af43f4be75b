"""What is added behind a finished document, each on a page of its own: the explanations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from forms.appendix_tables import numbered_appendices
from forms.block import Appendix, Block, Document, Grid
from forms.checking.finding import condition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.checking import Finding
    from forms.definition import Form

_TITLE: Final = "Giải trình số liệu"
_HEADER: Final = ("STT", "Nội dung kiểm tra", "Đã ghi", "Theo quy tắc", "Giải trình")
_WIDTHS: Final = (8, 31, 18, 18, 25)
_NONE: Final = "–"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One appendix: its title and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


def attached(document: Document, attachments: Sequence[Attachment]) -> Document:
    """Return the document with more appendices, numbered together with those of its form."""
    own = next((block for block in document.blocks if isinstance(block, Appendix)), None)
    to = own.attached_to if own else f"(Kèm theo {document.title} của {document.organisation})"
    blocks = list(document.blocks)
    for each in attachments:
        title = each.title.upper() if own else each.title
        blocks.extend((Appendix("", title, to), *each.blocks))
    return replace(document, blocks=numbered_appendices(blocks))


def explanations(form: Form, findings: Sequence[Finding]) -> tuple[Attachment, ...]:
    """Return the appendix with every finding kept for a written reason; none if there is none."""
    kept = [finding for finding in findings if finding.excepted]
    rows = tuple(
        (
            str(number),
            _said(form, finding),
            finding.stated or _NONE,
            finding.computed or _NONE,
            finding.reason,
        )
        for number, finding in enumerate(kept, start=1)
    )
    return (Attachment(_TITLE, (Grid(_HEADER, rows, _WIDTHS),)),) if rows else ()


def _said(form: Form, finding: Finding) -> str:
    """Return the rule's own words, with the field before them where the message names it."""
    words = condition(form.rules[finding.rule].message)
    field, found, _ = finding.message.partition(words)
    return f"{field}{words}" if found else words
