; Every sentence of setup and of the uninstaller: Vietnamese, then English.

!macro SAY NAME_OF_IT VIETNAMESE ENGLISH
  LangString ${NAME_OF_IT} ${LANG_VIETNAMESE} "${VIETNAMESE}"
  LangString ${NAME_OF_IT} ${LANG_ENGLISH} "${ENGLISH}"
!macroend
!define Say "!insertmacro SAY"
!define GAP "$\r$\n$\r$\n"
!define LINE "$\r$\n"

; --- the pages of setup

${Say} WelcomeTitle "Cài đặt ${TITLE} ${VERSION}" "${TITLE} ${VERSION} Setup"
${Say} WelcomeNew \
  "Trình cài đặt sẽ đưa chương trình vào máy cho riêng tài khoản Windows đang dùng.${GAP}Không cần quyền quản trị máy, không cần mạng.${GAP}Bấm Tiếp để tiếp tục." \
  "Setup will install the program for the Windows account in use.${GAP}It needs no administrator and no network.${GAP}Click Next to continue."
${Say} WelcomeUpgrade \
  "Máy đang có phiên bản $Installed. Trình cài đặt sẽ thay bằng phiên bản ${VERSION}.${GAP}Sổ dữ liệu, báo cáo và thiết lập được giữ nguyên.${GAP}Nếu chương trình đang mở, nó sẽ được đóng lại; mọi thay đổi đã được lưu.${GAP}Bấm Cài đặt để bắt đầu." \
  "Version $Installed is installed. Setup will replace it by version ${VERSION}.${GAP}Your stores, reports and settings stay as they are.${GAP}If the program is open, it will be closed; all changes are saved already.${GAP}Click Install to start."
${Say} WelcomeAgain \
  "Máy đã có phiên bản ${VERSION} này. Trình cài đặt sẽ cài lại chương trình.${GAP}Sổ dữ liệu, báo cáo và thiết lập được giữ nguyên.${GAP}Nếu chương trình đang mở, nó sẽ được đóng lại; mọi thay đổi đã được lưu.${GAP}Bấm Cài đặt để bắt đầu." \
  "This version ${VERSION} is installed already. Setup will install the program again.${GAP}Your stores, reports and settings stay as they are.${GAP}If the program is open, it will be closed; all changes are saved already.${GAP}Click Install to start."
${Say} FolderTitle "Thư mục cài đặt" "Folder"
${Say} FolderHint "Nên để nguyên thư mục đã chọn sẵn." "The suggested folder is best left as it is."
${Say} FolderText \
  "Chương trình sẽ nằm trong thư mục dưới đây. Muốn đặt ở nơi khác, bấm Chọn.${GAP}Sổ dữ liệu và báo cáo không nằm ở đây mà trong thư mục Documents, nên không bị mất khi cập nhật hay gỡ chương trình." \
  "The program will lie in this folder. Click Browse for another one.${GAP}Your stores and reports do not lie here but in Documents, so no update and no uninstall takes them away."
${Say} FolderBox "Thư mục chương trình" "Program folder"
${Say} WorkTitle "Đang cài đặt" "Installing"
${Say} WorkHint "Xin chờ trong giây lát." "Please wait a moment."
${Say} DoneTitle "Đã cài xong ${TITLE} ${VERSION}" "${TITLE} ${VERSION} is installed"
${Say} DoneHint "Chương trình đã sẵn sàng." "The program is ready."
${Say} DoneText \
  "Từ nay mở chương trình bằng biểu tượng “${TITLE}” trong menu Start hoặc trên màn hình, hoặc bấm đúp vào một sổ dữ liệu (.cchc).${GAP}Hướng dẫn có sẵn trong chương trình: nhấn F1." \
  "From now on open the program by “${TITLE}” in the Start menu or on the desktop, or by a double click on a store (.cchc).${GAP}The guide is inside the program: press F1."
${Say} RunNow "&Mở ${TITLE} ngay" "&Open ${TITLE} now"
${Say} FinishButton "&Xong" "&Finish"
${Say} BrokenTitle "Chưa cài được" "Not installed"
${Say} BrokenHint \
  "Phiên bản đang có (nếu có) và dữ liệu vẫn giữ nguyên." \
  "The version you had, if any, and your data are as they were."

; --- what it is doing

${Say} Unpacking "Đang chép chương trình…" "Copying the program…"
${Say} Closing "Đang đóng ${TITLE}…" "Closing ${TITLE}…"
${Say} Swapping "Đang đưa phiên bản mới vào chỗ…" "Putting the new version in its place…"
${Say} Clearing "Đang dọn dẹp…" "Clearing up…"
${Say} StoreKind "Sổ dữ liệu ${TITLE}" "${TITLE} store"

