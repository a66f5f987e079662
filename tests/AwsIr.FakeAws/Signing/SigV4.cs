using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AwsIr.FakeAws;

/// <summary>Signature Version 4, from its specification: what is signed, and with what key.</summary>
public static class SigV4
{
    /// <summary>The SHA-256 of nothing.</summary>
    public const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>The signature of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="scope">The credential scope and the names of the signed headers.</param>
    /// <param name="date">X-Amz-Date, yyyyMMddTHHmmssZ.</param>
    /// <param name="payloadHash">The last line of the canonical request.</param>
    /// <param name="secretAccessKey">The key.</param>
    public static string Signature(SignedRequest request, SigV4Scope scope, string date, string payloadHash, string secretAccessKey) =>
        Hex(Hmac(SigningKey(scope, secretAccessKey), StringToSign(scope, date, CanonicalRequest(request, scope, payloadHash))));

    /// <summary>The canonical request.</summary>
    public static string CanonicalRequest(SignedRequest request, SigV4Scope scope, string payloadHash)
    {
        var text = new StringBuilder()
            .Append(request.Method).Append('\n')
            .Append(CanonicalPath(request.RawPath, scope.Service)).Append('\n')
            .Append(CanonicalQuery(request.RawQuery)).Append('\n');
        foreach (string name in scope.SignedHeaders)
        {
            text.Append(name).Append(':').Append(CanonicalValue(request, name)).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', scope.SignedHeaders).Append('\n').Append(payloadHash).ToString();
    }

    /// <summary>The string to sign of a canonical request.</summary>
    public static string StringToSign(SigV4Scope scope, string date, string canonicalRequest) =>
        $"{SigV4Scope.Algorithm}\n{date}\n{scope.Text}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

    /// <summary>
    /// Checks the chunks of a body that is signed as a stream, each with the signature before it, and gives what they hold.
    /// </summary>
    /// <returns>The content, or null when a chunk is malformed or its signature wrong.</returns>
    public static byte[]? UnwrapChunks(ReadOnlySpan<byte> body, SigV4Scope scope, string date, string secretAccessKey)
    {
        byte[] key = SigningKey(scope, secretAccessKey);
        string previous = scope.Signature;
        using var content = new MemoryStream();
        while (true)
        {
            int end = body.IndexOf("\r\n"u8);
            string[] head = end < 0 ? [] : Encoding.ASCII.GetString(body[..end]).Split(";chunk-signature=");
            if (head.Length != 2 || !int.TryParse(head[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int size) || size < 0 || body.Length - end - 2 < size)
            {
                return null;
            }

            ReadOnlySpan<byte> data = body.Slice(end + 2, size);
            string signature = Hex(Hmac(key, $"AWS4-HMAC-SHA256-PAYLOAD\n{date}\n{scope.Text}\n{previous}\n{EmptyHash}\n{Hash(data)}"));
            if (signature != head[1])
            {
                return null;
            }

            if (size == 0)
            {
                return content.ToArray();
            }

            content.Write(data);
            previous = signature;
            body = body[(end + 2 + size)..];
            if (!body.StartsWith("\r\n"u8))
            {
                return null;
            }

            body = body[2..];
        }
    }

    /// <summary>The SHA-256 of bytes, in lower-case hexadecimal.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Hex(SHA256.HashData(bytes));

    /// <summary>Everything but the unreserved characters percent-encoded, as UTF-8.</summary>
    public static string Encode(string text, bool keepSlashes = false)
    {
        var encoded = new StringBuilder();
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' || (keepSlashes && c == '/'))
            {
                encoded.Append(c);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
            }
        }

        return encoded.ToString();
    }

    /// <summary>The names and values of a query or of a form, decoded, in the order sent.</summary>
    public static List<KeyValuePair<string, string>> ParseQuery(string query)
    {
        List<KeyValuePair<string, string>> pairs = [];
        foreach (string part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2);
            pairs.Add(new(Decode(pair[0]), pair.Length == 2 ? Decode(pair[1]) : ""));
        }

        return pairs;

        static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
    }

    private static string CanonicalQuery(string query) => string.Join('&', ParseQuery(query)
        .Select(static pair => (Name: Encode(pair.Key), Value: Encode(pair.Value)))
        .OrderBy(static pair => pair.Name, StringComparer.Ordinal)
        .ThenBy(static pair => pair.Value, StringComparer.Ordinal)
        .Select(static pair => $"{pair.Name}={pair.Value}"));

    /// <summary>S3 signs the path of the key as it is, once encoded; every other service a normalised one, encoded again.</summary>
    private static string CanonicalPath(string path, string service)
    {
        if (service == "s3")
        {
            return Encode(Uri.UnescapeDataString(path), keepSlashes: true);
        }

        List<string> segments = [];
        foreach (string segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            }
            else if (segment != ".")
            {
                segments.Add(Encode(segment));
            }
        }

        string joined = "/" + string.Join('/', segments);
        return path.EndsWith('/') && joined.Length > 1 ? joined + "/" : joined;
    }

    private static string CanonicalValue(SignedRequest request, string name) => string.Join(',', request.Headers
        .Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(static header => string.Join(' ', header.Value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))));

    private static byte[] SigningKey(SigV4Scope scope, string secretAccessKey)
    {
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + secretAccessKey);
        foreach (string part in (string[])[scope.Date, scope.Region, scope.Service, "aws4_request"])
        {
            key = Hmac(key, part);
        }

        return key;
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
