using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsIr.Detection;
using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Tests.Incident;

/// <summary>The logs of the example incident, as they lie in the repository.</summary>
public class ExampleIncidentTests
{
    private static readonly string Incident = Repository.Path("examples", "incident");

    [Fact]
    public void TheBuiltInRulesGiveTheAlertsWorkedOutFromItsScript()
    {
        string[] expected = [.. File.ReadLines(Path.Combine(Incident, "expected-alerts.tsv")).Skip(1).Select(line => string.Join('\t', line.Split('\t').Where((_, i) => i != 5)))];
        using var detection = new Detector(RuleSet.Compile(Repository.BuiltInRules, new CompileOptions()));
        var reader = new EvidenceReader(ReadOptions.All);
        foreach (string path in EvidenceFolder.Files(Path.Combine(Incident, "evidence"), (_, e) => throw e))
        {
            reader.Read(new FileEvidence(path), detection, CancellationToken.None);
        }

        IEnumerable<string> actual = detection.Complete().Select(a => string.Join(
            '\t', Text(a.Time), a.RuleName, a.Level.ToString().ToLowerInvariant(), a.AccountId, a.Region, a.SourceAddress, a.Count.ToString(CultureInfo.InvariantCulture), Text(a.FirstSeen), Text(a.LastSeen)));

        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        Assert.Equal(
            [("CloudTrail digest files", 2L), ("CloudWatch Logs control messages", 1L), ("archived GuardDuty findings", 1L)],
            detection.Others.GroupBy(other => other.What).Select(group => (group.Key, group.Sum(other => other.Count))).OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void DeliveryIsAsAwkwardAsTheRealOne()
    {
        List<List<JsonElement>> files = [.. Files().Select(f => f.Value)];
        List<JsonElement> records = [.. files.SelectMany(f => f)];

        Assert.True(records.Count > records.Select(r => Text(r, "eventID")).Distinct().Count(), "some events come twice");
        Assert.Contains(files, f => !f.Select(r => Text(r, "eventTime")).SequenceEqual(f.Select(r => Text(r, "eventTime")).Order(StringComparer.Ordinal)));
        Assert.Contains(records, r => r.GetProperty("requestParameters") is { ValueKind: JsonValueKind.Object } p && p.TryGetProperty("Tagging", out _) && p.TryGetProperty("tagging", out _));
        Assert.Contains(records, r => Text(r, "userAgent").Contains('\u001b', StringComparison.Ordinal));
        Assert.Equal(["111122223333", "444455556666"], records.Select(r => Text(r, "recipientAccountId")).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ProductionIsSilentWhileItsTrailIsStopped() => Assert.DoesNotContain(Records(), r =>
        Text(r, "recipientAccountId") == "111122223333" && string.CompareOrdinal(Text(r, "eventTime"), "2026-03-17T14:46:30Z") > 0 && string.CompareOrdinal(Text(r, "eventTime"), "2026-03-17T14:55:10Z") < 0);

    [Fact]
    public void DigestsHoldTheHashesOfTheFiles()
    {
        int checkedFiles = 0;
        foreach (string path in Directory.EnumerateFiles(Incident, "*_CloudTrail-Digest_*", SearchOption.AllDirectories))
        {
            foreach (JsonNode? file in JsonNode.Parse(Unzip(path))!["logFiles"]!.AsArray())
            {
                byte[] content = Unzip(Path.Combine(Incident, "evidence", (string)file!["s3Object"]!));
                Assert.Equal((string?)file["hashValue"], Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)));
                checkedFiles++;
            }
        }

        Assert.True(checkedFiles > 30);
    }

    private static IEnumerable<JsonElement> Records() => Files().SelectMany(f => f.Value);

    private static IEnumerable<KeyValuePair<string, List<JsonElement>>> Files()
    {
        foreach (string path in Directory.EnumerateFiles(Incident, "*_CloudTrail_*.json.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using JsonDocument document = JsonDocument.Parse(Unzip(path));
            yield return new(path, [.. document.RootElement.GetProperty("Records").EnumerateArray().Select(r => r.Clone())]);
        }
    }

    private static byte[] Unzip(string path)
    {
        using FileStream file = File.OpenRead(path);
        using GZipStream gzip = new(file, CompressionMode.Decompress);
        using MemoryStream content = new();
        gzip.CopyTo(content);
        return content.ToArray();
    }

    private static string Text(JsonElement record, string name) => record.GetProperty(name).GetString()!;

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Runs rules over what a reader finds, as a user's run does.</summary>
    private sealed class Detector(RuleSet rules) : IRecordSink, IDisposable
    {
        private readonly DetectionRun _run = new(rules, new DetectionRunOptions());
        private readonly Evaluator _evaluator = new(rules, keepRecords: true);
        private readonly HitBatch _batch = new();
        private readonly List<Alert> _alerts = [];

        public List<OtherContent> Others { get; } = [];

        public void Dispose() => _run.Dispose();

        public void OnRecord(RecordFields fields) => _evaluator.Evaluate(fields, _batch);

        public void OnProblem(ReadProblem problem) => Assert.Fail(problem.ToString());

        public void OnOther(OtherContent content) => Others.Add(content);

        public List<Alert> Complete()
        {
            _run.Add(_batch, _alerts.Add);
            _alerts.AddRange(_run.Complete(CancellationToken.None));
            return _alerts;
        }
    }
}
