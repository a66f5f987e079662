using System.Text.Json.Nodes;
using AwsIr.Clients;
using AwsIr.Evidence;
using AwsIr.FakeAws;
using AwsIr.Live;
using AwsIr.Records;

namespace AwsIr.Aws.Tests.Live;

public class FindingCollectorTests
{
    private const string DetectorId = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Gives_every_finding_once_in_chunks_of_fifty()
    {
        using var rig = new LiveRig();
        Add(rig, 120);
        rig.Server.Faults.Add("ListFindings", Fault.EmptyPage);
        rig.Server.Faults.Add("ListFindings", Fault.Overlap, after: 1);
        LiveResult result = rig.Read(All(rig)).Ok();
        Assert.Equal(Enumerable.Range(0, 120).Select(FindingId), result.EventIds.Order());
        Assert.Equal(120, result.Records.Count);
        Assert.All(rig.Server.RequestsOf("GetFindings"), static request => Assert.InRange(JsonNode.Parse(request["findingIds"]!)!.AsArray().Count, 1, 50));
        Assert.Equal(3, rig.Server.RequestsOf("GetFindings").Count);
        Assert.Equal($"guardduty://111122223333/eu-west-1/{DetectorId}/page-1", result.Records[0].Provenance.Path);
    }

    [Fact]
    public void Regions_without_a_detector_are_told_in_one_warning()
    {
        using var rig = new LiveRig { Regions = ["eu-west-1", "us-east-1", "us-west-2"] };
        Add(rig, 1);
        LiveResult result = rig.Read(All(rig)).Ok();
        Assert.Single(result.Records);
        Assert.Equal("GuardDuty is switched off in 111122223333/us-east-1, 111122223333/us-west-2: there are no findings to be had.", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("ListDetectors")]
    [InlineData("ListFindings")]
    [InlineData("GetFindings")]
    public void What_is_denied_names_the_action(string operation)
    {
        using var rig = new LiveRig();
        Add(rig, 1);
        rig.Server.World.Deny("guardduty:" + operation);
        SourceNotice error = Assert.Single(rig.Read(All(rig)).Errors);
        Assert.Equal("AwsAccessDenied", error.ErrorId);
        Assert.Contains("guardduty:" + operation, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_cannot_lose_a_finding_goes_to_the_service()
    {
        var start = new DateTime(2026, 3, 17, 13, 0, 0, DateTimeKind.Utc);
        var criteria = FindingQuery.From(
            new TimeRange(start.Ticks, start.AddHours(1).Ticks), ["recon:ec2/portscan"], 6.5, [LiveRig.Account], ["0123456789ABCDEF0123456789ABCDEF"], includeArchived: false).ToDictionary(static one => one.Field);
        Assert.Equal(6, criteria.Count);

        // An hour of margin before, and no end: a finding is updated after it was last seen.
        Assert.Equal(new DateTimeOffset(start.AddHours(-1)).ToUnixTimeMilliseconds(), criteria["updatedAt"].AtLeast);
        Assert.Equal(6, criteria["severity"].AtLeast);
        Assert.Equal(["Recon:EC2/Portscan"], criteria["type"].EqualTo);
        Assert.Equal([LiveRig.Account], criteria["accountId"].EqualTo);
        Assert.Equal(["0123456789abcdef0123456789abcdef"], criteria["id"].EqualTo);
        Assert.Empty(FindingQuery.From(TimeRange.All, ["Recon*", "Some:New/Type"], null, ["1111*"], ["short"], includeArchived: true));
        Assert.Equal("service.archived", Assert.Single(FindingQuery.From(TimeRange.All, ["Recon:EC2/Portscan", "Recon*"], null, null, null, includeArchived: false)).Field);
    }

    [Fact]
    public void The_criteria_select_at_the_service()
    {
        using var rig = new LiveRig();
        Add(rig, 10);
        rig.Region.Detector!.Findings[3]["severity"] = 8;
        rig.Region.Detector.Findings[4]["service"]!["archived"] = true;
        rig.Region.Detector.Findings[4]["severity"] = 8;
        LiveResult result = rig.Read(new FindingCollector(FindingQuery.From(TimeRange.All, null, 7, null, null, includeArchived: false), rig.Now)).Ok();
        Assert.Equal([FindingId(3)], result.EventIds);
    }

    [Fact]
    public void Runs_with_a_checkpoint_give_a_finding_again_only_when_it_was_updated()
    {
        using var rig = new LiveRig();
        Add(rig, 3);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Assert.Equal(3, Run(rig.Now).Records.Count);
            Assert.Empty(Run(rig.Now.AddMinutes(5)).Records);
            rig.Server.World.Change(() => rig.Region.Detector!.Findings[1]["updatedAt"] = Text(rig.Now.AddMinutes(6)));
            Assert.Equal([FindingId(1)], Run(rig.Now.AddMinutes(10)).EventIds);
        }
        finally
        {
            File.Delete(path);
        }

        LiveResult Run(DateTime now)
        {
            using Checkpoint checkpoint = Checkpoint.Load(path, "Get-IrGuardDutyFinding");
            checkpoint.Use("live");
            LiveResult result = rig.Read(checkpoint, keepsPages: false, new FindingCollector([], now)).Ok();
            checkpoint.Save();
            return result;
        }
    }

    private static FindingCollector All(LiveRig rig) => new([], rig.Now);

    private static string FindingId(int number) => number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static void Add(LiveRig rig, int count)
    {
        AwsIr.FakeAws.Detector detector = rig.Region.AddDetector(DetectorId);
        for (int number = 0; number < count; number++)
        {
            detector.Findings.Add(new JsonObject
            {
                ["schemaVersion"] = "2.0",
                ["accountId"] = LiveRig.Account,
                ["region"] = LiveRig.Home,
                ["partition"] = "aws",
                ["id"] = FindingId(number),
                ["arn"] = $"arn:aws:guardduty:eu-west-1:111122223333:detector/{DetectorId}/finding/{FindingId(number)}",
                ["type"] = "Recon:EC2/Portscan",
                ["resource"] = new JsonObject { ["resourceType"] = "Instance" },
                ["service"] = new JsonObject { ["serviceName"] = "guardduty", ["archived"] = false, ["count"] = 1, ["eventLastSeen"] = Text(rig.Now.AddMinutes(-20)) },
                ["severity"] = 5,
                ["createdAt"] = Text(rig.Now.AddHours(-2)),
                ["updatedAt"] = Text(rig.Now.AddMinutes(-10).AddSeconds(number)),
                ["title"] = "A host looks for open ports.",
            });
        }
    }
}
