namespace AwsIr.Clients;

/// <summary>Which events a trail logs: it has selectors of one kind or the other.</summary>
/// <param name="Basic">The basic ones.</param>
/// <param name="Advanced">The advanced ones, each the fields that an event must meet.</param>
internal sealed record EventSelectors(IReadOnlyList<EventSelector> Basic, IReadOnlyList<IReadOnlyList<FieldSelector>> Advanced);
