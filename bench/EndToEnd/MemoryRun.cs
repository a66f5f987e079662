using System.Globalization;

namespace AwsIr.Bench.EndToEnd;

/// <summary>Compares the peak memory of jobs on a corpus and on one twice as large.</summary>
/// <param name="options">Which jobs, and the smaller size.</param>
internal sealed class MemoryRun(BenchOptions options)
{
    /// <summary>Runs them.</summary>
    /// <returns>0; 1 if a job found something else than the corpus has.</returns>
    public int Run()
    {
        int failures = 0;
        options.Corpora.Make();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| job | peak MB at scale {options.Scale} | at {options.Scale * 2} |"));
        Console.WriteLine("|---|---|---|");
        foreach (Job job in Job.Select(options.Jobs).Where(static job => job.IsStreaming))
        {
            JobResult[] results = [.. new[] { options.Scale, options.Scale * 2 }.Select(scale => JobProcess.Run(job, options.ToArguments(scale, repeat: 1)))];
            failures += results.Count(static result => result.Wrong is not null);
            Console.WriteLine($"| {job.Name} | {string.Join(" | ", results.Select(Show))} |");
        }

        return failures == 0 ? 0 : 1;
    }

    private static string Show(JobResult result) =>
        result.Skipped ?? (result.Wrong is { } wrong ? "**WRONG: " + wrong + "**" : (result.PeakBytes / 1e6)?.ToString("N0", CultureInfo.InvariantCulture) ?? "");
}
