"""Word export of the longest report beside docxtpl and beside the raw zip-and-XML floor.

200 paragraphs and 6 tables with the same words in all three; warm medians; the three take turns,
so that the machine's noise meets them alike. Target 4: at most 3 times the floor, and faster
than docxtpl.
"""

from __future__ import annotations

import io
import statistics
import time
import zipfile
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import docx
from docxtpl import DocxTemplate

from forms.block import Block, Document, Grid, Heading, Paragraph, Run
from forms.word import docx_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROUNDS = 25
PARAGRAPHS = 200
TABLES = 6
ROWS, COLUMNS = 20, 6

#: The two real office reports, for words that compress as real words do.
DOCUMENTS = Path(__file__).parents[1] / "documents"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@cache
def texts() -> list[str]:
    """Return the words of the paragraphs: the lines of the two real reports, over and over."""
    files = sorted(DOCUMENTS.glob("*.txt"))
    lines = [line.strip() for file in files for line in file.read_text("utf-8").splitlines()]
    return list(islice(cycle(filter(None, lines)), PARAGRAPHS))


@cache
def tables() -> list[list[list[str]]]:
    """Return the cells of the tables, their header row first."""
    return [
        [[f"Ô {table}.{row}.{column}" for column in range(COLUMNS)] for row in range(ROWS)]
        for table in range(TABLES)
    ]


@cache
def report() -> Document:
    """Return the same words as blocks."""
    blocks: list[Block] = [Heading(1, "I. KẾT QUẢ")]
    blocks += [Paragraph((Run(text),)) for text in texts()]
    for header, *rows in tables():
        cells = tuple(tuple(row) for row in rows)
        blocks.append(Grid(tuple(header), cells, (1,) * COLUMNS))
    return Document("Báo cáo", "CCHC", "Văn phòng", tuple(blocks))


def floor() -> bytes:
    """Write the words with nothing but string joins and a zip."""

    def paragraph(text: str) -> str:
        return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'

    def table(rows: list[list[str]]) -> str:
        lines = (
            "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
            for row in rows
        )
        return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(lines)}</w:tbl><w:p/>"

    body = "".join(map(paragraph, ["I. KẾT QUẢ", *texts()])) + "".join(map(table, tables()))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
        f'Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _docxtpl_template() -> bytes:
    document = docx.Document()
    document.add_paragraph("I. KẾT QUẢ")
    for text in (
        "{%p for text in texts %}",
        "{{ text }}",
        "{%p endfor %}",
        "{%p for rows in tables %}",
    ):
        document.add_paragraph(text)
    table = document.add_table(4, 1)
    cells = ("{%tr for row in rows %}", "{%tc for cell in row %}", "", "{%tr endfor %}")
    for row, text in zip(table.rows, cells, strict=True):
        row.cells[0].text = text
    for text in ("{{ cell }}", "{%tc endfor %}"):
        table.add_column(914400)
        table.rows[1].cells[-1].text = text
    table._tbl.remove(table.rows[2]._tr)
    document.add_paragraph("{%p endfor %}")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def peer() -> Callable[[], bytes]:
    """Return docxtpl's way, its template made beforehand."""
    template = _docxtpl_template()

    def write() -> bytes:
        document = DocxTemplate(io.BytesIO(template))
        document.render({"texts": texts(), "tables": tables()}, autoescape=True)
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    return write


def words(content: bytes) -> list[str]:
    """Return what a file prints, line by line."""
    document = docx.Document(io.BytesIO(content))
    body = document.element.body
    lines = (
        "".join(t.text or "" for t in p.iter(f"{{{_MAIN}}}t")) for p in body.iter(f"{{{_MAIN}}}p")
    )
    return [line for line in lines if line]


def medians(ways: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return each way's warm median in milliseconds, the ways taking turns."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(ROUNDS + 2):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            if turn > 1:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) * 1000 for name, times in seconds.items()}


def main() -> None:
    """Print the table of ratios."""
    ways = {"docxtpl": peer(), "ours": lambda: docx_bytes(report()), "floor": floor}
    found = {name: words(way()) for name, way in ways.items()}
    assert found["ours"] == found["floor"] == found["docxtpl"]
    took = medians(ways)
    print(f"\nWord export, {PARAGRAPHS} paragraphs + {TABLES} tables, {len(found['ours'])} lines")
    for name, milliseconds in took.items():
        print(f"  {name:8} {milliseconds:7.1f} ms  {milliseconds / took['floor']:5.2f} × floor")
    print(
        f"  ours / floor = {took['ours'] / took['floor']:.2f}×, "
        f"docxtpl / ours = {took['docxtpl'] / took['ours']:.2f}×"
    )


def test_word_export_prints_its_ratios() -> None:
    main()


if __name__ == "__main__":
    main()
