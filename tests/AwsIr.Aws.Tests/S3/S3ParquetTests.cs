using System.Globalization;
using AwsIr.Evidence;
using AwsIr.FakeAws;
using AwsIr.Formats;
using AwsIr.Records;
using AwsIr.S3;
using Parquet;
using Parquet.Schema;

namespace AwsIr.Aws.Tests.S3;

/// <summary>Parquet, which is read from its end and in pieces, in an object that is larger than what is kept of it.</summary>
public sealed class S3ParquetTests : IDisposable
{
    private const int Rows = 400_000;

    private readonly S3Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Flows_come_out_of_ranges_also_when_connections_break()
    {
        byte[] file = await MakeAsync();
        Assert.InRange(file.Length, 5 * S3Content.BlockSize, 40 * S3Content.BlockSize);
        _rig.Bucket.Put("AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/03/17/111122223333_vpcflowlogs_eu-west-1_fl-0a7b_20260317T1335Z_x.log.parquet", file);
        _rig.Server.Faults.Add("GetObject", Fault.CutInBody(100_000), times: 5);
        using S3Source source = _rig.Source();
        EvidenceItem item = S3Rig.First(source, TestContext.Current.CancellationToken);
        var sink = new Sum();
        new EvidenceReader(new ReadOptions { Sources = [RecordSource.FlowLog] }).Read(item, sink, TestContext.Current.CancellationToken);
        Assert.Null(sink.Problem);
        // Bytes are the row's number.
        Assert.Equal((Rows, (long)Rows * (Rows - 1) / 2), (sink.Count, sink.Bytes));
        Assert.InRange(source.MostMemory, 1, 4 * S3Content.BlockSize);
        Assert.All(_rig.Server.RequestsOf("GetObject"), static request => Assert.NotNull(request.Range));
    }

    private static async Task<byte[]> MakeAsync()
    {
        DataField[] fields =
        [
            new DataField<int>("version"), new DataField<string>("account_id"), new DataField<string>("interface_id"), new DataField<string>("srcaddr"), new DataField<string>("dstaddr"),
            new DataField<int>("srcport"), new DataField<int>("dstport"), new DataField<int>("protocol"), new DataField<long>("packets"), new DataField<long>("bytes"),
            new DataField<long>("start"), new DataField<long>("end"), new DataField<string>("action"), new DataField<string>("log_status"),
        ];
        var schema = new ParquetSchema([.. fields]);
        using var file = new MemoryStream();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(schema, file, new ParquetOptions { CompressionMethod = CompressionMethod.None }))
        {
            for (int first = 0; first < Rows; first += Rows / 4)
            {
                using ParquetRowGroupWriter group = writer.CreateRowGroup();
                int[] numbers = [.. Enumerable.Range(first, Rows / 4)];
                await Ints(0, static _ => 2);
                await Texts(1, static _ => "111122223333");
                await Texts(2, static i => "eni-" + (i * 2654435761L).ToString("x17", CultureInfo.InvariantCulture));
                await Texts(3, static i => $"192.0.2.{i % 256}");
                await Texts(4, static i => $"198.51.100.{i * 7 % 256}");
                await Ints(5, static i => i % 65536);
                await Ints(6, static _ => 443);
                await Ints(7, static _ => 6);
                await Longs(8, static i => i);
                await Longs(9, static i => i);
                await Longs(10, static i => 1773756000 + (i % 60));
                await Longs(11, static i => 1773756060);
                await Texts(12, static _ => "ACCEPT");
                await Texts(13, static _ => "OK");

                Task Ints(int field, Func<int, int> value) => group.WriteAsync<int>(fields[field], numbers.Select(value).ToArray());
                Task Longs(int field, Func<int, long> value) => group.WriteAsync<long>(fields[field], numbers.Select(value).ToArray());
                Task Texts(int field, Func<int, string> value) => group.WriteAsync(fields[field], numbers.Select(value).ToArray());
            }
        }

        return file.ToArray();
    }

    private sealed class Sum : IRecordSink
    {
        public int Count { get; private set; }

        public long Bytes { get; private set; }

        public string? Problem { get; private set; }

        public void OnRecord(RecordFields fields)
        {
            Count++;
            Bytes += ((FlowLogRecord)fields.ToRecord()).Bytes ?? 0;
        }

        public void OnProblem(ReadProblem problem) => Problem ??= problem.Message;

        public void OnOther(OtherContent content) => Problem ??= content.What;
    }
}
