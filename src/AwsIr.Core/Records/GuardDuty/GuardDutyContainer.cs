using AwsIr.Records;

namespace AwsIr;

/// <summary>A container in a finding.</summary>
public sealed class GuardDutyContainer
{
    internal GuardDutyContainer(JsonDictionary fields) => Fields = fields;

    /// <summary>The container's id.</summary>
    public string? Id => Fields.Text("id");

    /// <summary>Its name.</summary>
    public string? Name => Fields.Text("name");

    /// <summary>The image that it was made of.</summary>
    public string? Image => Fields.Text("image");

    /// <summary>What runs it: docker, containerd…</summary>
    public string? ContainerRuntime => Fields.Text("containerRuntime");

    /// <summary>Whether it is a privileged one; null where the finding does not say.</summary>
    public bool? Privileged => Fields.At("securityContext").Flag("privileged");

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The name and the image.</summary>
    public override string ToString() => Image is null ? Name ?? Id ?? "" : $"{Name ?? Id} ({Image})".TrimStart();
}
