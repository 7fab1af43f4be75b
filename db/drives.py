"""What a path lies on: a disk of this machine, something that is pulled out, or the network.

Windows and Linux tell it in ways of their own. How it is decided are plain functions that are fed
what a system says, so both are tried out on either. Only the path in question is asked about: a
share that is gone may keep whoever asks waiting for half a minute.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PureWindowsPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from db import windows_volumes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Kind(StrEnum):
    """What can become of a drive while somebody works on it."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"
    OPTICAL = "optical"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Drive:
    r"""A drive, as far as it can be told without troubling it.

    Attributes:
        root: Where it begins ("E:\\", "/media/van-thu/USB").
        kind: What it is.
        label: The name somebody gave it; "" where there is none or it was not asked for.
    """

    root: str
    kind: Kind
    label: str = ""

    @property
    def is_for_editing(self) -> bool:
        """Whether a store may be edited there; what nobody knows is taken for a disk."""
        return self.kind in (Kind.FIXED, Kind.UNKNOWN)


def drive_of(path: Path) -> Drive:
    """Return what a file or folder lies on, or would lie on: it need not exist."""
    if sys.platform == "win32":  # pragma: no cover  (runs under Wine in make windows-test)
        found = windows_drive(str(path.absolute()), windows_volumes.Kernel())
    else:
        found = linux_drive(os.path.realpath(path), _mount_table(), is_pluggable)
    return found


def removable_drives() -> tuple[Drive, ...]:
    """Return the sticks that are plugged in now."""
    if sys.platform == "win32":  # pragma: no cover  (the same)
        found = windows_sticks(windows_volumes.Kernel())
    else:
        found = linux_sticks(_mount_table(), is_pluggable)
    return tuple(found)


def free_bytes(path: Path) -> int | None:
    """Return how much may still be written there; None if it can't be told.

    Args:
        path: A file or folder; where it does not exist yet, its nearest folder counts.
    """
    for place in (path, *path.absolute().parents):
        try:
            return shutil.disk_usage(place).free
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return None


# --- Windows


class Volumes(Protocol):
    """What Windows says of its volumes."""

    system_root: str

    def roots(self) -> list[str]:
        r"""Return the roots of all drives that have a letter ("C:\\", "E:\\")."""

    def root_of(self, path: str) -> str:
        """Return where the volume of a path begins; "" if Windows can't tell."""

    def real_path(self, path: str) -> str:
        """Return the path with links, junctions and mapped letters followed."""

    def kind_of(self, root: str) -> int:
        """Return GetDriveType's number for a root; it doesn't touch the drive."""

    def is_usb(self, root: str) -> bool:
        """Return whether the drive hangs on a USB bus; False also if that can't be told."""

    def label_of(self, root: str) -> str | None:
        """Return the name of the volume; None if nothing is in the drive."""


_REMOTE: Final = 4
#: GetDriveType's numbers (fileapi.h); a RAM disk counts as a disk.
_WINDOWS_KINDS: Final = MappingProxyType(
    {2: Kind.REMOVABLE, 3: Kind.FIXED, _REMOTE: Kind.NETWORK, 5: Kind.OPTICAL, 6: Kind.FIXED}
)
_SHARE: Final = re.compile(r"\\\\(\?\\UNC\\|[^?.])", re.IGNORECASE)


def windows_drive(path: str, volumes: Volumes) -> Drive:
    """Return what an absolute path of Windows lies on; of a share nothing more is asked."""
    drive = _volume(path, volumes)
    if drive.kind is Kind.NETWORK:
        return drive
    real = volumes.real_path(path)
    return drive if real == path else _volume(real, volumes)


def windows_sticks(volumes: Volumes) -> Iterator[Drive]:
    """Yield the removable drives that something is in; card readers are mostly empty."""
    for root in volumes.roots():
        if _windows_kind(root, volumes) is Kind.REMOVABLE:
            label = volumes.label_of(root)
            if label is not None:
                yield Drive(root, Kind.REMOVABLE, label)


def _volume(path: str, volumes: Volumes) -> Drive:
    anchor = PureWindowsPath(path).anchor
    if _SHARE.match(path.replace("/", "\\")) or volumes.kind_of(anchor) == _REMOTE:
        return Drive(anchor, Kind.NETWORK)
    root = volumes.root_of(path) or anchor
    kind = _windows_kind(root, volumes)
    is_told = kind in (Kind.FIXED, Kind.UNKNOWN)
    return Drive(root, kind, "" if is_told else volumes.label_of(root) or "")


