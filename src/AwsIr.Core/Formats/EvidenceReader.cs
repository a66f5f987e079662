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
    private readonly ReadOptions _options;
    private readonly long[] _others = new long[(int)JsonRecordKind.S3Notification + 1];
    private IRecordSink _sink = null!;
    private string _path = "";
    private long _firstUnknown;

    /// <summary>Makes a reader.</summary>
    public EvidenceReader(ReadOptions options)
    {
        _options = options;
        _flowLog = new FlowLogReader(options);
    }

    /// <summary>Reads one item to its end. What cannot be read goes to the sink as a problem; nothing is thrown for content.</summary>
    /// <param name="item">The item.</param>
    /// <param name="sink">Takes what is found.</param>
    /// <param name="cancellation">Stops between two records.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Read(EvidenceItem item, IRecordSink sink, CancellationToken cancellation)
    {
        _sink = sink;
        _path = item.Name;
        Array.Clear(_others, 0, _others.Length);
        try
        {
            using var stream = EvidenceText.Open(item);
            using var buffer = new EvidenceBuffer(stream);
            ReadText(item, buffer, cancellation);
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

    private void ReadText(EvidenceItem item, EvidenceBuffer buffer, CancellationToken cancellation)
    {
        if (!buffer.Fill() && buffer.Failure is null)
        {
            _sink.OnOther(new OtherContent(_path, "empty files", 1));
            return;
        }

        if (buffer.Window.StartsWith(ParquetFile.Mark))
        {
            new FlowLogParquetReader(_options).Read(item, _sink, cancellation);
            return;
        }

        if (buffer.Failure is null && !BeginsAsJson(buffer))
        {
            if (!_flowLog.Recognises(buffer))
            {
                _sink.OnProblem(new ReadProblem(ReadProblemKind.UnknownContent, _path, null, 0, "The content is neither JSON nor lines of a flow log. The file was left out."));
            }
            else if (_options.Wants(RecordSource.FlowLog))
            {
                _flowLog.Read(buffer, _path, _sink, cancellation);
            }
            else
            {
                _sink.OnOther(new OtherContent(_path, "VPC flow log files", 1));
            }

            return;
        }

        new JsonRecordReader(buffer, _path, OnObject, _sink.OnProblem, cancellation).Read();
    }

    /// <summary>Whether the text can be JSON; one of white space only is an empty one.</summary>
    private static bool BeginsAsJson(EvidenceBuffer buffer)
    {
        while (JsonRecordReader.FirstByte(buffer.Window) == 0 && buffer.Fill())
        {
        }

        return JsonRecordReader.FirstByte(buffer.Window) is 0 or (byte)'{' or (byte)'[';
    }

    private void OnObject(byte[] array, int start, RecordIndex index, long number)
    {
        var record = array.AsSpan(start, index.Length);
        var kind = JsonRecordKinds.Of(record, index);
        switch (kind)
        {
            case JsonRecordKind.CloudTrail when _options.Wants(RecordSource.CloudTrail):
                OnCloudTrail(array, start, index, number);
                return;
            case JsonRecordKind.LookupEvent when _options.Wants(RecordSource.CloudTrail):
                var text = index.Value(record, RecordKey.CloudTrailEvent);
                if (text is [(byte)'"', .., (byte)'"'])
                {
                    var inner = JsonText.DecodeToUtf8(text.Slice(1, text.Length - 2));
                    if (OnInner(inner, 0, inner.Length, number))
                    {
                        return;
                    }
                }

                kind = JsonRecordKind.Unknown;
                break;
            case JsonRecordKind.EventBridge:
                var (from, to) = index[RecordKey.Detail];
                if (array[start + from] == '{' && OnInner(array, start + from, to - from, number))
                {
                    return;
                }

                break;
        }

        if (kind == JsonRecordKind.Unknown && _others[0] == 0)
        {
            _firstUnknown = number;
        }

        _others[(int)kind]++;
    }

    /// <summary>Hands on a record that lies in an envelope, if it is CloudTrail's.</summary>
    private bool OnInner(byte[] array, int start, int length, long number)
    {
        var json = array.AsSpan(start, length);
        if (_inner.Read(json) != IndexResult.Complete || JsonRecordKinds.Of(json, _inner) != JsonRecordKind.CloudTrail || !_options.Wants(RecordSource.CloudTrail))
        {
            return false;
        }

        OnCloudTrail(array, start, _inner, number);
        return true;
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
                FormattableString.Invariant($"{_others[0]} JSON object(s), from record {_firstUnknown} on, are not CloudTrail records nor anything else that is known. They were left out.")));
        }
    }
}
