using AwsIr.Records;

namespace AwsIr;

/// <summary>A process that Runtime Monitoring saw.</summary>
public sealed class GuardDutyProcess
{
    internal GuardDutyProcess(JsonDictionary fields) => Fields = fields;

    /// <summary>The name.</summary>
    public string? Name => Fields.Text("name");

    /// <summary>The file that it runs.</summary>
    public string? ExecutablePath => Fields.Text("executablePath");

    /// <summary>The SHA-256 of that file.</summary>
    public string? ExecutableSha256 => Fields.Text("executableSha256");

    /// <summary>The process id on the host.</summary>
    public long? Pid => Fields.Integer("pid");

    /// <summary>The working folder.</summary>
    public string? Pwd => Fields.Text("pwd");

    /// <summary>The user that it runs as.</summary>
    public string? User => Fields.Text("user");

    /// <summary>The number of that user.</summary>
    public long? UserId => Fields.Integer("userId");

    /// <summary>The number of the effective user: 0 is root.</summary>
    public long? Euid => Fields.Integer("euid");

    /// <summary>When it was started, in UTC.</summary>
    public DateTime? StartTime => Fields.Time("startTime");

    /// <summary>The processes that it comes from.</summary>
    public GuardDutyProcess[] Lineage => [.. Fields.Objects("lineage").Select(process => new GuardDutyProcess(process))];

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The file, its id and its user.</summary>
    public override string ToString()
    {
        var details = string.Join(", ", new[] { Pid is null ? null : FormattableString.Invariant($"pid {Pid}"), User ?? (UserId is null ? null : FormattableString.Invariant($"uid {UserId}")) }.OfType<string>());
        return (details.Length == 0 ? ExecutablePath ?? Name : $"{ExecutablePath ?? Name} ({details})") ?? "";
    }
}
