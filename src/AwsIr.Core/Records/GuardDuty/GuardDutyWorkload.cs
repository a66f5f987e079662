using AwsIr.Records;

namespace AwsIr;

/// <summary>A Kubernetes workload in a finding: a pod, a deployment…</summary>
public sealed class GuardDutyWorkload
{
    internal GuardDutyWorkload(JsonDictionary fields) => Fields = fields;

    /// <summary>The name.</summary>
    public string? Name => Fields.Text("name");

    /// <summary>The kind: pods, deployments, jobs…</summary>
    public string? Type => Fields.Text("type");

    /// <summary>The namespace.</summary>
    public string? Namespace => Fields.Text("namespace");

    /// <summary>The unique id.</summary>
    public string? Uid => Fields.Text("uid");

    /// <summary>The service account that it runs as.</summary>
    public string? ServiceAccountName => Fields.Text("serviceAccountName");

    /// <summary>Whether it uses the network of its node.</summary>
    public bool? HostNetwork => Fields.Flag("hostNetwork");

    /// <summary>Whether it sees the processes of its node.</summary>
    public bool? HostPid => Fields.Flag("hostPID");

    /// <summary>Its containers.</summary>
    public GuardDutyContainer[] Containers => [.. Fields.Objects("containers").Select(container => new GuardDutyContainer(container))];

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary><c>namespace/type/name</c>.</summary>
    public override string ToString() => string.Join("/", new[] { Namespace, Type, Name }.OfType<string>());
}
