using Amazon.Runtime;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>Who a cmdlet is toward AWS during one invocation, and where it looks.</summary>
internal sealed class AwsSession
{
    private readonly AwsOptions _options;
    private readonly AWSCredentials _credentials;

    private AwsSession(AwsOptions options, AWSCredentials credentials)
    {
        _options = options;
        _credentials = credentials;
    }

    /// <summary>Finds the credentials and the region.</summary>
    /// <param name="options">What the user said.</param>
    /// <param name="verbose">Is told which source was used; never a secret.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SourceException">There are none, or not those that were asked for.</exception>
    public static AwsSession Open(AwsOptions options, Action<string> verbose, CancellationToken cancellation)
    {
        verbose("Credentials: -AccessKey and -SecretKey.");
        return new AwsSession(options, new BasicAWSCredentials(options.AccessKey, options.SecretKey));
    }

    /// <summary>The account of the credentials (with a role given as an ARN, or one account, that role's) in the default region: for S3, where keys say the rest.</summary>
    /// <exception cref="SourceException">It cannot be had.</exception>
    public AwsTarget Home(CancellationToken cancellation) => new("", _options.Regions.Count > 0 ? _options.Regions[0] : "us-east-1", _credentials, _options.EndpointUrl);

    /// <summary>Every account and region that was asked for, in order of account and region. Those that are denied or switched off are reported and left out.</summary>
    /// <param name="feed">Is told of those.</param>
    /// <param name="cancellation">Ends it.</param>
    public IReadOnlyList<AwsTarget> Targets(IEvidenceFeed feed, CancellationToken cancellation) => [Home(cancellation)];
}
