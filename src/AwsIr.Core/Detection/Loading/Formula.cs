namespace AwsIr.Detection;

/// <summary>An extended condition: a formula over which of a correlation's rules occurred. Immutable.</summary>
internal abstract record Formula
{
    /// <summary>How many ways to hold a formula of an ordered correlation may have.</summary>
    private const int MostWays = 64;

    /// <summary>All must hold.</summary>
    public sealed record And(IReadOnlyList<Formula> Parts) : Formula;

    /// <summary>One must hold.</summary>
    public sealed record Or(IReadOnlyList<Formula> Parts) : Formula;

    /// <summary>It must not hold.</summary>
    public sealed record Not(Formula Part) : Formula;

    /// <summary>The rule of this index occurred.</summary>
    public sealed record Rule(int Index) : Formula;

    /// <summary>Whether it holds when those rules occurred.</summary>
    public bool Holds(bool[] occurred) => this switch
    {
        And and => and.Parts.All(part => part.Holds(occurred)),
        Or or => or.Parts.Any(part => part.Holds(occurred)),
        Not not => !not.Part.Holds(occurred),
        Rule rule => occurred[rule.Index],
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The ways in which it can hold, each a set of rules that must occur and a set that must not; null if there are too many.</summary>
    public IReadOnlyList<(SortedSet<int> Required, SortedSet<int> Forbidden)>? Ways()
    {
        List<(SortedSet<int> Required, SortedSet<int> Forbidden)>? ways = Expand(this, negated: false);
        ways?.RemoveAll(way => way.Required.Overlaps(way.Forbidden));
        return ways;
    }

    private static List<(SortedSet<int> Required, SortedSet<int> Forbidden)>? Expand(Formula formula, bool negated)
    {
        switch (formula)
        {
            case Rule rule:
                return [negated ? ([], [rule.Index]) : ([rule.Index], [])];

            case Not not:
                return Expand(not.Part, !negated);

            default:
                bool isAnd = formula is And != negated;
                IReadOnlyList<Formula> parts = formula is And and ? and.Parts : ((Or)formula).Parts;
                var ways = new List<(SortedSet<int> Required, SortedSet<int> Forbidden)>();
                if (isAnd)
                {
                    ways.Add(([], []));
                }

                foreach (Formula part in parts)
                {
                    if (Expand(part, negated) is not { } more)
                    {
                        return null;
                    }

                    ways = isAnd
                        ? ways.SelectMany(_ => more, (left, right) => (Union(left.Required, right.Required), Union(left.Forbidden, right.Forbidden))).ToList()
                        : [.. ways, .. more];
                    if (ways.Count > MostWays)
                    {
                        return null;
                    }
                }

                return ways;
        }
    }

    private static SortedSet<int> Union(SortedSet<int> left, SortedSet<int> right)
    {
        var union = new SortedSet<int>(left);
        union.UnionWith(right);
        return union;
    }
}
