namespace AwsIr.FakeAws;

/// <summary>AWS Config's recorder.</summary>
/// <param name="Name">Its name.</param>
public sealed record ConfigRecorder(string Name = "default")
{
    /// <summary>Whether it is on.</summary>
    public bool Recording { get; set; } = true;

    /// <summary>Pending, Success, Failure or NotApplicable.</summary>
    public string LastStatus { get; set; } = "Success";

    /// <summary>Whether it records every supported type.</summary>
    public bool AllSupported { get; set; } = true;

    /// <summary>Whether it records global resources.</summary>
    public bool IncludeGlobalResourceTypes { get; set; }

    /// <summary>The types that it records when not all.</summary>
    public List<string> ResourceTypes { get; } = [];

    /// <summary>When it was switched on last, UTC.</summary>
    public DateTime? LastStartTime { get; set; }

    /// <summary>When it was switched off last, UTC.</summary>
    public DateTime? LastStopTime { get; set; }
}