def _windows_kind(root: str, volumes: Volumes) -> Kind:
    kind = _WINDOWS_KINDS.get(volumes.kind_of(root), Kind.UNKNOWN)
    if root.casefold() == volumes.system_root.casefold():
        return Kind.FIXED if kind is Kind.REMOVABLE else kind  # Windows itself runs from it
    # A hard disk in a USB case calls itself fixed.
    return Kind.REMOVABLE if kind is Kind.FIXED and volumes.is_usb(root) else kind


# --- Linux


@dataclass(frozen=True, slots=True)
class _Mount:
    """A line of the mount table: device numbers, where it is mounted, file system, source."""

    device: str
    point: str
    system: str
    source: str


_NETWORK_SYSTEMS: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "davfs", "ncpfs", "afs", "ceph"}
    | {f"fuse.{name}" for name in ("sshfs", "davfs", "rclone", "gvfsd-fuse", "glusterfs")}
)
_DISCS: Final = frozenset({"iso9660", "udf"})
#: Where desktops mount what is plugged in.
_PLUGGED: Final = ("/media/", "/run/media/")


def linux_drive(path: str, table: str, is_pluggable: Callable[[str], bool]) -> Drive:
    """Return what an absolute path of Linux lies on, its links already followed.

    Args:
        path: The path.
        table: The mount table (proc(5), /proc/pid/mountinfo); "" if there is none.
        is_pluggable: Tells of a device's numbers ("8:17") whether it can be pulled out.
    """
    around = [mount for mount in _mounts(table) if _is_inside(path, mount.point)]
    if not around:
        return Drive("/", Kind.UNKNOWN)
    longest = max(len(mount.point) for mount in around)
    mount = [each for each in around if len(each.point) == longest][-1]  # it hides those before
    return _linux_drive(mount, is_pluggable)


def linux_sticks(table: str, is_pluggable: Callable[[str], bool]) -> Iterator[Drive]:
    """Yield the removable drives that are mounted."""
    for mount in _mounts(table):
        drive = _linux_drive(mount, is_pluggable)
        if drive.kind is Kind.REMOVABLE:
            yield drive


def is_pluggable(device: str, system: Path = Path("/sys")) -> bool:
    """Return whether a block device hangs on a USB bus or says that it can be taken out.

    Args:
        device: Its numbers ("8:17"); of a partition the whole disk is asked.
        system: Where sysfs is mounted.
    """
    node = (system / "dev/block" / device).resolve()
    return "/usb" in str(node) or any(_says_yes(each) for each in (node, node.parent))


def _linux_drive(mount: _Mount, is_pluggable: Callable[[str], bool]) -> Drive:
    kind = _linux_kind(mount, is_pluggable)
    # Desktops call the folder by the name of the stick.
    return Drive(mount.point, kind, "" if kind is Kind.FIXED else Path(mount.point).name)


def _linux_kind(mount: _Mount, is_pluggable: Callable[[str], bool]) -> Kind:
    if mount.system in _NETWORK_SYSTEMS or "://" in mount.source:
        return Kind.NETWORK
    if mount.system in _DISCS:
        return Kind.OPTICAL
    if mount.point == "/":
        return Kind.FIXED  # the system itself runs from it
    is_plugged = mount.point.startswith(_PLUGGED) or is_pluggable(mount.device)
    return Kind.REMOVABLE if is_plugged else Kind.FIXED


def _mounts(table: str) -> Iterable[_Mount]:
    for line in table.splitlines():
        mounted, _, how = line.partition(" - ")
        _, _, device, _, point, *_ = mounted.split(" ")
        system, source, *_ = how.split(" ")
        yield _Mount(device, _unescaped(point), system, _unescaped(source))


def _unescaped(word: str) -> str:
    """Spaces and the like stand in the table as octal numbers."""
    return re.sub(r"\\(\d{3})", lambda match: chr(int(match[1], 8)), word)


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _mount_table(table: Path = Path("/proc/self/mountinfo")) -> str:
    try:
        return table.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _says_yes(node: Path) -> bool:
    try:
        return (node / "removable").read_text(encoding="ascii").strip() == "1"
    except OSError:
        return False
