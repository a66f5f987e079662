using System.Diagnostics.CodeAnalysis;

namespace AwsIr.Detection;

/// <summary>Why a rule is rejected, and where; never leaves the loader and the compiler.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "A rejection always has a reason and a place.")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It becomes a RejectedRule before anybody sees it.")]
internal sealed class RuleException : Exception
{
    public RuleException(string reason, int line, int column)
        : base(reason)
    {
        Line = line;
        Column = column;
    }

    public RuleException(string reason, YamlNode at)
        : this(reason, at.Line, at.Column)
    {
    }

    public int Line { get; }

    public int Column { get; }
}
