using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Formats;

/// <summary>
/// Reads flow logs as text, a line after another in a window that is refilled. Headers say what the columns are, each for the lines
/// behind it; lines before any have the columns that were asked for, or the default format's. One instance a thread.
/// </summary>
internal sealed class FlowLogReader
{
    /// <summary>Longer lines are no records: the longest values are ARNs and tags, of some hundred bytes.</summary>
    public const int MaxLine = 64 * 1024;

    /// <summary>How many lines are looked at to tell whether a text is a flow log: the first may be damaged.</summary>
    private const int LinesToTell = 10;

    private readonly FlowLogFields _fields = new();
    private readonly FlowLogColumns[] _asked;
    private readonly IpNetwork[] _inside;
    private FlowLogColumns[] _formats;
    private int _at;
    private EvidenceOrigin? _origin;
    private byte[] _header = [];
    private FlowLogColumns? _headerColumns;
    private FlowLogFile _file;
    private IRecordSink _sink = null!;
    private ReadProblems _problems = null!;
    private long _number;

    /// <summary>Makes a reader.</summary>
    public FlowLogReader(ReadOptions options)
    {
        _formats = _asked = [options.FlowLogFormat ?? FlowLogColumns.Default];
        _inside = options.InternalNetwork ?? IpNetwork.Private;
        _file = new FlowLogFile("", Format, _inside);
    }

    /// <summary>The columns of lines that no header stands before.</summary>
    private FlowLogColumns Format => _formats[_at];

    /// <summary>Says of what item the lines are that come next.</summary>
    /// <param name="origin">What is known of it; null for nothing.</param>
    public void Begin(EvidenceOrigin? origin)
    {
        if (!ReferenceEquals(origin, _origin))
        {
            _origin = origin;
            _formats = origin is { FlowLogFormats.Count: > 0 } ? [.. origin.FlowLogFormats] : _asked;
            _at = 0;
            _file = new FlowLogFile("", Format, _inside, origin);
        }
    }

    /// <summary>Whether a text is a flow log: one of its first lines is a header, or a record in the format for lines without one.</summary>
    public bool Recognises(EvidenceBuffer buffer)
    {
        while (buffer.Window.Length < MaxLine && buffer.Fill())
        {
        }

        _file = new FlowLogFile("", Format, _inside, _origin);
        var at = 0;
        for (var i = 0; i < LinesToTell && at < buffer.Window.Length; i++)
        {
            var text = buffer.Window.Slice(at);
            var end = text.IndexOf((byte)'\n');
            var line = Trim(end < 0 ? text : text.Slice(0, end));
            if (FlowLogColumns.FromHeader(line) is not null || IsRecord(buffer.Array, buffer.Start + at, line.Length, 0))
            {
                return true;
            }

            at += end < 0 ? text.Length : end + 1;
        }

        return false;
    }

    /// <summary>Reads a text to its end.</summary>
    /// <param name="buffer">The text.</param>
    /// <param name="path">The file's name.</param>
    /// <param name="sink">Takes the records.</param>
    /// <param name="problems">Takes what cannot be read.</param>
    /// <param name="cancellation">Stops between two windows.</param>
    public void Read(EvidenceBuffer buffer, string path, IRecordSink sink, ReadProblems problems, CancellationToken cancellation)
    {
        _file = new FlowLogFile(path, Format, _inside, _origin);
        _sink = sink;
        _problems = problems;
        _number = 0;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            ReadLines(buffer);
        }
        while (Refill(buffer));

