# Installs the administrator's file for all users of this computer. Run it as SYSTEM or as an administrator:
#   powershell.exe -NoProfile -ExecutionPolicy Bypass -File set-policy.ps1
# config.json must be beside this script. Exit code 0: the file is installed and identical.
$ErrorActionPreference = 'Stop'
$source = Join-Path $PSScriptRoot 'config.json'
Get-Content -Raw -Encoding UTF8 $source | ConvertFrom-Json | Out-Null
# Always this folder, whatever %ProgramFiles% is: the app uses no other.
$folder = 'C:\Program Files\Transparenc Companion'
New-Item -ItemType Directory -Force $folder | Out-Null
Copy-Item -Force $source (Join-Path $folder 'config.json')
# The folder keeps the permissions that it inherits: administrators write, users read.
icacls $folder /reset /T /Q | Out-Null
if ((Get-FileHash $source).Hash -ne (Get-FileHash (Join-Path $folder 'config.json')).Hash) { exit 1 }
# Only an administrator can create the source of the audit log's events, to which users can then write.
eventcreate.exe /T INFORMATION /ID 100 /L APPLICATION /SO transparenc-companion /D 'Audit log set up' | Out-Null
