using System.Text.Json.Serialization;

namespace AwsIr.Bench.EndToEnd;

/// <summary>What a job says of itself; goes from its process to the one that reports, as JSON.</summary>
internal sealed class JobResult
{
    /// <summary>Why it was not run, such as a cmdlet that does not exist; null if it was.</summary>
    public string? Skipped { get; init; }

    /// <summary>What is wrong with what it found; null if it found what the corpus has.</summary>
    public string? Wrong { get; init; }

    /// <summary>How many events or flows it read.</summary>
    public long Records { get; init; }

    /// <summary>Their text in bytes.</summary>
    public long TextBytes { get; init; }

    /// <summary>The passes of the floor.</summary>
    public IReadOnlyList<Usage> Floor { get; init; } = [];

    /// <summary>The passes of the job, each after one of the floor.</summary>
    public IReadOnlyList<Usage> Passes { get; init; } = [];

    /// <summary>The largest working set of the process that did the job, in bytes; null where it says nothing.</summary>
    public long? PeakBytes { get; init; }

    /// <summary>Bytes of memory that each object takes that is kept; null for jobs that keep none.</summary>
    public double? KeptBytes { get; init; }

    /// <summary>The shortest time of a pass in seconds, and of the floor: whatever disturbs a pass makes it longer, never shorter.</summary>
    [JsonIgnore]
    public double Seconds => Passes.Min(static pass => pass.Seconds);

    /// <summary>The shortest time of the floor in seconds.</summary>
    [JsonIgnore]
    public double FloorSeconds => Floor.Min(static pass => pass.Seconds);

    /// <summary>The job's time as a multiple of the floor's.</summary>
    [JsonIgnore]
    public double Ratio => Seconds / FloorSeconds;

    /// <summary>The same of processor time, which other work on the machine disturbs less; null for another process.</summary>
    [JsonIgnore]
    public double? CpuRatio => Passes.Min(static pass => pass.CpuSeconds) / Floor.Min(static pass => pass.CpuSeconds);

    /// <summary>Whether the floor did not get the processors to itself, so that times say little and only <see cref="CpuRatio"/> something.</summary>
    /// <param name="threads">How many threads it had.</param>
    public bool IsDisturbed(int threads) => Floor.Max(pass => pass.CpuSeconds / (pass.Seconds * threads)) < 0.85;

    /// <summary>Gigabytes (10^9) of text a second.</summary>
    [JsonIgnore]
    public double GigabytesPerSecond => TextBytes / Seconds / 1e9;

    /// <summary>Bytes allocated a record; null for another process.</summary>
    [JsonIgnore]
    public double? AllocatedPerRecord => (double?)Passes.Min(static pass => pass.AllocatedBytes) / Records;
}
