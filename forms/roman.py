"""Roman numbers, for chapters and appendices."""

from __future__ import annotations

from typing import Final

#: I to XX: no form comes near twenty chapters or appendices.
ROMAN: Final = tuple(
    f"{tens}{ones}"
    for tens in ("", "X")
    for ones in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
)
