using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsIr.FakeAws;

/// <summary>A request as a service reads it.</summary>
internal sealed class AwsRequest
{
    private AwsRequest(SignedRequest signed)
    {
        Signed = signed;
        Path = Uri.UnescapeDataString(signed.RawPath);
        Query = SigV4.ParseQuery(signed.RawQuery);
        Scope = SigV4Scope.Parse(signed.Header("Authorization") ?? "");
    }

    /// <summary>The request as it came.</summary>
    public SignedRequest Signed { get; }

    /// <summary>The path, decoded.</summary>
    public string Path { get; }

    /// <summary>The query, decoded, in the order sent.</summary>
    public List<KeyValuePair<string, string>> Query { get; }

    /// <summary>The signature's scope, or null when there is none or it is malformed.</summary>
    public SigV4Scope? Scope { get; }

    /// <summary>The region that the signature is for.</summary>
    public string Region => Scope?.Region ?? "us-east-1";

    /// <summary>The world.</summary>
    public required AwsWorld World { get; init; }

    /// <summary>Where this server is, without a slash at the end.</summary>
    public required string ServerUrl { get; init; }

    /// <summary>Who asks, once the signature was verified; null for operations without one.</summary>
    public AwsCredentials? Credentials { get; set; }

    /// <summary>The account of whoever asks.</summary>
    public AwsAccount Account => World.Accounts[Credentials!.AccountId];

    /// <summary>What that account has in the request's region.</summary>
    public RegionData Data => Account.Region(Region);

    /// <summary>The operation.</summary>
    public string Operation { get; set; } = "";

    /// <summary>The fault that shapes the answer, or null.</summary>
    public Fault? Fault { get; set; }

    /// <summary>The parameters for the log: of the query, of the form, or the top level of the JSON body.</summary>
    public Dictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>The JSON body; empty when it has none or is not an object.</summary>
    public JsonObject Json { get; private set; } = [];

    /// <summary>Whether the body is a JSON object or empty.</summary>
    public bool IsJson { get; private set; } = true;

    /// <summary>Reads a request.</summary>
    public static AwsRequest Read(SignedRequest signed, AwsWorld world, string serverUrl)
    {
        var request = new AwsRequest(signed) { World = world, ServerUrl = serverUrl };
        foreach ((string name, string value) in request.Query)
        {
            request.Parameters[name] = value;
        }

        string type = signed.Header("Content-Type") ?? "";
        if (type.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal))
        {
            foreach ((string name, string value) in SigV4.ParseQuery(Encoding.UTF8.GetString(signed.Body.Span)))
            {
                request.Parameters[name] = value;
            }
        }
        else if (signed.Body.Length > 0 && type.Contains("json", StringComparison.Ordinal))
        {
            request.ReadJson();
        }

        return request;
    }

    /// <summary>A parameter of the query or the form, or null.</summary>
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    private void ReadJson()
    {
        try
        {
            if (JsonNode.Parse(Signed.Body.Span) is JsonObject body)
            {
                Json = body;
                foreach ((string name, JsonNode? value) in body)
                {
                    Parameters[name] = value?.ToString() ?? "";
                }

                return;
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        IsJson = false;
    }
}
