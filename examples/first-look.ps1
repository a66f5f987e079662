<#
.SYNOPSIS
The first look at a folder of evidence, of whatever sources: every alert of the built-in rules, in the order of their time.
.EXAMPLE
dotnet run --project src/AwsIr.Shell -- examples/first-look.ps1
The example incident, on a machine without PowerShell.
.EXAMPLE
./examples/first-look.ps1 -Path ./logs -MinimumLevel high
Your own logs, in PowerShell.
#>
param(
    # Files or folders of logs; the example incident if none is given.
    [string[]] $Path = [System.IO.Path]::Combine($PSScriptRoot, 'incident', 'evidence'),

    # informational, low, medium, high or critical
    [string] $MinimumLevel = 'low'
)

if (-not (Get-Command -Name Test-IrDetection -ErrorAction Ignore)) {
    Import-Module -Name ([System.IO.Path]::Combine([System.IO.Path]::GetDirectoryName($PSScriptRoot), 'AwsIr.psd1')) -ErrorAction Stop
}

Test-IrDetection -Path $Path -MinimumLevel $MinimumLevel -SortByTime