; --- why not

${Say} TooOldWindows \
  "${TITLE} cần Windows 10 phiên bản 1809 trở lên, 64 bit (hoặc Windows 11). Windows trên máy này cũ hơn." \
  "${TITLE} needs 64-bit Windows 10, version 1809 or newer, or Windows 11. This PC has an older Windows."
${Say} NotAlone \
  "Một lần cài đặt hoặc gỡ bỏ ${TITLE} khác đang chạy. Hãy chờ nó xong rồi làm lại." \
  "Another setup or uninstall of ${TITLE} is running. Wait until it is done, then start again."
${Say} NewerInstalled \
  "Máy đang có phiên bản $Installed, mới hơn phiên bản ${VERSION} này.${GAP}Phiên bản cũ có thể không mở được sổ dữ liệu mà phiên bản mới đã ghi. Bạn vẫn muốn cài phiên bản cũ?" \
  "Version $Installed is installed, which is newer than this version ${VERSION}.${GAP}An older version may be unable to open stores that a newer one has written. Install the older version all the same?"
${Say} UnfitFolder \
  "Không đặt chương trình vào đây được: $INSTDIR${GAP}Hãy chọn một thư mục riêng, không phải gốc ổ đĩa, và đường dẫn ngắn hơn." \
  "The program cannot lie here: $INSTDIR${GAP}Choose a folder of its own, not a whole drive, with a shorter path."
${Say} OthersFolder \
  "Thư mục này đã có một chương trình khác: $INSTDIR${GAP}Hãy chọn thư mục khác." \
  "Another program lies in this folder: $INSTDIR${GAP}Choose another folder."
${Say} NotWritable \
  "Không ghi được vào thư mục: $INSTDIR${GAP}Hãy chọn thư mục khác, ví dụ thư mục do trình cài đặt gợi ý." \
  "This folder cannot be written to: $INSTDIR${GAP}Choose another one, such as the folder that setup suggests."
${Say} NoRoom \
  "Ổ đĩa không đủ chỗ: cần $NeededMB MB, còn trống $FreeMB MB.${GAP}Hãy dọn bớt ổ đĩa rồi cài lại." \
  "There is too little room on the disk: $NeededMB MB are needed, $FreeMB MB are free.${GAP}Make room, then start again."
${Say} Running \
  "${TITLE} đang mở và chưa đóng lại được.${GAP}Hãy đóng chương trình rồi bấm “Thử lại” (Retry). Bấm “Hủy” (Cancel) thì không có gì thay đổi." \
  "${TITLE} is open and could not be closed.${GAP}Close the program, then click Retry. If you click Cancel, nothing is changed."
${Say} NotWritten \
  "Chưa cài được: không ghi hết được tệp xuống ổ đĩa; có thể ổ đĩa đã đầy hoặc bị lỗi.${GAP}Phiên bản đang có (nếu có) vẫn dùng được." \
  "Not installed: not all files could be written; the disk may be full or faulty.${GAP}The version you had, if any, still works."
${Say} NotSwapped \
  "Chưa cài được: một chương trình khác, có thể là phần mềm diệt vi-rút, đang giữ tệp trong $INSTDIR${GAP}Phiên bản đang có vẫn dùng được. Hãy khởi động lại máy rồi chạy lại trình cài đặt." \
  "Not installed: another program, perhaps a virus scanner, holds files in $INSTDIR${GAP}The version you had still works. Restart the PC, then run this setup again."
${Say} NotInstalled \
  "Chưa cài được: một chương trình khác, có thể là phần mềm diệt vi-rút, đang giữ tệp trong $INSTDIR${GAP}Hãy khởi động lại máy rồi chạy lại trình cài đặt; dữ liệu không bị ảnh hưởng." \
  "Not installed: another program, perhaps a virus scanner, holds files in $INSTDIR${GAP}Restart the PC, then run this setup again. Your data are not affected."

; --- the uninstaller

${Say} GoTitle "Gỡ ${TITLE}" "Uninstall ${TITLE}"
${Say} GoHint "Chỉ gỡ chương trình, không xóa dữ liệu." "The program goes, your data stay."
${Say} GoText \
  "Chương trình sẽ được gỡ khỏi máy. Sổ dữ liệu, báo cáo và thiết lập của bạn được giữ lại.${GAP}Bấm Gỡ bỏ để bắt đầu." \
  "The program will be removed from this PC. Your stores, reports and settings stay.${GAP}Click Uninstall to start."
