"""The foot of a document: who receives it and who signs it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from forms.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.reading.lines import Line

_RECIPIENTS: Final = re.compile(r"N[ơo]i nh[ậa]n\s*:?\s*", re.IGNORECASE)
_APPENDIX: Final = "phu luc"
#: By which right a person signs (Nghị định 30/2020, Phụ lục I, phần II.7).
_RIGHT: Final = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.")
#: "KT. CHÁNH VĂN PHÒNG PHÓ CHÁNH VĂN PHÒNG" are two lines run together.
_RUN_TOGETHER: Final = re.compile(r"(?P<right>KT\. (?P<office>.+?)) (?P<title>PHÓ (?P=office)\b.*)")


@dataclass(slots=True)
class Foot:
    """What the foot says.

    Attributes:
        recipients: The recipients as printed, without their dashes.
        front: Authority, title and name of the signer as a report keeps them.
        rest: Lines that are none of these, an appendix among them.
    """

    recipients: list[str] = field(default_factory=list)
    front: dict[str, str] = field(default_factory=dict)
    rest: list[Line] = field(default_factory=list)


def foot(lines: Iterable[Line]) -> Foot:
    """Read the lines behind the body."""
    found = Foot()
    signature: list[Line] = []
    is_receiving, dashed, is_over = False, False, False
    for line in lines:
        heading = _RECIPIENTS.match(line.text)
        is_over = is_over or fold(line.whole).startswith(_APPENDIX)
        if is_over or line.text.startswith("("):
            found.rest.append(line)
        elif heading:
            is_receiving = True
            found.recipients.extend(filter(None, [line.text[heading.end() :]]))
        elif is_receiving and not signature and _is_recipient(line, dashed=dashed):
            dashed = dashed or bool(line.bullet)
            found.recipients.append(line.text)
        else:
            signature.append(line)
    _sign(found, signature)
    return found


def _is_recipient(line: Line, *, dashed: bool) -> bool:
    """Whether a line still names recipients; where one has a dash all have."""
    return bool(line.bullet) or not (dashed or line.text.isupper())


def _sign(found: Foot, signature: list[Line]) -> None:
    """Tell by which right, in which office and who signs; without a signature nothing is said."""
    if not signature:
        return
    capitals = [line for line in signature if line.text.isupper()]
    parted = [words for line in capitals for words in _parted(line.text)]
    rights = list(takewhile(_RIGHT.match, parted))
    others = [line for line in signature if line not in capitals]
    found.front["authority"] = "\n".join(rights)
    found.front["signer_title"] = "\n".join(parted[len(rights) :])
    for line in others:
        if "signer_name" in found.front or any(c.isdecimal() for c in line.text):
            found.rest.append(line)
        else:
            found.front["signer_name"] = line.text


def _parted(words: str) -> tuple[str, ...]:
    match = _RUN_TOGETHER.fullmatch(words)
    return (match["right"], match["title"]) if match else (words,)
