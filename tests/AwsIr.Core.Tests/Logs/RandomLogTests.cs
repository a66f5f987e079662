using System.Globalization;
using AwsIr.Formats;
using AwsIr.Records;
using AwsIr.Tests.Formats;
using CsCheck;

namespace AwsIr.Tests.Logs;

/// <summary>Log events made at random to be hostile to short cuts, and texts damaged at random. AWSIR_FUZZ=n in the environment runs more.</summary>
public class RandomLogTests
{
    private static readonly string[] Parts =
        ["", "x", "\"", "\\", "}]", "{", "[", "{\"a\":1}", "{\"events\":[", "\u001b[2J", "\u0000", "\ud800", "\udc00x", "é", "😀", "\u2028", "\t", "\n", "\r\n", "  ", "H4sI",
            "2026-03-17T13:00:00.000Z ", "Mar 17 13:00:00 h sshd[1]: Failed password for root from 203.0.113.45 port 1 ssh2", "eventSource", Sample.Trail, "[Security] [INFORMATION] [4625] [x] [y] [z]",
            "<34>1 ", "key=value k2=\"v\" ", "START RequestId: ", "203.0.113.45 - - [17/Mar/2026:13:00:00 +0000] \"GET / HTTP/1.1\" 200 3"];

    private static readonly ReadOptions[] Options =
        [ReadOptions.All, new() { Unwrap = false, AnyText = true }, new() { Sources = [RecordSource.CloudWatchLogs], AnyText = true }, new() { Sources = [RecordSource.CloudTrail] }];

    [Fact]
    public void Events_are_what_was_logged_in_every_arrangement() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        string[] messages = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Message(random, Parts))];
        var batch = Sample.Batch(messages);
        var text = random.Next(5) switch
        {
            0 => Sample.Page(messages),
            1 => batch,
            2 => Sample.Lambda(batch),
            3 => Sample.Base64(batch),
            _ => "[" + string.Join(",\n", messages.Select(Sample.Event)) + "]",
        };
        var found = Found.In(new MemoryEvidence(text, random.Next(4) == 0 ? random.Next(1, 50) : int.MaxValue), new ReadOptions { Unwrap = false });
        Assert.Empty(found.Problems);

        // System.Text.Json, which writes the samples, has no half of a surrogate pair.
        Assert.Equal(messages.Select(static message => new string([.. message.EnumerateRunes().SelectMany(static rune => rune.ToString())])), found.Logs.Select(log => log.Raw));
        Touch(found);
    }, iter: Iterations(300), threads: 1);

    [Fact]
    public void Lines_are_all_there() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        string[] parts = [.. Parts.Where(static part => !part.Contains('\n', StringComparison.Ordinal) && !part.Contains('\0', StringComparison.Ordinal) && !part.Contains('\ud800', StringComparison.Ordinal) && !part.Contains('\udc00', StringComparison.Ordinal))];
        string[] lines = ["first", .. Enumerable.Range(0, random.Next(1, 9)).Select(_ => Message(random, parts))];
        var found = Found.In(new MemoryEvidence(string.Join(random.Next(2) == 0 ? "\n" : "\r\n", lines), random.Next(4) == 0 ? random.Next(1, 50) : int.MaxValue), Options[1]);
        Assert.Empty(found.Problems);
        Assert.Equal(lines.Where(static line => line.Length > 0), found.Logs.Select(log => log.Raw));
        Touch(found);
    }, iter: Iterations(300), threads: 1);

    [Fact]
    public void Damaged_text_is_survived() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        string[] messages = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Message(random, Parts))];
        var batch = Sample.Batch(messages);
        var text = random.Next(7) switch
        {
            0 => Sample.Page(messages),
            1 => batch,
            2 => Sample.Lambda(batch) + "\n" + Sample.Lambda(batch),
            3 => Sample.Base64(batch) + "\n" + Sample.Base64(batch),
            4 => string.Join('\n', messages.Select(static message => "2026-03-17T13:00:00.000Z " + message)),
            5 => """{"results":[[{"field":"@timestamp","value":"2026-03-17 13:00:00.000"},{"field":"@message","value":"m"},{"field":"@log","value":"1:g"},{"field":"@ptr","value":"p"}]],"statistics":{}}""",
            _ => string.Join('\n', messages),
        };
        byte[] bytes = Sample.Utf8(text);
        for (int i = random.Next(4); i > 0; i--)
        {
            int at = random.Next(bytes.Length + 1);
            bytes = random.Next(4) switch
            {
                0 => bytes[..at],
                1 => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
                2 => [.. bytes[..at], .. Sample.Utf8(Parts[random.Next(Parts.Length)]), .. bytes[at..]],
                _ => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(9))..]],
            };
        }

        foreach (var options in Options)
        {
            Touch(Found.In(new MemoryEvidence(random.Next(5) == 0 ? MemoryEvidence.Gzip(bytes) : bytes, random.Next(4) == 0 ? random.Next(1, 50) : int.MaxValue), options));
        }
    }, iter: Iterations(600), threads: 1);

    private static string Message(Random random, string[] parts) => string.Concat(Enumerable.Range(0, random.Next(0, 5)).Select(_ => parts[random.Next(parts.Length)]));

    /// <summary>Whatever was read can be looked at, and nothing of it acts on a terminal.</summary>
    private static void Touch(Found found)
    {
        foreach (var log in found.Logs)
        {
            foreach (var text in new[] { log.Message, log.LogGroup, log.LogStream, log.EventId, log.AccountId, log.Fields.ToString(), log.ToString(), ((IRecord)log).Actor, ((IRecord)log).SourceAddress })
            {
                Assert.False(text?.Any(static c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ?? false);
            }

            Assert.True(Enum.IsDefined(log.Kind));
            Assert.True(log.Timestamp is null or { Kind: DateTimeKind.Utc });
            var fields = ((IRecord)log).GetFields();
            var values = new FieldValues();
            fields.Resolve(new FieldPath("user", 0), values);
            Assert.Equal(((IRecord)log).Time?.Ticks ?? long.MinValue, fields.TimeTicks);
        }
    }

    private static long Iterations(int ordinary) =>
        long.TryParse(Environment.GetEnvironmentVariable("AWSIR_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : ordinary;
}
