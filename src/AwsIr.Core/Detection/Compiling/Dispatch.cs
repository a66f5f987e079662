namespace AwsIr.Detection;

/// <summary>Works out which values of its source's dispatch field a rule needs to match.</summary>
internal static class Dispatch
{
    /// <summary>The field that records of a source are told apart by; null where there is none.</summary>
    public static string? FieldOf(RecordSource source) => source switch
    {
        RecordSource.CloudTrail => "eventName",
        RecordSource.GuardDuty => "type",
        _ => null,
    };

    /// <summary>The values without which the logic cannot hold; null when it may hold with any, or none.</summary>
    public static HashSet<string>? Keys(Expr expression, string? field)
    {
        switch (expression)
        {
            case Expr.Field { Test.Texts: { } texts } test when test.Name == field:
                return new HashSet<string>(texts, StringComparer.OrdinalIgnoreCase);

            case Expr.And both:
                HashSet<string>? common = null;
                foreach (Expr part in both.Parts)
                {
                    HashSet<string>? keys = Keys(part, field);
                    if (common is null)
                    {
                        common = keys;
                    }
                    else if (keys is not null)
                    {
                        common.IntersectWith(keys);
                    }
                }

                return common;

            case Expr.Or either:
                var union = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                foreach (Expr part in either.Parts)
                {
                    HashSet<string>? keys = Keys(part, field);
                    if (keys is null)
                    {
                        return null;
                    }

                    union.UnionWith(keys);
                }

                return union;

            default:
                return null;
        }
    }
}
