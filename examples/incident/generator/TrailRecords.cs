using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

// ---------------------------------------------------------------------------------------------------------------
// The shapes of records.
// ---------------------------------------------------------------------------------------------------------------

sealed record Record(DateTime Time, string Account, string Region, JsonObject Json);

/// <summary>What a kind of call carries; texts of JSON.</summary>
sealed record Shape(string Request, string? Response = null, string? Resources = null, string? Version = null);

/// <summary>Somebody in the Identity Center directory.</summary>
sealed record Person(string Name, string PermissionSet)
{
    public string Email => Name + "@example.com";

    public string UserId => new Rng("user:" + Name).Guid();

    /// <summary>A name that somebody typed and the directory does not know.</summary>
    public static Person Nobody(string name) => new(name, "");

    public bool Exists => PermissionSet.Length > 0;
}

/// <summary>Whoever makes calls: an identity with its session, from an address, with a client.</summary>
sealed record Actor(string Name, string Account, string Address, string UserAgent, JsonObject Identity, bool Console = false)
{
    public string Arn => (string?)Identity["arn"] ?? "";

    public string PrincipalId => (string?)Identity["principalId"] ?? "";

    public string AccessKey => (string?)Identity["accessKeyId"] ?? "";

    public Actor With(string userAgent) => this with { UserAgent = userAgent };

    /// <summary>The same role in another account.</summary>
    public Actor In(string account) => this with
    {
        Account = account,
        Identity = JsonNode.Parse(Identity.ToJsonString().Replace(Account, account, StringComparison.Ordinal))!.AsObject(),
    };

    public static Actor Sso(Person person, string address, string userAgent, string since) =>
        Assumed($"AWSReservedSSO_{person.PermissionSet}_{new Rng(person.PermissionSet).Hex(16)}", person.Email, address, userAgent, since, Scene.Shop,
            path: $"aws-reserved/sso.amazonaws.com/{Scene.Home}/", person: person) with { Console = userAgent.StartsWith("Mozilla", StringComparison.Ordinal) };

    public static Actor Role(string role, string session, string address, string userAgent, string since, string account = Scene.Shop) =>
        Assumed(role, session, address, userAgent, since, account);

    public static Actor Instance(string role, string instance, string address, string userAgent)
    {
        Actor actor = Assumed(role, instance, address, userAgent, "12:40:00", Scene.Shop);
        actor.Identity["sessionContext"]!["ec2RoleDelivery"] = "2.0";
        return actor;
    }

    public static Actor ServiceRole(string role, string session, string service)
    {
        Actor actor = Assumed(role, session, service, service, "13:00:00", Scene.Shop, path: $"aws-service-role/{service}/");
        actor.Identity["invokedBy"] = service;
        return actor;
    }

    public static Actor Service(string service) =>
        new(service, Scene.Shop, service, service, new JsonObject { ["type"] = "AWSService", ["invokedBy"] = service });

    public static Actor WebIdentity(string subject, string address, string userAgent) => new(subject, Scene.Shop, address, userAgent, new JsonObject
    {
        ["type"] = "WebIdentityUser",
        ["principalId"] = $"arn:aws:iam::{Scene.Shop}:oidc-provider/token.actions.githubusercontent.com:sts.amazonaws.com:{subject}",
        ["userName"] = subject,
        ["identityProvider"] = $"arn:aws:iam::{Scene.Shop}:oidc-provider/token.actions.githubusercontent.com",
    });

    public static Actor KeyUser(string name, string address, string userAgent) =>
        new("key:" + name, Scene.Shop, address, userAgent, User(name, new Rng("key:" + name).Key("AKIA")));

    public static Actor ConsoleUser(string name, string address, string userAgent, string since, bool mfa = false)
    {
        JsonObject identity = User(name, new Rng("console:" + name).Key("ASIA"));
        identity["sessionContext"] = new JsonObject { ["attributes"] = Attributes(since, mfa) };
        return new("console:" + name, Scene.Shop, address, userAgent, identity, Console: true);
    }

    /// <summary>How an account sees a caller of another account: by account and principal only.</summary>
    public static Actor OtherAccount(Actor caller, string account) => caller with
    {
        Account = account,
        Name = caller.Name + "@" + account,
        Identity = new JsonObject { ["type"] = "AWSAccount", ["principalId"] = caller.PrincipalId, ["accountId"] = caller.Account },
    };

    static JsonObject User(string name, string key) => new()
    {
        ["type"] = "IAMUser",
        ["principalId"] = new Rng("principal:" + name).Key("AIDA"),
        ["arn"] = $"arn:aws:iam::{Scene.Shop}:user/{name}",
        ["accountId"] = Scene.Shop,
        ["accessKeyId"] = key,
        ["userName"] = name,
    };

