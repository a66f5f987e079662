using System.Buffers;
using System.IO.Compression;

namespace AwsIr.Bench.EndToEnd;

/// <summary>
/// The least that reading a corpus can take: every file is read, decompressed if it is compressed, and thrown away, by the same number of
/// threads in the same runtime with buffers that are used again. The files are listed before the clock starts.
/// </summary>
internal sealed class Floor
{
    private const int BufferSize = 256 * 1024;
    private readonly string[] _files;
    private readonly int _threads;

    /// <summary>Takes the files of a folder.</summary>
    public Floor(string folder, int threads)
    {
        _files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Array.Sort(_files, StringComparer.Ordinal);
        _threads = threads;
    }

    /// <summary>Reads all files.</summary>
    /// <returns>How many bytes of text there are.</returns>
    public long Run()
    {
        long total = 0;
        int next = -1;
        Thread[] threads = [.. Enumerable.Range(0, _threads).Select(_ => new Thread(Work))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        return total;

        void Work()
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            long sum = 0;
            for (int i; (i = Interlocked.Increment(ref next)) < _files.Length;)
            {
                using Stream stream = Open(_files[i]);
                int read;
                while ((read = stream.Read(buffer, 0, buffer.Length)) > 0)
                {
                    sum += read;
                }
            }

            ArrayPool<byte>.Shared.Return(buffer);
            Interlocked.Add(ref total, sum);
        }
    }

    private static Stream Open(string path)
    {
        // A buffer of its own in every stream would be most of what a run allocates.
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
