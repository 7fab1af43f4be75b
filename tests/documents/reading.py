"""The two real reports as lines, and a finished document as the same kind of lines.

A line is what a Word file would hold as one paragraph. Nothing is repaired: whatever the real
documents got wrong stays wrong, and `slips.yaml` names it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from forms.block import (
    Addressee,
    Appendix,
    Block,
    Closing,
    Document,
    Grid,
    Head,
    Heading,
    Paragraph,
    Picture,
    Title,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = Path(__file__).parent
#: A line of document 000 shorter than this was not broken by the page's edge.
_SHORT: Final = 70
_CHAPTER = re.compile(r"[IVX]+\. ")
_BULLET = re.compile(r"[-+*] |\d{1,2}\. ")
_PAGE_NUMBER = re.compile(r"\d{1,2}")


def lines(number: str) -> list[str]:
    """Return a real document ("000", "002") line by line, its page breaks and wraps undone."""
    (path,) = FOLDER.glob(f"{number}_*.txt")
    raw = (" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines())
    written = [line for line in raw if line and not _PAGE_NUMBER.fullmatch(line)]
    return _unwrapped(written) if number == "000" else _rejoined(written)


def _unwrapped(written: list[str]) -> list[str]:
    """Join the hard-wrapped lines of document 000 into paragraphs."""
    found: list[str] = []
    above = ""
    for line in written:
        if not above or _starts(line, above):
            found.append(line)
        else:
            # A symbol broken behind its hyphen ("09/KH-" "UBND") has no blank.
            glue = "" if re.search(r"\w-$", above) else " "
            found[-1] = f"{found[-1]}{glue}{line}"
        above = line
    return found


def _starts(line: str, above: str) -> bool:
    """Whether a line begins a paragraph, seen from the line above it."""
    is_bullet = bool(_BULLET.match(line))
    ends = above.endswith((".", ";", ")")) or len(above) < _SHORT
    if _CHAPTER.match(line) or (is_bullet and above.endswith(":")):
        return True
    return ends and (is_bullet or line[0].isupper() or line[0] == "(")


def _rejoined(written: list[str]) -> list[str]:
    """Join what a page break of document 002 tore apart; its lines are whole otherwise."""
    found: list[str] = []
    for line in written:
        if found and line[0].islower():
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def printed(document: Document) -> list[str]:
    """Return a finished document line by line, blanks collapsed as in `lines`."""
    said = (line for block in document.blocks for line in _block_lines(block))
    return [" ".join(line.split()) for line in said if line.strip()]


def _block_lines(block: Block) -> Iterator[str]:
    match block:
        case Head():
            yield from (*block.superior_lines, *block.issuer_lines, block.country, block.motto)
            yield from (block.number, block.place_date)
        case Title():
            yield from (block.kind, block.subject, block.note)
        case Addressee():
            yield from ("Kính gửi:", *block.names)
        case Heading() | Paragraph():
            yield block.text
        case Closing():
            yield from ("Nơi nhận:", *block.recipients, *block.authority_lines, block.signer)
        case Grid() | Picture() | Appendix():
            raise AssertionError(f"an office report has no {type(block).__name__}")
