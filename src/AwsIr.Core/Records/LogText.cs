using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>A text that lies in an array of UTF-8.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="IsEscaped">Whether it is the inside of a JSON string.</param>
internal readonly record struct LogText(int Start, int Length, bool IsEscaped)
{
    /// <summary>The text that a JSON value is: of a string its inside, of anything else its JSON; null for null and for no value.</summary>
    /// <param name="array">The array that the value is in.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">Where it ends.</param>
    public static LogText? OfJson(byte[] array, int start, int end) =>
        start == end || array[start] == 'n' ? null
        : array[start] == '"' ? new LogText(start + 1, end - start - 2, true)
        : new LogText(start, end - start, false);

    /// <summary>Its bytes as they lie there.</summary>
    public ReadOnlySpan<byte> Bytes(byte[] array) => array.AsSpan(Start, Length);

    /// <summary>The decoded text.</summary>
    public string Decode(byte[] array) => IsEscaped ? JsonText.Decode(Bytes(array)) : JsonText.GetString(Bytes(array));
}
