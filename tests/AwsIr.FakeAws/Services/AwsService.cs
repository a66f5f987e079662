using System.Security;

namespace AwsIr.FakeAws;

/// <summary>A service: what it is asked, what it answers, and how it says that something is wrong.</summary>
internal abstract class AwsService
{
    /// <summary>What stands for the operation where there is none.</summary>
    public const string Unknown = "Unknown";

    /// <summary>The header with the request's id.</summary>
    public virtual string RequestIdHeader => "x-amzn-RequestId";

    /// <summary>The operation that a request is for, by its name in the API, or <see cref="Unknown"/>.</summary>
    public abstract string OperationOf(AwsRequest request);

    /// <summary>Whether an operation goes without a signature.</summary>
    public virtual bool IsAnonymous(string operation) => false;

    /// <summary>Does what is asked.</summary>
    /// <exception cref="AwsError">It can't be done.</exception>
    public abstract AwsAnswer Answer(AwsRequest request);

    /// <summary>An error as the service's protocol has it.</summary>
    public abstract AwsAnswer Fail(AwsRequest request, AwsError error);

    /// <summary>The service's code and status for a problem.</summary>
    public abstract AwsError Problem(AwsProblem problem, string message);

    /// <summary>Checks that the principal may do an action.</summary>
    /// <param name="request">The request.</param>
    /// <param name="action">The IAM action.</param>
    /// <param name="resource">The resource's ARN, where the service names one.</param>
    /// <exception cref="AwsError">It may not.</exception>
    protected void Allow(AwsRequest request, string action, string? resource = null)
    {
        Denial? denial = request.World.Denials.FirstOrDefault(denial => denial.Covers(action, request.Credentials!.AccountId, request.Region, resource));
        if (denial is not null)
        {
            throw Problem(AwsProblem.AccessDenied, $"User: {request.Credentials!.Arn} is not authorized to perform: {action}{(resource is null ? "" : " on resource: " + resource)} {denial.Reason ?? $"because no identity-based policy allows the {action} action"}");
        }
    }

    /// <summary>The error for something that AWS has and this doesn't: a test that needs it has to add it here.</summary>
    protected static AwsError NotHere(string what) => new("FakeAwsLacksThis", $"The fake AWS has no {what}.", 501);

    /// <summary>A text for XML.</summary>
    protected static string Xml(string? text) => SecurityElement.Escape(text ?? "");

    /// <summary>An element with a text, or nothing for null.</summary>
    protected static string Element(string name, string? text) => text is null ? "" : $"<{name}>{Xml(text)}</{name}>";
}
