using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.FakeAws;
using AwsIr.S3;

namespace AwsIr.Aws.Tests.S3;

/// <summary>A bucket on the fake, and a source that reads it as the cmdlets do, on a thread of its own.</summary>
internal sealed class S3Rig : IDisposable
{
    /// <summary>Only keeps a broken build from hanging.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public S3Rig(string region = "eu-west-1")
    {
        Owner = Server.World.AddAccount("111122223333");
        Bucket = Server.World.AddBucket("example-logs", region, Owner);
        User = Owner.AddUser("responder");
    }

    public FakeAwsServer Server { get; } = new();

    public AwsAccount Owner { get; }

    public Bucket Bucket { get; }

    public AwsCredentials User { get; set; }

    public string Region { get; set; } = "eu-west-1";

    public AwsSession Session() => AwsSession.Open(
        new AwsOptions { AccessKey = User.AccessKeyId, SecretKey = User.SecretAccessKey, SessionToken = User.SessionToken, Regions = [Region], EndpointUrl = Server.Url },
        static _ => { },
        CancellationToken.None);

    public S3Source Source(string uri = "s3://example-logs", S3Selection? selection = null, int inFlight = 16, bool requesterPays = false, Checkpoint? checkpoint = null) => new(
        Session(),
        new S3Options
        {
            Locations = [.. uri.Split(' ').Select(S3Location.Parse)],
            Selection = selection ?? new S3Selection(),
            InFlight = inFlight,
            RequesterPays = requesterPays,
            Checkpoint = checkpoint,
        });

    /// <summary>Reads everything, each item to its end.</summary>
    public S3Result Read(string uri = "s3://example-logs", S3Selection? selection = null, int inFlight = 16, bool requesterPays = false, Checkpoint? checkpoint = null)
    {
        using S3Source source = Source(uri, selection, inFlight, requesterPays, checkpoint);
        return Read(source);
    }

    /// <summary>Reads what a source gives.</summary>
    public static S3Result Read(S3Source source)
    {
        using var timeout = new CancellationTokenSource(Patience);
        var result = new S3Result();
        using var work = new OrderedWork<EvidenceItem, (EvidenceItem Item, byte[]? Content)>(2, () => ReadItem, timeout.Token, 32);
        var feed = new Feed(work, result);
        var thread = new Thread(() =>
        {
            try
            {
                source.Run(feed, timeout.Token);
            }
            catch (SourceException e)
            {
                result.End = e;
            }
            catch (Exception e)
            {
                work.Fail(e);
            }

            work.Complete();
        });
        thread.Start();
        while (work.Take(wait: true) is { } batch)
        {
            foreach ((EvidenceItem item, byte[]? content) in batch)
            {
                result.Items.Add((((S3Item)item).Object.Key, content));
                if (item.Failure is { } failure)
                {
                    result.Failures.Add(failure);
                }
            }
        }

        thread.Join();
        return result;
    }

    /// <summary>The one item that a source gives; it can be opened while the source is there.</summary>
    public static EvidenceItem First(S3Source source, CancellationToken cancellation)
    {
        var feed = new OneItem();
        source.Run(feed, cancellation);
        return feed.Item!;
    }

    public void Dispose() => Server.Dispose();

    private static void ReadItem(EvidenceItem item, OrderedWork<EvidenceItem, (EvidenceItem Item, byte[]? Content)>.Output output, CancellationToken cancellation)
    {
        try
        {
            using Stream stream = item.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            output.Add((item, content.ToArray()));
        }
        catch (IOException)
        {
            output.Add((item, null));
        }
    }

    private sealed class Feed(OrderedWork<EvidenceItem, (EvidenceItem Item, byte[]? Content)> work, S3Result result) : IEvidenceFeed
    {
        public void Add(EvidenceItem item) => work.AddWhenRoom(item);

        public void Tell(SourceNotice notice)
        {
            lock (result.Notices)
            {
                result.Notices.Add(notice);
            }
        }
    }

    private sealed class OneItem : IEvidenceFeed
    {
        public EvidenceItem? Item { get; private set; }

        public void Add(EvidenceItem item) => Item = item;

        public void Tell(SourceNotice notice)
        {
        }
    }
}
