using Amazon.Runtime;
using AwsIr.Clients;

namespace AwsIr.Aws.Tests.Clients;

public class ServiceEndpointsTests
{
    /// <summary>Hosts as AWS publishes them for its services.</summary>
    [Theory]
    [InlineData("cloudtrail", "eu-west-1", false, false, "https://cloudtrail.eu-west-1.amazonaws.com")]
    [InlineData("cloudtrail", "us-east-2", true, false, "https://cloudtrail-fips.us-east-2.amazonaws.com")]
    [InlineData("logs", "us-east-1", true, true, "https://logs-fips.us-east-1.api.aws")]
    [InlineData("guardduty", "us-east-1", false, true, "https://guardduty.us-east-1.api.aws")]
    [InlineData("ec2", "cn-northwest-1", false, false, "https://ec2.cn-northwest-1.amazonaws.com.cn")]
    [InlineData("config", "cn-north-1", true, true, "https://config-fips.cn-north-1.api.amazonwebservices.com.cn")]
    [InlineData("sts", "cn-north-1", true, false, "https://sts-fips.cn-north-1.amazonaws.com.cn")]
    [InlineData("portal.sso", "cn-north-1", false, true, "https://portal.sso.cn-north-1.api.amazonwebservices.com.cn")]
    [InlineData("oidc", "us-gov-west-1", false, false, "https://oidc.us-gov-west-1.amazonaws.com")]
    [InlineData("logs", "us-gov-east-1", true, false, "https://logs.us-gov-east-1.amazonaws.com")]
    [InlineData("cloudtrail", "us-gov-west-1", true, false, "https://cloudtrail.us-gov-west-1.amazonaws.com")]
    [InlineData("guardduty", "us-gov-east-1", true, true, "https://guardduty-fips.us-gov-east-1.api.aws")]
    [InlineData("cloudtrail", "us-iso-east-1", false, false, "https://cloudtrail.us-iso-east-1.c2s.ic.gov")]
    [InlineData("cloudtrail", "us-isob-east-1", true, false, "https://cloudtrail-fips.us-isob-east-1.sc2s.sgov.gov")]
    public void Hosts_are_those_of_AWS(string prefix, string region, bool fips, bool dualStack, string url) =>
        Assert.Equal(url, Resolve(prefix, region, fips, dualStack, null));

    [Fact]
    public void An_endpoint_of_ones_own_is_taken_as_it_is_and_goes_with_nothing_else()
    {
        Assert.Equal("https://example.com", Resolve("cloudtrail", "us-east-1", false, false, "https://example.com"));
        Assert.Contains("FIPS", Assert.Throws<AmazonClientException>(static () => Resolve("cloudtrail", "us-east-1", true, false, "https://example.com")).Message, StringComparison.Ordinal);
        Assert.Contains("Dual-stack", Assert.Throws<AmazonClientException>(static () => Resolve("cloudtrail", "us-east-1", false, true, "https://example.com")).Message, StringComparison.Ordinal);
        Assert.Contains("-Region", Assert.Throws<AmazonClientException>(static () => Resolve("cloudtrail", null, false, false, null)).Message, StringComparison.Ordinal);
    }

    private static string Resolve(string prefix, string? region, bool fips, bool dualStack, string? custom) =>
        new ServiceEndpoints(prefix).ResolveEndpoint(new() { ["Region"] = region, ["UseFIPS"] = fips, ["UseDualStack"] = dualStack, ["Endpoint"] = custom }).URL;
}
