namespace AwsIr.FakeAws;

/// <summary>A request whose signature doesn't hold.</summary>
/// <param name="problem">What is wrong.</param>
/// <param name="message">What the service says of it.</param>
public sealed class SignatureException(AwsProblem problem, string message) : Exception(message)
{
    /// <summary>What is wrong.</summary>
    public AwsProblem Problem { get; } = problem;
}
