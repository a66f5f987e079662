using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace AwsIr.FakeAws;

/// <summary>
/// What is asked without a signature: IAM Identity Center's portal and its tokens, and the credentials that containers and
/// instances are given. Everything else is told that it lacks one.
/// </summary>
internal sealed class UnsignedService : AwsService
{
    private const string InstanceToken = "EXAMPLEinstanceMetadataTokenEXAMPLE==";

    private const string CredentialsPath = "/latest/meta-data/iam/security-credentials/";

    public override string OperationOf(AwsRequest request) => (request.Signed.Method, request.Path) switch
    {
        ("GET", "/federation/credentials") => "GetRoleCredentials",
        ("POST", "/token") => "CreateToken",
        ("GET", MetadataCredentials.ContainerPath) => "ContainerCredentials",
        ("PUT", "/latest/api/token") => "InstanceMetadataToken",
        ("GET", var path) when path.StartsWith("/latest/", StringComparison.Ordinal) => "InstanceMetadata",
        _ => Unknown,
    };

    public override bool IsAnonymous(string operation) => operation != Unknown;

    public override AwsAnswer Answer(AwsRequest request) => request.Operation switch
    {
        "GetRoleCredentials" => GetRoleCredentials(request),
        "CreateToken" => CreateToken(request),
        "ContainerCredentials" => ContainerCredentials(request),
        "InstanceMetadataToken" => request.World.Metadata is null ? throw NotFound() : new AwsAnswer(200, "text/plain", Encoding.ASCII.GetBytes(InstanceToken)) { Headers = [("X-aws-ec2-metadata-token-ttl-seconds", "21600")] },
        _ => InstanceMetadata(request),
    };

    public override AwsAnswer Fail(AwsRequest request, AwsError error)
    {
        JsonObject body = request.Operation == "CreateToken"
            ? new JsonObject { ["error"] = OAuth(error.Code), ["error_description"] = error.Message }
            : new JsonObject { ["message"] = error.Message };
        return Json(error.Status, body) with { ErrorCode = error.Code, Headers = [("x-amzn-ErrorType", error.Code)] };

        static string OAuth(string code) => code switch
        {
            "InvalidGrantException" => "invalid_grant",
            "InvalidClientException" => "invalid_client",
            "UnsupportedGrantTypeException" => "unsupported_grant_type",
            _ => "invalid_request",
        };
    }

    public override AwsError Problem(AwsProblem problem, string message) => problem switch
    {
        AwsProblem.Throttled => new AwsError("TooManyRequestsException", message, 429),
        AwsProblem.Expired => new AwsError("UnauthorizedException", "Session token not found or invalid", 401),
        AwsProblem.Internal => new AwsError("InternalServerException", message, 500),
        AwsProblem.Unavailable => new AwsError("ServiceUnavailableException", message, 503),
        _ => new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token", 403),
    };

    private static AwsAnswer GetRoleCredentials(AwsRequest request)
    {
        string role = request["role_name"] ?? throw new AwsError("InvalidRequestException", "Missing role_name");
        string id = request["account_id"] ?? throw new AwsError("InvalidRequestException", "Missing account_id");
        SsoSession? session = request.World.SsoSessions.GetValueOrDefault(request.Signed.Header("x-amz-sso_bearer_token") ?? "");
        if (session is null || session.Expires <= request.World.Now)
        {
            throw new AwsError("UnauthorizedException", "Session token not found or invalid", 401);
        }

        if (!session.Roles.Contains((id, role)))
        {
            throw new AwsError("ForbiddenException", "No access", 403);
        }

        AwsCredentials credentials = request.World.StartSession(request.World.Accounts[id], $"AWSReservedSSO_{role}_0123456789abcdef", session.UserName, TimeSpan.FromHours(1));
        return Json(200, new JsonObject
        {
            ["roleCredentials"] = new JsonObject
            {
                ["accessKeyId"] = credentials.AccessKeyId,
                ["secretAccessKey"] = credentials.SecretAccessKey,
                ["sessionToken"] = credentials.SessionToken,
                ["expiration"] = LogGroup.Milliseconds(credentials.Expires!.Value),
            },
        });
    }

