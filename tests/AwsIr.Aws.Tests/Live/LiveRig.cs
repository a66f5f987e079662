using System.Text.Json.Nodes;
using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.FakeAws;
using AwsIr.Formats;
using AwsIr.Live;

namespace AwsIr.Aws.Tests.Live;

/// <summary>An account on the fake, and what reads it live as the cmdlets do.</summary>
internal sealed class LiveRig : IDisposable
{
    public const string Account = "111122223333";
    public const string Home = "eu-west-1";

    /// <summary>Only keeps a broken build from hanging.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public LiveRig()
    {
        Owner = Server.World.AddAccount(Account);
        User = Owner.AddUser("responder");
    }

    public FakeAwsServer Server { get; } = new();

    public AwsAccount Owner { get; }

    public AwsCredentials User { get; }

    public IReadOnlyList<string> Regions { get; set; } = [Home];

    public RegionData Region => Owner.Region(Home);

    public DateTime Now { get; } = DateTime.UtcNow;

    public CancellationTokenSource Cancel { get; } = new(Patience);

    /// <summary>A CloudTrail record.</summary>
    public static JsonObject Event(int number, DateTime time, string name = "GetObject", string region = Home) => new()
    {
        ["eventVersion"] = "1.09",
        ["userIdentity"] = new JsonObject { ["type"] = "IAMUser", ["userName"] = "alice", ["accessKeyId"] = "AKIAIOSFODNN7EXAMPLE", ["accountId"] = Account },
        ["eventTime"] = time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["eventSource"] = "s3.amazonaws.com",
        ["eventName"] = name,
        ["awsRegion"] = region,
        ["sourceIPAddress"] = "192.0.2.7",
        ["eventID"] = Id(number),
        ["readOnly"] = true,
        ["recipientAccountId"] = Account,
    };

    public static string Id(int number) => $"00000000-0000-4000-8000-{number:D12}";

    public AwsSession Session() => AwsSession.Open(
        new AwsOptions { AccessKey = User.AccessKeyId, SecretKey = User.SecretAccessKey, Regions = Regions, EndpointUrl = Server.Url },
        static _ => { },
        Cancel.Token);

    /// <summary>Reads what collectors give.</summary>
    public LiveResult Read(params LiveCollector[] collectors) => Read(null, keepsPages: false, collectors);

    /// <summary>Reads what collectors give, and commits.</summary>
    public LiveResult Read(Checkpoint? checkpoint, bool keepsPages, params LiveCollector[] collectors)
    {
        var result = new LiveResult();
        using var source = new LiveSource(Session(), collectors, keepsPages, checkpoint);
        var feed = new Feed(result);
        try
        {
            source.Run(feed, Cancel.Token);
        }
        catch (SourceException e)
        {
            result.End = e;
        }

        var reader = new EvidenceReader(ReadOptions.All);
        foreach (EvidenceItem item in result.Items)
        {
            reader.Read(item, result, CancellationToken.None);
        }

        if (keepsPages)
        {
            // What is kept can be read again.
            var again = new LiveResult();
            result.Items.ForEach(item => reader.Read(item, again, CancellationToken.None));
            Assert.Equal(result.Records.Select(Show), again.Records.Select(Show));
        }

        source.Commit();
        return result;
    }

    public void Dispose()
    {
        Cancel.Dispose();
        Server.Dispose();
    }

    private static string Show(IRecord record) => record.ToString() + record.Provenance;

    private sealed class Feed(LiveResult result) : IEvidenceFeed
    {
        public void Add(EvidenceItem item) => result.Items.Add(item);

        public void Tell(SourceNotice notice)
        {
            lock (result.Notices)
            {
                result.Notices.Add(notice);
            }
        }
    }
}
