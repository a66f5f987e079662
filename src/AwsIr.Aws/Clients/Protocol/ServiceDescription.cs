namespace AwsIr.Clients;

/// <summary>What is the same for all requests of a service.</summary>
/// <param name="ServiceId">The name that settings know it by: AWS_ENDPOINT_URL_CLOUDWATCH_LOGS is that of "CloudWatch Logs".</param>
/// <param name="EndpointPrefix">The first part of its host names.</param>
/// <param name="SigningName">Its name in signatures.</param>
/// <param name="Version">The version of its API.</param>
/// <param name="Protocol">How requests and answers are written.</param>
/// <param name="TargetPrefix">With <see cref="ServiceProtocol.Json"/>: what stands before an operation's name.</param>
internal sealed record ServiceDescription(
    string ServiceId, string EndpointPrefix, string SigningName, string Version, ServiceProtocol Protocol, string TargetPrefix = "");
