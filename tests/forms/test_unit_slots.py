"""The words units lend to sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.problem import Problem
from forms.unit import UnitKind, unit_for
from forms.unit_slots import PATTERNS_FILE, Area, read_patterns, slots_for

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
        "scope": "Tỉnh",
        "reports_for": "Ủy ban nhân dân Tỉnh",
        "advises": "Kết quả thực hiện của Ủy ban nhân dân Tỉnh",
        "files_at": "tại các cấp chính quyền trên địa bàn tỉnh",
        "filing_bodies": "các sở, ngành Tỉnh",
        "home_department": "Sở Nội vụ",
        "portal": "Cổng Thông tin điện tử Tỉnh",
        "portals": "Cổng Thông tin điện tử Tỉnh và Trang Thông tin điện tử "
        "Trung tâm Kiểm soát TTHC và Phục vụ hành chính công",
        "one_stop_centre": "Trung tâm Kiểm soát TTHC và Phục vụ hành chính công",
        "departments": "sở, ngành",
        "all_departments": "sở, ban, ngành",
        "districts": "huyện, thành phố",
        "divisions": "phòng, ban, trung tâm",
        "subordinates": "phòng, ban, trung tâm trực thuộc",
        "division_heads": "Trưởng, Phó các phòng, ban, trung tâm trực thuộc",
        "archive_code": "KSTTHC (S)",
        "recipients": "UBND Tỉnh (b/c)\nSở Nội vụ\nLãnh đạo VP UBND Tỉnh\n"
        "Các phòng, ban, trung tâm trực thuộc\nLĐ và CV TTKSTTHC&PVHCC",
    }


def test_a_department() -> None:
    words = slots("SGDDT")
    assert words["symbol"] == "BC-SGDĐT"
    assert (words["signer_title"], words["authority"]) == ("GIÁM ĐỐC", "")
    assert words["short"] == "Sở Giáo dục và Đào tạo"
    assert words["upper"] == "SỞ GIÁO DỤC VÀ ĐÀO TẠO"


def test_a_commune_of_today() -> None:
    words = slots("DT2-XA-TANHONG")
    assert words["superior_upper"] == ""
    assert words["upper"] == "ỦY BAN NHÂN DÂN\nXÃ TÂN HỒNG"
    assert (words["place"], words["symbol"]) == ("Tân Hồng", "BC-UBND")
    assert (words["authority"], words["signer_title"]) == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert words["committee_full"] == "Ủy ban nhân dân tỉnh Đồng Tháp"
    assert words["home_department"] == "Sở Nội vụ"
    assert words["portal"] == "Trang Thông tin điện tử xã Tân Hồng"
    assert words["area_full"] == "xã Tân Hồng"


@pytest.mark.parametrize(
    ("name", "kind", "home", "committee"),
    [
        ("UBND xã Tân Thành, huyện Lai Vung", "commune", "Phòng Nội vụ", "huyện Lai Vung"),
        ("UBND thị trấn Mỹ Thọ", "commune", "Phòng Nội vụ", "tỉnh Đồng Tháp"),
        ("UBND xã Tân Phước 1", "commune", "Sở Nội vụ", "tỉnh Đồng Tháp"),
        ("UBND xã A, tỉnh An Giang", "commune", "Sở Nội vụ", "tỉnh An Giang"),
        ("Ủy ban nhân dân thành phố Sa Đéc", "district", "Sở Nội vụ", "tỉnh Đồng Tháp"),
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


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Sở Tư pháp TP. Cần Thơ", "Sở Tư pháp thành phố Cần Thơ"),
        ("Sở Y tế TP Huế", "Sở Y tế thành phố Huế"),
        ("UBND Phường 7, Quận 3", "Ủy ban nhân dân phường 7, quận 3"),
        ("Văn phòng UBND Tỉnh Bến Tre", "Văn phòng Ủy ban nhân dân tỉnh Bến Tre"),
        ("Phòng Văn hóa - Xã hội phường 7", "Phòng Văn hóa - Xã hội phường 7"),
    ],
)
def test_a_name_is_spelt_as_the_catalogue_spells(typed: str, name: str) -> None:
    assert unit_for("X", typed).name == name


@pytest.mark.parametrize(
    ("name", "title", "called"),
    [
        ("Sở Y tế thành phố Huế", "GIÁM ĐỐC", "Sở"),
        ("Ban Dân tộc tỉnh An Giang", "TRƯỞNG BAN", "Ban"),
        ("Thanh tra tỉnh An Giang", "CHÁNH THANH TRA", "Thanh tra"),
        ("Phòng Tư pháp huyện Lấp Vò", "TRƯỞNG PHÒNG", "Phòng"),
        ("Bảo hiểm xã hội tỉnh An Giang", "GIÁM ĐỐC", "Bảo hiểm xã hội"),
    ],
)
def test_the_head_of_each_kind_of_department(name: str, title: str, called: str) -> None:
    words = slots("X", name)
    assert words["signer_title"] == title
    assert f"Lãnh đạo {called}\n" in words["recipients"]


def test_areas_named_by_number_or_person_are_written_in_full_before_a_date() -> None:
    assert slots("X", "UBND Phường 7, Quận 3")["place"] == "Phường 7"
    assert slots("X", "Sở Y tế Thành phố Hồ Chí Minh")["place"] == "Thành phố Hồ Chí Minh"


def test_words_the_catalogue_states_are_taken_as_they_are() -> None:
    words = slots_for("Sở Y tế", UnitKind.DEPARTMENT, Area("tỉnh", "A"), {"short": "{Sở}"})
    assert words["short"] == "{Sở}"


@pytest.mark.parametrize("name", ["Sở Nội vụ", "Sở Nội vụ tỉnh An Giang"])
def test_no_department_of_home_affairs_writes_to_itself(name: str) -> None:
    home = slots("SNV", name)
    assert "Sở Nội vụ" not in home["recipients"]
    assert home["home_department"] == "Ủy ban nhân dân Tỉnh"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("  signer_title: CHỦ TỊCH\n", "", "thiếu “signer_title”"),
        ('"{own}"', '"{onw}"', "có {onw} không hiểu được ở “self”"),
        ('"{own}"', '"{own"', "“self” phải là một dòng chữ"),
        ('"{own}"', "[a]", "“self” phải là một dòng chữ"),
        ("  khác: {departments", "  kh: {departments", "có {departments} không hiểu được ở"),
        ('Ủy ban nhân dân {Type}"\n  recipients', '{Tpe}"\n  recipients', "có {Tpe} không"),
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
    path.write_text("every: {}\nheads: {}\n", encoding="utf-8")
    with pytest.raises(Problem, match="thiếu nhóm “ranks”"):
        read_patterns(path)
