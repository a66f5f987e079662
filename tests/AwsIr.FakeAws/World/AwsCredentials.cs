namespace AwsIr.FakeAws;

/// <summary>Credentials and whose they are.</summary>
/// <param name="AccessKeyId">The access key id.</param>
/// <param name="SecretAccessKey">The secret access key.</param>
/// <param name="SessionToken">The session token of temporary credentials, otherwise null.</param>
/// <param name="Expires">When temporary credentials end, UTC.</param>
/// <param name="AccountId">The principal's account.</param>
/// <param name="Arn">The principal, a user or an assumed role.</param>
/// <param name="UserId">The principal's unique id.</param>
public sealed record AwsCredentials(string AccessKeyId, string SecretAccessKey, string? SessionToken, DateTime? Expires, string AccountId, string Arn, string UserId);
