<#
.SYNOPSIS
Builds, tests, packages or installs AwsIr. Thin over dotnet, which does the same without PowerShell.
.EXAMPLE
./build.ps1
Builds the module; then: Import-Module ./AwsIr.psd1
.EXAMPLE
./build.ps1 -Task Test
Runs the tests: dotnet test, and tests/Pester where Pester 5 is installed.
.EXAMPLE
./build.ps1 -Task Package
Makes artifacts/AwsIr.<version>.nupkg.
.EXAMPLE
./build.ps1 -Task Install
Builds, and copies the module to the current user's module folder.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package', 'Install')]
    [string[]] $Task = 'Build',

    # Debug is for a debugger, and for Build only: what is tested is what ships.
    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args -join ' ') ended with exit code $LASTEXITCODE."
    }
}

function Get-UserModulePath {
    if ($PSVersionTable['PSEdition'] -ne 'Core') {
        return Join-Path ([System.Environment]::GetFolderPath('MyDocuments')) 'WindowsPowerShell/Modules'
    }

    if ($IsWindows) {
        return Join-Path ([System.Environment]::GetFolderPath('MyDocuments')) 'PowerShell/Modules'
    }

    $data = if ($env:XDG_DATA_HOME) { $env:XDG_DATA_HOME } else { Join-Path $HOME '.local/share' }
    return Join-Path $data 'powershell/Modules'
}

if (-not (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) {
    throw 'The .NET 10 SDK is needed: there is no dotnet command.'
}

$project = Join-Path $PSScriptRoot 'src/AwsIr.PowerShell'

Push-Location $PSScriptRoot
try {
    foreach ($name in $Task) {
        switch ($name) {
            'Build' {
                Invoke-DotNet build $project --configuration $Configuration
            }
            'Test' {
                Invoke-DotNet test

                # Pester 5: Windows brings a Pester 3, which knows another language.
                $pester = Get-Module -ListAvailable -Name Pester | Where-Object { $_.Version.Major -ge 5 } | Select-Object -First 1
                if (-not $pester) {
                    Write-Warning 'Pester 5 is not installed: tests/Pester is left out.'
                }
                else {
                    # In a process of its own: one that has imported the module keeps its assemblies, and the next build could not replace them.
                    $shell = (Get-Process -Id $PID).Path
                    $tests = Join-Path $PSScriptRoot 'tests/Pester'
                    & $shell -NoProfile -NonInteractive -Command "`$r = Invoke-Pester -Path '$tests' -Output Detailed -PassThru; exit [int](`$r.FailedCount -gt 0 -or `$r.TotalCount -eq 0)"
                    if ($LASTEXITCODE -ne 0) {
                        throw 'Tests in tests/Pester failed.'
                    }
                }
            }
            'Package' {
                Invoke-DotNet pack $project --configuration $Configuration
            }
            'Install' {
                $version = (Import-PowerShellDataFile (Join-Path $PSScriptRoot 'AwsIr.psd1')).ModuleVersion
                $target = Join-Path (Join-Path (Get-UserModulePath) 'AwsIr') $version
                Invoke-DotNet build $project --configuration $Configuration --target:StageModule "--property:ModuleStage=$target"
            }
        }
    }
}
finally {
    Pop-Location
}
