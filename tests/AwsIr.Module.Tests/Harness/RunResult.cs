using System.Management.Automation;

namespace AwsIr.Module.Tests.Harness;

/// <summary>What a script did: everything that came out of it, stream by stream.</summary>
internal sealed class RunResult
{
    /// <summary>The objects.</summary>
    public required IReadOnlyList<PSObject> Output { get; init; }

    /// <summary>The errors that did not end the run.</summary>
    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    /// <summary>The error that ended the run; null if none did.</summary>
    public required ErrorRecord? Terminating { get; init; }

    /// <summary>The warnings.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What -Verbose said.</summary>
    public required IReadOnlyList<string> Verbose { get; init; }

    /// <summary>The information stream.</summary>
    public required IReadOnlyList<object> Information { get; init; }

    /// <summary>The progress records.</summary>
    public required IReadOnlyList<ProgressRecord> Progress { get; init; }

    /// <summary>What was written to the host directly.</summary>
    public required string Host { get; init; }

    /// <summary>The fully qualified ids of <see cref="Errors"/>.</summary>
    public IEnumerable<string> ErrorIds => Errors.Select(static e => e.FullyQualifiedErrorId);

    /// <summary>The objects without PowerShell's wrapper.</summary>
    public IEnumerable<object> Objects => Output.Select(static o => o.BaseObject);

    /// <summary>The objects as text.</summary>
    public IEnumerable<string> Texts => Output.Select(static o => o?.ToString() ?? "");

    /// <summary>Fails unless nothing went wrong.</summary>
    public RunResult Ok()
    {
        Assert.Null(Terminating);
        Assert.Empty(ErrorIds);
        return this;
    }
}
