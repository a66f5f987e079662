using System.Text.Json;

namespace AwsIr.Tests.Records.Messages;

/// <summary>The samples beside the built-in rules have a message and the fields that rules ask for: the parser gives these fields of this message.</summary>
public class RuleSampleTests
{
    /// <summary>What a log event has beside its message.</summary>
    private static readonly string[] OfTheEvent = ["timestamp", "message", "logGroup", "logStream"];

    public static TheoryData<string> Files { get; } =
        [.. Directory.GetFiles(Repository.Path("module", "rules", "cloudwatch"), "*.test.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Messages_have_the_fields_that_stand_beside_them(string file)
    {
        using var tests = JsonDocument.Parse(File.ReadAllText(Repository.Path("module", "rules", "cloudwatch", file)));
        foreach (var record in tests.RootElement.EnumerateArray().SelectMany(test => test.GetProperty("records").EnumerateArray()))
        {
            if (!record.TryGetProperty("message", out var message))
            {
                continue;
            }

            using var parsed = JsonDocument.Parse(Parsed.Of(message.GetString()!).Fields);
            foreach (var field in record.EnumerateObject().Where(field => !OfTheEvent.Contains(field.Name)))
            {
                Assert.True(parsed.RootElement.TryGetProperty(field.Name, out var value), $"{message}: no {field.Name}");
                Assert.True(JsonElement.DeepEquals(field.Value, value), $"{message}: {field.Name} is {value}, not {field.Value}");
            }
        }
    }
}
