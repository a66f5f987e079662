using Amazon.Runtime;
using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.Clients;

public sealed class ServiceClientTests : IDisposable
{
    private const string Operation = "DescribeTrails";

    private readonly FakeAwsServer server = new();
    private readonly AwsTarget target;

    public ServiceClientTests()
    {
        AwsAccount account = server.World.AddAccount("111122223333");
        account.Region("eu-west-1").AddTrail("main", "example-bucket");
        AwsIr.FakeAws.AwsCredentials session = account.StartSession("IRReadOnly");
        target = new AwsTarget(account.Id, "eu-west-1", new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken), server.Url);
    }

    public static TheoryData<string> Passing => ["throttle", "500", "503", "cut", "cut in headers", "cut in body"];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_passes_is_tried_again(string what)
    {
        server.Faults.Add(Operation, what switch
        {
            "throttle" => Fault.Throttle,
            "500" => Fault.InternalError,
            "503" => Fault.Unavailable,
            "cut" => Fault.CutBeforeHeaders,
            "cut in headers" => Fault.CutInHeaders,
            _ => Fault.CutInBody(10),
        });
        Assert.Equal("main", Assert.Single(await Trails()).Name);
        Assert.Equal(2, server.RequestsOf(Operation).Count);
    }

    [Theory]
    [InlineData(-20)]
    [InlineData(20)]
    public async Task A_wrong_clock_is_corrected(int minutes)
    {
        server.World.ClockOffset = TimeSpan.FromMinutes(minutes);
        Assert.Equal("main", Assert.Single(await Trails()).Name);
    }

    [Theory]
    [InlineData("""{"__type":"com.amazonaws.cloudtrail#TrailNotFoundException","Message":"no trail"}""", "TrailNotFoundException", "no trail")]
    [InlineData("""{"__type":"X:http://internal.amazon.com/coral/com.amazon.coral.service/","message":"m"}""", "X", "m")]
    [InlineData("<html>bad gateway</html>", "HTTP 400", "The server answered with status 400 and no message.")]
    [InlineData("", "HTTP 400", "The server answered with status 400 and no message.")]
    [InlineData("""{"__type":"InvalidSignatureException","message":"The request signature does not match.\n\nThe Canonical String for this request should have been\nx-amz-security-token:SECRET"}""", "InvalidSignatureException", "The request signature does not match.")]
    public async Task Errors_are_read_whatever_they_are(string body, string code, string message)
    {
        server.Faults.Add(Operation, Fault.Body(body, 400), times: 10);
        var error = await Assert.ThrowsAsync<AmazonServiceException>(Trails);
        Assert.Equal((code, message), (error.ErrorCode, error.Message));
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_in_XML_are_read_also_those_of_EC2()
    {
        using var ec2 = new AmazonEC2Client(target);
        using var sts = new AmazonSecurityTokenClient(target);
        server.World.Deny("ec2:DescribeFlowLogs");
        var error = await Assert.ThrowsAsync<AmazonServiceException>(() => ec2.DescribeFlowLogsAsync(null, TestContext.Current.CancellationToken));
        Assert.Equal("UnauthorizedOperation", error.ErrorCode);
        Assert.NotEmpty(error.RequestId);
        error = await Assert.ThrowsAsync<AmazonServiceException>(() => sts.AssumeRoleAsync("arn:aws:iam::111122223333:role/none", "test", null, null, null, null, TestContext.Current.CancellationToken));
        Assert.Equal("AccessDenied", error.ErrorCode);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"trailList\":")]
    [InlineData("not JSON")]
    public async Task An_answer_that_is_none_is_told(string body)
    {
        server.Faults.Add(Operation, Fault.Body(body), times: 10);
        await Assert.ThrowsAsync<AmazonUnmarshallingException>(Trails);
    }

    [Fact]
    public async Task XML_with_a_document_type_is_none()
    {
        using var sts = new AmazonSecurityTokenClient(target);
        server.Faults.Add("GetCallerIdentity", Fault.Body("<!DOCTYPE a [<!ENTITY x \"y\">]><GetCallerIdentityResponse><GetCallerIdentityResult><Account>&x;</Account><Arn>a</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>"), times: 10);
        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => sts.GetCallerIdentityAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read()
    {
        server.Faults.Add(Operation, Fault.HugeBody(new string(' ', 65536), 10L << 30), times: 10);
        var error = await Assert.ThrowsAsync<AmazonUnmarshallingException>(Trails);
        Assert.Contains("64 MiB", error.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_signed_needs_no_credentials()
    {
        var nobody = new AwsTarget("", "eu-west-1", new AnonymousAWSCredentials(), server.Url);
        server.World.WebIdentityTokens.Add("token+/=");
        server.World.Accounts["111122223333"].AddRole("web");
        using var sts = new AmazonSecurityTokenClient(nobody);
        TemporaryCredentials credentials = await sts.AssumeRoleWithWebIdentityAsync("arn:aws:iam::111122223333:role/web", "test", "token+/=", null, TestContext.Current.CancellationToken);
        Assert.StartsWith("ASIA", credentials.AccessKeyId, StringComparison.Ordinal);
        Assert.InRange(credentials.Expiration, DateTime.UtcNow, DateTime.UtcNow.AddHours(2));
        Assert.DoesNotContain(server.RequestsOf("AssumeRoleWithWebIdentity"), static request => request.Header("Authorization") is not null);
    }

    [Fact]
    public async Task Requests_say_who_asks()
    {
        await Trails();
        Assert.Contains("AwsIr", server.RequestsOf(Operation)[0].Header("User-Agent"), StringComparison.Ordinal);
    }

    public void Dispose() => server.Dispose();

    private async Task<IReadOnlyList<AwsIr.Clients.Trail>> Trails()
    {
        using var client = new AmazonCloudTrailClient(target);
        return await client.DescribeTrailsAsync([], TestContext.Current.CancellationToken);
    }
}
