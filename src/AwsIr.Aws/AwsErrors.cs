using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using AwsIr.Access;
using AwsIr.Evidence;

namespace AwsIr;

/// <summary>
/// Makes of what a call of AWS throws an error that says what to do. Nothing that was thrown is handed on: exceptions of the SDK
/// hold whole answers, and AWS's own texts repeat requests, with the tokens in them.
/// </summary>
internal static class AwsErrors
{
    private const int LongestQuote = 400;
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(1);

    /// <summary>What follows a name that says it is a secret.</summary>
    private static readonly Regex NamedSecret = new(
        """(?<name>x-amz-security-token|x-amz-signature|authorization|signature|secret[a-z_-]*key|session[_-]?token|access[_-]?token|refresh[_-]?token|client[_-]?secret|security[_-]?token|password)(?<between>["']?\s*[=:>]\s*["']?(bearer\s+)?)[^\s"'&<,;]+""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, RegexTimeout);

    /// <summary>The query of a presigned URL.</summary>
    private static readonly Regex SignedQuery = new(
        """\?[^\s"'<>]*x-amz-[^\s"'<>]*""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, RegexTimeout);

    /// <summary>What is as long and as mixed as a secret key or a token.</summary>
    private static readonly Regex LongSecret = new(
        "(?<![A-Za-z0-9/+=])(?=[A-Za-z/+=]*[0-9])(?=[A-Z0-9/+=]*[a-z])(?=[a-z0-9/+=]*[A-Z])[A-Za-z0-9/+=]{40,}", RegexOptions.CultureInvariant, RegexTimeout);

    /// <summary>Who was denied what, as AWS says it.</summary>
    private static readonly Regex NotAuthorized = new(
        @"User: (?<who>\S+) is not authorized to perform: (?<action>[A-Za-z0-9-]+:[A-Za-z0-9*]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, RegexTimeout);

    /// <summary>Whether it is a failure of AWS, or of the way there: one part failed, and others may go on.</summary>
    /// <param name="e">What was thrown.</param>
    /// <param name="cancellation">What the call was made with: its end is no failure.</param>
    public static bool Is(Exception e, CancellationToken cancellation) => !cancellation.IsCancellationRequested
        && e is SourceException or AmazonServiceException or AmazonClientException or HttpRequestException or WebException or SocketException or IOException or InvalidDataException or TimeoutException or OperationCanceledException;

    /// <summary>The error of a part: an account, a region, an object. The rest goes on.</summary>
    /// <param name="e">What was thrown; <see cref="Is"/> is true of it.</param>
    /// <param name="target">Who asked, and where.</param>
    /// <param name="action">The IAM action that the call needs, such as <c>cloudtrail:LookupEvents</c>.</param>
    /// <param name="what">What it concerns, such as an object's URI; null for the target.</param>
    public static SourceNotice Notice(Exception e, AwsTarget target, string action, string? what = null)
    {
        what ??= target.ToString();
        var found = Explain(e, target, action, what);
        return new SourceNotice(SourceNoticeKind.Error, found.Message) { ErrorId = found.ErrorId, Problem = found.Problem, Target = what };
    }

    /// <summary>The error that ends the run, as <see cref="Notice"/> is the one that does not.</summary>
    /// <param name="e">What was thrown; <see cref="Is"/> is true of it.</param>
    /// <param name="target">Who asked, and where.</param>
    /// <param name="action">The IAM action that the call needs.</param>
    /// <param name="what">What it concerns; null for the target.</param>
    public static SourceException Exception(Exception e, AwsTarget target, string action, string? what = null) =>
        Explain(e, target, action, what ?? target.ToString());

    /// <summary>The code of the error that a service answered with, without "Exception" at its end; null if it is none.</summary>
    public static string? Code(Exception e) =>
        Find<AmazonServiceException>(e)?.ErrorCode is { Length: > 0 } code ? PlainCode(code) : null;

    /// <summary>Whether the credentials were good but not allowed to do it.</summary>
    public static bool IsAccessDenied(Exception e) =>
        Find<SourceException>(e)?.ErrorId == AwsErrorIds.AccessDenied || (Find<AmazonServiceException>(e) is { } answer && Kind(answer) == AwsErrorIds.AccessDenied);

    /// <summary>Writes "…" for what is a secret in a text of AWS, or may be one.</summary>
    public static string WithoutSecrets(string text)
    {
        try
        {
            return LongSecret.Replace(NamedSecret.Replace(SignedQuery.Replace(text, "?…"), "${name}${between}…"), "…");
        }
        catch (RegexMatchTimeoutException)
        {
            return "(not shown)";
        }
    }

    private static SourceException Explain(Exception e, AwsTarget target, string action, string what)
    {
        // Credentials that could not be refreshed have said what is wrong.
        if (Find<SourceException>(e) is { } said)
        {
            return said.Message.StartsWith(what, StringComparison.Ordinal) ? said : new SourceException(said.ErrorId, said.Problem, $"{what}: {said.Message}");
        }

        if (Find<AmazonUnmarshallingException>(e) is { } garbled)
        {
            // Its text is the answer, whatever that holds.
            return new SourceException(AwsErrorIds.RequestFailed, SourceProblemKind.InvalidData,
                $"{what}: the answer to {action} is not of the service's protocol{(garbled.StatusCode == 0 ? "" : $" (status {(int)garbled.StatusCode})")}. Does a proxy, or -EndpointUrl, lead to something else?");
        }

        if (Find<AmazonServiceException>(e) is { } answer && (answer.StatusCode != 0 || answer.ErrorCode is { Length: > 0 }))
        {
            return Answered(answer, target, action, what);
        }

        if (Find<InvalidDataException>(e) is { } odd)
        {
            return new SourceException(AwsErrorIds.RequestFailed, SourceProblemKind.InvalidData, $"{what}: {Text(odd.Message)} Does a proxy, or -EndpointUrl, lead to something else?");
        }

        if (e is AmazonClientException { InnerException: null })
        {
            return new SourceException(AwsErrorIds.RequestFailed, SourceProblemKind.Other, $"{what}: {Text(e.Message)}");
        }

        return NotReached(e, action, what);
    }

    private static SourceException Answered(AmazonServiceException e, AwsTarget target, string action, string what)
    {
        var id = Kind(e);
        var said = Quote(e);
        var isOff = id == AwsErrorIds.Credentials && target.VerifiedIn is { } good && good != target.Region;
        var (problem, message) = id switch
        {
            AwsErrorIds.AccessDenied => (SourceProblemKind.AccessDenied, Denied(e, action)),
            AwsErrorIds.CredentialsExpired => (SourceProblemKind.AccessDenied,
                "the credentials have expired. Get new ones and run it again: `aws sso login` for an SSO profile, a new session for temporary keys."),
            AwsErrorIds.Credentials when isOff => (SourceProblemKind.Unavailable,
                $"{target.Region} does not accept credentials that are good elsewhere: most likely the region is not switched on for account {target.AccountId}. An administrator does that under Account, AWS Regions; or leave it out of -Region."),
            AwsErrorIds.Credentials => (SourceProblemKind.AccessDenied,
                "AWS does not accept the credentials: the access key does not exist or is switched off, its secret is another, or it belongs to another partition (-Region says which: cn-… China, us-gov-… GovCloud)."),
            AwsErrorIds.Region => (SourceProblemKind.Unavailable,
                $"{target.Region} is not switched on for the account. An administrator does that under Account, AWS Regions; or leave it out of -Region."),
            AwsErrorIds.ClockSkew => (SourceProblemKind.Other, $"this machine's clock ({DateTime.UtcNow:yyyy-MM-dd HH:mm:ss}Z) is too far from AWS's. Set it, and run it again."),
            AwsErrorIds.Throttled => (SourceProblemKind.Unavailable,
                $"AWS went on refusing {action} because of too many requests. Something else uses up the account's limit: try again later, or ask for less."),
            AwsErrorIds.Unavailable => (SourceProblemKind.Unavailable, $"{action} failed at AWS, again and again. Try again later."),
            AwsErrorIds.NotFound => (SourceProblemKind.NotFound, $"what {action} asked for does not exist in {target}."),
            _ => (SourceProblemKind.Other, $"{action} failed."),
        };
        return new SourceException(isOff ? AwsErrorIds.Region : id, problem, $"{what}: {message}{said}");
    }

    private static string Denied(AmazonServiceException e, string action)
    {
        var match = Match(e.Message);
        var who = match is null ? "the credentials are" : match.Groups["who"].Value + " is";
        if (match is not null)
        {
            // What AWS names is what is missing: another one than that of the call, where the call needs several.
            action = match.Groups["action"].Value;
        }

        return $"access denied: {who} not allowed to do {action}. "
            + (e.Message.Contains("explicit deny")
                ? "A policy forbids it, so that allowing it elsewhere does not help: whoever is in charge of that policy has to except it, or other credentials are needed."
                : "Give them a policy that allows it (docs/permissions.md has one), or other credentials.");
    }

    private static SourceException NotReached(Exception e, string action, string what)
    {
        if (Find<AuthenticationException>(e) is not null)
        {
            return Connection("the TLS connection for {0} could not be made: the certificate is not trusted, or a proxy interferes.");
        }

        if (Find<SocketException>(e) is { } socket)
        {
            return Connection(socket.SocketErrorCode switch
            {
                SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery =>
                    "the host of {0} has no address: is the region's name right, is there a network, and DNS or a proxy (HTTPS_PROXY) for it?",
                SocketError.ConnectionRefused => "the connection for {0} was refused: is -EndpointUrl right, and a proxy (HTTPS_PROXY) if one is needed?",
                SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable =>
                    "the host of {0} could not be reached: is there a network, a route or endpoint to AWS, and a proxy (HTTPS_PROXY) if one is needed?",
                _ => "the connection for {0} broke off, again and again.",
            });
        }

        if (Find<TimeoutException>(e) is not null || Find<OperationCanceledException>(e) is not null)
        {
            return Connection("there was no answer to {0} in time: is there a network, a route or endpoint to AWS, and a proxy (HTTPS_PROXY) if one is needed?");
        }

        return Connection("the connection for {0} failed" + (Text(Innermost(e).Message) is { Length: > 0 } text ? ": " + text : "."));

        SourceException Connection(string message) =>
            new(AwsErrorIds.Connection, SourceProblemKind.Connection, $"{what}: {message.Replace("{0}", action)}");
    }

    /// <summary>The id that an answer stands for.</summary>
    private static string Kind(AmazonServiceException e)
    {
        var code = PlainCode(e.ErrorCode ?? "");
        if (code.StartsWith("HTTP ", StringComparison.Ordinal))
        {
            code = "";
        }

        switch (code)
        {
            case "RequestTimeTooSkewed" or "RequestInTheFuture":
            case "SignatureDoesNotMatch" or "InvalidSignature" when e.Message.Contains("Signature expired") || e.Message.Contains("Signature not yet current"):
                return AwsErrorIds.ClockSkew;
            case "AccessDenied" or "UnauthorizedOperation" or "AuthorizationError" or "NotAuthorized" or "Unauthorized" or "Forbidden" or "UnauthorizedAccess" or "AllAccessDisabled":
                return AwsErrorIds.AccessDenied;
            case "ExpiredToken" or "RequestExpired" or "TokenRefreshRequired":
                return AwsErrorIds.CredentialsExpired;
            case "InvalidClientTokenId" or "UnrecognizedClient" or "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidSignature" or "AuthFailure"
                or "IncompleteSignature" or "InvalidToken" or "MissingAuthenticationToken" or "NotSignedUp":
                return AwsErrorIds.Credentials;
            case "OptInRequired" or "RegionDisabled":
                return AwsErrorIds.Region;
            case "Throttling" or "Throttled" or "RequestThrottled" or "TooManyRequests" or "RequestLimitExceeded" or "BandwidthLimitExceeded" or "SlowDown"
                or "PriorRequestNotComplete" or "EC2Throttled" or "ProvisionedThroughputExceeded":
                return AwsErrorIds.Throttled;
            case "NoSuchBucket" or "NoSuchKey" or "ResourceNotFound" or "TrailNotFound" or "NotFound":
                return AwsErrorIds.NotFound;
            case "SubscriptionRequired":
                return AwsErrorIds.Unavailable;
        }

        // Codes of services differ, and answers to HEAD have none.
        return (int)e.StatusCode switch
        {
            429 => AwsErrorIds.Throttled,
            >= 500 => AwsErrorIds.Unavailable,
            401 or 403 when code.Length == 0 => AwsErrorIds.AccessDenied,
            404 when code.Length == 0 => AwsErrorIds.NotFound,
            _ => AwsErrorIds.RequestFailed,
        };
    }

    /// <summary>What AWS said itself, with the code and the id that its support asks for.</summary>
    private static string Quote(AmazonServiceException e)
    {
        var text = Text(e.Message);
        var code = WithoutSecrets(Cut(e.ErrorCode is { Length: > 0 } named ? named : $"status {(int)e.StatusCode}", 80));
        return (text.Length > 0 ? $" AWS said: {text}" : "") + $" ({code}{(e.RequestId is { Length: > 0 } id ? ", request " + Cut(id, 80) : "")})";
    }

    /// <summary>A text of AWS, without what it repeats of the request.</summary>
    private static string Text(string? message)
    {
        var text = message ?? "";
        foreach (var repeats in (string[])["The Canonical String", "The String-to-Sign", "Encoded authorization failure message", "Canonical-Request"])
        {
            if (text.IndexOf(repeats, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
            {
                text = text.Remove(at);
            }
        }

        return Cut(WithoutSecrets(Cut(text, 4 * LongestQuote)).Trim(), LongestQuote);
    }

    private static Match? Match(string? message)
    {
        try
        {
            return NotAuthorized.Match(Text(message)) is { Success: true } match ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static string PlainCode(string code) =>
        code.EndsWith("Exception", StringComparison.Ordinal) ? code.Remove(code.Length - "Exception".Length) : code;

    private static string Cut(string text, int length) => text.Length <= length ? text : text.Remove(length) + "…";

    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is { } inner)
        {
            e = inner;
        }

        return e;
    }

    private static T? Find<T>(Exception? e)
        where T : Exception
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }
}
