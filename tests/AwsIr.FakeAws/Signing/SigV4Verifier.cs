using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AwsIr.FakeAws;

/// <summary>Verifies requests as AWS does: who signed, when, and whether what came is what was signed.</summary>
public static class SigV4Verifier
{
    /// <summary>How far S3's clock and the client's may be apart.</summary>
    public static readonly TimeSpan S3Skew = TimeSpan.FromMinutes(15);

    /// <summary>How far every other service's clock and the client's may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Verifies a request and says who it is from.</summary>
    /// <param name="request">The request.</param>
    /// <param name="find">The credentials of an access key id; null for an unknown one.</param>
    /// <param name="now">The server's time, UTC.</param>
    /// <exception cref="SignatureException">It doesn't hold.</exception>
    public static AwsCredentials Verify(SignedRequest request, Func<string, AwsCredentials?> find, DateTime now)
    {
        string authorization = request.Header("Authorization") ?? throw new SignatureException(AwsProblem.Missing, "Missing Authentication Token");
        SigV4Scope scope = SigV4Scope.Parse(authorization) ?? throw new SignatureException(AwsProblem.Incomplete, "Authorization header is not a well-formed AWS4-HMAC-SHA256 one.");
        bool s3 = scope.Service == "s3";

        AwsCredentials credentials = find(scope.AccessKeyId) ?? throw new SignatureException(AwsProblem.UnknownKey, "The security token included in the request is invalid.");
        if (request.Header("X-Amz-Security-Token") != credentials.SessionToken)
        {
            throw new SignatureException(AwsProblem.UnknownKey, "The security token included in the request is invalid.");
        }

        if (credentials.Expires <= now)
        {
            throw new SignatureException(AwsProblem.Expired, "The security token included in the request is expired");
        }

        CheckSignedHeaders(request, scope);
        string date = CheckDate(request, scope, now, s3 ? S3Skew : Skew);
        string payloadHash = CheckPayload(request, s3);
        string expected = SigV4.Signature(request, scope, date, payloadHash, credentials.SecretAccessKey);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(scope.Signature)))
        {
            throw new SignatureException(AwsProblem.Mismatch, "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }

        if (payloadHash == "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" && SigV4.UnwrapChunks(request.Body.Span, scope, date, credentials.SecretAccessKey) is null)
        {
            throw new SignatureException(AwsProblem.Mismatch, "A chunk's signature does not match.");
        }

        return credentials;
    }

    private static void CheckSignedHeaders(SignedRequest request, SigV4Scope scope)
    {
        if (!scope.SignedHeaders.SequenceEqual(scope.SignedHeaders.Order(StringComparer.Ordinal)) || scope.SignedHeaders.Any(static name => name.Any(char.IsAsciiLetterUpper)))
        {
            throw new SignatureException(AwsProblem.Incomplete, "SignedHeaders must be lower-case and sorted.");
        }

        string? unsigned = request.Headers.Select(static header => header.Key.ToLowerInvariant()).Append("host")
            .FirstOrDefault(name => (name == "host" || name.StartsWith("x-amz-", StringComparison.Ordinal)) && !scope.SignedHeaders.Contains(name));
        if (unsigned is not null)
        {
            throw new SignatureException(AwsProblem.Incomplete, $"'{unsigned}' must be a 'SignedHeader' in the AWS Authorization.");
        }
    }

    private static string CheckDate(SignedRequest request, SigV4Scope scope, DateTime now, TimeSpan skew)
    {
        string? date = request.Header("X-Amz-Date");
        if (!DateTime.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime signed))
        {
            throw new SignatureException(AwsProblem.Incomplete, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }

        if (!date.StartsWith(scope.Date, StringComparison.Ordinal))
        {
            throw new SignatureException(AwsProblem.Mismatch, $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{scope.Date}' != '{date[..8]}', from '{date}'.");
        }

        if (signed < now - skew)
        {
            throw new SignatureException(AwsProblem.Skewed, $"Signature expired: {date} is now earlier than {Format(now - skew)} ({Format(now)} - {skew.TotalMinutes} min.)");
        }

        return signed > now + skew
            ? throw new SignatureException(AwsProblem.Skewed, $"Signature not yet current: {date} is still later than {Format(now + skew)} ({Format(now)} + {skew.TotalMinutes} min.)")
            : date;

        static string Format(DateTime time) => time.ToString(DateFormat, CultureInfo.InvariantCulture);
    }

    /// <summary>The payload's hash as it was signed. Only S3 takes one that was not made of the body.</summary>
    private static string CheckPayload(SignedRequest request, bool s3)
    {
        string hash = SigV4.Hash(request.Body.Span);
        string? declared = request.Header("X-Amz-Content-Sha256");
        if (declared is null)
        {
            return s3 ? throw new SignatureException(AwsProblem.Incomplete, "Missing required header for this request: x-amz-content-sha256") : hash;
        }

        if (declared == hash || (s3 && declared is "UNSIGNED-PAYLOAD" or "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" or "STREAMING-UNSIGNED-PAYLOAD-TRAILER"))
        {
            return declared;
        }

        throw new SignatureException(AwsProblem.Payload, "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
}
