using System.Text;

namespace AwsIr.FakeAws;

/// <summary>A service of the query protocol: a form in, XML out.</summary>
/// <param name="xmlNamespace">The namespace of its answers.</param>
/// <param name="version">The version that requests have to name.</param>
internal abstract class QueryService(string xmlNamespace, string version) : AwsService
{
    public override string OperationOf(AwsRequest request) => request["Version"] == version && request["Action"] is string action ? action : Unknown;

    public override AwsAnswer Answer(AwsRequest request)
    {
        if (request.Operation == Unknown)
        {
            throw new AwsError("InvalidAction", $"Could not find operation {request["Action"]} for version {request["Version"]}");
        }

        string result = Do(request);
        return Xml(200, $"<{request.Operation}Response xmlns=\"{xmlNamespace}\"><{request.Operation}Result>{result}</{request.Operation}Result><ResponseMetadata><RequestId>{Guid.NewGuid()}</RequestId></ResponseMetadata></{request.Operation}Response>");
    }

    public override AwsAnswer Fail(AwsRequest request, AwsError error) => Xml(
        error.Status,
        $"<ErrorResponse xmlns=\"{xmlNamespace}\"><Error><Type>{(error.Status < 500 ? "Sender" : "Receiver")}</Type><Code>{error.Code}</Code><Message>{Xml(error.Message)}</Message></Error><RequestId>{Guid.NewGuid()}</RequestId></ErrorResponse>") with
    {
        ErrorCode = error.Code,
    };

    public override AwsError Problem(AwsProblem problem, string message) => problem switch
    {
        AwsProblem.Missing => new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
        AwsProblem.Incomplete => new AwsError("IncompleteSignature", message, 400),
        AwsProblem.UnknownKey => new AwsError("InvalidClientTokenId", message, 403),
        AwsProblem.Expired => new AwsError("ExpiredToken", message, 403),
        AwsProblem.AccessDenied => new AwsError("AccessDenied", message, 403),
        AwsProblem.Throttled => new AwsError("Throttling", message),
        AwsProblem.Internal => new AwsError("InternalFailure", message, 500),
        AwsProblem.Unavailable => new AwsError("ServiceUnavailable", message, 503),
        _ => new AwsError("SignatureDoesNotMatch", message, 403),
    };

    /// <summary>What stands in the answer's result element.</summary>
    protected abstract string Do(AwsRequest request);

    private static AwsAnswer Xml(int status, string xml) => new(status, "text/xml", Encoding.UTF8.GetBytes(xml));
}
