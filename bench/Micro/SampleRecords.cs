using System.Text;
using AwsIr.Bench.Corpora;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Bench.Micro;

/// <summary>Records of the CloudTrail corpus's generator, in one array as a reader has them.</summary>
internal sealed class SampleRecords
{
    private readonly List<(int Start, int Length)> _places = [];

    /// <summary>Makes records.</summary>
    /// <param name="count">How many.</param>
    /// <param name="kind">What they are of; null for the corpus's mix.</param>
    public SampleRecords(int count, string? kind = null)
    {
        Rng rng = Rng.Of("sample" + kind);
        var text = new TextBuffer();
        var time = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        Caller[] callers = [.. Enumerable.Range(0, 8).Select(_ => Caller.Make(rng, "111122223333", time))];
        var records = new CloudTrailRecords("111122223333", "eu-west-1", rng, text);
        var kinds = new Weighted(EventKinds.Weights);
        EventKind[] all = EventKinds.All;
        for (int i = 0; i < count; i++)
        {
            int start = text.Length;
            EventKind one = kind is null ? all[kinds.Pick(rng)] : Array.Find(all, one => one.Name == kind)!;
            records.Write(one, rng.Pick(callers), time.AddSeconds(i), planted: false);
            _places.Add((start, text.Length - start));
        }

        Text = text.Text.ToArray();
    }

    /// <summary>The array.</summary>
    public byte[] Text { get; }

    /// <summary>How many there are.</summary>
    public int Count => _places.Count;

    /// <summary>The text of one.</summary>
    public ReadOnlySpan<byte> this[int number] => Text.AsSpan(_places[number].Start, _places[number].Length);

    /// <summary>Indexed views of all of them.</summary>
    public CloudTrailFields[] Fields() =>
    [
        .. _places.Select((place, number) =>
        {
            var index = new RecordIndex();
            if (index.Read(Text.AsSpan(place.Start, place.Length)) != IndexResult.Complete)
            {
                throw new InvalidOperationException("The generator wrote what is not JSON: " + Encoding.UTF8.GetString(Text, place.Start, place.Length));
            }

            var fields = new CloudTrailFields();
            fields.Point(Text, place.Start, index, "sample.json", number);
            return fields;
        }),
    ];
}
