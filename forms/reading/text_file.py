"""A text file (.txt) as paragraphs: the encodings that are read, and the old ones refused."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from forms.problem import Problem
from forms.reading.lines import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BREAK: Final = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")
#: Latin-1 letters and signs that Vietnamese in Unicode never uses, but TCVN3 and VNI do.
_STRANGE: Final = frozenset("¡¢£¤¥¦§¨©ª«¬®µ¶·¸¹º»¼½¾ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñöøûüþÿ")
_OWN: Final = frozenset("ăĂđĐơƠưƯ")
_FIRST_MARKED, _LAST_MARKED = "\u1ea0", "\u1ef9"
#: How many bytes tell the encoding.
_LOOKED_AT: Final = 4000
_FEWEST_STRANGE: Final = 10
_LEGACY: Final = (
    "Tệp “{name}” dùng bảng mã cũ (TCVN3, VNI), không phải Unicode; "
    "hãy chuyển mã sang Unicode (UniKey, mục “Chuyển mã”) rồi đọc lại."
)


def text_paragraphs(content: bytes, name: str) -> tuple[Paragraph, ...]:
    """Return the lines of a text file.

    Raises:
        Problem: It isn't Unicode text.
    """
    text = _decoded(content, name)
    return tuple(Paragraph(n, words) for n, words in enumerate(_BREAK.split(text), 1))


def _decoded(content: bytes, name: str) -> str:
    marked = next((known for mark, known in _MARKS if content.startswith(mark)), "")
    encoding = marked or _unmarked(content)
    if encoding.startswith("utf-8") and b"\0" in content:
        raise Problem(f"Tệp “{name}” không phải văn bản; hãy chọn tệp Word (.docx) hoặc .txt.")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Problem(_LEGACY.format(name=name)) from error


def _unmarked(content: bytes) -> str:
    """Guess the encoding of text without a mark: UTF-16 has a nought beside each plain letter."""
    evens, odds = content[0:_LOOKED_AT:2], content[1:_LOOKED_AT:2]
    many = max(1, len(evens) // 4)
    if odds.count(0) > many and not evens.count(0):
        return "utf-16-le"
    return "utf-16-be" if evens.count(0) > many and not odds.count(0) else "utf-8"


def refuse_legacy(texts: Iterable[str], name: str) -> None:
    """Refuse words of the old encodings, which look like Latin letters gone wrong.

    Raises:
        Problem: The words are TCVN3 or VNI.
    """
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(text)
    strange = sum(number for c, number in counted.items() if c in _STRANGE)
    ours = sum(
        number for c, number in counted.items() if c in _OWN or _FIRST_MARKED <= c <= _LAST_MARKED
    )
    if strange >= _FEWEST_STRANGE and strange > ours:
        raise Problem(_LEGACY.format(name=name))
