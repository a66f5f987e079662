namespace AwsIr.Formats;

/// <summary>
/// Finds the records in a JSON text, in every arrangement in which people have them: an object with a Records or Events array,
/// a bare array, JSON lines or values one after another, a single object, and these within each other. Memory stays at one
/// window however long the text is. What is broken is reported with its place and passed over, as far as the text can be picked up again.
/// Where lines of other text are records too, as in the log of an application, they are handed on beside the JSON.
/// </summary>
internal sealed class JsonRecordReader
{
    private const int MaxNesting = 8;

    private readonly EvidenceBuffer _buffer;
    private readonly string _path;
    private readonly Handler _handler;
    private readonly Action<ReadProblem> _onProblem;
    private readonly CancellationToken _cancellation;
    private readonly TextRecordReader.Handler? _onLine;
    private readonly RecordIndex _index = new();
    private readonly RecordIndex _detail = new();
    private RecordIndex? _first;
    private long _number;

    /// <summary>Makes a reader for one text.</summary>
    /// <param name="buffer">The text.</param>
    /// <param name="path">The file's name, for problems.</param>
    /// <param name="handler">Called for every object that is a record rather than an arrangement of records.</param>
    /// <param name="onProblem">Called for what cannot be read, however often.</param>
    /// <param name="cancellation">Stops between two records.</param>
    /// <param name="onLine">Called for every line that is no JSON; null where such a line is a problem.</param>
    public JsonRecordReader(EvidenceBuffer buffer, string path, Handler handler, Action<ReadProblem> onProblem, CancellationToken cancellation, TextRecordReader.Handler? onLine = null)
    {
        _buffer = buffer;
        _path = path;
        _handler = handler;
        _onProblem = onProblem;
        _cancellation = cancellation;
        _onLine = onLine;
    }

    /// <summary>Takes one record.</summary>
    /// <param name="array">The array that the record's text is in; valid during the call only.</param>
    /// <param name="start">Where the text begins; its length is <paramref name="index"/>'s.</param>
    /// <param name="index">Where its top-level values lie, from <paramref name="start"/>.</param>
    /// <param name="number">The record's number in the file, from 0.</param>
    /// <returns>How many records it is: of a batch, how many it holds. The next one's number is so much higher, at least 1.</returns>
    internal delegate long Handler(byte[] array, int start, RecordIndex index, long number);

    /// <summary>How many records there were.</summary>
    public long Count => _number;

    /// <summary>Whether a text begins as an object or as an array of objects or arrays, or is white space only.</summary>
    public static bool BeginsAsJson(EvidenceBuffer buffer)
    {
        var at = 0;
        var first = NextByte(buffer, ref at);
        at++;
        return first switch
        {
            0 => true,
            (byte)'{' => NextByte(buffer, ref at) is 0 or (byte)'"' or (byte)'}',
            (byte)'[' => NextByte(buffer, ref at) is 0 or (byte)'{' or (byte)'[' or (byte)']',
            _ => false,
        };
    }

    /// <summary>The first byte of a text that is not white space; 0 if there is none.</summary>
    public static byte FirstByte(ReadOnlySpan<byte> text)
    {
        foreach (var c in text)
        {
            if (!IsSpace(c))
            {
                return c;
            }
        }

        return 0;
    }

    /// <summary>Reads to the end.</summary>
    public void Read()
    {
        while (_onLine is null ? SkipSpace() : SkipBlankLines())
        {
            _cancellation.ThrowIfCancellationRequested();
            if (_onLine is not null && !(BeginsAsJson(_buffer) && SkipSpace()))
            {
                PassLine();
                continue;
            }

            var goOn = _buffer.Window[0] switch
            {
                (byte)'{' => ReadObject(0),
                (byte)'[' => ReadArray(0),
                _ => Fail(ReadProblemKind.BadJson, "Text that is not JSON was passed over.") && SkipLine(),
            };
            if (!goOn)
            {
                break;
            }
        }

        if (_buffer.Failure is { } failure)
        {
            Fail(failure is InvalidDataException ? ReadProblemKind.BadCompression : ReadProblemKind.Unreadable, failure.Message + " What came before it was read.");
        }
    }

    private static bool IsSpace(byte c) => c is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or 0x1e;