    static JsonObject Attributes(string since, bool mfa) => new()
    {
        ["creationDate"] = Record(Scene.At(since)),
        ["mfaAuthenticated"] = mfa ? "true" : "false",
    };

    static Actor Assumed(string role, string session, string address, string userAgent, string since, string account, string path = "", Person? person = null)
    {
        string id = new Rng("role:" + account + role).Key("AROA");
        JsonObject identity = new()
        {
            ["type"] = "AssumedRole",
            ["principalId"] = $"{id}:{session}",
            ["arn"] = $"arn:aws:sts::{account}:assumed-role/{role}/{session}",
            ["accountId"] = account,
            ["accessKeyId"] = new Rng($"session:{account}{role}{session}{since}").Key("ASIA"),
            ["sessionContext"] = new JsonObject
            {
                ["sessionIssuer"] = new JsonObject
                {
                    ["type"] = "Role",
                    ["principalId"] = id,
                    ["arn"] = $"arn:aws:iam::{account}:role/{path}{role}",
                    ["accountId"] = account,
                    ["userName"] = role,
                },
                ["attributes"] = Attributes(since, mfa: false),
            },
        };
        if (person is not null)
        {
            identity["onBehalfOf"] = SignIn.OnBehalfOf(person);
        }

        return new($"{role}/{session}@{address}", account, address, userAgent, identity);
    }

    static string Record(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The record of an API call: "service:Name".</summary>
    public Record Call(DateTime time, string action, string region, string request, string? response = null, string? error = null, string? message = null, string? resources = null, string? apiVersion = null, string? extra = null)
    {
        string service = action[..action.IndexOf(':', StringComparison.Ordinal)];
        string name = action[(service.Length + 1)..];
        Rng rng = new($"{Name}|{time.Ticks}|{action}|{request}");
        JsonObject json = new()
        {
            ["eventVersion"] = service is "iam" or "sts" or "config" ? "1.10" : "1.11",
            ["userIdentity"] = Identity.DeepClone(),
            ["eventTime"] = Record(time),
            ["eventSource"] = service + ".amazonaws.com",
            ["eventName"] = name,
            ["awsRegion"] = region,
            ["sourceIPAddress"] = Address,
            ["userAgent"] = UserAgent,
        };
        if (error is not null)
        {
            json["errorCode"] = error;
        }

        if (message is not null)
        {
            json["errorMessage"] = message;
        }

        json["requestParameters"] = JsonNode.Parse(request);
        json["responseElements"] = response is null ? null : JsonNode.Parse(response);
        Merge(json, extra, "additionalEventData");
        json["requestID"] = service == "s3" ? rng.Hex(16).ToUpperInvariant() : rng.Guid();
        json["eventID"] = rng.Guid();
        json["readOnly"] = ReadOnly(name);
        if (resources is not null)
        {
            json["resources"] = JsonNode.Parse(resources);
        }

        json["eventType"] = "AwsApiCall";
        if (apiVersion is not null)
        {
            json["apiVersion"] = apiVersion;
        }

        bool data = service == "s3" && name is "GetObject" or "PutObject";
        json["managementEvent"] = !data;
        json["recipientAccountId"] = Account;
        Merge(json, extra, "sharedEventID", "vpcEndpointId", "vpcEndpointAccountId", "addendum");
        json["eventCategory"] = data ? "Data" : "Management";
        if (!Address.EndsWith(".amazonaws.com", StringComparison.Ordinal) && !Console)
        {
            json["tlsDetails"] = new JsonObject
            {
                ["tlsVersion"] = "TLSv1.3",
                ["cipherSuite"] = "TLS_AES_128_GCM_SHA256",
                ["clientProvidedHostHeader"] = service switch
                {
                    "iam" => "iam.amazonaws.com",
                    "s3" when data => JsonNode.Parse(request)!["Host"]!.DeepClone(),
                    _ => $"{service}.{region}.amazonaws.com",
                },
            };
        }

        if (Console)
        {
            json["sessionCredentialFromConsole"] = "true";
        }

        return new(time, Account, region, json);
    }

    public Record GetObject(DateTime time, string bucket, string key, long bytes, bool viaEndpoint, string? error = null)
    {
        string host = $"{bucket}.s3.{Scene.Home}.amazonaws.com";
        string id = new Rng(bucket + key).Text(40);
        string data = $$"""{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","x-amz-id-2":"{{id}}=","bytesTransferredOut":{{bytes}}}""";
        string endpoint = viaEndpoint ? $$""","vpcEndpointId":"{{Scene.S3Endpoint}}","vpcEndpointAccountId":"{{Scene.Shop}}" """ : "";
        return Call(time, "s3:GetObject", Scene.Home, $$"""{"bucketName":"{{bucket}}","Host":"{{host}}","key":"{{key}}"}""", error: error,
            message: error is null ? null : $"User: {Arn} is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::{bucket}/{key}\" with an explicit deny in a resource-based policy",
            resources: $$"""[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::{{bucket}}/{{key}}"},{"accountId":"{{Scene.Shop}}","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::{{bucket}}"}]""",
            extra: $$"""{"additionalEventData":{{data}}{{endpoint}}}""");
    }

    /// <summary>Something that a service tells of its own accord: nobody called an API.</summary>
    public Record ServiceEvent(DateTime time, string service, string name, string region, string details, string? resources)
    {
        Rng rng = new($"{service}|{name}|{time.Ticks}");
        JsonObject json = new()
        {
            ["eventVersion"] = "1.11",
            ["userIdentity"] = new JsonObject { ["accountId"] = Account, ["invokedBy"] = service + ".amazonaws.com" },
            ["eventTime"] = Record(time),
            ["eventSource"] = service + ".amazonaws.com",
            ["eventName"] = name,
            ["awsRegion"] = region,
            ["sourceIPAddress"] = service + ".amazonaws.com",
            ["userAgent"] = service + ".amazonaws.com",
            ["requestParameters"] = null,
            ["responseElements"] = null,
            ["eventID"] = rng.Guid(),
            ["readOnly"] = false,
        };
        if (resources is not null)
        {
            json["resources"] = JsonNode.Parse(resources);
        }

        json["eventType"] = "AwsServiceEvent";
        json["managementEvent"] = true;
        json["recipientAccountId"] = Account;
        json["serviceEventDetails"] = JsonNode.Parse(details);
        json["eventCategory"] = "Management";
        return new(time, Account, region, json);
    }

    static void Merge(JsonObject json, string? extra, params ReadOnlySpan<string> fields)
    {
        if (extra is null)
        {
            return;
        }

        JsonObject parsed = JsonNode.Parse(extra)!.AsObject();
        foreach (string field in fields)
        {
            if (parsed.TryGetPropertyValue(field, out JsonNode? value))
            {
                json[field] = value?.DeepClone();
            }
        }
    }

    static bool ReadOnly(string name) =>
        name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("List", StringComparison.Ordinal) ||
        name.StartsWith("Describe", StringComparison.Ordinal) || name.StartsWith("Lookup", StringComparison.Ordinal) ||
        name is "AssumeRole" or "AssumeRoleWithWebIdentity" or "Decrypt" or "GenerateDataKey" or "GenerateCredentialReport";
}

/// <summary>Sign-in records: the console's, and Identity Center's.</summary>
static class SignIn
{
    public static JsonObject OnBehalfOf(Person person) => new()
    {
        ["userId"] = person.UserId,
        ["identityStoreArn"] = $"arn:aws:identitystore::{Scene.Shop}:identitystore/{Scene.IdentityStore}",
    };

