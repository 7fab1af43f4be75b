"""Text without its diacritics, so that a search finds "Đạo Thạnh" by "dao thanh"."""

from __future__ import annotations

import unicodedata
from typing import Final

#: The inside of a regular expression's class: the capital letters of Vietnamese.
CAPITALS: Final = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"

#: đ has no canonical decomposition; it must be folded by name.
_LETTERS = str.maketrans({"đ": "d", "Đ": "d", "ƣ": "u", "Ƣ": "u"})


def fold(text: str) -> str:
    """Return the text in small letters, without diacritics, with single spaces."""
    apart = unicodedata.normalize("NFD", text.translate(_LETTERS).casefold())
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())
