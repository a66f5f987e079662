using System.Text.Json;

namespace AwsIr.Records;

/// <summary>
/// The names under which rules find what applications name in many ways. One is added where a message lacks it and exactly one of the
/// others is there (or several say the same): which of two addresses is the client's cannot be told.
/// </summary>
internal static class MessageAliases
{
    /// <summary>Our names, each with the names that others use.</summary>
    public static (string Name, string[] From)[] All { get; } =
    [
        ("address", ["ip", "sourceIp", "source_ip", "sourceIP", "clientIp", "client_ip", "clientIP", "remote_addr", "remoteAddr", "remote_ip", "remoteIp", "c-ip"]),
        ("status", ["statusCode", "status_code", "sc-status"]),
        ("path", ["resourcePath", "uri", "request_uri", "requestUri", "url.path", "url_path", "cs-uri-stem"]),
        ("method", ["httpMethod", "http_method", "requestMethod", "request_method", "cs-method"]),
        ("user", ["username", "user_name", "userName"]),
    ];

    /// <summary>Whether a value may stand under one of our names.</summary>
    public static bool Fits(string name, ReadOnlySpan<char> value) => name switch
    {
        "address" => value.IsAddress(),
        "status" => value.IsDigits(),
        _ => !MessageText.IsNone(value),
    };

    /// <summary>Writes a value under one of our names: of a path without the query.</summary>
    public static void Write(string name, ReadOnlySpan<char> value, bool isNumber, Utf8JsonWriter writer)
    {
        if (name == "path" && value.IndexOf('?') is >= 0 and var query)
        {
            value = value.Slice(0, query);
        }

        if (isNumber)
        {
            writer.Number(name, value);
        }
        else
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Writes what pairs lack and have under other names.</summary>
    public static void Write(MessagePairs pairs, Utf8JsonWriter writer)
    {
        foreach (var (name, from) in All)
        {
            if (pairs.Has(name))
            {
                continue;
            }

            string? found = null;
            var same = true;
            foreach (var other in from)
            {
                if (pairs.Has(other))
                {
                    var value = pairs.Only(other);
                    same &= value is not null && (found is null || found == value);
                    found ??= value;
                }
            }

            if (same && found is not null && Fits(name, found.AsSpan()))
            {
                Write(name, found.AsSpan(), name == "status", writer);
            }
        }
    }
}
