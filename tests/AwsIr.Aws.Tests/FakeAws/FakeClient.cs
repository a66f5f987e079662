using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.FakeAws;

/// <summary>Signs requests to the fake and reads its answers, with nothing in between.</summary>
internal sealed class FakeClient(FakeAwsServer server, AwsCredentials credentials, string region = "eu-west-1") : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Url) };

    /// <summary>An operation of JSON 1.1.</summary>
    public FakeAnswer Json(string service, string target, JsonObject body) =>
        Send(service, HttpMethod.Post, "/", body.ToJsonString(), [("Content-Type", "application/x-amz-json-1.1"), ("X-Amz-Target", target)]);

    public FakeAnswer CloudTrail(string operation, JsonObject? body = null) => Json("cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101." + operation, body ?? []);

    public FakeAnswer Logs(string operation, JsonObject? body = null) => Json("logs", "Logs_20140328." + operation, body ?? []);

    public FakeAnswer Config(string operation, JsonObject? body = null) => Json("config", "StarlingDoveService." + operation, body ?? []);

    public FakeAnswer GuardDuty(HttpMethod method, string path, JsonObject? body = null) =>
        Send("guardduty", method, path, body?.ToJsonString() ?? "", body is null ? [] : [("Content-Type", "application/json")]);

    /// <summary>An operation of a form.</summary>
    public FakeAnswer Form(string service, string version, string operation, params (string Name, string Value)[] parameters) => Send(
        service,
        HttpMethod.Post,
        "/",
        string.Join('&', parameters.Prepend(("Version", version)).Prepend(("Action", operation)).Select(static p => $"{SigV4.Encode(p.Item1)}={SigV4.Encode(p.Item2)}")),
        [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]);

    public FakeAnswer Sts(string operation, params (string Name, string Value)[] parameters) => Form("sts", "2011-06-15", operation, parameters);

    public FakeAnswer Ec2(string operation, params (string Name, string Value)[] parameters) => Form("ec2", "2016-11-15", operation, parameters);

    /// <summary>A request to S3.</summary>
    public FakeAnswer S3(HttpMethod method, string target, params (string Name, string Value)[] headers) =>
        Send("s3", method, target, "", [("X-Amz-Content-Sha256", SigV4.EmptyHash), .. headers]);

    /// <summary>A signed request.</summary>
    public FakeAnswer Send(string service, HttpMethod method, string target, string body, (string Name, string Value)[] headers) =>
        Send(Sign(service, method, target, body, headers));

    /// <summary>A request as it is.</summary>
    public FakeAnswer Send(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = client.SendAsync(request, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
            byte[] content = response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
            Dictionary<string, string> answered = new(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            {
                answered[name] = string.Join(", ", values);
            }

            return new FakeAnswer(response.StatusCode, answered, content);
        }
    }

    /// <summary>Signs a request; the date is now unless the headers have one.</summary>
    public HttpRequestMessage Sign(string service, HttpMethod method, string target, string body, (string Name, string Value)[] headers)
    {
        string date = headers.FirstOrDefault(static header => header.Name == "X-Amz-Date").Value ?? DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        List<KeyValuePair<string, string>> all = [new("Host", client.BaseAddress!.Authority), new("X-Amz-Date", date)];
        all.AddRange(headers.Where(static header => header.Name is not "X-Amz-Date" and not "Host").Select(static header => new KeyValuePair<string, string>(header.Name, header.Value)));
        if (headers.FirstOrDefault(static header => header.Name == "Host").Value is string host)
        {
            all[0] = new("Host", host);
        }

        if (credentials.SessionToken is not null)
        {
            all.Add(new("X-Amz-Security-Token", credentials.SessionToken));
        }

        string[] signed = [.. all.Select(static header => header.Key.ToLowerInvariant()).Order(StringComparer.Ordinal)];
        byte[] content = Encoding.UTF8.GetBytes(body);
        var scope = new SigV4Scope(credentials.AccessKeyId, date[..8], region, service, signed, "");
        string signature = SigV4.Signature(new SignedRequest(method.Method, target, all, content), scope, date, SigV4.Hash(content), credentials.SecretAccessKey);
        all.Add(new("Authorization", $"{SigV4Scope.Algorithm} Credential={credentials.AccessKeyId}/{scope.Text}, SignedHeaders={string.Join(';', signed)}, Signature={signature}"));

        var request = new HttpRequestMessage(method, new Uri(client.BaseAddress.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(content);
        }

        foreach ((string name, string value) in all)
        {
            if (name == "Content-Type")
            {
                request.Content ??= new ByteArrayContent(content);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    public void Dispose() => client.Dispose();
}

/// <summary>What came back.</summary>
internal sealed record FakeAnswer(HttpStatusCode Status, Dictionary<string, string> Headers, byte[] Content)
{
    public string Text => Encoding.UTF8.GetString(Content);

    public JsonObject Json => (JsonObject)JsonNode.Parse(Content)!;

    public XElement Xml => XElement.Parse(Text);

    /// <summary>The text of the first XML element of a name, whatever its namespace; null without one.</summary>
    public string? this[string name] => Xml.DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    /// <summary>The texts of all XML elements of a name.</summary>
    public string[] All(string name) => [.. Xml.DescendantsAndSelf().Where(element => element.Name.LocalName == name).Select(static element => element.Value)];

    public FakeAnswer Ok()
    {
        Assert.True((int)Status is >= 200 and < 300, $"{Status}: {Text}");
        return this;
    }
}
