using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.Access;

/// <summary>What tests of sessions share: an empty environment, a server, two accounts.</summary>
[Collection(EnvironmentCollection.Name)]
public abstract class AccessTest : IDisposable
{
    private readonly FakeAwsServer server = new();

    protected AccessTest()
    {
        First = World.AddAccount("111122223333");
        Second = World.AddAccount("444455556666");
        User = First.AddUser("responder", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    }

    internal TestEnvironment Environment { get; } = new();

    internal FakeAwsServer Server => server;

    internal AwsWorld World => server.World;

    internal AwsAccount First { get; }

    internal AwsAccount Second { get; }

    internal AwsCredentials User { get; }

    /// <summary>What the session said.</summary>
    internal List<string> Said { get; } = [];

    /// <summary>Parameters that reach the server.</summary>
    internal AwsOptions Options => new() { EndpointUrl = server.Url, Regions = ["eu-west-1"] };

    /// <summary>Parameters that reach the server as its user.</summary>
    internal AwsOptions Keys => Options with { AccessKey = User.AccessKeyId, SecretKey = User.SecretAccessKey };

    public virtual void Dispose()
    {
        server.Dispose();
        Environment.Dispose();
        GC.SuppressFinalize(this);
    }

    internal AwsSession Open(AwsOptions options) => AwsSession.Open(options, Said.Add, TestContext.Current.CancellationToken);

    /// <summary>The one target of a session; fails if anything went wrong.</summary>
    internal AwsTarget Target(AwsOptions options)
    {
        var feed = new RecordingFeed();
        AwsTarget target = Assert.Single(Open(options).Targets(feed, TestContext.Current.CancellationToken));
        Assert.Empty(feed.Errors);
        return target;
    }

    /// <summary>The access key that the session shows to AWS.</summary>
    internal string? KeyOf(AwsOptions options)
    {
        Server.ClearRequests();
        Target(options);
        return Assert.Single(Server.RequestsOf("GetCallerIdentity")).AccessKeyId;
    }

    /// <summary>Who the session is to AWS.</summary>
    internal string? CallerOf(AwsOptions options)
    {
        Server.ClearRequests();
        Target(options);
        return Assert.Single(Server.RequestsOf("GetCallerIdentity")).Arn;
    }

    /// <summary>The error that ends a session's opening.</summary>
    internal SourceException Fails(AwsOptions options, string errorId)
    {
        var error = Assert.Throws<SourceException>(() => Open(options).Targets(new RecordingFeed(), TestContext.Current.CancellationToken));
        Assert.Equal(errorId, error.ErrorId);
        NoSecretIn(error.ToString());
        return error;
    }

    /// <summary>Fails if one of the secrets stands in a text.</summary>
    internal void NoSecretIn(string text) => Assert.DoesNotContain(User.SecretAccessKey, text, StringComparison.Ordinal);
}
