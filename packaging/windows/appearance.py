"""How the .exe presents itself to Windows: version information and manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workshop import NAME, version

if TYPE_CHECKING:
    from PyInstaller.utils.win32.versioninfo import VSVersionInfo

TITLE: Final = "Báo cáo CCHC"
DESCRIPTION: Final = "Báo cáo công tác cải cách hành chính"
#: Vietnamese (042A), UTF-16 (1200).
_LANGUAGE: Final = (0x042A, 1200)

#: asInvoker: never asks for an administrator. UTF-8: the old "ANSI" calls speak it too.
#: Long paths where the PC allows them. Sharp letters on every screen.
_MANIFEST: Final = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <assemblyIdentity type="win32" name="{name}" version="{version}" processorArchitecture="amd64"/>
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security>
      <requestedPrivileges>
        <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
      </requestedPrivileges>
    </security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application>
      <supportedOS Id="{{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}}"/>
    </application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2</dpiAwareness>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
      <activeCodePage xmlns="http://schemas.microsoft.com/SMI/2019/WindowsSettings">UTF-8</activeCodePage>
    </windowsSettings>
  </application>
  <dependency>
    <dependentAssembly>
      <assemblyIdentity type="win32" name="Microsoft.Windows.Common-Controls" version="6.0.0.0"
        processorArchitecture="*" publicKeyToken="6595b64144ccf1df" language="*"/>
    </dependentAssembly>
  </dependency>
</assembly>
"""


def numbers() -> tuple[int, int, int, int]:
    """The version as Windows counts it: four numbers."""
    first, second, third = (int(part) for part in version().split("."))
    return first, second, third, 0


def manifest() -> str:
    """The application manifest."""
    return _MANIFEST.format(name=NAME, version=".".join(map(str, numbers())))


def version_information() -> VSVersionInfo:
    """What "Properties, Details" shows of the .exe."""
    # PyInstaller for Windows alone has this.
    from PyInstaller.utils.win32 import versioninfo as info

    words = {
        "CompanyName": TITLE,
        "FileDescription": DESCRIPTION,
        "FileVersion": version(),
        "InternalName": NAME,
        "OriginalFilename": f"{NAME}.exe",
        "ProductName": TITLE,
        "ProductVersion": version(),
    }
    table = info.StringTable(
        f"{_LANGUAGE[0]:04X}{_LANGUAGE[1]:04X}",
        [info.StringStruct(name, word) for name, word in words.items()],
    )
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(filevers=numbers(), prodvers=numbers(), mask=0x3F, fileType=1),
        kids=[
            info.StringFileInfo([table]),
            info.VarFileInfo([info.VarStruct("Translation", list(_LANGUAGE))]),
        ],
    )
