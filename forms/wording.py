"""Figures that are words: symbols, names, texts, number lists, spans and lists of periods."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from forms import period as periods
from forms.folding import CAPITALS
from forms.kind import Parsed, refused
from forms.number import MAX_DIGITS, clean
from forms.period import Period
from forms.problem import Problem

MAX_TEXT: Final = 20_000

_AND = re.compile(r"\s*[;,]\s*|\s+và\s+", re.IGNORECASE)
_DASH = r"\s?[-–—]\s?"
_SPAN = re.compile(rf"(?:giai đoạn )?(?P<a>\d{{4}}){_DASH}(?P<b>\d{{4}})", re.IGNORECASE)
_LISTED = re.compile(r"(?:[^\W\d]+ )*(?P<n>\d+)")
_DASHES = re.compile(r"[‐‑–—]")
_SYMBOL_GAP = re.compile(r"\s*([/-])\s*")
_SYMBOL_LEAD = re.compile(r"^số\s*:?\s+(?=\S)|^số\s*:\s*", re.IGNORECASE)
_YEAR = re.compile(r"(?:năm )?(\d{4})", re.IGNORECASE)

SPAN_PATTERN: Final = r"\d{4}\s?[-–—]\s?\d{4}(?!\d)"
NUMBERS_PATTERN: Final = r"(?:\d+(?:\s*[;,]\s*|\s+và\s+))*\d+(?!\d)"
#: Dashes between blanks belong to a symbol only before a capital letter ("KH - UBND").
SYMBOL_PATTERN: Final = (
    rf"(?:[\w…](?:[\w….]*[\w…])?)?(?:(?:\s?/\s?|-\s?|\s-\s?(?-i:(?=[{CAPITALS}])))"
    r"[\w…](?:[\w….]*[\w…])?)+|[\w…](?:[\w….]*[\w…])?"
)
NAME_PATTERN: Final = r"[^\n]+?"
TEXT_PATTERN: Final = r"(?s:.+?)"
PERIODS_PATTERN: Final = rf"{periods.PATTERN}(?:(?:\s*[;,]\s*|\s+(?i:và)\s+){periods.PATTERN})*"


def stray_character(text: str) -> str:
    """Return the code ("U+0000") of the first character no text may hold, or ""."""
    if text.isascii() and text.isprintable():  # nearly every keystroke
        return ""
    for character in text:
        if character not in "\n\t" and unicodedata.category(character) in ("Cc", "Cs"):
            return f"U+{ord(character):04X}"
    return ""


def parse_text(typed: str) -> Parsed:
    """Take a text as it is: NFC, trimmed, lines ended by a line feed."""
    text = unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if stray := stray_character(text):
        return refused(f"Nội dung có ký tự điều khiển {stray}; hãy xóa ký tự đó.")
    if len(text) > MAX_TEXT:
        return refused(f"Nội dung dài quá {MAX_TEXT} ký tự; hãy rút gọn.")
    return Parsed(text or None)


def parse_name(typed: str) -> Parsed:
    """Take a name: like a text, on one line."""
    taken = parse_text(typed)
    return Parsed(" ".join(taken.value.split())) if isinstance(taken.value, str) else taken


def parse_symbol(typed: str) -> Parsed:
    """Read the number and symbol of a document; "417 / KH - UBND" is 417/KH-UBND."""
    taken = parse_name(typed)
    if not isinstance(taken.value, str):
        return taken
    symbol = _SYMBOL_GAP.sub(r"\1", _DASHES.sub("-", _SYMBOL_LEAD.sub("", taken.value)))
    if not any(c.isalnum() for c in symbol):
        return refused(f"“{taken.value}” không có số hay ký hiệu nào; hãy ghi như 417/KH-UBND.")
    return Parsed(symbol)


def parse_span(typed: str) -> Parsed:
    """Read a span of years: 2021 - 2025."""
    text = clean(typed)
    match = _SPAN.fullmatch(text)
    if match is None:
        problem = f"“{text[:40]}” không phải giai đoạn; hãy ghi như 2021 - 2025."
        return refused(problem) if text else Parsed(None)
    if match["a"] >= match["b"]:
        return refused(f"Giai đoạn “{text}” có năm đầu không trước năm cuối; hãy ghi lại.")
    return Parsed(f"{match['a']}-{match['b']}")


def parse_numbers(typed: str) -> Parsed:
    """Read a list of numbers, words between them allowed: khóa 27, khóa 31 và khóa 32."""
    text = clean(typed)
    if not text:
        return Parsed(None)
    matches = [_LISTED.fullmatch(part) for part in _AND.split(text)]
    found = [match["n"] for match in matches if match]
    if len(found) < len(matches) or any(len(n) > MAX_DIGITS for n in found):
        return refused(f"“{text[:40]}” không phải danh sách số; hãy ghi như 27, 31 và 32.")
    return Parsed(";".join(str(int(n)) for n in found))


def read_period(text: str) -> Period | None:
    """Return the period of a code or of words, or None."""
    try:
        return Period.parse(text.upper())
    except Problem:
        return Period.read(text)


def parse_period(typed: str) -> Parsed:
    """Read one reporting period, by its code or in words."""
    text = clean(typed)
    if not text:
        return Parsed(None)
    period = read_period(text)
    if period is None:
        return refused(
            f"“{text[:40]}” không phải kỳ báo cáo; hãy ghi như quý I năm 2023, "
            "6 tháng đầu năm 2022 hoặc năm 2023."
        )
    return Parsed(str(period))


def parse_periods(typed: str) -> Parsed:
    """Read a list of periods; whole years are kept as "2022"."""
    text = clean(typed)
    if not text:
        return Parsed(None)
    readings = [_listed_period(part) for part in _AND.split(text)]
    wrong = next((reading for reading in readings if reading.value is None), None)
    return wrong or Parsed(";".join(str(reading.value) for reading in readings))


def _listed_period(part: str) -> Parsed:
    year = _YEAR.fullmatch(part)
    taken = parse_period(f"năm {year[1]}" if year else part or "…")
    code = str(taken.value)
    return Parsed(code[:4]) if code.endswith("-Y") else taken


def write_span(span: str) -> str:
    """Write a span as documents do: 2021 - 2025."""
    return span.replace("-", " - ")


def write_periods(codes: str) -> str:
    """Write a list of periods: 6 tháng cuối năm 2021 và 6 tháng đầu năm 2022."""
    return join_and([_write_listed(code) for code in codes.split(";")])


def _write_listed(code: str) -> str:
    return Period.parse(code).write() if "-" in code else f"năm {code}"


def join_and(parts: list[str]) -> str:
    """Join as a sentence does: a, b và c."""
    *most, last = parts
    return f"{', '.join(most)} và {last}" if most else last
