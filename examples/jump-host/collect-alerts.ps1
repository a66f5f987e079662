<#
.SYNOPSIS
For a schedule: what the rules find in the logs since the last run, as a file of JSON lines.
.DESCRIPTION
Each run that finds something writes one file, alerts-<time>.jsonl, into -OutputFolder: whole or not at all. How far it came is in .state
below it. No alert is lost between runs, whatever stops them; after a crash at the worst moment one may come twice.

Exit code: 0 all was read; 2 a part could not be read, which the next run tries again, and what was found is written; 1 nothing could be
read; 3 another run is at work; 64 the parameters make no sense.
.EXAMPLE
./collect-alerts.ps1 -OutputFolder /var/lib/awsir -S3Uri s3://example-shop-cloudtrail/ -MinimumLevel high
.EXAMPLE
dotnet run --project src/AwsIr.Shell -- -NonInteractive examples/jump-host/collect-alerts.ps1 -OutputFolder /var/lib/awsir -S3Uri s3://example-shop-cloudtrail/
On a machine without PowerShell.
#>
param(
    # Where the files go.
    [string] $OutputFolder,

    # The buckets to read, separated by commas, as all lists here: `-File` hands each argument on as one text. Without it, -Source is asked.
    [string[]] $S3Uri,

    # The services to ask: CloudTrail, FlowLog, CloudWatchLogs, GuardDuty.
    [string[]] $Source = 'CloudTrail',

    # With -Source CloudWatchLogs: the log groups.
    [string[]] $LogGroup,

    # Accounts and regions, and the role to assume in each account.
    [string[]] $AccountId,
    [string[]] $Region,
    [string] $RoleName,

    # Who to be: a profile. Without it, the environment, the instance's role and so on.
    [string] $ProfileName,

    # informational, low, medium, high or critical
    [string] $MinimumLevel = 'medium',

    # How far back the first run looks.
    [string] $Last = '24h',

    # Where to send every request instead of AWS.
    [string] $EndpointUrl
)

# Core cmdlets and .NET only, so that it runs in AwsIr.Shell, in PowerShell 7 and in Windows PowerShell.
function Say([string] $text) { [Console]::Error.WriteLine($text) }

if (-not $OutputFolder) {
    Say 'collect-alerts: -OutputFolder says where the files go.'
    exit 64
}

if (-not (Get-Command -Name Test-IrDetection -ErrorAction Ignore)) {
    $root = [System.IO.Path]::GetDirectoryName([System.IO.Path]::GetDirectoryName($PSScriptRoot))
    Import-Module -Name ([System.IO.Path]::Combine($root, 'AwsIr.psd1')) -ErrorAction Stop
}

$OutputFolder = $executionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutputFolder)
$state = [System.IO.Path]::Combine($OutputFolder, '.state')
$null = [System.IO.Directory]::CreateDirectory($state)
$checkpoint = [System.IO.Path]::Combine($state, 'checkpoint.json')
$newCheckpoint = [System.IO.Path]::Combine($state, 'checkpoint.new.json')
$partial = [System.IO.Path]::Combine($state, 'alerts.partial')
$final = [System.IO.Path]::Combine($OutputFolder, "alerts-$([datetime]::UtcNow.ToString('yyyyMMddTHHmmssfffZ')).jsonl")

# One run at a time: whoever holds the file open.
try {
    $lock = [System.IO.File]::Open([System.IO.Path]::Combine($state, 'lock'), 'OpenOrCreate', 'ReadWrite', 'None')
}
catch [System.IO.IOException] {
    Say 'collect-alerts: another run is at work.'
    exit 3
}

$code = 1
try {
    $parameters = @{ MinimumLevel = $MinimumLevel; Last = $Last; ResumeFrom = $newCheckpoint }
    if ($S3Uri) { $parameters.S3Uri = $S3Uri -split '\s*,\s*' } else { $parameters.Source = $Source -split '\s*,\s*' }
    if ($LogGroup) { $parameters.LogGroup = $LogGroup -split '\s*,\s*' }
    if ($AccountId) { $parameters.AccountId = $AccountId -split '\s*,\s*' }
    if ($Region) { $parameters.Region = $Region -split '\s*,\s*' }
    if ($RoleName) { $parameters.RoleName = $RoleName }
    if ($ProfileName) { $parameters.ProfileName = $ProfileName }
    if ($EndpointUrl) { $parameters.EndpointUrl = $EndpointUrl }

    # The run works on a copy: the checkpoint moves on only when the alerts are safe.
    if ([System.IO.File]::Exists($checkpoint)) {
        [System.IO.File]::Copy($checkpoint, $newCheckpoint, $true)
    }
    else {
        [System.IO.File]::Delete($newCheckpoint)
    }

    $count = 0
    $file = [System.IO.File]::Create($partial)
    try {
        $writer = [System.IO.StreamWriter]::new($file)
        $writer.NewLine = "`n"
        Test-IrDetection @parameters -ErrorVariable problems -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue |
            ForEach-Object { $writer.WriteLine($_.ToJson()); $count++ }
        $writer.Flush()
        $file.Flush($true)
    }
    finally {
        $file.Dispose()
    }

    foreach ($warning in $warnings) { Say "Warning: $warning" }
    foreach ($problem in $problems) { Say "Error: $problem" }

    if ($count -gt 0) { [System.IO.File]::Move($partial, $final) }
    if ([System.IO.File]::Exists($checkpoint)) {
        [System.IO.File]::Replace($newCheckpoint, $checkpoint, [NullString]::Value)
    }
    elseif ([System.IO.File]::Exists($newCheckpoint)) {
        [System.IO.File]::Move($newCheckpoint, $checkpoint)
    }

    Say "collect-alerts: $count alert(s)$(if ($count -gt 0) { ', ' + $final })."
    $code = if (@($problems).Count -gt 0) { 2 } else { 0 }
}
catch {
    Say "Error: $_"
}
finally {
    [System.IO.File]::Delete($partial)
    $lock.Dispose()
}

exit $code
