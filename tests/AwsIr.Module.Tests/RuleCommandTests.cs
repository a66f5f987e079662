using System.Management.Automation;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>Test-IrRule as an author runs it.</summary>
public sealed class RuleCommandTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Rule = """
        title: A user was made
        id: 5ba6d9a4-65a3-4c55-9b0c-08aef6f23f0a
        name: user-made
        description: Somebody made a user. Look at who.
        references: [ 'https://example.com/a' ]
        logsource: { product: aws, service: cloudtrail }
        detection: { selection: { eventName: CreateUser }, condition: selection }
        level: high

        """;

    private const string Tests = """
        [
          {"name": "made", "rule": "user-made", "expect": 1, "records": [{"eventName": "CreateUser"}]},
          {"name": "deleted", "rule": "user-made", "expect": 0, "records": [{"eventName": "DeleteUser"}]}
        ]
        """;

    [Fact]
    public void The_built_in_rules_pass()
    {
        RunResult result = session.Run("param($path) Test-IrRule $path", Path.Combine(Repository.Root, "module", "rules")).Ok();
        Assert.NotEmpty(result.Output);
        Assert.All(result.Output, static check => Assert.Equal("Passed", check.Properties["Outcome"].Value.ToString()));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_check_has_what_an_author_asks_for()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("user.yml", Rule);
        folder.Write("user.test.json", Tests.Replace("DeleteUser", "CreateUser", StringComparison.Ordinal));
        PSObject check = Assert.Single(session.Run("param($path) Test-IrRule -Path $path", file).Ok().Output);
        object? Value(string name) => check.Properties[name].Value;
        Assert.Equal("AwsIr.RuleCheck", check.TypeNames[0]);
        Assert.Equal("user-made", Value("Rule"));
        Assert.Equal("A user was made", Value("Title"));
        Assert.Equal("Failed", Value("Outcome")!.ToString());
        Assert.Equal("the test 'deleted' failed: Expected 0 alert(s), got 1. Correct the rule, or what the test expects.", Assert.Single((IEnumerable<string>)Value("Messages")!));
        Assert.Equal((1, 1), ((int)Value("TestsPassed")!, (int)Value("TestsFailed")!));
        Assert.Equal((file, 1), ((string)Value("Path")!, (int)Value("Line")!));
        Assert.Equal(
            ["made True", "deleted False"],
            session.Run("param($path) (Test-IrRule $path).Tests | ForEach-Object { $_.Test + ' ' + $_.Passed }", file).Ok().Texts);
    }

    [Fact]
    public void Folders_wildcards_and_the_pipeline_find_the_same_rules()
    {
        using var folder = new TemporaryFolder();
        folder.Write("rules/user.yml", Rule);
        folder.Write("rules/user.test.json", Tests);
        folder.Write("rules/README.md", "# Not a rule");
        folder.Write("rules/more/bad.yaml", "title: bad\n");
        string rules = Path.Combine(folder.Path, "rules");
        foreach (string script in new[]
        {
            "Test-IrRule $path",
            "Test-IrRule $path/*",
            "Test-IrRule -LiteralPath $path",
            "[System.IO.DirectoryInfo]::new($path).GetFileSystemInfos() | Test-IrRule",
            "[System.IO.DirectoryInfo]::new($path).GetFiles('*', 'AllDirectories') | Test-IrRule",
            "Test-IrRule $path/user.yml, $path/more, $path",
        })
        {
            Assert.Equal(["bad: Failed", "user-made: Passed"], session.Run("param($path) " + script, rules).Ok().Texts);
        }

        Assert.Contains(session.Run("param($path) Test-IrRule $path/* -Verbose", rules).Ok().Verbose, static line => line.EndsWith("README.md: not a .yml or .yaml file, passed over", StringComparison.Ordinal));
        Assert.Empty(session.Run("param($path) Test-IrRule $path/*.json", rules).Ok().Output);

        // Who names a file means it.
        Assert.Equal("Failed", Assert.Single(session.Run("param($path) Test-IrRule $path/README.md", rules).Ok().Output).Properties["Outcome"].Value.ToString());
    }

    [Fact]
    public void Brackets_are_no_wildcards_in_a_literal_path()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("[a].yml", Rule);
        folder.Write("[a].test.json", Tests);
        Assert.Equal(["user-made: Passed"], session.Run("param($path) Test-IrRule -LiteralPath $path", file).Ok().Texts);
    }

    [Fact]
    public void A_path_that_is_not_there_is_an_error_and_the_others_are_checked()
    {
        using var folder = new TemporaryFolder();
        folder.Write("user.yml", Rule);
        folder.Write("user.test.json", Tests);
        RunResult result = session.Run("param($path) Test-IrRule $path/none.yml, $path/user.yml; Test-IrRule -LiteralPath $path/none", folder.Path);
        Assert.Equal(["user-made: Passed"], result.Texts);
        Assert.Equal(["PathNotFound", "PathNotFound"], result.ErrorIds.Select(static id => id.Split(',')[0]));
    }

    [Fact]
    public void Filters_and_placeholders_take_part()
    {
        using var folder = new TemporaryFolder();
        folder.Write("rules/user.yml", Rule.Replace("eventName: CreateUser", "'eventName|expand': '%names%'", StringComparison.Ordinal));
        folder.Write("rules/user.test.json", Tests);
        folder.Write("filters/filter.yml", """
            title: Let it pass
            logsource: { product: aws, service: cloudtrail }
            filter: { rules: [ user-made ], known: { userIdentity.userName: deployment }, condition: not known }
            """);
        string[] Run(string arguments) => [.. session.Run("param($path) Test-IrRule $path/rules " + arguments, folder.Path).Ok().Texts];
        Assert.Equal(["user-made: Failed"], Run(""));
        Assert.Equal(["user-made: Passed"], Run("-Placeholder @{ names = 'CreateUser', 'CreateRole' }"));
        Assert.Equal(["Let it pass: Passed", "user-made: Passed"], Run("-Placeholder @{ names = 'CreateUser' } -FilterPath $path/filters"));
    }

    [Fact]
    public void The_views_fit_a_console()
    {
        using var folder = new TemporaryFolder();
        folder.Write("bad.yml", "title: bad\n");
        folder.Write("worse.yml", "'");
        folder.Write("user.yml", Rule);
        folder.Write("user.test.json", Tests);
        folder.Write("warned.yml", Rule.Replace("user-made", "warned", StringComparison.Ordinal).Replace("5ba6", "6ba6", StringComparison.Ordinal).Replace("level: high", "", StringComparison.Ordinal));
        string table = session.RenderPlain("param($path) Test-IrRule $path", 100, folder.Path);
        string[] lines = [.. table.Split('\n').Select(static line => line.TrimEnd()).Where(static line => line.Length > 0)];
        Assert.All(lines, static line => Assert.InRange(line.Length, 0, 100));
        Assert.Matches(@"^Outcome +Rule +Tests Message$", lines[0]);
        Assert.Matches(@"^failed +bad +not a Sigma document", lines[2]);
        Assert.Contains(lines, static line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^failed +worse.yml:1 +not valid YAML"));
        Assert.Contains(lines, static line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^passed +user-made +2/2$"));
        Assert.Contains(lines, static line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^warning +warned +\(1 of 2\) it has no level"));

        string tests = session.RenderPlain("param($path) (Test-IrRule $path/user.yml).Tests", 120, folder.Path);
        Assert.Matches(@"True +user-made +made", tests);
    }

    [Fact]
    public void A_hostile_rule_reaches_no_terminal()
    {
        using var folder = new TemporaryFolder();
        folder.Write("user.yml", Rule.Replace("title: A user was made", "title: \"\\e[31mred\\u009b\\u202e\"", StringComparison.Ordinal).Replace("eventName: Cre", "\"a\\e[2J\\u202e\": Cre", StringComparison.Ordinal));
        folder.Write("user.test.json", """[{"name":"\u001b]0;owned\u0007\u202e","rule":"user-made","expect":1,"records":[]},{"name":"x","rule":"\u001b[2J","expect":1,"records":[]}]""");
        folder.Write("bad.yml", "title: \"\\e[2J\\u202e\"\n");
        string shown = session.RenderPlain("param($path) $checks = Test-IrRule $path; $checks; $checks.Tests; foreach ($o in @($checks) + $checks.Tests) { foreach ($p in $o.PSObject.Properties) { \"$($p.Value)\" } }", 120, folder.Path);
        Assert.Contains("\\u202e", shown, StringComparison.Ordinal);
        Assert.All(shown, static c => Assert.False((char.IsControl(c) && c is not '\n') || c == '\u202e', $"U+{(int)c:X4}"));
    }

    [Fact]
    public void Stopping_works_at_any_moment()
    {
        using var folder = new TemporaryFolder();
        string many = "[" + string.Join(',', Enumerable.Repeat("""{"rule":"user-made","expect":0,"records":[{"eventName":"DeleteUser"}]}""", 10_000)) + "]";
        folder.Write("0.yml", Rule.Replace("user-made", "first", StringComparison.Ordinal).Replace("5ba6", "6ba6", StringComparison.Ordinal));
        folder.Write("1.yml", Rule);
        folder.Write("1.test.json", many);
        Assert.Contains(session.Stop("param($path) while ($true) { Test-IrRule $path }", folder.Path).State, new[] { PSInvocationState.Stopped });
    }
}
