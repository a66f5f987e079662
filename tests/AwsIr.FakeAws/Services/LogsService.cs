using System.Text;
using System.Text.Json.Nodes;

namespace AwsIr.FakeAws;

/// <summary>Amazon CloudWatch Logs.</summary>
internal sealed class LogsService() : JsonService("logs", "Logs_20140328")
{
    private const string GroupPattern = @"[\.\-_/#A-Za-z0-9]+";

    private const string StreamPattern = "[^:*]*";

    /// <summary>What an event takes of a page beside its message, as in the quotas of the service.</summary>
    private const int EventOverhead = 26;

    private const long FirstDescending = 1704067200000;

    protected override JsonObject Do(AwsRequest request) => request.Operation switch
    {
        "DescribeLogGroups" => DescribeLogGroups(request),
        "DescribeLogStreams" => DescribeLogStreams(request),
        "FilterLogEvents" => FilterLogEvents(request),
        _ => throw NotHere("logs:" + request.Operation),
    };

    protected override string? Resource(AwsRequest request)
    {
        string root = $"arn:{request.Account.Partition}:logs:{request.Region}:{request.Account.Id}:log-group:";
        string name = request["logGroupName"] ?? request["logGroupIdentifier"]?.Split(":log-group:")[^1] ?? "";
        return $"{root}{name}:log-stream:";
    }

    private static AwsError Invalid(string message) => new("InvalidParameterException", message);

    private static AwsError InvalidToken() => Invalid("The specified nextToken is invalid.");

    private static JsonArguments Only(AwsRequest request, params string[] names) => new JsonArguments(request.Json, Invalid).Only(names);

    private static JsonObject DescribeLogGroups(AwsRequest request)
    {
        JsonArguments arguments = Only(request, "logGroupNamePrefix", "logGroupNamePattern", "nextToken", "limit", "logGroupClass", "includeLinkedAccounts");
        string? prefix = arguments.Text("logGroupNamePrefix", 1, 512, GroupPattern);
        string? pattern = arguments.Text("logGroupNamePattern", 0, 512, @"[\.\-_/#A-Za-z0-9]*");
        if (prefix is not null && pattern is not null)
        {
            throw Invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }

        if (arguments.Flag("includeLinkedAccounts") == true)
        {
            throw NotHere("linked accounts in CloudWatch Logs");
        }

        string? logClass = arguments.Text("logGroupClass");
        var (groups, next) = request.World.Pages.Take(
            request,
            arguments.Text("nextToken", 1),
            $"{prefix} {pattern} {logClass}",
            (int)(arguments.Integer("limit", 1, 50) ?? 50),
            () => (IReadOnlyList<LogGroup>)[.. request.Data.LogGroups
                .Where(group => group.Name.StartsWith(prefix ?? "", StringComparison.Ordinal) && group.Name.Contains(pattern ?? "", StringComparison.Ordinal) && (logClass ?? group.Class) == group.Class)
                .OrderBy(static group => group.Name, StringComparer.Ordinal)],
            InvalidToken);
        return Object(("logGroups", Array(groups.Select(group => Show(group, brief: pattern is not null)))), ("nextToken", next));
    }

    /// <summary>A group; only its names and its age where a pattern was asked for.</summary>
    private static JsonObject Show(LogGroup group, bool brief) => Object(
    [
        ("logGroupName", group.Name),
        ("creationTime", LogGroup.Milliseconds(group.CreationTime)),
        ("arn", group.Arn + ":*"),
        .. brief ? [] : (IEnumerable<(string, JsonNode?)>)
        [
            ("retentionInDays", group.RetentionInDays),
            ("metricFilterCount", 0),
            ("storedBytes", group.Events.Sum(static e => (long)Encoding.UTF8.GetByteCount(e.Message))),
            ("kmsKeyId", group.KmsKeyId),
            ("logGroupClass", group.Class),
            ("logGroupArn", group.Arn),
        ],
    ]);

