using System.Text.Json;
using AwsIr.Evidence;
using AwsIr.Tests.Detection;

namespace AwsIr.Tests.Formats;

/// <summary>Real logs, where they lie beside the checkout: the same records as a plain JSON parser finds.</summary>
public class SharedCorpusTests
{
    [Fact]
    public void Every_record_of_an_attack_is_read_in_order()
    {
        var files = EvidenceFolder.Files(SharedData.Find("cloudtrail-attack/CloudTrail"), (folder, e) => Assert.Fail(folder + e)).ToList();
        Assert.Equal(55, files.Count);
        var total = 0;
        foreach (var file in files)
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var expected = document.RootElement.GetProperty("Records").EnumerateArray().ToList();
            var found = Found.In(new FileEvidence(file));
            Assert.Empty(found.Problems);
            Assert.Empty(found.Others);
            Assert.Equal(expected.Select(record => record.GetRawText()), found.Events.Select(e => e.Raw));
            Assert.Equal(expected.Select(record => record.GetProperty("eventID").GetString()), found.Events.Select(e => e.EventId));
            Assert.Equal(expected.Select(record => record.GetProperty("eventTime").GetDateTime()), found.Events.Select(e => e.EventTime!.Value));
            Assert.All(found.Events, e => Assert.NotEqual("unknown", e.Actor));
            total += found.Events.Count;
        }

        Assert.Equal(2900, total);
    }
}
