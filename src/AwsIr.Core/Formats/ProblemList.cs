namespace AwsIr.Formats;

/// <summary>Hands on the problems of one file: the first ones each, then how many more there were.</summary>
internal sealed class ProblemList
{
    private readonly string _path;
    private readonly Action<ReadProblem> _onProblem;
    private ReadProblemKind _lastKind;
    private long _count;

    /// <summary>Begins a file.</summary>
    public ProblemList(string path, Action<ReadProblem> onProblem)
    {
        _path = path;
        _onProblem = onProblem;
    }

    /// <summary>Adds a problem.</summary>
    public void Add(ReadProblemKind kind, long? record, long? offset, string message)
    {
        _lastKind = kind;
        if (++_count <= JsonRecordReader.MaxProblems)
        {
            _onProblem(new ReadProblem(kind, _path, record, offset, message));
        }
    }

    /// <summary>Ends the file.</summary>
    public void Complete()
    {
        if (_count > JsonRecordReader.MaxProblems)
        {
            _onProblem(new ReadProblem(_lastKind, _path, null, null,
                FormattableString.Invariant($"{_count - JsonRecordReader.MaxProblems} more problems in this file are not listed.")));
        }
    }
}
