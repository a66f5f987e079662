using AwsIr.Evidence;

namespace AwsIr.Live;

/// <summary>A page of a service's answer, in memory.</summary>
/// <param name="name">Where it comes from.</param>
/// <param name="content">Its bytes, as they came or compressed with gzip.</param>
/// <param name="reached">What is complete with it.</param>
/// <param name="origin">What is known of its records besides; null for nothing.</param>
internal sealed class PageEvidence(string name, byte[] content, string reached, EvidenceOrigin? origin) : EvidenceItem, ILivePage
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public string Reached => reached;

    /// <inheritdoc/>
    public override long? Length => content.Length;

    /// <inheritdoc/>
    public override EvidenceOrigin? Origin => origin;

    /// <inheritdoc/>
    public override Stream Open() => new MemoryStream(content, writable: false);
}
