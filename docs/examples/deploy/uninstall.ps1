# Removes Companion silently for the user who runs this script. Keeps the sign-in and the settings unless you add -DeleteData.
param([switch] $DeleteData)
$ErrorActionPreference = 'Stop'
$uninstaller = Get-ChildItem "$env:LOCALAPPDATA\Programs" -Recurse -Filter 'Uninstall Transparenc Companion.exe' -ErrorAction SilentlyContinue |
  Select-Object -First 1
if (-not $uninstaller) { exit 0 }
$arguments = @('/S') + $(if ($DeleteData) { '--delete-app-data' } else { @() })
Start-Process $uninstaller.FullName -ArgumentList $arguments -Wait
