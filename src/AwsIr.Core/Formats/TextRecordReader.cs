namespace AwsIr.Formats;

/// <summary>
/// Finds the records in a text of lines: each line that is not empty, or each line that begins as a record does with the lines
/// behind it that do not. Memory stays at one window.
/// </summary>
internal sealed class TextRecordReader
{
    /// <summary>How much of a line there is, at least, when it is asked whether it begins a record, unless the text ends; in bytes.</summary>
    public const int Lookahead = 32;

    private readonly EvidenceBuffer _buffer;
    private readonly string _path;
    private readonly Begins? _begins;
    private readonly Handler _handler;
    private readonly Action<ReadProblem> _onProblem;
    private readonly CancellationToken _cancellation;
    private long _number;

    /// <summary>Makes a reader for one text.</summary>
    /// <param name="buffer">The text.</param>
    /// <param name="path">The file's name, for problems.</param>
    /// <param name="begins">Whether a line begins a record; null if every line is one.</param>
    /// <param name="handler">Called for every record.</param>
    /// <param name="onProblem">Called for what cannot be read.</param>
    /// <param name="cancellation">Stops between two records.</param>
    public TextRecordReader(EvidenceBuffer buffer, string path, Begins? begins, Handler handler, Action<ReadProblem> onProblem, CancellationToken cancellation)
    {
        _buffer = buffer;
        _path = path;
        _begins = begins;
        _handler = handler;
        _onProblem = onProblem;
        _cancellation = cancellation;
    }

    /// <summary>Whether a line begins a record.</summary>
    /// <param name="line">The line, and maybe others behind it.</param>
    internal delegate bool Begins(ReadOnlySpan<byte> line);

    /// <summary>Takes one record.</summary>
    /// <param name="array">The array that its text is in; valid during the call only.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">How long it is, without the end of its last line.</param>
    /// <param name="number">Its number in the file, from 0.</param>
    /// <returns>How many records it is: the next one's number is so much higher, at least 1.</returns>
    internal delegate long Handler(byte[] array, int start, int length, long number);

    /// <summary>Reads to the end.</summary>
    public void Read()
    {
        while (_buffer.Window.Length > 0 || _buffer.Fill())
        {
            _cancellation.ThrowIfCancellationRequested();
            var end = FindEnd(out var next);
            if (end < 0)
            {
                _onProblem(new ReadProblem(ReadProblemKind.TooLarge, _path, _number, _buffer.Position,
                    FormattableString.Invariant($"A log event of more than {EvidenceBuffer.MaxWindow / 1024 / 1024} MiB was passed over.")));
                _number++;
                SkipRecord();
                continue;
            }

            if (end > 0)
            {
                _number += Math.Max(1, _handler(_buffer.Array, _buffer.Start, end, _number));
            }

            _buffer.Consume(next);
        }

        if (_buffer.Failure is { } failure)
        {
            _onProblem(new ReadProblem(failure is InvalidDataException ? ReadProblemKind.BadCompression : ReadProblemKind.Unreadable,
                _path, _number, _buffer.Position, failure.Message + " What came before it was read."));
        }
    }

    /// <summary>Where the record at the window's beginning ends; -1 if it is larger than the window may be.</summary>
    /// <param name="next">Where the next one begins.</param>
    private int FindEnd(out int next)
    {
        var line = 0;
        var searched = 0;
        while (true)
        {
            var feed = _buffer.Window.Slice(searched).IndexOf((byte)'\n');
            if (feed < 0)
            {
                searched = _buffer.Window.Length;
                if (_buffer.Fill())
                {
                    continue;
                }

                next = searched;
                return _buffer.AtEnd ? WithoutReturn(line, searched) : -1;
            }

            var end = searched + feed;
            next = end + 1;
            if (_begins is null || BeginsAt(next))
            {
                return WithoutReturn(line, end);
            }

            line = searched = next;
        }
    }

    /// <summary>Whether a record begins at a place in the window, or the text ends there.</summary>
    private bool BeginsAt(int at)
    {
        while (_buffer.Window.Length < at + Lookahead && _buffer.Fill())
        {
        }

        var line = _buffer.Window.Slice(at);
        return line.IsEmpty || _begins!(line);
    }

    /// <summary>The end of the last line, which begins at <paramref name="line"/>, without a carriage return.</summary>
    private int WithoutReturn(int line, int end) => end > line && _buffer.Window[end - 1] == '\r' ? end - 1 : end;

    /// <summary>Consumes up to the next line that begins a record.</summary>
    private void SkipRecord()
    {
        do
        {
            _cancellation.ThrowIfCancellationRequested();
            var feed = _buffer.Window.IndexOf((byte)'\n');
            while (feed < 0)
            {
                _buffer.Consume(_buffer.Window.Length);
                if (!_buffer.Fill())
                {
                    return;
                }

                feed = _buffer.Window.IndexOf((byte)'\n');
            }

            _buffer.Consume(feed + 1);
        }
        while (_begins is not null && !BeginsAt(0));
    }
}
