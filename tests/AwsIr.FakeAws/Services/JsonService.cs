using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsIr.FakeAws;

/// <summary>A service of the protocol JSON 1.1: one path, the operation in X-Amz-Target.</summary>
/// <param name="action">The prefix of its IAM actions.</param>
/// <param name="targetPrefixes">What may stand before the operation in X-Amz-Target.</param>
internal abstract class JsonService(string action, params string[] targetPrefixes) : AwsService
{
    private const string ContentType = "application/x-amz-json-1.1";

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string OperationOf(AwsRequest request)
    {
        string[] target = (request.Signed.Header("X-Amz-Target") ?? "").Split('.');
        return targetPrefixes.Contains(string.Join('.', target[..^1])) ? target[^1] : Unknown;
    }

    public override AwsAnswer Answer(AwsRequest request)
    {
        if (request.Signed.Method != "POST" || request.Path != "/" || request.Operation == Unknown)
        {
            throw new AwsError("UnknownOperationException", "");
        }

        if (request.Signed.Header("Content-Type") != ContentType)
        {
            throw new AwsError("UnknownOperationException", "The Content-Type is not application/x-amz-json-1.1.");
        }

        if (!request.IsJson)
        {
            throw new AwsError("SerializationException", "");
        }

        Allow(request, $"{action}:{request.Operation}", Resource(request));
        return new AwsAnswer(200, ContentType, Encoding.UTF8.GetBytes(Do(request).ToJsonString(Compact)));
    }

    public override AwsAnswer Fail(AwsRequest request, AwsError error)
    {
        var body = new JsonObject { ["__type"] = error.Code };
        // Services differ in the case of this name, and so do the errors that they share with all others.
        body[error.Code is "AccessDeniedException" ? "Message" : "message"] = error.Message;
        return new AwsAnswer(error.Status, ContentType, Encoding.UTF8.GetBytes(body.ToJsonString(Compact))) { ErrorCode = error.Code };
    }

    public override AwsError Problem(AwsProblem problem, string message) => problem switch
    {
        AwsProblem.Missing => new AwsError("MissingAuthenticationTokenException", message),
        AwsProblem.Incomplete => new AwsError("IncompleteSignatureException", message),
        AwsProblem.UnknownKey => new AwsError("UnrecognizedClientException", message),
        AwsProblem.Expired => new AwsError("ExpiredTokenException", message),
        AwsProblem.AccessDenied => new AwsError("AccessDeniedException", message),
        AwsProblem.Throttled => new AwsError("ThrottlingException", message),
        AwsProblem.Internal => new AwsError("InternalFailure", message, 500),
        AwsProblem.Unavailable => new AwsError("ServiceUnavailableException", message, 503),
        _ => new AwsError("InvalidSignatureException", message),
    };

    /// <summary>The answer's body.</summary>
    protected abstract JsonObject Do(AwsRequest request);

    /// <summary>The ARN that the message of a denied request names, or null.</summary>
    protected virtual string? Resource(AwsRequest request) => null;

    /// <summary>A time as seconds since 1970, in the form that AWS's own servers write: with an exponent.</summary>
    protected static JsonNode? Seconds(DateTime? time)
    {
        if (time is not { } value)
        {
            return null;
        }

        decimal seconds = LogGroup.Milliseconds(value) / 1000m;
        return JsonNode.Parse(seconds.ToString("0.############E0", System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>An object without the members that are null.</summary>
    protected static JsonObject Object(params IEnumerable<(string Name, JsonNode? Value)> members)
    {
        var result = new JsonObject();
        foreach ((string name, JsonNode? value) in members)
        {
            if (value is not null)
            {
                result[name] = value;
            }
        }

        return result;
    }

    /// <summary>An array.</summary>
    protected static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);
}
