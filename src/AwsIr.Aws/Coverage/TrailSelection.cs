using AwsIr.Clients;

namespace AwsIr.Coverage;

/// <summary>What the event selectors of a trail come to: a verdict on management events, and which data events there are.</summary>
internal sealed class TrailSelection
{
    private readonly List<Part> _management = [];
    private readonly List<Part> _data = [];

    /// <summary>Reads selectors of either kind.</summary>
    public TrailSelection(EventSelectors selectors)
    {
        foreach (var selector in selectors.Basic)
        {
            Read(selector);
        }

        foreach (var fields in selectors.Advanced)
        {
            Read(fields);
        }

        if (selectors.Basic.Count == 0 && selectors.Advanced.Count == 0)
        {
            // A trail without selectors logs management events.
            _management.Add(new Part(null, Reads: true, Writes: true, []));
        }
    }

    /// <summary>Whether any management events are logged.</summary>
    public bool HasManagementEvents => _management.Count > 0;

    /// <summary>What of the management events is not logged; null if all are.</summary>
    public string? ManagementGap
    {
        get
        {
            if (!HasManagementEvents)
            {
                return "no management events";
            }

            var whole = _management.FindAll(static part => part.Limits.Count == 0);
            if (whole.Exists(static part => part.Reads) && whole.Exists(static part => part.Writes))
            {
                return null;
            }

            IEnumerable<string> gaps =
            [
                .. _management.Exists(static part => part.Writes) ? [] : (string[])["reads only"],
                .. _management.Exists(static part => part.Reads) ? [] : (string[])["writes only"],
                .. _management.SelectMany(static part => part.Limits).Distinct(),
            ];
            return "management events: " + string.Join(", ", gaps);
        }
    }

    /// <summary>Which data events are logged, by type of resource; those of S3 and Lambda are named also where they are not.</summary>
    public string DataEvents
    {
        get
        {
            var logged = _data.GroupBy(static part => Name(part.Type), StringComparer.Ordinal).OrderBy(static type => type.Key, StringComparer.Ordinal)
                .Select(static type => type.Key + (type.Any(static part => part.Limits.Count == 0 && part is { Reads: true, Writes: true }) ? "" : " (some)"))
                .ToList();
            var missing = ((string[])["S3", "Lambda"]).Where(name => !_data.Exists(part => Name(part.Type) == name)).ToList();
            return (logged.Count == 0 ? "" : "data events of " + string.Join(", ", logged) + (missing.Count == 0 ? "" : "; "))
                + (missing.Count == 0 ? "" : "no data events of " + string.Join(", ", missing));
        }
    }

    private static string Name(string? type) => type switch
    {
        "AWS::S3::Object" => "S3",
        "AWS::Lambda::Function" => "Lambda",
        "AWS::DynamoDB::Table" => "DynamoDB",
        null => "unnamed resources",
        _ => type.StartsWith("AWS::", StringComparison.Ordinal) ? type.Substring("AWS::".Length) : type,
    };

    private void Read(EventSelector selector)
    {
        var reads = selector.ReadWriteType != "WriteOnly";
        var writes = selector.ReadWriteType != "ReadOnly";
        if (selector.HasManagementEvents)
        {
            _management.Add(new Part(null, reads, writes, [.. selector.ExcludedSources.Select(static source => $"without {source}")]));
        }

        foreach (var resource in selector.DataResources.Where(static resource => resource.Values.Count > 0))
        {
            // The ARN of all of a kind is that of the service: arn:aws:s3, also written arn:aws:s3:::.
            var all = resource.Values.Any(static value => value.TrimEnd(':').Split(':').Length == 3);
            _data.Add(new Part(resource.Type, reads, writes, all ? [] : ["some"]));
        }
    }

    private void Read(IReadOnlyList<FieldSelector> fields)
    {
        var reads = true;
        var writes = true;
        var category = "";
        IReadOnlyList<string?> types = [null];
        List<string> limits = [];
        foreach (var field in fields)
        {
            switch (field)
            {
                case { Field: "eventCategory", EqualTo: [var one, ..] }:
                    category = one;
                    break;
                case { Field: "resources.type", EqualTo.Count: > 0 }:
                    types = field.EqualTo;
                    break;
                case { Field: "readOnly", HasOthers: false }:
                    reads = field.EqualTo.Count == 0 ? !field.NotEqualTo.Contains("true") : field.EqualTo.Contains("true");
                    writes = field.EqualTo.Count == 0 ? !field.NotEqualTo.Contains("false") : field.EqualTo.Contains("false");
                    break;
                case { Field: "eventSource", EqualTo.Count: 0, HasOthers: false }:
                    limits.AddRange(field.NotEqualTo.Select(static source => $"without {source}"));
                    break;
                default:
                    limits.Add($"only some, by {field.Field}");
                    break;
            }
        }

        if (category == "Management")
        {
            _management.Add(new Part(null, reads, writes, limits));
        }
        else if (category == "Data")
        {
            _data.AddRange(types.Select(type => new Part(type, reads, writes, limits)));
        }
    }

    /// <summary>What one selector takes.</summary>
    /// <param name="Type">The type of resource, for data events.</param>
    /// <param name="Reads">Whether it takes events that only read.</param>
    /// <param name="Writes">Whether it takes those that write.</param>
    /// <param name="Limits">What of these it leaves out, in words.</param>
    private sealed record Part(string? Type, bool Reads, bool Writes, IReadOnlyList<string> Limits);
}
