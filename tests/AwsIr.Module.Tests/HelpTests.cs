using AwsIr.FakeAws;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>Help is there, and whole, for every cmdlet.</summary>
public sealed class HelpTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    public static TheoryData<string> Cmdlets()
    {
        using var session = new ModuleSession();
        return [.. session.Run("(Get-Command -Module AwsIr).Name").Ok().Texts];
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Has_synopsis_description_and_examples(string cmdlet)
    {
        RunResult help = session.Run(
            """
            param($name)
            $help = Get-Help -Name $name -Full
            $help.Synopsis
            ($help.description | ForEach-Object Text) -join ' '
            @($help.examples.example).Count
            foreach ($example in $help.examples.example) { $example.code }
            """,
            cmdlet).Ok();
        string[] texts = [.. help.Texts];
        Assert.DoesNotContain(cmdlet, texts[0], StringComparison.Ordinal); // Without help, PowerShell puts the syntax there.
        Assert.EndsWith(".", texts[0].Trim(), StringComparison.Ordinal);
        Assert.NotEmpty(texts[1]);
        Assert.True((int)help.Output[2].BaseObject >= 2);
        Assert.All(texts[3..], code => Assert.Contains("-Ir", code, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Describes_every_parameter_and_no_other(string cmdlet)
    {
        RunResult described = session.Run(
            """
            param($name)
            foreach ($parameter in (Get-Help -Name $name -Full).parameters.parameter) {
                $parameter.name + ': ' + (($parameter.description | ForEach-Object Text) -join ' ').Trim()
            }
            """,
            cmdlet).Ok();
        Assert.All(described.Texts, static t => Assert.Matches(@"^\w+: .*[.}]$", t));
        RunResult declared = session.Run(
            """
            param($name)
            $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
            (Get-Command -Name $name).Parameters.Keys | Where-Object { $_ -notin $common }
            """,
            cmdlet).Ok();
        Assert.Equal(declared.Texts.Order(), described.Texts.Select(static t => t.Split(':')[0]).Order());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Examples_parse_and_use_parameters_that_exist(string cmdlet)
    {
        RunResult wrong = session.Run(
            """
            param($name)
            foreach ($example in (Get-Help -Name $name -Examples).examples.example) {
                $errors = $null
                $ast = [System.Management.Automation.Language.Parser]::ParseInput($example.code, [ref]$null, [ref]$errors)
                foreach ($e in $errors) { $example.code + ': ' + $e }
                foreach ($command in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                    if ($command.GetCommandName() -notlike '*-Ir*') { continue }
                    $info = Get-Command -Name $command.GetCommandName()
                    foreach ($element in $command.CommandElements) {
                        if ($element -is [System.Management.Automation.Language.CommandParameterAst] -and -not $info.Parameters.ContainsKey($element.ParameterName)) {
                            $info.Name + ' has no -' + $element.ParameterName
                        }
                    }
                }
            }
            """,
            cmdlet).Ok();
        Assert.Empty(wrong.Texts);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Reads_as_text(string cmdlet)
    {
        string text = session.Render("param($name) Get-Help -Name $name -Full", 120, cmdlet);
        foreach (string heading in new[] { "SYNOPSIS", "SYNTAX", "DESCRIPTION", "PARAMETERS", "INPUTS", "OUTPUTS", "Example 1", "RELATED LINKS" })
        {
            Assert.Contains(heading, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain('`', text);
    }

    /// <summary>
    /// Every example, on the example incident as ./logs and in its bucket, and the built-in rules as anybody's. What this host lacks of PowerShell
    /// (formatting, listing, the date) stands in as little functions.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Examples_run(string cmdlet)
    {
        using var folder = new TemporaryFolder();
        ModuleCopy.CopyFolder(Path.Combine(Repository.Root, "examples", "incident", "evidence", "AWSLogs"), Path.Combine(folder.Path, "logs"));
        foreach (string name in new[] { "sigma/rules/cloud/aws", "rules" })
        {
            ModuleCopy.CopyFolder(Path.Combine(Repository.Root, "module", "rules", "cloudtrail"), Path.Combine(folder.Path, name));
        }

        File.Copy(Path.Combine(folder.Path, "rules", "console-brute-force.yml"), Path.Combine(folder.Path, "rules", "console.yml"));
        File.Delete(Path.Combine(folder.Path, "rules", "console-brute-force.yml"));
        File.Move(Path.Combine(folder.Path, "rules", "console-brute-force.test.json"), Path.Combine(folder.Path, "rules", "console.test.json"));
        folder.Write("filters/ours.yml", "title: Ours\nlogsource: { product: aws, service: cloudtrail }\nfilter:\n  rules: any\n  selection: { userIdentity.userName: ci }\n  condition: not selection\n");

        using var server = new FakeAwsServer();
        AwsCredentials user = IncidentWorld.Fill(server.World, Path.Combine(Repository.Root, "examples", "incident", "evidence"));
        using var own = new ModuleSession();
        RunResult result = own.Run(
            """
            param($name, $folder, $url, $key, $secret)
            function Format-List { process { $_ } }
            function Format-Table { process { $_ } }
            function Get-Date { [datetime]::Now }
            function Get-ChildItem($Path, [switch] $Recurse, $Filter) { ([System.IO.DirectoryInfo] $executionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)).GetFiles($Filter, 'AllDirectories') }
            $global:PSDefaultParameterValues = @{ '*-Ir*:EndpointUrl' = $url; '*-Ir*:AccessKey' = $key; '*-Ir*:SecretKey' = $secret }
            $global:StoredAWSRegion = 'eu-west-1'
            $null = $executionContext.SessionState.Path.SetLocation($folder)
            foreach ($example in (Get-Help -Name $name -Examples).examples.example) {
                $count = $Error.Count
                $null = & ([scriptblock]::Create(($example.code -replace '(?m)^exit.*$')))
                if ($Error.Count -gt $count) { $example.code + ': ' + $Error[0] }
            }
            """,
            cmdlet, folder.Path, server.Url, user.AccessKeyId, user.SecretAccessKey);
        Assert.Empty(result.Texts);
        Assert.Null(result.Terminating);
        Assert.Empty(result.ErrorIds);
    }
}
