using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using AwsIr.Access;
using AwsIr.Evidence;

namespace AwsIr.Aws.Tests.Access;

/// <summary>What is made of failures of AWS: which error, and what it says.</summary>
public sealed class AwsErrorsTests
{
    private static readonly AwsTarget Target = new("111122223333", "eu-west-1", new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "x")) { VerifiedIn = "us-east-1" };
    private static readonly AwsTarget Unverified = new("", "eu-west-1", new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "x"));

    [Theory]
    [InlineData("AccessDeniedException", 400, AwsErrorIds.AccessDenied, "AccessDenied")]
    [InlineData("AccessDenied", 403, AwsErrorIds.AccessDenied, "AccessDenied")]
    [InlineData("UnauthorizedOperation", 403, AwsErrorIds.AccessDenied, "AccessDenied")]
    [InlineData("", 403, AwsErrorIds.AccessDenied, "AccessDenied")]
    [InlineData("HTTP 403", 403, AwsErrorIds.AccessDenied, "AccessDenied")]
    [InlineData("ExpiredTokenException", 400, AwsErrorIds.CredentialsExpired, "AccessDenied")]
    [InlineData("ExpiredToken", 403, AwsErrorIds.CredentialsExpired, "AccessDenied")]
    [InlineData("RequestExpired", 400, AwsErrorIds.CredentialsExpired, "AccessDenied")]
    [InlineData("RegionDisabledException", 403, AwsErrorIds.Region, "Unavailable")]
    [InlineData("OptInRequired", 401, AwsErrorIds.Region, "Unavailable")]
    [InlineData("UnrecognizedClientException", 400, AwsErrorIds.Region, "Unavailable")]
    [InlineData("AuthFailure", 401, AwsErrorIds.Region, "Unavailable")]
    [InlineData("ThrottlingException", 400, AwsErrorIds.Throttled, "Unavailable")]
    [InlineData("SlowDown", 503, AwsErrorIds.Throttled, "Unavailable")]
    [InlineData("RequestLimitExceeded", 503, AwsErrorIds.Throttled, "Unavailable")]
    [InlineData("InternalFailure", 500, AwsErrorIds.Unavailable, "Unavailable")]
    [InlineData("", 503, AwsErrorIds.Unavailable, "Unavailable")]
    [InlineData("SubscriptionRequiredException", 400, AwsErrorIds.Unavailable, "Unavailable")]
    [InlineData("NoSuchBucket", 404, AwsErrorIds.NotFound, "NotFound")]
    [InlineData("ResourceNotFoundException", 400, AwsErrorIds.NotFound, "NotFound")]
    [InlineData("", 404, AwsErrorIds.NotFound, "NotFound")]
    [InlineData("RequestTimeTooSkewed", 403, AwsErrorIds.ClockSkew, "Other")]
    [InlineData("InvalidTimeRangeException", 400, AwsErrorIds.RequestFailed, "Other")]
    public void Codes_of_services_have_their_error(string code, int status, string errorId, string problem)
    {
        SourceNotice notice = AwsErrors.Notice(Answer(code, "What AWS says.", status), Target, "cloudtrail:LookupEvents");
        Assert.Equal((errorId, problem, "111122223333/eu-west-1"), (notice.ErrorId, notice.Problem.ToString(), notice.Target));
        Assert.StartsWith("111122223333/eu-west-1: ", notice.Message, StringComparison.Ordinal);
        Assert.Contains("AWS said: What AWS says.", notice.Message, StringComparison.Ordinal);
        Assert.Contains("request 0a1b2c3d", notice.Message, StringComparison.Ordinal);
        Assert.Null(notice.Exception);
    }

    [Theory]
    [InlineData("UnrecognizedClientException", AwsErrorIds.Credentials)]
    [InlineData("InvalidAccessKeyId", AwsErrorIds.Credentials)]
    [InlineData("SignatureDoesNotMatch", AwsErrorIds.Credentials)]
    public void Credentials_that_nobody_has_accepted_yet_are_to_blame_themselves(string code, string errorId) =>
        Assert.Equal(errorId, AwsErrors.Exception(Answer(code, "No.", 403), Unverified, "sts:GetCallerIdentity").ErrorId);

    [Fact]
    public void A_denial_names_who_lacks_what()
    {
        string message = AwsErrors.Notice(
            Answer("AccessDeniedException", "User: arn:aws:sts::111122223333:assumed-role/ir/AwsIr is not authorized to perform: kms:Decrypt on resource: x because no identity-based policy allows the kms:Decrypt action", 400),
            Target, "s3:GetObject", "s3://b/k").Message;
        Assert.StartsWith("s3://b/k: access denied: arn:aws:sts::111122223333:assumed-role/ir/AwsIr is not allowed to do kms:Decrypt.", message, StringComparison.Ordinal);
        Assert.Contains("not allowed to do s3:GetObject.", AwsErrors.Notice(Answer("AccessDenied", "Access Denied", 403), Target, "s3:GetObject", "s3://b/k").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_that_were_accepted_here_before_are_to_blame_themselves()
    {
        var target = new AwsTarget("111122223333", "eu-west-1", new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "x")) { VerifiedIn = "eu-west-1" };
        Assert.Equal(AwsErrorIds.Credentials, AwsErrors.Exception(Answer("UnrecognizedClientException", "No.", 400), target, "a:B").ErrorId);
        Assert.Equal(AwsErrorIds.Region, AwsErrors.Exception(Answer("UnrecognizedClientException", "No.", 400), target.In("af-south-1"), "a:B").ErrorId);
    }

    [Fact]
    public void An_explicit_deny_is_not_to_be_allowed_elsewhere()
    {
        string message = AwsErrors.Exception(
            Answer("AccessDeniedException", "User: arn:aws:iam::111122223333:user/x is not authorized to perform: logs:FilterLogEvents with an explicit deny in a service control policy", 400),
            Target, "logs:FilterLogEvents").Message;
        Assert.Contains("forbids it", message, StringComparison.Ordinal);
        Assert.DoesNotContain("docs/permissions.md", message, StringComparison.Ordinal);
        Assert.Contains("service control policy", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SignatureDoesNotMatch", "The request signature we calculated does not match.\n\nThe Canonical String for this request should have been\n'POST\n/\n\nx-amz-security-token:SECRET\n'\n\nThe String-to-Sign should have been\n'SECRET'")]
    [InlineData("InvalidRequest", "GET https://b.s3.amazonaws.com/k?X-Amz-Credential=a&X-Amz-Signature=SECRET failed")]
    [InlineData("InvalidRequest", "Authorization: SECRET")]
    [InlineData("InvalidRequest", "<SecretAccessKey>SECRET</SecretAccessKey><SessionToken>SECRET</SessionToken>")]
    [InlineData("InvalidRequest", "{\"accessToken\": \"SECRET\", \"secretAccessKey\":\"SECRET\", 'refresh_token' = 'SECRET'}")]
    [InlineData("InvalidRequest", "Bearer token=SECRET; clientSecret=SECRET; password=SECRET")]
    [InlineData("InvalidRequest", "the value SECRET is not allowed")]
    [InlineData("SECRET", "x")]
    public void No_secret_is_repeated(string code, string text)
    {
        foreach (string secret in new[] { "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "FwoGZXIvYXdzEXAMPLEabcdefghijklmnopqrstuvwxyz0123456789+/ABCDEFG=" })
        {
            string Real(string with) => with.Replace("SECRET", secret, StringComparison.Ordinal);
            SourceException e = AwsErrors.Exception(Answer(Real(code), Real(text), 400), Target, "s3:GetObject");
            Assert.DoesNotContain(secret, e.ToString(), StringComparison.Ordinal);
            Assert.Null(e.InnerException);
        }
    }

    [Fact]
    public void An_answer_that_cannot_be_read_is_not_repeated()
    {
        var e = new AmazonUnmarshallingException("id", "here", "<SecretAccessKey>hidden</SecretAccessKey>", new InvalidOperationException(), HttpStatusCode.OK);
        SourceException error = AwsErrors.Exception(e, Target, "sts:AssumeRole");
        Assert.Equal((AwsErrorIds.RequestFailed, SourceProblemKind.InvalidData), (error.ErrorId, error.Problem));
        Assert.DoesNotContain("hidden", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_texts_are_cut()
    {
        Assert.InRange(AwsErrors.Exception(Answer("X", new string('a', 5_000_000), 400), Target, "a:B").Message.Length, 300, 1000);
        Assert.InRange(AwsErrors.Exception(Answer(new string('x', 5_000_000), "secret_key= " + string.Join("", Enumerable.Repeat("x-amz-?", 500_000)), 400), Target, "a:B").Message.Length, 100, 1000);
    }

    [Fact]
    public void The_way_there_has_its_errors()
    {
        Is("has no address", new HttpRequestException("x", new SocketException((int)SocketError.HostNotFound)));
        Is("refused", new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused)));
        Is("could not be reached", new HttpRequestException("x", new SocketException((int)SocketError.NetworkUnreachable)));
        Is("broke off", new HttpRequestException("x", new IOException("y", new SocketException((int)SocketError.ConnectionReset))));
        Is("no answer", new TaskCanceledException("x", new TimeoutException()));
        Is("TLS", new HttpRequestException("x", new System.Security.Authentication.AuthenticationException("y")));
        Is("ended early", new HttpIOException(HttpRequestError.ResponseEnded, "ended early"));
        Is("refused", new AmazonServiceException(new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused))));

        static void Is(string text, Exception e)
        {
            Assert.True(AwsErrors.Is(e, CancellationToken.None));
            SourceNotice notice = AwsErrors.Notice(e, Target, "logs:FilterLogEvents");
            Assert.Equal((AwsErrorIds.Connection, SourceProblemKind.Connection), (notice.ErrorId, notice.Problem));
            Assert.Contains(text, notice.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_end_of_a_run_and_errors_of_ours_are_none_of_it()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.False(AwsErrors.Is(new OperationCanceledException(), cancel.Token));
        Assert.False(AwsErrors.Is(new AmazonServiceException("x"), cancel.Token));
        Assert.False(AwsErrors.Is(new InvalidOperationException(), CancellationToken.None));
        Assert.False(AwsErrors.Is(new FormatException(), CancellationToken.None));
    }

    [Fact]
    public void What_credentials_said_themselves_is_handed_on()
    {
        var said = new SourceException(AwsErrorIds.CredentialsExpired, SourceProblemKind.AccessDenied, "The sign-in has expired.");
        SourceException e = AwsErrors.Exception(new AmazonClientException("wrapped", said), Target, "a:B");
        Assert.Equal((AwsErrorIds.CredentialsExpired, "111122223333/eu-west-1: The sign-in has expired."), (e.ErrorId, e.Message));
    }

    private static AmazonServiceException Answer(string code, string message, int status) =>
        new(message, ErrorType.Sender, code, "0a1b2c3d", (HttpStatusCode)status);
}
