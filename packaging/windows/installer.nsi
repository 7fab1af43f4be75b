; The setup program of Báo cáo CCHC, made by installer.py.
;
; For one person, without an administrator: everything lies below that person's folder and
; HKEY_CURRENT_USER. Data are never touched: stores lie in the documents, settings and the log in
; %LOCALAPPDATA%\BaoCaoCCHC, the program in %LOCALAPPDATA%\Programs\BaoCaoCCHC.
;
;   /S           says nothing, asks nothing
;   /NODESKTOP   no shortcut on the desktop
;   /D=folder    where to; must come last, without quotes even if it holds spaces; what can be no
;                folder (a drive, a place below a file) counts as not said
;
; Exit codes, of setup and of the uninstaller (whose code is seen only when it is started with
; _?=folder as its last word; otherwise a copy of it does the work while it ends with 0):
;
;   0   done
;   1   the person cancelled
;   2   failed; the version that was there is still there
;   3   the program runs and did not close; nothing was changed
;   4   a newer version is installed; nothing was changed
;   5   not Windows 10 1809 or newer, 64-bit
;   6   too little room on the disk; nothing was changed
;   7   the folder cannot be used: another program's, not writable, too long, a drive's root
;   8   another setup or uninstaller of this program runs
;
; A certificate, once there is one, signs through !finalize and !uninstfinalize.

; NSIS for Debian brings a 64-bit setup, which is all that a 64-bit Wine runs; NSIS for Windows
; brings the 32-bit one.
!if /FileExists "${NSISDIR}\Stubs\lzma-amd64-unicode"
  Target amd64-unicode
!else
  Target x86-unicode
!endif
Unicode true
!include "${MADE}\made.nsh"
; Each file is compressed by itself: NSIS unpacks a solid archive into the temporary folder first
; and so needs the room twice.
!ifdef SMALL
  SetCompressor lzma
  SetCompressorDictSize 64
!else
  SetCompress off
!endif
; The day of the build is no property of the program.
SetDateSave off
AllowSkipFiles off
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
ManifestLongPathAware true

!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define EXE "${NAME}.exe"
!define OLD "_setup.old"
!define STORE "${NAME}.Store"
!define CLASSES "Software\Classes"
!define APP_PATH "Software\Microsoft\Windows\CurrentVersion\App Paths\${EXE}"
!define APPS "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
; What ending .cchc belonged to before; given back when the program goes.
!define BEFORE "${NAME}.Before"
!define ASSOCIATIONS_CHANGED 0x08000000
; Windows 10 1809.
!define OLDEST_BUILD 17763
; For shortcuts and lists that no file's size counts, in KB.
!define SPARE_KB 16384
!define MOST_LETTERS 259

Name "${TITLE}"
OutFile "${TARGET}"
BrandingText "${TITLE} ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${APPS}" "InstallLocation"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
!macro SHOW_IN_DETAILS NAME_OF_IT WORDS
  VIAddVersionKey /LANG=1066 "${NAME_OF_IT}" "${WORDS}"
!macroend
!insertmacro SHOW_IN_DETAILS "CompanyName" "${TITLE}"
!insertmacro SHOW_IN_DETAILS "FileDescription" "Cài đặt ${TITLE}"
!insertmacro SHOW_IN_DETAILS "FileVersion" "${VERSION}"
!insertmacro SHOW_IN_DETAILS "LegalCopyright" "${TITLE}"
!insertmacro SHOW_IN_DETAILS "ProductName" "${DESCRIPTION}"
!insertmacro SHOW_IN_DETAILS "ProductVersion" "${VERSION}"

; The version and the folder of the program that is installed, empty if none is.
Var Installed
Var Elsewhere
; What a refusal says beside its sentence.
Var NeededMB
Var FreeMB
; Not 0 once something may have been written.
Var Begun
; What the first page says, and what the uninstaller's last one says of data and of files that stay.
Var WelcomeText
Var Stores
Var LeftText

; --- pages

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${MADE}\strip.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${MADE}\strip.bmp"
!define MUI_CUSTOMFUNCTION_GUIINIT LookAround
!define MUI_CUSTOMFUNCTION_UNGUIINIT un.BeAlone

!define MUI_WELCOMEPAGE_TITLE "$(WelcomeTitle)"
!define MUI_WELCOMEPAGE_TEXT "$WelcomeText"
!define MUI_PAGE_CUSTOMFUNCTION_PRE ChooseWelcome
!define MUI_PAGE_CUSTOMFUNCTION_SHOW NameNextButton
!insertmacro MUI_PAGE_WELCOME

!define MUI_PAGE_HEADER_TEXT "$(FolderTitle)"
!define MUI_PAGE_HEADER_SUBTEXT "$(FolderHint)"
!define MUI_DIRECTORYPAGE_TEXT_TOP "$(FolderText)"
!define MUI_DIRECTORYPAGE_TEXT_DESTINATION "$(FolderBox)"
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipFolderOfUpgrade
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder
!insertmacro MUI_PAGE_DIRECTORY

