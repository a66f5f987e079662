using System.Collections;
using System.Management.Automation;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>Importing the module as a user does, and what that leaves behind.</summary>
public sealed class ImportTests
{
    private static readonly string[] Cmdlets = ManifestCmdlets();

    [Fact]
    public void Exports_exactly_what_the_manifest_lists()
    {
        using var session = ModuleSession.Bare();
        session.Run("param($p) Import-Module -Name $p", Repository.Manifest).Ok();

        Assert.Equal(Cmdlets.Order(), session.Run("(Get-Module AwsIr).ExportedCommands.Values | ForEach-Object Name").Ok().Texts.Order());
        Assert.All(session.Run("Get-Command -Module AwsIr").Ok().Objects, static c => Assert.IsType<CmdletInfo>(c));
    }

    [Fact]
    public void Every_cmdlet_of_the_assembly_is_exported()
    {
        using var session = ModuleSession.Bare();

        // The manifest filters silently: a cmdlet that nobody listed there would just not be.
        RunResult declared = session.Run(
            "param($p) Import-Module -Name $p; (Get-Command Get-IrDetection).ImplementingType.Assembly.GetExportedTypes()", Repository.Manifest).Ok();
        IEnumerable<string> names = declared.Objects.Cast<Type>()
            .SelectMany(static t => t.GetCustomAttributes(typeof(CmdletAttribute), false).Cast<CmdletAttribute>())
            .Select(static a => $"{a.VerbName}-{a.NounName}");
        Assert.Equal(Cmdlets.Order(), names.Order());
    }

    [Fact]
    public void Says_nothing()
    {
        using var session = ModuleSession.Bare();
        RunResult import = session.Run("param($p) Import-Module -Name $p", Repository.Manifest).Ok();
        Assert.Empty(import.Output);
        Assert.Empty(import.Warnings);
        Assert.Empty(import.Information);
        Assert.Empty(import.Progress);
        Assert.Equal("", import.Host);
    }

    [Fact]
    public void Can_be_forced_again_and_again()
    {
        using var session = ModuleSession.Bare();
        for (int i = 0; i < 3; i++)
        {
            session.Run("param($p) Import-Module -Name $p -Force", Repository.Manifest).Ok();
            Assert.Equal(Cmdlets.Order(), session.Run("(Get-Command -Module AwsIr).Name").Ok().Texts.Order());
            session.Run("$null = Get-IrDetection").Ok();
        }
    }

    [Fact]
    public void Can_be_removed_and_imported_again()
    {
        using var session = new ModuleSession();
        session.Run("Remove-Module AwsIr").Ok();
        Assert.Empty(session.Run("Get-Module AwsIr; Get-Command -Name *-Ir* -ListImported").Ok().Output);
        session.Run("param($p) Import-Module -Name $p", Repository.Manifest).Ok();
        Assert.Equal(Cmdlets.Order(), session.Run("(Get-Command -Module AwsIr).Name").Ok().Texts.Order());
    }

    [Fact]
    public void Keeps_its_assemblies_out_of_the_default_context()
    {
        using var session = new ModuleSession();
        RunResult contexts = session.Run(
            """
            $null = Get-IrDetection
            foreach ($a in [System.AppDomain]::CurrentDomain.GetAssemblies()) {
                if ($a.GetName().Name -in 'AwsIr', 'AwsIr.Core', 'YamlDotNet') {
                    $a.GetName().Name + ' ' + [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($a).Name
                }
            }
            """).Ok();
        Assert.Contains("AwsIr AwsIr", contexts.Texts);
        Assert.All(contexts.Texts, static t => Assert.EndsWith(" AwsIr", t, StringComparison.Ordinal));
    }

    [Fact]
    public void Says_what_to_do_when_it_is_not_built()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Repository.Manifest, Path.Combine(folder.Path, "AwsIr.psd1"));
        ModuleCopy.CopyFolder(Path.Combine(Repository.Root, "module"), Path.Combine(folder.Path, "module"));
        using var session = ModuleSession.Bare();

        RunResult import = session.Run("param($p) Import-Module -Name $p", Path.Combine(folder.Path, "AwsIr.psd1"));
        ErrorRecord error = import.Terminating ?? import.Errors[0];
        Assert.StartsWith("AwsIr.NotBuilt", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("./build.ps1", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_copy_elsewhere_works_beside_the_first()
    {
        using var folder = new TemporaryFolder();
        ModuleCopy.Make(folder.Path);
        using var session = new ModuleSession();
        session.Run("param($p) Remove-Module AwsIr; Import-Module -Name $p", Path.Combine(folder.Path, "AwsIr.psd1")).Ok();
        Assert.Equal(
            Path.Combine(folder.Path, "bin", "net8.0", "AwsIr.dll"),
            Assert.Single(session.Run("(Get-Command Get-IrDetection).ImplementingType.Assembly.Location").Ok().Texts));
    }

    [Fact]
    public void Completes_names_and_parameters()
    {
        using var session = new ModuleSession();
        Assert.Contains("Get-IrDetection", session.Complete("Get-IrDet"));
        Assert.Contains("-RulePath", session.Complete("Test-IrDetection -Rule"));
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("netstandard2.0")]
    public void Ships_no_assembly_of_PowerShell(string framework)
    {
        string[] names = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "bin", framework), "*", SearchOption.AllDirectories).Select(static f => Path.GetFileName(f))];
        Assert.Contains("AwsIr.dll", names);
        Assert.Contains("AwsIr.Core.dll", names);
        Assert.Contains("AwsIr.Loader.dll", names);
        Assert.Contains("YamlDotNet.dll", names);
        Assert.DoesNotContain(names, static n => n.StartsWith("System.Management.Automation", StringComparison.OrdinalIgnoreCase) || n.StartsWith("Microsoft.PowerShell", StringComparison.OrdinalIgnoreCase));
        Assert.All(names, static n => Assert.EndsWith(".dll", n, StringComparison.Ordinal));
    }

    [Fact]
    public void The_manifest_is_what_the_Gallery_wants()
    {
        using var session = ModuleSession.Bare();
        RunResult manifest = session.Run("param($p) Test-ModuleManifest -Path $p", Repository.Manifest).Ok();
        var module = Assert.IsType<PSModuleInfo>(manifest.Objects.Last());
        Assert.Equal(Repository.Version.Split('-')[0], module.Version.ToString());
        Assert.Equal(["Core", "Desktop"], module.CompatiblePSEditions.Order());
        Assert.NotEqual(Guid.Empty, module.Guid);
        Assert.NotEmpty(module.Description);
        Assert.NotEmpty(module.Tags);
    }

    private static string[] ManifestCmdlets()
    {
        using var session = ModuleSession.Bare();
        RunResult manifest = session.Run("param($t) & ([scriptblock]::Create($t))", File.ReadAllText(Repository.Manifest)).Ok();
        var table = (Hashtable)manifest.Objects.Single();
        return [.. ((object[])table["CmdletsToExport"]!).Cast<string>()];
    }
}
