"""The few calls to Windows itself; on other systems each says that there is nothing of the kind.

No Qt here: this must still work when Qt does not load. Imported only when it is needed, because
ctypes is not needed for the window.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":  # pragma: no cover  (tried by the tests of the built program)
    import ctypes
    import msvcrt
    import os
    from ctypes import wintypes
    from typing import Final

    from desktop.identity import TITLE

    _DISK: Final = 1
    _CHARACTERS: Final = 2
    _PIPE: Final = 3
    _STD_INPUT: Final = -10
    _INVALID: Final = ctypes.c_void_p(-1).value
    _PARENT: Final = 0xFFFFFFFF
    _ANYBODY: Final = 0xFFFFFFFF
    _REFUSED: Final = 5
    _ICON_WARNING: Final = 0x30
    _TO_FRONT: Final = 0x10000
    _MAY_ASK: Final = 0x1000
    _MAY_WAIT: Final = 0x100000
    #: The last of the six fields of PROCESS_BASIC_INFORMATION: who started the process.
    _STARTER: Final = 5

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.GetStdHandle.argtypes = [wintypes.DWORD]
    _kernel.GetStdHandle.restype = wintypes.HANDLE
    _kernel.GetFileType.argtypes = [wintypes.HANDLE]
    _kernel.GetConsoleMode.argtypes = [wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD)]
    _kernel.AttachConsole.argtypes = [wintypes.DWORD]
    _kernel.OpenProcess.argtypes = [wintypes.DWORD, wintypes.BOOL, wintypes.DWORD]
    _kernel.OpenProcess.restype = wintypes.HANDLE
    _kernel.WaitForSingleObject.argtypes = [wintypes.HANDLE, wintypes.DWORD]
    _kernel.CloseHandle.argtypes = [wintypes.HANDLE]

    def redirected(number: int) -> int | None:
        """Return a descriptor of the pipe or file that standard stream 1 or 2 leads to.

        A console is none: whoever is not attached to it can't write to it.
        """
        handle = _kernel.GetStdHandle(_STD_INPUT - number)
        if not handle or handle == _INVALID or not _leads_on(handle):
            return None
        try:
            return msvcrt.open_osfhandle(handle, os.O_BINARY)
        except OSError:
            return None

    def _leads_on(handle: int) -> bool:
        kind = _kernel.GetFileType(handle)
        if kind == _CHARACTERS:  # a console, or NUL
            return not _kernel.GetConsoleMode(handle, ctypes.byref(wintypes.DWORD()))
        return kind in (_DISK, _PIPE)

    def attach_console() -> str | None:
        """Return the name under which the console of whoever started us is opened, None if none.

        The one-file program is started by its own loader, which has no console; its starter may.
        """
        if _attach(_PARENT):
            return "CONOUT$"
        starter = _starter(os.getppid())
        return "CONOUT$" if starter and _attach(starter) else None

    def _attach(process: int) -> bool:
        # Refused to whoever is attached to a console already, which serves as well.
        return bool(_kernel.AttachConsole(process)) or ctypes.get_last_error() == _REFUSED

    def _starter(process: int) -> int:
        handle = _kernel.OpenProcess(_MAY_ASK, False, process)
        if not handle:
            return 0
        told = (ctypes.c_size_t * (_STARTER + 1))()
        ask = ctypes.WinDLL("ntdll").NtQueryInformationProcess
        ask.argtypes = [
            wintypes.HANDLE,
            ctypes.c_int,
            ctypes.c_void_p,
            wintypes.ULONG,
            ctypes.c_void_p,
        ]
        failed = ask(handle, 0, told, ctypes.sizeof(told), None)
        _kernel.CloseHandle(handle)
        return 0 if failed else int(told[_STARTER])

    def show_box(words: str) -> None:
        """Show the words in a box of the system's and wait until they are read."""
        box = ctypes.WinDLL("user32").MessageBoxW
        box.argtypes = [wintypes.HWND, wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.UINT]
        box(None, words, TITLE, _ICON_WARNING | _TO_FRONT)

    def let_others_come_forward() -> None:
        """Hand on the right to bring a window to the front, which a start by hand brings along."""
        ctypes.WinDLL("user32").AllowSetForegroundWindow(wintypes.DWORD(_ANYBODY))

    def is_running(process: int) -> bool:
        """Return whether a process is there."""
        return not wait_for_end(process, 0)

    def wait_for_end(process: int, milliseconds: int) -> bool:
        """Wait until a process has ended; return whether it has."""
        handle = _kernel.OpenProcess(_MAY_WAIT, False, process)
        if not handle:
            return True
        ended: bool = _kernel.WaitForSingleObject(handle, milliseconds) == 0
        _kernel.CloseHandle(handle)
        return ended

else:

    def redirected(_number: int) -> int | None:
        """Return None: other systems give every program its streams."""
        return None

    def attach_console() -> str | None:
        """Return None: other systems give every program its console."""
        return None

    def show_box(_words: str) -> None:
        """Show nothing: only Windows has a box of its own."""

    def let_others_come_forward() -> None:
        """Do nothing: only Windows keeps others from the front."""

    def is_running(process: int) -> bool:
        """Return whether a process is there."""
        import os

        if process <= 0:
            return False
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except PermissionError:  # somebody else's
            return True
        return True

    def wait_for_end(_process: int, _milliseconds: int) -> bool:
        """Return True: only Windows holds fast the files of a program on its way out."""
        return True
