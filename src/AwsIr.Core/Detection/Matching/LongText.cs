using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace AwsIr.Detection;

/// <summary>Texts of megabytes, which attackers may write into any field, made short for correlations.</summary>
internal static class LongText
{
    /// <summary>
    /// The text, or if it is too long its beginning and a hash of all of it: as different from others as the text is, without
    /// regard to case, and the same on every run.
    /// </summary>
    public static string Shorten(string text)
    {
        if (text.Length <= RuleLimits.CorrelatedText)
        {
            return text;
        }

        var shortened = new StringBuilder(text, 0, RuleLimits.CorrelatedText, RuleLimits.CorrelatedText + 80);
        shortened.Append("… SHA-256 ");
        foreach (byte one in Hash(MemoryMarshal.AsBytes(text.ToUpperInvariant().AsSpan())))
        {
            shortened.Append(one.ToString("x2", CultureInfo.InvariantCulture));
        }

        return shortened.ToString();
    }

#if NET8_0_OR_GREATER
    private static byte[] Hash(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes);
#else
    private static byte[] Hash(ReadOnlySpan<byte> bytes)
    {
        using var sha = SHA256.Create();
        return sha.ComputeHash(bytes.ToArray());
    }
#endif
}
