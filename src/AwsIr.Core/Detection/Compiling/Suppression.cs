namespace AwsIr.Detection;

/// <summary>Tells whether a filter leaves nothing of a rule, as far as that can be seen without records.</summary>
internal static class Suppression
{
    public static bool IsComplete(Expr rule, Expr filter, string? dispatchField)
    {
        // The two need different values of the field that records are told apart by.
        if (Dispatch.Keys(new Expr.And([rule, filter]), dispatchField) is { Count: 0 } && Dispatch.Keys(rule, dispatchField) is not { Count: 0 })
        {
            return true;
        }

        // The filter forbids what the rule demands.
        var demanded = new HashSet<string>(Terms(rule).Select(Key));
        return Terms(filter).Any(term => term is Expr.Not not && Terms(not.Part).All(one => IsAlways(one) || demanded.Contains(Key(one))));
    }

    private static bool IsAlways(Expr expression) => expression is Expr.Field { Test: AnyTextTest, Name: "eventName" or "eventSource" };

    private static IEnumerable<Expr> Terms(Expr expression) => expression is Expr.And and ? and.Parts.SelectMany(Terms) : [expression];

    private static string Key(Expr expression) => expression switch
    {
        Expr.Field field => $"{field.Name}\0{field.Test.Key}",
        Expr.Keyword keyword => $"\0{keyword.Test.Key}",
        Expr.Not not => $"not({Key(not.Part)})",
        Expr.And and => $"and({string.Join("\0\0", and.Parts.Select(Key))})",
        Expr.Or or => $"or({string.Join("\0\0", or.Parts.Select(Key))})",
        _ => expression.ToString(),
    };
}
