using System.Management.Automation;

namespace AwsIr.Bench.EndToEnd;

/// <summary>Something that users do, measured from end to end.</summary>
internal abstract class Job
{
    /// <summary>What it is called on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>What it does, in a phrase.</summary>
    public required string What { get; init; }

    /// <summary>What is judged.</summary>
    public required Figure Figure { get; init; }

    /// <summary>The job whose ratio to its floor this one's is compared with; null for none.</summary>
    public string? ComparedWith { get; init; }

    /// <summary>Whether its memory is judged: not where results are kept on purpose.</summary>
    public virtual bool IsStreaming => true;

    /// <summary>All jobs, in the order of reports.</summary>
    public static IReadOnlyList<Job> All => Jobs.All;

    /// <summary>Finds a job by name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static Job Find(string name) =>
        All.FirstOrDefault(job => job.Name == name) ?? throw new FormatException($"There is no job '{name}': list names them.");

    /// <summary>The jobs that are asked for.</summary>
    public static IReadOnlyList<Job> Select(IReadOnlyList<string> names) => names.Count == 0 ? All : [.. names.Select(Find)];

    /// <summary>Runs it in this process. What the module complains of or fails with makes the result a wrong one.</summary>
    public JobResult RunToResult(BenchOptions options)
    {
        try
        {
            return Run(options);
        }
        catch (Exception e) when (e is InvalidOperationException or RuntimeException)
        {
            return new JobResult { Wrong = e.Message };
        }
    }

    /// <summary>The value that is judged.</summary>
    public virtual double Value(JobResult result) => result.Ratio;

    /// <summary>Does the work.</summary>
    protected abstract JobResult Run(BenchOptions options);
}
