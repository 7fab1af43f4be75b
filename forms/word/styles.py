"""Every look in the document, as named Word styles.

Sizes, weights and places follow Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I mục II and the sizes
of its specimen (mục V). Text carries no formatting of its own, so that an office changes a style
and the whole report follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.word.page import TWIPS_PER_POINT, twips

if TYPE_CHECKING:
    from collections.abc import Mapping

FONT = "Times New Roman"

#: First-line indent of the body: 1.27 cm (the decree allows 1 cm or 1.27 cm).
INDENT = 720

#: Gap between paragraphs: at least 6 pt.
GAP = 6 * TWIPS_PER_POINT

#: Line spacing of the body in 1/240 of a line; the decree allows single (240) to 1.5 (360).
BODY_LINE = 264

#: Room for signature and seal above the signer's name: about four lines.
SIGNATURE_ROOM = 76 * TWIPS_PER_POINT

#: Room between a table cell's words and its sides.
CELL_SIDE = twips(1)

_KINH_GUI = 1900
_KINH_GUI_COLON = 1150


@dataclass(frozen=True, slots=True)
class Look:
    """One paragraph style; lengths in twips, ``size`` in points.

    ``line`` is the line height in 1/240 of a line or, if ``exact``, in twips; ``after`` and
    ``before`` the gaps around it; ``outline`` the level in Word's navigation pane, 0 the highest.
    """

    name: str
    size: int = 14
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: int = 0
    after: int = 0
    line: int = 240
    exact: bool = False
    first_line: int = 0
    left: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    base: str = "Normal"
    follow: str = ""
    line_below: bool = False


def _heading(name: str, outline: int, *, bold: bool = True) -> Look:
    return Look(
        name, bold=bold, align="both", after=GAP, line=BODY_LINE, first_line=INDENT,
        keep_next=True, keep_lines=True, outline=outline, follow="ThanBai",
    )  # fmt: skip


def _body(name: str, *, base: str = "ThanBai", keep_next: bool = False) -> Look:
    return Look(
        name,
        align="both",
        after=GAP,
        line=BODY_LINE,
        first_line=INDENT,
        base=base,
        keep_next=keep_next,
    )


#: Style id → look. The ids are plain latin; the names are what Word shows.
PARAGRAPH_STYLES: Mapping[str, Look] = MappingProxyType(
    {
        "Normal": Look("Normal", base=""),
        "QuocHieu": Look("Quốc hiệu", size=12, bold=True, align="center"),
        "TieuNgu": Look("Tiêu ngữ", size=13, bold=True, align="center"),
        "CoQuanChuQuan": Look("Cơ quan chủ quản", size=12, align="center"),
        "CoQuanBanHanh": Look("Cơ quan ban hành", size=12, bold=True, align="center"),
        "DuongKe": Look("Đường kẻ", size=1, line=60, exact=True, line_below=True),
        "SoKyHieu": Look("Số ký hiệu", size=13, align="center", before=GAP),
        "DiaDanhNgay": Look("Địa danh ngày", size=13, italic=True, align="center", before=GAP),
        "TenLoai": Look(
            "Tên loại", bold=True, align="center", before=2 * GAP, keep_next=True, follow="TrichYeu"
        ),
        "TrichYeu": Look("Trích yếu", bold=True, align="center", keep_next=True),
        "GhiChuKy": Look("Ghi chú kỳ số liệu", italic=True, align="center", keep_next=True),
        "SauTieuDe": Look("Sau tiêu đề", size=1, line=20, exact=True, after=2 * GAP),
        "KinhGui": Look("Kính gửi", align="center", after=2 * GAP),
        "KinhGuiNhieu": Look("Kính gửi nhiều nơi", left=_KINH_GUI, keep_next=True),
        "KinhGuiNoi": Look("Kính gửi từng nơi", left=_KINH_GUI + _KINH_GUI_COLON),
        "Heading1": _heading("heading 1", 0),
        "Heading2": _heading("heading 2", 1),
        "Heading3": _heading("heading 3", 2, bold=False),
        "ThanBai": _body("Thân bài", base="Normal"),
        "ThanBaiCuoi": _body("Thân bài cuối", keep_next=True),
        "GachDauDong": _body("Gạch đầu dòng"),
        "GachDauDongCuoi": _body("Gạch đầu dòng cuối", base="GachDauDong", keep_next=True),
        "TenBang": Look("Tên bảng", size=13, bold=True, align="center", after=60, keep_next=True),
        "BangDau": Look("Bảng đầu cột", size=12, bold=True, align="center", keep_next=True),
        "Bang": Look("Bảng", size=12),
        "BangGiua": Look("Bảng giữa", size=12, align="center", base="Bang"),
        "BangSo": Look("Bảng số", size=12, align="right", base="Bang"),
        "SauBang": Look("Sau bảng", size=1, line=20, exact=True, after=GAP),
        "Hinh": Look("Hình", align="center", before=GAP, keep_next=True),
        "ChuThichAnh": Look("Chú thích ảnh", size=13, italic=True, align="center", after=GAP),
        "NoiNhan": Look("Nơi nhận", size=12, bold=True, italic=True, keep_next=True),
        "NoiNhanDong": Look("Nơi nhận dòng", size=11, keep_next=True),
        "QuyenHanKy": Look("Quyền hạn ký", bold=True, align="center", keep_next=True),
        "NguoiKy": Look(
            "Người ký", bold=True, align="center", before=SIGNATURE_ROOM, keep_next=True
        ),
        "PhuLuc": Look("Phụ lục", bold=True, align="center", outline=0, keep_next=True),
        "PhuLucTen": Look("Tên phụ lục", bold=True, align="center", keep_next=True),
        "PhuLucKemTheo": Look("Kèm theo phụ lục", italic=True, align="center"),
        "SoTrang": Look("Số trang", align="center"),
        "HetPhan": Look("Hết phần", size=1, line=20, exact=True),
    }
)

#: Style id → (name, what is inside its w:rPr), in the order the schema asks for.
CHARACTER_STYLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "NhanMuc": ("Nhãn mục", '<w:b w:val="0"/><w:i w:val="0"/>'),
        "ThieuSoLieu": (
            "Thiếu số liệu",
            (
                '<w:color w:val="7F7F7F"/><w:u w:val="dotted" w:color="7F7F7F"/>'
                '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>'
            ),
        ),
    }
)

#: Styles that only a document with footnotes or with chapters in its tables brings along, so that
#: all others stay as they were issued, byte for byte.
MORE_PARAGRAPH_STYLES: Mapping[str, Look] = MappingProxyType(
    {
        "FootnoteText": Look("footnote text", size=10, align="both"),
        "BangChuong": Look("Bảng chương", size=12, bold=True, base="Bang", keep_next=True),
        "BangChuongSo": Look(
            "Bảng số chương", size=12, bold=True, align="center", base="Bang", keep_next=True
        ),
        "BangMuc": Look("Bảng mục", size=12, base="Bang", keep_next=True),
        "BangMucSo": Look("Bảng số mục", size=12, align="center", base="Bang", keep_next=True),
    }
)
MORE_CHARACTER_STYLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"FootnoteReference": ("footnote reference", '<w:vertAlign w:val="superscript"/>')}
)

_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'

_BORDER_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _borders(kind: str) -> str:
    sides = "".join(
        f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="auto"/>' for side in _BORDER_SIDES
    )
    return f"<w:tblBorders>{sides}</w:tblBorders>"


def _cell_margins(up_down: int, side: int) -> str:
    lengths = {"top": up_down, "left": side, "bottom": up_down, "right": side}
    inside = "".join(f'<w:{name} w:w="{w}" w:type="dxa"/>' for name, w in lengths.items())
    return f"<w:tblCellMar>{inside}</w:tblCellMar>"


#: Style id → (name, what is inside its w:tblPr).
TABLE_STYLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "BangSoLieu": ("Bảng số liệu", _borders("single") + _cell_margins(CELL_SIDE, CELL_SIDE)),
        "BangKhongKe": ("Bảng không kẻ", _borders("none") + _cell_margins(0, 0)),
    }
)


#: How the names of styles begin that Word itself knows.
_BUILT_IN = ("normal", "heading", "footnote")


def fonts_xml() -> str:
    """Return the font in all four slots, so that no letter falls back to another face."""
    return f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'


def _paragraph_properties(look: Look) -> str:
    below = _LINE if look.line_below else ""
    rule = "exact" if look.exact else "auto"
    outline = "" if look.outline is None else f'<w:outlineLvl w:val="{look.outline}"/>'
    return (
        f'<w:pPr><w:keepNext w:val="{int(look.keep_next)}"/>'
        f'<w:keepLines w:val="{int(look.keep_lines)}"/><w:widowControl/>{below}'
        f'<w:spacing w:before="{look.before}" w:after="{look.after}" '
        f'w:line="{look.line}" w:lineRule="{rule}"/>'
        f'<w:ind w:left="{look.left}" w:right="0" w:firstLine="{look.first_line}"/>'
        f'<w:jc w:val="{look.align}"/>{outline}</w:pPr>'
    )


def _letter_properties(look: Look) -> str:
    bold, italic, size = int(look.bold), int(look.italic), 2 * look.size
    return (
        f'<w:rPr>{fonts_xml()}<w:b w:val="{bold}"/><w:bCs w:val="{bold}"/>'
        f'<w:i w:val="{italic}"/><w:iCs w:val="{italic}"/><w:color w:val="000000"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def _paragraph_style(style: str, look: Look) -> str:
    kind = 'w:default="1"' if style == "Normal" else ""
    custom = "" if look.name.lower().startswith(_BUILT_IN) else 'w:customStyle="1"'
    base = f'<w:basedOn w:val="{look.base}"/>' if look.base else ""
    follow = f'<w:next w:val="{look.follow}"/>' if look.follow else ""
    return (
        f'<w:style w:type="paragraph" {kind} {custom} w:styleId="{style}">'
        f'<w:name w:val="{look.name}"/>'
        f'{base}{follow}<w:uiPriority w:val="1"/><w:qFormat/>'
        f"{_paragraph_properties(look)}{_letter_properties(look)}</w:style>"
    )


def _character_style(style: str, name: str, inside: str) -> str:
    custom = "" if name.startswith(_BUILT_IN) else 'w:customStyle="1" '
    return (
        f'<w:style w:type="character" {custom}w:styleId="{style}">'
        f'<w:name w:val="{name}"/>'
        f'<w:uiPriority w:val="1"/><w:qFormat/><w:rPr>{inside}</w:rPr></w:style>'
    )


def _table_style(style: str, name: str, inside: str) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style}">'
        f'<w:name w:val="{name}"/>'
        f'<w:uiPriority w:val="1"/><w:qFormat/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{inside}'
        "</w:tblPr></w:style>"
    )


_DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts_xml()}<w:sz w:val="28"/><w:szCs w:val="28"/>'
    '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
    'w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
)


def more_styles_xml() -> str:
    """Return the styles that only some documents bring along."""
    pieces = [_paragraph_style(style, look) for style, look in MORE_PARAGRAPH_STYLES.items()]
    pieces += [_character_style(style, *parts) for style, parts in MORE_CHARACTER_STYLES.items()]
    return "".join(pieces)


def styles_xml() -> str:
    """Return everything inside ``w:styles``: the defaults and each style every document has."""
    pieces = [_DEFAULTS]
    pieces += [_paragraph_style(style, look) for style, look in PARAGRAPH_STYLES.items()]
    pieces += [_character_style(style, *parts) for style, parts in CHARACTER_STYLES.items()]
    pieces += [_table_style(style, *parts) for style, parts in TABLE_STYLES.items()]
    return "".join(pieces)
