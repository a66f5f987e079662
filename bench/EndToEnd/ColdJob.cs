using System.Diagnostics;
using System.Globalization;
using AwsIr.Bench.Corpora;

namespace AwsIr.Bench.EndToEnd;

/// <summary>A script in a process that has just started: the Shell, from its start to its exit.</summary>
internal sealed class ColdJob : Job
{
    /// <summary>The script with the folder for {0}, the number of threads for {1} and the folder of rules for {2}; it writes one number.</summary>
    public required string Script { get; init; }

    /// <summary>The rules that it runs.</summary>
    public Func<CorpusSet, RuleCorpus>? Rules { get; init; }

    /// <summary>What is wrong with the number; null if nothing is.</summary>
    public required Func<CorpusSet, long, string?> Check { get; init; }

    /// <inheritdoc/>
    protected override JobResult Run(BenchOptions options)
    {
        CorpusSet corpora = options.Corpora;
        JobInput input = JobInput.CloudTrail(corpora);
        var floor = new Floor(input.Folder, options.Threads);
        long bytes = floor.Run();
        string script = string.Format(CultureInfo.InvariantCulture, Script, Quote(input.Folder), options.Threads, Quote(Rules?.Invoke(corpora).Folder ?? ""));
        var floors = new List<Usage>();
        var passes = new List<Usage>();
        long peak = 0;
        string? wrong = null;
        for (int i = 0; i < options.Repeat; i++)
        {
            floors.Add(Usage.Of(() => floor.Run()));
            long start = Stopwatch.GetTimestamp();
            (string output, long working) = RunShell(script);
            passes.Add(new Usage(Stopwatch.GetElapsedTime(start).TotalSeconds));
            peak = Math.Max(peak, working);
            wrong ??= long.TryParse(output.Trim(), CultureInfo.InvariantCulture, out long number) ? Check(corpora, number) : $"the Shell wrote: {output.Trim()}";
        }

        return new JobResult { Wrong = wrong, Records = input.Facts.Records, TextBytes = bytes, Floor = floors, Passes = passes, PeakBytes = peak };
    }

    private static (string Output, long Peak) RunShell(string script)
    {
        var start = new ProcessStartInfo(Repository.DotNet) { RedirectStandardOutput = true };
        foreach (string argument in new[] { Repository.Shell, "-NonInteractive", "-Command", script })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();

        // Once it has ended nobody can be asked, and what it says is 0 or nothing.
        long peak = 0;
        while (!process.WaitForExit(50))
        {
            try
            {
                process.Refresh();
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException)
            {
                break;
            }
        }

        process.WaitForExit();
        return (output.Result, peak);
    }

    private static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
