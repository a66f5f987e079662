using System.Text;
using System.Text.Json;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Tests.Records.Messages;

/// <summary>Parses messages for tests.</summary>
internal static class Parsed
{
    /// <summary>The kind and the fields of a message, as compact JSON, which has been read back strictly.</summary>
    public static (LogMessageKind Kind, string Fields) Of(string message)
    {
        var (kind, json) = BytesOf(message);
        JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = LogMessage.MaxDepth }).Dispose();
        return (kind, JsonText.Compact(json));
    }

    /// <summary>The kind and the fields as they were written.</summary>
    public static (LogMessageKind Kind, byte[] Json) BytesOf(string message)
    {
        using var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream);
        var kind = LogMessage.Parse(message, writer);
        writer.Flush();
        return (kind, stream.ToArray());
    }

    /// <summary>Checks kind and fields; the expectation is JSON, with single quotes for double ones where it has none of its own.</summary>
    public static void Is(string message, LogMessageKind kind, string fields)
    {
        var expected = fields.Contains('"', StringComparison.Ordinal) ? fields : fields.Replace('\'', '"');
        var found = Of(message);
        Assert.Equal(JsonText.Compact(Encoding.UTF8.GetBytes(expected)), found.Fields);
        Assert.Equal(kind, found.Kind);
    }

    /// <summary>The fields that an sshd line has beside host, program, pid and text.</summary>
    public static string OfSshd(string text)
    {
        var (kind, fields) = Of("Mar 17 09:00:00 ip-10-20-0-10 sshd[4242]: " + text);
        Assert.Equal(LogMessageKind.Syslog, kind);
        using var document = JsonDocument.Parse(fields);
        var beside = document.RootElement.EnumerateObject().Where(field => field.Name is not ("host" or "program" or "pid" or "text"));
        return string.Join(" ", beside.Select(field => $"{field.Name}={field.Value}"));
    }
}