    /// <summary>An object outside of any array of records.</summary>
    private bool ReadObject(int nesting)
    {
        if (BeginsWithContainer() && (_onLine is null || BeginsWithRecords()))
        {
            return StreamObject(nesting);
        }

        switch (IndexRecord())
        {
            case IndexResult.Complete when _onLine is not null && !EndsAsJson(_index.Length):
            case IndexResult.Invalid when _onLine is not null && nesting == 0:
                PassLine();
                return true;
            case IndexResult.Complete:
                DeliverAndConsume(nesting);
                return true;
            case IndexResult.Invalid:
                return FailInvalid() && (nesting == 0 ? SkipLine() : SkipBrokenRecord());
            default:
                return _buffer.IsFull ? StreamObject(nesting) : FailTruncated();
        }
    }

    /// <summary>An array: of records, or of further arrangements of them. The window begins with its bracket.</summary>
    private bool ReadArray(int nesting)
    {
        _buffer.Consume(1);
        while (SkipSpace())
        {
            _cancellation.ThrowIfCancellationRequested();
            switch (_buffer.Window[0])
            {
                case (byte)']':
                    _buffer.Consume(1);
                    return true;
                case (byte)',':
                    _buffer.Consume(1);
                    break;
                case (byte)'{':
                    if (!ReadElement(nesting))
                    {
                        return false;
                    }

                    break;
                case (byte)'[' when nesting < MaxNesting:
                    if (!ReadArray(nesting + 1))
                    {
                        return false;
                    }

                    break;
                default:
                    if (!Fail(ReadProblemKind.BadJson, "An entry that is not a record was passed over.") || !SkipValue())
                    {
                        return FailTruncated();
                    }

                    _number++;
                    break;
            }
        }

        return FailTruncated();
    }

    /// <summary>An object in an array.</summary>
    private bool ReadElement(int nesting)
    {
        switch (IndexRecord())
        {
            case IndexResult.Complete:
                DeliverAndConsume(nesting);
                return true;
            case IndexResult.Invalid:
                return FailInvalid() && SkipBrokenRecord();
            default:
                return _buffer.IsFull
                    ? FailTooLarge() && SkipBrokenRecord()
                    : FailTruncated();
        }
    }

    /// <summary>Walks an object that holds records, one key after another, without having all of it in memory.</summary>
    private bool StreamObject(int nesting)
    {
        var found = false;
        _buffer.Consume(1);
        while (SkipSpace())
        {
            switch (_buffer.Window[0])
            {
                case (byte)'}':
                    _buffer.Consume(1);
                    return found || FailTooLarge();
                case (byte)',':
                    _buffer.Consume(1);
                    continue;
                case (byte)'"':
                    break;
                default:
                    return Fail(ReadProblemKind.BadJson, "A key was expected here; the rest of the file was left out.") && false;
            }

            var key = Container(out var length);
            if (length < 0)
            {
                return FailTruncated();
            }

            _buffer.Consume(length);
            if (!SkipSpace())
            {
                return FailTruncated();
            }

            if (_buffer.Window[0] != ':')
            {
                return Fail(ReadProblemKind.BadJson, "A colon was expected here; the rest of the file was left out.") && false;
            }

            _buffer.Consume(1);
            if (!SkipSpace())
            {
                return FailTruncated();
            }

            if (key && _buffer.Window[0] == '[')
            {
                found = true;
                if (!ReadArray(nesting + 1))
                {
                    return false;
                }
            }
            else if (!SkipValue())
            {
                return FailTruncated();
            }
        }

        return FailTruncated();
    }

    private void DeliverAndConsume(int nesting)
    {
        // Delivering may index entries of the object, and with the same index.
        var length = _index.Length;
        Deliver(_buffer.Array, _buffer.Start, nesting);
        _buffer.Consume(length);
    }

