"""What Windows says of its volumes: one call of its kernel a method, nothing decided here.

None of the calls needs an administrator, and none shows Windows' own "no disk in the drive".
The numbers are those of fileapi.h, winioctl.h and errhandlingapi.h.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":  # pragma: no cover  (runs under Wine in make windows-test)
    import ctypes
    import os
    import string
    from ctypes import wintypes
    from typing import Final

    _LONGEST_PATH: Final = 32768
    _LONGEST_LABEL: Final = 261
    _FAIL_SILENTLY: Final = 1  # SEM_FAILCRITICALERRORS
    _SHARED: Final = 3  # FILE_SHARE_READ | FILE_SHARE_WRITE
    _EXISTING: Final = 3  # OPEN_EXISTING
    _QUERY_PROPERTY: Final = 0x2D1400  # IOCTL_STORAGE_QUERY_PROPERTY
    _NO_HANDLE: Final = ctypes.c_void_p(-1).value
    _USB: Final = 7  # BusTypeUsb

    class _Query(ctypes.Structure):
        """STORAGE_PROPERTY_QUERY; zeros ask for the device's own description."""

        _fields_ = (
            ("property", wintypes.DWORD),
            ("kind", wintypes.DWORD),
            ("more", wintypes.BYTE * 4),
        )

    class _Description(ctypes.Structure):
        """The beginning of STORAGE_DEVICE_DESCRIPTOR, and room for what follows."""

        _fields_ = (
            ("before", wintypes.DWORD * 7),
            ("bus", wintypes.DWORD),
            ("rest", wintypes.BYTE * 1024),
        )

    class Kernel:
        """Asks Windows; see `db.drives.Volumes` for what each answer means."""

        def __init__(self) -> None:
            kernel = ctypes.WinDLL("kernel32")
            kernel.CreateFileW.restype = wintypes.HANDLE
            kernel.DeviceIoControl.argtypes = (
                *(wintypes.HANDLE, wintypes.DWORD),
                *(ctypes.c_void_p, wintypes.DWORD, ctypes.c_void_p, wintypes.DWORD),
                *(ctypes.c_void_p, ctypes.c_void_p),
            )
            kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
            kernel.SetThreadErrorMode(_FAIL_SILENTLY, None)
            self._kernel = kernel
            self.system_root = os.environ.get("SYSTEMDRIVE", "C:") + "\\"

        def roots(self) -> list[str]:
            """Return the roots of all drives that have a letter."""
            letters = self._kernel.GetLogicalDrives()
            named = enumerate(string.ascii_uppercase)
            return [f"{letter}:\\" for place, letter in named if letters >> place & 1]

        def root_of(self, path: str) -> str:
            """Return where the volume of a path begins; "" if Windows can't tell."""
            found = ctypes.create_unicode_buffer(_LONGEST_PATH)
            is_told = self._kernel.GetVolumePathNameW(path, found, len(found))
            return found.value if is_told else ""

        def real_path(self, path: str) -> str:
            """Return the path with links, junctions and mapped letters followed."""
            try:
                return os.path.realpath(path)
            except OSError:  # a drive that doesn't answer
                return path

        def kind_of(self, root: str) -> int:
            """Return GetDriveType's number."""
            return int(self._kernel.GetDriveTypeW(root))

        def is_usb(self, root: str) -> bool:
            """Return whether the drive hangs on a USB bus; opened with no rights at all."""
            device = f"\\\\.\\{root[:2]}"
            handle = self._kernel.CreateFileW(device, 0, _SHARED, None, _EXISTING, 0, None)
            if handle == _NO_HANDLE:
                return False
            try:
                return self._bus(handle) == _USB
            finally:
                self._kernel.CloseHandle(handle)

        def label_of(self, root: str) -> str | None:
            """Return the name of the volume; None if nothing is in the drive."""
            found = ctypes.create_unicode_buffer(_LONGEST_LABEL)
            is_there = self._kernel.GetVolumeInformationW(
                root, found, len(found), None, None, None, None, 0
            )
            return found.value if is_there else None

        def _bus(self, handle: int) -> int:
            asked, told, length = _Query(), _Description(), wintypes.DWORD()
            self._kernel.DeviceIoControl(
                *(handle, _QUERY_PROPERTY),
                *(ctypes.byref(asked), ctypes.sizeof(asked)),
                *(ctypes.byref(told), ctypes.sizeof(told)),
                *(ctypes.byref(length), None),
            )
            return int(told.bus)  # 0, an unknown one, if Windows doesn't tell
