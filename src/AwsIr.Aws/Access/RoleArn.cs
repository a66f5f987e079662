namespace AwsIr.Access;

/// <summary>A role's ARN.</summary>
/// <param name="Partition">aws, aws-cn, aws-us-gov or another.</param>
/// <param name="AccountId">The account, 12 digits.</param>
/// <param name="Name">Path and name, without a slash before.</param>
internal sealed record RoleArn(string Partition, string AccountId, string Name)
{
    /// <summary>Reads an ARN; null if it is not that of a role.</summary>
    public static RoleArn? Parse(string text) =>
        text.Split([':'], 6) is ["arn", { Length: > 0 } partition, "iam", "", var account, var resource]
        && IsAccountId(account) && resource.StartsWith("role/", StringComparison.Ordinal) && IsName(resource.Substring(5))
            ? new RoleArn(partition, account, resource.Substring(5))
            : null;

    /// <summary>Whether it can be a role's path and name.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 576 && text[0] != '/' && text[text.Length - 1] != '/' && text.All(c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '/' or '_' or '+' or '=' or ',' or '.' or '@' or '-');

    /// <summary>Whether it is an account's id.</summary>
    public static bool IsAccountId(string text) => text.Length == 12 && text.All(c => c is >= '0' and <= '9');

    /// <inheritdoc/>
    public override string ToString() => $"arn:{Partition}:iam::{AccountId}:role/{Name}";
}