    /// <summary>Hands on the object that was indexed last: as a record, or entry by entry if it is an arrangement of records.</summary>
    private void Deliver(byte[] array, int start, int nesting)
    {
        var (from, to) = Container(array, start);
        if (to == 0 || nesting >= MaxNesting || (_onLine is not null && !IsPage(array.AsSpan(start), array.AsSpan(start + from, to - from))))
        {
            _number += Math.Max(1, _handler(array, start, _index, _number));
            return;
        }

        // It has been validated as a whole, so that its entries are complete and valid.
        var at = start + from + 1;
        var end = start + to - 1;
        while (true)
        {
            while (at < end && (IsSpace(array[at]) || array[at] == ','))
            {
                at++;
            }

            if (at >= end)
            {
                return;
            }

            if (array[at] == '{')
            {
                _index.Read(array.AsSpan(at, end - at));
                var length = _index.Length;
                Deliver(array, at, nesting + 1);
                at += length;
            }
            else
            {
                Fail(ReadProblemKind.BadJson, "An entry that is not a record was passed over.");
                _number++;
                at = start + from + JsonText.ValueEnd(array.AsSpan(start + from, to - from), at - start - from);
            }
        }
    }

    /// <summary>Where the array of records lies in the object that was indexed last; both 0 if it has none.</summary>
    private (int Start, int End) Container(byte[] array, int start)
    {
        foreach (var key in RecordKeys.Containers)
        {
            var (from, to) = _index[key];
            if (to > 0 && array[start + from] == '[')
            {
                return (from, to);
            }
        }

        return FindingsInEnvelope(array, start);
    }

    /// <summary>Where the findings lie in an event of Security Hub's, which holds several: <c>{"detail-type":"Security Hub Findings - Imported","detail":{"findings":[…]}}</c>.</summary>
    private (int Start, int End) FindingsInEnvelope(byte[] array, int start)
    {
        var record = array.AsSpan(start, _index.Length);
        var (from, to) = _index[RecordKey.Detail];
        if (!_index.Value(record, RecordKey.DetailType).StartsWith("\"Security Hub Findings"u8) || to == 0 || record[from] != '{'
            || _detail.Read(record.Slice(from, to - from)) != IndexResult.Complete
            || !_detail.Has(RecordKey.FindingsLower) || record[from + _detail[RecordKey.FindingsLower].Start] != '[')
        {
            return default;
        }

        var (first, end) = _detail[RecordKey.FindingsLower];
        return (from + first, from + end);
    }

    private IndexResult IndexRecord()
    {
        while (true)
        {
            var result = _index.Read(_buffer.Window);
            if (result != IndexResult.Incomplete || !FillMore())
            {
                return result;
            }
        }
    }

    /// <summary>Reads so much more that trying again costs no more than the reading.</summary>
    private bool FillMore()
    {
        var wanted = _buffer.Window.Length * 2L;
        if (!_buffer.Fill())
        {
            return false;
        }

        while (_buffer.Window.Length < wanted && _buffer.Fill())
        {
        }

        return true;
    }

    private bool BeginsWithContainer()
    {
        var at = 1;
        while (true)
        {
            var window = _buffer.Window;
            while (at < window.Length && IsSpace(window[at]))
            {
                at++;
            }

            if (at + RecordKeys.LongestContainer + 2 <= window.Length || !_buffer.Fill())
            {
                window = _buffer.Window.Slice(Math.Min(at, _buffer.Window.Length));
                var end = window.Length > 0 && window[0] == '"' ? window.Slice(1).IndexOf((byte)'"') : -1;
                return end > 0 && RecordKeys.IsContainer(window.Slice(1, end));
            }
        }
    }

    /// <summary>Whether the string that the window begins with is the key of an array of records.</summary>
    /// <param name="length">The string's length with its quotes; -1 if the text ends in it.</param>
    private bool Container(out int length)
    {
        while (true)
        {
            var window = _buffer.Window;
            var end = JsonText.StringEnd(window, 1);
            if (end < window.Length)
            {
                length = end + 1;
                return RecordKeys.IsContainer(window.Slice(1, end - 1));
            }

            if (!FillMore())
            {
                length = -1;
                return false;
            }
        }
    }

    /// <summary>Whether the array that the window's object begins with holds records.</summary>
    private bool BeginsWithRecords()
    {
        while (true)
        {
            var window = _buffer.Window;
            var keyStart = window.IndexOf((byte)'"') + 1;
            var value = window.Slice(JsonText.StringEnd(window, keyStart));
            var bracket = value.IndexOf((byte)'[');
            if (bracket >= 0 && HoldsRecords(value.Slice(bracket)) is { } answer)
            {
                return answer;
            }

            if (!FillMore())
            {
                return false;
            }
        }
    }

