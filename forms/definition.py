"""What a form says: its figures, texts, tables, sections, sentences and rules, as frozen values.

Everything else in the program reads these values: the tabs are built from them, the store
keeps what they name; the checks run what they state and the document prints what they frame.
They are made by `forms.loading` out of the catalogue's YAML files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from forms.expression import Expression
    from forms.figure import Kind
    from forms.sentence import Frame


class Severity(StrEnum):
    """How much a broken rule matters.

    Only errors keep a report from being issued, and an explanation lifts even those.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class OverTime(StrEnum):
    """How a figure behaves from one period to the next."""

    CUMULATIVE = "cumulative"
    STATE = "state"
    STANDING = "standing"
    NONE = ""


class OverUnits(StrEnum):
    """How the level above gets its figure from its units."""

    SUM = "sum"
    RATE = "rate"
    STATE = "state"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure (chỉ tiêu) of a form.

    Attributes:
        id: The id of `domain/indicators.csv`; it never changes.
        label: What an officer calls it; also its accessible name.
        unit: Unit of measure as printed ("hồ sơ", "đồng", "%"); empty if it has none.
        kind: Decides how it is typed, stored and printed.
        computed: How it follows from other figures; the value is offered, never forced.
        source: Where the value comes from when it is not typed: "period", "period.from",
            "period.to", "period.year", "front.number", "front.signed_date" or empty.
        over_time: Cumulative from the window's first day, a state on a date, or standing.
        over_units: How a roll-up gets it.
        help: A sentence for the officer: where to find the number, what it includes.
    """

    id: str
    label: str
    unit: str
    kind: Kind
    computed: Expression | None = None
    source: str = ""
    over_time: OverTime = OverTime.NONE
    over_units: OverUnits = OverUnits.NONE
    help: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A passage the officer writes freely.

    An absent text prints its default; a text emptied on purpose prints nothing.
    Lines are paragraphs; a line that begins with "- ", "+ " or "1. " is a bullet.
    A ``standing`` text says the same period by period, so nobody wonders that it does (X05).
    """

    id: str
    label: str
    default: Frame | None = None
    optional: bool = False
    help: str = ""
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: id, label, kind and the words offered for it."""

    id: str
    label: str
    kind: Kind
    choices: tuple[str, ...] = ()
    width: int = 1


@dataclass(frozen=True, slots=True)
class Variant:
    """Pieces that are said when a condition holds; without condition, always."""

    when: Expression | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A list the officer fills row by row; each row becomes a part of a sentence."""

    id: str
    label: str
    columns: tuple[Column, ...]
    row: tuple[Variant, ...]
    join: str = "; "
    optional: bool = True
    help: str = ""

    def column(self, column_id: str) -> Column | None:
        """Return the column of that id, or None."""
        return next((c for c in self.columns if c.id == column_id), None)


def columns_of(tables: Iterable[Table]) -> Iterator[str]:
    """Yield the columns of tables as rules name them: "<table>.<column>"."""
    return (f"{table.id}.{column.id}" for table in tables for column in table.columns)


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence frame."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Choose:
    """The first variant whose condition holds is said."""

    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class TextRef:
    """The text of that id is said here."""

    text: str


@dataclass(frozen=True, slots=True)
class TableRef:
    """The rows of that table are said here, joined as the table states."""

    table: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """Several items joined into one sentence: ``lead item; item; item end``.

    What stands before and behind the items are frames, so that they may carry footnotes.
    """

    lead: Frame
    join: str
    end: Frame
    items: tuple[Variant, ...]
    empty: tuple[Piece, ...] = ()


Piece = Say | Choose | TextRef | TableRef | ListOf


