"""The head of a document: who issues it, its number and symbol, place and date, its title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from forms import day
from forms.folding import fold
from forms.reading.lines import Line, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

_COUNTRY: Final = re.compile(
    r"C[ỘO]NG H(?:ÒA|OÀ|OA) X[ÃA] H[ỘO]I CH[ỦU] NGH[ĨI]A VI[ỆE]T NAM"
    r"|[ĐD][ỘO]C L[ẬA]P\W+T[ỰU] DO\W+H[ẠA]NH PH[ÚU]C",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"(?<!\w)S[ốo]\s*:?\s*(?P<number>[0-9]*)[\s.…_]*/\s*(?P<symbol>[^\W\d_][^\s,;]*)", re.IGNORECASE
)
_OPEN: Final = r"[\s.…_/]*"
_DATED: Final = re.compile(
    r"(?P<place>[^,;:]{2,60}?)\s*,?\s*(?<!\w)ngày"
    rf"(?:\s+(?P<day>[0-9]{{1,2}}\s+tháng\s+[0-9]{{1,2}}\s+năm\s+[0-9]{{4}})|{_OPEN}[0-9]*{_OPEN}"
    rf"tháng{_OPEN}[0-9]*{_OPEN}năm{_OPEN}[0-9]*{_OPEN})",
    re.IGNORECASE,
)
_ADDRESSED: Final = re.compile(r"Kính gửi\s*:?\s*", re.IGNORECASE)
_GROUNDS: Final = "can cu"


@dataclass(slots=True)
class Letterhead:
    """What the head says.

    Attributes:
        front: Number, symbol, place, date and addressee as a report keeps them.
        issuer: The lines with the issuing body and the one above it.
        title: The lines with the subject and the note on the data window.
        rest: Lines that are none of these.
    """

    front: dict[str, str] = field(default_factory=dict)
    issuer: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)


def letterhead(lines: Iterable[Line], kind: str) -> Letterhead:
    """Read the lines above the first heading; ``kind`` is the kind of document ("BÁO CÁO")."""
    found = Letterhead()
    named = list(lines)
    titled = next((n for n, line in enumerate(named) if fold(line.text) == fold(kind)), None)
    for line in named[: len(named) if titled is None else titled]:
        _above(found, line)
    if titled is not None:
        _below(found, named[titled + 1 :])
    return found


def _above(found: Letterhead, line: Line) -> None:
    """Read a line above the title; text files have both columns of the head on one."""
    words = _COUNTRY.sub(" ", line.whole)
    number = _NUMBER.search(words)
    if number and "symbol" not in found.front:
        found.front["number"] = number["number"]
        found.front["symbol"] = number["symbol"].rstrip(".")
        words = f"{words[: number.start()]} {words[number.end() :]}"
    dated = _DATED.search(tidy(words))
    if dated and "place" not in found.front:
        found.front["place"] = dated["place"].strip()
        parsed = day.parse_day(dated["day"] or "").value
        found.front["signed_date"] = str(parsed) if parsed else ""
        words = tidy(words)[dated.end() :]
    words = tidy(words)
    if any(c.isalnum() for c in words):
        found.issuer.append(Line(line.number, "", words))


def _below(found: Letterhead, lines: list[Line]) -> None:
    """Read the lines below the kind of document: subject, window, addressees."""
    into = found.title
    for line in lines:
        addressed = _ADDRESSED.match(line.text)
        if addressed:
            into = found.rest
            found.front["addressee"] = line.text[addressed.end() :]
        elif fold(line.text).startswith(_GROUNDS):
            into = found.rest
            into.append(line)
        elif into is found.rest and line.bullet and "addressee" in found.front:
            found.front["addressee"] += f"\n{line.text}"
        elif any(c.isalnum() for c in line.text):
            into.append(line)
    if "addressee" in found.front:
        names = found.front["addressee"].split("\n")
        found.front["addressee"] = "\n".join(name.rstrip(" ;.") for name in names if name)
