using System.Text.Encodings.Web;
using System.Text.Json;

namespace AwsIr.Records;

/// <summary>The fields of a message as JSON in memory. One instance a thread, filled again for each message.</summary>
internal sealed class MessageJson
{
    /// <summary>How much memory is kept from message to message, in bytes.</summary>
    private const int Kept = 1024 * 1024;

    private MemoryStream _stream;
    private Utf8JsonWriter _writer;

    /// <summary>Makes an empty one.</summary>
    public MessageJson() => Renew(out _stream, out _writer);

    /// <summary>The array that the object is in, from its beginning.</summary>
    public byte[] Array => _stream.GetBuffer();

    /// <summary>The object's length.</summary>
    public int Length => (int)_stream.Length;

    /// <summary>Writes the object of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="found">Fields that come before the message's own of the same name.</param>
    /// <returns>What the message is.</returns>
    public LogMessageKind Read(string message, IReadOnlyList<KeyValuePair<string, string>> found)
    {
        if (_stream.Capacity > Kept)
        {
            Renew(out _stream, out _writer);
        }

        _stream.SetLength(0);
        _writer.Reset();
        var kind = LogMessage.Parse(message, _writer);
        _writer.Flush();
        if (found.Count > 0)
        {
            Add(found);
        }

        return kind;
    }

    private static void Renew(out MemoryStream stream, out Utf8JsonWriter writer)
    {
        stream = new MemoryStream();
        writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Writes fields behind the others, before the closing brace: of the same key twice the last counts.</summary>
    private void Add(IReadOnlyList<KeyValuePair<string, string>> found)
    {
        var isEmpty = _stream.Length == 2;
        _stream.SetLength(_stream.Length - 1);
        if (!isEmpty)
        {
            _stream.WriteByte((byte)',');
        }

        var start = (int)_stream.Length;
        _writer.Reset();
        _writer.WriteStartObject();
        foreach (var field in found)
        {
            _writer.WriteString(field.Key, field.Value);
        }

        _writer.WriteEndObject();
        _writer.Flush();

        // The brace that this object begins with is one too many.
        var array = _stream.GetBuffer();
        Buffer.BlockCopy(array, start + 1, array, start, (int)_stream.Length - start - 1);
        _stream.SetLength(_stream.Length - 1);
    }
}