!define MUI_PAGE_HEADER_TEXT "$(WorkTitle)"
!define MUI_PAGE_HEADER_SUBTEXT "$(WorkHint)"
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "$(DoneTitle)"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "$(DoneHint)"
!define MUI_INSTFILESPAGE_ABORTHEADER_TEXT "$(BrokenTitle)"
!define MUI_INSTFILESPAGE_ABORTHEADER_SUBTEXT "$(BrokenHint)"
!insertmacro MUI_PAGE_INSTFILES

!define MUI_FINISHPAGE_TITLE "$(DoneTitle)"
!define MUI_FINISHPAGE_TEXT "$(DoneText)"
!define MUI_FINISHPAGE_TEXT_LARGE
!define MUI_FINISHPAGE_BUTTON "$(FinishButton)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "$(RunNow)"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_FINISH

!define MUI_PAGE_HEADER_TEXT "$(GoTitle)"
!define MUI_PAGE_HEADER_SUBTEXT "$(GoHint)"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(GoText)"
!define MUI_UNCONFIRMPAGE_TEXT_LOCATION "$(GoBox)"
!insertmacro MUI_UNPAGE_CONFIRM

!define MUI_PAGE_HEADER_TEXT "$(GoTitle)"
!define MUI_PAGE_HEADER_SUBTEXT "$(GoingHint)"
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "$(GoneTitle)"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "$(GoneHint)"
; MUI forgets the other page's words, these two excepted.
!define /redef MUI_INSTFILESPAGE_ABORTHEADER_TEXT "$(StayTitle)"
!define /redef MUI_INSTFILESPAGE_ABORTHEADER_SUBTEXT "$(StayHint)"
!insertmacro MUI_UNPAGE_INSTFILES

!define MUI_FINISHPAGE_TITLE "$(GoneTitle)"
!define MUI_FINISHPAGE_TEXT "$(GoneText)$LeftText"
!define MUI_FINISHPAGE_BUTTON "$(FinishButton)"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_UNPAGE_FINISH

; The first one counts wherever Windows speaks neither.
!insertmacro MUI_LANGUAGE "Vietnamese"
!insertmacro MUI_LANGUAGE "English"
!include "installer_words.nsh"
!include "installer_steps.nsh"

; --- before anything happens

Function .onInit
  Call ChooseLanguage
FunctionEnd

; May this PC have this version, and what does it have now?
Function LookAround
  Call BeAlone
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro REFUSE 5 "$(TooOldWindows)"
  ${EndIf}
  ReadRegStr $Installed HKCU "${APPS}" "DisplayVersion"
  ReadRegStr $Elsewhere HKCU "${APPS}" "InstallLocation"
  ${IfNot} ${FileExists} "$Elsewhere\${EXE}"
  ${AndIfNot} ${FileExists} "$Elsewhere\${OLD}\${EXE}"
    StrCpy $Installed ""
    StrCpy $Elsewhere ""
  ${EndIf}
  ${VersionCompare} "$Installed" "${VERSION}" $R0
  ${If} $R0 = 1
  ${AndIf} ${Cmd} `MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONEXCLAMATION "$(NewerInstalled)" /SD IDNO IDNO`
    SetErrorLevel 4
    Abort
  ${EndIf}
FunctionEnd

Function ChooseWelcome
  ${If} $Installed == ""
    StrCpy $WelcomeText "$(WelcomeNew)"
  ${ElseIf} $Installed == "${VERSION}"
    StrCpy $WelcomeText "$(WelcomeAgain)"
  ${Else}
    StrCpy $WelcomeText "$(WelcomeUpgrade)"
  ${EndIf}
FunctionEnd

; Without the page about the folder, work begins right after the first page.
Function NameNextButton
  ${If} $Installed != ""
    SendMessage $mui.Button.Next ${WM_SETTEXT} 0 "STR:$(^InstallBtn)"
  ${EndIf}
FunctionEnd

Function SkipFolderOfUpgrade
  ${If} $Installed != ""
    Abort
  ${EndIf}
FunctionEnd

