using System.Globalization;
using AwsIr.S3;

namespace AwsIr.Aws.Tests.S3;

/// <summary>What keys say.</summary>
public sealed class LogPathTests
{
    [Theory]
    [InlineData("AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/17/111122223333_CloudTrail_eu-west-1_20260317T1335Z_W6fvkutn0pwa5udX.json.gz", "111122223333", "CloudTrail", "eu-west-1", "2026-03-17T13:35", "2026-03-17T13:36")]
    [InlineData("some/where/AWSLogs/o-exampleorgid/444455556666/CloudTrail/us-gov-east-1/2026/12/31/x.json.gz", "444455556666", "CloudTrail", "us-gov-east-1", "2026-12-31T00:00", "2027-01-01T00:00")]
    [InlineData("AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/03/17/111122223333_CloudTrail-Digest_eu-west-1_trail_name_eu-west-1_20260317T140512Z.json.gz", "111122223333", "CloudTrail-Digest", "eu-west-1", "2026-03-17T14:05:12", "2026-03-17T14:06:12")]
    [InlineData("AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/03/17/14/x.log.gz", "111122223333", "vpcflowlogs", "eu-west-1", "2026-03-17T14:00", "2026-03-17T15:00")]
    [InlineData("AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=03/day=17/hour=23/x.log.parquet", "111122223333", "vpcflowlogs", "eu-west-1", "2026-03-17T23:00", "2026-03-18T00:00")]
    [InlineData("AWSLogs/111122223333/GuardDuty/eu-west-1/2026/02/28/7d0b3a3e-1d2f-3ab4-8a2b-0f3a4ba85a4e.jsonl.gz", "111122223333", "GuardDuty", "eu-west-1", "2026-02-28T00:00", "2026-03-01T00:00")]
    [InlineData("copies/111122223333_CloudTrail_eu-west-1_20260317T1335Z_W6fvkutn0pwa5udX.json.gz", "111122223333", "CloudTrail", "eu-west-1", "2026-03-17T13:35", "2026-03-17T13:36")]
    [InlineData("111122223333_vpcflowlogs_eu-west-1_fl-0a7b7777777777777_20260317T1335Z_1b22034e.log.gz", "111122223333", "vpcflowlogs", "eu-west-1", "2026-03-17T13:35", "2026-03-17T13:36")]
    [InlineData("AWSLogs/111122223333/CloudTrail/eu-west-1/2026/13/17/x.json.gz", "111122223333", "CloudTrail", "eu-west-1", null, null)]
    [InlineData("AWSLogs/111122223333/CloudTrail/eu-west-1/2026/02/30/x.json.gz", "111122223333", "CloudTrail", "eu-west-1", null, null)]
    [InlineData("AWSLogs/111122223333/CloudTrail/eu-west-1/copies/2026/02/03/x.json.gz", "111122223333", "CloudTrail", "eu-west-1", null, null)]
    [InlineData("exports/f02813c5-cd05-4e40-b24b-0eb5f360340b/i-0a11111111111aaaa/000000.gz", null, null, null, null, null)]
    [InlineData("AWSLogs", null, null, null, null, null)]
    [InlineData("AWSLogs/CloudTrail/eu-west-1/2026/03/17/x.json.gz", null, null, null, null, null)]
    [InlineData("firehose/2026/03/17/13/x", null, null, null, null, null)]
    [InlineData("notAWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/17/x", null, null, null, null, null)]
    [InlineData("", null, null, null, null, null)]
    [InlineData("_____", null, null, null, null, null)]
    [InlineData("111122223333_CloudTrail_eu-west-1_99999999T9999Z_x.json.gz", "111122223333", "CloudTrail", "eu-west-1", null, null)]
    public void A_key_is_read_as_far_as_it_is_recognised(string key, string? account, string? service, string? region, string? from, string? to)
    {
        LogPath path = LogPath.Parse(key);
        Assert.Equal((account, service, region), (path.Account, path.Service, path.Region));
        Assert.Equal(from is null ? null : Ticks(from), path.From);
        if (to is not null)
        {
            Assert.Equal(Ticks(to), path.To);
        }
    }

    [Theory]
    [InlineData("AWSLogs/", "Root")]
    [InlineData("a/AWSLogs/o-exampleorgid/", "Organization")]
    [InlineData("AWSLogs/111122223333/", "Account")]
    [InlineData("AWSLogs/111122223333/CloudTr", "Account")]
    [InlineData("AWSLogs/111122223333/CloudTrail/", "Service")]
    [InlineData("AWSLogs/111122223333/CloudTrail/eu-west-1/", "Region")]
    [InlineData("AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/", "Region")]
    [InlineData("AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/", "Service")]
    [InlineData("AWSLogs/11112222333/", "Unknown")]
    [InlineData("AWSLogs/111122223333/CloudTrail/somewhere/", "Unknown")]
    [InlineData("AWSLogs", "Unknown")]
    public void A_folder_has_its_level(string prefix, string level) => Assert.Equal(level, LogPath.Parse(prefix).Level.ToString());

    [Fact]
    public void Days_have_their_folders()
    {
        var day = new DateTime(2026, 3, 7, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal("x/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/07/", LogPath.Parse("x/AWSLogs/111122223333/CloudTrail/eu-west-1/").DayFolder(day));
        Assert.Equal(
            "AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=03/day=07/",
            LogPath.Parse("AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/").DayFolder(day));
    }

    private static long? Ticks(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal).Ticks;
}
