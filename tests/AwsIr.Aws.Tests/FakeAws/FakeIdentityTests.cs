using System.Net;
using System.Text.Json.Nodes;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.FakeAws;

/// <summary>The fake's ways to credentials: STS, IAM Identity Center, containers and instances.</summary>
public sealed class FakeIdentityTests : FakeWorld
{
    [Fact]
    public void A_role_is_assumed_and_its_session_is_somebody()
    {
        AwsAccount other = World.AddAccount("444455556666");
        other.AddRole("IRReadOnly", "111122223333");
        FakeAnswer session = Client.Sts("AssumeRole", ("RoleArn", "arn:aws:iam::444455556666:role/IRReadOnly"), ("RoleSessionName", "investigation")).Ok();
        Assert.Equal("arn:aws:sts::444455556666:assumed-role/IRReadOnly/investigation", session["Arn"]);
        Assert.InRange(DateTime.Parse(session["Expiration"]!, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime() - DateTime.UtcNow, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
        using FakeClient assumed = Use(session["AccessKeyId"]!, session["SecretAccessKey"]!, session["SessionToken"]!);
        Assert.Equal(("444455556666", "arn:aws:sts::444455556666:assumed-role/IRReadOnly/investigation"), (assumed.Sts("GetCallerIdentity").Ok()["Account"], assumed.Sts("GetCallerIdentity")["Arn"]));
        using FakeClient withoutToken = Use(session["AccessKeyId"]!, session["SecretAccessKey"]!, null);
        Assert.Equal("InvalidClientTokenId", withoutToken.Sts("GetCallerIdentity")["Code"]);
    }

    [Fact]
    public void A_role_that_is_not_there_or_not_for_you_is_denied()
    {
        AwsAccount other = World.AddAccount("444455556666");
        other.AddRole("Theirs", "777788889999");
        other.AddRole("WithId").ExternalId = "example-id";
        other.AddRole("Short");
        FakeAnswer denied = Assume("Theirs");
        Assert.Equal((HttpStatusCode.Forbidden, "AccessDenied", "User: arn:aws:iam::111122223333:user/responder is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/Theirs"), (denied.Status, denied["Code"], denied["Message"]));
        Assert.Equal("AccessDenied", Assume("Nothing")["Code"]);
        Assert.Equal("AccessDenied", Assume("WithId")["Code"]);
        Assume("WithId", ("ExternalId", "example-id")).Ok();
        Assert.Equal("ValidationError", Assume("Short", ("DurationSeconds", "7200"))["Code"]);
        other.Suspended = true;
        Assert.Equal("AccessDenied", Assume("Short")["Code"]);

        FakeAnswer Assume(string role, params (string, string)[] more) => Client.Sts("AssumeRole", [("RoleArn", "arn:aws:iam::444455556666:role/" + role), ("RoleSessionName", "x1"), .. more]);
    }

    [Fact]
    public void A_web_identity_needs_no_signature()
    {
        Account.AddRole("Pod");
        World.WebIdentityTokens.Add("example.web.token");
        FakeAnswer session = Send("example.web.token").Ok();
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/Pod/pod", session["Arn"]);
        Assert.Equal("InvalidIdentityToken", Send("another")["Code"]);

        FakeAnswer Send(string token) => Client.Send(new HttpRequestMessage(HttpMethod.Post, Server.Url + "/")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["Action"] = "AssumeRoleWithWebIdentity", ["Version"] = "2011-06-15", ["RoleArn"] = "arn:aws:iam::111122223333:role/Pod", ["RoleSessionName"] = "pod", ["WebIdentityToken"] = token }),
        });
    }

    [Fact]
    public void Signatures_clocks_and_tokens_are_told_in_the_words_of_each_service()
    {
        using var unknown = new FakeClient(Server, Account.AddUser("x") with { AccessKeyId = "AKIAUNKNOWNEXAMPLE00" });
        Assert.Equal("InvalidClientTokenId", unknown.Sts("GetCallerIdentity")["Code"]);
        Assert.Equal("UnrecognizedClientException", (string?)unknown.Logs("DescribeLogGroups").Json["__type"]);
        Assert.StartsWith("UnrecognizedClientException:", unknown.GuardDuty(HttpMethod.Get, "/detector").Headers["x-amzn-ErrorType"], StringComparison.Ordinal);

        Assert.Equal("AccessDenied", Unsigned(HttpMethod.Get, "/example-trail/k")["Code"]);
        Assert.Equal("MissingAuthenticationToken", Unsigned(HttpMethod.Get, "/?Action=GetCallerIdentity&Version=2011-06-15")["Code"]);
        Assert.Equal("MissingAuthenticationTokenException", Unsigned(HttpMethod.Get, "/detector").Headers["x-amzn-ErrorType"].Split(':')[0]);

        using var wrong = new FakeClient(Server, Account.AddUser("y") with { SecretAccessKey = "wrong" });
        Assert.Equal("SignatureDoesNotMatch", wrong.Sts("GetCallerIdentity")["Code"]);
        Assert.Equal("InvalidSignatureException", (string?)wrong.Logs("DescribeLogGroups").Json["__type"]);

        World.ClockOffset = TimeSpan.FromMinutes(-10);
        Assert.Contains("Signature not yet current", Client.Sts("GetCallerIdentity")["Message"], StringComparison.Ordinal);
        Assert.Equal("InvalidSignatureException", (string?)Client.Logs("DescribeLogGroups").Json["__type"]);
        Assert.Equal("RequestExpired", Client.Ec2("DescribeVpcs")["Code"]);
        World.ClockOffset = default;

        AwsCredentials session = Account.StartSession("IRReadOnly", duration: TimeSpan.FromSeconds(-1));
        using var late = new FakeClient(Server, session);
        Assert.Equal("ExpiredToken", late.Sts("GetCallerIdentity")["Code"]);
        Assert.Equal("ExpiredTokenException", (string?)late.Logs("DescribeLogGroups").Json["__type"]);
        Assert.Equal("RequestExpired", late.Ec2("DescribeVpcs")["Code"]);

        FakeAnswer Unsigned(HttpMethod method, string target) => Client.Send(new HttpRequestMessage(method, Server.Url + target));
    }

    [Fact]
    public void Identity_Center_gives_a_role_and_a_new_token()
    {
        World.SsoSessions["example-token"] = new SsoSession { RefreshToken = "example-refresh", Roles = { ("111122223333", "IRReadOnly") } };
        JsonObject role = Portal("example-token", "IRReadOnly").Ok().Json["roleCredentials"]!.AsObject();
        using FakeClient session = Use((string)role["accessKeyId"]!, (string)role["secretAccessKey"]!, (string)role["sessionToken"]!);
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_IRReadOnly_0123456789abcdef/responder@example.com", session.Sts("GetCallerIdentity").Ok()["Arn"]);
        Assert.Equal((HttpStatusCode.Forbidden, "ForbiddenException"), Code(Portal("example-token", "Admin")));
        Assert.Equal((HttpStatusCode.Unauthorized, "UnauthorizedException"), Code(Portal("another", "IRReadOnly")));

        JsonObject renewed = Token("example-refresh").Ok().Json;
        Assert.Equal("Bearer", (string?)renewed["tokenType"]);
        Portal((string)renewed["accessToken"]!, "IRReadOnly").Ok();
        FakeAnswer refused = Token("another");
        Assert.Equal(("InvalidGrantException", "invalid_grant"), (refused.Headers["x-amzn-ErrorType"], (string?)refused.Json["error"]));

        FakeAnswer Portal(string token, string name)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, $"{Server.Url}/federation/credentials?role_name={name}&account_id=111122223333");
            request.Headers.Add("x-amz-sso_bearer_token", token);
            return Client.Send(request);
        }

        FakeAnswer Token(string refresh) => Client.Send(new HttpRequestMessage(HttpMethod.Post, Server.Url + "/token")
        {
            Content = new StringContent(new JsonObject { ["clientId"] = "example-client", ["clientSecret"] = "example-client-secret", ["grantType"] = "refresh_token", ["refreshToken"] = refresh }.ToJsonString(), null, "application/json"),
        });
    }

    [Fact]
    public void Containers_and_instances_are_given_credentials()
    {
        Assert.Equal(HttpStatusCode.NotFound, Get("/container/credentials").Status);
        World.Metadata = new MetadataCredentials(Account, "JumpHost") { AuthorizationToken = "example-secret", Region = "eu-central-1" };
        Assert.Equal(HttpStatusCode.Unauthorized, Get("/container/credentials").Status);
        JsonObject container = Get("/container/credentials", ("Authorization", "example-secret")).Ok().Json;
        using FakeClient session = Use((string)container["AccessKeyId"]!, (string)container["SecretAccessKey"]!, (string)container["Token"]!);
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/JumpHost/i-0123456789abcdef0", session.Sts("GetCallerIdentity").Ok()["Arn"]);

        Assert.Equal(HttpStatusCode.Unauthorized, Get("/latest/meta-data/iam/security-credentials/").Status);
        var put = new HttpRequestMessage(HttpMethod.Put, Server.Url + "/latest/api/token");
        put.Headers.Add("x-aws-ec2-metadata-token-ttl-seconds", "60");
        string token = Client.Send(put).Ok().Text;
        Assert.Equal("JumpHost", Get("/latest/meta-data/iam/security-credentials/", ("x-aws-ec2-metadata-token", token)).Ok().Text);
        Assert.Equal("Success", (string?)Get("/latest/meta-data/iam/security-credentials/JumpHost", ("x-aws-ec2-metadata-token", token)).Ok().Json["Code"]);
        Assert.Equal("arn:aws:iam::111122223333:instance-profile/JumpHost", (string?)Get("/latest/meta-data/iam/info", ("x-aws-ec2-metadata-token", token)).Ok().Json["InstanceProfileArn"]);
        Assert.Equal("eu-central-1", Get("/latest/meta-data/placement/region", ("x-aws-ec2-metadata-token", token)).Ok().Text);

        FakeAnswer Get(string path, params (string Name, string Value)[] headers)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, Server.Url + path);
            foreach ((string name, string value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            return Client.Send(request);
        }
    }

    private static (HttpStatusCode, string) Code(FakeAnswer answer) => (answer.Status, answer.Headers["x-amzn-ErrorType"]);

    private FakeClient Use(string id, string secret, string? token) => new(Server, new AwsCredentials(id, secret, token, null, "", "", ""));
}
