namespace AwsIr.Detection;

/// <summary>Which log a rule is for, as it says so.</summary>
internal sealed record LogSource(string? Product, string? Service, string? Category)
{
    /// <summary>Services of Linux hosts whose messages are text as the host logged it, and the word that such a message carries.</summary>
    private static readonly Dictionary<string, string?> HostServices = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sshd"] = "sshd",
        ["sudo"] = "sudo",
        ["su"] = "su",
        ["cron"] = "cron",
        ["vsftpd"] = "vsftpd",
        ["auth"] = null,
        ["syslog"] = null,
    };

    /// <summary>Reads a logsource section.</summary>
    public static LogSource Read(YamlNode root)
    {
        YamlNode section = root.Find("logsource")
            ?? throw new RuleException("the logsource is missing: name a product and a service, such as aws and cloudtrail", root);
        return new LogSource(
            RuleText.Optional(section, "product"), RuleText.Optional(section, "service"), RuleText.Optional(section, "category"));
    }

    /// <summary>The source whose records it means.</summary>
    public RecordSource ToSource(YamlNode root)
    {
        if (Is(Product, "aws"))
        {
            switch (Service?.ToUpperInvariant())
            {
                case "CLOUDTRAIL":
                    return RecordSource.CloudTrail;
                case "VPCFLOW" or "VPC_FLOW_LOGS":
                    return RecordSource.FlowLog;
                case "GUARDDUTY":
                    return RecordSource.GuardDuty;
                case "CLOUDWATCH_LOGS":
                    return RecordSource.CloudWatchLogs;
            }
        }

        if (Is(Product, "linux") && Service is not null && HostServices.ContainsKey(Service))
        {
            return RecordSource.CloudWatchLogs;
        }

        throw new RuleException(
            $"log source {YamlNode.Quote(ToString())} is not one that AwsIr reads: aws/cloudtrail, aws/vpcflow, aws/guardduty, aws/cloudwatch_logs, "
            + "linux/sshd and a few other host services",
            root.Find("logsource") ?? root);
    }

    /// <summary>For the service of a host: that the message, its group or its stream names the service. Null for other sources.</summary>
    public Expr? HostCondition()
    {
        if (!Is(Product, "linux") || Service is null || !HostServices.TryGetValue(Service, out string? word) || word is null)
        {
            return null;
        }

        var test = new TextTest(word, TextMatch.Anywhere, cased: false);
        return new Expr.Or([new Expr.Field("message", test), new Expr.Field("logGroup", test), new Expr.Field("logStream", test)]);
    }

    /// <summary>Whether a filter for this log source is also for rules of that one: what this one names must be the same.</summary>
    public bool Covers(LogSource other) =>
        (Product is null || Is(Product, other.Product))
        && (Service is null || Is(Service, other.Service))
        && (Category is null || Is(Category, other.Category));

    /// <inheritdoc/>
    public override string ToString() => string.Join("/", new[] { Product, Service, Category }.Where(part => part is not null));

    private static bool Is(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
