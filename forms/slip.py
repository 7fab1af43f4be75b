"""The hand-over slip (phiếu giao nhận): the page that goes along with a file on a stick.

Both sides sign it and keep one. It bears what tells the file and its giver from any other: the
file's SHA-256 and the fingerprint of the giver's key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.block import Block, Document, Grid, Head, Paragraph, Run, Title
from forms.day import write_long_day
from forms.number import write_padded, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from forms.period import Period
    from forms.unit import Unit

_KIND: Final = "PHIẾU GIAO NHẬN"
_SUBJECT: Final = "Dữ liệu báo cáo cải cách hành chính"
_BLANK: Final = "." * 60
_SHORT_BLANK: Final = "." * 28
_GROUP: Final = 8

_HEADER: Final = ("STT", "Báo cáo", "Đơn vị", "Kỳ báo cáo", "Trạng thái")
_WIDTHS: Final = (8, 30, 30, 17, 15)
_SIGNING: Final = ("Ký xác nhận", "Người giao", "Người nhận")
_SIGNING_WIDTHS: Final = (22, 39, 39)
#: Room for a signature; the lines in between must stand, so each holds a space.
_ROOM: Final = "\u00a0\n\u00a0\n\u00a0\n\u00a0"


@dataclass(frozen=True, slots=True)
class SlipItem:
    """One report in the file: its form's title, whose it is, its period and its state in words."""

    title: str
    unit_name: str
    period: Period
    state: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What a slip says.

    Attributes:
        giver: The office that gives the file.
        receiver: Who takes it; "" leaves a line to write on.
        editor: Who made the file.
        made_at: When, by the giver's clock on the wall.
        file_name: The file's name on the stick.
        size: Its size in bytes.
        sha256: Its SHA-256 in hexadecimal digits.
        fingerprint: The fingerprint of the giver's key, in groups of digits.
        is_locked: Whether it takes a passphrase to open it.
        items: The reports in it, at least one.
    """

    giver: Unit
    receiver: str
    editor: str
    made_at: datetime
    file_name: str
    size: int
    sha256: str
    fingerprint: str
    is_locked: bool
    items: tuple[SlipItem, ...]


def slip_document(slip: Slip) -> Document:
    """Return the slip as a page."""
    subject = f"{_SUBJECT} {_span(slip)}"
    blocks = (_head(slip), Title(_KIND, subject), *_sides(slip), _reports(slip), *_marks(slip))
    title = f"{_KIND.capitalize()} {subject[0].lower()}{subject[1:]}"
    return Document(title, subject, slip.giver.name, (*blocks, *_signatures()))


def grouped(digits: str) -> str:
    """Return a long row of digits in groups, for two people to compare."""
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def _span(slip: Slip) -> str:
    periods = sorted({item.period for item in slip.items})
    first, last = periods[0].write(), periods[-1].write()
    return first if first == last else f"từ {first} đến {last}"


def _head(slip: Slip) -> Head:
    slots = slip.giver.slots
    return Head(
        superior_lines=tuple(slots["superior_upper"].splitlines()),
        issuer_lines=tuple(slots["upper"].splitlines()),
        number=f"Số:      /PGN-{slots['abbreviation']}",
        place_date=f"{slots['place']}, ngày {write_long_day(slip.made_at.date())}",
    )


def _sides(slip: Slip) -> Iterator[Block]:
    yield _said("Bên giao", f"{slip.giver.name}.")
    yield _said("Bên nhận", f"{slip.receiver}." if slip.receiver else _BLANK)
    at = slip.made_at  # no letters with marks among the codes: Windows' strftime can't say them
    moment = f"{at:%H} giờ {at:%M} phút, ngày {write_long_day(at.date())}"
    yield _said("Lập tệp", f"{moment}; người lập: {slip.editor}.")
    number = write_padded(len(slip.items))
    yield _said("Nội dung", f"{number} báo cáo, kèm lịch sử sửa đổi, gồm:")


def _reports(slip: Slip) -> Grid:
    rows = (
        (str(number), item.title, item.unit_name, item.period.write("title"), item.state)
        for number, item in enumerate(slip.items, start=1)
    )
    return Grid(_HEADER, tuple(rows), _WIDTHS)


def _marks(slip: Slip) -> Iterator[Block]:
    lock = "có mật khẩu (báo riêng, không ghi vào phiếu này)" if slip.is_locked else "không khóa"
    yield _said("Tệp", f"{slip.file_name}, {write_whole(slip.size)} byte, {lock}.")
    yield _said("Mã SHA-256 của tệp", grouped(slip.sha256))
    yield _said("Dấu khóa của bên giao", slip.fingerprint)
    yield Paragraph(
        (
            Run(
                "Nhận lần đầu, hai bên đọc dấu khóa cho nhau qua điện thoại; giống nhau từng chữ "
                "số thì bên nhận mới xác nhận tin cậy. Phiếu lập thành 02 bản, mỗi bên giữ 01 bản."
            ),
        )
    )


def _signatures() -> Iterator[Block]:
    rows = (
        ("Họ và tên", _SHORT_BLANK, _SHORT_BLANK),
        ("Chức vụ", _SHORT_BLANK, _SHORT_BLANK),
        ("Ngày, giờ", _SHORT_BLANK, _SHORT_BLANK),
        ("Chữ ký", _ROOM, _ROOM),
    )
    yield Grid(_SIGNING, rows, _SIGNING_WIDTHS)


def _said(label: str, words: str) -> Paragraph:
    return Paragraph((Run(f"{label}: ", "label"), Run(words)))
