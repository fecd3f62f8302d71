# Removes Companion without a question, for the user who runs this. The sign-in and the settings stay, unless -DeleteData is given.
param([switch] $DeleteData)
$ErrorActionPreference = 'Stop'
$uninstaller = Get-ChildItem "$env:LOCALAPPDATA\Programs" -Recurse -Filter 'Uninstall Transparenc Companion.exe' -ErrorAction SilentlyContinue |
  Select-Object -First 1
if (-not $uninstaller) { exit 0 }
$arguments = @('/S') + $(if ($DeleteData) { '--delete-app-data' } else { @() })
Start-Process $uninstaller.FullName -ArgumentList $arguments -Wait
