using System.Diagnostics;

namespace AwsIr.Bench.EndToEnd;

/// <summary>What one pass took.</summary>
/// <param name="Seconds">Of the clock.</param>
/// <param name="CpuSeconds">Of all processors together; null for another process.</param>
/// <param name="AllocatedBytes">On the managed heap; null for another process.</param>
internal sealed record Usage(double Seconds, double? CpuSeconds = null, long? AllocatedBytes = null)
{
    /// <summary>Measures an action in this process.</summary>
    public static Usage Of(Action action)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        action();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        return new Usage(elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }
}