; A folder of its own, of our own, and short enough for the longest name in it.
Function CheckFolder
  SetErrorLevel -1
  StrCpy $R0 "$INSTDIR" 1 -1
  ${If} $R0 == "\"
    StrCpy $INSTDIR "$INSTDIR" -1
  ${EndIf}
  StrLen $R0 "$INSTDIR"
  IntOp $R1 $R0 + ${LONGEST}
  IntOp $R1 $R1 + 1
  ${If} $R0 < 4
  ${OrIf} $R1 > ${MOST_LETTERS}
    !insertmacro REFUSE 7 "$(UnfitFolder)"
  ${EndIf}
  ${IfNot} ${FileExists} "$INSTDIR\_internal\${LIST}"
  ${AndIfNot} ${FileExists} "$INSTDIR\${OLD}\_internal\${LIST}"
    ${If} ${FileExists} "$INSTDIR\_internal\*"
    ${OrIf} ${FileExists} "$INSTDIR\${EXE}"
    ${OrIf} ${FileExists} "$INSTDIR\uninstall.exe"
      !insertmacro REFUSE 7 "$(OthersFolder)"
    ${EndIf}
  ${EndIf}
FunctionEnd

; --- installing

Section "" PROGRAM
  Call Prepare
  ; Here and not in a function: only so do the files count in the size and move the bar.
  DetailPrint "$(Unpacking)"
  SetDetailsPrint listonly
  !include "${MADE}\unpack.nsh"
  SetDetailsPrint both
  Call Finish
SectionEnd

; Nothing of the installed program changes here.
Function Prepare
  ${If} ${Silent}
    Call LookAround
  ${EndIf}
  StrCpy $Begun 1
  Call CheckFolder
  StrCpy $Place "$INSTDIR"
  Call CloseProgram
  Call Mend
  Call CheckRoom
  Call FindOtherFolder
  Call StartStaging
FunctionEnd

Function Finish
  WriteUninstaller "$INSTDIR\${STAGING}\uninstall.exe"
  StrCpy $Place "$INSTDIR\${STAGING}"
  StrCpy $Stuck 0
  GetFunctionAddress $Action Flush
  Call ForEachListed
  StrCpy $Line "uninstall.exe"
  Call Flush
  ${If} $Stuck <> 0
    !insertmacro REFUSE 2 "$(NotWritten)"
  ${EndIf}
  ; It may have been opened again meanwhile.
  StrCpy $Place "$INSTDIR"
  Call CloseProgram
  Call Swap
  Call MakeShortcuts
  Call Register
  Call ClearAway
FunctionEnd

; Room for the new version beside the old one.
Function CheckRoom
  SectionGetSize ${PROGRAM} $NeededMB
  IntOp $NeededMB $NeededMB + ${SPARE_KB}
  IntOp $NeededMB $NeededMB / 1024
  StrCpy $R0 "$INSTDIR"
  ${DoUntil} ${FileExists} "$R0\*.*"
    ${GetParent} "$R0" $R0
    ${If} $R0 == ""
      !insertmacro REFUSE 7 "$(NotWritable)"
    ${EndIf}
  ${Loop}
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$R0\", *l .R1, p 0, p 0) i .R2'
  ${If} $R2 <> 0
    System::Int64Op $R1 / 1048576
    Pop $FreeMB
    ${If} $FreeMB < $NeededMB
      !insertmacro REFUSE 6 "$(NoRoom)"
    ${EndIf}
  ${EndIf}
FunctionEnd

; The list comes first: whatever happens from here on, a later setup can clear it away.
Function StartStaging
  CreateDirectory "$INSTDIR\${STAGING}\_internal"
  ClearErrors
  FileOpen $R0 "$INSTDIR\${STAGING}\_internal\${LIST}" w
  ${If} ${Errors}
    !insertmacro REFUSE 7 "$(NotWritable)"
  ${EndIf}
  FileClose $R0
  SetOutPath "$INSTDIR\${STAGING}\_internal"
  File "${MADE}\${LIST}"
  StrCpy $Place "$INSTDIR\${STAGING}"
  StrCpy $Line "_internal\${LIST}"
  Call Flush
FunctionEnd

; An installed program in another folder goes away once this one is in its place.
Function FindOtherFolder
  ${If} $Elsewhere != ""
    CreateDirectory "$INSTDIR\${STAGING}"
    ; The same folder, however it is spelt.
    ${If} ${FileExists} "$Elsewhere\${STAGING}\*.*"
      StrCpy $Elsewhere ""
    ${Else}
      StrCpy $Place "$Elsewhere"
      Call CloseProgram
    ${EndIf}
  ${EndIf}
FunctionEnd

Function MakeShortcuts
  ; Shortcuts start in the folder of SetOutPath, which is not one that was moved.
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${EXE}"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} "$R0" "/NODESKTOP" $R1
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  ; Whoever threw the shortcut away does not get it again with each new version.
  ${If} $Installed == ""
  ${OrIf} ${FileExists} "$DESKTOP\${TITLE}.lnk"
    CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\${EXE}"
  ${EndIf}
FunctionEnd

