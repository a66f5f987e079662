using System.Globalization;

namespace AwsIr.Detection;

/// <summary>Collects different values and names the first few of them: <c>a, b, c, +4</c>.</summary>
internal sealed class FewNames
{
    /// <summary>How many are named before it only says how many more there are.</summary>
    private const int Named = 3;

    /// <summary>How many are told apart: attackers choose how many there are.</summary>
    private const int MaxTold = 10_000;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _named = new(Named);

    /// <summary>Adds a value; null adds nothing.</summary>
    public void Add(string? value)
    {
        if (value is not null && _seen.Count < MaxTold && _seen.Add(value) && _named.Count < Named)
        {
            _named.Add(value);
        }
    }

    /// <inheritdoc/>
    public override string? ToString() => ToString(isWhole: true);

    /// <summary>The names.</summary>
    /// <param name="isWhole">Whether all values were added: otherwise there may be more.</param>
    public string? ToString(bool isWhole)
    {
        if (_named.Count == 0)
        {
            return null;
        }

        string names = string.Join(", ", _named);
        int more = _seen.Count - _named.Count;
        return more == 0 ? names : string.Format(CultureInfo.InvariantCulture, "{0}, +{1}{2}", names, more, isWhole && _seen.Count < MaxTold ? "" : " or more");
    }
}
