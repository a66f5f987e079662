namespace AwsIr.Clients;

/// <summary>How a recorder does, as DescribeConfigurationRecorderStatus shows it.</summary>
/// <param name="Name">The recorder's name.</param>
/// <param name="IsRecording">Whether it is on.</param>
internal sealed record ConfigurationRecorderStatus(string Name, bool IsRecording)
{
    /// <summary>When it was switched on last, in UTC.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>When it was switched off last, in UTC.</summary>
    public DateTime? StopTime { get; init; }

    /// <summary>Pending, Success, Failure or NotApplicable.</summary>
    public string? LastStatus { get; init; }

    /// <summary>The error's code after a failure.</summary>
    public string? LastErrorCode { get; init; }
}
