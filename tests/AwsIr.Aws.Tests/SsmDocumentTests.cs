using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace AwsIr.Aws.Tests;

/// <summary>
/// The documents for Systems Manager are what AWS documents of their schemas: 0.3 of Automation runbooks, 2.2 of Command documents.
/// Their scripts run in the tests of the module.
/// </summary>
public sealed class SsmDocumentTests
{
    /// <summary>What a document holds at most, in bytes.</summary>
    private const int MaxSize = 64 * 1024;

    private static readonly string[] AutomationTypes = ["String", "StringList", "Integer", "Boolean", "MapList", "StringMap", "AWS::IAM::Role::Arn"];
    private static readonly string[] CommandTypes = ["String", "StringList", "Integer", "Boolean", "MapList", "StringMap"];
    private static readonly string[] OutputTypes = ["String", "StringList", "Integer", "Boolean", "MapList", "StringMap"];
    private static readonly string[] Variables = ["global:REGION", "global:DATE", "global:DATE_TIME", "automation:EXECUTION_ID"];

    private readonly YamlMappingNode automation = Load("detect-automation.yaml");
    private readonly YamlMappingNode command = Load("detect-command.yaml");

    [Theory]
    [InlineData("detect-automation.yaml")]
    [InlineData("detect-command.yaml")]
    public void A_document_is_small_enough_and_in_ASCII(string name)
    {
        byte[] bytes = File.ReadAllBytes(PathOf(name));
        Assert.InRange(bytes.Length, 1, MaxSize);
        Assert.All(bytes, static b => Assert.True(b is (byte)'\n' or >= 0x20 and < 0x7f, b.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_runbook_has_the_keys_of_schema_0_3()
    {
        Keys(automation, ["schemaVersion", "description", "assumeRole", "parameters", "mainSteps", "outputs"], ["schemaVersion", "mainSteps"]);
        Assert.Equal("0.3", Text(automation, "schemaVersion"));
        Assert.Equal("{{ AutomationAssumeRole }}", Text(automation, "assumeRole"));
        Assert.Equal("AWS::IAM::Role::Arn", Text(Map(Map(automation, "parameters"), "AutomationAssumeRole"), "type"));
        Parameters(automation, AutomationTypes);
        foreach (YamlMappingNode step in Steps(automation))
        {
            Keys(step, ["name", "action", "description", "timeoutSeconds", "maxAttempts", "onFailure", "onCancel", "isCritical", "isEnd", "nextStep", "inputs", "outputs"], ["name", "action", "inputs"]);
            Assert.Matches("^[a-zA-Z0-9_]{3,128}$", Text(step, "name"));
            Assert.Equal("aws:executeScript", Text(step, "action"));
            Assert.InRange(int.Parse(Text(step, "timeoutSeconds"), System.Globalization.CultureInfo.InvariantCulture), 1, 600);
            Assert.Contains(Text(step, "onFailure"), (string[])["Abort", "Continue"]);
            YamlMappingNode inputs = Map(step, "inputs");
            // PowerShell has no handler, and its script is not allowed in JSON.
            Keys(inputs, ["Runtime", "InputPayload", "Script", "Attachment"], ["Runtime", "Script"]);
            Assert.Equal("PowerShell 7.4", Text(inputs, "Runtime"));
        }
    }

    [Fact]
    public void The_runbooks_outputs_are_those_of_its_steps_and_its_script_returns_them()
    {
        List<string> outputs = [];
        foreach (YamlMappingNode step in Steps(automation))
        {
            string script = Text(Map(step, "inputs"), "Script");
            string returned = script[script.LastIndexOf("return @{", StringComparison.Ordinal)..];
            foreach (YamlMappingNode output in ((YamlSequenceNode)step["outputs"]).Cast<YamlMappingNode>())
            {
                Keys(output, ["Name", "Selector", "Type"], ["Name", "Selector", "Type"]);
                Assert.Contains(Text(output, "Type"), OutputTypes);
                Match selector = Regex.Match(Text(output, "Selector"), @"^\$\.Payload\.(?<name>\w+)$");
                Assert.True(selector.Success, Text(output, "Selector"));
                Assert.Matches($@"(?m)^\s+{selector.Groups["name"].Value}\s*= ", returned);
                outputs.Add($"{Text(step, "name")}.{Text(output, "Name")}");
            }
        }

        Assert.Equal(outputs, ((YamlSequenceNode)automation["outputs"]).Select(static output => ((YamlScalarNode)output).Value));
        Assert.Equal(outputs.Distinct(), outputs);
    }

    [Fact]
    public void The_runbooks_script_takes_what_comes_from_outside_from_its_payload_only()
    {
        YamlMappingNode inputs = Map(Steps(automation).Single(), "inputs");
        string script = Text(inputs, "Script");
        Assert.DoesNotContain("{{", script, StringComparison.Ordinal);
        var given = Map(inputs, "InputPayload").Children.Keys.Select(static key => ((YamlScalarNode)key).Value).Order(StringComparer.Ordinal);
        var taken = Regex.Matches(script, @"\$payload\.(?<name>\w+)").Select(static match => match.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(given, taken);
    }

    [Fact]
    public void The_command_has_the_keys_of_schema_2_2()
    {
        Keys(command, ["schemaVersion", "description", "parameters", "mainSteps"], ["schemaVersion", "mainSteps"]);
        Assert.Equal("2.2", Text(command, "schemaVersion"));
        Parameters(command, CommandTypes);
        foreach (YamlMappingNode step in Steps(command))
        {
            Keys(step, ["action", "name", "precondition", "inputs", "onFailure"], ["action", "name", "inputs"]);
            Assert.Equal("aws:runPowerShellScript", Text(step, "action"));
            Assert.Matches("^[a-zA-Z0-9_-]{1,128}$", Text(step, "name"));
            YamlMappingNode inputs = Map(step, "inputs");
            Keys(inputs, ["runCommand", "timeoutSeconds", "workingDirectory"], ["runCommand"]);
            Assert.InRange(int.Parse(Text(inputs, "timeoutSeconds"), System.Globalization.CultureInfo.InvariantCulture), 1, 172_800);
            Assert.NotEmpty((YamlSequenceNode)inputs["runCommand"]);
        }
    }

    /// <summary>Systems Manager writes values into a command as text: nothing that a pattern lets through may end the quotes around it.</summary>
    [Theory]
    [InlineData("a'; Get-Secret; '")]
    [InlineData("a\u2019; Get-Secret; \u2019")]
    [InlineData("a\nGet-Secret")]
    [InlineData("$(Get-Secret)")]
    [InlineData("a{{ Last }}")]
    public void No_value_of_a_parameter_gets_out_of_its_quotes(string hostile)
    {
        foreach (var (name, parameter) in Map(command, "parameters").Children.Select(static pair => (((YamlScalarNode)pair.Key).Value!, (YamlMappingNode)pair.Value)))
        {
            Assert.False(Takes(parameter, hostile), name);
            Assert.False(Takes(parameter, Text(parameter, "default") + "'"), name);
            // As text between single quotes, and nowhere else.
            string script = string.Join('\n', Scripts(command));
            Assert.Equal(Regex.Count(script, $$$"""\{\{ {{{name}}} \}\}"""), Regex.Count(script, $$$"""'\{\{ {{{name}}} \}\}'"""));
        }
    }

    [Theory]
    [InlineData("S3Uri", "s3://example-shop-cloudtrail/AWSLogs/o-exampleorgid/", true)]
    [InlineData("S3Uri", "https://example.com/", false)]
    [InlineData("Last", "90m", true)]
    [InlineData("Last", "P1D", false)]
    [InlineData("Region", "us-gov-west-1", true)]
    [InlineData("Region", "eu-west-1", true)]
    [InlineData("Region", "*", false)]
    [InlineData("MinimumLevel", "high", true)]
    [InlineData("MinimumLevel", "severe", false)]
    [InlineData("EndpointUrl", "http://127.0.0.1:8080", true)]
    public void Parameters_take_what_is_meant(string name, string value, bool isTaken)
    {
        Assert.Equal(isTaken, Takes(Map(Map(automation, "parameters"), name), value));
        Assert.Equal(isTaken, Takes(Map(Map(command, "parameters"), name), value));
    }

    private static string PathOf(string name) => Repository.Path("examples", "ssm", name);

    private static YamlMappingNode Load(string name)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(PathOf(name));
        stream.Load(reader);
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    private static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node[key];

    private static IEnumerable<YamlMappingNode> Steps(YamlMappingNode document) => ((YamlSequenceNode)document["mainSteps"]).Cast<YamlMappingNode>();

    private static IEnumerable<string> Scripts(YamlMappingNode document) =>
        Steps(document).SelectMany(static step => (YamlSequenceNode)Map(step, "inputs")["runCommand"]).Select(static line => ((YamlScalarNode)line).Value!);

    private static void Keys(YamlMappingNode node, string[] known, string[] required)
    {
        string[] keys = [.. node.Children.Keys.Select(static key => ((YamlScalarNode)key).Value!)];
        Assert.Empty(keys.Except(known));
        Assert.Empty(required.Except(keys));
    }

    /// <summary>Every parameter is of a known type, says what it is, has a default that it takes or is required, is used; and no other is.</summary>
    private static void Parameters(YamlMappingNode document, string[] types)
    {
        foreach (var (name, parameter) in Map(document, "parameters").Children.Select(static pair => (((YamlScalarNode)pair.Key).Value!, (YamlMappingNode)pair.Value)))
        {
            Keys(parameter, ["type", "description", "default", "allowedValues", "allowedPattern", "minItems", "maxItems", "minChars", "maxChars", "displayType"], ["type", "description"]);
            Assert.Contains(Text(parameter, "type"), types);
            Assert.EndsWith(".", Text(parameter, "description"), StringComparison.Ordinal);
            if (parameter.Children.ContainsKey("default"))
            {
                Assert.True(Takes(parameter, Text(parameter, "default")), name);
            }
            else
            {
                Assert.StartsWith("(Required)", Text(parameter, "description"), StringComparison.Ordinal);
            }
        }

        var used = document.AllNodes.OfType<YamlScalarNode>()
            .SelectMany(static node => Regex.Matches(node.Value ?? "", @"\{\{\s*(?<name>[^}]*?)\s*\}\}").Select(static match => match.Groups["name"].Value))
            .Except(Variables).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Map(document, "parameters").Children.Keys.Select(static key => ((YamlScalarNode)key).Value!).Order(StringComparer.Ordinal), used);
    }

    private static bool Takes(YamlMappingNode parameter, string value) =>
        parameter.Children.TryGetValue("allowedValues", out YamlNode? values) ? ((YamlSequenceNode)values).Any(one => ((YamlScalarNode)one).Value == value)
        : parameter.Children.ContainsKey("allowedPattern") && Regex.Match(value, Text(parameter, "allowedPattern")) is { Success: true } match && match.Length == value.Length;
}