    public static Record Challenge(Person person, DateTime time, string address, string userAgent, string flow, string type) =>
        Portal(person, time, "CredentialChallenge", address, userAgent, flow, type, "Success", known: true, userName: true);

    // A failed verification names nobody's session yet, so its identity has no credential; the user is the one challenged.
    public static Record Verification(Person person, DateTime time, string address, string userAgent, string flow, string type, bool success) =>
        Portal(person, time, "CredentialVerification", address, userAgent, flow, type, success ? "Success" : "Failure", known: success, userName: false);

    public static Record Authentication(Person person, DateTime time, string address, string userAgent, string flow, string type) =>
        Portal(person, time, "UserAuthentication", address, userAgent, flow, type, "Success", known: true, userName: true,
            loginTo: $"https://{Scene.IdentityStore}.awsapps.com/start/");

    /// <summary>The console sign-in of a role's session: federated, so MFAUsed is No whatever the portal asked for.</summary>
    public static Record Federated(Actor session, DateTime time) => Build(time, "ConsoleLogin", Scene.Home, session.Address, session.UserAgent, Without(session.Identity, "accessKeyId"),
        new JsonObject { ["ConsoleLogin"] = "Success" },
        new JsonObject { ["MobileVersion"] = "No", ["MFAUsed"] = "No" }, null, session.Name);

    public static Record Console(Actor user, DateTime time, bool success, string mfa)
    {
        JsonObject identity = success ? Without(user.Identity, "accessKeyId", "sessionContext") : Without(user.Identity, "arn", "sessionContext");
        if (!success)
        {
            identity["accessKeyId"] = "";
        }

        JsonObject additional = new()
        {
            ["LoginTo"] = "https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true&state=hashArgsFromTB_eu-west-1",
            ["MobileVersion"] = "No",
        };
        if (mfa == "Yes")
        {
            additional["MFAIdentifier"] = $"arn:aws:iam::{Scene.Shop}:mfa/break-glass";
        }

        additional["MFAUsed"] = mfa;
        return Build(time, "ConsoleLogin", Scene.Global, user.Address, user.UserAgent, identity,
            new JsonObject { ["ConsoleLogin"] = success ? "Success" : "Failure" }, additional, success ? null : "Failed authentication", user.Name);
    }

