namespace AwsIr.FakeAws;

/// <summary>The regions there are.</summary>
public static class AwsRegions
{
    /// <summary>The regions that every account has, by partition.</summary>
    public static IReadOnlyList<string> Default { get; } =
    [
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1",
        "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
        "cn-north-1", "cn-northwest-1", "us-gov-east-1", "us-gov-west-1",
    ];

    /// <summary>The regions that an account has to switch on.</summary>
    public static IReadOnlyList<string> OptIn { get; } =
    [
        "af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-7", "ca-west-1",
        "eu-central-2", "eu-south-1", "eu-south-2", "il-central-1", "me-central-1", "me-south-1", "mx-central-1",
    ];

    /// <summary>Whether there is such a region.</summary>
    public static bool Exists(string region) => Default.Contains(region) || OptIn.Contains(region);

    /// <summary>The partition of a region: aws, aws-cn or aws-us-gov.</summary>
    public static string Partition(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn" : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov" : "aws";
}
