namespace AwsIr.Formats;

/// <summary>Where a log event was logged, as far as what it was read from says so.</summary>
/// <param name="Group">The log group's name.</param>
/// <param name="Stream">The log stream's name.</param>
/// <param name="Owner">The account that owns the log group, 12 digits.</param>
/// <param name="Region">The region of the log group.</param>
internal readonly record struct LogOrigin(string? Group, string? Stream, string? Owner, string? Region = null)
{
    /// <summary>The second parts of log groups' names below <c>/aws</c>, by which a group is told from any folder that people have.</summary>
    private static readonly HashSet<string> Services = new(StringComparer.Ordinal)
    {
        "apigateway", "batch", "codebuild", "containerinsights", "ecs", "eks", "elasticbeanstalk", "events", "lambda",
        "rds", "route53", "sagemaker", "ssm", "states", "vendedlogs",
    };

    /// <summary>
    /// Where the events of an export to S3 come from, by the path of the file: <c>prefix/task id/stream/000000.gz</c>, in which the
    /// slashes of the stream's name are dashes. The group is in it only where people put it into the prefix: what stands before the
    /// task's id from <c>aws</c> and a service, or <c>var/log</c>, on (<c>aws/lambda/resize</c> is <c>/aws/lambda/resize</c>),
    /// without folders of dates at its end.
    /// </summary>
    public static LogOrigin OfExport(string path)
    {
        var parts = path.Split('/', '\\');
        var task = parts.Length - 3;
        return task >= 0 && Guid.TryParseExact(parts[task], "D", out _)
            ? new LogOrigin(GroupOf(parts, task), parts[task + 1], null)
            : default;
    }

    private static string? GroupOf(string[] parts, int end)
    {
        while (end > 0 && parts[end - 1].All(static c => c is (>= '0' and <= '9') or '-'))
        {
            end--;
        }

        for (var at = end - 2; at >= 0; at--)
        {
            if ((parts[at] == "aws" && Services.Contains(parts[at + 1])) || (parts[at] == "var" && parts[at + 1] == "log"))
            {
                return "/" + string.Join("/", parts, at, end - at);
            }
        }

        return null;
    }
}
