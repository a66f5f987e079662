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
    private readonly GuardDutyFields _guardDuty = new();
    private readonly RecordIndex _inner = new();
    private readonly RecordIndex _rebuilt = new();
    private readonly ReadOptions _options;
    private readonly long[] _others = new long[(int)JsonRecordKind.S3Notification + 1];
    private IRecordSink _sink = null!;
    private string _path = "";
    private long _firstUnknown;

    /// <summary>Makes a reader.</summary>
    public EvidenceReader(ReadOptions options) => _options = options;

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
            ReadText(buffer, cancellation);
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

    private void ReadText(EvidenceBuffer buffer, CancellationToken cancellation)
    {
        if (!buffer.Fill() && buffer.Failure is null)
        {
            _sink.OnOther(new OtherContent(_path, "empty files", 1));
            return;
        }

        if (buffer.Failure is null && !BeginsAsJson(buffer))
        {
            _sink.OnProblem(new ReadProblem(ReadProblemKind.UnknownContent, _path, null, 0, "The content is not JSON, so it is no CloudTrail log. The file was left out."));
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
            case JsonRecordKind.EventBridge when OnEvent(array, start, index, number):
                return;
            case JsonRecordKind.GuardDuty or JsonRecordKind.SecurityHub:
                OnFinding(array, start, index, number, kind);
                return;
        }

        Count(kind, number);
    }

    private void Count(JsonRecordKind kind, long number)
    {
        if (kind == JsonRecordKind.Unknown && _others[0] == 0)
        {
            _firstUnknown = number;
        }

        _others[(int)kind]++;
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

    /// <summary>Hands on a finding, or counts it as what it is.</summary>
    private void OnFinding(byte[] array, int start, RecordIndex index, long number, JsonRecordKind kind)
    {
        if (!_options.Wants(RecordSource.GuardDuty) || !PointAtFinding(array, start, index, number, ref kind))
        {
            Count(kind, number);
        }
        else if (_guardDuty.IsArchived && !_options.IncludeArchived)
        {
            Count(JsonRecordKind.ArchivedGuardDuty, number);
        }
        else
        {
            _sink.OnRecord(_guardDuty);
        }
    }

    /// <summary>Points the view at a finding of GuardDuty's, in whichever format.</summary>
    /// <returns>Whether it is one that can be read; else the kind is what it is.</returns>
    private bool PointAtFinding(byte[] array, int start, RecordIndex index, long number, ref JsonRecordKind kind)
    {
        if (kind == JsonRecordKind.GuardDuty)
        {
            _guardDuty.Point(array, start, index, _path, number, null);
            return true;
        }

        var record = array.AsSpan(start, index.Length);
        if (!SecurityHubFinding.IsGuardDuty(record, index))
        {
            return false;
        }

        var rebuilt = SecurityHubFinding.ToGuardDuty(record);
        if (_rebuilt.Read(rebuilt) != IndexResult.Complete)
        {
            // Nested as deep as JSON may be: it was made to be just that.
            kind = JsonRecordKind.Unknown;
            return false;
        }

        _guardDuty.Point(rebuilt, 0, _rebuilt, _path, number, record.ToArray());
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
                FormattableString.Invariant($"{_others[0]} JSON object(s), from record {_firstUnknown} on, are records of no log that is known. They were left out.")));
        }
    }
}
