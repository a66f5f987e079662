using System.Globalization;
using System.Text;
using System.Text.Json;
using AwsIr.Records;
using CsCheck;
using JsonFields = AwsIr.Tests.Detection.JsonFields;

namespace AwsIr.Tests.Formats;

/// <summary>
/// Records made at random to be hostile to short cuts (escaped quotes, brackets and keys inside strings, any order and spacing,
/// keys written twice or in another case, nested Records, UTF-8 of every length): what a plain JSON parser sees, we see.
/// </summary>
public class RandomRecordTests
{
    private static readonly string[] Keys =
        ["eventName", "eventname", "EventName", "eventSource", "userIdentity", "UserIdentity", "requestParameters", "Records", "Events", "a", "A", "a.b", "b", "k", "K", "é", "É", "😀", "x y", "\"", "\\", "{", ""];

    private static readonly string[] Texts =
        ["", "x", "\"", "\\", "\\\"", "}]", "{\"eventName\":\"No\"}", "\"eventName\":\"No\",", "Records", "null", "é", "€", "😀", "\n", "\u0001", "\u2028", "K\u212a", "  ", "a,b:c"];

    [Fact]
    public void Records_are_what_a_plain_parser_sees()
    {
        long count = 0;
        Gen.Int.Sample(seed =>
        {
            var random = new Random(seed);
            List<string> records = [.. Enumerable.Range(0, random.Next(1, 6)).Select(i => Record(random, i))];
            string text = Arrange(random, records);
            Found found = Found.In(new MemoryEvidence(text, random.Next(4) == 0 ? random.Next(1, 50) : int.MaxValue));
            Assert.True(found.Problems.Count == 0, text + "\n" + string.Join("\n", found.Problems));
            Assert.Equal(records, found.Events.Select(e => e.Raw));
            foreach ((string record, CloudTrailEvent read) in records.Zip(found.Events))
            {
                using var document = JsonDocument.Parse(record);
                Assert.Equal(Plain(document.RootElement), Ours(read.Fields));
                RecordFields ours = ((IRecord)read).GetFields();
                var plain = new JsonFields(record, RecordSource.CloudTrail);
                Assert.Equal(plain.Text("eventName"), ours.DispatchKey);
                for (int i = 0; i < 20; i++)
                {
                    var path = new FieldPath(string.Join('.', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Keys[random.Next(Keys.Length)])), 0);
                    Assert.Equal(Values(plain, path), Values(ours, path));
                }
            }

            Interlocked.Increment(ref count);
        }, iter: Iterations(), threads: 1);
        Assert.True(count > 0);
    }

    /// <summary>A text that was damaged at random neither hangs nor throws, and what is read of it is whole.</summary>
    [Fact]
    public void Damaged_text_is_survived()
    {
        Gen.Int.Sample(seed =>
        {
            var random = new Random(seed);
            List<string> records = [.. Enumerable.Range(0, random.Next(1, 6)).Select(i => Record(random, i))];
            byte[] text = Encoding.UTF8.GetBytes(Arrange(random, records));
            for (int damage = random.Next(1, 4); damage > 0; damage--)
            {
                text[random.Next(text.Length)] = (byte)random.Next(256);
            }

            Found found = Found.In(new MemoryEvidence(random.Next(2) == 0 ? text : text[..random.Next(text.Length)], random.Next(1, 100)));
            Assert.All(found.Events, e => _ = (e.Fields, e.Actor, e.EventTime, e.UserName, e.RequestParameters));
        }, iter: Iterations() * 3, threads: 1);
    }

    private static long Iterations() => long.TryParse(Environment.GetEnvironmentVariable("AWSIR_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : 300;

    private static string Arrange(Random random, List<string> records)
    {
        string joined = string.Join(Space(random) + "," + Space(random), records);
        return random.Next(4) switch
        {
            0 => string.Join("\n", records),
            1 => "[" + Space(random) + joined + Space(random) + "]",
            2 => "{" + Space(random) + "\"Records\"" + Space(random) + ":" + Space(random) + "[" + joined + "]" + Space(random) + "}",
            _ => "{\"NextToken\":" + Value(random, 2) + ",\"Records\":[" + joined + "]}",
        };
    }

    /// <summary>An object that is told to be a CloudTrail record, with anything else in it, in any order.</summary>
    private static string Record(Random random, int number)
    {
        List<string> members =
        [
            "\"eventName\":\"E" + number.ToString(CultureInfo.InvariantCulture) + "\"", "\"eventSource\":\"s\"", "\"eventTime\":\"2026-03-17T13:00:00Z\"",
            .. Enumerable.Range(0, random.Next(6)).Select(_ => Key(random, top: true) + Space(random) + ":" + Space(random) + Value(random, 3)),
        ];
        string[] shuffled = [.. members.OrderBy(_ => random.Next())];
        return "{" + Space(random) + string.Join(Space(random) + "," + Space(random), shuffled) + Space(random) + "}";
    }

    private static string Key(Random random, bool top)
    {
        string key;
        do
        {
            key = Keys[random.Next(Keys.Length)];
        }
        while (top && key is "Records" or "Events" or "eventSource");
        return Quote(random, key);
    }

    private static string Value(Random random, int depth) => random.Next(depth > 0 ? 9 : 6) switch
    {
        0 => "null",
        1 => random.Next(2) == 0 ? "true" : "false",
        2 => random.Next(-5, 500).ToString(CultureInfo.InvariantCulture),
        3 => "-1.50e+3",
        4 or 5 => Quote(random, Texts[random.Next(Texts.Length)] + Texts[random.Next(Texts.Length)]),
        6 or 7 => "{" + string.Join(",", Enumerable.Range(0, random.Next(4)).Select(_ => Space(random) + Key(random, top: false) + ":" + Value(random, depth - 1))) + Space(random) + "}",
        _ => "[" + string.Join(",", Enumerable.Range(0, random.Next(4)).Select(_ => Space(random) + Value(random, depth - 1))) + Space(random) + "]",
    };

    /// <summary>A JSON string, each character escaped or not as JSON allows.</summary>
    private static string Quote(Random random, string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            char c = rune.IsBmp ? (char)rune.Value : '\0';
            if (c is not ('"' or '\\') && rune.Value >= ' ' && random.Next(6) != 0)
            {
                quoted.Append(rune.ToString());
            }
            else if (c is '"' or '\\' && random.Next(2) == 0)
            {
                quoted.Append('\\').Append(c);
            }
            else
            {
                foreach (char unit in rune.ToString())
                {
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
                }
            }
        }

        return quoted.Append('"').ToString();
    }

    private static string Space(Random random) => random.Next(3) == 0 ? new string([.. Enumerable.Range(0, random.Next(4)).Select(_ => " \t\r\n"[random.Next(4)])]) : "";

    private static string Values(RecordFields fields, FieldPath path)
    {
        var values = new FieldValues();
        fields.Resolve(path, values);
        return values.Present + ":" + string.Join("|", values.Items.ToArray().Select(value => value.Kind + " " + (value.Kind == FieldKind.Object ? Reparsed(value.Text) : value.Text)));
    }

    /// <summary>An object's text without its choice of what to escape: the plain view escapes more than need be.</summary>
    private static string Reparsed(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Plain(document.RootElement);
    }

    private static string Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", element.EnumerateObject().GroupBy(p => p.Name, StringComparer.Ordinal).Select(p => SafeText.Of(p.Key) + ":" + Plain(p.Last().Value))) + "}",
        JsonValueKind.Array => "[" + string.Join(",", element.EnumerateArray().Select(Plain)) + "]",
        JsonValueKind.String => "'" + SafeText.Of(element.GetString()!) + "'",
        JsonValueKind.Number => element.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        _ => element.GetRawText(),
    };

    private static string Ours(object? value) => value switch
    {
        null => "null",
        JsonDictionary dictionary => "{" + string.Join(",", dictionary.Select(p => p.Key + ":" + Ours(p.Value))) + "}",
        object?[] array => "[" + string.Join(",", array.Select(Ours)) + "]",
        string text => "'" + text + "'",
        bool flag => flag ? "true" : "false",
        IConvertible number => Convert.ToDouble(number, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
