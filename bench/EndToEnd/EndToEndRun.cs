using System.Globalization;
using AwsIr.Bench.Corpora;

namespace AwsIr.Bench.EndToEnd;

/// <summary>Runs jobs one after another and prints a table of them.</summary>
/// <param name="options">Which, and how.</param>
internal sealed class EndToEndRun(BenchOptions options)
{
    /// <summary>The largest working set that is allowed, and the one that is aimed at, in bytes.</summary>
    private const long PeakLimit = 200_000_000, PeakAim = 165_000_000;

    private readonly Dictionary<string, JobResult> _results = new(StringComparer.Ordinal);
    private int _failures;

    /// <summary>Runs them.</summary>
    /// <returns>0; 1 if a job found something else than the corpus has. A limit that is not met is not a failure: machines are noisy.</returns>
    public int Run()
    {
        IReadOnlyList<Job> jobs = Job.Select(options.Jobs);
        options.Corpora.Make();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Scale {options.Scale}, {options.Threads} threads on {Environment.ProcessorCount} processors, {options.Repeat} passes each: the shortest counts. .NET {Environment.Version}."));
        Console.WriteLine("disturbed: other work had the processors too, and of the ratios only that of processor time says something.");
        Console.WriteLine();
        Console.WriteLine("| job | floor s | job s | figure | limit / aim | | CPU × floor | M records/s | B allocated/record | peak MB | slowest pass |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (Job job in jobs)
        {
            JobResult result = JobProcess.Run(job, options.ToArguments());
            _results[job.Name] = result;
            Console.WriteLine(Row(job, result));
        }

        return _failures == 0 ? 0 : 1;
    }

    private string Row(Job job, JobResult result)
    {
        if (result.Skipped is { } why)
        {
            return $"| {job.Name} | not run: {why} | | | | | | | | | |";
        }

        if (result.Wrong is { } wrong)
        {
            _failures++;
            return $"| {job.Name} | **WRONG: {wrong}** | | | | | | | | | |";
        }

        string figure, verdict;
        if (job.ComparedWith is not { } other)
        {
            double value = job.Value(result);
            (figure, verdict) = (job.Figure.Show(value), job.Figure.Judge(value));
        }
        else if (_results.TryGetValue(other, out JobResult? basis) && basis.Passes.Count > 0)
        {
            // Each against its own floor: the machine may have been busier for one than for the other.
            double value = result.Ratio / basis.Ratio;
            (figure, verdict) = (job.Figure.Show(value), job.Figure.Judge(value));
        }
        else
        {
            (figure, verdict) = (Figure.TimesFloor(0, 0).Show(result.Ratio), $"needs {other}");
        }

        string peak = result.PeakBytes is not { } bytes ? "" : Number(bytes / 1e6, "N0") + (!job.IsStreaming ? "" : bytes <= PeakAim ? "" : bytes <= PeakLimit ? " (over aim)" : " (OVER)");
        return string.Join(" | ",
            "| " + job.Name,
            Number(result.FloorSeconds, "0.00"),
            Number(result.Seconds, "0.00"),
            figure,
            job.Figure.ShowLimits(),
            verdict + (result.IsDisturbed(options.Threads) ? " (disturbed)" : ""),
            Number(result.CpuRatio, "0.00"),
            Number(result.Records / result.Seconds / 1e6, "0.00"),
            Number(result.AllocatedPerRecord, "N0"),
            peak,
            "× " + Number(result.Passes.Max(static pass => pass.Seconds) / result.Seconds, "0.00") + " |");
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
