"""A Word file (.docx) as paragraphs. The file is untrusted: every part read is bounded before.

Paragraphs and the cells of tables come in the order of the document; headers and footers, deleted
words and the second form of drawings are left out, and footnotes follow the paragraph they belong
to. Automatic numbers and bullets aren't in the text and aren't needed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from forms.problem import Problem
from forms.reading.lines import Call, Cell, Paragraph, line, tidy
from forms.reading.words import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: A report of 30 pages has 2 MB of XML.
MAX_PART: Final = 8 * 1024 * 1024
_MAX_MEMBERS: Final = 5_000

_RELATIONS: Final = "_rels/.rels"
_DOCUMENT: Final = "word/document.xml"
_NOTES: Final = "footnotes.xml"

_BROKEN: Final = (
    "Tệp “{name}” hỏng hoặc không phải tệp Word (.docx); hãy mở bằng Word và lưu lại thành .docx."
)
_LARGE: Final = "Tệp “{name}” quá lớn nên không phải một báo cáo; hãy chọn tệp khác."
_HOSTILE: Final = (
    "Tệp “{name}” có nội dung XML không được phép (DOCTYPE); hãy mở bằng Word và lưu lại."
)
#: What the system's own libraries raise over a damaged or strange archive.
_FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,  # an encrypted member
    NotImplementedError,
    ValueError,
    OverflowError,
)

#: Local names whose words don't count: deleted or moved away, and a drawing's second form.
_LEFT_OUT: Final = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "delText"})
_SIGNS: Final[Mapping[str, str]] = {
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "ptab": "\t",
}


def word_paragraphs(content: bytes, name: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a Word file.

    Raises:
        Problem: It is damaged, encrypted, too large or hostile.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if len(package.infolist()) > _MAX_MEMBERS:
                raise Problem(_LARGE.format(name=name))
            return tuple(_Package(package, name).paragraphs())
    except _FAULTS as error:
        raise Problem(_BROKEN.format(name=name)) from error


class _Package:
    """The parts of one Word file.

    Args:
        package: The open archive.
        name: What messages call the file.
    """

    def __init__(self, package: zipfile.ZipFile, name: str) -> None:
        self._package = package
        self._name = name
        self._known = frozenset(package.namelist())

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the document's paragraphs, each with its footnotes behind it."""
        main = self._main()
        if main not in self._known:
            raise Problem(_BROKEN.format(name=self._name))
        body = self._tree(main)
        notes = self._notes(posixpath.join(posixpath.dirname(main), _NOTES))
        cells, order = dict(_cells(body)), count()
        for number, (element, text, called) in enumerate(_paragraphs(body), 1):
            yield Paragraph(number, text, cell=cells.get(element))
            for note, before in called:
                call = Call(next(order), _words_in(before) - _words_in(line(0, text).bullet))
                yield from (Paragraph(number, words, call) for words in notes.get(note, ()))

    def _main(self) -> str:
        """Return the name of the document's own part; few programs give it another."""
        if _RELATIONS not in self._known:
            return _DOCUMENT
        for relation in self._tree(_RELATIONS):
            if str(relation.get("Type")).endswith("/officeDocument"):
                return str(relation.get("Target")).lstrip("/")
        return _DOCUMENT

    def _notes(self, part: str) -> Mapping[str, list[str]]:
        if part not in self._known:
            return {}
        return {
            _attribute(note, "id"): [text for _, text, _ in _paragraphs(note)]
            for note in self._tree(part)
        }

    def _tree(self, part: str) -> Any:
        """Return a part's XML: nothing outside it is fetched, no entity of its own is known."""
        from lxml import etree  # slow to load, and most runs of the program read no Word file

        with self._package.open(part) as stream:
            content = stream.read(MAX_PART + 1)
        if len(content) > MAX_PART:
            raise Problem(_LARGE.format(name=self._name))
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise Problem(_BROKEN.format(name=self._name)) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise Problem(_HOSTILE.format(name=self._name))
        return root


def _words_in(text: str) -> int:
    return sum(1 for _ in tokens_of(tidy(text)))


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: Any, name: str) -> str:
    """Return an attribute of WordprocessingML, whichever of its two namespaces is used."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def _cells(root: Any) -> Iterator[tuple[Any, Cell]]:
    """Yield the paragraphs of tables, each with the cell it stands in."""
    for number, table in enumerate(root.iter("{*}tbl")):
        for row, cells in enumerate(table.iterchildren("{*}tr")):
            for column, cell in enumerate(cells.iterchildren("{*}tc")):
                yield from ((each, Cell(number, row, column)) for each in cell)


def _paragraphs(root: Any) -> Iterator[tuple[Any, str, list[tuple[str, str]]]]:
    """Yield each paragraph, its words and the footnotes it calls, those inside drawings too.

    A footnote is its id and the words before it.
    """
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if _local(element) in _LEFT_OUT:
            continue
        if _local(element) != "p":
            waiting.extend(reversed(element))
            continue
        words: list[str] = []
        called: list[tuple[str, str]] = []
        inner = list(_gathered(element, words, called))
        yield element, "".join(words), called
        waiting.extend(reversed(inner))


def _gathered(paragraph: Any, words: list[str], called: list[tuple[str, str]]) -> Iterator[Any]:
    """Gather a paragraph's own words; yield the paragraphs inside it (of a text box)."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        name = _local(element)
        if name == "p":
            yield element
        elif name == "t":
            words.append(element.text or "")
        elif name == "footnoteReference":
            called.append((_attribute(element, "id"), "".join(words)))
        elif name in _SIGNS:
            words.append(_SIGNS[name])
        elif name not in _LEFT_OUT:
            waiting.extend(reversed(element))
