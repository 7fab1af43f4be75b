; What setup and the uninstaller do alike, and how setup replaces one version by another.
;
; The new version is unpacked beside the old one into ${STAGING}. Only when it is whole, and on the
; disk, four renames put it in the old one's place: the old .exe goes to ${OLD} first, the new .exe
; comes last. So wherever the .exe lies in its place, what lies beside it belongs to it, and if
; power fails between two renames the next setup sees by the missing .exe that the old version must
; be put back (Mend).

; The folder worked on, a line of its list, and the function to call for each line.
Var Place
Var Line
Var Action
Var List
; Not 0 if the program in $Place runs.
Var Busy
; Not 0 if a file could not be deleted, or not be written.
Var Stuck

; Say why not, end with this code.
!macro REFUSE CODE SENTENCE
  SetErrorLevel ${CODE}
  MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
  Abort
!macroend

!define VIETNAMESE_LANGUAGE 1066
!define ERROR_ALREADY_EXISTS 183
; Closing may end with a backup onto a slow disk.
!define CLOSING_MS 60000
!define GENERIC_WRITE 0x40000000
!define OPEN_EXISTING 3

!macro STEPS UN

; Many a Windows here speaks English while its region is Vietnam: that person reads Vietnamese.
Function ${UN}ChooseLanguage
  System::Call 'kernel32::GetUserDefaultLangID() i .R0'
  ${If} $R0 = ${VIETNAMESE_LANGUAGE}
    StrCpy $LANGUAGE ${VIETNAMESE_LANGUAGE}
  ${EndIf}
FunctionEnd

; Two of them would delete each other's files.
Function ${UN}BeAlone
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "${NAME}-setup") p .R0 ?e'
  Pop $R0
  ${If} $R0 = ${ERROR_ALREADY_EXISTS}
    !insertmacro REFUSE 8 "$(NotAlone)"
  ${EndIf}
FunctionEnd

; Windows lets nobody write to the .exe of a running program.
Function ${UN}LookWhetherBusy
  StrCpy $Busy 0
  ${If} ${FileExists} "$Place\${EXE}"
    ClearErrors
    FileOpen $R0 "$Place\${EXE}" a
    ${If} ${Errors}
      StrCpy $Busy 1
    ${Else}
      FileClose $R0
    ${EndIf}
  ${EndIf}
FunctionEnd

; Wait while it is busy, $R1 quarters of a second at most.
Function ${UN}WaitWhileBusy
  Call ${UN}LookWhetherBusy
  ${DoWhile} $Busy <> 0
    ${If} $R1 < 1
      ${ExitDo}
    ${EndIf}
    Sleep 250
    IntOp $R1 $R1 - 1
    Call ${UN}LookWhetherBusy
  ${Loop}
FunctionEnd

