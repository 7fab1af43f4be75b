"""The comparison as an appendix: numbered with the others, every unit in it, in Word too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from forms.appendices import attached
from forms.block import Appendix, Grid, Paragraph, Picture
from forms.charts.units_data import units_chart
from forms.charts.units_drawing import units_picture
from forms.comparing_units import Aspect, Order
from forms.comparison_appendix import comparison_appendix
from forms.document import compose
from forms.loading import load_form
from forms.report import Report, UnitRef
from tests import provinces
from tests.forms.compared import made_up
from tests.forms.word_reading import body, printed
from tests.provinces import THREE_LEVELS

if TYPE_CHECKING:
    from forms.appendices import Attachment
    from forms.block import Document

ORDER = Order(Aspect.FINDINGS)
COMPARISON = made_up(provinces.communes_of_districts())


def appendix(order: Order = ORDER) -> Attachment:
    chart = units_chart(COMPARISON, COMPARISON.ordered(order), order)
    return comparison_appendix(COMPARISON, order, units_picture(chart))


def table(page: Attachment) -> Grid:
    return next(block for block in page.blocks if isinstance(block, Grid))


def report() -> Document:
    form, province = load_form("province-report", "2023"), provinces.province()
    ref = UnitRef(province.code, province.name)
    front = {"number": "45", "symbol": "BC-UBND", "signed_date": "2023-06-20"}
    about = Report(form.id, form.version, ref, THREE_LEVELS.now, front=front)
    return attached(compose(form, about, province), [appendix()])


def test_the_appendix_has_the_picture_the_whole_every_unit_and_how_it_is_counted() -> None:
    picture, grid, *notes = appendix().blocks
    assert isinstance(picture, Picture)
    assert isinstance(grid, Grid)
    assert len(grid.rows) == 1 + 143
    assert grid.rows[0][:2] == ("", "Toàn cấp")
    assert [row[0] for row in grid.rows[1:]] == [str(n) for n in range(1, 144)]
    assert {len(row) for row in grid.rows} == {len(grid.header)} == {len(grid.widths)}
    said = [note.text.partition(":")[0] for note in notes if isinstance(note, Paragraph)]
    assert said == ["Ghi chú", "- Đúng hạn", "- Chênh lệch", "- Đầy đủ", "- Lỗi / cảnh báo"]


def test_the_units_stand_in_the_order_chosen() -> None:
    errors = [int(row[5]) for row in table(appendix()).rows[1:] if row[5]]
    assert errors == sorted(errors, reverse=True)
    names = [row[1] for row in table(appendix(Order(Aspect.UNIT, is_falling=False))).rows[1:]]
    assert names == [COMPARISON.names[each.unit.code] for each in COMPARISON.standings]


def test_a_unit_without_a_report_is_named_and_its_numbers_stay_empty() -> None:
    rows = [row for row in table(appendix()).rows if row[2] == "chưa có báo cáo"]
    assert len(rows) == sum(not each.is_delivered for each in COMPARISON.standings)
    assert {row[3:] for row in rows} == {("", "", "", "")}


def test_it_is_numbered_after_the_form_s_own_appendix_and_says_what_it_belongs_to() -> None:
    own, added = (block for block in report().blocks if isinstance(block, Appendix))
    assert (own.number, added.number) == ("Phụ lục I", "Phụ lục II")
    assert added.title == "SO SÁNH GIỮA CÁC ĐƠN VỊ"
    assert added.attached_to == own.attached_to
    assert added.attached_to.startswith("(Kèm theo Báo cáo số 45/BC-UBND ngày 20 tháng 6 năm 2023")


def test_in_word_the_head_of_the_table_is_repeated_and_the_picture_is_told() -> None:
    document = report()
    assert ("PhuLucTen", "SO SÁNH GIỮA CÁC ĐƠN VỊ") in printed(document)
    inside = body(document)
    last = inside.findall(qn("w:tbl"))[-1]
    repeated = [row for row in last if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    assert len(repeated) == 1
    assert "Đơn vị" in "".join(node.text or "" for node in repeated[0].iter(qn("w:t")))
    (about,) = inside.iter(qn("wp:docPr"))
    words = about.get("descr") or ""
    assert words.startswith("So sánh giữa các đơn vị, 6 tháng đầu năm 2023. 143 đơn vị")
    assert "\n" not in words
