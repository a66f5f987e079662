using System.IO.Compression;
using System.Management.Automation;
using System.Text;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>Get-IrCloudTrailEvent as a user runs it.</summary>
public sealed class CloudTrailCommandTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    /// <summary>
    /// What a filter says, and the Where-Object that says the same of the objects. Both run on the example incident and
    /// must give the same events, more than none and fewer than all.
    /// </summary>
    public static TheoryData<string, string> Filters { get; } = new()
    {
        { "-EventName ConsoleLogin", "$_.EventName -eq 'ConsoleLogin'" },
        { "-EventName describe*, ListUsers", "$_.EventName -like 'describe*' -or $_.EventName -eq 'ListUsers'" },
        { "-EventSource IAM.amazonaws.com", "$_.EventSource -eq 'iam.amazonaws.com'" },
        { "-UserName backup-admin", "$_.UserName -eq 'backup-admin'" },
        { "-UserName *@example.com", "$_.UserName -like '*@example.com'" },
        { "-Arn *:assumed-role/*", "$_.Arn -like '*:assumed-role/*'" },
        { "-AccessKeyId ASIA*", "$_.UserIdentity.AccessKeyId -like 'ASIA*'" },
        { "-SourceIPAddress 198.51.100.23", "$_.SourceIPAddress -eq '198.51.100.23'" },
        { "-SourceIPAddress 203.0.113.0/24, *.amazonaws.com", "$_.SourceIPAddress -like '203.0.113.*' -or $_.SourceIPAddress -like '*.amazonaws.com'" },
        { "-ErrorCode *Denied*", "$_.ErrorCode -like '*Denied*'" },
        { "-ErrorCode *", "$null -ne $_.ErrorCode" },
        { "-AccountId 444455556666", "$_.AccountId -eq '444455556666'" },
        { "-Region eu-*", "$_.AwsRegion -like 'eu-*'" },
        { "-ReadOnly", "$_.ReadOnly -eq $true" },
        { "-ReadOnly:$false", "$_.ReadOnly -eq $false" },
        { "-StartTime 2026-03-17T14:00:00Z -EndTime '2026-03-17 14:30'", "$_.EventTime.ToString('HHmm') -ge '1400' -and $_.EventTime.ToString('HHmm') -lt '1430'" },
        { "-EventSource s3.amazonaws.com -ReadOnly:$false -Region eu-west-1", "$_.EventSource -eq 's3.amazonaws.com' -and -not $_.ReadOnly -and $_.AwsRegion -eq 'eu-west-1'" },
    };

    private static string Incident { get; } = Path.Combine(Repository.Root, "examples", "incident", "evidence", "AWSLogs");

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_filter_means_what_Where_Object_would(string filter, string condition)
    {
        RunResult result = session.Run(
            $$"""
            param($path)
            $all = @(Get-IrCloudTrailEvent -Path $path -WarningAction Ignore)
            $all.Count
            (Get-IrCloudTrailEvent -Path $path -WarningAction Ignore {{filter}} | ForEach-Object { [string] $_.Provenance }) -join "`n"
            ($all | Where-Object { {{condition}} } | ForEach-Object { [string] $_.Provenance }) -join "`n"
            """,
            Incident).Ok();
        string[] texts = [.. result.Texts];
        Assert.Equal(texts[2], texts[1]);
        Assert.NotEqual("", texts[1]);
        Assert.InRange(texts[1].Split('\n').Length, 1, int.Parse(texts[0], System.Globalization.CultureInfo.InvariantCulture) - 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void The_order_is_that_of_the_files_whatever_the_threads(int threads)
    {
        RunResult result = session.Run("param($path, $threads) Get-IrCloudTrailEvent -Path $path -ThrottleLimit $threads -WarningAction Ignore | ForEach-Object { [string] $_.Provenance }", Incident, threads).Ok();
        var places = result.Texts.Select(static text => (File: text[..text.LastIndexOf('#')], Index: int.Parse(text[(text.LastIndexOf('#') + 1)..], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        Assert.Equal(places.OrderBy(static place => place.File.Split('/', '\\'), PathOrder.Instance).ThenBy(static place => place.Index), places);
    }

    [Fact]
    public void Unique_gives_each_event_once()
    {
        string[] texts = [.. session.Run(
            """
            param($path)
            @(Get-IrCloudTrailEvent -Path $path -WarningAction Ignore).Count
            $unique = @(Get-IrCloudTrailEvent -Path $path -Unique -WarningAction Ignore)
            $unique.Count
            ([System.Collections.Generic.HashSet[string]] [string[]] $unique.EventId).Count
            """,
            Incident).Ok().Texts];
        Assert.Equal(texts[2], texts[1]);
        Assert.NotEqual(texts[0], texts[1]);
    }

    [Fact]
    public void Parameters_are_walked_with_dots()
    {
        using var folder = new TemporaryFolder();
        folder.Write("one.json", """{"Records":[{"eventName":"PutObject","eventSource":"s3.amazonaws.com","eventTime":"2026-03-17T13:00:00Z","requestParameters":{"Tagging":{"TagSet":[{"Key":"a"},{"Key":"b"}]},"tagging":"Tag","Count":7,"Keys":"k"}}]}""");
        string[] texts = [.. session.Run(
            """
            param($path)
            $e = Get-IrCloudTrailEvent $path
            $e.RequestParameters.Tagging.TagSet[1].Key
            $e.RequestParameters.tagging
            $e.RequestParameters.TAGGING.GetType().Name
            $e.RequestParameters.count
            $e.RequestParameters.Keys
            $e.Fields.requestParameters.Tagging.TagSet.Key -join ','
            $null -eq $e.RequestParameters.nothing
            $e.GetType().FullName
            """,
            folder.Path).Ok().Texts];
        Assert.Equal(["b", "Tag", "JsonDictionary", "7", "k", "a,b", "True", "AwsIr.CloudTrailEvent"], texts);
    }

    [Fact]
    public void Paths_come_as_wildcards_folders_files_and_from_the_pipeline()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/1.json", Log("A"));
        folder.Write("a/[2].json", Log("B"));
        folder.Write("b/3.log", Log("C"));
        string[] texts = [.. session.Run(
            """
            param($path)
            (Get-IrCloudTrailEvent -Path $path).EventName -join ','
            (Get-IrCloudTrailEvent "$path/*/*.json").EventName -join ','
            (Get-IrCloudTrailEvent -LiteralPath "$path/a/[2].json", "$path/b").EventName -join ','
            (([System.IO.DirectoryInfo] "$path/a").GetFiles('*.json') | Get-IrCloudTrailEvent | ForEach-Object EventName | Where-Object { $_ }).Count
            """,
            folder.Path).Ok().Texts];
        Assert.Equal(["A,B,C", "A,B", "B,C", "2"], texts);
    }

    [Fact]
    public void Problems_are_errors_with_ids_and_places_and_the_rest_goes_on()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.json", Log("A"));
        folder.Write("2-bad.json", """{"Records":[{"eventName":"B","eventSource":"s","eventTime":"2026-03-17T13:00:00Z"},{"eventName":oops},{"eventName":"C","eventSource":"s","eventTime":"2026-03-17T13:00:00Z"}]}""");
        folder.Write("3-cut.json", Log("D")[..^2] + ",{\"eventNa");
        folder.Write("4-text.log", "not\u001b[31m JSON");
        folder.Write("5-digest.json", """{"awsAccountId":"111122223333","digestStartTime":"2026-03-17T13:00:00Z","digestS3Bucket":"b"}""");
        folder.Write("6-other.json", """{"hello":"world"}""");
        byte[] packed = Gzip("{\"Records\":[" + string.Join(',', Enumerable.Range(0, 3000).Select(static i => $$"""{"eventName":"Z","eventSource":"s","eventTime":"2026-03-17T13:00:00Z","eventID":"{{Guid.NewGuid()}}"}""")) + "]}");
        File.WriteAllBytes(Path.Combine(folder.Path, "7.json.gz"), packed[..(packed.Length / 2)]);
        RunResult result = session.Run("param($path) Get-IrCloudTrailEvent -Path $path, $path/nothing-here -Verbose", folder.Path);
        Assert.Null(result.Terminating);
        Assert.Equal(["A", "B", "C", "D"], result.Objects.Cast<dynamic>().Select(static e => (string)e.EventName).Where(static name => name != "Z"));
        Assert.Equal(
            ["PathNotFound", "BadJson", "Truncated", "UnknownContent", "UnknownContent", "BadCompression"],
            result.ErrorIds.Select(static id => id.Split(',')[0]));
        ErrorRecord bad = result.Errors[1];
        Assert.EndsWith("2-bad.json", (string)bad.TargetObject, StringComparison.Ordinal);
        Assert.Contains("2-bad.json (record 1, byte ", bad.Exception.Message, StringComparison.Ordinal);
        Assert.All(result.Errors, static error => Assert.DoesNotContain('\u001b', error.ToString()));
        Assert.Contains(result.Warnings, static warning => warning.Contains("1 CloudTrail digest files", StringComparison.Ordinal));
        Assert.Contains(result.Verbose, static line => line.Contains("Read 7 files", StringComparison.Ordinal) && line.Contains("5 problems", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-StartTime 24h -Last 7d", "InvalidTimeRange")]
    [InlineData("-StartTime 2026-03-18 -EndTime 2026-03-17", "InvalidTimeRange")]
    [InlineData("-Last soon", "ParameterArgumentTransformationError")]
    [InlineData("-Last 0h", "ParameterArgumentTransformationError")]
    [InlineData("-StartTime 'the other day'", "ParameterArgumentTransformationError")]
    [InlineData("-SourceIPAddress 10.0.0.0/99", "InvalidAddress")]
    public void Wrong_values_end_with_an_error_that_names_them(string arguments, string expected)
    {
        RunResult result = session.Run("param($path) Get-IrCloudTrailEvent -Path $path " + arguments, Incident);
        Assert.Equal(expected, Assert.Single(result.ErrorIds).Split(',')[0]);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Relative_times_count_back_from_now()
    {
        using var folder = new TemporaryFolder();
        string Event(string name, TimeSpan ago) => $$"""{"eventName":"{{name}}","eventSource":"s","eventTime":"{{DateTime.UtcNow - ago:yyyy-MM-ddTHH:mm:ssZ}}"}""";
        folder.Write("1.json", string.Join('\n', Event("Now", TimeSpan.Zero), Event("TwoHours", TimeSpan.FromHours(2)), Event("TenDays", TimeSpan.FromDays(10)), Event("Year", TimeSpan.FromDays(370))));
        string[] texts = [.. session.Run(
            """
            param($path)
            (Get-IrCloudTrailEvent $path -Last 90m).EventName -join ','
            (Get-IrCloudTrailEvent $path -Last 30d).EventName -join ','
            (Get-IrCloudTrailEvent $path -StartTime 2w -EndTime 1d).EventName -join ','
            (Get-IrCloudTrailEvent $path -Last ([timespan]::FromHours(3))).EventName -join ','
            (Get-IrCloudTrailEvent $path -StartTime ([datetime]::Now.AddHours(-1))).EventName -join ','
            (Get-IrCloudTrailEvent $path -EndTime ([datetimeoffset]::Now.AddDays(-300))).EventName -join ','
            """,
            folder.Path).Ok().Texts];
        Assert.Equal(["Now", "Now,TwoHours,TenDays", "TenDays", "Now,TwoHours", "Now", "Year"], texts);
    }

    [Fact]
    public void Stopping_leaves_nothing_running()
    {
        using var folder = new TemporaryFolder();
        string many = "{\"Records\":[" + string.Join(',', Enumerable.Repeat("""{"eventName":"A","eventSource":"s","eventTime":"2026-03-17T13:00:00Z"}""", 20_000)) + "]}";
        for (int i = 0; i < 40; i++)
        {
            folder.Write($"{i}.json", many);
        }

        StopResult stopped = session.Stop("param($path) Get-IrCloudTrailEvent -Path $path", folder.Path);
        Assert.Equal(PSInvocationState.Stopped, stopped.State);
        Assert.InRange(stopped.Output.Count, 1, 799_999);

        // The next run in the same session is whole.
        Assert.Equal(["20000"], session.Run("param($path) @(Get-IrCloudTrailEvent -Path $path/0.json).Count", folder.Path).Ok().Texts);
    }

    [Fact]
    public void The_table_fits_and_shows_no_control_character()
    {
        string shown = session.RenderPlain("param($path) Get-IrCloudTrailEvent -Path $path -WarningAction Ignore", 120, Incident);
        Assert.All(shown.Split('\n'), static line => Assert.InRange(line.Length, 0, 120));
        Assert.Contains("2026-03-17 14:46:30Z StopLogging", shown, StringComparison.Ordinal);

        // The attacker's user agent would clear the screen; whatever way it is printed, it does not.
        foreach (string way in new[] { "", "| ForEach-Object { $_.UserAgent }", "| ForEach-Object { 'a text before it'; $_ }", "| ForEach-Object { $_.Fields.userAgent; $_.Raw }" })
        {
            string list = session.RenderPlain("param($path) Get-IrCloudTrailEvent -Path $path -WarningAction Ignore | Where-Object UserAgent -like '*\\u001b*' " + way, 120, Incident);
            Assert.NotEqual("", list);
            Assert.All(list, static c => Assert.False(char.IsControl(c) && c is not '\n', $"U+{(int)c:X4}"));
        }
    }

    private static string Log(string name) => $$"""{"Records":[{"eventName":"{{name}}","eventSource":"s","eventTime":"2026-03-17T13:00:00Z"}]}""";

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    /// <summary>A folder's own files before those of its subfolders, names in ordinal order.</summary>
    private sealed class PathOrder : IComparer<string[]>
    {
        public static PathOrder Instance { get; } = new();

        public int Compare(string[]? x, string[]? y)
        {
            for (int i = 0; i < x!.Length && i < y!.Length; i++)
            {
                bool xIsFile = i == x.Length - 1, yIsFile = i == y.Length - 1;
                int order = xIsFile != yIsFile ? (xIsFile ? -1 : 1) : string.CompareOrdinal(x[i], y[i]);
                if (order != 0)
                {
                    return order;
                }
            }

            return x.Length - y!.Length;
        }
    }
}
