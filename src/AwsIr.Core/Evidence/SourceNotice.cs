namespace AwsIr.Evidence;

/// <summary>Something that a source has to say to the user.</summary>
/// <param name="Kind">How it is told.</param>
/// <param name="Message">A sentence, in the user's words; without secrets.</param>
internal sealed record SourceNotice(SourceNoticeKind Kind, string Message)
{
    /// <summary>For an error: its id, one of the module's.</summary>
    public string? ErrorId { get; init; }

    /// <summary>For an error: what it concerns, such as an account, a region or an object's URI.</summary>
    public string? Target { get; init; }

    /// <summary>For an error: what kind it is.</summary>
    public SourceProblemKind Problem { get; init; }

    /// <summary>For an error: what was thrown.</summary>
    public Exception? Exception { get; init; }

    /// <summary>For progress: how much is done, 0 to 100; -1 if unknown.</summary>
    public int Percent { get; init; } = -1;

    /// <summary>For progress: about how many seconds are left; -1 if unknown.</summary>
    public int SecondsLeft { get; init; } = -1;
}
