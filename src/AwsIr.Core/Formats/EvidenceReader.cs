using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Formats;

/// <summary>
/// Reads items of evidence, one after another: picks the format by content and hands each record to a sink.
/// One instance a thread.
/// </summary>
internal sealed class EvidenceReader
{
    private readonly CloudTrailFields _cloudTrail = new();
    private readonly RecordIndex _inner = new();
    private readonly FlowLogReader _flowLog;
    private readonly FindingReader _findings;
    private readonly CloudWatchFields _line = new();
    private readonly LogEventReader _logs;
    private readonly MessageUnwrapper _unwrapper;
    private readonly ReadOptions _options;
    private readonly long[] _others = new long[(int)JsonRecordKind.S3Notification + 1];
    private IRecordSink _sink = null!;
    private ReadProblems _problems = null!;
    private EvidenceItem _item = null!;
    private string _path = "";
    private CancellationToken _cancellation;
    private long _firstUnknown;
    private bool _anyObject;
    private bool _inEnvelope;

    /// <summary>Makes a reader.</summary>
    public EvidenceReader(ReadOptions options)
    {
        _options = options;
        _flowLog = new FlowLogReader(options);
        _findings = new FindingReader(options);
        _logs = new LogEventReader(log => OnLog(log, JsonRecordKind.LogEvent));
        _unwrapper = new MessageUnwrapper(options);
    }

