"""An old report's file as lines. A Word file is told by its bytes, text by its name as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.file_content import read_bytes
from forms.problem import Problem
from forms.reading.lines import Line, lines
from forms.reading.text_file import refuse_legacy, text_paragraphs
from forms.reading.word_file import word_paragraphs
from forms.reading.wrapping import is_wrapped, page_numbers, unwrapped

if TYPE_CHECKING:
    from pathlib import Path

#: Reports with pictures come near 20 MB.
MAX_BYTES: Final = 64 * 1024 * 1024
#: A report of 30 pages has 90 000 characters.
MAX_CHARACTERS: Final = 300_000

_WANTED: Final = "tệp báo cáo (.docx, .txt)"
_ZIP: Final = b"PK\x03\x04"
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
#: How files begin that are neither Word files nor text, whatever their name says.
_OTHERS: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"SQLite format 3")


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a document, the numbers of pages between them, and the footnotes."""

    lines: tuple[Line, ...]
    asides: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()


def read_source(path: Path) -> Source:
    """Return the lines of a Word file or a text file.

    Raises:
        Problem: It can't be read, or is neither; the sentence says what to do.
    """
    return source_of(read_bytes(path, _WANTED, MAX_BYTES), path.name)


def source_of(content: bytes, name: str) -> Source:
    """Return the lines of a file's content; ``name`` is what messages call the file."""
    is_word = content.startswith(_ZIP)
    if is_word:
        paragraphs = word_paragraphs(content, name)
    else:
        _refuse_other(content, name)
        paragraphs = text_paragraphs(content, name)
    if sum(len(paragraph.text) for paragraph in paragraphs) > MAX_CHARACTERS:
        raise Problem(f"Tệp “{name}” quá dài nên không phải một báo cáo; hãy chọn tệp khác.")
    refuse_legacy((paragraph.text for paragraph in paragraphs), name)
    found = tuple(lines(paragraph for paragraph in paragraphs if not paragraph.note))
    if not found:
        raise Problem(f"Tệp “{name}” không có chữ nào; hãy chọn tệp báo cáo khác.")
    notes = tuple(lines(paragraph for paragraph in paragraphs if paragraph.note))
    if is_word and not is_wrapped(found):
        return Source(found, (), notes)
    numbers = tuple(page_numbers(found))
    kept = tuple(line for line in found if line not in numbers)
    return Source(tuple(unwrapped(kept)), numbers, notes)


def _refuse_other(content: bytes, name: str) -> None:
    if not content:
        raise Problem(f"Tệp “{name}” trống; hãy chọn tệp báo cáo khác.")
    if content.startswith(_OLD_WORD):
        if _ENCRYPTED in content:
            raise Problem(f"Tệp “{name}” có mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại.")
        raise Problem(f"Tệp “{name}” là Word cũ (.doc); hãy mở bằng Word và lưu thành .docx.")
    if content.startswith(b"{\\rtf"):
        raise Problem(f"Tệp “{name}” là RTF; hãy mở bằng Word và lưu thành .docx.")
    if content.startswith(_OTHERS) or not name.lower().endswith(".txt"):
        raise Problem(
            f"Tệp “{name}” không phải tệp Word (.docx) hay văn bản (.txt); hãy chọn tệp báo cáo."
        )
