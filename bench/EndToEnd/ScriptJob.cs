using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using AwsIr.Bench.Corpora;

namespace AwsIr.Bench.EndToEnd;

/// <summary>
/// A script over a corpus, in a runspace with the built module: one untimed pass over a part, then timed passes, each after one of the floor.
/// </summary>
internal class ScriptJob : Job
{
    /// <summary>The cmdlet that it needs.</summary>
    public required string Cmdlet { get; init; }

    /// <summary>What is timed. Its parameters are the folder, the number of threads, and the folder of rules.</summary>
    public required string Script { get; init; }

    /// <summary>What is run once more, untimed, where the script has no output to check; null where it has.</summary>
    public string? CheckScript { get; init; }

    /// <summary>What it reads.</summary>
    public required Func<CorpusSet, JobInput> Input { get; init; }

    /// <summary>The rules that it runs.</summary>
    public Func<CorpusSet, RuleCorpus>? Rules { get; init; }

    /// <summary>What is wrong with an output; null if nothing is.</summary>
    public required Func<CorpusSet, IReadOnlyList<PSObject>, string?> Check { get; init; }

    /// <summary>A check that the output is these numbers.</summary>
    public static Func<CorpusSet, IReadOnlyList<PSObject>, string?> Numbers(Func<CorpusSet, IReadOnlyList<long>> expected) => (corpora, output) =>
    {
        string wanted = Join(expected(corpora)), found = Join(output.Select(static value => Convert.ToInt64(value.BaseObject, CultureInfo.InvariantCulture)));
        return wanted == found ? null : $"{found} found, and the corpus has {wanted}";
    };

    /// <inheritdoc/>
    protected override JobResult Run(BenchOptions options)
    {
        CorpusSet corpora = options.Corpora;
        JobInput input = Input(corpora);
        string rules = Rules?.Invoke(corpora).Folder ?? "";
        var floor = new Floor(input.Folder, options.Threads);
        using var runspace = new ModuleRunspace();
        if (!runspace.Has(Cmdlet))
        {
            return new JobResult { Skipped = $"there is no {Cmdlet}" };
        }

        // This also brings the files into the page cache.
        long bytes = floor.Run();
        if (bytes != input.Facts.TextBytes)
        {
            return new JobResult { Wrong = $"the floor read {bytes} bytes, and the corpus has {input.Facts.TextBytes}: make it anew" };
        }

        runspace.Run(Script, input.Part, options.Threads, rules);
        var floors = new List<Usage>();
        var passes = new List<Usage>();
        string? wrong = null;
        for (int i = 0; i < options.Repeat; i++)
        {
            floors.Add(Usage.Of(() => floor.Run()));
            IReadOnlyList<PSObject> output = [];
            passes.Add(Usage.Of(() => output = runspace.Run(Script, input.Folder, options.Threads, rules)));
            wrong ??= CheckScript is null ? Check(corpora, output) : null;
        }

        using var process = Process.GetCurrentProcess();
        long peak = process.PeakWorkingSet64;
        wrong ??= CheckScript is null ? null : Check(corpora, runspace.Run(CheckScript, input.Folder, options.Threads, rules));
        return new JobResult { Wrong = wrong, Records = input.Facts.Records, TextBytes = bytes, Floor = floors, Passes = passes, PeakBytes = peak };
    }

    private static string Join(IEnumerable<long> numbers) => string.Join(", ", numbers.Select(static number => number.ToString("N0", CultureInfo.InvariantCulture)));
}
