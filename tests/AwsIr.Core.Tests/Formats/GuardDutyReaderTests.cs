using System.Text;
using AwsIr.Formats;
using AwsIr.Records;
using AwsIr.Tests.Records;

namespace AwsIr.Tests.Formats;

/// <summary>Findings are found in every arrangement in which people have them.</summary>
public class GuardDutyReaderTests
{
    private static readonly string[] Ids = ["46ba0ac2845071e23ccdeb2ae03bfde1", "46ba0ac2845071e23ccdeb2ae03bfde2", "46ba0ac2845071e23ccdeb2ae03bfde3"];

    private static readonly string[] Samples = [.. new[] { GuardDutySamples.SshBruteForce, GuardDutySamples.PortProbe, GuardDutySamples.BitcoinDns }.Select(GuardDutySamples.OnOneLine)];

    public static TheoryData<string, string> Arrangements { get; } = new()
    {
        { "the export to S3", string.Join('\n', Samples) + "\n" },
        { "GetFindings of the API", "{\"findings\":[" + string.Join(',', Samples) + "]}" },
        { "GetFindings of the CLI", "{\n  \"Findings\": [\n" + string.Join(",\n", Samples.Select(GuardDutySamples.AsSdk)) + "  ]\n}" },
        { "a bare array, as --query and ConvertTo-Json write it", "[" + string.Join(',', Samples.Select(GuardDutySamples.AsSdk)) + "]" },
        { "EventBridge events", string.Join('\n', Samples.Select(Event)) },
        { "EventBridge events of a tool that writes as SDKs do", "[" + string.Join(',', Samples.Select(sample => Event(GuardDutySamples.AsSdk(sample)))) + "]" },
        { "EventBridge events that were sent on", string.Join('\n', Samples.Select(sample => Event(Event(sample)))) },
        { "files of pages one after another", "{\"Findings\":[" + Samples[0] + "],\"NextToken\":\"\"}{\"Findings\":[" + Samples[1] + "," + Samples[2] + "]}" },
        { "without the schema's version", "[" + string.Join(',', Samples).Replace("\"schemaVersion\":\"2.0\",", "", StringComparison.Ordinal) + "]" },
    };

    [Theory]
    [MemberData(nameof(Arrangements))]
    public void They_are_found(string arrangement, string text)
    {
        Assert.NotEmpty(arrangement);
        foreach (var item in new[] { new MemoryEvidence(text), new MemoryEvidence(text, 1000), new MemoryEvidence(MemoryEvidence.Gzip(text)), new MemoryEvidence(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray()) })
        {
            var found = FoundFindings.In(item);
            Assert.Empty(found.Problems);
            Assert.Empty(found.Others);
            Assert.Equal(Ids, found.Findings.Select(finding => finding.Id));
            Assert.Equal([0L, 1L, 2L], found.Findings.Select(finding => finding.Provenance.Index));
            Assert.Equal(["UnauthorizedAccess:EC2/SSHBruteForce", "Recon:EC2/PortProbeUnprotectedPort", "CryptoCurrency:EC2/BitcoinTool.B!DNS"], found.Views.Select(view => view.Key));
        }
    }

    [Fact]
    public void EventBridge_says_what_is_one()
    {
        // What somebody's transformer left of it.
        var found = FoundFindings.In(Event("""{"type":"Recon:EC2/Portscan","severity":5}"""));
        Assert.Equal("Recon:EC2/Portscan", Assert.Single(found.Findings).Type);
    }

    [Fact]
    public void Other_content_is_told_apart()
    {
        var found = FoundFindings.In($$$"""
            {{{Samples[0]}}}
            {"eventName":"CreateUser","eventSource":"iam.amazonaws.com","eventTime":"2026-03-17T13:00:00Z"}
            {"SchemaVersion":"2018-10-08","Id":"x","ProductArn":"arn:aws:securityhub:eu-west-1::product/aws/inspector","Severity":{"Label":"HIGH"}}
            {"detail-type":"Macie Finding","detail":{"schemaVersion":"1.0","resourcesAffected":{},"severity":{"score":3} } }
            {"severity":"ERROR","service":"checkout","schemaVersion":1}
            {"hello":"world"}
            """);
        Assert.Single(found.Findings);
        Assert.Equal(
            [("CloudTrail records", 1L), ("EventBridge events of other services", 1L), ("Security Hub findings", 1L)],
            found.Others.Select(other => (other.What, other.Count)).OrderBy(other => other.What, StringComparer.Ordinal));
        var problem = Assert.Single(found.Problems);
        Assert.Equal((ReadProblemKind.UnknownContent, true), (problem.Kind, problem.Message.StartsWith("2 JSON object(s), from record 4 on", StringComparison.Ordinal)));
    }

    [Fact]
    public void They_are_other_content_to_who_wants_CloudTrail()
    {
        var found = Found.In(Samples[0] + Event(Samples[1]) + GuardDutySamples.SshBruteForceInSecurityHub, Found.CloudTrailOnly);
        Assert.Empty(found.Events);
        Assert.Empty(found.Problems);
        Assert.Equal([("GuardDuty findings", 2L), ("Security Hub findings", 1L)], found.Others.Select(other => (other.What, other.Count)));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{{\"findings\":[{0}]}}")]
    [InlineData("{{\"detail-type\":\"GuardDuty Finding\",\"detail\":{0}}}")]
    public void Archived_ones_are_counted_unless_they_are_asked_for(string arrangement)
    {
        var archived = Samples[0].Replace("\"archived\":false", "\"archived\":true", StringComparison.Ordinal);
        foreach (var finding in new[] { archived, GuardDutySamples.AsSdk(archived), GuardDutySamples.SshBruteForceInSecurityHub.Replace("archived\":\"false\"", "archived\":\"true\"", StringComparison.Ordinal) })
        {
            var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, arrangement, finding) + "\n" + Samples[1];
            var found = FoundFindings.In(text);
            Assert.Equal([Ids[1]], found.Findings.Select(one => one.Id));
            Assert.Equal(("archived GuardDuty findings", 1L), (Assert.Single(found.Others).What, found.Others[0].Count));
            Assert.Empty(found.Problems);

            found = FoundFindings.In(text, new ReadOptions { Sources = [RecordSource.GuardDuty], IncludeArchived = true });
            Assert.Equal([(Ids[0], true), (Ids[1], false)], found.Findings.Select(one => (one.Id!, one.Archived)));
            Assert.Empty(found.Others);
        }
    }

    [Fact]
    public void What_is_broken_does_not_keep_the_rest_away()
    {
        var found = FoundFindings.In(Samples[0] + "\n{\"schemaVersion\":\"2.0\",oops}\n" + Samples[1] + "\n" + Samples[2][..100]);
        Assert.Equal([Ids[0], Ids[1]], found.Findings.Select(finding => finding.Id));
        Assert.Equal([(ReadProblemKind.BadJson, 1L), (ReadProblemKind.Truncated, 3L)], found.Problems.Select(problem => (problem.Kind, problem.Record!.Value)));
    }

    private static string Event(string finding) =>
        $$$"""{"version":"0","id":"cd2d702e-ab31-411b-9344-793ce56b1bc7","detail-type":"GuardDuty Finding","source":"aws.guardduty","account":"111122223333","time":"2026-03-17T12:15:00Z","region":"eu-west-1","resources":[],"detail":{{{finding}}}}""";
}