${Say} GoBox "Thư mục:" "Folder:"
${Say} GoingHint "Xin chờ trong giây lát." "Please wait a moment."
${Say} GoneTitle "Đã gỡ ${TITLE}" "${TITLE} is uninstalled"
${Say} GoneHint "Dữ liệu của bạn vẫn còn." "Your data are still there."
${Say} GoneText \
  "Dữ liệu của bạn vẫn còn, không bị xóa:${GAP}Sổ dữ liệu và báo cáo (hoặc ở nơi bạn đã chọn):${LINE}$Stores${GAP}Thiết lập và nhật ký lỗi:${LINE}$LOCALAPPDATA\${NAME}${GAP}Nếu không cần nữa, hãy tự xóa các thư mục này." \
  "Your data are still there:${GAP}Stores and reports (or where you chose to keep them):${LINE}$Stores${GAP}Settings and error log:${LINE}$LOCALAPPDATA\${NAME}${GAP}Delete these folders yourself if you no longer need them."
${Say} LeftFiles \
  "${GAP}Trong $INSTDIR còn tệp không do trình cài đặt tạo ra nên được giữ lại." \
  "${GAP}Files that setup did not put there stay in $INSTDIR."
${Say} StayTitle "Chưa gỡ được" "Not uninstalled"
${Say} StayHint "Dữ liệu không bị ảnh hưởng." "Your data are not affected."
${Say} Stuck \
  "Chưa gỡ hết được: một chương trình khác đang giữ tệp trong $INSTDIR${GAP}Hãy khởi động lại máy rồi gỡ lại; dữ liệu không bị ảnh hưởng." \
  "Not all could be removed: another program holds files in $INSTDIR${GAP}Restart the PC, then uninstall again. Your data are not affected."

; --- NSIS' own words: the buttons as in the program and in Windows, mended spelling, "tệp" for file

!macro INSTEAD NAME_OF_IT VIETNAMESE
  LangString ^${NAME_OF_IT} ${LANG_VIETNAMESE} "${VIETNAMESE}"
!macroend
!define Instead "!insertmacro INSTEAD"
${Instead} SetupCaption "Cài đặt ${TITLE}"
${Instead} UninstallCaption "Gỡ ${TITLE}"
${Instead} BackBtn "< &Quay lại"
${Instead} NextBtn "&Tiếp >"
${Instead} CancelBtn "Hủy"
${Instead} CloseBtn "Đó&ng"
${Instead} BrowseBtn "C&họn…"
${Instead} ShowDetailsBtn "&Xem chi tiết"
${Instead} DirBrowseText "Chọn thư mục cho chương trình:"
${Instead} SpaceRequired "Cần: "
${Instead} SpaceAvailable "Còn trống: "
${Instead} CantWrite "Không ghi được: "
${Instead} Completed "Xong"
${Instead} CopyDetails "Chép chi tiết"
${Instead} CreateFolder "Tạo thư mục: "
${Instead} CreateShortcut "Tạo lối tắt: "
${Instead} CreatedUninstaller "Tạo trình gỡ: "
${Instead} Delete "Xóa tệp: "
${Instead} ErrorCreating "Không tạo được: "
${Instead} ErrorCreatingShortcut "Không tạo được lối tắt: "
${Instead} Extract "Chép: "
${Instead} OutputFolder "Thư mục: "
${Instead} RemoveFolder "Xóa thư mục: "
${Instead} Rename "Đổi tên: "

!macro SAY_INSTEAD NAME_OF_IT VIETNAMESE ENGLISH
  LangString ^${NAME_OF_IT} ${LANG_VIETNAMESE} "${VIETNAMESE}"
  LangString ^${NAME_OF_IT} ${LANG_ENGLISH} "${ENGLISH}"
!macroend
!define SayInstead "!insertmacro SAY_INSTEAD"
${SayInstead} FileError_NoIgnore \
  "Không ghi được tệp:${GAP}$0${GAP}Bấm “Thử lại” (Retry), hoặc bấm “Hủy” (Cancel) để dừng; phiên bản đang có vẫn giữ nguyên." \
  "This file cannot be written:${GAP}$0${GAP}Click Retry, or click Cancel to stop; the version you had stays as it is."
${SayInstead} ErrorWriting \
  "Không ghi được vào ổ đĩa, có thể ổ đĩa đã đầy. Phiên bản đang có vẫn giữ nguyên. Tệp: " \
  "The disk cannot be written to; it may be full. The version you had stays as it is. File: "
${SayInstead} ErrorDecompressing \
  "Tệp cài đặt bị hỏng. Hãy chép lại hoặc tải lại tệp rồi chạy lại." \
  "The setup file is damaged. Copy or download it again, then run it again."
