using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Formats;

/// <summary>
/// Reads flow logs that were delivered as Parquet: each row becomes the line that the text format would have, so that a record is the
/// same whatever its file. A group of rows is in memory at a time.
/// </summary>
internal sealed class FlowLogParquetReader
{
    /// <summary>The most bytes of a file that cannot be read in any order and must be in memory: a compressed one, an object elsewhere.</summary>
    private const int MaxInMemory = 512 * 1024 * 1024;

    private readonly ReadOptions _options;
    private readonly FlowLogFields _fields = new();
    private byte[] _line = new byte[1024];
    private string _path = "";
    private long _number;

    /// <summary>Makes a reader.</summary>
    public FlowLogParquetReader(ReadOptions options) => _options = options;

    /// <summary>Reads a file to its end.</summary>
    /// <param name="item">The file.</param>
    /// <param name="sink">Takes the records.</param>
    /// <param name="problems">Takes what cannot be read.</param>
    /// <param name="cancellation">Stops between two columns, or some thousand rows.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Read(EvidenceItem item, IRecordSink sink, ReadProblems problems, CancellationToken cancellation)
    {
        _number = 0;
        _path = item.Name;
        using var stream = Open(item);
        if (stream is null)
        {
            problems.Add(new ReadProblem(ReadProblemKind.TooLarge, _path, null, null, FormattableString.Invariant($"A compressed Parquet file of more than {MaxInMemory / 1024 / 1024} MiB is not read: unpack it first.")));
            return;
        }

        if (Guard(problems, () => new ParquetFile(stream)) is { } file)
        {
            Read(file, item, sink, problems, cancellation);
        }
    }

    private void Read(ParquetFile file, EvidenceItem item, IRecordSink sink, ReadProblems problems, CancellationToken cancellation)
    {
        if (file.Fields is null || FlowLogColumns.FromNames(file.Fields.Select(field => field.Name)) is not { } columns)
        {
            problems.Add(new ReadProblem(ReadProblemKind.UnknownContent, _path, null, null, "The columns of the Parquet file are not those of a flow log. The file was left out."));
            return;
        }

        if (!_options.Wants(RecordSource.FlowLog))
        {
            sink.OnOther(new OtherContent(_path, "VPC flow log files", 1));
            return;
        }

        var shared = new FlowLogFile(_path, columns, _options.InternalNetwork ?? IpNetwork.Private, item.Origin);
        var values = new ColumnText[columns.Count];
        foreach (var group in file.Groups)
        {
            for (var column = 0; column < values.Length; column++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (Guard(problems, () => file.ReadColumn(group, column)) is not { } read)
                {
                    return;
                }

                values[column] = read;
            }

            for (var row = 0; row < group.Rows; row++)
            {
                if (row % 4096 == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                OnRow(shared, values, row, sink, problems);
            }
        }
    }

    /// <summary>Hands on one row as a line.</summary>
    private void OnRow(FlowLogFile file, ColumnText[] values, int row, IRecordSink sink, ReadProblems problems)
    {
        var length = 0;
        foreach (var column in values)
        {
            var value = column[row];
            if (_line.Length <= length + value.Length)
            {
                Array.Resize(ref _line, Math.Max(_line.Length * 2, length + value.Length + 1));
            }

            value.CopyTo(_line.AsSpan(length));
            length += value.Length;
            _line[length++] = (byte)' ';
        }

        _fields.Point(file, _line, 0, length - 1, _number);
        if (length > FlowLogReader.MaxLine)
        {
            problems.Add(new ReadProblem(ReadProblemKind.TooLarge, _path, _number, null, FormattableString.Invariant($"A row of more than {FlowLogReader.MaxLine / 1024} KiB was passed over.")));
        }
        else if (_fields.FirstInvalid() is >= 0 and var bad)
        {
            problems.Add(new ReadProblem(ReadProblemKind.BadLine, _path, _number, null, FlowLogReader.Describe("row", file.Columns, bad, _fields.Column(bad))));
        }
        else
        {
            sink.OnRecord(_fields);
        }

        _number++;
    }

    /// <summary>Runs a part of the reading; whatever damaged data makes of it is one problem.</summary>
    private T? Guard<T>(ReadProblems problems, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // Spans and checked arithmetic find what lies outside of the data.
            var what = e is InvalidDataException ? e.Message.TrimEnd('.') : "what it says of sizes is not so";
            problems.Add(new ReadProblem(ReadProblemKind.BadParquet, _path, _number, null, $"The Parquet file cannot be read to its end: {what}. What came before was read."));
            return null;
        }
    }

    /// <summary>The file as a stream that can be read in any order; null if it is too large for that.</summary>
    private static Stream? Open(EvidenceItem item)
    {
        var raw = item.Open();
        if (raw.CanSeek)
        {
            var mark = new byte[ParquetFile.Mark.Length];
            if (raw.Read(mark, 0, mark.Length) == mark.Length && ParquetFile.Mark.SequenceEqual(mark))
            {
                return raw;
            }
        }

        raw.Dispose();
        using var text = EvidenceText.Open(item);
        var copy = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = text.Read(buffer, 0, buffer.Length)) > 0;)
        {
            if (copy.Length + read > MaxInMemory)
            {
                return null;
            }

            copy.Write(buffer, 0, read);
        }

        return copy;
    }
}
