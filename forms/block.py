"""The parts a finished document is made of, in the order they are printed.

The preview and the Word file are both made from these blocks, so they cannot differ.
Layout roles are those of Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one voice.

    Attributes:
        text: What is printed.
        role: "" for plain text, "label" for the opening words of an item,
            "missing" where a figure has not been filled in yet, "note" for the raised
            number of a footnote.
        field: The figure, text or table the words come from, if any.
        note: The footnote's own words; only a run in the role "note" has any.
    """

    text: str
    role: str = ""
    field: str = ""
    note: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The two columns at the top of page 1, with number, place and date.

    ``issuer_lines`` is the issuing body's name (bold), ``superior_lines`` the body above it.
    """

    superior_lines: tuple[str, ...]
    issuer_lines: tuple[str, ...]
    number: str
    place_date: str
    country: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto: str = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True)
class Title:
    """Kind of document (BÁO CÁO), its subject and the note on the data window."""

    kind: str
    subject: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """The "Kính gửi:" lines, for a report sent to named superiors."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading: level 1 is "I. UPPER", level 2 "1. Title"; text holds the number."""

    level: int
    text: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A body paragraph; ``bullet`` is "", "-", "+", "*" or a number such as "1."."""

    runs: tuple[Run, ...]
    bullet: str = ""
    leaf: str = ""

    @property
    def text(self) -> str:
        """The paragraph as printed, bullet included, without the numbers of its footnotes."""
        words = "".join(run.text for run in self.runs if run.role != "note")
        return f"{self.bullet} {words}" if self.bullet else words


@dataclass(frozen=True, slots=True)
class Grid:
    """A real table: a header row, body rows, and relative column widths.

    Attributes:
        chapters: Which rows head those below them; they are bold.
        fields: Row by row and cell by cell the field the words come from, "" if from none;
            no rows at all if no cell comes from any.
        is_wide: Whether it needs a sheet lying across; one of many columns always does.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    caption: str = ""
    chapters: tuple[int, ...] = ()
    fields: tuple[tuple[str, ...], ...] = ()
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in PNG form with its caption; width in millimetres.

    Attributes:
        words: What it shows, for whoever can't see it; empty where the caption says it all.
    """

    png: bytes
    caption: str
    width_mm: int = 160
    words: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients on the left and the signature on the right; never split over two pages."""

    recipients: tuple[str, ...]
    authority_lines: tuple[str, ...]
    signer: str


@dataclass(frozen=True, slots=True)
class Appendix:
    """Starts a new page: its number line ("Phụ lục"), title and the "(Kèm theo …)" line."""

    number: str
    title: str
    attached_to: str


Block = Head | Title | Addressee | Heading | Paragraph | Grid | Picture | Closing | Appendix


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, with what goes into the file's properties."""

    title: str
    subject: str
    organisation: str
    blocks: tuple[Block, ...]
