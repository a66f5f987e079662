using System.IO.Compression;

static class Files
{
    /// <summary>Compresses, with no trace of when and on what system.</summary>
    public static byte[] Gzip(byte[] content)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(content);
        }

        byte[] bytes = stream.ToArray();
        bytes.AsSpan(4, 4).Clear();
        bytes[9] = 255;
        return bytes;
    }

    /// <summary>Writes a file under its key.</summary>
    /// <returns>Its length in bytes.</returns>
    public static int Write(string root, string key, byte[] bytes)
    {
        string path = Path.Combine(root, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return bytes.Length;
    }
}
