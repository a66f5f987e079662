namespace AwsIr.Clients;

/// <summary>What LookupEvents looks for: it takes one, compares exactly and minds case.</summary>
/// <param name="Key">EventId, AccessKeyId, EventName, Username, EventSource, ResourceName, ResourceType or ReadOnly.</param>
/// <param name="Value">Its value.</param>
internal sealed record LookupAttribute(string Key, string Value);
