namespace AwsIr.Evidence;

/// <summary>A file on disk.</summary>
internal sealed class FileEvidence : EvidenceItem
{
    private readonly FileInfo _file;

    /// <summary>Names the file; nothing is opened yet.</summary>
    public FileEvidence(string path) => _file = new FileInfo(path);

    /// <inheritdoc/>
    public override string Name => _file.FullName;

    /// <inheritdoc/>
    public override long? Length => _file.Exists ? _file.Length : null;

    /// <inheritdoc/>
    public override DateTime? Modified => _file.Exists ? _file.LastWriteTimeUtc : null;

    /// <inheritdoc/>
    public override Stream Open() =>
        // The reader has a buffer of its own: a second one in every stream would be most of what a run allocates.
        new FileStream(_file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
}
