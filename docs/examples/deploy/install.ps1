# Installs Companion silently for the user who runs this script, below %LOCALAPPDATA%. It needs no administrator:
#   powershell.exe -NoProfile -ExecutionPolicy Bypass -File install.ps1 -Installer transparenc-companion-1.2.3-win-x64.exe -Sha256 …
# Exit code 0: Companion is installed.
param(
  [Parameter(Mandatory)] [string] $Installer,
  # From the release's SHA256SUMS.
  [Parameter(Mandatory)] [string] $Sha256
)
$ErrorActionPreference = 'Stop'
$file = (Resolve-Path $Installer).Path
if ((Get-FileHash -Algorithm SHA256 $file).Hash -ne $Sha256) { throw 'the installer is not the one of the release' }
if ((Get-AuthenticodeSignature $file).Status -ne 'Valid') { throw 'the installer has no valid signature' }
$run = Start-Process $file -ArgumentList '/S' -Wait -PassThru
exit $run.ExitCode
