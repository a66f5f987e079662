namespace AwsIr;

/// <summary>Whether something is recorded, the worst first.</summary>
public enum LogCoverageStatus
{
    /// <summary>Nothing is recorded, or nothing arrives.</summary>
    Missing,

    /// <summary>It could not be asked.</summary>
    Unknown,

    /// <summary>Not all of it is recorded, or it is not kept for long.</summary>
    Partial,

    /// <summary>It is recorded.</summary>
    OK,
}
