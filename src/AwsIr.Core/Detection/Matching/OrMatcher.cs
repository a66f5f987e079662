namespace AwsIr.Detection;

/// <summary>Holds when one of its parts does.</summary>
internal sealed class OrMatcher : Matcher
{
    private readonly Matcher[] _parts;

    public OrMatcher(IEnumerable<Matcher> parts)
    {
        _parts = parts.OrderBy(part => part.Cost).ToArray();
        Cost = _parts.Sum(part => part.Cost);
    }

    public override int Cost { get; }

    public override bool? Decide(string field, string text)
    {
        bool? all = false;
        foreach (Matcher part in _parts)
        {
            bool? one = part.Decide(field, text);
            if (one == true)
            {
                return true;
            }

            all = one is null ? null : all;
        }

        return all;
    }

    public override bool Matches(Evaluator evaluator)
    {
        foreach (Matcher part in _parts)
        {
            if (part.Matches(evaluator))
            {
                return true;
            }
        }

        return false;
    }
}
