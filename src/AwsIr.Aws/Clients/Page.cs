namespace AwsIr.Clients;

/// <summary>A page of a listing.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">What is on it; it may be empty and not the last.</param>
/// <param name="NextToken">What the next page is asked for with; null or empty at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);
