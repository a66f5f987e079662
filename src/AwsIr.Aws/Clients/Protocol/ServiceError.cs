using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime.Internal.Transform;

namespace AwsIr.Clients;

/// <summary>What an error answer says.</summary>
/// <param name="Code">The error's code, such as ThrottlingException; the HTTP status where there is none.</param>
/// <param name="Message">The service's words; without secrets.</param>
/// <param name="RequestId">The request's id; null if unknown.</param>
internal sealed record ServiceError(string Code, string Message, string? RequestId)
{
    private const int MaxMessage = 2000;

    /// <summary>Reads an error answer. It may be anything, such as a proxy's page: what is not understood is told by its status.</summary>
    public static ServiceError Of(ServiceProtocol protocol, byte[] body, IWebResponseData response, HttpStatusCode status)
    {
        var (code, message) = protocol == ServiceProtocol.Query ? OfXml(body) : OfJson(body);
        if (Header("x-amzn-ErrorType") is { Length: > 0 } type)
        {
            code = type;
        }

        code = CodeOf(code) ?? FormattableString.Invariant($"HTTP {(int)status}");
        return new ServiceError(code, MessageOf(code, message) ?? FormattableString.Invariant($"The server answered with status {(int)status} and no message."), Header("x-amzn-RequestId"));

        string? Header(string name) => response.IsHeaderPresent(name) ? response.GetHeaderValue(name) : null;
    }

    /// <summary>The code alone: it may come as <c>namespace#Code</c> or as <c>Code:address</c>.</summary>
    private static string? CodeOf(string? text)
    {
        var code = text?.Substring(text.LastIndexOf('#') + 1).Split(':', ',')[0].Trim();
        return code is { Length: > 0 and < 200 } ? code : null;
    }

    private static string? MessageOf(string code, string? text)
    {
        // After the first line comes what the service would have signed: session tokens are in it.
        if (text is not null && code.IndexOf("Signature", StringComparison.Ordinal) >= 0)
        {
            text = text.Split('\n')[0];
        }

        text = text?.Trim();
        return text is null or "" ? null : text.Length > MaxMessage ? text.Remove(MaxMessage) : text;
    }

    private static (string? Code, string? Message) OfJson(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            return (root.Text("__type") ?? root.Text("code") ?? root.Text("Code") ?? root.Text("error"),
                root.Text("message") ?? root.Text("Message") ?? root.Text("errorMessage") ?? root.Text("error_description"));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>Reads the first <c>Code</c> and <c>Message</c>, wherever they stand.</summary>
    private static (string? Code, string? Message) OfXml(byte[] body)
    {
        string? code = null, message = null;
        try
        {
            using var reader = XmlAnswer.Open(body);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Code")
                {
                    code ??= TextOf(reader);
                }
                else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Message")
                {
                    message ??= TextOf(reader);
                }
            }
        }
        catch (XmlException)
        {
            // What was read until then is used.
        }

        return (code, message);
    }

    private static string TextOf(XmlReader reader)
    {
        var text = new StringBuilder();
        var depth = reader.Depth;
        while (!reader.IsEmptyElement && reader.Read() && reader.Depth > depth)
        {
            text.Append(reader.HasValue ? reader.Value : "");
        }

        return text.ToString();
    }
}
