@{
    RootModule           = 'module/AwsIr.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '1b3875e9-5a9d-4939-b55c-c7e0fefc8e33'
    Author               = 'The AwsIr authors'
    CompanyName          = 'The AwsIr authors'
    Copyright            = 'Copyright the AwsIr authors. Apache-2.0.'
    Description          = 'Incident response on AWS: reads security logs into typed objects and runs Sigma detections over them.'
    CompatiblePSEditions = @('Core', 'Desktop')
    PowerShellVersion    = '5.1'
    FormatsToProcess     = @('module/AwsIr.format.ps1xml')
    TypesToProcess       = @('module/AwsIr.types.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Get-IrCloudTrailEvent'
        'Get-IrCloudWatchLogEvent'
        'Get-IrDetection'
        'Get-IrFlowLog'
        'Get-IrGuardDutyFinding'
        'Get-IrLogCoverage'
        'Measure-IrFlowLog'
        'Test-IrDetection'
        'Test-IrRule'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags = @('AWS', 'CloudTrail', 'IncidentResponse', 'DFIR', 'Forensics', 'Security', 'Sigma', 'Detection', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
        }
    }
}