; The program in $Place ends by itself when asked; otherwise the person closes it, or this ends.
Function ${UN}CloseProgram
  ${Do}
    ; A virus scanner that holds the file lets go soon.
    StrCpy $R1 4
    Call ${UN}WaitWhileBusy
    ${If} $Busy = 0
      Return
    ${EndIf}
    DetailPrint "$(Closing)"
    nsExec::Exec /TIMEOUT=${CLOSING_MS} '"$Place\${EXE}" close'
    Pop $R0
    StrCpy $R1 4
    ${If} $R0 == 0
      StrCpy $R1 40
    ${EndIf}
    Call ${UN}WaitWhileBusy
    ${If} $Busy = 0
      Return
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDCANCEL IDCANCEL`
      SetErrorLevel 3
      Abort
    ${EndIf}
  ${Loop}
FunctionEnd

; Call the function at $Action for each $Line of the list in $Place; nothing if there is no list.
Function ${UN}ForEachListed
  ClearErrors
  FileOpen $List "$Place\_internal\${LIST}" r
  ${If} ${Errors}
    Return
  ${EndIf}
  ; The first line is the version.
  FileReadUTF16LE $List $Line
  ${Do}
    ClearErrors
    FileReadUTF16LE $List $Line
    ${If} ${Errors}
      ${ExitDo}
    ${EndIf}
    StrCpy $Line $Line -2
    Call $Action
  ${Loop}
  FileClose $List
FunctionEnd

; A folder is named with a backslash at its end; it goes only if nothing is left in it.
Function ${UN}RemoveOne
  StrCpy $R0 $Line 1 -1
  ${If} $R0 == "\"
    RMDir "$Place\$Line"
  ${Else}
    ClearErrors
    Delete "$Place\$Line"
    ${If} ${Errors}
      StrCpy $Stuck 1
    ${EndIf}
  ${EndIf}
FunctionEnd

; Delete the program in $Place: what its list names, the list, the folders that are empty then.
Function ${UN}RemoveListed
  ${If} ${FileExists} "$Place\_internal\${LIST}"
    GetFunctionAddress $Action ${UN}RemoveOne
    Call ${UN}ForEachListed
    Delete "$Place\_internal\${LIST}"
    ${If} $Place != $INSTDIR
      Delete "$Place\uninstall.exe"
    ${EndIf}
  ${EndIf}
  RMDir "$Place\_internal"
  RMDir "$Place"
FunctionEnd

!macroend
!insertmacro STEPS ""
!insertmacro STEPS "un."

; Have the file $Line in $Place on the disk itself, so that no power cut can empty it afterwards;
; $Stuck if it is not there.
Function Flush
  StrCpy $R0 $Line 1 -1
  ${If} $R0 == "\"
    Return
  ${EndIf}
  System::Call 'kernel32::CreateFileW(w "$Place\$Line", i ${GENERIC_WRITE}, i 0, p 0, i ${OPEN_EXISTING}, i 0, p 0) p .R0'
  System::Call 'kernel32::FlushFileBuffers(p R0) i .R1'
  System::Call 'kernel32::CloseHandle(p R0)'
  ${If} $R1 = 0
    StrCpy $Stuck 1
  ${EndIf}
FunctionEnd

; Rename, with patience for virus scanners that look into new files; the error flag if it failed.
!macro MOVE FROM TO
  Push "${FROM}"
  Push "${TO}"
  Call Move
!macroend
!define Move "!insertmacro MOVE"
Function Move
  Pop $R1
  Pop $R0
  StrCpy $R2 20
  ${Do}
    ClearErrors
    Rename "$R0" "$R1"
    ${IfNot} ${Errors}
      Return
    ${EndIf}
    Sleep 250
    IntOp $R2 $R2 - 1
  ${LoopUntil} $R2 < 1
  SetErrors
FunctionEnd

; The new version in, the old one out; or everything as it was.
Function Swap
  DetailPrint "$(Swapping)"
  SetOutPath "$INSTDIR"
  Call TrySwap
  ${If} ${Errors}
    Call PutBack
    ${If} ${FileExists} "$INSTDIR\${EXE}"
      !insertmacro REFUSE 2 "$(NotSwapped)"
    ${Else}
      !insertmacro REFUSE 2 "$(NotInstalled)"
    ${EndIf}
  ${EndIf}
FunctionEnd

!macro MOVE_OR_RETURN FROM TO
  ${If} ${FileExists} "${FROM}"
    ${Move} "${FROM}" "${TO}"
    ${If} ${Errors}
      SetErrors ; asking took it away
      Return
    ${EndIf}
  ${EndIf}
!macroend
!define MoveOrReturn "!insertmacro MOVE_OR_RETURN"
Function TrySwap
  CreateDirectory "$INSTDIR\${OLD}"
  ${MoveOrReturn} "$INSTDIR\${EXE}" "$INSTDIR\${OLD}\${EXE}"
  ${MoveOrReturn} "$INSTDIR\_internal" "$INSTDIR\${OLD}\_internal"
  ${MoveOrReturn} "$INSTDIR\uninstall.exe" "$INSTDIR\${OLD}\uninstall.exe"
  ${MoveOrReturn} "$INSTDIR\${STAGING}\uninstall.exe" "$INSTDIR\uninstall.exe"
  ${MoveOrReturn} "$INSTDIR\${STAGING}\_internal" "$INSTDIR\_internal"
  ${MoveOrReturn} "$INSTDIR\${STAGING}\${EXE}" "$INSTDIR\${EXE}"
  ClearErrors
FunctionEnd

; Undo a swap that stopped anywhere: what lies in ${OLD} goes back to its place.
!macro PUT_BACK PART
  ${If} ${FileExists} "$INSTDIR\${OLD}\${PART}"
    ${If} ${FileExists} "$INSTDIR\${PART}"
      ${Move} "$INSTDIR\${PART}" "$INSTDIR\${STAGING}\${PART}"
    ${EndIf}
    ${Move} "$INSTDIR\${OLD}\${PART}" "$INSTDIR\${PART}"
  ${EndIf}
!macroend
Function PutBack
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    Return
  ${EndIf}
  !insertmacro PUT_BACK "_internal"
  !insertmacro PUT_BACK "uninstall.exe"
  !insertmacro PUT_BACK "${EXE}"
FunctionEnd

; Clear up after a setup that was broken off.
Function Mend
  SetDetailsPrint none
  Call PutBack
  StrCpy $Place "$INSTDIR\${STAGING}"
  Call RemoveListed
  StrCpy $Place "$INSTDIR\${OLD}"
  Call RemoveListed
  SetDetailsPrint both
FunctionEnd
