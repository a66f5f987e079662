namespace AwsIr.Clients;

/// <summary>Whose credentials are.</summary>
/// <param name="Account">The account, 12 digits.</param>
/// <param name="Arn">The user or the role's session.</param>
internal sealed record CallerIdentity(string Account, string Arn);
