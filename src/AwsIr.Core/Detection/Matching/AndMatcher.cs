namespace AwsIr.Detection;

/// <summary>Holds when all its parts do.</summary>
internal sealed class AndMatcher : Matcher
{
    private readonly Matcher[] _parts;

    public AndMatcher(IEnumerable<Matcher> parts)
    {
        _parts = parts.OrderBy(part => part.Cost).ToArray();
        Cost = _parts.Sum(part => part.Cost);
    }

    public override int Cost { get; }

    public override bool? Decide(string field, string text)
    {
        bool? all = true;
        foreach (Matcher part in _parts)
        {
            bool? one = part.Decide(field, text);
            if (one == false)
            {
                return false;
            }

            all = one is null ? null : all;
        }

        return all;
    }

    public override bool Matches(Evaluator evaluator)
    {
        foreach (Matcher part in _parts)
        {
            if (!part.Matches(evaluator))
            {
                return false;
            }
        }

        return true;
    }
}
