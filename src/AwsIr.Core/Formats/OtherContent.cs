namespace AwsIr;

/// <summary>Content that was recognised as something else than what was asked for, and passed over.</summary>
/// <param name="Path">The full path or URI of the file.</param>
/// <param name="What">What it is, as a plural noun phrase, such as <c>CloudTrail digest files</c>.</param>
/// <param name="Count">How many of them the file holds.</param>
public sealed record OtherContent(string Path, string What, long Count);
