namespace AwsIr.Detection;

/// <summary>Finds the fields that rules read.</summary>
internal static class FieldUse
{
    /// <summary>The fields of a rule's logic, each once, in the order in which it names them.</summary>
    public static IReadOnlyList<string> Of(Expr expression)
    {
        var names = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Visit(expression);
        return names;

        void Add(string name)
        {
            if (seen.Add(name))
            {
                names.Add(name);
            }
        }

        void Visit(Expr part)
        {
            switch (part)
            {
                case Expr.And and:
                    and.Parts.ToList().ForEach(Visit);
                    break;
                case Expr.Or or:
                    or.Parts.ToList().ForEach(Visit);
                    break;
                case Expr.Not not:
                    Visit(not.Part);
                    break;
                case Expr.Field field:
                    Add(field.Name);
                    break;
                case Expr.Null absent:
                    Add(absent.Name);
                    break;
                case Expr.Exists exists:
                    Add(exists.Name);
                    break;
                case Expr.FieldRef reference:
                    Add(reference.Name);
                    Add(reference.Other);
                    break;
            }
        }
    }

    /// <summary>The fields that a correlation takes from events, each with the source of those: what it groups by, counts and has aliases for.</summary>
    public static IReadOnlyList<(RecordSource Source, string Field)> Of(CorrelationLogic logic)
    {
        var found = new List<(RecordSource Source, string Field)>();
        var seen = new HashSet<(DetectionRule Rule, string Field)>();
        foreach (string name in logic.GroupBy.Concat(logic.Fields).Concat(logic.Aliases.Keys))
        {
            for (int i = 0; i < logic.Rules.Count; i++)
            {
                Take(logic.Rules[i], logic.FieldOf(name, i));
            }
        }

        return found.Distinct().ToList();

        // What a correlation groups by is checked with it; any other field of its bursts is one of its events.
        void Take(DetectionRule rule, string field)
        {
            if (!seen.Add((rule, field)))
            {
                return;
            }

            if (rule.Correlation is null)
            {
                found.Add((rule.Source, field));
            }
            else if (!rule.Correlation.GroupBy.Contains(field))
            {
                rule.Correlation.Rules.ToList().ForEach(part => Take(part, field));
            }
        }
    }
}
