namespace AwsIr.Clients;

/// <summary>Resources whose data events are logged.</summary>
/// <param name="Type">Their type, such as AWS::S3::Object.</param>
/// <param name="Values">What their ARNs begin with; <c>arn:aws:s3</c> is all of them.</param>
internal sealed record DataResource(string Type, IReadOnlyList<string> Values);
