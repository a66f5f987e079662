using System.Globalization;
using System.Text;
using AwsIr.Records;

namespace AwsIr;

/// <summary>
/// Makes values fit for a terminal; the format views call it. Log text is written by attackers: no control character of it
/// reaches a terminal, and none that turns the direction of text or hides it.
/// </summary>
public static class Display
{
    /// <summary>A value as text in which each control or direction character is written out, such as <c>\u001b</c>.</summary>
    /// <param name="value">Any value; null gives an empty text.</param>
    public static string Text(object? value) => SafeText.Line(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    /// <summary>Several values, joined by commas.</summary>
    public static string List(System.Collections.IEnumerable? values) =>
        values is null ? "" : Text(string.Join(", ", values.Cast<object?>()));

    /// <summary>A UTC time as <c>2026-03-17 13:05:00Z</c>.</summary>
    public static string Time(DateTime? time) =>
        time is { } value && value != DateTime.MinValue ? value.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";

    /// <summary>A UTC time without its seconds, <c>2026-03-17 13:05</c>.</summary>
    public static string Minute(DateTime? time) =>
        time is { } value && value != DateTime.MinValue ? value.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    /// <summary>A size in bytes as <c>812 B</c>, <c>1.4 GB</c>; units of 1,024, as PowerShell's 1GB.</summary>
    public static string Size(long bytes)
    {
        string[] units = ["B", "KB", "MB", "GB", "TB", "PB", "EB"];
        double value = bytes;
        var unit = 0;
        while (Math.Abs(value) >= 1024 && unit < units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return value.ToString(unit == 0 || value >= 99.5 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + units[unit];
    }

    /// <summary>A share from 0 to 1 as a percentage; only nothing is 0% and only all is 100%.</summary>
    public static string Share(double share) =>
        (share is > 0 and < 0.01 ? "<1" : share is > 0.99 and < 1 ? ">99" : (share * 100).ToString("0", CultureInfo.InvariantCulture)) + "%";

    /// <summary>A number that may be too low.</summary>
    public static string Count(long count, bool isExact) => count.ToString(CultureInfo.InvariantCulture) + (isExact ? "" : "~");

    /// <summary>A level, in colour where PowerShell renders colours (7.2 and later).</summary>
    public static string Level(DetectionLevel level) => level switch
    {
        DetectionLevel.Critical => Coloured("critical", "1;97;41"),
        DetectionLevel.High => Coloured("high", "91"),
        DetectionLevel.Medium => Coloured("medium", "93"),
        DetectionLevel.Low => Coloured("low", "36"),
        _ => Coloured("info", "90"),
    };

    /// <summary>A finding's severity by its label, coloured as a level is; with its number if there is one to show.</summary>
    /// <param name="label">The label; null gives an empty text.</param>
    /// <param name="number">The number; null for the label alone.</param>
    public static string Severity(DetectionLevel? label, double? number) =>
        label is null ? "" : number is null ? Level(label.Value) : FormattableString.Invariant($"{Level(label.Value)} ({number})");

    /// <summary>The first of several values; an empty text if there is none.</summary>
    public static string First(System.Collections.IEnumerable? values) => values is null ? "" : Text(values.Cast<object?>().FirstOrDefault());

    /// <summary>The first few of several things, a line each, and where the others are.</summary>
    /// <param name="values">The things.</param>
    /// <param name="property">The property that holds them all.</param>
    public static string Several(System.Collections.IEnumerable? values, string property)
    {
        const int Shown = 6;
        List<object?> all = values is null ? [] : [.. values.Cast<object?>()];
        var more = all.Count > Shown ? [FormattableString.Invariant($"and {all.Count - Shown} more: see .{property}")] : Array.Empty<string>();
        return string.Join("\n", all.Take(Shown).Select(value => Text(value)).Concat(more));
    }

    /// <summary>The remote addresses of a finding and what GuardDuty knows of them, the first few, a line each.</summary>
    public static string Remotes(GuardDutyFinding finding)
    {
        if (finding is null)
        {
            return "";
        }

        var remotes = (finding.Action?.PortProbes ?? []).Select(probe => probe.Remote).Prepend(finding.Action?.Remote).OfType<GuardDutyRemote>()
            .GroupBy(remote => remote.IpAddress).Select(same => same.First());
        return Several(remotes.Concat<object>(finding.Sequence?.Endpoints ?? []), nameof(GuardDutyFinding.RemoteAddresses));
    }

    /// <summary>A value as text on one line, cut where it grows long.</summary>
    public static string Short(object? value)
    {
        const int Longest = 400;
        var text = Text(value);
        return text.Length <= Longest ? text : text.Remove(Longest) + "…";
    }

    /// <summary>What a check came to, in colour where PowerShell renders colours.</summary>
    public static string Outcome(RuleCheckOutcome outcome) => outcome switch
    {
        RuleCheckOutcome.Failed => Coloured("failed", "91"),
        RuleCheckOutcome.Warning => Coloured("warning", "93"),
        _ => Coloured("passed", "92"),
    };

    /// <summary>A text on as many lines as it needs at a width, broken where it has spaces.</summary>
    public static string Wrapped(string? text, int width)
    {
        var lines = new StringBuilder();
        var length = 0;
        foreach (var word in Text(text).Split(' '))
        {
            var apart = length > 0 && length + 1 + word.Length > width;
            lines.Append(length == 0 ? "" : apart ? "\n" : " ").Append(word);
            length = length == 0 || apart ? word.Length : length + 1 + word.Length;
        }

        return lines.ToString();
    }

    /// <summary>A verdict on what is recorded, in colour where PowerShell renders colours.</summary>
    public static string Coverage(LogCoverageStatus status) => status switch
    {
        LogCoverageStatus.Missing => Coloured("Missing", "91"),
        LogCoverageStatus.Partial => Coloured("Partial", "93"),
        LogCoverageStatus.OK => Coloured("OK", "92"),
        _ => Coloured("Unknown", "35"),
    };

    /// <summary>The name of the rule of a check; where it has none, its file and line.</summary>
    public static string Rule(RuleCheck check) => check is null ? ""
        : Text(check.Rule ?? FormattableString.Invariant($"{Path.GetFileName(check.Path)}:{check.Line}"));

    /// <summary>How many tests of a rule passed, of how many: <c>2/3</c>; empty if it has none.</summary>
    public static string Tests(RuleCheck check) =>
        check is not { Tests.Count: > 0 } ? "" : FormattableString.Invariant($"{check.TestsPassed}/{check.Tests.Count}");

    /// <summary>The first message of a check, and how many more there are.</summary>
    public static string Message(RuleCheck check) => check is not { Messages.Count: > 0 } ? ""
        : check.Messages.Count == 1 ? Text(check.Messages[0])
        : FormattableString.Invariant($"(1 of {check.Messages.Count}) {Text(check.Messages[0])}");

    /// <summary>The messages of a check, a line each.</summary>
    public static string Messages(RuleCheck check) => check is null ? "" : string.Join("\n", check.Messages.Select(Text));

    /// <summary>The groups of a correlation's alert, as <c>field=value</c>.</summary>
    public static string Groups(System.Collections.IDictionary groups) =>
        Text(string.Join(", ", groups.Cast<System.Collections.DictionaryEntry>().Select(group => $"{group.Key}={group.Value}")));

    /// <summary>Why a request failed: the error code; of a sign-in, which has none, the message.</summary>
    public static string Error(CloudTrailEvent record) => record is null ? "" : Text(record.ErrorCode ?? record.ErrorMessage);

    /// <summary>When a flow was: its start, or its end in a log that has no start.</summary>
    public static string FlowTime(FlowLogRecord flow) => Time(((IRecord?)flow)?.Time);

    /// <summary>Where a flow came from, <c>address:port</c>; of a gap the interface.</summary>
    public static string Source(FlowLogRecord flow) => flow is null ? "" : flow.IsGap ? Text(flow.InterfaceId) : Text(flow.SourceEndpoint);

    /// <summary>Where a flow went, <c>address:port</c>.</summary>
    public static string Destination(FlowLogRecord flow) => flow is null || flow.IsGap ? "" : Text(flow.DestinationEndpoint);

    /// <summary>What became of a flow, with its colour; of a gap what kind.</summary>
    public static string Action(FlowLogRecord flow) => flow switch
    {
        null => "",
        { IsGap: true } => Coloured(Text(flow.LogStatus), "90"),
        { Action: "REJECT" } => Coloured("REJECT", "91"),
        _ => Text(flow.Action),
    };

    /// <summary>The columns of a flow that are no documented fields, as <c>name=value</c>.</summary>
    public static string Others(FlowLogRecord flow) =>
        flow is null ? "" : Text(string.Join(", ", flow.Other.Select(other => $"{other.Key}={other.Value}")));

    /// <summary>The message of a log event on one line: line ends and tabs as spaces.</summary>
    public static string Message(CloudWatchLogEvent record) => record is null ? ""
        : Text(record.Raw.Trim().Replace("\r\n", " ").Replace('\n', ' ').Replace('\t', ' '));

    /// <summary>Where a log event was logged: group and stream, as far as they are known; else the name of its file.</summary>
    public static string Origin(CloudWatchLogEvent record) => record switch
    {
        null => "",
        { LogGroup: null, LogStream: null } => Text(Path.GetFileName(record.Provenance.Path)),
        { LogGroup: null } => Text(record.LogStream),
        { LogStream: null } => Text(record.LogGroup),
        _ => Text(record.LogGroup + " " + record.LogStream),
    };

    /// <summary>When a rule alerts: at each <c>event</c>, or at so many of them in so long.</summary>
    public static string When(DetectionRule rule) => rule switch
    {
        null => "",
        { Timespan: null } => rule.Type,
        { Threshold: { } threshold } => FormattableString.Invariant($"{threshold:0.##} in {Span(rule.Timespan.Value)}"),
        _ => "within " + Span(rule.Timespan.Value),
    };

    /// <summary>The first few records, a line each, and how many more there are.</summary>
    public static string Events(IReadOnlyList<IRecord> records)
    {
        const int Shown = 5;
        if (records is null)
        {
            return "";
        }

        var lines = records.Take(Shown).Select(record => Text($"{record}  {record.Provenance}"));
        var more = records.Count > Shown ? [FormattableString.Invariant($"and {records.Count - Shown} more: see .Events")] : Array.Empty<string>();
        return string.Join("\n", lines.Concat(more));
    }

    /// <summary>A text of several lines with its lines kept and everything else as <see cref="Text"/> does.</summary>
    public static string Lines(string? text) => SafeText.Of((text ?? "").TrimEnd());

    /// <summary>PSStyle came with the formatter that knows how wide a coloured text is.</summary>
    private static bool Colours { get; } =
        typeof(System.Management.Automation.PSObject).Assembly.GetType("System.Management.Automation.PSStyle") is not null
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private static string Coloured(string name, string colour) => Colours ? $"\u001b[{colour}m{name}\u001b[0m" : name;

    private static string Span(TimeSpan span) =>
        span.Ticks % TimeSpan.TicksPerDay == 0 ? FormattableString.Invariant($"{span.TotalDays}d")
        : span.Ticks % TimeSpan.TicksPerHour == 0 ? FormattableString.Invariant($"{span.TotalHours}h")
        : span.Ticks % TimeSpan.TicksPerMinute == 0 ? FormattableString.Invariant($"{span.TotalMinutes}m")
        : FormattableString.Invariant($"{span.TotalSeconds}s");
}
