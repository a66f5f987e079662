using System.Globalization;
using System.Management.Automation;
using AwsIr.Bench.Corpora;

namespace AwsIr.Bench.EndToEnd;

/// <summary>The jobs and what is allowed to each.</summary>
internal static class Jobs
{
    private const string Parameters = "param($path, $threads, $rules) ";
    private const string Count = " | & { begin { $n = 0L } process { $n++ } end { $n } }";

    /// <summary>A built-in rule whose alerts can be foretold, and the event that it is about.</summary>
    private const string KnownRule = "config-recorder-stopped";
    private const string KnownEvent = "StopConfigurationRecorder";

    private const string CountKnown = " | & { begin { $n = 0L } process { if ($_.RuleName -eq '" + KnownRule + "') { $n++ } } end { $n } }";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Job> All { get; } =
    [
        new ScriptJob
        {
            Name = "ct-filter",
            What = "Get-IrCloudTrailEvent -EventName ConsoleLogin",
            Figure = Figure.TimesFloor(1.8, 1.5),
            Cmdlet = "Get-IrCloudTrailEvent",
            Input = JobInput.CloudTrail,
            Script = Parameters + "Get-IrCloudTrailEvent -Path $path -ThrottleLimit $threads -EventName ConsoleLogin" + Count,
            Check = ScriptJob.Numbers(ConsoleLogins),
        },
        new ScriptJob
        {
            Name = "ct-pack",
            What = "Test-IrDetection with the built-in rules",
            Figure = Figure.TimesFloor(1.8, 1.5),
            Cmdlet = "Test-IrDetection",
            Input = JobInput.CloudTrail,
            Script = Parameters + "Test-IrDetection -Path $path -ThrottleLimit $threads" + CountKnown,
            Check = ScriptJob.Numbers(KnownAlerts),
        },
        new ScriptJob
        {
            Name = "ct-rules-800",
            What = "Test-IrDetection -RulePath with 800 rules",
            Figure = Figure.TimesFloor(2.1, 1.8),
            Cmdlet = "Test-IrDetection",
            Input = JobInput.CloudTrail,
            Rules = static corpora => corpora.Rules,
            Script = Parameters + "Test-IrDetection -Path $path -ThrottleLimit $threads -RulePath $rules" + Count,
            Check = ScriptJob.Numbers(static corpora => [corpora.Rules.Alerts(corpora.CloudTrail.Facts)]),
        },
        new ScriptJob
        {
            Name = "ct-rules-6400",
            What = "the same with 6,400 rules",
            Figure = new Figure("× ct-rules-800", 1.3, 1.3),
            ComparedWith = "ct-rules-800",
            Cmdlet = "Test-IrDetection",
            Input = JobInput.CloudTrail,
            Rules = static corpora => corpora.ManyRules,
            Script = Parameters + "Test-IrDetection -Path $path -ThrottleLimit $threads -RulePath $rules" + Count,
            Check = ScriptJob.Numbers(static corpora => [corpora.ManyRules.Alerts(corpora.CloudTrail.Facts)]),
        },
        new ScriptJob
        {
            Name = "ct-objects",
            What = "Get-IrCloudTrailEvent > $null",
            Figure = Figure.TimesFloor(2.1, 1.8),
            Cmdlet = "Get-IrCloudTrailEvent",
            Input = JobInput.CloudTrail,
            Script = Parameters + "Get-IrCloudTrailEvent -Path $path -ThrottleLimit $threads > $null",
            CheckScript = Parameters + "Get-IrCloudTrailEvent -Path $path -ThrottleLimit $threads" + Count,
            Check = ScriptJob.Numbers(static corpora => [corpora.CloudTrail.Facts.Records]),
        },
        new ScriptJob
        {
            Name = "ct-out-null",
            What = "Get-IrCloudTrailEvent | Out-Null",
            Figure = Figure.TimesFloor(2.7, 2.3),
            Cmdlet = "Get-IrCloudTrailEvent",
            Input = JobInput.CloudTrail,
            Script = Parameters + "Get-IrCloudTrailEvent -Path $path -ThrottleLimit $threads | Out-Null",
            CheckScript = Parameters + "Get-IrCloudTrailEvent -Path $path -ThrottleLimit $threads" + Count,
            Check = ScriptJob.Numbers(static corpora => [corpora.CloudTrail.Facts.Records]),
        },
        new ColdJob
        {
            Name = "ct-cold",
            What = "the Shell from start to exit: Test-IrDetection with the built-in rules",
            Figure = Figure.TimesFloor(3, 2.5),
            Script = "Test-IrDetection -Path {0} -ThrottleLimit {1}" + CountKnown.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal),
            Check = static (corpora, number) => Compare(number, KnownAlerts(corpora)[0]),
        },
        new ColdJob
        {
            Name = "ct-cold-rules-800",
            What = "the same with the 800 rules",
            Figure = Figure.TimesFloor(3, 2.5),
            Rules = static corpora => corpora.Rules,
            Script = "Test-IrDetection -Path {0} -ThrottleLimit {1} -RulePath {2}" + Count.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal),
            Check = static (corpora, number) => Compare(number, corpora.Rules.Alerts(corpora.CloudTrail.Facts)),
        },
        new ThroughputJob
        {
            Name = "ct-plain-filter",
            What = "Get-IrCloudTrailEvent -EventName ConsoleLogin on uncompressed files",
            Figure = new Figure("GB/s", 3, 3, HigherIsBetter: true),
            Cmdlet = "Get-IrCloudTrailEvent",
            Input = JobInput.Plain,
            Script = Parameters + "Get-IrCloudTrailEvent -Path $path -ThrottleLimit $threads -EventName ConsoleLogin" + Count,
            Check = ScriptJob.Numbers(ConsoleLogins),
        },
        new ThroughputJob
        {
            Name = "ct-plain-rules",
            What = "Test-IrDetection with the 800 rules on uncompressed files",
            Figure = new Figure("GB/s", 2.5, 2.5, HigherIsBetter: true),
            Cmdlet = "Test-IrDetection",
            Input = JobInput.Plain,
            Rules = static corpora => corpora.Rules,
            Script = Parameters + "Test-IrDetection -Path $path -ThrottleLimit $threads -RulePath $rules" + Count,
            Check = ScriptJob.Numbers(static corpora => [corpora.Rules.Alerts(corpora.CloudTrail.Facts)]),
        },
        new KeepJob
        {
            Name = "keep-events",
            What = "$x = Get-IrCloudTrailEvent, all events of a part",
            Figure = new Figure("B kept/event", 1600, 1600),
            Script = "param($path, $threads) $global:kept = @(Get-IrCloudTrailEvent -Path $path -ThrottleLimit $threads)",
            Every = 1,
        },
        new KeepJob
        {
            Name = "keep-one-in-100",
            What = "one event in a hundred of them kept",
            Figure = new Figure("B kept/event", 1600, 1600),
            Script = "param($path, $threads) $n = 0; $global:kept = @(Get-IrCloudTrailEvent -Path $path -ThrottleLimit $threads | Where-Object { ($n++ % 100) -eq 0 })",
            Every = 100,
        },
        new ScriptJob
        {
            Name = "flow-top-rejects",
            What = "Measure-IrFlowLog -By SourceAddress -Action REJECT -Top 10",
            Figure = Figure.TimesFloor(1.25, 1.1),
            Cmdlet = "Measure-IrFlowLog",
            Input = JobInput.Flow,
            Script = Parameters + "Measure-IrFlowLog -Path $path -ThrottleLimit $threads -By SourceAddress -Action REJECT -Top 10",
            Check = static (corpora, output) => CheckTop(output, corpora.Flow.Facts.TopRejects),
        },
        new ScriptJob
        {
            Name = "flow-top-all",
            What = "Measure-IrFlowLog -By SourceAddress -Top 10",
            Figure = Figure.TimesFloor(1.45, 1.3),
            Cmdlet = "Measure-IrFlowLog",
            Input = JobInput.Flow,
            Script = Parameters + "Measure-IrFlowLog -Path $path -ThrottleLimit $threads -By SourceAddress -Top 10",
            Check = static (corpora, output) => CheckTop(output, corpora.Flow.Facts.TopAll),
        },
        new ScriptJob
        {
            Name = "flow-reject-objects",
            What = "Get-IrFlowLog -Action REJECT > $null",
            Figure = Figure.TimesFloor(2.1, 1.8),
            Cmdlet = "Get-IrFlowLog",
            Input = JobInput.Flow,
            Script = Parameters + "Get-IrFlowLog -Path $path -ThrottleLimit $threads -Action REJECT > $null",
            CheckScript = Parameters + "Get-IrFlowLog -Path $path -ThrottleLimit $threads -Action REJECT" + Count,
            Check = ScriptJob.Numbers(static corpora => [corpora.Flow.Facts.Rejects]),
        },
    ];

    private static IReadOnlyList<long> ConsoleLogins(CorpusSet corpora) => [corpora.CloudTrail.Facts.Events[EventKinds.ConsoleLogin]];

    private static IReadOnlyList<long> KnownAlerts(CorpusSet corpora) => [corpora.CloudTrail.Facts.Succeeded[KnownEvent]];

    private static string? Compare(long found, long wanted) => found == wanted ? null : string.Create(CultureInfo.InvariantCulture, $"{found:N0} found, and the corpus has {wanted:N0}");

    /// <summary>Each row must have the address, its flows and their bytes in some property, whatever those are called.</summary>
    private static string? CheckTop(IReadOnlyList<PSObject> rows, FlowLogFacts.Talker[] wanted)
    {
        if (rows.Count != wanted.Length)
        {
            return $"{rows.Count} rows";
        }

        for (int i = 0; i < rows.Count; i++)
        {
            string[] found = [.. rows[i].Properties.Select(static property => Convert.ToString(property.Value, CultureInfo.InvariantCulture) ?? "")];
            string[] values = [wanted[i].Address, wanted[i].Flows.ToString(CultureInfo.InvariantCulture), wanted[i].Bytes.ToString(CultureInfo.InvariantCulture)];
            if (values.Except(found, StringComparer.Ordinal).Any())
            {
                return $"row {i + 1} has {string.Join(", ", found)}, and the corpus has {string.Join(", ", values)}";
            }
        }

        return null;
    }
}
