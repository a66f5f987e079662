using System.Globalization;
using AwsIr.Bench.Corpora;

namespace AwsIr.Bench.EndToEnd;

/// <summary>A script that keeps events in a variable: how much memory each takes.</summary>
internal sealed class KeepJob : Job
{
    /// <summary>Puts objects in $global:kept. Its parameters are the folder and the number of threads.</summary>
    public required string Script { get; init; }

    /// <summary>One in so many events is kept.</summary>
    public required int Every { get; init; }

    /// <inheritdoc/>
    public override bool IsStreaming => false;

    /// <inheritdoc/>
    public override double Value(JobResult result) => result.KeptBytes ?? 0;

    /// <inheritdoc/>
    protected override JobResult Run(BenchOptions options)
    {
        CloudTrailCorpus corpus = options.Corpora.CloudTrail;
        _ = corpus.Facts;
        var floor = new Floor(corpus.Part, options.Threads);
        long bytes = floor.Run();
        using var runspace = new ModuleRunspace();

        // What stays in caches for good is not the events': the first time is not counted.
        Keep();
        Free();
        long before = Settled();
        Usage floorPass = Usage.Of(() => floor.Run());
        Usage pass = Usage.Of(Keep);
        long after = Settled();
        long kept = Convert.ToInt64(runspace.Run("$global:kept.Count")[0].BaseObject, CultureInfo.InvariantCulture);
        Free();
        long all = Convert.ToInt64(runspace.Run("param($path) $n = 0; Get-IrCloudTrailEvent -Path $path | ForEach-Object { $n++ }; $n", corpus.Part)[0].BaseObject, CultureInfo.InvariantCulture);
        return new JobResult
        {
            Wrong = kept == (all + Every - 1) / Every ? null : $"{kept} of {all} events were kept",
            Records = all,
            TextBytes = bytes,
            Floor = [floorPass],
            Passes = [pass],
            KeptBytes = (double)(after - before) / kept,
        };

        void Keep() => runspace.Run(Script, corpus.Part, options.Threads);
        void Free() => runspace.Run("$global:kept = $null");
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
