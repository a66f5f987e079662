using AwsIr.Records;

namespace AwsIr.Formats;

/// <summary>Takes what a reader finds in one file, in the file's order. Called by one thread.</summary>
internal interface IRecordSink
{
    /// <summary>A record. The view is valid during the call only; <see cref="RecordFields.ToRecord"/> gives what may be kept.</summary>
    void OnRecord(RecordFields fields);

    /// <summary>Something that could not be read.</summary>
    void OnProblem(ReadProblem problem);

    /// <summary>Something recognised as another kind of content.</summary>
    void OnOther(OtherContent content);
}
