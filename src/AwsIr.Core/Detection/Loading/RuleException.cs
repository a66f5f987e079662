using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace AwsIr.Detection;

/// <summary>Why a rule is rejected, and where; never leaves the loader and the compiler.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "A rejection always has a reason and a place.")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It becomes a RejectedRule before anybody sees it.")]
internal sealed class RuleException : Exception
{
    public RuleException(string reason, int line, int column)
        : base(Clean(reason))
    {
        Line = line;
        Column = column;
    }

    public RuleException(string reason, YamlNode at)
        : this(reason, at.Line, at.Column)
    {
    }

    /// <summary>Whether the rule is sound and only waits for a user's values.</summary>
    public bool AwaitsPlaceholder { get; init; }

    public int Line { get; }

    public int Column { get; }

    /// <summary>Other libraries quote the rule in what they say; no control character and no book of it gets into a message.</summary>
    private static string Clean(string reason)
    {
        var clean = new StringBuilder(reason, 0, Math.Min(reason.Length, RuleLimits.ReasonLength), RuleLimits.ReasonLength + 1);
        for (int i = 0; i < clean.Length; i++)
        {
            if (char.IsControl(clean[i]) || char.IsSurrogate(clean[i]))
            {
                clean[i] = '?';
            }
        }

        return clean.Append(reason.Length > clean.Length ? "…" : "").ToString();
    }
}
