using AwsIr.Records;

namespace AwsIr.Formats;

/// <summary>Reads findings: GuardDuty's own, and those that Security Hub has of it. One instance a thread.</summary>
internal sealed class FindingReader
{
    private readonly GuardDutyFields _fields = new();
    private readonly RecordIndex _rebuilt = new();
    private readonly ReadOptions _options;

    /// <summary>Makes a reader.</summary>
    public FindingReader(ReadOptions options) => _options = options;

    /// <summary>Reads a finding.</summary>
    /// <param name="array">The array that the finding's text is in.</param>
    /// <param name="start">Where the text begins.</param>
    /// <param name="index">Where its top-level values lie.</param>
    /// <param name="path">The file's name.</param>
    /// <param name="number">Its number there.</param>
    /// <param name="kind">GuardDuty or SecurityHub; becomes what it is to be counted as when it is not wanted.</param>
    /// <returns>The finding, valid until the next call; null if it is not one that is wanted.</returns>
    public GuardDutyFields? Read(byte[] array, int start, RecordIndex index, string path, long number, ref JsonRecordKind kind)
    {
        if (!_options.Wants(RecordSource.GuardDuty))
        {
            return null;
        }

        if (kind == JsonRecordKind.GuardDuty)
        {
            _fields.Point(array, start, index, path, number, null);
        }
        else
        {
            var record = array.AsSpan(start, index.Length);
            if (!SecurityHubFinding.IsGuardDuty(record, index))
            {
                return null;
            }

            var rebuilt = SecurityHubFinding.ToGuardDuty(record);
            if (_rebuilt.Read(rebuilt) != IndexResult.Complete)
            {
                // Nested as deep as JSON may be: it was made to be just that.
                kind = JsonRecordKind.Unknown;
                return null;
            }

            _fields.Point(rebuilt, 0, _rebuilt, path, number, record.ToArray());
        }

        if (_fields.IsArchived && !_options.IncludeArchived)
        {
            kind = JsonRecordKind.ArchivedGuardDuty;
            return null;
        }

        return _fields;
    }
}
