using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

// ---------------------------------------------------------------------------------------------------------------
// Delivery, as CloudTrail does it: every five minutes, a file or more an account and region, in no order of time,
// up to a quarter of an hour late, a few records twice; and a digest at the end of the hour.
// ---------------------------------------------------------------------------------------------------------------

static class TrailDelivery
{
    const int RecordsPerFile = 28;

    static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(List<Record> records, string root)
    {
        List<Delivered> files = [];
        foreach (var group in records.GroupBy(r => (r.Account, r.Region)).OrderBy(g => g.Key.Account, StringComparer.Ordinal).ThenBy(g => g.Key.Region, StringComparer.Ordinal))
        {
            SortedDictionary<DateTime, List<Record>> slots = [];
            foreach (Record record in group)
            {
                Rng rng = new("delivery:" + (string?)record.Json["eventID"]);
                DateTime due = Slot(record.Time.AddSeconds(record.Json.ContainsKey("addendum") ? 870 : 100 + rng.Next(480)));
                Add(slots, due, record);
                // An event of the attack comes once, so that counts are the same with and without repeats.
                if (rng.Next(50) == 0 && !Scene.IsAttacker((string?)record.Json["sourceIPAddress"]))
                {
                    Add(slots, due.AddMinutes(5), record);
                }
            }

            foreach (var (slot, held) in slots)
            {
                Rng rng = new($"{group.Key.Account}{group.Key.Region}{slot.Ticks}");
                Record[] shuffled = [.. held.OrderBy(r => (string?)r.Json["eventID"], StringComparer.Ordinal)];
                foreach (Record[] chunk in shuffled.Chunk(RecordsPerFile))
                {
                    files.Add(Save(root, group.Key.Account, group.Key.Region, slot, chunk, rng));
                }
            }
        }

        int bytes = files.Sum(f => f.Bytes);
        Digests(root, [.. files.Where(f => f.Account == Scene.Shop && f.Region == Scene.Home)]);
        System.Console.WriteLine($"{records.Count} records, {files.Sum(f => f.Count)} with repeats, in {files.Count} files of {bytes} bytes altogether, in {root}");
    }

    static DateTime Slot(DateTime time) => new((time.Ticks + TimeSpan.TicksPerMinute * 5 - 1) / (TimeSpan.TicksPerMinute * 5) * (TimeSpan.TicksPerMinute * 5), DateTimeKind.Utc);

    static void Add(SortedDictionary<DateTime, List<Record>> slots, DateTime slot, Record record)
    {
        if (!slots.TryGetValue(slot, out List<Record>? held))
        {
            slots[slot] = held = [];
        }

        held.Add(record);
    }

    static Delivered Save(string root, string account, string region, DateTime slot, Record[] records, Rng rng)
    {
        string key = $"{account}/CloudTrail/{region}/{slot:yyyy/MM/dd}/{account}_CloudTrail_{region}_{slot:yyyyMMdd'T'HHmm'Z'}_{rng.Text(16)}.json.gz";
        byte[] json = Serialize(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("Records");
            foreach (Record record in records)
            {
                record.Json.WriteTo(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        return new(account, region, slot, "AWSLogs/" + key, json, Files.Write(root, key, Files.Gzip(json)), records.Length, records.Min(r => r.Time), records.Max(r => r.Time));
    }

    // One digest an hour, each holding the hash of the one before. The signatures are made up: these files validate nothing.
    static void Digests(string root, Delivered[] files)
    {
        string? previousKey = null, previousHash = null;
        foreach (string end in new[] { "14:05:12", "15:05:12" })
        {
            DateTime to = Scene.At(end), from = to.AddHours(-1);
            Delivered[] hour = [.. files.Where(f => f.Slot > from && f.Slot <= to)];
            string key = $"{Scene.Shop}/CloudTrail-Digest/{Scene.Home}/{to:yyyy/MM/dd}/{Scene.Shop}_CloudTrail-Digest_{Scene.Home}_{Scene.Trail}_{Scene.Home}_{to:yyyyMMdd'T'HHmmss'Z'}.json.gz";
            JsonObject digest = new()
            {
                ["awsAccountId"] = Scene.Shop,
                ["digestStartTime"] = Text(from),
                ["digestEndTime"] = Text(to),
                ["digestS3Bucket"] = Scene.LogBucket,
                ["digestS3Object"] = "AWSLogs/" + key,
                ["digestPublicKeyFingerprint"] = new Rng("fingerprint").Hex(32),
                ["digestSignatureAlgorithm"] = "SHA256withRSA",
                ["newestEventTime"] = Text(hour.Max(f => f.Newest)),
                ["oldestEventTime"] = Text(hour.Min(f => f.Oldest)),
                ["previousDigestS3Bucket"] = previousKey is null ? null : Scene.LogBucket,
                ["previousDigestS3Object"] = previousKey,
                ["previousDigestHashValue"] = previousHash,
                ["previousDigestHashAlgorithm"] = previousKey is null ? null : "SHA-256",
                ["previousDigestSignature"] = previousKey is null ? null : new Rng(previousKey).Hex(512),
                ["logFiles"] = new JsonArray([.. hour.Select(f => (JsonNode)new JsonObject
                {
                    ["s3Bucket"] = Scene.LogBucket,
                    ["s3Object"] = f.Key,
                    ["hashValue"] = Hash(f.Json),
                    ["hashAlgorithm"] = "SHA-256",
                    ["newestEventTime"] = Text(f.Newest),
                    ["oldestEventTime"] = Text(f.Oldest),
                })]),
            };
            byte[] json = Serialize(writer => digest.WriteTo(writer));
            Files.Write(root, key, Files.Gzip(json));
            previousKey = "AWSLogs/" + key;
            previousHash = Hash(json);
        }
    }

    static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [SuppressMessage("Globalization", "CA1308", Justification = "Digests are written in lower case.")]
    static string Hash(byte[] content) => Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();

    static byte[] Serialize(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Compact))
        {
            write(writer);
        }

        return stream.ToArray();
    }
}

sealed record Delivered(string Account, string Region, DateTime Slot, string Key, byte[] Json, int Bytes, int Count, DateTime Oldest, DateTime Newest);
