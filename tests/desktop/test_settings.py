"""Settings of the machine and of the office; no content of the file can do harm."""

from __future__ import annotations

import getpass
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.store import Store
from desktop import places
from desktop.settings import Machine, MachineFile, Office, read_office, write_office
from forms.report import UnitRef


def test_what_is_put_is_read_again(tmp_path: Path) -> None:
    file = MachineFile(tmp_path / "a" / "cai-dat.json")
    file.change(theme="dark", zoom=150, geometry="00ff", export_folder="/x", editor="Người làm")
    file.put(file.value.used(tmp_path / "mot.cchc"))
    assert MachineFile(file.path).value == file.value


def test_what_a_newer_version_has_written_stays(tmp_path: Path) -> None:
    path = tmp_path / "cai-dat.json"
    path.write_text('{"new_thing": [1], "theme": "dark"}', encoding="utf-8")
    file = MachineFile(path)
    assert file.value.theme == "dark"
    file.change(zoom=120)
    assert json.loads(path.read_text(encoding="utf-8"))["new_thing"] == [1]


@pytest.mark.parametrize("garbage", [b"\xff\xfe\x00", b"[1, 2]", b"{", b"null"])
def test_garbage_is_laid_aside(tmp_path: Path, garbage: bytes) -> None:
    path = tmp_path / "cai-dat.json"
    path.write_bytes(garbage)
    file = MachineFile(path)
    assert file.value == Machine()
    assert (tmp_path / "cai-dat.json.hong").read_bytes() == garbage


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
_KEYS = st.sampled_from(["stores", "theme", "geometry", "zoom", "export_folder", "editor", "x"])


@given(st.dictionaries(_KEYS, _JSON))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_content_gives_sound_settings(tmp_path: Path, content: dict[str, object]) -> None:
    path = tmp_path / "cai-dat.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    value = MachineFile(path).value
    assert value.theme in ("system", "light", "dark")
    assert value.zoom == 0 or 50 <= value.zoom <= 300
    bytes.fromhex(value.geometry)
    assert all(value.stores)


def test_what_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    file = MachineFile(blocked / "cai-dat.json")
    file.change(theme="dark")
    assert file.value.theme == "dark"


def test_the_list_of_stores_is_short_and_each_stands_once() -> None:
    machine = Machine()
    for number in (*range(9), 8):
        machine = machine.used(Path(f"{number}.cchc"))
    assert machine.stores == ("8.cchc", "7.cchc", "6.cchc", "5.cchc", "4.cchc", "3.cchc")
    assert machine.forgotten(Path("8.cchc")).stores[0] == "7.cchc"


def test_the_office_is_kept_in_its_store(tmp_path: Path) -> None:
    office = Office(UnitRef("SNV", "Sở Nội vụ"), signer_name=" A B ", place="Đồng Tháp")
    with Store.create(tmp_path / "so.cchc", editor="x") as store:
        assert read_office(store) == Office()
        write_office(store, office)
        kept = read_office(store)
    assert kept.unit == office.unit
    assert kept.front() == {"signer_name": "A B", "place": "Đồng Tháp"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Sở A/B: “C”?", "Sở A B “C”"),
        ("...", "Báo cáo"),
        ("x" * 300, "x" * 120),
        ("tên. ", "tên"),
    ],
)
def test_file_names_are_what_windows_allows(words: str, name: str) -> None:
    assert places.file_name(words) == name


def test_folders_are_those_of_the_person(qapp: object) -> None:
    assert places.data_folder().is_dir()
    assert places.sample_store().parent == places.data_folder()
    assert places.store_for("Sở Nội vụ").name == "Sở Nội vụ.cchc"


def test_a_machine_without_a_name_for_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError

    assert places.person()
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert places.person() == "Người dùng"
