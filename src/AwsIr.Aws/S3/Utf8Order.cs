namespace AwsIr.S3;

/// <summary>The order of S3's listings: that of the keys' UTF-8 bytes, which differs from .NET's where characters lie beyond the 16 bits.</summary>
internal static class Utf8Order
{
    /// <summary>Compares two keys.</summary>
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if (left[i] != right[i])
            {
                return Rank(left[i]) - Rank(right[i]);
            }
        }

        return left.Length - right.Length;
    }

    // Surrogates stand for characters behind all others.
    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
