# Chooses the build for this PowerShell and loads it. Only cmdlets of Microsoft.PowerShell.Core: some hosts have no others.

$isCore = $PSEdition -eq 'Core'
if ($isCore -and [System.Environment]::Version.Major -lt 8) {
    throw [System.Management.Automation.ErrorRecord]::new(
        [System.PlatformNotSupportedException]::new("AwsIr needs PowerShell 7.4 or later, or Windows PowerShell 5.1. This is PowerShell $($PSVersionTable.PSVersion)."),
        'AwsIr.PowerShellTooOld', 'NotInstalled', $PSVersionTable.PSVersion)
}

$build = if ($isCore) { 'net8.0' } else { 'netstandard2.0' }
$folder = [System.IO.Path]::Combine([System.IO.Path]::GetDirectoryName($PSScriptRoot), 'bin', $build)
$loaderPath = [System.IO.Path]::Combine($folder, 'AwsIr.Loader.dll')
if (-not [System.IO.File]::Exists($loaderPath)) {
    throw [System.Management.Automation.ErrorRecord]::new(
        [System.IO.FileNotFoundException]::new("AwsIr is not built: '$folder' has no assemblies. In a checkout, run ./build.ps1 or dotnet build first.", $loaderPath),
        'AwsIr.NotBuilt', 'ResourceUnavailable', $loaderPath)
}

# A second copy of the loader cannot be loaded, and need not be: it has no version to speak of.
$loader = [System.Type]::GetType('AwsIr.Loader.ModuleLoader, AwsIr.Loader')
if ($null -eq $loader) {
    $loader = [System.Reflection.Assembly]::LoadFrom($loaderPath).GetType('AwsIr.Loader.ModuleLoader', $true)
}

# Imported a second time in a process, an assembly gives a module whose cmdlets stay in it (PowerShell issue 20710):
# bring them out by importing that module too.
$inner = Import-Module -Assembly $loader::Load($folder) -PassThru
Import-Module -ModuleInfo $inner
Export-ModuleMember -Cmdlet *
