namespace AwsIr.Formats;

/// <summary>Hands on the problems of one file: the first of them one by one, and the rest as a number.</summary>
/// <param name="path">The file's name.</param>
/// <param name="report">Takes the problems.</param>
internal sealed class ReadProblems(string path, Action<ReadProblem> report)
{
    /// <summary>How many problems of one file are reported one by one.</summary>
    public const int Max = 100;

    private ReadProblemKind _last;
    private long _count;

    /// <summary>Reports a problem, as long as there are not too many.</summary>
    public void Add(ReadProblem problem)
    {
        _last = problem.Kind;
        if (++_count <= Max)
        {
            report(problem);
        }
    }

    /// <summary>Says at the end of the file how many problems were not reported.</summary>
    public void Finish()
    {
        if (_count > Max)
        {
            report(new ReadProblem(_last, path, null, null,
                FormattableString.Invariant($"{_count - Max} more problems in this file are not listed.")));
        }
    }
}
