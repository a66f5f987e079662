namespace AwsIr.Detection;

/// <summary>A Sigma filter document: a condition that is added to the rules that it names.</summary>
internal sealed class RuleFilter
{
    public string Path { get; init; } = "";

    public string? Id { get; init; }

    public string Title { get; init; } = "";
}