@dataclass(frozen=True, slots=True)
class ParagraphFrame:
    """One paragraph of a leaf: pieces joined by a space.

    Attributes:
        bullet: "", "-", "+" or "*".
        run_on: The paragraph continues the leaf's heading line.
        when: The paragraph is printed only if this holds.
        pieces: What is said.
    """

    bullet: str
    run_on: bool
    when: Expression | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote; a sentence carries its mark. With nothing to say it prints no mark.

    Attributes:
        id: What the mark in a frame names.
        label: What an officer calls it.
        pieces: What is said at the foot of the page.
        when: The note is printed only if this holds.
    """

    id: str
    label: str
    pieces: tuple[Piece, ...]
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """The smallest part of a report with a heading of its own.

    Its figures, texts and tables are those of its sentences and of the notes these carry.
    """

    id: str
    bullet: str
    heading: Frame | None
    paragraphs: tuple[ParagraphFrame, ...]
    figures: tuple[str, ...]
    texts: tuple[str, ...]
    tables: tuple[str, ...]
    help: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report that has a tab of its own (I.1, II.2, VI)."""

    id: str
    heading: Frame
    tab: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A Roman-numbered part. Its number is counted when printed, so it can't jump.

    A chapter whose only section bears the chapter's own id has no numbered sections.
    """

    id: str
    heading: Frame
    sections: tuple[Section, ...]
    optional: bool = False

    @property
    def is_flat(self) -> bool:
        """Whether the chapter holds its leaves directly, without numbered sections."""
        return len(self.sections) == 1 and self.sections[0].id == self.id


@dataclass(frozen=True, slots=True)
class AppendixRow:
    """A row of an appendix of figures: a figure, or words that head the rows set in below.

    Attributes:
        label: What is printed; None for the figure's own label.
        figure: The figure's id; empty for words alone.
        indent: How far the row is set in: 0 is "2.1", 1 is "2.1.1".
    """

    label: Frame | None
    figure: str
    indent: int


@dataclass(frozen=True, slots=True)
class AppendixChapter:
    """A part of an appendix of figures, with a heading of its own."""

    heading: Frame
    rows: tuple[AppendixRow, ...]


@dataclass(frozen=True, slots=True)
class FormAppendix:
    """A table printed behind the report, on pages of its own.

    Attributes:
        id: Its id in the form.
        title: What stands below "Phụ lục".
        when: It is printed only if this holds.
        table: The table whose rows are printed; empty for an appendix of figures.
        chapters: The figures, chapter by chapter.
        section: The tab of what stands in the appendix only; None if all of it has a tab.
    """

    id: str
    title: Frame
    when: Expression | None
    table: str
    chapters: tuple[AppendixChapter, ...]
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition the figures of a report must meet.

    Attributes:
        id: The id of `domain/rules.csv`.
        kind: "sum", "bound", "percent", "date", "text", "repeat", "numbering", ...
        severity: What a broken rule amounts to.
        holds: The condition; None where a check of `forms.checking.generic` is all there is.
        fields: Figures it points at.
        message: Vietnamese sentence stating the condition.
        each: For a rule over many figures: the ids it runs over as ``it``.
        when: The rule is silent unless this holds.
        explains: The rule that must be broken for this one to speak (an alternative reading).
        zero: Figures read as zero when absent (stated rule by rule; missing is not zero).
        generic: Name of a generic check, beside the condition or instead of it; else empty.
    """

    id: str
    kind: str
    severity: Severity
    holds: Expression | None
    fields: tuple[str, ...]
    message: str
    each: tuple[str, ...] = ()
    when: Expression | None = None
    explains: str = ""
    zero: tuple[str, ...] = ()
    generic: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """The frames of a document's head and foot (Nghị định 30/2020, Phụ lục I)."""

    kind: str
    kind_code: str
    subject: Frame
    window_note: Frame | None
    closing: str
    recipients: tuple[Frame, ...]
    archive: Frame
    addressee: Frame | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A kind of report in one version.

    ``valid_from`` is the first day on which a period reported by this version may end; None where
    there is no earlier version.
    """

    id: str
    version: str
    title: str
    front: Front
    figures: Mapping[str, Figure]
    texts: Mapping[str, Text]
    tables: Mapping[str, Table]
    chapters: tuple[Chapter, ...]
    rules: Mapping[str, Rule]
    levels: tuple[str, ...] = ()
    valid_from: date | None = None
    notes: Mapping[str, Note] = field(default_factory=dict)
    appendices: tuple[FormAppendix, ...] = ()

    def sections(self) -> Iterator[Section]:
        """Yield every section in the order printed, the appendices' own last."""
        for chapter in self.chapters:
            yield from chapter.sections
        for appendix in self.appendices:
            if appendix.section is not None:
                yield appendix.section

    def leaves(self) -> Iterator[Leaf]:
        """Yield every leaf in the order printed."""
        for section in self.sections():
            yield from section.leaves

    def leaf_of(self, key: str) -> Leaf | None:
        """Return the first leaf that holds the figure, text or table of that id."""
        for leaf in self.leaves():
            if key in leaf.figures or key in leaf.texts or key in leaf.tables:
                return leaf
        return None

    def section_of(self, key: str) -> Section | None:
        """Return the first section that holds the figure, text or table of that id."""
        for section in self.sections():
            for leaf in section.leaves:
                if key in leaf.figures or key in leaf.texts or key in leaf.tables:
                    return section
        return None