Function Register
  WriteRegStr HKCU "${APPS}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${APPS}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${APPS}" "Publisher" "${TITLE}"
  WriteRegStr HKCU "${APPS}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${APPS}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${APPS}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${APPS}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  SectionGetSize ${PROGRAM} $R0
  WriteRegDWORD HKCU "${APPS}" "EstimatedSize" $R0
  WriteRegDWORD HKCU "${APPS}" "NoModify" 1
  WriteRegDWORD HKCU "${APPS}" "NoRepair" 1
  WriteRegStr HKCU "${APP_PATH}" "" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${CLASSES}\${STORE}" "" "$(StoreKind)"
  WriteRegStr HKCU "${CLASSES}\${STORE}\DefaultIcon" "" '"$INSTDIR\${EXE}",0'
  WriteRegStr HKCU "${CLASSES}\${STORE}\shell\open\command" "" '"$INSTDIR\${EXE}" open "%1"'
  ReadRegStr $R0 HKCU "${CLASSES}\.cchc" ""
  ${If} $R0 != ""
  ${AndIf} $R0 != "${STORE}"
    WriteRegStr HKCU "${CLASSES}\.cchc" "${BEFORE}" "$R0"
  ${EndIf}
  WriteRegStr HKCU "${CLASSES}\.cchc" "" "${STORE}"
  WriteRegStr HKCU "${CLASSES}\.cchc\OpenWithProgids" "${STORE}" ""
  System::Call 'shell32::SHChangeNotify(i ${ASSOCIATIONS_CHANGED}, i 0, p 0, p 0)'
FunctionEnd

; What the new version replaced.
Function ClearAway
  DetailPrint "$(Clearing)"
  SetDetailsPrint none
  StrCpy $Place "$INSTDIR\${OLD}"
  Call RemoveListed
  StrCpy $Place "$INSTDIR\${STAGING}"
  Call RemoveListed
  ${If} $Elsewhere != ""
    StrCpy $Place "$Elsewhere"
    Call RemoveListed
  ${EndIf}
  SetDetailsPrint both
FunctionEnd

; Whatever broke off: the old version stands, the new one's beginnings go. Not if another setup is
; at work there.
Function .onInstFailed
  ${If} $Begun <> 0
    SetOutPath "$TEMP"
    StrCpy $Place "$INSTDIR\${STAGING}"
    Call RemoveListed
    RMDir "$INSTDIR\${OLD}"
    RMDir "$INSTDIR"
  ${EndIf}
FunctionEnd

; --- uninstalling

Function un.onInit
  Call un.ChooseLanguage
FunctionEnd

Section "Uninstall"
  ${If} ${Silent}
    Call un.BeAlone
  ${EndIf}
  StrCpy $Place "$INSTDIR"
  Call un.CloseProgram
  DetailPrint "$(Clearing)"
  SetDetailsPrint none
  SetOutPath "$TEMP"
  StrCpy $Stuck 0
  StrCpy $Place "$INSTDIR\${OLD}"
  Call un.RemoveListed
  StrCpy $Place "$INSTDIR\${STAGING}"
  Call un.RemoveListed
  StrCpy $Place "$INSTDIR"
  Call un.RemoveListed
  SetDetailsPrint both
  ${If} $Stuck <> 0
    ; The entry in "Apps" stays, so that it can be done again.
    !insertmacro REFUSE 2 "$(Stuck)"
  ${EndIf}
  Call un.Unregister
  ; Without such a folder NSIS would say nonsense.
  StrCpy $Stores "Documents\${TITLE}"
  ${If} ${FileExists} "$DOCUMENTS\*.*"
    StrCpy $Stores "$DOCUMENTS\${TITLE}"
  ${EndIf}
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ${If} ${FileExists} "$INSTDIR\*.*"
    StrCpy $LeftText "$(LeftFiles)"
  ${EndIf}
SectionEnd

; Nothing of another copy of this program, nor of another program that took our place.
Function un.Unregister
  ReadRegStr $R0 HKCU "${APPS}" "InstallLocation"
  ${If} $R0 != $INSTDIR
    Return
  ${EndIf}
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  ReadRegStr $R0 HKCU "${CLASSES}\.cchc" ""
  ReadRegStr $R1 HKCU "${CLASSES}\.cchc" "${BEFORE}"
  ${If} $R0 == "${STORE}"
    ${If} $R1 == ""
      DeleteRegValue HKCU "${CLASSES}\.cchc" ""
    ${Else}
      WriteRegStr HKCU "${CLASSES}\.cchc" "" "$R1"
    ${EndIf}
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.cchc" "${BEFORE}"
  DeleteRegValue HKCU "${CLASSES}\.cchc\OpenWithProgids" "${STORE}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.cchc\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.cchc"
  DeleteRegKey HKCU "${CLASSES}\${STORE}"
  DeleteRegKey HKCU "${APP_PATH}"
  DeleteRegKey HKCU "${APPS}"
  System::Call 'shell32::SHChangeNotify(i ${ASSOCIATIONS_CHANGED}, i 0, p 0, p 0)'
FunctionEnd
