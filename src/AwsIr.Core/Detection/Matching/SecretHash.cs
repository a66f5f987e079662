using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace AwsIr.Detection;

/// <summary>
/// SipHash-2-4 with 128 bits and a key that is drawn at random in each process: who writes the logs cannot know which texts
/// have the same hash. Of a billion texts, the odds that any two have are one in 10^20.
/// </summary>
internal static class SecretHash
{
    private static readonly (ulong First, ulong Second) Key = DrawKey();

    /// <summary>The hash of a text's characters.</summary>
    public static Hash128 Of(ReadOnlySpan<char> text) => Of(MemoryMarshal.AsBytes(text), Key.First, Key.Second);

    /// <summary>The hash of a GUID, another one than that of any text which is written in the same bytes.</summary>
    public static Hash128 Of(Guid guid) => Of(MemoryMarshal.AsBytes([guid]), Key.Second, Key.First);

    /// <summary>The hash of bytes under a key.</summary>
    internal static Hash128 Of(ReadOnlySpan<byte> bytes, ulong key0, ulong key1)
    {
        ulong v0 = key0 ^ 0x736f6d6570736575;
        ulong v1 = key1 ^ 0x646f72616e646f6d ^ 0xee;
        ulong v2 = key0 ^ 0x6c7967656e657261;
        ulong v3 = key1 ^ 0x7465646279746573;
        ulong last = (ulong)bytes.Length << 56;
        for (; bytes.Length >= 8; bytes = bytes.Slice(8))
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            v3 ^= word;
            Round(ref v0, ref v1, ref v2, ref v3);
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= word;
        }

        for (int i = 0; i < bytes.Length; i++)
        {
            last |= (ulong)bytes[i] << (8 * i);
        }

        v3 ^= last;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= last;

        v2 ^= 0xee;
        ulong high = Finish(ref v0, ref v1, ref v2, ref v3);
        v1 ^= 0xdd;
        return new Hash128(high, Finish(ref v0, ref v1, ref v2, ref v3));
    }

    private static ulong Finish(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        for (int i = 0; i < 4; i++)
        {
            Round(ref v0, ref v1, ref v2, ref v3);
        }

        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = ((v1 << 13) | (v1 >> 51)) ^ v0;
        v0 = (v0 << 32) | (v0 >> 32);
        v2 += v3;
        v3 = ((v3 << 16) | (v3 >> 48)) ^ v2;
        v0 += v3;
        v3 = ((v3 << 21) | (v3 >> 43)) ^ v0;
        v2 += v1;
        v1 = ((v1 << 17) | (v1 >> 47)) ^ v2;
        v2 = (v2 << 32) | (v2 >> 32);
    }

    private static (ulong First, ulong Second) DrawKey()
    {
        byte[] key = new byte[16];
        using (var random = RandomNumberGenerator.Create())
        {
            random.GetBytes(key);
        }

        return (BitConverter.ToUInt64(key, 0), BitConverter.ToUInt64(key, 8));
    }
}
