using System.Text;
using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Tests.Formats;

/// <summary>Reading costs the same memory however much there is to read.</summary>
public class MemoryTests
{
    [Theory]
    [InlineData(200, "{\"Records\":[", ",", "]}")]
    [InlineData(200, "", "\n", "")]
    [InlineData(1000, "{\"Records\":[", " ", "")]
    [InlineData(200, "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n", Flow, "")]
    public void A_long_text_is_read_in_one_window(int megabytes, string before, string between, string after)
    {
        var item = new LongText(before, between, after, megabytes * 1024L * 1024);
        var sink = new Counter();
        var reader = new EvidenceReader(ReadOptions.All);
        reader.Read(new LongText(before, between, after, 1024 * 1024), sink, CancellationToken.None);
        sink.Records = 0;

        long allocated = GC.GetAllocatedBytesForCurrentThread();
        reader.Read(item, sink, CancellationToken.None);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        Assert.True(between == " " || sink.Records > megabytes * 1000L, "records: " + sink.Records);
        Assert.InRange(allocated, 0, 8 * 1024 * 1024);
    }

    private const string Flow = "2 111122223333 eni-1235b8ca123456789 2001:db8::1 172.31.9.12 49761 3389 6 20 4249 1418530010 1418530070 REJECT OK\n";

    private sealed class Counter : IRecordSink
    {
        public long Records { get; set; }

        public void OnRecord(RecordFields fields) => Records++;

        public void OnProblem(ReadProblem problem)
        {
        }

        public void OnOther(OtherContent content)
        {
        }
    }

    /// <summary>A text that is made while it is read: records, or white space without end.</summary>
    private sealed class LongText(string before, string between, string after, long length) : EvidenceItem
    {
        private const string Record = """{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","userName":"alice"},"eventTime":"2026-03-17T13:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","requestParameters":{"bucketName":"b","key":"k"}}""";

        public override string Name => "/evidence/long";

        public override long? Length => null;

        public override Stream Open() => new Text(Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(between switch { " " => new string(' ', 4096), Flow => Flow, _ => Record + between }), Encoding.UTF8.GetBytes(between == "," ? Record + after : after), length);

        private sealed class Text(byte[] before, byte[] repeated, byte[] after, long length) : ReadOnlyStream
        {
            private long _position;
            private byte[] _part = before;
            private bool _last;
            private int _at;

            public override int Read(byte[] buffer, int offset, int count)
            {
                while (_at == _part.Length)
                {
                    if (_last)
                    {
                        return 0;
                    }

                    _last = _position >= length;
                    _part = _last ? after : repeated;
                    _at = 0;
                }

                int read = Math.Min(count, _part.Length - _at);
                Buffer.BlockCopy(_part, _at, buffer, offset, read);
                _at += read;
                _position += read;
                return read;
            }
        }
    }
}
