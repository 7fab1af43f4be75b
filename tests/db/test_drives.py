"""What a path lies on. What Windows says is laid down here; Linux also speaks for itself."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from db import drives
from db.drives import (
    Drive,
    Kind,
    drive_of,
    free_bytes,
    is_pluggable,
    linux_drive,
    linux_sticks,
    removable_drives,
    windows_drive,
    windows_sticks,
)

if TYPE_CHECKING:
    from pathlib import Path

C, D, E, N, R = "C:\\", "D:\\", "E:\\", "N:\\", "R:\\"


@dataclass
class Windows:
    """A PC as Windows describes it."""

    system_root: str = C
    kinds: dict[str, int] = field(
        default_factory=lambda: {C: 3, D: 3, E: 2, "F:\\": 2, N: 4, "O:\\": 5, R: 6}
    )
    usb: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=lambda: {E: "KINGSTON", "O:\\": "ĐĨA"})
    real: dict[str, str] = field(default_factory=dict)
    mounted: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def roots(self) -> list[str]:
        return list(self.kinds)

    def root_of(self, path: str) -> str:
        self.asked.append(path)
        for folder, root in self.mounted.items():
            if path.startswith(folder):
                return root
        return path[:3] if path[:3] in self.kinds else ""

    def real_path(self, path: str) -> str:
        self.asked.append(path)
        return self.real.get(path, path)

    def kind_of(self, root: str) -> int:
        return self.kinds.get(root, 1)

    def is_usb(self, root: str) -> bool:
        return root in self.usb

    def label_of(self, root: str) -> str | None:
        return self.labels.get(root)


@pytest.mark.parametrize(
    ("path", "drive"),
    [
        (r"C:\Users\a\so.cchc", Drive(C, Kind.FIXED)),
        (r"D:\so.cchc", Drive(D, Kind.FIXED)),
        (r"R:\so.cchc", Drive(R, Kind.FIXED)),
        (r"E:\Báo cáo\so.cchc", Drive(E, Kind.REMOVABLE, "KINGSTON")),
        (r"O:\so.cchc", Drive("O:\\", Kind.OPTICAL, "ĐĨA")),
        (r"F:\so.cchc", Drive("F:\\", Kind.REMOVABLE)),  # nothing in it
        (r"Q:\so.cchc", Drive("Q:\\", Kind.UNKNOWN)),  # pulled out
    ],
)
def test_windows_by_letter(path: str, drive: Drive) -> None:
    assert windows_drive(path, Windows()) == drive


@pytest.mark.parametrize(
    "path",
    [
        r"\\may-chu\chung\so.cchc",
        "//may-chu/chung/so.cchc",
        r"\\?\UNC\may-chu\chung\so.cchc",
        r"\\?\unc\may-chu\chung\so.cchc",
        r"N:\so.cchc",
    ],
)
def test_a_share_is_told_without_touching_it(path: str) -> None:
    windows = Windows()
    assert windows_drive(path, windows).kind is Kind.NETWORK
    assert windows.asked == []


@pytest.mark.parametrize("path", ["\\\\?\\C:\\Users\\so.cchc", r"\\.\C:\so.cchc", "C:/so.cchc"])
def test_other_ways_to_write_a_path_are_no_share(path: str) -> None:
    windows = Windows(mounted={path: C})
    assert windows_drive(path, windows).kind is Kind.FIXED


def test_a_hard_disk_in_a_usb_case_is_removable() -> None:
    windows = Windows(usb=(D,), labels={D: "Sao lưu"})
    assert windows_drive(r"D:\so.cchc", windows) == Drive(D, Kind.REMOVABLE, "Sao lưu")


def test_what_windows_runs_from_is_a_disk_whatever_it_hangs_on() -> None:
    for windows in (Windows(usb=(C,)), Windows(kinds={C: 2}), Windows(system_root="c:\\")):
        assert windows_drive(r"C:\so.cchc", windows).kind is Kind.FIXED


def test_links_and_folders_that_are_drives_are_followed() -> None:
    link = r"C:\USB\so.cchc"
    windows = Windows(real={link: r"E:\so.cchc", r"C:\chung\x": r"\\may-chu\chung\x"})
    assert windows_drive(link, windows).kind is Kind.REMOVABLE
    assert windows_drive(r"C:\chung\x", windows).kind is Kind.NETWORK
    mounted = Windows(mounted={r"C:\the": "C:\\the\\"}, kinds={C: 3, "C:\\the\\": 2})
    assert windows_drive(r"C:\the\so.cchc", mounted) == Drive("C:\\the\\", Kind.REMOVABLE)


def test_the_sticks_of_windows_without_empty_readers_and_the_network() -> None:
    windows = Windows(usb=(D,), labels={D: "Sao lưu", E: ""})
    assert list(windows_sticks(windows)) == [
        Drive(D, Kind.REMOVABLE, "Sao lưu"),
        Drive(E, Kind.REMOVABLE, ""),
    ]


#: Shortened from real tables; the two last lines are mounted one over the other.
TABLE = r"""
22 1 0:20 / /proc rw,nosuid shared:5 - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 27 254:1 / /home rw shared:2 master:3 - ext4 /dev/vdb rw
31 27 8:17 / /media/van-thu/USB\040KINGSTON rw shared:9 - vfat /dev/sdb1 rw,utf8
32 27 8:33 / /mnt/dia rw - ext4 /dev/sdc1 rw
33 27 0:50 / /mnt/chung rw - cifs //may-chu/chung rw,vers=3.1.1
34 27 0:51 / /mnt/nfs rw - nfs4 may-chu:/xuat rw
35 27 0:52 / /mnt/ssh rw - fuse.sshfs a@may-chu: rw
36 27 0:53 / /mnt/dav rw - fuse https://may-chu/dav rw
37 27 11:0 / /media/cdrom0 ro - iso9660 /dev/sr0 ro
38 27 0:54 / /mnt/host rw - 9p host rw,trans=virtio
39 27 0:55 / /mnt/vm rw - virtiofs vm rw
40 27 0:56 / /tmp rw - tmpfs tmpfs rw
41 27 0:57 / /srv rw - overlay overlay rw
42 27 0:58 / /run/media/a/THE rw - exfat /dev/sdd1 rw
43 27 0:50 / /mnt/hai rw - cifs //may-chu/chung rw
44 27 254:1 / /mnt/hai rw - ext4 /dev/vdb rw
""".strip()


def on_usb(device: str) -> bool:
    return device in ("8:17", "8:33", "254:0")


@pytest.mark.parametrize(
    ("path", "kind", "root"),
    [
        ("/", Kind.FIXED, "/"),
        ("/so.cchc", Kind.FIXED, "/"),
        ("/home/a/so.cchc", Kind.FIXED, "/home"),
        ("/homeless/so.cchc", Kind.FIXED, "/"),
        ("/media/van-thu/USB KINGSTON/so.cchc", Kind.REMOVABLE, "/media/van-thu/USB KINGSTON"),
        ("/run/media/a/THE", Kind.REMOVABLE, "/run/media/a/THE"),
        ("/mnt/dia/mới/so.cchc", Kind.REMOVABLE, "/mnt/dia"),
        ("/mnt/chung/so.cchc", Kind.NETWORK, "/mnt/chung"),
        ("/mnt/nfs/so.cchc", Kind.NETWORK, "/mnt/nfs"),
        ("/mnt/ssh/so.cchc", Kind.NETWORK, "/mnt/ssh"),
        ("/mnt/dav/so.cchc", Kind.NETWORK, "/mnt/dav"),
        ("/media/cdrom0/so.cchc", Kind.OPTICAL, "/media/cdrom0"),
        ("/mnt/host/so.cchc", Kind.FIXED, "/mnt/host"),
        ("/mnt/vm/so.cchc", Kind.FIXED, "/mnt/vm"),
        ("/tmp/so.cchc", Kind.FIXED, "/tmp"),  # noqa: S108  (never touched)
        ("/srv/so.cchc", Kind.FIXED, "/srv"),
        ("/mnt/hai/so.cchc", Kind.FIXED, "/mnt/hai"),
    ],
)
def test_linux_by_its_mount_table(path: str, kind: Kind, root: str) -> None:
    drive = linux_drive(path, TABLE, on_usb)
    assert (drive.kind, drive.root) == (kind, root)


def test_a_stick_of_linux_bears_the_name_of_its_folder() -> None:
    names = {drive.label for drive in linux_sticks(TABLE, on_usb)}
    assert names == {"USB KINGSTON", "dia", "THE"}
    assert linux_drive("/home", TABLE, on_usb).label == ""


def test_without_a_mount_table_a_store_may_be_edited() -> None:
    drive = linux_drive("/so.cchc", "", on_usb)
    assert drive.kind is Kind.UNKNOWN
    assert drive.is_for_editing


@pytest.mark.parametrize("kind", Kind)
def test_only_disks_are_for_editing(kind: Kind) -> None:
    expected = kind in (Kind.FIXED, Kind.UNKNOWN)
    assert Drive("/", kind).is_for_editing is expected


def device(system: Path, numbers: str, node: str, removable: str | None) -> None:
    """Lay down a disk with one partition the way sysfs does."""
    disk = system / "devices" / node
    (disk / "part1").mkdir(parents=True)
    if removable is not None:
        (disk / "removable").write_text(f"{removable}\n", encoding="ascii")
    entries = system / "dev/block"
    entries.mkdir(parents=True, exist_ok=True)
    (entries / numbers).symlink_to(disk / "part1")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no sysfs")
def test_sysfs_is_asked_for_the_bus_and_for_the_whole_disk(tmp_path: Path) -> None:
    device(tmp_path, "8:1", "pci0/ata1/sda", "0")
    device(tmp_path, "8:17", "pci0/usb2/2-1/sdb", "0")
    device(tmp_path, "179:1", "pci0/mmc0/mmcblk0", "1")
    device(tmp_path, "9:1", "virtual/md0", None)
    found = [is_pluggable(name, tmp_path) for name in ("8:1", "8:17", "179:1", "9:1", "0:55")]
    assert found == [False, True, True, False, False]


def test_a_folder_of_the_tests_is_on_a_disk(tmp_path: Path) -> None:
    assert drive_of(tmp_path / "không có" / "so.cchc").is_for_editing
    link = tmp_path / "lối tắt"
    link.symlink_to(tmp_path)
    assert drive_of(link) == drive_of(tmp_path)


def test_the_sticks_of_this_machine_are_removable() -> None:
    assert {drive.kind for drive in removable_drives()} <= {Kind.REMOVABLE}


def test_a_machine_that_hides_its_mounts(tmp_path: Path) -> None:
    assert drives._mount_table(tmp_path / "mountinfo") == ""


def test_free_room_where_nothing_is_yet(tmp_path: Path) -> None:
    room = free_bytes(tmp_path / "không có" / "so.cchc")
    assert room is not None
    assert room > 0


def test_room_that_nobody_can_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise PermissionError

    def gone(_: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr("shutil.disk_usage", refused)
    assert free_bytes(tmp_path) is None
    monkeypatch.setattr("shutil.disk_usage", gone)
    assert free_bytes(tmp_path) is None
