# Test-IrRule with the cmdlets of a real PowerShell around it.

BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $rules = Join-Path (Join-Path $root 'module') 'rules'
    Import-Module (Join-Path $root 'AwsIr.psd1') -Force
}

Describe 'Test-IrRule' {
    It 'takes files from Get-ChildItem' {
        $direct = @(Test-IrRule $rules)
        $piped = @(Get-ChildItem $rules -Recurse | Test-IrRule)
        $direct.Count | Should -BeGreaterThan 3
        ($piped.Rule -join ' ') | Should -Be ($direct.Rule -join ' ')
    }

    It 'is shown as a list with all messages' {
        Set-Content (Join-Path $TestDrive 'bad.yml') "title: bad`nlogsource: { product: aws, service: cloudtrail }`ndetection: { s: { eventname: x }, condition: s }"
        $text = Test-IrRule $TestDrive | Format-List | Out-String -Width 200
        $text | Should -Match "Outcome +: .*warning"
        $text | Should -Match "the field 'eventname' is spelled 'eventName'"
        $text | Should -Match 'there is no test file'
    }
}