        if (buffer.Failure is { } failure)
        {
            AddProblem(failure is InvalidDataException ? ReadProblemKind.BadCompression : ReadProblemKind.Unreadable, _number, buffer.Position, failure.Message + " What came before it was read.");
        }
        else if (!Trim(buffer.Window).IsEmpty)
        {
            OnLine(buffer, buffer.Window.Length, last: true);
        }
    }

    /// <summary>Reads one line that stands alone, such as the message of a log event.</summary>
    /// <param name="text">The array that the line is in.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">Its length.</param>
    /// <param name="path">The file's name.</param>
    /// <param name="number">The record's number there.</param>
    /// <returns>The record, valid until the next call; null if the line is none in the format for lines without a header.</returns>
    public FlowLogFields? TryLine(byte[] text, int start, int length, string path, long number)
    {
        length = Trim(text.AsSpan(start, length)).Length;

        // A log group may be several flow logs' with formats of their own: lines of one come one after another.
        for (var i = 0; i < _formats.Length; i++)
        {
            if (_file.Path != path || !ReferenceEquals(_file.Columns, Format))
            {
                _file = new FlowLogFile(path, Format, _inside, _origin);
            }

            if (IsRecord(text, start, length, number))
            {
                return _fields;
            }

            _at = (_at + 1) % _formats.Length;
        }

        return null;
    }

    /// <summary>Says what is wrong with a value.</summary>
    public static string Describe(string what, FlowLogColumns columns, int column, ReadOnlySpan<byte> value) =>
        $"A {what} was passed over: its {columns.Name(column)} is '{SafeText.Line(JsonText.GetString(value.Slice(0, Math.Min(value.Length, 40))))}', which is no {columns.Kind(column).ToString().ToLowerInvariant()}.";

    /// <summary>The line without what may stand at its end: its end, spaces.</summary>
    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line)
    {
        var length = line.Length;
        while (length > 0 && line[length - 1] is (byte)'\r' or (byte)'\n' or (byte)' ')
        {
            length--;
        }

        return line.Slice(0, length);
    }

    /// <summary>
    /// Whether a line is surely a record in the format for lines without a header, and points the view at it. Stricter than what
    /// is read when a file is known to be a flow log.
    /// </summary>
    private bool IsRecord(byte[] text, int start, int length, long number)
    {
        if (length is 0 or > MaxLine || _fields.Point(_file, text, start, length, number) != Format.Count || _fields.FirstInvalid() >= 0)
        {
            return false;
        }

        for (var column = 0; column < Format.Count; column++)
        {
            if (!MayStandIn(column, _fields.Column(column)))
            {
                return false;
            }
        }

        var present = 0;
        foreach (var column in Format.Checked)
        {
            present += FlowLogLine.IsNothing(_fields.Column(column)) ? 0 : 1;
        }

        return present >= Math.Min(2, Format.Checked.Length);
    }

    /// <summary>Whether a text is one that its column may have, for the columns whose texts are told easily.</summary>
    private bool MayStandIn(int column, ReadOnlySpan<byte> value)
    {
        if (FlowLogLine.IsNothing(value))
        {
            return true;
        }

        if (column == Format[FlowLogField.AccountId])
        {
            return value.SequenceEqual("unknown"u8) || (value.Length == 12 && FlowLogLine.TryNumber(value, out _));
        }

        if (column == Format[FlowLogField.InterfaceId])
        {
            return value.StartsWith("eni-"u8);
        }

        if (column == Format[FlowLogField.Action])
        {
            return value.SequenceEqual("ACCEPT"u8) || value.SequenceEqual("REJECT"u8);
        }

        return column != Format[FlowLogField.LogStatus] || IsStatus(value);
    }

    private static bool IsStatus(ReadOnlySpan<byte> value) =>
        value.SequenceEqual("OK"u8) || FlowLogLine.IsGap(value);

    /// <summary>Reads the whole lines in the window.</summary>
    private void ReadLines(EvidenceBuffer buffer)
    {
        while (buffer.Window.IndexOf((byte)'\n') is >= 0 and var end)
        {
            OnLine(buffer, end, last: false);
            buffer.Consume(end + 1);
        }
    }

    /// <summary>Reads more behind the beginning of a line; passes over a line that is too long for one.</summary>
    private bool Refill(EvidenceBuffer buffer)
    {
        if (buffer.Window.Length <= MaxLine)
        {
            return buffer.Fill();
        }

        FailTooLarge(buffer);
        do
        {
            if (buffer.Window.IndexOf((byte)'\n') is >= 0 and var end)
            {
                buffer.Consume(end + 1);
                return true;
            }

            buffer.Consume(buffer.Window.Length);
        }
        while (buffer.Fill());

        return false;
    }

    private void OnLine(EvidenceBuffer buffer, int length, bool last)
    {
        if (length > MaxLine)
        {
            FailTooLarge(buffer);
            return;
        }

        var line = Trim(buffer.Window.Slice(0, length));
        if (line.IsEmpty || (MayBeHeader(line) && OnHeader(line)))
        {
            return;
        }

        var count = _fields.Point(_file, buffer.Array, buffer.Start, line.Length, _number);
        var bad = count == _file.Columns.Count ? _fields.FirstInvalid() : -1;
        if (count == _file.Columns.Count && bad < 0 && !(last && IsCut()))
        {
            _number++;
            _sink.OnRecord(_fields);
        }
        else if (!OnHeader(line))
        {
            Fail(buffer.Position, count, bad, last);
            _number++;
        }
    }

    /// <summary>Whether a line begins with the name of a field, as headers do and hardly any record.</summary>
    private static bool MayBeHeader(ReadOnlySpan<byte> line)
    {
        if (line[0] is < (byte)'a' or > (byte)'z')
        {
            return false;
        }

        var end = line.IndexOf((byte)' ');
        return FlowLogFieldNames.Find(end < 0 ? line : line.Slice(0, end)) is not null;
    }

    /// <summary>Takes the columns of a header.</summary>
    /// <returns>Whether the line is one.</returns>
    private bool OnHeader(ReadOnlySpan<byte> line)
    {
        // Thousands of files have the same.
        if (_headerColumns is null || !line.SequenceEqual(_header))
        {
            if (FlowLogColumns.FromHeader(line) is not { } columns)
            {
                return false;
            }

            _headerColumns = columns;
            _header = line.ToArray();
        }

        _file = _file.With(_headerColumns);
        return true;
    }

    /// <summary>Whether the last line of a file, which has no end, was cut in its status.</summary>
    private bool IsCut() => _file.Columns[FlowLogField.LogStatus] == _file.Columns.Count - 1 && !IsStatus(_fields.Column(_file.Columns.Count - 1));

    private void AddProblem(ReadProblemKind kind, long record, long offset, string message) =>
        _problems.Add(new ReadProblem(kind, _file.Path, record, offset, message));

    private void FailTooLarge(EvidenceBuffer buffer) =>
        AddProblem(ReadProblemKind.TooLarge, _number++, buffer.Position, FormattableString.Invariant($"A line of more than {MaxLine / 1024} KiB was passed over."));

    private void Fail(long offset, int count, int bad, bool last)
    {
        var columns = _file.Columns;
        if (last && count <= columns.Count)
        {
            AddProblem(ReadProblemKind.Truncated, _number, offset, "The text ends in the middle of a line. What came before it was read.");
        }
        else if (bad >= 0)
        {
            AddProblem(ReadProblemKind.BadLine, _number, offset, Describe("line", columns, bad, _fields.Column(bad)));
        }
        else
        {
            var values = count > columns.Count ? "more values than" : FormattableString.Invariant($"{count} value(s) instead of");
            AddProblem(ReadProblemKind.BadLine, _number, offset,
                FormattableString.Invariant($"A line was passed over: it has {values} the {columns.Count} of {(ReferenceEquals(columns, Format) ? "its format" : "the header")}."));
        }
    }
}
