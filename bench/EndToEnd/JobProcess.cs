using System.Diagnostics;
using System.Text.Json;

namespace AwsIr.Bench.EndToEnd;

/// <summary>Runs a job in a process of its own: what one leaves behind must not help or hinder the next.</summary>
internal static class JobProcess
{
    /// <summary>Runs it and gives what it says of itself.</summary>
    /// <param name="job">The job.</param>
    /// <param name="arguments">The options for it.</param>
    public static JobResult Run(Job job, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Repository.DotNet) { RedirectStandardOutput = true };
        foreach (string argument in (string[])[typeof(JobProcess).Assembly.Location, "job", job.Name, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<JobResult>(output)! : new JobResult { Wrong = $"its process ended with {process.ExitCode}" };
    }
}
