namespace AwsIr.Tests.Detection;

/// <summary>Correlation by the letter of its definition, looking at every window afresh: slow, and obvious.</summary>
internal static class ReferenceCorrelator
{
    /// <summary>An event of a stream: minute, rule, group, value.</summary>
    public sealed record Item(int Minute, int Rule, string? Group, int? Value);

    /// <summary>The bursts: group, when the condition first held, first and last event, how many events.</summary>
    public static List<(string Group, int Time, int First, int Last, int Count)> Run(
        IReadOnlyList<Item> stream, int span, bool wantsValue, Func<List<Item>, bool> holds)
    {
        var bursts = new List<(string Group, int Time, int First, int Last, int Count)>();
        foreach (string group in stream.Select(item => item.Group).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            List<Item> events = stream.Where(item => item.Group == group && (!wantsValue || item.Value is not null)).ToList();
            List<int>? held = null;
            int? before = null;
            foreach (int time in events.Select(item => item.Minute).Distinct().Order())
            {
                List<Item> window = events.Where(item => item.Minute <= time && item.Minute >= time - span).ToList();
                bool now = holds(window);
                bool pause = before is not null && time - before > span;
                if (held is not null && (!now || pause))
                {
                    bursts.Add(Close(held));
                    held = null;
                }

                if (now)
                {
                    (held ??= []).Add(time);
                }

                before = time;
            }

            if (held is not null)
            {
                bursts.Add(Close(held));
            }

            (string Group, int Time, int First, int Last, int Count) Close(List<int> times)
            {
                List<Item> all = events.Where(item => item.Minute >= times[0] - span && item.Minute <= times[^1]).ToList();
                return (group, times[0], all.Min(item => item.Minute), all.Max(item => item.Minute), all.Count);
            }
        }

        return bursts.OrderBy(burst => burst.Time).ThenBy(burst => burst.Group, StringComparer.Ordinal).ToList();
    }

    /// <summary>The most rules, in their order, that a sequence of events at times that don't go back can have; by trying all.</summary>
    public static int LongestInOrder(List<Item> window, int afterRule = -1, int notBefore = int.MinValue) => window
        .Where(item => item.Rule > afterRule && item.Minute >= notBefore)
        .Select(item => 1 + LongestInOrder(window, item.Rule, item.Minute))
        .DefaultIfEmpty(0)
        .Max();
}
