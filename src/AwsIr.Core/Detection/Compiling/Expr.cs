namespace AwsIr.Detection;

/// <summary>A rule's logic before it is bound to a rule set's fields. Immutable.</summary>
internal abstract record Expr
{
    /// <summary>How many terms it has, counted where they are shared.</summary>
    public virtual long Size => 1;

    /// <summary>All must hold.</summary>
    public sealed record And(IReadOnlyList<Expr> Parts) : Expr
    {
        private readonly long _size = Total(Parts);

        public override long Size => _size;
    }

    /// <summary>One must hold.</summary>
    public sealed record Or(IReadOnlyList<Expr> Parts) : Expr
    {
        private readonly long _size = Total(Parts);

        public override long Size => _size;
    }

    /// <summary>It must not hold.</summary>
    public sealed record Not(Expr Part) : Expr
    {
        public override long Size => Part.Size;
    }

    /// <summary>A value of the field passes the test.</summary>
    public sealed record Field(string Name, ValueTest Test) : Expr;

    /// <summary>The field is absent or null.</summary>
    public sealed record Null(string Name) : Expr;

    /// <summary>The field is present, be it null.</summary>
    public sealed record Exists(string Name) : Expr;

    /// <summary>A value of the field compares with a value of another field.</summary>
    public sealed record FieldRef(string Name, string Other, TextMatch Match, bool Cased) : Expr;

    /// <summary>Any value of the record passes the test.</summary>
    public sealed record Keyword(ValueTest Test) : Expr;

    /// <summary>The parts joined by AND; one part stays as it is.</summary>
    public static Expr All(IReadOnlyList<Expr> parts) => parts.Count == 1 ? parts[0] : new And(parts);

    /// <summary>The parts joined by OR; one part stays as it is.</summary>
    public static Expr Any(IReadOnlyList<Expr> parts) => parts.Count == 1 ? parts[0] : new Or(parts);

    private static long Total(IReadOnlyList<Expr> parts)
    {
        long total = 0;
        foreach (Expr part in parts)
        {
            total += part.Size;
        }

        return total;
    }
}
