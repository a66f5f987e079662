namespace AwsIr.Detection;

/// <summary>A condition as written: names joined by and, or, not and quantifiers. Immutable.</summary>
internal abstract record Condition
{
    /// <summary>All must hold.</summary>
    public sealed record And(IReadOnlyList<Condition> Parts) : Condition;

    /// <summary>One must hold.</summary>
    public sealed record Or(IReadOnlyList<Condition> Parts) : Condition;

    /// <summary>It must not hold.</summary>
    public sealed record Not(Condition Part) : Condition;

    /// <summary>The selection or rule of this name.</summary>
    public sealed record Name(string Text) : Condition;

    /// <summary>One or all of the names that fit a pattern; no pattern: of them all.</summary>
    public sealed record Of(bool All, string? Pattern) : Condition;
}
