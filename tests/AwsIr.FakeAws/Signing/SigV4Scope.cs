namespace AwsIr.FakeAws;

/// <summary>What an Authorization header of AWS4-HMAC-SHA256 says.</summary>
/// <param name="AccessKeyId">Whose signature it claims to be.</param>
/// <param name="Date">The day of the credential scope, yyyyMMdd.</param>
/// <param name="Region">The region of the credential scope.</param>
/// <param name="Service">The service of the credential scope.</param>
/// <param name="SignedHeaders">The names of the signed headers, in the order given.</param>
/// <param name="Signature">The signature, 64 hexadecimal digits.</param>
public sealed record SigV4Scope(string AccessKeyId, string Date, string Region, string Service, IReadOnlyList<string> SignedHeaders, string Signature)
{
    /// <summary>The algorithm's name, with which the header begins.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The credential scope without the access key.</summary>
    public string Text => $"{Date}/{Region}/{Service}/aws4_request";

    /// <summary>Reads an Authorization header; null when a part of it is missing or malformed.</summary>
    public static SigV4Scope? Parse(string header)
    {
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            return null;
        }

        Dictionary<string, string> parts = [];
        foreach (string part in header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split('=', 2);
            if (pair.Length != 2 || !parts.TryAdd(pair[0], pair[1]))
            {
                return null;
            }
        }

        if (!parts.TryGetValue("Credential", out string? credential) || !parts.TryGetValue("SignedHeaders", out string? signed) || !parts.TryGetValue("Signature", out string? signature))
        {
            return null;
        }

        string[] scope = credential.Split('/');
        return scope.Length == 5 && scope[4] == "aws4_request" && scope[1].Length == 8 && signature.Length == 64 && signed.Length > 0
            ? new SigV4Scope(scope[0], scope[1], scope[2], scope[3], signed.Split(';'), signature)
            : null;
    }
}
