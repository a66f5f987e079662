using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsIr.FakeAws;

/// <summary>AWS Security Token Service.</summary>
internal sealed partial class StsService() : QueryService("https://sts.amazonaws.com/doc/2011-06-15/", "2011-06-15")
{
    public override bool IsAnonymous(string operation) => operation == "AssumeRoleWithWebIdentity";

    protected override string Do(AwsRequest request) => request.Operation switch
    {
        "GetCallerIdentity" => Element("UserId", request.Credentials!.UserId) + Element("Account", request.Credentials.AccountId) + Element("Arn", request.Credentials.Arn),
        "AssumeRole" => AssumeRole(request),
        "AssumeRoleWithWebIdentity" => AssumeRoleWithWebIdentity(request),
        _ => throw NotHere("sts:" + request.Operation),
    };

    private string AssumeRole(AwsRequest request)
    {
        string arn = Required(request, "RoleArn");
        Allow(request, "sts:AssumeRole", arn);
        var found = Find(request, arn);
        AwsCredentials caller = request.Credentials!;
        bool trusted = found is { Role: { } role } && !found.Value.Account.Suspended
            && (role.Trusted.Count == 0 || role.Trusted.Contains(caller.AccountId) || role.Trusted.Contains(caller.Arn))
            && (role.ExternalId is null || role.ExternalId == request["ExternalId"]);
        // A role that isn't there is not told from one that doesn't let the caller in.
        return trusted
            ? Session(request, found!.Value.Account, found.Value.Role)
            : throw Problem(AwsProblem.AccessDenied, $"User: {caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {arn}");
    }

    private static string AssumeRoleWithWebIdentity(AwsRequest request)
    {
        string arn = Required(request, "RoleArn");
        string token = Required(request, "WebIdentityToken");
        if (!request.World.WebIdentityTokens.Contains(token))
        {
            throw new AwsError("InvalidIdentityToken", "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        }

        var found = Find(request, arn) ?? throw new AwsError("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403);
        return Element("SubjectFromWebIdentityToken", "system:serviceaccount:ir:responder") + Session(request, found.Account, found.Role);
    }

    private static string Session(AwsRequest request, AwsAccount account, IamRole role)
    {
        string name = Required(request, "RoleSessionName");
        if (name.Length is < 2 or > 64 || !SessionName().IsMatch(name))
        {
            throw new AwsError("ValidationError", $"1 validation error detected: Value '{name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*");
        }

        int seconds = int.Parse(request["DurationSeconds"] ?? "3600", CultureInfo.InvariantCulture);
        if (seconds < 900 || seconds > role.MaxSessionDuration.TotalSeconds)
        {
            throw new AwsError("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }

        AwsCredentials session = request.World.StartSession(account, role.Name, name, TimeSpan.FromSeconds(seconds));
        return $"<AssumedRoleUser>{Element("AssumedRoleId", session.UserId)}{Element("Arn", session.Arn)}</AssumedRoleUser>"
            + $"<Credentials>{Element("AccessKeyId", session.AccessKeyId)}{Element("SecretAccessKey", session.SecretAccessKey)}{Element("SessionToken", session.SessionToken)}"
            + $"{Element("Expiration", session.Expires!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))}</Credentials>";
    }

    private static (AwsAccount Account, IamRole Role)? Find(AwsRequest request, string arn)
    {
        foreach (AwsAccount account in request.World.Accounts.Values)
        {
            foreach (IamRole role in account.Roles.Values)
            {
                if (role.Arn == arn)
                {
                    return (account, role);
                }
            }
        }

        return null;
    }

    private static string Required(AwsRequest request, string name) =>
        request[name] ?? throw new AwsError("ValidationError", $"1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null");

    [GeneratedRegex(@"^[\w+=,.@-]*$")]
    private static partial Regex SessionName();
}
