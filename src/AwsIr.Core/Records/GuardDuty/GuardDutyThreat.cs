using AwsIr.Records;

namespace AwsIr;

/// <summary>Malware that a scan found, and where.</summary>
public sealed class GuardDutyThreat
{
    internal GuardDutyThreat(JsonDictionary fields) => Fields = fields;

    /// <summary>The malware's name, as the scanner has it.</summary>
    public string? Name => Fields.Text("name");

    /// <summary>How grave it is, where the scan says.</summary>
    public string? Severity => Fields.Text("severity");

    /// <summary>How many files have it.</summary>
    public long? ItemCount => Fields.Integer("itemCount") ?? Fields.Integer("count");

    /// <summary>The files or objects.</summary>
    public string[] Paths => FindingJson.Distinct(
        Fields.Objects("filePaths").Select(file => file.Text("filePath") ?? file.Text("fileName")),
        Fields.Objects("itemPaths").Select(item => item.Text("nestedItemPath")),
        Fields.Objects("itemDetails").Select(item => item.Text("itemPath")));

    /// <summary>The hashes of the files.</summary>
    public string[] Hashes => FindingJson.Distinct(
        [Fields.Text("hash")],
        Fields.Objects("filePaths").Concat(Fields.Objects("itemPaths")).Concat(Fields.Objects("itemDetails")).Select(file => file.Text("hash")));

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The name, and the first place.</summary>
    public override string ToString() => Paths is [var first, ..] paths
        ? paths.Length == 1 ? $"{Name} in {first}" : FormattableString.Invariant($"{Name} in {first} and {paths.Length - 1} more")
        : Name ?? "";
}
