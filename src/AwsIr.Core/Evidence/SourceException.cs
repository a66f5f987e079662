namespace AwsIr.Evidence;

/// <summary>Nothing can be read: an error that ends the run and says what to do. Its text holds no secret.</summary>
internal sealed class SourceException : Exception
{
    /// <param name="errorId">The error's id, one of the module's.</param>
    /// <param name="problem">What kind it is.</param>
    /// <param name="message">A sentence that says what to do.</param>
    /// <param name="inner">What was thrown, if anything.</param>
    public SourceException(string errorId, SourceProblemKind problem, string message, Exception? inner = null)
        : base(message, inner)
    {
        ErrorId = errorId;
        Problem = problem;
    }

    /// <summary>The error's id, one of the module's.</summary>
    public string ErrorId { get; }

    /// <summary>What kind of error it is.</summary>
    public SourceProblemKind Problem { get; }
}
