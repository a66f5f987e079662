using System.IO.Compression;
using System.Xml.Linq;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>The package: complete, nothing else in it, and importable where it is unpacked.</summary>
public sealed class PackageTests
{
    [Fact]
    public void Has_the_module_and_can_be_imported()
    {
        using var folder = new TemporaryFolder();
        ShellProcess.RunProgram(
            Repository.Root, Repository.DotNet, "pack", "src/AwsIr.PowerShell", "--no-build", "-c", Repository.Configuration, "-o", folder.Path, "-v", "quiet", "--nologo").ExitsWith(0);
        string package = Path.Combine(folder.Path, $"AwsIr.{Repository.Version}.nupkg");
        Assert.True(File.Exists(package), "No package of that name.");

        using (ZipArchive zip = ZipFile.OpenRead(package))
        {
            string[] names = [.. zip.Entries.Select(static e => e.FullName)];
            Assert.Superset(
                new HashSet<string>
                {
                    "AwsIr.psd1", "module/AwsIr.psm1", "module/AwsIr.format.ps1xml", "module/AwsIr.types.ps1xml", "en-US/AwsIr.dll-Help.xml",
                    "bin/net8.0/AwsIr.dll", "bin/net8.0/AwsIr.Core.dll", "bin/net8.0/AwsIr.Loader.dll", "bin/net8.0/YamlDotNet.dll",
                    "bin/netstandard2.0/AwsIr.dll", "bin/netstandard2.0/System.Text.Json.dll",
                },
                names.ToHashSet());
            Assert.DoesNotContain(names, static n => n.StartsWith("lib/", StringComparison.Ordinal) || n.EndsWith(".pdb", StringComparison.Ordinal) || n.EndsWith(".cs", StringComparison.Ordinal));
            string? license = File.Exists(Path.Combine(Repository.Root, "LICENSE")) ? "LICENSE" : null;
            Assert.Equal(license, names.FirstOrDefault(static n => n.StartsWith("LICENSE", StringComparison.Ordinal)));
            string[] rules = [.. RulesIn(Path.Combine(Repository.Root, "module"))];
            Assert.Equal(rules.Order(), names.Where(static n => n.StartsWith("module/rules/", StringComparison.Ordinal)).Order());

            using Stream nuspec = zip.GetEntry("AwsIr.nuspec")!.Open();
            var metadata = XDocument.Load(nuspec).Root!.Elements().First();
            string Value(string name) => metadata.Elements().First(e => e.Name.LocalName == name).Value;
            Assert.Equal("AwsIr", Value("id"));
            Assert.Contains("PSModule", Value("tags"), StringComparison.Ordinal);
            Assert.Equal("Apache-2.0", Value("license"));
            Assert.DoesNotContain(metadata.Elements(), static e => e.Name.LocalName == "dependencies" && e.Descendants().Any(static d => d.Name.LocalName == "dependency"));
        }

        string module = Path.Combine(folder.Path, "AwsIr");
        ZipFile.ExtractToDirectory(package, module);
        ProcessResult result = ShellProcess.Run(
            "-Command", $"Remove-Module AwsIr; Import-Module '{Path.Combine(module, "AwsIr.psd1")}'; (Get-Module AwsIr).ModuleBase; (Get-Help Get-IrDetection).Synopsis").ExitsWith(0);
        Assert.Equal(module, result.Lines[0]);
        Assert.EndsWith(".", result.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_published_Shell_carries_the_module()
    {
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        ShellProcess.RunProgram(
            Repository.Root, Repository.DotNet, "publish", "src/AwsIr.Shell", "--no-build", "-c", Repository.Configuration, "-o", folder.Path, "-v", "quiet", "--nologo").ExitsWith(0);
        ProcessResult result = ShellProcess.RunProgram(
            elsewhere.Path, Repository.DotNet, Path.Combine(folder.Path, "AwsIr.Shell.dll"), "-Command", "(Get-Module AwsIr).ModuleBase; (Get-Help Get-IrDetection).Synopsis").ExitsWith(0);
        Assert.Equal(Path.Combine(folder.Path, "AwsIr"), result.Lines[0]);
        Assert.EndsWith(".", result.Lines[1], StringComparison.Ordinal);
        string[] rules = [.. RulesIn(Path.Combine(Repository.Root, "module"))];
        Assert.Equal(rules.Order(), RulesIn(Path.Combine(folder.Path, "AwsIr", "module")).Order());
    }

    private static IEnumerable<string> RulesIn(string module)
    {
        string rules = Path.Combine(module, "rules");
        return Directory.Exists(rules)
            ? Directory.EnumerateFiles(rules, "*", SearchOption.AllDirectories).Select(f => "module/" + Path.GetRelativePath(module, f).Replace('\\', '/'))
            : [];
    }
}
