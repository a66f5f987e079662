using System.Globalization;
using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.Evidence;
using AwsIr.Live;

namespace AwsIr.Coverage;

/// <summary>Asks what one source records in one account and region. What is denied or fails is told, and its row says that it is unknown.</summary>
/// <param name="source">The source.</param>
/// <param name="target">The account and region.</param>
/// <param name="tell">Takes the errors.</param>
/// <param name="cancellation">Ends it within a fraction of a second.</param>
internal abstract class CoverageCheck(LogCoverageSource source, AwsTarget target, Action<SourceNotice> tell, CancellationToken cancellation)
{
    private readonly List<LogCoverage> _rows = [];

    /// <summary>Makes the check of a source.</summary>
    public static CoverageCheck Of(LogCoverageSource source, AwsTarget target, Action<SourceNotice> tell, CancellationToken cancellation) => source switch
    {
        LogCoverageSource.CloudTrail => new TrailCheck(target, tell, cancellation),
        LogCoverageSource.Config => new ConfigCheck(target, tell, cancellation),
        LogCoverageSource.GuardDuty => new GuardDutyCheck(target, tell, cancellation),
        LogCoverageSource.FlowLog => new FlowLogCheck(target, tell, cancellation),
        _ => new LogGroupCheck(target, tell, cancellation),
    };

    /// <summary>The account and region.</summary>
    protected AwsTarget Target => target;

    /// <summary>Asks.</summary>
    /// <returns>A row for each thing, and for what is missing.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<LogCoverage> Run()
    {
        try
        {
            Check();
        }
        catch (ToldException told)
        {
            _rows.Add(Row(LogCoverageStatus.Unknown, told.Message));
        }

        return _rows;
    }

    /// <summary>Asks and adds the rows.</summary>
    protected abstract void Check();

    /// <summary>Adds a row.</summary>
    protected void Add(LogCoverage row) => _rows.Add(row);

    /// <summary>Makes a row of what is to be said, which is joined; what is null or empty is left out.</summary>
    protected LogCoverage Row(LogCoverageStatus status, params IEnumerable<string?> details) =>
        new(target.AccountId, target.Region, source, status, string.Join("; ", details.Where(static detail => !string.IsNullOrEmpty(detail))));

    /// <summary>What -S3Uri takes for a bucket and what stands before AWSLogs in its keys; null for no bucket.</summary>
    protected static string? S3Uri(string? bucket, string? prefix) =>
        bucket is not { Length: > 0 } ? null : $"s3://{bucket}" + (prefix is { Length: > 0 } ? "/" + prefix.Trim('/') : "");

    /// <summary>Since when something is off.</summary>
    protected static string OffSince(string what, DateTime? stop) => what + " is off" + (stop is { } time ? $" since {Minute(time)}" : "");

    /// <summary>When something that is on was off last; null if it never was.</summary>
    protected static string? WasOff(DateTime? stop, DateTime? start) => stop < start ? $"was off from {Minute(stop.Value)} to {Minute(start.Value)}" : null;

    /// <summary>Calls an operation.</summary>
    /// <param name="action">The IAM action that it needs.</param>
    /// <param name="call">The call.</param>
    /// <param name="what">What it concerns, for the error; null for the account and region.</param>
    /// <exception cref="ToldException">It failed, and the user has been told; the message says it in a few words.</exception>
    protected T Call<T>(string action, Func<CancellationToken, Task<T>> call, string? what = null)
    {
        try
        {
            return AwsCall.Wait(Task.Run(() => call(cancellation), cancellation), cancellation);
        }
        catch (Exception e) when (AwsErrors.Is(e, cancellation))
        {
            tell(AwsErrors.Notice(e, target, action, what));
            throw new ToldException(AwsErrors.IsAccessDenied(e) ? $"not known: {action} is denied" : $"not known: {action} failed", e);
        }
    }

    /// <summary>Calls an operation whose failure leaves the rest worth knowing.</summary>
    /// <param name="action">The IAM action that it needs.</param>
    /// <param name="call">The call.</param>
    /// <param name="failure">What to say of it in a few words if it failed and the user has been told; else null.</param>
    /// <returns>The answer; null if it failed.</returns>
    protected T? Try<T>(string action, Func<CancellationToken, Task<T>> call, out string? failure)
        where T : class
    {
        try
        {
            failure = null;
            return Call(action, call);
        }
        catch (ToldException told)
        {
            failure = told.Message;
            return null;
        }
    }

    /// <summary>Calls a listing until it ends.</summary>
    /// <param name="action">The IAM action that it needs.</param>
    /// <param name="page">The call, for a page's token.</param>
    /// <exception cref="ToldException">It failed.</exception>
    protected List<T> All<T>(string action, Func<string?, CancellationToken, Task<Page<T>>> page)
    {
        var tokens = new PageTokens(action, target);
        List<T> all = [];
        string? token = null;
        do
        {
            all.AddRange(Call(action, async cancellation =>
            {
                var answer = await page(token, cancellation).ConfigureAwait(false);
                token = tokens.Next(answer.NextToken);
                return answer.Items;
            }));
        }
        while (token is not null);
        return all;
    }

    private static string Minute(DateTime time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>A call failed, and the user has been told so.</summary>
    protected sealed class ToldException(string message, Exception inner) : Exception(message, inner);
}
