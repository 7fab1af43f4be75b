"""The words units lend to sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.problem import Problem
from forms.unit import UnitKind, find_unit, unit_for
from forms.unit_slots import PATTERNS_FILE, read_patterns

if TYPE_CHECKING:
    from pathlib import Path


def slots(code: str, name: str = "") -> dict[str, str]:
    """Return the words of a unit."""
    return dict(unit_for(code, name).slots)


def test_the_office_of_the_samples() -> None:
    assert slots("VPUBND") == {
        "name": "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp",
        "self": "Văn phòng Ủy ban nhân dân Tỉnh",
        "short": "Văn phòng",
        "abbreviation": "VPUBND",
        "superior_upper": "ỦY BAN NHÂN DÂN\nTỈNH ĐỒNG THÁP",
        "upper": "VĂN PHÒNG",
        "place": "Đồng Tháp",
        "symbol": "BC-VPUBND",
        "authority": "KT. CHÁNH VĂN PHÒNG",
        "signer_title": "PHÓ CHÁNH VĂN PHÒNG",
        "committee": "Ủy ban nhân dân Tỉnh",
        "committee_full": "Ủy ban nhân dân tỉnh Đồng Tháp",
        "chair": "Chủ tịch Ủy ban nhân dân Tỉnh",
        "vice_chairs": "Chủ tịch, Phó Chủ tịch Ủy ban nhân dân Tỉnh",
        "area": "tỉnh",
        "area_proper": "Tỉnh",
        "area_full": "tỉnh Đồng Tháp",
        "province": "Đồng Tháp",
        "province_full": "tỉnh Đồng Tháp",
        "home_department": "Sở Nội vụ",
        "portal": "Cổng Thông tin điện tử Tỉnh",
        "one_stop_centre": "Trung tâm Kiểm soát TTHC và Phục vụ hành chính công",
        "one_stop_centre_full": "Trung tâm Kiểm soát thủ tục hành chính và "
        "Phục vụ hành chính công tỉnh Đồng Tháp",
        "lower_committees": "Ủy ban nhân dân cấp huyện, Ủy ban nhân dân cấp xã",
        "lower_committees_short": "Ủy ban nhân dân cấp huyện, cấp xã",
        "digital_department": "Sở Thông tin và Truyền thông",
        "subordinates": "phòng, ban, trung tâm trực thuộc",
        "archive_code": "KSTTHC (S)",
        "recipients": "UBND Tỉnh (b/c)\nSở Nội vụ\nLãnh đạo VP UBND Tỉnh\n"
        "Các phòng, ban, trung tâm trực thuộc\nLĐ và CV TTKSTTHC&PVHCC",
    }


def test_a_department() -> None:
    words = slots("SGDDT")
    assert words["symbol"] == "BC-SGDĐT"
    assert (words["short"], words["signer_title"], words["authority"]) == ("Sở", "GIÁM ĐỐC", "")
    assert words["upper"] == "SỞ GIÁO DỤC VÀ ĐÀO TẠO"


def test_a_commune_of_today() -> None:
    words = slots("DT2-XA-TANHONG")
    assert words["superior_upper"] == ""
    assert words["upper"] == "ỦY BAN NHÂN DÂN\nXÃ TÂN HỒNG"
    assert (words["place"], words["symbol"]) == ("Tân Hồng", "BC-UBND")
    assert (words["authority"], words["signer_title"]) == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert words["committee_full"] == "Ủy ban nhân dân tỉnh Đồng Tháp"
    assert words["home_department"] == "Phòng Văn hóa - Xã hội"
    assert words["area_full"] == "xã Tân Hồng"


@pytest.mark.parametrize(
    ("name", "kind", "home", "committee"),
    [
        ("UBND xã Tân Thành, huyện Lai Vung", "commune", "Phòng Nội vụ", "huyện Lai Vung"),
        ("UBND thị trấn Mỹ Thọ", "commune", "Phòng Nội vụ", "tỉnh Đồng Tháp"),
        ("UBND xã Tân Phước 1", "commune", "Phòng Văn hóa - Xã hội", "tỉnh Đồng Tháp"),
        ("UBND xã A, tỉnh An Giang", "commune", "Phòng Văn hóa - Xã hội", "tỉnh An Giang"),
        ("Ủy ban nhân dân thành phố Sa Đéc", "district", "Phòng Nội vụ", "tỉnh Đồng Tháp"),
        ("Ủy ban nhân dân thành phố Cần Thơ", "province", "Sở Nội vụ", "thành phố Cần Thơ"),
        ("Ủy ban nhân dân Tỉnh", "province", "Sở Nội vụ", "tỉnh Đồng Tháp"),
        ("Sở Xây dựng thành phố Huế", "department", "Sở Nội vụ", "thành phố Huế"),
        ("Bảo hiểm xã hội tỉnh Đồng Tháp", "department", "Sở Nội vụ", "tỉnh Đồng Tháp"),
        ("Văn phòng HĐND và UBND xã Ba Sao", "office", "Sở Nội vụ", "xã Ba Sao"),
        ("Văn phòng Sở", "department", "Sở Nội vụ", "tỉnh Đồng Tháp"),
    ],
)
def test_a_name_tells_what_a_unit_is(name: str, kind: str, home: str, committee: str) -> None:
    unit = unit_for("X", name)
    assert unit.kind is UnitKind(kind)
    assert unit.slots["home_department"] == home
    assert unit.slots["committee_full"] == f"Ủy ban nhân dân {committee}"


def test_a_division_bears_its_own_name_without_the_area() -> None:
    words = slots("P", "Phòng Văn hóa - Xã hội phường Sa Đéc")
    assert words["upper"] == "PHÒNG VĂN HÓA - XÃ HỘI"
    assert words["superior_upper"] == "ỦY BAN NHÂN DÂN\nPHƯỜNG SA ĐÉC"
    assert words["place"] == "Sa Đéc"


def test_no_unit_of_the_catalogue_writes_to_itself() -> None:
    home = find_unit("SNV")
    assert home
    assert "Sở Nội vụ" not in home.slots["recipients"]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("  signer_title: GIÁM ĐỐC\n", "", "thiếu “signer_title”"),
        ('"{own}"', '"{onw}"', "có {onw} không hiểu được ở “self”"),
        ('"{own}"', '"{own"', "“self” phải là một dòng chữ"),
        ('"{own}"', "[a]", "“self” phải là một dòng chữ"),
    ],
)
def test_bad_patterns_are_refused(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    text = PATTERNS_FILE.read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "slots.yaml"
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(Problem) as caught:
        read_patterns(path)
    assert said in caught.value.message


def test_every_kind_needs_a_group(tmp_path: Path) -> None:
    path = tmp_path / "slots.yaml"
    path.write_text("every: {}\ncommune-of-district: {}\n", encoding="utf-8")
    with pytest.raises(Problem, match="thiếu nhóm “office”"):
        read_patterns(path)