    private static JsonObject DescribeLogStreams(AwsRequest request)
    {
        JsonArguments arguments = Only(request, "logGroupName", "logGroupIdentifier", "logStreamNamePrefix", "orderBy", "descending", "nextToken", "limit");
        LogGroup group = Find(request, arguments);
        string? prefix = arguments.Text("logStreamNamePrefix", 1, 512, StreamPattern);
        string? order = arguments.Text("orderBy");
        bool descending = arguments.Flag("descending") ?? false;
        if (order is not null and not "LogStreamName" and not "LastEventTime")
        {
            throw Invalid($"1 validation error detected: Value '{order}' at 'orderBy' failed to satisfy constraint: Member must satisfy enum value set: [LogStreamName, LastEventTime]");
        }

        if (order == "LastEventTime" && prefix is not null)
        {
            throw Invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }

        var (streams, next) = request.World.Pages.Take(
            request,
            arguments.Text("nextToken", 1),
            $"{group.Name} {prefix} {order} {descending}",
            (int)(arguments.Integer("limit", 1, 50) ?? 50),
            () =>
            {
                ILookup<string, LogEntry> events = group.Events.ToLookup(static e => e.Stream);
                var all = group.Streams.Where(name => name.StartsWith(prefix ?? "", StringComparison.Ordinal)).Select(name => (Name: name, Events: events[name].ToArray()));
                all = order == "LastEventTime" ? all.OrderBy(static s => s.Events.Length == 0 ? DateTime.MinValue : s.Events.Max(static e => e.Time)) : all.OrderBy(static s => s.Name, StringComparer.Ordinal);
                return (IReadOnlyList<(string Name, LogEntry[] Events)>)[.. descending ? all.Reverse() : all];
            },
            InvalidToken);
        return Object(
            ("logStreams", Array(streams.Select(stream => Object(
                ("logStreamName", stream.Name),
                ("creationTime", LogGroup.Milliseconds(group.CreationTime)),
                ("firstEventTimestamp", stream.Events.Length == 0 ? null : LogGroup.Milliseconds(stream.Events.Min(static e => e.Time))),
                ("lastEventTimestamp", stream.Events.Length == 0 ? null : LogGroup.Milliseconds(stream.Events.Max(static e => e.Time))),
                ("lastIngestionTime", stream.Events.Length == 0 ? null : LogGroup.Milliseconds(stream.Events.Max(static e => e.Ingested))),
                ("arn", $"{group.Arn}:log-stream:{stream.Name}"),
                ("storedBytes", 0))))),
            ("nextToken", next));
    }

    private static JsonObject FilterLogEvents(AwsRequest request)
    {
        JsonArguments arguments = Only(request, "logGroupName", "logGroupIdentifier", "logStreamNames", "logStreamNamePrefix", "startTime", "endTime", "filterPattern", "nextToken", "limit", "startFromHead", "interleaved", "unmask");
        LogGroup group = Find(request, arguments);
        IReadOnlyList<string>? names = arguments.Texts("logStreamNames", 100);
        string? prefix = arguments.Text("logStreamNamePrefix", 1, 512, StreamPattern);
        if (names is not null && prefix is not null)
        {
            throw Invalid("logStreamNames and logStreamNamePrefix are mutually exclusive.");
        }

        if (names?.FirstOrDefault(name => !group.Streams.Contains(name)) is not null)
        {
            throw new AwsError("ResourceNotFoundException", "The specified log stream does not exist.");
        }

        long? start = arguments.Integer("startTime", 0);
        long? end = arguments.Integer("endTime", 0);
        if (start > end)
        {
            throw Invalid("startTime must not be after endTime.");
        }

        bool descending = arguments.Flag("startFromHead") == false;
        if (descending && start is null or < FirstDescending)
        {
            throw Invalid("startFromHead may be false only with a startTime in 2024 or later.");
        }

        Func<string, bool> matches = Filter(arguments.Text("filterPattern", 0, 1024) ?? "");
        int limit = (int)(arguments.Integer("limit", 1, 10000) ?? 10000);
        var (events, next) = request.World.Pages.Take(
            request,
            arguments.Text("nextToken", 1),
            $"{group.Name} {string.Join('|', names ?? [])} {prefix} {start} {end} {request["filterPattern"]}",
            (all, offset) => Fill(all, offset, limit, request.World.LogPageBytes),
            () =>
            {
                var found = group.Events
                    .Where(e => (names is null || names.Contains(e.Stream)) && e.Stream.StartsWith(prefix ?? "", StringComparison.Ordinal)
                        && !(LogGroup.Milliseconds(e.Time) < start) && !(LogGroup.Milliseconds(e.Time) > end) && matches(e.Message))
                    .OrderBy(static e => e.Time).ThenBy(static e => e.Ingested).ThenBy(static e => e.Id, StringComparer.Ordinal);
                return (IReadOnlyList<LogEntry>)[.. descending ? found.Reverse() : found];
            },
            InvalidToken);
        return Object(
            ("events", Array(events.Select(static e => Object(
                ("logStreamName", e.Stream),
                ("timestamp", LogGroup.Milliseconds(e.Time)),
                ("message", e.Message),
                ("ingestionTime", LogGroup.Milliseconds(e.Ingested)),
                ("eventId", e.Id))))),
            ("searchedLogStreams", new JsonArray()),
            ("nextToken", next));
    }

