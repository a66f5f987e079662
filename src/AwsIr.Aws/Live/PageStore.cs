using System.IO.Compression;
using AwsIr.Detection;
using AwsIr.Evidence;

namespace AwsIr.Live;

/// <summary>Keeps pages of answers to be read later, or again: compressed, in memory up to a bound and then in a temporary file. Any thread may use it.</summary>
internal sealed class PageStore : IDisposable
{
    /// <summary>How many bytes stay in memory.</summary>
    public const long MaxMemory = 64 * 1024 * 1024;

    private readonly object _lock = new();
    private readonly long _maxMemory;
    private Stream? _file;
    private long _inMemory;

    /// <param name="maxMemory">How many bytes stay in memory.</param>
    public PageStore(long maxMemory = MaxMemory) => _maxMemory = maxMemory;

    /// <summary>Keeps a page.</summary>
    /// <param name="name">Where it comes from.</param>
    /// <param name="body">Its text.</param>
    /// <param name="reached">What is complete with it.</param>
    /// <param name="origin">What is known of its records besides; null for nothing.</param>
    /// <exception cref="SourceException">There is no room for it.</exception>
    public EvidenceItem Add(string name, byte[] body, string reached, EvidenceOrigin? origin)
    {
        var content = Compress(body);
        lock (_lock)
        {
            if (_inMemory + content.Length <= _maxMemory)
            {
                _inMemory += content.Length;
                return new PageEvidence(name, content, reached, origin);
            }

            try
            {
                _file ??= TemporaryFile.Open();
                var start = _file.Seek(0, SeekOrigin.End);
                _file.Write(content, 0, content.Length);
                return new StoredPage(this, name, start, content.Length, reached, origin);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new SourceException(AwsErrorIds.TemporaryFile, SourceProblemKind.Unavailable,
                    $"A temporary file for what the services answer could not be written: {e.Message} Make room in {TemporaryFile.Folder}, or set {TemporaryFile.FolderVariable} to a folder with more, and run again; or ask for a shorter time.", e);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
        }
    }

    private static byte[] Compress(byte[] body)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(body, 0, body.Length);
        }

        return stream.ToArray();
    }

    private MemoryStream Open(long start, int length)
    {
        var content = new byte[length];
        lock (_lock)
        {
            _file!.Seek(start, SeekOrigin.Begin);
            for (var read = 0; read < length;)
            {
                var count = _file.Read(content, read, length - read);
                read += count > 0 ? count : throw new EndOfStreamException("The temporary file is cut off.");
            }
        }

        return new MemoryStream(content, writable: false);
    }

    /// <summary>A page in the file.</summary>
    private sealed class StoredPage(PageStore store, string name, long start, int length, string reached, EvidenceOrigin? origin) : EvidenceItem, ILivePage
    {
        public override string Name => name;

        public string Reached => reached;

        public override long? Length => length;

        public override EvidenceOrigin? Origin => origin;

        public override Stream Open() => store.Open(start, length);
    }
}
