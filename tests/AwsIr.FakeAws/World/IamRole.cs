namespace AwsIr.FakeAws;

/// <summary>A role.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Trusted">The account ids and ARNs that may assume it; none for everybody.</param>
public sealed record IamRole(string Name, string Arn, IReadOnlyList<string> Trusted)
{
    /// <summary>The external id that whoever assumes it has to give, or null.</summary>
    public string? ExternalId { get; set; }

    /// <summary>The longest session.</summary>
    public TimeSpan MaxSessionDuration { get; set; } = TimeSpan.FromHours(1);
}