    /// <summary>How many events from the offset on a page holds: one at least.</summary>
    private static int Fill(IReadOnlyList<LogEntry> events, int offset, int limit, int bytes)
    {
        int count = 0;
        while (count < limit && offset + count < events.Count)
        {
            bytes -= Encoding.UTF8.GetByteCount(events[offset + count].Message) + EventOverhead;
            if (bytes < 0 && count > 0)
            {
                break;
            }

            count++;
        }

        return count;
    }

    /// <summary>Terms and phrases, all of them; ?one of these; -none of these. Patterns for JSON and for columns are not served.</summary>
    private static Func<string, bool> Filter(string pattern)
    {
        if (pattern.TrimStart().StartsWith('{') || pattern.TrimStart().StartsWith('[') || pattern.Contains('%', StringComparison.Ordinal))
        {
            throw NotHere("filter patterns beside terms in CloudWatch Logs");
        }

        List<string> all = [];
        List<string> any = [];
        List<string> none = [];
        for (int at = 0; at < pattern.Length;)
        {
            if (pattern[at] == ' ')
            {
                at++;
                continue;
            }

            List<string> kind = pattern[at] switch { '?' => any, '-' => none, _ => all };
            at += kind == all ? 0 : 1;
            bool quoted = at < pattern.Length && pattern[at] == '"';
            int begin = quoted ? at + 1 : at;
            int end = pattern.IndexOf(quoted ? '"' : ' ', begin);
            if (end < 0)
            {
                end = quoted ? throw Invalid("Invalid filter pattern") : pattern.Length;
            }

            kind.Add(pattern[begin..end]);
            at = end + 1;
        }

        return message => all.TrueForAll(term => Contains(message, term)) && (any.Count == 0 || any.Exists(term => Contains(message, term))) && !none.Exists(term => Contains(message, term));

        static bool Contains(string message, string term) => message.Contains(term, StringComparison.Ordinal);
    }

    private static LogGroup Find(AwsRequest request, JsonArguments arguments)
    {
        string? name = arguments.Text("logGroupName", 1, 512, GroupPattern);
        string? identifier = arguments.Text("logGroupIdentifier", 1, 2048, @"[\w#+=/:,.@-]*");
        if (name is null == identifier is null)
        {
            throw Invalid("Exactly one of logGroupName and logGroupIdentifier has to be given.");
        }

        // An ARN ends without the ":*" that DescribeLogGroups shows.
        return request.Data.LogGroups.FirstOrDefault(group => group.Name == (name ?? identifier) || group.Arn == identifier)
            ?? throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
    }
}