    public static Record UnknownUser(DateTime time, string address, string userAgent) => Build(time, "ConsoleLogin", Scene.Global, address, userAgent,
        new JsonObject { ["type"] = "IAMUser", ["accountId"] = Scene.Shop, ["accessKeyId"] = "", ["userName"] = "HIDDEN_DUE_TO_SECURITY_REASONS" },
        new JsonObject { ["ConsoleLogin"] = "Failure" },
        new JsonObject { ["LoginTo"] = "https://console.aws.amazon.com/console/home", ["MobileVersion"] = "No", ["MFAUsed"] = "No" },
        "No username found in supplied account", "hidden");

    public static Record CheckMfa(Actor user, DateTime time) => Build(time, "CheckMfa", Scene.Global, user.Address, user.UserAgent,
        Without(user.Identity, "arn", "sessionContext", "accessKeyId"), new JsonObject { ["CheckMfa"] = "Success" },
        new JsonObject { ["MfaType"] = "Virtual MFA" }, null, user.Name);

    static Record Build(DateTime time, string name, string region, string address, string userAgent, JsonObject identity, JsonObject response, JsonObject additional, string? message, string who)
    {
        Rng rng = new($"{who}|{name}|{time.Ticks}");
        JsonObject json = new()
        {
            ["eventVersion"] = "1.11",
            ["userIdentity"] = identity,
            ["eventTime"] = time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["eventSource"] = "signin.amazonaws.com",
            ["eventName"] = name,
            ["awsRegion"] = region,
            ["sourceIPAddress"] = address,
            ["userAgent"] = userAgent,
        };
        if (message is not null)
        {
            json["errorMessage"] = message;
        }

        json["requestParameters"] = null;
        json["responseElements"] = response;
        json["additionalEventData"] = additional;
        json["eventID"] = rng.Guid();
        json["readOnly"] = false;
        json["eventType"] = "AwsConsoleSignIn";
        json["managementEvent"] = true;
        json["recipientAccountId"] = Scene.Shop;
        json["eventCategory"] = "Management";
        json["tlsDetails"] = new JsonObject { ["tlsVersion"] = "TLSv1.3", ["cipherSuite"] = "TLS_AES_128_GCM_SHA256", ["clientProvidedHostHeader"] = region + ".signin.aws.amazon.com" };
        return new(time, Scene.Shop, region, json);
    }

    static Record Portal(Person person, DateTime time, string name, string address, string userAgent, string flow, string type, string outcome, bool known, bool userName, string? loginTo = null)
    {
        Rng rng = new($"{person.Name}|{name}|{type}|{flow}|{time.Ticks}");
        JsonObject identity = new()
        {
            ["type"] = person.Exists ? "IdentityCenterUser" : "Unknown",
            ["arn"] = "",
            ["accountId"] = Scene.Shop,
            ["accessKeyId"] = "",
        };
        if (person.Exists)
        {
            identity["onBehalfOf"] = OnBehalfOf(person);
        }

        if (person.Exists && known)
        {
            identity["credentialId"] = new Rng("credential:" + flow).Guid();
        }

        JsonObject additional = new() { ["AuthWorkflowID"] = new Rng("flow:" + flow).Guid() };
        if (loginTo is not null)
        {
            additional["LoginTo"] = loginTo;
        }

        if (userName)
        {
            additional["UserName"] = person.Email;
        }

        additional["CredentialType"] = type;
        JsonObject json = new()
        {
            ["eventVersion"] = "1.11",
            ["userIdentity"] = identity,
            ["eventTime"] = time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["eventSource"] = "signin.amazonaws.com",
            ["eventName"] = name,
            ["awsRegion"] = Scene.Home,
            ["sourceIPAddress"] = address,
            ["userAgent"] = userAgent,
            ["requestParameters"] = null,
            ["responseElements"] = null,
            ["additionalEventData"] = additional,
            ["requestID"] = rng.Guid(),
            ["eventID"] = rng.Guid(),
            ["readOnly"] = false,
            ["eventType"] = "AwsServiceEvent",
            ["managementEvent"] = true,
            ["recipientAccountId"] = Scene.Shop,
            ["serviceEventDetails"] = new JsonObject { [name] = outcome },
            ["eventCategory"] = "Management",
        };
        return new(time, Scene.Shop, Scene.Home, json);
    }

    static JsonObject Without(JsonObject identity, params ReadOnlySpan<string> fields)
    {
        JsonObject copy = identity.DeepClone().AsObject();
        foreach (string field in fields)
        {
            copy.Remove(field);
        }

        return copy;
    }
}
