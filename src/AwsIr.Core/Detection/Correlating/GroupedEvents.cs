namespace AwsIr.Detection;

/// <summary>One group of a correlation: what happened in it.</summary>
internal sealed class GroupedEvents
{
    private Occurrence? _first;

    /// <summary>The values of the fields that it is grouped by, as the earliest event has them.</summary>
    public string[] Values { get; private set; } = [];

    public List<Occurrence> Occurrences { get; } = [];

    public void Add(Occurrence occurrence, string[] values)
    {
        if (_first is null || Occurrence.Compare(occurrence, _first) < 0)
        {
            _first = occurrence;
            Values = values;
        }

        Occurrences.Add(occurrence);
    }
}
