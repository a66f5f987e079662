using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AwsIr.Evidence;

/// <summary>What a checkpoint keeps of an id of its source (an object's key and ETag, an event's id): 96 bits of its hash.</summary>
internal readonly record struct CheckpointId(ulong High, uint Low)
{
    private const int Length = sizeof(ulong) + sizeof(uint);

    /// <summary>Makes one of an id.</summary>
    public static CheckpointId Of(string id)
    {
        var bytes = Encoding.UTF8.GetBytes(id);
#if NET
        var hash = SHA256.HashData(bytes);
#else
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(bytes);
#endif
        return From(hash);
    }

    /// <summary>Reads one as the file has it.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static CheckpointId Parse(string text)
    {
        var bytes = Convert.FromBase64String(text);
        return bytes.Length == Length ? From(bytes) : throw new FormatException("An id has another length.");
    }

    /// <summary>As the file has it.</summary>
    public override string ToString()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(sizeof(ulong)), Low);
        return Convert.ToBase64String(bytes);
    }

    private static CheckpointId From(byte[] bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(sizeof(ulong))));
}
