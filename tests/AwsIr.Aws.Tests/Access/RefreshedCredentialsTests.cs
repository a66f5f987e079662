using Amazon.Runtime;
using AwsIr.Access;
using AwsIr.Evidence;

namespace AwsIr.Aws.Tests.Access;

/// <summary>Credentials that are fetched again before they expire.</summary>
public sealed class RefreshedCredentialsTests
{
    private int fetched;

    [Fact]
    public async Task They_are_fetched_once_while_they_last()
    {
        RefreshedCredentials credentials = Credentials(() => DateTime.UtcNow.AddMinutes(6));
        ImmutableCredentials[] given = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(credentials.GetCredentialsAsync)));
        Assert.All(given, static one => Assert.Equal("AKIA1", one.AccessKey));
        Assert.Equal("AKIA1", credentials.GetCredentials().AccessKey);
        Assert.Equal(1, fetched);
    }

    [Fact]
    public async Task They_are_fetched_again_before_they_expire_but_not_all_the_time()
    {
        // Less than five minutes left: again after a minute, and not at once.
        RefreshedCredentials credentials = Credentials(() => DateTime.UtcNow.AddMinutes(4));
        await credentials.GetCredentialsAsync();
        await credentials.GetCredentialsAsync();
        Assert.Equal(1, fetched);
        DateTime next = (DateTime)typeof(RefreshedCredentials).GetField("_next", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(credentials)!;
        Assert.InRange(next, DateTime.UtcNow.AddSeconds(30), DateTime.UtcNow.AddSeconds(61));
        SetNext(credentials, DateTime.UtcNow.AddSeconds(-1));
        Assert.Equal("AKIA2", (await credentials.GetCredentialsAsync()).AccessKey);
    }

    [Fact]
    public async Task A_fetch_that_fails_does_no_harm_while_the_old_ones_last()
    {
        RefreshedCredentials credentials = Credentials(() => fetched == 1 ? DateTime.UtcNow.AddMinutes(10) : throw new IOException("no"));
        await credentials.GetCredentialsAsync();
        SetNext(credentials, DateTime.UtcNow.AddSeconds(-1));
        Assert.Equal("AKIA1", (await credentials.GetCredentialsAsync()).AccessKey);
        Assert.Equal(2, fetched);
        Assert.Equal("AKIA1", (await credentials.GetCredentialsAsync()).AccessKey);
        Assert.Equal(2, fetched);
    }

    [Fact]
    public async Task A_first_fetch_that_fails_is_told_and_tried_again()
    {
        RefreshedCredentials credentials = Credentials(() => fetched == 1 ? throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.AccessDenied, "no") : DateTime.UtcNow.AddHours(1));
        await Assert.ThrowsAsync<SourceException>(credentials.GetCredentialsAsync);
        Assert.Equal("AKIA2", (await credentials.GetCredentialsAsync()).AccessKey);
    }

    private RefreshedCredentials Credentials(Func<DateTime?> expiration) => new(
        _ =>
        {
            int count = Interlocked.Increment(ref fetched);
            return Task.FromResult(new FetchedCredentials($"AKIA{count}", "x", "x", expiration()));
        },
        TestContext.Current.CancellationToken);

    private static void SetNext(RefreshedCredentials credentials, DateTime next) =>
        typeof(RefreshedCredentials).GetField("_next", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.SetValue(credentials, next);
}
