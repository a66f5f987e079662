# Chooses the build for this PowerShell and loads it. Only cmdlets of Microsoft.PowerShell.Core: some hosts have no others.

$moduleRoot = [System.IO.Path]::GetDirectoryName($PSScriptRoot)
$isCore = $PSVersionTable['PSEdition'] -eq 'Core'
$build = if ($isCore) { 'net8.0' } else { 'netstandard2.0' }

if ($isCore -and $PSVersionTable.PSVersion -lt [version]'7.4') {
    throw [System.Management.Automation.ErrorRecord]::new(
        [System.PlatformNotSupportedException]::new("AwsIr needs PowerShell 7.4 or later, or Windows PowerShell 5.1. This is PowerShell $($PSVersionTable.PSVersion)."),
        'AwsIr.PowerShellTooOld', 'NotInstalled', $PSVersionTable.PSVersion)
}

$folder = [System.IO.Path]::Combine($moduleRoot, 'bin', $build)
$loaderPath = [System.IO.Path]::Combine($folder, 'AwsIr.Loader.dll')
if (-not [System.IO.File]::Exists($loaderPath)) {
    throw [System.Management.Automation.ErrorRecord]::new(
        [System.IO.FileNotFoundException]::new("AwsIr is not built: '$folder' has no assemblies. In a checkout, run ./build.ps1 or dotnet build first.", $loaderPath),
        'AwsIr.NotBuilt', 'ResourceUnavailable', $loaderPath)
}

# A second copy of the loader cannot be loaded, and need not be: it has no version to speak of.
$loader = $null
foreach ($assembly in [System.AppDomain]::CurrentDomain.GetAssemblies()) {
    if ($assembly.GetName().Name -eq 'AwsIr.Loader') { $loader = $assembly }
}

if ($null -eq $loader) { $loader = [System.Reflection.Assembly]::LoadFrom($loaderPath) }
$main = $loader.GetType('AwsIr.Loader.ModuleLoader', $true)::Load($folder)

# Imported a second time in a process, an assembly gives a module whose cmdlets stay in it (PowerShell issue 20710):
# bring them out by importing that module too.
$inner = Import-Module -Assembly $main -PassThru
Import-Module -ModuleInfo $inner
Export-ModuleMember -Cmdlet *
