using AwsIr.Formats;
using Parquet;
using Parquet.Schema;

namespace AwsIr.Tests.Formats;

/// <summary>
/// Flow logs as Parquet. The types of the columns are those of the guide ("Flow log records": INT_32, INT_64, STRING) and of
/// Athena's table for them; files are made here, compressed as S3 delivery does.
/// </summary>
public class FlowLogParquetTests
{
    private static readonly string[] Lines =
    [
        "2 111122223333 eni-1 203.0.113.5 10.0.1.5 51234 22 6 3 180 1773752400 1773752455 REJECT OK",
        "2 111122223333 eni-1 - - - - - - - 1773752400 1773752455 - NODATA",
        "2 unknown eni-2 2001:db8::1 2001:db8::2 0 0 58 30 9000000000 1773752410 1773752455 ACCEPT OK",
    ];

    [Theory]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.None)]
    public void The_records_are_those_of_the_text_format(CompressionMethod compression)
    {
        var found = Found.In(new MemoryEvidence(Make(Lines, compression)));
        Assert.Empty(found.Problems);
        Assert.Equal(Lines, found.Flows.Select(flow => flow.Raw));
        Assert.Equal([0L, 1L, 2L], found.Flows.Select(flow => flow.Provenance.Index));
        var text = Found.In(string.Join(' ', Columns) + "\n" + string.Join('\n', Lines)).Flows.ToList();
        Assert.Equal(text.Select(flow => flow.ToString()), found.Flows.Select(flow => flow.ToString()));
        var gap = found.Flows.ElementAt(1);
        Assert.True(gap.IsGap);
        Assert.Null(gap.SourcePort);
        Assert.Equal(9_000_000_000, found.Flows.ElementAt(2).Bytes);
    }

    [Fact]
    public void Row_groups_follow_each_other_and_the_file_may_be_packed_once_more()
    {
        var file = Make([.. Enumerable.Range(0, 1000).Select(i => Lines[i % 3])], CompressionMethod.Gzip, rowsInGroup: 100);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (Lines[i % 3], (long)i)), Found.In(new MemoryEvidence(file)).Flows.Select(flow => (flow.Raw, flow.Provenance.Index)));
        var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest))
        {
            gzip.Write(file);
        }

        Assert.Equal(1000, Found.In(new MemoryEvidence(packed.ToArray())).Flows.Count());
    }

    [Fact]
    public void Values_that_are_wrong_cost_their_row()
    {
        var found = Found.In(new MemoryEvidence(Make([Lines[0], Lines[0].Replace(" 22 ", " 70000 ", StringComparison.Ordinal), Lines[0].Replace("203.0.113.5", "nowhere", StringComparison.Ordinal), Lines[2]])));
        Assert.Equal([0L, 3L], found.Flows.Select(flow => flow.Provenance.Index));
        Assert.Equal([(ReadProblemKind.BadLine, 1L), (ReadProblemKind.BadLine, 2L)], found.Problems.Select(problem => (problem.Kind, problem.Record!.Value)));
        Assert.Contains("dstport is '70000'", found.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_would_not_be_one_value_is_written_in_percent_encoding()
    {
        var schema = new ParquetSchema(new DataField<string>("srcaddr"), new DataField<string>("instance_tag"), new DataField<string>("new_column"), new DateTimeDataField("start", DateTimeFormat.DateAndTimeMicros));
        var file = Write(schema, CompressionMethod.Gzip, async group =>
        {
            await group.WriteAsync(schema.DataFields[0], ["10.0.0.1", "10.0.0.2"]);
            await group.WriteAsync(schema.DataFields[1], ["a b\n\u001b[2J\tc", ""]);
            await group.WriteAsync(schema.DataFields[2], [null, "é"]);
            await group.WriteAsync<DateTime>(schema.DataFields[3], new[] { new DateTime(2026, 3, 17, 13, 0, 0, DateTimeKind.Utc), DateTime.UnixEpoch });
        });
        var found = Found.In(new MemoryEvidence(file));
        Assert.Empty(found.Problems);
        var flows = found.Flows.ToList();
        Assert.Equal(["a%20b%0A%1B[2J%09c", null], flows.Select(flow => flow.InstanceTag));
        Assert.Equal([null, "é"], flows.Select(flow => flow.Other["new_column"]));
        Assert.Equal(new DateTime(2026, 3, 17, 13, 0, 0, DateTimeKind.Utc), flows[0].StartTime);
    }

    [Fact]
    public void Other_tables_are_told()
    {
        var schema = new ParquetSchema(new DataField<string>("name"), new DataField<int>("age"));
        var file = Write(schema, CompressionMethod.Gzip, async group =>
        {
            await group.WriteAsync(schema.DataFields[0], ["a"]);
            await group.WriteAsync<int>(schema.DataFields[1], new[] { 1 });
        });
        Assert.Equal(ReadProblemKind.UnknownContent, Assert.Single(Found.In(new MemoryEvidence(file)).Problems).Kind);
        var found = Found.In(new MemoryEvidence(Make(Lines)), new ReadOptions { Sources = [RecordSource.GuardDuty] });
        Assert.Empty(found.Problems);
        Assert.Equal("VPC flow log files", Assert.Single(found.Others).What);
    }

    [Fact]
    public void Damage_is_one_problem_and_never_more_than_that()
    {
        var whole = Make([.. Enumerable.Range(0, 300).Select(i => Lines[i % 3])], rowsInGroup: 100);
        Assert.Equal(300, Found.In(new MemoryEvidence(whole)).Flows.Count());
        Assert.Equal(ReadProblemKind.BadParquet, Assert.Single(Found.In(new MemoryEvidence("PAR1")).Problems).Kind);
        for (var cut = whole.Length - 1; cut > 4; cut -= 97)
        {
            Assert.Equal(ReadProblemKind.BadParquet, Assert.Single(Found.In(new MemoryEvidence(whole[..cut])).Problems).Kind);
        }

        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var damaged = (byte[])whole.Clone();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                damaged[random.Next(4, damaged.Length)] = (byte)random.Next(256);
            }

            var found = Found.In(new MemoryEvidence(damaged));
            Assert.True(found.Problems.Count(problem => problem.Kind is not ReadProblemKind.BadLine) <= 1);
            Assert.InRange(found.Flows.Count(), 0, 300);
        }
    }

    private static readonly string[] Columns =
        ["version", "account_id", "interface_id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "action", "log_status"];

    /// <summary>Makes a file with the columns of version 2, of the documented types, of lines of text.</summary>
    private static byte[] Make(string[] lines, CompressionMethod compression = CompressionMethod.Gzip, int rowsInGroup = int.MaxValue)
    {
        var schema = new ParquetSchema([.. Columns.Select(name => name switch
        {
            "version" or "srcport" or "dstport" or "protocol" => new DataField<int?>(name),
            "packets" or "bytes" or "start" or "end" => new DataField<long?>(name),
            _ => (DataField)new DataField<string>(name),
        })]);
        var rows = lines.Select(line => line.Split(' ')).ToList();
        return Write(schema, compression, [.. rows.Chunk(Math.Min(rowsInGroup, rows.Count)).Select(chunk => (Func<ParquetRowGroupWriter, Task>)(async group =>
        {
            for (var i = 0; i < Columns.Length; i++)
            {
                var values = chunk.Select(row => row[i]);
                var field = schema.DataFields[i];
                if (field.ClrType == typeof(int))
                {
                    await group.WriteAsync<int>(field, values.Select(value => value == "-" ? (int?)null : int.Parse(value, System.Globalization.CultureInfo.InvariantCulture)).ToArray());
                }
                else if (field.ClrType == typeof(long))
                {
                    await group.WriteAsync<long>(field, values.Select(value => value == "-" ? (long?)null : long.Parse(value, System.Globalization.CultureInfo.InvariantCulture)).ToArray());
                }
                else
                {
                    // Both forms of nothing.
                    await group.WriteAsync(field, values.Select((value, row) => value == "-" && row % 2 == 1 ? null : value).ToArray());
                }
            }
        }))]);
    }

    private static byte[] Write(ParquetSchema schema, CompressionMethod compression, params Func<ParquetRowGroupWriter, Task>[] groups)
    {
        var file = new MemoryStream();
        WriteAsync().GetAwaiter().GetResult();
        return file.ToArray();

        async Task WriteAsync()
        {
            await using var writer = await ParquetWriter.CreateAsync(schema, file, new ParquetOptions { CompressionMethod = compression });
            foreach (var write in groups)
            {
                using var group = writer.CreateRowGroup();
                await write(group);
            }
        }
    }
}
