using System.Text.Json;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>
/// Other modules load other versions of what we use into PowerShell's own context: AWS.Tools its AWSSDK.Core, many a YamlDotNet.
/// Each test in a process of its own, since what is loaded there stays.
/// </summary>
public sealed class ForeignModuleTests
{
    private const string Foreign =
        """
        $aws = [System.Reflection.Assembly]::LoadFrom('{aws}')
        $yaml = [System.Reflection.Assembly]::LoadFrom('{yaml}')
        """;

    private const string Report =
        """
        $null = Get-IrDetection
        # The foreign copies still do their work…
        $region = $aws.GetType('Amazon.RegionEndpoint')::GetBySystemName('eu-west-1')
        $parsed = $yaml.GetType('YamlDotNet.Serialization.DeserializerBuilder')::new().Build().Deserialize([System.IO.StringReader]::new('a: [1, 2]'))
        [pscustomobject]@{
            Region = $region.DisplayName
            Parsed = @($parsed['a']).Count
            Cmdlets = @(Get-Command -Module AwsIr).Count
            # … and ours are others.
            Loaded = @(foreach ($a in [System.AppDomain]::CurrentDomain.GetAssemblies()) {
                if ($a.GetName().Name -in 'AWSSDK.Core', 'YamlDotNet') {
                    $a.GetName().Name + ' ' + $a.GetName().Version.Major + ' ' + [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($a).Name
                }
            })
        }
        """;

    [Fact]
    public void Imported_first_it_neither_disturbs_nor_is_disturbed()
    {
        // The Shell has imported the module when the script begins.
        Check(ShellProcess.Run("-OutputFormat", "Json", "-Command", "$null = Get-IrDetection\n" + Fill(Foreign) + "\n" + Report));
    }

    [Fact]
    public void Imported_after_them_it_neither_disturbs_nor_is_disturbed()
    {
        using var folder = new TemporaryFolder();
        string copy = ModuleCopy.Make(folder.Path);
        Check(ShellProcess.Run("-OutputFormat", "Json", "-Command", $"Remove-Module AwsIr\n{Fill(Foreign)}\nImport-Module '{copy}'\n{Report}"));
    }

    private static string Fill(string script) => script
        .Replace("{aws}", Repository.PackageFile("awssdk.core/3.7.402/lib/net8.0/AWSSDK.Core.dll"), StringComparison.Ordinal)
        .Replace("{yaml}", Repository.PackageFile("yamldotnet/13.7.1/lib/net7.0/YamlDotNet.dll"), StringComparison.Ordinal);

    private static void Check(ProcessResult result)
    {
        Assert.Equal("", result.ExitsWith(0).Error);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(result.Lines));
        JsonElement report = json.RootElement;
        Assert.Equal("Europe (Ireland)", report.GetProperty("Region").GetString());
        Assert.Equal(2, report.GetProperty("Parsed").GetInt32());
        Assert.True(report.GetProperty("Cmdlets").GetInt32() > 0);
        string[] loaded = [.. report.GetProperty("Loaded").EnumerateArray().Select(static e => e.GetString()!)];
        Assert.Contains("AWSSDK.Core 3 Default", loaded);
        Assert.Contains("YamlDotNet 13 Default", loaded);
        Assert.Contains(loaded, static l => l.StartsWith("YamlDotNet ", StringComparison.Ordinal) && l.EndsWith(" AwsIr", StringComparison.Ordinal) && l != "YamlDotNet 13 AwsIr");
        Assert.Single(loaded, static l => l.EndsWith(" Default", StringComparison.Ordinal) && l.StartsWith("YamlDotNet ", StringComparison.Ordinal));
    }
}
