# Makes a kiosk of Windows 10/11 IoT Enterprise or Enterprise LTSC. Run in a console with administrator's rights.
#   .\install.ps1 -Program 'C:\Program Files\StationKiosk\StationKiosk.exe'
#   .\install.ps1 -Undo
# Written from Microsoft's documentation and not run: check each point of docs/kiosk-lock-down.md on the machine.
#Requires -RunAsAdministrator
[CmdletBinding()]
param(
  [string] $Program = "$env:ProgramFiles\StationKiosk\StationKiosk.exe",
  [string] $User = 'kiosk',
  [switch] $Undo
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$namespace = 'root\standardcimv2\embedded'
$edgeSwipe = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\EdgeUI'
$update = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate'
$notices = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\Explorer'
$autorun = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\Explorer'

function Set-Value([string] $Path, [string] $Name, [int] $Value) {
  if (-not (Test-Path $Path)) { New-Item -Path $Path -Force | Out-Null }
  New-ItemProperty -Path $Path -Name $Name -Value $Value -PropertyType DWord -Force | Out-Null
}

# Ids of the keyboard filter's own list; the accessibility keys open a way to the settings.
$blockedKeys = 'Win', 'Win+L', 'Win+R', 'Win+E', 'Win+I', 'Win+U', 'Win+Enter', 'Ctrl+Alt+Del', 'Ctrl+Shift+Esc',
'Alt+F4', 'Alt+Tab', 'Ctrl+Esc', 'Shift+Ctrl+Esc', 'LShift+LAlt+PrintScrn', 'LShift+LAlt+NumLock', 'BrowserHome',
'BrowserSearch', 'LaunchMail', 'LaunchMediaSelect', 'LaunchApp1', 'LaunchApp2'

function Set-Keys([bool] $Enabled) {
  foreach ($id in $blockedKeys) {
    $key = Get-CimInstance -Namespace $namespace -ClassName WEKF_PredefinedKey -Filter "Id = '$id'"
    if ($null -ne $key) {
      $key.Enabled = $Enabled
      Set-CimInstance -InputObject $key
    }
  }
}

if ($Undo) {
  Set-Keys $false
  $shell = Get-CimClass -Namespace $namespace -ClassName WESL_UserSetting
  Invoke-CimMethod -CimClass $shell -MethodName SetEnabled -Arguments @{ Enabled = $false } | Out-Null
  Remove-ItemProperty -Path $edgeSwipe -Name AllowEdgeSwipe -ErrorAction SilentlyContinue
  Write-Output 'Taken back; restart the machine.'
  return
}

if (-not (Test-Path -LiteralPath $Program)) { throw "There is no program at $Program" }
foreach ($feature in 'Client-EmbeddedShellLauncher', 'Client-KeyboardFilter') {
  Enable-WindowsOptionalFeature -Online -FeatureName $feature -All -NoRestart | Out-Null
}

# The account that shows the kiosk: no administrator, and signed in by itself (Sysinternals Autologon keeps its
# password encrypted; this script does not write one into the registry).
if ($null -eq (Get-LocalUser -Name $User -ErrorAction SilentlyContinue)) {
  New-LocalUser -Name $User -NoPassword -AccountNeverExpires | Out-Null
  Add-LocalGroupMember -SID 'S-1-5-32-545' -Member $User
}
$sid = (Get-LocalUser -Name $User).SID.Value

# Shell Launcher v2. Exit codes of the kiosk: 90 left, 91 restart the machine, 92 switch it off; anything else starts
# the kiosk again.
$configuration = @"
<?xml version="1.0" encoding="utf-8"?>
<ShellLauncherConfiguration xmlns="http://schemas.microsoft.com/ShellLauncher/2018/Configuration"
    xmlns:V2="http://schemas.microsoft.com/ShellLauncher/2019/Configuration">
  <Profiles>
    <DefaultProfile><Shell Shell="%SystemRoot%\explorer.exe"/></DefaultProfile>
    <Profile Id="{9b8a4c1e-3c1f-4a55-9d53-0a2f9c7d7c11}">
      <Shell Shell="$([Security.SecurityElement]::Escape("`"$Program`""))" V2:AppType="Desktop">
        <ReturnCodeActions>
          <ReturnCodeAction ReturnCode="90" Action="DoNothing"/>
          <ReturnCodeAction ReturnCode="91" Action="RestartDevice"/>
          <ReturnCodeAction ReturnCode="92" Action="ShutdownDevice"/>
        </ReturnCodeActions>
        <DefaultAction Action="RestartShell"/>
      </Shell>
    </Profile>
  </Profiles>
  <Configs>
    <Config><Account Sid="$sid"/><Profile Id="{9b8a4c1e-3c1f-4a55-9d53-0a2f9c7d7c11}"/></Config>
  </Configs>
</ShellLauncherConfiguration>
"@
# The bridge of the device management is only open to the system itself: a task runs this one step.
$bridge = Join-Path $env:ProgramData 'StationKiosk\shell-launcher.ps1'
New-Item -ItemType Directory -Path (Split-Path $bridge) -Force | Out-Null
@"
`$access = Get-CimInstance -Namespace 'root\cimv2\mdm\dmmap' -ClassName MDM_AssignedAccess
`$access.ShellLauncher = [System.Net.WebUtility]::HtmlEncode(@'
$configuration
'@)
Set-CimInstance -InputObject `$access
"@ | Set-Content -LiteralPath $bridge -Encoding UTF8
$task = 'StationKioskShellLauncher'
$action = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument "-NoProfile -ExecutionPolicy Bypass -File `"$bridge`""
Register-ScheduledTask -TaskName $task -Action $action -User 'S-1-5-18' -RunLevel Highest -Force | Out-Null
Start-ScheduledTask -TaskName $task
while ((Get-ScheduledTask -TaskName $task).State -eq 'Running') { Start-Sleep -Seconds 1 }
$result = (Get-ScheduledTaskInfo -TaskName $task).LastTaskResult
Unregister-ScheduledTask -TaskName $task -Confirm:$false
if ($result -ne 0) { throw "Shell Launcher was not set (code $result)" }

Set-Keys $true
Set-Value $edgeSwipe 'AllowEdgeSwipe' 0
Set-Value $notices 'DisableNotificationCenter' 1
Set-Value $autorun 'NoDriveTypeAutoRun' 255

# The machine never sleeps; the screen goes off by itself only while the kiosk lets it (at night).
powercfg /change standby-timeout-ac 0
powercfg /change hibernate-timeout-ac 0
powercfg /change monitor-timeout-ac 10
powercfg /hibernate off

# Updates restart outside opening hours alone.
Set-Value $update 'SetActiveHours' 1
Set-Value $update 'ActiveHoursStart' 6
Set-Value $update 'ActiveHoursEnd' 22

Write-Output 'Done; restart the machine, then go through docs/kiosk-lock-down.md.'
