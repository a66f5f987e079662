using AwsIr.Records;

namespace AwsIr;

/// <summary>Who had a part in an attack sequence: a user with a session, or a process.</summary>
public sealed class GuardDutyActor
{
    internal GuardDutyActor(JsonDictionary fields) => Fields = fields;

    /// <summary>The id by which the signals name it.</summary>
    public string? Id => Fields.Text("id");

    /// <summary>The user's name.</summary>
    public string? UserName => User.Text("name");

    /// <summary>IAMUser, AssumedRole, Root…</summary>
    public string? UserType => User.Text("type");

    /// <summary>The unique id of the user.</summary>
    public string? UserUid => User.Text("uid");

    /// <summary>The access key.</summary>
    public string? AccessKeyId => User.Text("credentialUid");

    /// <summary>The account of the user, 12 digits.</summary>
    public string? AccountId => User.At("account").Text("uid");

    /// <summary>Who issued the session.</summary>
    public string? SessionIssuer => Fields.At("session").Text("issuer");

    /// <summary>Whether the session was made with MFA: ENABLED or DISABLED.</summary>
    public string? MfaStatus => Fields.At("session").Text("mfaStatus");

    /// <summary>The file of the process.</summary>
    public string? ProcessPath => Fields.At("process").Text("path") ?? Fields.At("process").Text("name");

    /// <summary>The SHA-256 of that file.</summary>
    public string? ProcessSha256 => Fields.At("process").Text("sha256");

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    private JsonDictionary? User => Fields.At("user");

    /// <summary>The user's name and key, or the process.</summary>
    public override string ToString() => (UserName is null ? ProcessPath ?? UserUid ?? Id : AccessKeyId is null ? UserName : $"{UserName} ({AccessKeyId})") ?? "";
}