    /// <summary>Reads one item to its end. What cannot be read goes to the sink as a problem; nothing is thrown for content.</summary>
    /// <param name="item">The item.</param>
    /// <param name="sink">Takes what is found.</param>
    /// <param name="cancellation">Stops between two records.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Read(EvidenceItem item, IRecordSink sink, CancellationToken cancellation)
    {
        _sink = sink;
        _item = item;
        _path = item.Name;
        _cancellation = cancellation;
        _problems = new ReadProblems(_path, sink.OnProblem);
        _inEnvelope = false;
        _logs.Begin(item.Origin);
        _flowLog.Begin(item.Origin);
        _unwrapper.Begin(item.Origin);
        Array.Clear(_others, 0, _others.Length);
        try
        {
            using var stream = EvidenceText.Open(item);
            using var buffer = new EvidenceBuffer(stream);
            ReadText(buffer);
        }
        catch (InvalidDataException e)
        {
            sink.OnProblem(new ReadProblem(ReadProblemKind.BadCompression, _path, null, null, e.Message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            sink.OnProblem(new ReadProblem(ReadProblemKind.Unreadable, _path, null, null, e.Message));
        }

        ReportOthers();
    }

    private void ReadText(EvidenceBuffer buffer)
    {
        if (!buffer.Fill() && buffer.Failure is null)
        {
            _sink.OnOther(new OtherContent(_path, "empty files", 1));
            return;
        }

        var kind = LogTextKinds.Of(buffer, _path, _options.AnyText, _flowLog);
        _anyObject = _options.AnyText && kind == LogTextKind.Json;
        switch (kind)
        {
            case LogTextKind.Parquet:
                new FlowLogParquetReader(_options).Read(_item, _sink, _problems, _cancellation);
                break;
            case LogTextKind.FlowLog when _options.Wants(RecordSource.FlowLog):
                _flowLog.Read(buffer, _path, _sink, _problems, _cancellation);
                break;
            case LogTextKind.FlowLog:
                _sink.OnOther(new OtherContent(_path, "VPC flow log files", 1));
                break;
            case LogTextKind.Export:
                var origin = LogOrigin.OfExport(_path);
                ReadLines(buffer, LogTextKinds.IsExport, (array, start, length, number) => OnExported(array, start, length, origin, number));
                break;
            case LogTextKind.Envelopes:
                ReadLines(buffer, LogEnvelope.BeginsAsBase64, (array, start, length, number) => OnEnvelope(array.AsSpan(start, length), number));
                break;
            case LogTextKind.Lines:
                ReadLines(buffer, null, OnLine);
                break;
            case LogTextKind.ExportTest:
                _sink.OnOther(new OtherContent(_path, "permission tests of CloudWatch Logs exports", 1));
                break;
            case LogTextKind.Unknown when buffer.Failure is null:
                _problems.Add(new ReadProblem(ReadProblemKind.UnknownContent, _path, null, 0, "The content is neither JSON nor a log of a kind that is known. The file was left out."));
                break;
            default:
                new JsonRecordReader(buffer, _path, OnObject, _problems.Add, _cancellation, _anyObject ? OnLine : null).Read();
                break;
        }

        _problems.Finish();
    }

    private void ReadLines(EvidenceBuffer buffer, TextRecordReader.Begins? begins, TextRecordReader.Handler handler) =>
        new TextRecordReader(buffer, _path, begins, handler, _problems.Add, _cancellation).Read();

    /// <summary>Takes one object by its kind.</summary>
    /// <returns>How many records it is.</returns>
    private long OnObject(byte[] array, int start, RecordIndex index, long number)
    {
        var record = array.AsSpan(start, index.Length);
        var kind = JsonRecordKinds.Of(record, index);
        switch (kind)
        {
            case JsonRecordKind.CloudTrail when _options.Wants(RecordSource.CloudTrail):
                OnCloudTrail(array, start, index, number);
                return 1;
            case JsonRecordKind.LookupEvent when _options.Wants(RecordSource.CloudTrail):
                var text = index.Value(record, RecordKey.CloudTrailEvent);
                if (text is [(byte)'"', .., (byte)'"'])
                {
                    var inner = JsonText.DecodeToUtf8(text.Slice(1, text.Length - 2));
                    if (OnInner(inner, 0, inner.Length, number))
                    {
                        return 1;
                    }
                }

                kind = JsonRecordKind.Unknown;
                break;
            case JsonRecordKind.EventBridge when OnEvent(array, start, index, number):
                return 1;
            case JsonRecordKind.GuardDuty or JsonRecordKind.SecurityHub:
                OnFinding(array, start, index, number, kind);
                return 1;
            case JsonRecordKind.LogEvent or JsonRecordKind.InsightsRow:
                _logs.ReadEvent(array, start, index, _path, number);
                return 1;
            case JsonRecordKind.LogBatch:
                return _logs.ReadBatch(array, start, index, _path, number, _problems.Add);
            case JsonRecordKind.InsightsResults:
                var rows = _logs.ReadInsights(array, start, index, _path, number, out var without);
                _others[(int)kind] += without;
                return rows;
            case JsonRecordKind.LogEnvelope when !_inEnvelope && LogEnvelope.DataOf(array, start, index, _inner) is { Length: > 0 } data:
                return OnEnvelope(data, number);
            case JsonRecordKind.Unknown when _anyObject:
                OnLine(array, start, index.Length, number);
                return 1;
        }

        Count(kind, number);
        return 1;
    }

    private void Count(JsonRecordKind kind, long number)
    {
        if (kind == JsonRecordKind.Unknown && _others[0] == 0)
        {
            _firstUnknown = number;
        }

        _others[(int)kind]++;
    }

    /// <summary>Reads what is in an envelope as if it lay in the file.</summary>
    /// <param name="base64">The envelope's data.</param>
    /// <param name="number">The number of its first record in the file.</param>
    /// <returns>How many records it holds.</returns>
    private long OnEnvelope(ReadOnlySpan<byte> base64, long number)
    {
        const string What = "The data of a batch of log events could not be read: ";
        using var text = LogEnvelope.Open(base64, out var error);
        if (text is null)
        {
            _problems.Add(new ReadProblem(ReadProblemKind.BadCompression, _path, number, null, What + error));
            return 1;
        }

        using var buffer = new EvidenceBuffer(text);
        var reader = new JsonRecordReader(buffer, _path, (array, start, index, inner) => OnObject(array, start, index, number + inner), OnProblem, _cancellation);
        _inEnvelope = true;
        reader.Read();
        _inEnvelope = false;
        return reader.Count;

        void OnProblem(ReadProblem problem) => _problems.Add(problem with
        {
            Kind = text.IsTooLarge ? ReadProblemKind.TooLarge : problem.Kind,
            Record = number + problem.Record,
            Offset = null,
            Message = What + problem.Message,
        });
    }

    /// <summary>An event of an export: its time, a space and the message.</summary>
    private long OnExported(byte[] array, int start, int length, in LogOrigin origin, long number)
    {
        const int TimeLength = 24;
        var time = UtcTime.Parse(JsonText.GetString(array.AsSpan(start, TimeLength)));
        _line.Point(array, new LogText(start + TimeLength + 1, length - TimeLength - 1, false), null, origin, EpochTime.From(time), EpochTime.None, _path, number);
        OnLog(_line, JsonRecordKind.LogEvent);
        return 1;
    }

    /// <summary>A line of a log of a host or an application, or an object of its JSON.</summary>
    private long OnLine(byte[] array, int start, int length, long number)
    {
        _line.Point(array, new LogText(start, length, false), _item.Modified, _path, number);
        OnLog(_line, JsonRecordKind.LogLine);
        return 1;
    }

    /// <summary>Hands on a log event, or the record that its message is.</summary>
    private void OnLog(CloudWatchFields log, JsonRecordKind kind)
    {
        if (_options.Unwrap && _unwrapper.Unwrap(log) is { } inner && _options.Wants(inner.Source))
        {
            _sink.OnRecord(inner);
        }
        else if (_options.Wants(RecordSource.CloudWatchLogs))
        {
            _sink.OnRecord(log);
        }
        else
        {
            _others[(int)kind]++;
        }
    }

    /// <summary>Hands on what EventBridge's envelope holds, if it is a record of a source that is wanted.</summary>
    private bool OnEvent(byte[] array, int start, RecordIndex index, long number)
    {
        var (from, to) = index[RecordKey.Detail];
        return array[start + from] == '{' && OnInner(array, start + from, to - from, number, index.Value(array.AsSpan(start, index.Length), RecordKey.DetailType));
    }

    /// <summary>Hands on a record that lies in an envelope, if it is one of a source that is wanted.</summary>
    /// <param name="array">The array that the record's text is in.</param>
    /// <param name="start">Where the text begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="number">The envelope's number in the file.</param>
    /// <param name="detailType">What EventBridge says that it is, with its quotes; empty for other envelopes.</param>
    /// <returns>Whether it was handed on, or counted.</returns>
    private bool OnInner(byte[] array, int start, int length, long number, ReadOnlySpan<byte> detailType = default)
    {
        var json = array.AsSpan(start, length);
        if (_inner.Read(json) != IndexResult.Complete)
        {
            return false;
        }

        var kind = JsonRecordKinds.Of(json, _inner);
        if (kind == JsonRecordKind.Unknown && detailType.SequenceEqual("\"GuardDuty Finding\""u8))
        {
            kind = JsonRecordKind.GuardDuty;
        }

        switch (kind)
        {
            case JsonRecordKind.CloudTrail when _options.Wants(RecordSource.CloudTrail):
                OnCloudTrail(array, start, _inner, number);
                return true;
            case JsonRecordKind.EventBridge:
                return OnEvent(array, start, _inner, number);
            case JsonRecordKind.GuardDuty or JsonRecordKind.SecurityHub:
                OnFinding(array, start, _inner, number, kind);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Hands on a finding, or counts it.</summary>
    private void OnFinding(byte[] array, int start, RecordIndex index, long number, JsonRecordKind kind)
    {
        if (_findings.Read(array, start, index, _path, number, ref kind) is { } finding)
        {
            _sink.OnRecord(finding);
        }
        else
        {
            Count(kind, number);
        }
    }

    private void OnCloudTrail(byte[] array, int start, RecordIndex index, long number)
    {
        _cloudTrail.Point(array, start, index, _path, number);
        _sink.OnRecord(_cloudTrail);
    }

    private void ReportOthers()
    {
        for (var kind = 1; kind < _others.Length; kind++)
        {
            if (_others[kind] > 0)
            {
                _sink.OnOther(new OtherContent(_path, JsonRecordKinds.Plural((JsonRecordKind)kind), _others[kind]));
            }
        }

        if (_others[0] > 0)
        {
            _sink.OnProblem(new ReadProblem(ReadProblemKind.UnknownContent, _path, _firstUnknown, null,
                FormattableString.Invariant($"{_others[0]} JSON object(s), from record {_firstUnknown} on, are nothing that is known. They were left out.")));
        }
    }
}
