namespace AwsIr.Formats;

/// <summary>Hands on the problems of one file: the first of them one by one, and the rest as a number.</summary>
/// <param name="path">The file's name.</param>
/// <param name="report">Takes the problems.</param>
internal sealed class ReadProblems(string path, Action<ReadProblem> report)
{
    private long _count;

    /// <summary>Reports a problem, as long as there are not too many.</summary>
    public void Add(ReadProblem problem)
    {
        if (++_count <= JsonRecordReader.MaxProblems)
        {
            report(problem);
        }
    }

    /// <summary>Says at the end of the file how many problems were not reported.</summary>
    public void Finish()
    {
        if (_count > JsonRecordReader.MaxProblems)
        {
            report(new ReadProblem(ReadProblemKind.BadJson, path, null, null,
                FormattableString.Invariant($"{_count - JsonRecordReader.MaxProblems} more problems in this file are not listed.")));
        }
    }
}
