using System.Globalization;
using AwsIr.Detection;
using CsCheck;

namespace AwsIr.Tests.Detection;

/// <summary>The engine and the obvious reference say the same of random streams.</summary>
public sealed class CorrelationPropertyTests
{
    private const int Span = 5;
    private static readonly DateTime Midnight = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Gen<ReferenceCorrelator.Item[]> Streams = Gen.Select(
        Gen.Int[0, 40],
        Gen.Int[0, 2],
        Gen.Int[0, 4].Select(choice => choice switch { 0 => null, <= 2 => "x", _ => "y" }),
        Gen.Int[-4, 9].Select(value => value == -4 ? (int?)null : value),
        (minute, rule, group, value) => new ReferenceCorrelator.Item(minute, rule, group, value)).Array[0, 40];

    private static readonly Gen<(string Yaml, Func<decimal, bool> Holds)> Conditions = Gen.Select(
        Gen.Int[0, 6].Select(choice => new[] { "gt", "gte", "lt", "lte", "eq", "neq", "range" }[choice]),
        Gen.Int[0, 6],
        (operation, number) => operation switch
        {
            "gt" => ($"gt: {number}", (Func<decimal, bool>)(value => value > number)),
            "gte" => ($"gte: {number}", value => value >= number),
            "lt" => ($"lt: {number}", value => value < number),
            "lte" => ($"lte: {number}", value => value <= number),
            "eq" => ($"eq: {number}", value => value == number),
            "neq" => ($"neq: {number}", value => value != number),
            _ => ($"gte: {number}\n            lte: {number + 2}", value => value >= number && value <= number + 2),
        });

    [Fact]
    public void Event_count() => Agree("event_count", "", wantsValue: false, window => window.Count);

    [Fact]
    public void Value_count() => Agree("value_count", "field: v", wantsValue: true, window => window.Select(item => item.Value).Distinct().Count());

    [Fact]
    public void Value_sum() => Agree("value_sum", "field: v", wantsValue: true, window => window.Sum(item => item.Value!.Value));

    [Fact]
    public void Value_avg() => Agree("value_avg", "field: v", wantsValue: true, window => window.Sum(item => (decimal)item.Value!.Value) / window.Count);

    [Fact]
    public void Value_median() => Agree("value_median", "field: v", wantsValue: true, window =>
    {
        decimal[] values = Sorted(window);
        return values.Length % 2 == 1 ? values[values.Length / 2] : (values[values.Length / 2 - 1] + values[values.Length / 2]) / 2;
    });

    [Fact]
    public void Value_percentile() => Agree("value_percentile", "field: v\n            percentile: 70", wantsValue: true, window =>
    {
        // The smallest value that at least 70 percent of them don't exceed.
        decimal[] values = Sorted(window);
        return values.First(value => values.Count(one => one <= value) * 100 >= 70 * values.Length);
    });

    [Fact]
    public void Temporal() => Agree("temporal", "", wantsValue: false, window => window.Select(item => item.Rule).Distinct().Count());

    [Fact]
    public void Temporal_ordered() => Agree("temporal_ordered", "", wantsValue: false, window => ReferenceCorrelator.LongestInOrder(window));

    [Fact]
    public void Temporal_with_a_formula() => Streams.Sample(
        stream => AgreeOn(stream, "temporal", "condition: R0 and (R1 or not R2)", false, window => Has(window, 0) && (Has(window, 1) || !Has(window, 2))),
        iter: 300);

    [Fact]
    public void Temporal_ordered_with_a_formula() => Streams.Sample(
        stream => AgreeOn(
            stream,
            "temporal_ordered",
            "condition: R0 and R2 and not R1",
            false,
            window => !Has(window, 1) && window.Exists(first => first.Rule == 0 && window.Exists(then => then.Rule == 2 && then.Minute >= first.Minute))),
        iter: 300);

    private static decimal[] Sorted(List<ReferenceCorrelator.Item> window) => window.Select(item => (decimal)item.Value!.Value).Order().ToArray();

    private static bool Has(List<ReferenceCorrelator.Item> window, int rule) => window.Exists(item => item.Rule == rule);

    private static void Agree(string type, string more, bool wantsValue, Func<List<ReferenceCorrelator.Item>, decimal> value) =>
        Gen.Select(Streams, Conditions).Sample(
            (stream, condition) => AgreeOn(
                stream,
                type,
                $"condition:\n            {more}\n            {condition.Yaml}",
                wantsValue,
                window => condition.Holds(value(window))),
            iter: 300);

    private static void AgreeOn(
        ReferenceCorrelator.Item[] stream, string type, string condition, bool wantsValue, Func<List<ReferenceCorrelator.Item>, bool> holds)
    {
        string yaml = string.Concat(Enumerable.Range(0, 3).Select(i => Sigma.Rule($"s:\n    eventName: E{i}\ncondition: s", $"R{i}") + "---\n")) + $"""
            title: c
            name: c
            correlation:
                type: {type}
                rules: [R0, R1, R2]
                group-by: g
                timespan: {Span}m
                {condition.Replace("\n            ", "\n        ", StringComparison.Ordinal)}
            """;
        List<Alert> alerts = Sigma.Run(Sigma.Compile(yaml), stream.Select(ToJson), out _);

        Assert.Equal(
            ReferenceCorrelator.Run(stream, Span, wantsValue, holds),
            alerts.Select(alert => ((string)alert.GroupBy["g"]!, Minute(alert.Time), Minute(alert.FirstSeen), Minute(alert.LastSeen), (int)alert.Count)));

        // All events of the group from the first to the last, in the order of their time and then of the input.
        Assert.All(alerts, alert => Assert.Equal(
            stream.Index()
                .Where(one => one.Item.Group == (string?)alert.GroupBy["g"] && (!wantsValue || one.Item.Value is not null))
                .Where(one => one.Item.Minute >= Minute(alert.FirstSeen) && one.Item.Minute <= Minute(alert.LastSeen))
                .OrderBy(one => one.Item.Minute)
                .Select(one => (long)one.Index),
            alert.Events.Select(record => record.Provenance.Index)));
    }

    private static int Minute(DateTime time) => (int)(time - Midnight).TotalMinutes;

    private static string ToJson(ReferenceCorrelator.Item item)
    {
        string group = item.Group is null ? "" : $",\"g\":\"{item.Group}\"";
        string value = item.Value is null ? "" : string.Format(CultureInfo.InvariantCulture, ",\"v\":{0}", item.Value);
        return string.Format(
            CultureInfo.InvariantCulture,
            "{{\"eventName\":\"E{0}\",\"eventTime\":\"{1:yyyy-MM-ddTHH:mm:ssZ}\"{2}{3}}}",
            item.Rule,
            Midnight.AddMinutes(item.Minute),
            group,
            value);
    }
}
