"""The package every export starts from, made once with python-docx and kept in memory.

It holds all that does not change from one report to the next: styles, settings, headers, the
relations between the parts, and the frames of the three parts that do change.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from forms.word import notes
from forms.word.styles import more_styles_xml, styles_xml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

#: The date in a file's properties: the day Nghị định 30/2020 came into force. Not the moment of
#: writing, because the same report must give the same bytes.
FIXED_DATE = datetime(2020, 3, 5, tzinfo=UTC)

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

#: Parts of python-docx's own template that a report has no use for.
_UNUSED = ("customXml", "thumbnail", "stylesWithEffects", "theme", "fontTable", "webSettings",
           "numbering", "extended-properties")  # fmt: skip

_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    "{notes}<w:compat><w:doNotExpandShiftReturn/>"
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
)

_PAGE_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@dataclass(frozen=True, slots=True)
class Template:
    """The prepared package.

    Attributes:
        archive: A zip with the parts that never change.
        opening: The document part up to and including ``<w:body>``.
        closing: The document part from ``</w:body>`` on.
        headers: The ``w:headerReference`` elements of every section.
        relations: The document's relations, without the closing tag.
        properties: The core properties, with {title}, {subject} and {author} to be filled in.
    """

    archive: bytes
    opening: str
    closing: str
    headers: str
    relations: str
    properties: str


def _refill(element: BaseOxmlElement, inside: str) -> None:
    """Replace all that an element holds."""
    from docx.oxml import parse_xml

    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(f'<w:x xmlns:w="{_MAIN}">{inside}</w:x>')):
        element.append(child)


def _forget_unused(document: WordDocument) -> None:
    for holder in (document.part.rels, document.part.package.rels):
        for key in [k for k, rel in holder.items() if any(word in rel.reltype for word in _UNUSED)]:
            del holder[key]


def _lay_out_headers(document: WordDocument) -> None:
    """Give the section a page number from page 2 on and an empty head on page 1."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for header in (section.first_page_header, section.header):
        header.is_linked_to_previous = False
        header.paragraphs[0].style = document.styles["Số trang"]
    number = f'<w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr>{_PAGE_FIELD}</w:p>'
    _refill(section.header.part.element, number)


def _name(document: WordDocument) -> None:
    properties = document.core_properties
    properties.title, properties.subject, properties.author = "{title}", "{subject}", "{author}"
    properties.last_modified_by = "{author}"
    properties.created = properties.modified = FIXED_DATE
    properties.language = "vi-VN"
    properties.comments = properties.keywords = ""
    properties.revision = 1


def _parts(*, has_more: bool) -> Mapping[str, bytes]:
    """Return the parts of a blank report as python-docx writes them."""
    import docx

    document = docx.Document()
    _forget_unused(document)
    _refill(document.styles.element, styles_xml() + (more_styles_xml() if has_more else ""))
    _refill(document.settings.element, _SETTINGS.format(notes=notes.SETTINGS if has_more else ""))
    _lay_out_headers(document)
    _name(document)
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def member(name: str) -> zipfile.ZipInfo:
    """Return the head of a zip member that is the same on every machine and at every time."""
    info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    info.external_attr = 0o600 << 16
    return info


DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
PROPERTIES = "docProps/core.xml"
_TYPES = "[Content_Types].xml"


def _archive(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in [_TYPES, *sorted(parts.keys() - {_TYPES, DOCUMENT, RELATIONS, PROPERTIES})]:
            archive.writestr(member(name), parts[name])
    return stream.getvalue()


def _with_png(types: bytes) -> bytes:
    """Return the list of content types, knowing what a PNG picture is."""
    png = b'<Default Extension="png" ContentType="image/png"/>'
    return re.sub(rb"(<Types[^>]*>)", rb"\1" + png, types, count=1)


def _with_notes(types: bytes) -> bytes:
    """Return the list of content types, knowing what the part of the footnotes is."""
    part = f'<Override PartName="/{notes.PART}" ContentType="{notes.TYPE}"/></Types>'
    return types.replace(b"</Types>", part.encode())


@cache
def template(*, has_more: bool = False) -> Template:
    """Return the prepared package; the first call takes some tens of milliseconds.

    Args:
        has_more: Whether it has room for footnotes, and the styles that only some documents need.
    """
    parts = dict(_parts(has_more=has_more))
    parts[_TYPES] = _with_png(parts[_TYPES])
    relations = parts[RELATIONS].decode().removesuffix("</Relationships>")
    if has_more:
        parts[_TYPES] = _with_notes(parts[_TYPES])
        relations += notes.RELATION
    document = parts[DOCUMENT].decode()
    opening, rest = re.split(r"(?<=<w:body>)", document, maxsplit=1)
    return Template(
        archive=_archive(parts),
        opening=opening,
        closing=rest[rest.index("</w:body>") :],
        headers="".join(re.findall(r"<w:headerReference[^>]*/>", rest)),
        relations=relations,
        properties=parts[PROPERTIES].decode(),
    )
