namespace AwsIr;

/// <summary>Calls of the SDK from the threads of sources, which are not asynchronous.</summary>
internal static class AwsCall
{
    /// <summary>
    /// Waits for a call, but no longer than until the cancellation: the SDK reads answers synchronously,
    /// and a server that says nothing would hold it for minutes. What is left behind ends by itself.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static T Wait<T>(Task<T> call, CancellationToken cancellation)
    {
        try
        {
            call.Wait(cancellation);
        }
        catch (AggregateException)
        {
            // Thrown again by GetResult, as it was.
        }
        catch (OperationCanceledException) when (!call.IsCompleted)
        {
            // Nobody looks at its failure any more.
            _ = call.ContinueWith(static left => _ = left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }

        return call.GetAwaiter().GetResult();
    }
}