    private static AwsAnswer CreateToken(AwsRequest request)
    {
        JsonArguments arguments = new JsonArguments(request.Json, static message => new AwsError("InvalidRequestException", message))
            .Only("clientId", "clientSecret", "grantType", "deviceCode", "code", "refreshToken", "scope", "redirectUri", "codeVerifier");
        if (arguments.Required("grantType") != "refresh_token")
        {
            throw new AwsError("UnsupportedGrantTypeException", "Only refresh_token is served here.");
        }

        string refresh = arguments.Required("refreshToken");
        var (_, session) = request.World.SsoSessions.FirstOrDefault(pair => pair.Value.RefreshToken == refresh);
        if (session is null)
        {
            throw new AwsError("InvalidGrantException", "Invalid refresh token provided");
        }

        if (arguments.Required("clientId") != session.ClientId || arguments.Required("clientSecret") != session.ClientSecret)
        {
            throw new AwsError("InvalidClientException", "Invalid client provided", 401);
        }

        string token = "EXAMPLErefreshed" + Guid.NewGuid().ToString("N");
        var renewed = new SsoSession { UserName = session.UserName, RefreshToken = session.RefreshToken, ClientId = session.ClientId, ClientSecret = session.ClientSecret, Expires = request.World.Now.AddHours(1) };
        renewed.Roles.UnionWith(session.Roles);
        request.World.SsoSessions[token] = renewed;
        return Json(200, new JsonObject { ["accessToken"] = token, ["tokenType"] = "Bearer", ["expiresIn"] = 3600, ["refreshToken"] = refresh });
    }

    private static AwsAnswer ContainerCredentials(AwsRequest request)
    {
        MetadataCredentials metadata = request.World.Metadata ?? throw NotFound();
        if (metadata.AuthorizationToken is not null && request.Signed.Header("Authorization") != metadata.AuthorizationToken)
        {
            throw new AwsError("AccessDenied", "Bad Authorization header", 401);
        }

        return Json(200, Credentials(request, metadata, new JsonObject { ["RoleArn"] = $"arn:{metadata.Account.Partition}:iam::{metadata.Account.Id}:role/{metadata.RoleName}" }));
    }

    private static AwsAnswer InstanceMetadata(AwsRequest request)
    {
        MetadataCredentials metadata = request.World.Metadata ?? throw NotFound();
        if (request.Signed.Header("x-aws-ec2-metadata-token") != InstanceToken)
        {
            throw new AwsError("Unauthorized", "Unauthorized", 401);
        }

        return request.Path switch
        {
            CredentialsPath => Text(metadata.RoleName),
            var path when path == CredentialsPath + metadata.RoleName => Json(200, Credentials(request, metadata, new JsonObject { ["Code"] = "Success", ["Type"] = "AWS-HMAC", ["LastUpdated"] = Iso(request.World.Now) })),
            "/latest/meta-data/iam/info" => Json(200, new JsonObject { ["Code"] = "Success", ["LastUpdated"] = Iso(request.World.Now), ["InstanceProfileArn"] = $"arn:{metadata.Account.Partition}:iam::{metadata.Account.Id}:instance-profile/{metadata.RoleName}", ["InstanceProfileId"] = "AIPAEXAMPLEEXAMPLE000" }),
            "/latest/meta-data/placement/region" => Text(metadata.Region),
            "/latest/meta-data/placement/availability-zone" => Text(metadata.Region + "a"),
            "/latest/dynamic/instance-identity/document" => Json(200, new JsonObject { ["accountId"] = metadata.Account.Id, ["region"] = metadata.Region, ["availabilityZone"] = metadata.Region + "a", ["instanceId"] = "i-0123456789abcdef0" }),
            _ => throw NotFound(),
        };

        static AwsAnswer Text(string text) => new(200, "text/plain", Encoding.UTF8.GetBytes(text));
    }

    private static JsonObject Credentials(AwsRequest request, MetadataCredentials metadata, JsonObject result)
    {
        AwsCredentials credentials = request.World.StartSession(metadata.Account, metadata.RoleName, "i-0123456789abcdef0", metadata.Duration);
        result["AccessKeyId"] = credentials.AccessKeyId;
        result["SecretAccessKey"] = credentials.SecretAccessKey;
        result["Token"] = credentials.SessionToken;
        result["Expiration"] = Iso(credentials.Expires!.Value);
        return result;
    }

    private static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static AwsError NotFound() => new("NotFound", "Not Found", 404);

    private static AwsAnswer Json(int status, JsonObject body) => new(status, "application/json", Encoding.UTF8.GetBytes(body.ToJsonString()));
}
