using AwsIr.Records;

namespace AwsIr.Aws.Tests.S3;

/// <summary>An object made at random, and the one event in it.</summary>
internal sealed record RandomObject(string Key, RecordSource Source, string Account, string Region, DateTime Time)
{
    private static readonly string[] Prefixes = ["", "logs/", "a/b/c/", "AWS/", "AWSLogs.old/", "AWSLogs0/", "é/", "AWSLogs/"];

    public static string[] Accounts { get; } = ["111122223333", "222233334444", "999900001111"];

    public static string[] Regions { get; } = ["af-south-1", "eu-west-1", "us-east-1", "us-gov-west-1"];

    public static RandomObject Make(Random random, DateTime day)
    {
        string account = Accounts[random.Next(Accounts.Length)];
        string region = Regions[random.Next(Regions.Length)];
        DateTime time = day.AddSeconds(random.Next(-4 * 86400, 4 * 86400));
        string prefix = Prefixes[random.Next(Prefixes.Length)];
        string id = random.Next().ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
        string organization = random.Next(3) == 0 ? "o-exampleorgid/" : "";
        switch (random.Next(8))
        {
            case 0 or 1:
                // Delivered within 15 minutes, sometimes hours late.
                DateTime delivered = time.AddMinutes(random.Next(4) == 0 ? random.Next(330, 360) : random.Next(16));
                string name = $"{account}_CloudTrail_{region}_{delivered:yyyyMMdd'T'HHmm}Z_{id}.json.gz";
                return new RandomObject(random.Next(5) == 0 ? prefix + name : $"{prefix}AWSLogs/{organization}{account}/CloudTrail/{region}/{delivered:yyyy'/'MM'/'dd}/{name}", RecordSource.CloudTrail, account, region, time);
            case 2 or 3:
                // A flow's record is of its end, up to 10 minutes later; the file is of five minutes.
                DateTime written = time.AddSeconds(random.Next(random.Next(2) == 0 ? 60 : 600));
                DateTime file = written.AddTicks(-(written.Ticks % TimeSpan.FromMinutes(5).Ticks)).AddMinutes(5 * random.Next(2));
                string flows = $"{account}_vpcflowlogs_{region}_fl-{random.Next(4):x17}_{file:yyyyMMdd'T'HHmm}Z_{id}.log.gz";
                string hour = random.Next(2) == 0 ? "" : file.ToString("HH'/'", System.Globalization.CultureInfo.InvariantCulture);
                string hiveHour = hour.Length > 0 ? "hour=" + hour : "";
                return new RandomObject(
                    random.Next(2) == 0
                        ? $"{prefix}AWSLogs/{account}/vpcflowlogs/{region}/{file:yyyy'/'MM'/'dd}/{hour}{flows}"
                        : $"{prefix}AWSLogs/aws-account-id={account}/aws-service=vpcflowlogs/aws-region={region}/year={file:yyyy}/month={file:MM}/day={file:dd}/{hiveHour}{flows}",
                    RecordSource.FlowLog, account, region, time);
            case 4:
                // Updates are exported up to six hours later.
                DateTime exported = time.AddMinutes(random.Next(2) == 0 ? 360 : random.Next(360));
                return new RandomObject($"{prefix}AWSLogs/{account}/GuardDuty/{region}/{exported:yyyy'/'MM'/'dd}/{id}.jsonl.gz", RecordSource.GuardDuty, account, region, time);
            case 5:
                return new RandomObject($"{prefix}f02813c5-cd05-4e40-b24b-0eb5f360340b/stream-{random.Next(3)}/{random.Next(9):000000}.{id}.gz", RecordSource.CloudWatchLogs, account, region, time);
            case 6:
                return new RandomObject($"{prefix}AWSLogs/{id}/{account}/{time:yyyy'/'MM'/'dd}/x", (RecordSource)random.Next(4), account, region, time);
            default:
                return new RandomObject($"{prefix}{time:yyyy'/'MM'/'dd'/'HH}/{(random.Next(2) == 0 ? "\U0001F600" : "x")}{id}", (RecordSource)random.Next(4), account, region, time);
        }
    }

    public static string[] Some(Random random, string[] values) => [.. values.Where(_ => random.Next(2) == 0).DefaultIfEmpty(values[0])];
}
