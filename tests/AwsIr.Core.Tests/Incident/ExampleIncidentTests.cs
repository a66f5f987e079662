using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsIr.Detection;
using AwsIr.Tests.Detection;

namespace AwsIr.Tests.Incident;

/// <summary>The logs of the example incident, as they lie in the repository.</summary>
public class ExampleIncidentTests
{
    private static readonly string Incident = Repository.Path("examples", "incident");

    [Fact]
    public void TheBuiltInRulesGiveTheAlertsWorkedOutFromItsScript()
    {
        string[] expected = [.. File.ReadLines(Path.Combine(Incident, "expected-alerts.tsv")).Skip(1).Select(line => string.Join('\t', line.Split('\t').Where((_, i) => i != 5)))];
        RuleSet rules = RuleSet.Compile(Repository.BuiltInRules, new CompileOptions());

        IEnumerable<string> actual = Sigma.Run(rules, Records().Select(r => r.GetRawText()), out _).Select(a => string.Join(
            '\t', Text(a.Time), a.RuleName, a.Level.ToString().ToLowerInvariant(), a.AccountId, a.Region, a.SourceAddress, a.Count.ToString(CultureInfo.InvariantCulture), Text(a.FirstSeen), Text(a.LastSeen)));

        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
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
}
