using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.Evidence;

namespace AwsIr.S3;

/// <summary>What trails have delivered to S3: asks CloudTrail where that is.</summary>
/// <param name="session">Who to be.</param>
/// <param name="trails">The trails: names, or ARNs.</param>
/// <param name="open">Reads the places found.</param>
internal sealed class TrailSource(AwsSession session, IReadOnlyList<string> trails, Func<IReadOnlyList<S3Location>, EvidenceSource> open) : EvidenceSource
{
    private EvidenceSource? _source;

    /// <inheritdoc/>
    public override void Run(IEvidenceFeed feed, CancellationToken cancellation)
    {
        var home = session.Home(cancellation);
        var locations = trails.Select(trail => Find(trail, home, feed, cancellation)).ToList();
        _source = open(locations);
        _source.Run(feed, cancellation);
    }

    /// <inheritdoc/>
    public override void Commit() => _source?.Commit();

    /// <inheritdoc/>
    public override string Reached(EvidenceItem last) => _source?.Reached(last) ?? base.Reached(last);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _source?.Dispose();
        base.Dispose(disposing);
    }

    private static S3Location Find(string name, AwsTarget home, IEvidenceFeed feed, CancellationToken cancellation)
    {
        // arn:aws:cloudtrail:region:account:trail/name; a name is looked for where the user is.
        string[] arn = name.Split(':');
        var target = arn.Length == 6 && LogPath.IsRegion(arn[3]) ? home.In(arn[3]) : home;
        IReadOnlyList<Trail> found;
        try
        {
            using var client = new AmazonCloudTrailClient(target);
            found = AwsCall.Wait(client.DescribeTrailsAsync([name], cancellation), cancellation);
        }
        catch (Exception e) when (AwsErrors.Is(e, cancellation))
        {
            throw AwsErrors.Exception(e, target, "cloudtrail:DescribeTrails", name);
        }

        if (found is not [{ BucketName: not null } trail, ..])
        {
            throw new SourceException(AwsErrorIds.NotFound, SourceProblemKind.NotFound,
                $"{target.Region} shows no trail {name}. Give -Region with the region that the trail was made in; or its ARN, for one of the organization's management account. Get-IrLogCoverage lists the trails.");
        }

        var location = LocationOf(trail);
        feed.Tell(new SourceNotice(SourceNoticeKind.Verbose, $"The trail {trail.Name} delivers to {location}."));
        return location;
    }

    private static S3Location LocationOf(Trail trail)
    {
        var prefix = trail.KeyPrefix is { Length: > 0 } before ? before.TrimEnd('/') + "/AWSLogs/" : "AWSLogs/";

        // Many accounts' trails may deliver to one bucket; an organization's has a folder of its own there.
        string[] arn = trail.Arn?.Split(':') ?? [];
        return new S3Location(trail.BucketName!, trail.IsOrganization ? prefix + "o-" : arn.Length == 6 ? $"{prefix}{arn[4]}/CloudTrail/" : prefix);
    }
}
