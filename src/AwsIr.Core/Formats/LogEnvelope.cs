using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using AwsIr.Evidence;

namespace AwsIr.Formats;

/// <summary>
/// The data of an envelope of log events: JSON, compressed with gzip and written in base64, as subscriptions deliver it.
/// Reads as the text of the JSON, up to a limit: gzip makes a thousand bytes of one.
/// </summary>
internal sealed class LogEnvelope : ReadOnlyStream
{
    /// <summary>How much text may be in one envelope, in bytes.</summary>
    public const int MaxText = 64 * 1024 * 1024;

    private readonly byte[] _data;
    private readonly Stream _text;
    private long _read;

    private LogEnvelope(byte[] data, int length)
    {
        _data = data;
        var stream = new MemoryStream(data, 0, length, writable: false);
        _text = IsGzip(data.AsSpan(0, length)) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    /// <summary>Whether there was more text than may be in one envelope.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Whether a text begins as gzip in base64 does; the fourth character is the method, and only one is in use.</summary>
    public static bool BeginsAsBase64(ReadOnlySpan<byte> text) => text.StartsWith("H4sI"u8);

    /// <summary>The base64 in an object of the kind <see cref="JsonRecordKind.LogEnvelope"/>; empty if there is none.</summary>
    /// <param name="array">The array that the object is in.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="index">Where its top-level values lie.</param>
    /// <param name="inner">An index to use for an object in it.</param>
    public static ReadOnlySpan<byte> DataOf(byte[] array, int start, RecordIndex index, RecordIndex inner)
    {
        var (from, to) = index[index.Has(RecordKey.AwsLogs) ? RecordKey.AwsLogs : index.Has(RecordKey.Kinesis) ? RecordKey.Kinesis : RecordKey.DataUpper];
        ReadOnlySpan<byte> value = array.AsSpan(start + from, to - from);
        if (value[0] == '{')
        {
            inner.Read(value);
            value = inner.Value(value, RecordKey.Data);
        }

        return value is [(byte)'"', .., (byte)'"'] ? JsonText.DecodeToUtf8(value.Slice(1, value.Length - 2)) : default;
    }

    /// <summary>Opens an envelope's data. The caller disposes.</summary>
    /// <param name="base64">The data; white space in it does not matter.</param>
    /// <param name="error">What is wrong with it, as a sentence; empty if nothing is.</param>
    /// <returns>The JSON text; null if the data is not base64 of gzip or JSON.</returns>
    public static LogEnvelope? Open(ReadOnlySpan<byte> base64, out string error)
    {
        var data = ArrayPool<byte>.Shared.Rent(base64.Length);
        var length = 0;
        foreach (var c in base64)
        {
            if (c is not ((byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t'))
            {
                data[length++] = c;
            }
        }

        error = Base64.DecodeFromUtf8InPlace(data.AsSpan(0, length), out length) != OperationStatus.Done ? "It is not valid base64."
            : IsGzip(data.AsSpan(0, length)) || JsonRecordReader.FirstByte(data.AsSpan(0, length)) == '{' ? ""
            : "It holds neither gzip nor JSON.";
        if (error.Length == 0)
        {
            return new LogEnvelope(data, length);
        }

        ArrayPool<byte>.Shared.Return(data);
        return null;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read;
        try
        {
            read = _text.Read(buffer, offset, count);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException("The gzip data in it is damaged.", e);
        }

        _read += read;
        IsTooLarge = _read > MaxText;
        return IsTooLarge
            ? throw new InvalidDataException(FormattableString.Invariant($"There is more than {MaxText / 1024 / 1024} MiB of text in it."))
            : read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text.Dispose();
            ArrayPool<byte>.Shared.Return(_data);
        }

        base.Dispose(disposing);
    }

    private static bool IsGzip(ReadOnlySpan<byte> data) => data is [0x1f, 0x8b, ..];
}
