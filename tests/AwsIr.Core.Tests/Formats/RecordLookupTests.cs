using AwsIr.Formats;

namespace AwsIr.Tests.Formats;

public class RecordLookupTests
{
    private static readonly string Text = "{\"Records\":[" + string.Join(',', Enumerable.Range(0, 5000).Select(i =>
        $$"""{"eventVersion":"1.11","eventSource":"s3.amazonaws.com","eventName":"E{{i}}","eventTime":"2026-03-17T13:00:00Z"}""")) + "]}";

    [Fact]
    public void The_records_of_these_numbers_are_read()
    {
        var lookup = new RecordLookup(ReadOptions.All);
        foreach (long[] numbers in new long[][] { [0], [1, 2, 4999], [4999], [7, 5000], [6000] })
        {
            var found = new List<(int, string?)>();
            lookup.Read(new MemoryEvidence(Text, 100), numbers, (index, fields) => found.Add((index, fields.DispatchKey)), CancellationToken.None);
            Assert.Equal(numbers.Index().Where(one => one.Item < 5000).Select(one => (one.Index, (string?)$"E{one.Item}")), found);
        }
    }

    [Fact]
    public void Nothing_is_read_behind_the_last_of_them()
    {
        var stream = new CountingEvidence(Text);
        new RecordLookup(ReadOptions.All).Read(stream, [3, 8], (_, _) => { }, CancellationToken.None);
        Assert.InRange(stream.Read, 1, Text.Length / 4);

        stream.Read = 0;
        new RecordLookup(ReadOptions.All).Read(stream, [], (_, _) => { }, CancellationToken.None);
        Assert.Equal(0, stream.Read);
    }

    [Fact]
    public void A_record_with_a_problem_before_it_keeps_its_number()
    {
        string[] lines = [.. Enumerable.Range(0, 4).Select(i => $$"""{"eventVersion":"1.11","eventSource":"s3.amazonaws.com","eventName":"E{{i}}","eventTime":"2026-03-17T13:00:00Z"}""")];
        lines[1] = "{\"eventName\":\"broken";
        var item = new MemoryEvidence(string.Join('\n', lines));
        long[] numbers = [.. Found.In(item).Events.Select(e => e.Provenance.Index)];
        var found = new List<string?>();
        new RecordLookup(ReadOptions.All).Read(item, numbers, (_, fields) => found.Add(fields.DispatchKey), CancellationToken.None);
        Assert.Equal(Found.In(item).Names, found);
        Assert.Equal(3, found.Count);
    }

    [Fact]
    public void Being_stopped_is_not_having_read_enough()
    {
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => new RecordLookup(ReadOptions.All).Read(
            new MemoryEvidence(Text), [1, 4000], (_, _) => cancel.Cancel(), cancel.Token));
    }

    private sealed class CountingEvidence(string text) : AwsIr.Evidence.EvidenceItem
    {
        public long Read { get; set; }

        public override string Name => "/evidence/counting";

        public override long? Length => null;

        public override Stream Open() => new Counting(this, System.Text.Encoding.UTF8.GetBytes(text));

        private sealed class Counting(CountingEvidence owner, byte[] bytes) : MemoryStream(bytes)
        {
            public override int Read(byte[] buffer, int offset, int count)
            {
                int read = base.Read(buffer, offset, Math.Min(count, 1000));
                owner.Read += read;
                return read;
            }

            public override int Read(Span<byte> buffer)
            {
                int read = base.Read(buffer[..Math.Min(buffer.Length, 1000)]);
                owner.Read += read;
                return read;
            }
        }
    }
}
