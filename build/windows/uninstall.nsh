; What the uninstaller does in addition to removing the program: it removes the start at login and what notifications have
; registered, and asks about the data.
; Silently (/S) the data stays, unless --delete-app-data is given. An update, which uninstalls the old version, keeps all.

!macro customUnInit
  Var /GLOBAL deleteData
  StrCpy $deleteData "no"
  ${ifNot} ${isUpdated}
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "--delete-app-data" $R1
    ${ifNot} ${Errors}
      StrCpy $deleteData "yes"
    ${else}
      ClearErrors
      ${GetOptions} $R0 "/S" $R1
      ${if} ${Errors}
        !insertmacro askAboutData
      ${endIf}
    ${endIf}
    ClearErrors
  ${endIf}
!macroend

; The uninstaller is silent from here on, where a box is shown only if it names no answer for silence (/SD).
!macro askAboutData
  StrCpy $R2 "Delete your sign-in and your settings as well?$\r$\n$\r$\nNo keeps them for the next installation."
  ${Switch} $LANGUAGE
    ${Case} 1031
      StrCpy $R2 "Auch Ihre Anmeldung und Ihre Einstellungen löschen?$\r$\n$\r$\nNein behält sie für die nächste Installation."
      ${Break}
    ${Case} 1036
      StrCpy $R2 "Supprimer aussi votre connexion et vos réglages ?$\r$\n$\r$\nNon les conserve pour la prochaine installation."
      ${Break}
    ${Case} 3082
      StrCpy $R2 "¿Eliminar también su inicio de sesión y sus ajustes?$\r$\n$\r$\nNo los conserva para la próxima instalación."
      ${Break}
    ${Case} 1046
      StrCpy $R2 "Excluir também seu acesso e suas configurações?$\r$\n$\r$\nNão os mantém para a próxima instalação."
      ${Break}
    ${Case} 1041
      StrCpy $R2 "サインインと設定も削除しますか?$\r$\n$\r$\n「いいえ」を選ぶと、次回のインストールのために残します。"
      ${Break}
    ${Case} 2052
      StrCpy $R2 "是否同时删除您的登录和设置?$\r$\n$\r$\n选择“否”会保留它们,供下次安装使用。"
      ${Break}
    ${Case} 1025
      StrCpy $R2 "هل تريد أيضًا حذف تسجيل الدخول والإعدادات؟$\r$\n$\r$\nاختيار «لا» يبقيها للتثبيت التالي."
      ${Break}
  ${EndSwitch}
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 $R2 IDNO +2
  StrCpy $deleteData "yes"
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    ; Registered by Electron for clicks on notifications: TOAST_ACTIVATOR in main/app/run/run-context.ts.
    DeleteRegKey HKCU "Software\Classes\CLSID\{0CD8BD6E-0915-4E9F-B98C-248CA00EC733}"
    ; What electron-builder's installer leaves of itself there, and electron-updater of its downloads.
    RMDir /r "$LOCALAPPDATA\transparenc-companion-updater"
    ${if} $deleteData == "yes"
      ; Local, and not roaming: see main/system/profile.ts.
      RMDir /r "$LOCALAPPDATA\${PRODUCT_NAME}"
    ${endIf}
  ${endIf}
!macroend