    /// <summary>
    /// Whether the first entry of an array is a record of a kind that is known: a line of an application's log may have any
    /// <c>events</c>, and is one record then. Null if the text ends before that is known.
    /// </summary>
    private bool? HoldsRecords(ReadOnlySpan<byte> array)
    {
        var at = 1;
        while (at < array.Length && IsSpace(array[at]))
        {
            at++;
        }

        if (at == array.Length)
        {
            return null;
        }

        if (array[at] != '{')
        {
            return false;
        }

        _first ??= new RecordIndex();
        var entry = array.Slice(at);
        return _first.Read(entry) switch
        {
            IndexResult.Complete => JsonRecordKinds.Of(entry, _first) != JsonRecordKind.Unknown,
            IndexResult.Incomplete => null,
            _ => false,
        };
    }

    /// <summary>Whether the object that was indexed last is a page of records, of which there may be none, and not a record that has an array.</summary>
    private bool IsPage(ReadOnlySpan<byte> record, ReadOnlySpan<byte> array)
    {
        if (HoldsRecords(array) == true)
        {
            return true;
        }

        foreach (var member in _index.Others)
        {
            var key = record.Slice(member.KeyStart, member.KeyLength);
            if (!key.EndsWith("Token"u8) && !key.EndsWith("earchedLogStreams"u8) && !key.SequenceEqual("ResponseMetadata"u8)
                && !key.SequenceEqual("ContentLength"u8) && !key.SequenceEqual("HttpStatusCode"u8))
            {
                return false;
            }
        }

        return FirstByte(array.Slice(1)) == ']';
    }

    /// <summary>Whether nothing follows on the line of an object at the window's beginning but further JSON.</summary>
    private bool EndsAsJson(int length)
    {
        var at = length;
        while (true)
        {
            var window = _buffer.Window;
            while (at < window.Length && window[at] is (byte)' ' or (byte)'\t' or (byte)'\r')
            {
                at++;
            }

            if (at < window.Length)
            {
                return window[at] is (byte)'\n' or (byte)'{' or (byte)'[' or 0x1e;
            }

            if (!_buffer.Fill())
            {
                return true;
            }
        }
    }

    /// <summary>Hands on the line at the window's beginning.</summary>
    private void PassLine()
    {
        var at = 0;
        while (true)
        {
            var end = _buffer.Window.Slice(at).IndexOf((byte)'\n');
            if (end < 0)
            {
                at = _buffer.Window.Length;
                if (_buffer.Fill())
                {
                    continue;
                }

                if (_buffer.IsFull && !_buffer.AtEnd)
                {
                    FailTooLarge();
                    SkipLine();
                    return;
                }
            }

            var next = end < 0 ? at : at + end + 1;
            var length = end < 0 ? at : at + end;
            length -= length > 0 && _buffer.Window[length - 1] == '\r' ? 1 : 0;
            _number += Math.Max(1, _onLine!(_buffer.Array, _buffer.Start, length, _number));
            _buffer.Consume(next);
            return;
        }
    }

    /// <summary>The next byte that is not white space, and its place; 0 if there is none.</summary>
    private static byte NextByte(EvidenceBuffer buffer, ref int at)
    {
        while (true)
        {
            var window = buffer.Window;
            while (at < window.Length && IsSpace(window[at]))
            {
                at++;
            }

            if (at < window.Length)
            {
                return window[at];
            }

            if (!buffer.Fill())
            {
                return 0;
            }
        }
    }

    /// <summary>Consumes lines of white space only, and leaves the white space that another line begins with.</summary>
    /// <returns>Whether something follows.</returns>
    private bool SkipBlankLines()
    {
        var at = 0;
        while (true)
        {
            var window = _buffer.Window;
            while (at < window.Length && IsSpace(window[at]))
            {
                at++;
                if (window[at - 1] == '\n')
                {
                    _buffer.Consume(at);
                    window = _buffer.Window;
                    at = 0;
                }
            }

            if (at < window.Length)
            {
                return true;
            }

            // White space without end is nothing to keep.
            _buffer.Consume(_buffer.IsFull ? at : 0);
            at = _buffer.Window.Length;
            if (!_buffer.Fill())
            {
                _buffer.Consume(_buffer.Window.Length);
                return false;
            }
        }
    }

