"""Pictures in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.problem import Problem
from forms.word.markup import clean, line, paragraph

if TYPE_CHECKING:
    from forms.block import Picture
    from forms.word.page import Sheet

_EMU_PER_MM = 36_000
_EMU_PER_TWIP = 635
_SIGNATURE = b"\x89PNG\r\n\x1a\n"

#: A picture never takes more than this part of the page's height, so its caption fits below it.
_TALLEST = (4, 5)

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def _pixels(picture: Picture) -> tuple[int, int]:
    """Return width and height as the PNG states them (PNG specification, IHDR)."""
    size = (int.from_bytes(picture.png[16:20], "big"), int.from_bytes(picture.png[20:24], "big"))
    if not picture.png.startswith(_SIGNATURE) or 0 in size:
        raise Problem(
            f"Hình “{picture.caption}” không phải ảnh PNG hợp lệ nên không đưa vào Word được. "
            "Hãy vẽ lại hình hoặc bỏ hình khỏi báo cáo."
        )
    return size


def _extent(picture: Picture, sheet: Sheet) -> tuple[int, int]:
    """Return width and height on paper in EMU, made smaller where the page asks for it."""
    across, down = _pixels(picture)
    width = min(picture.width_mm * _EMU_PER_MM, sheet.text_width * _EMU_PER_TWIP)
    tallest = sheet.text_height * _EMU_PER_TWIP * _TALLEST[0] // _TALLEST[1]
    width = min(width, tallest * across // down)
    return width, width * down // across


@dataclass(slots=True)
class Gallery:
    """The pictures met so far, in order; each distinct picture is stored once."""

    files: dict[bytes, str] = field(default_factory=dict)
    shown: int = 0

    def show(self, picture: Picture, sheet: Sheet) -> str:
        """Return a picture's paragraphs: the picture itself and its caption."""
        width, height = _extent(picture, sheet)
        name = self.files.setdefault(picture.png, f"image{len(self.files) + 1}")
        self.shown += 1
        words = clean(" ".join((picture.words or picture.caption).split()))
        frame = _frame(name, self.shown, words, f'cx="{width}" cy="{height}"')
        return paragraph("Hinh", frame) + line("ChuThichAnh", picture.caption)

    def relations(self) -> str:
        """Return the relations of the pictures' files; a picture's id is its file's name."""
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        return "".join(
            f'<Relationship Id="{name}" Type="{kind}" Target="media/{name}.png"/>'
            for name in self.files.values()
        )


def _frame(name: str, number: int, words: str, size: str) -> str:
    about = f'id="{number}" name="{name}" descr="{words}"'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" '
        f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" '
        f'xmlns:pic="{_DRAWING}/picture" xmlns:r="{relation}">'
        f"<wp:extent {size}/><wp:docPr {about}/><wp:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch>'
        "</pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
