using AwsIr.Records;

namespace AwsIr;

/// <summary>Attempts of one user to log in to a database.</summary>
public sealed class GuardDutyLogin
{
    internal GuardDutyLogin(JsonDictionary fields) => Fields = fields;

    /// <summary>The database user.</summary>
    public string? User => Fields.Text("user");

    /// <summary>The application, as the client names it.</summary>
    public string? Application => Fields.Text("application");

    /// <summary>How many attempts failed.</summary>
    public long? FailedLoginAttempts => Fields.Integer("failedLoginAttempts");

    /// <summary>How many attempts succeeded.</summary>
    public long? SuccessfulLoginAttempts => Fields.Integer("successfulLoginAttempts");

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The user and the counts.</summary>
    public override string ToString() => FormattableString.Invariant($"{User}: {FailedLoginAttempts ?? 0} failed, {SuccessfulLoginAttempts ?? 0} successful");
}