    /// <summary>Consumes white space.</summary>
    /// <returns>Whether something follows.</returns>
    private bool SkipSpace()
    {
        while (true)
        {
            var window = _buffer.Window;
            var at = 0;
            while (at < window.Length && IsSpace(window[at]))
            {
                at++;
            }

            _buffer.Consume(at);
            if (at < window.Length)
            {
                return true;
            }

            if (!_buffer.Fill())
            {
                return false;
            }
        }
    }

    /// <summary>Consumes up to and with the next line feed.</summary>
    private bool SkipLine()
    {
        while (true)
        {
            var end = _buffer.Window.IndexOf((byte)'\n');
            if (end >= 0)
            {
                _buffer.Consume(end + 1);
                return true;
            }

            _buffer.Consume(_buffer.Window.Length);
            if (!_buffer.Fill())
            {
                return false;
            }

            _cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Passes over a record that is not valid, by its brackets, and goes on if what follows looks like the rest of an array.</summary>
    private bool SkipBrokenRecord()
    {
        if (!SkipValue() || !SkipSpace())
        {
            return false;
        }

        return _buffer.Window[0] is (byte)',' or (byte)']'
            || (Fail(ReadProblemKind.BadJson, "The records behind the broken one could not be found; the rest of the file was left out.") && false);
    }

    /// <summary>Consumes one value by its brackets and quotes, however long it is.</summary>
    /// <returns>Whether it ended before the text did.</returns>
    private bool SkipValue()
    {
        var depth = 0;
        var inString = false;
        var escaped = false;
        var begun = false;
        do
        {
            var window = _buffer.Window;
            for (var i = 0; i < window.Length; i++)
            {
                var c = window[i];
                if (inString)
                {
                    inString = escaped || c != '"';
                    escaped = !escaped && c == '\\';
                    if (inString || depth > 0)
                    {
                        continue;
                    }

                    _buffer.Consume(i + 1);
                    return true;
                }

                var ends = false;
                switch (c)
                {
                    case (byte)'"':
                        inString = true;
                        break;
                    case (byte)'{' or (byte)'[':
                        depth++;
                        break;
                    case (byte)'}' or (byte)']' when depth > 0:
                        ends = --depth == 0;
                        if (ends)
                        {
                            i++;
                        }

                        break;
                    case (byte)'}' or (byte)']' or (byte)',':
                        // Where a value should begin, a stray bracket is passed over as if it were one: there must be progress.
                        ends = depth == 0;
                        if (ends && !begun)
                        {
                            i++;
                        }

                        break;
                    default:
                        ends = depth == 0 && begun && IsSpace(c);
                        break;
                }

                begun = true;
                if (ends)
                {
                    _buffer.Consume(i);
                    return true;
                }
            }

            _buffer.Consume(window.Length);
            _cancellation.ThrowIfCancellationRequested();
        }
        while (_buffer.Fill());

        return false;
    }

    private bool FailInvalid()
    {
        var at = _buffer.Position + _index.Length;
        Fail(ReadProblemKind.BadJson, "A record that is not valid JSON was passed over: " + _index.Error, at);
        _number++;
        return true;
    }

    private bool FailTooLarge()
    {
        Fail(ReadProblemKind.TooLarge, FormattableString.Invariant($"A record of more than {EvidenceBuffer.MaxWindow / 1024 / 1024} MiB was passed over."));
        _number++;
        return true;
    }

    /// <summary>Reports that the text ends early, unless it does so because the stream failed, which says more.</summary>
    private bool FailTruncated()
    {
        if (_buffer.Failure is null)
        {
            _buffer.Consume(_buffer.Window.Length);
            Fail(ReadProblemKind.Truncated, "The text ends in the middle of a record or of its array. What came before it was read.");
        }

        return false;
    }

    /// <returns>True, so that a caller can go on behind an <c>&amp;&amp;</c>.</returns>
    private bool Fail(ReadProblemKind kind, string message, long? offset = null)
    {
        _onProblem(new ReadProblem(kind, _path, _number, offset ?? _buffer.Position, message));
        return true;
    }
}
