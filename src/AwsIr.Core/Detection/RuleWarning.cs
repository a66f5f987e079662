namespace AwsIr.Detection;

/// <summary>Something about a rule that runs all the same, but probably not as its author wanted.</summary>
internal sealed record RuleWarning(string Path, string? Rule, string Message, int Line, int Column);
