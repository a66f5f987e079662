namespace AwsIr.Clients;

/// <summary>Where AWS Config delivers.</summary>
/// <param name="BucketName">The bucket.</param>
/// <param name="KeyPrefix">What stands before AWSLogs in the keys there.</param>
internal sealed record DeliveryChannel(string? BucketName, string? KeyPrefix);
