# What a user of a real PowerShell sees: run by ./build.ps1 -Task Test where Pester 5 is installed.

BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $cmdlets = (Import-PowerShellDataFile (Join-Path $root 'AwsIr.psd1')).CmdletsToExport
    $incident = Join-Path (Join-Path $root 'examples') 'incident/evidence'
    $hasIncident = Test-Path $incident
}

BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $incident = Join-Path (Join-Path $root 'examples') 'incident/evidence'
    Import-Module (Join-Path $root 'AwsIr.psd1') -Force
}

Describe 'The module' {
    It 'exports <_>' -ForEach $cmdlets {
        (Get-Command -Module AwsIr).Name | Should -Contain $_
    }

    It 'exports nothing else' -ForEach @{ expected = $cmdlets } {
        (Get-Command -Module AwsIr).Name | Sort-Object | Should -Be ($expected | Sort-Object)
    }

    It 'can be imported again with -Force' {
        Import-Module (Join-Path $root 'AwsIr.psd1') -Force
        @(Get-Command -Module AwsIr).Count | Should -BeGreaterThan 0
        { Get-IrDetection -ErrorAction Stop } | Should -Not -Throw
    }

    It 'has rules of its own' {
        @(Get-IrDetection).Count | Should -BeGreaterThan 3
    }
}

Describe 'Help of <_>' -ForEach $cmdlets {
    It 'has a synopsis and examples' {
        $help = Get-Help $_ -Full
        $help.Synopsis.Trim() | Should -Match '\.$'
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
    }

    It 'describes every parameter' {
        foreach ($parameter in (Get-Help $_ -Full).parameters.parameter) {
            ($parameter.description | ForEach-Object Text) -join '' | Should -Not -BeNullOrEmpty -Because $parameter.name
        }
    }
}

Describe 'The example incident' -Skip:(-not $hasIncident) {
    It 'is read into events' {
        $events = @(Get-IrCloudTrailEvent -Path $incident)
        $events.Count | Should -BeGreaterThan 0
        $events[0].PSObject.TypeNames | Should -Contain 'AwsIr.CloudTrailEvent'
        $events[0].EventTime.Kind | Should -Be 'Utc'
    }

    It 'gives the same events through Get-ChildItem' {
        $direct = @(Get-IrCloudTrailEvent -Path $incident)
        $piped = @(Get-ChildItem $incident -Recurse -File | Get-IrCloudTrailEvent -ErrorAction Ignore)
        $piped.Count | Should -Be $direct.Count
    }

    It 'filters as Where-Object does' {
        $filtered = @(Get-IrCloudTrailEvent -Path $incident -EventName ConsoleLogin)
        $where = @(Get-IrCloudTrailEvent -Path $incident | Where-Object EventName -eq ConsoleLogin)
        ($filtered.EventId -join ' ') | Should -Be ($where.EventId -join ' ')
    }

    It 'raises alerts, the same from files and from the pipeline' {
        $direct = @(Test-IrDetection -Path $incident)
        $direct.Count | Should -BeGreaterThan 3
        $piped = @(& {
            Get-IrCloudTrailEvent -Path $incident
            Get-IrFlowLog -Path $incident
            Get-IrCloudWatchLogEvent -Path $incident
            Get-IrGuardDutyFinding -Path $incident
        } | Test-IrDetection)
        ($piped | Sort-Object Time, Title | ForEach-Object Title) -join ' ' | Should -Be (($direct | Sort-Object Time, Title | ForEach-Object Title) -join ' ')
    }

    It 'is shown as a table with the usual cmdlets' {
        $text = Test-IrDetection -Path $incident -SortByTime | Format-Table | Out-String
        $text | Should -Match 'Title'
    }

    It 'goes to CSV and JSON' {
        $alerts = @(Test-IrDetection -Path $incident)
        @($alerts | Select-Object Time, Level, Title, Actor | ConvertTo-Csv -NoTypeInformation).Count | Should -Be ($alerts.Count + 1)
        { $alerts[0] | ConvertTo-Json -Depth 2 -WarningAction Ignore | ConvertFrom-Json } | Should -Not -Throw
    }
}
