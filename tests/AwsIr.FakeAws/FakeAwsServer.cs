using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AwsIr.FakeAws;

/// <summary>
/// A server on loopback that answers as AWS does, all services at one address. It verifies the signature of every request, knows
/// what <see cref="World"/> holds, meets requests with the <see cref="Faults"/> that a test planned, and logs what it was asked.
/// It listens from the constructor on.
/// </summary>
/// <example><code>
/// using var server = new FakeAwsServer();
/// AwsAccount account = server.World.AddAccount("111122223333");
/// AwsCredentials responder = account.AddUser("responder");
/// account.Region("eu-west-1").AddEvents(records);
/// server.World.AddBucket("example-trail", "eu-west-1", account).Put("AWSLogs/…", content);
/// server.World.Deny("guardduty:ListDetectors", region: "us-west-2");
/// server.Faults.Add("LookupEvents", Fault.Throttle, times: 2, after: 1);
/// // … ask server.Url …
/// Assert.Equal(4, server.RequestsOf("LookupEvents").Count);
/// </code></example>
public sealed class FakeAwsServer : IAsyncDisposable, IDisposable
{
    private const int MaxBody = 16 << 20;

    private readonly WebApplication app;
    private readonly CancellationTokenSource stopping = new();
    private readonly List<LoggedRequest> requests = [];
    private readonly UnsignedService unsigned = new();
    private readonly Dictionary<string, AwsService> services = new()
    {
        ["cloudtrail"] = new CloudTrailService(),
        ["logs"] = new LogsService(),
        ["guardduty"] = new GuardDutyService(),
        ["ec2"] = new Ec2Service(),
        ["config"] = new ConfigService(),
        ["sts"] = new StsService(),
        ["s3"] = new S3Service(),
    };

    private int inFlight;
    private int mostInFlight;

    /// <summary>Starts a server.</summary>
    /// <param name="world">What it knows, or null for an empty world.</param>
    /// <param name="port">Where it listens, or 0 for any free port.</param>
    public FakeAwsServer(AwsWorld? world = null, int port = 0)
    {
        World = world ?? new AwsWorld();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxBody;
            options.Limits.MinResponseDataRate = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Listen(IPAddress.Loopback, port, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        app = builder.Build();
        app.Run(HandleAsync);
        app.StartAsync().GetAwaiter().GetResult();
        Url = app.Urls.Single();
    }

    /// <summary>Where it is: http://127.0.0.1:port, without a slash at the end.</summary>
    public string Url { get; }

    /// <summary>What it knows.</summary>
    public AwsWorld World { get; }

    /// <summary>What goes wrong.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>What it was asked so far, in the order of arrival.</summary>
    public IReadOnlyList<LoggedRequest> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>How many requests were under way at once at most.</summary>
    public int MostInFlight => Volatile.Read(ref mostInFlight);

    /// <summary>How many requests are under way.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>What it was asked of one operation.</summary>
    public IReadOnlyList<LoggedRequest> RequestsOf(string operation) => [.. Requests.Where(request => request.Operation == operation)];

    /// <summary>Forgets what it was asked.</summary>
    public void ClearRequests()
    {
        lock (requests)
        {
            requests.Clear();
        }
    }

    /// <summary>Waits until an operation was asked for so many times.</summary>
    /// <returns>False when the time was up first.</returns>
    public bool WaitForRequests(string operation, int count = 1, int seconds = 30)
    {
        long begun = Stopwatch.GetTimestamp();
        lock (requests)
        {
            while (requests.Count(request => request.Operation == operation) < count)
            {
                TimeSpan left = TimeSpan.FromSeconds(seconds) - Stopwatch.GetElapsedTime(begun);
                if (left <= TimeSpan.Zero || !Monitor.Wait(requests, left))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        // Connections that a client holds open are not waited for.
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        int now = Interlocked.Increment(ref inFlight);
        int most;
        while (now > (most = MostInFlight) && Interlocked.CompareExchange(ref mostInFlight, now, most) != most)
        {
        }

        try
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping.Token);
            SignedRequest signed = await ReadAsync(context, ended.Token);
            var (answer, fault) = Answer(signed);
            await WriteAsync(context, answer, fault, ended.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
        catch (IOException)
        {
            // The client has gone.
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private static async Task<SignedRequest> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        List<KeyValuePair<string, string>> headers = [];
        foreach (var (name, values) in context.Request.Headers)
        {
            headers.AddRange(values.Select(value => new KeyValuePair<string, string>(name, value ?? "")));
        }

        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new SignedRequest(context.Request.Method, target, headers, body.ToArray());
    }

    private (AwsAnswer Answer, Fault? Fault) Answer(SignedRequest signed)
    {
        AwsRequest request = AwsRequest.Read(signed, World, Url);
        AwsService service = ServiceOf(request);
        request.Operation = service.OperationOf(request);
        LoggedRequest logged = Log(request, service);
        AwsAnswer answer;
        lock (World.Gate)
        {
            try
            {
                if (!service.IsAnonymous(request.Operation))
                {
                    Identify(request);
                    logged.AccountId = request.Credentials!.AccountId;
                    logged.Arn = request.Credentials.Arn;
                }

                logged.Fault = request.Fault = Faults.Next(logged);
                answer = request.Fault switch
                {
                    { Kind: FaultKind.Problem } fault => throw service.Problem(fault.Problem, fault.Message),
                    { Kind: FaultKind.Error } fault => throw new AwsError(fault.Code, fault.Message, fault.Status),
                    _ => service.Answer(request),
                };
            }
            catch (SignatureException failure)
            {
                answer = service.Fail(request, service.Problem(failure.Problem, failure.Message));
            }
            catch (AwsError error)
            {
                answer = service.Fail(request, error);
            }
#pragma warning disable CA1031 // Whatever it is, the test should see it rather than a connection that ends.
            catch (Exception mistake)
#pragma warning restore CA1031
            {
                answer = service.Fail(request, new AwsError("FakeAwsFailed", mistake.ToString(), 501));
            }

            logged.Status = answer.Status;
            logged.ErrorCode = answer.ErrorCode;
        }

        answer.Headers.Add((service.RequestIdHeader, Guid.NewGuid().ToString()));
        return (answer, request.Fault);
    }

    /// <summary>The service that a request is signed for; without a signature, the one that has what is asked.</summary>
    private AwsService ServiceOf(AwsRequest request) =>
        request.Scope is { } scope ? services.GetValueOrDefault(scope.Service, unsigned)
        : unsigned.OperationOf(request) != AwsService.Unknown ? unsigned
        : services.Values.FirstOrDefault(service => service.OperationOf(request) != AwsService.Unknown, services["s3"]);

    /// <summary>Says who asks. An account that is closed, or a region that is off, makes good credentials invalid ones.</summary>
    private void Identify(AwsRequest request)
    {
        AwsCredentials credentials = SigV4Verifier.Verify(request.Signed, World.Find, World.Now);
        AwsAccount account = World.Accounts[credentials.AccountId];
        if (account.Suspended || !account.EnabledRegions.Contains(request.Region))
        {
            throw new SignatureException(AwsProblem.UnknownKey, "The security token included in the request is invalid.");
        }

        request.Credentials = credentials;
    }

    private LoggedRequest Log(AwsRequest request, AwsService service)
    {
        var (bucket, key) = service is S3Service ? S3Service.Place(request) : default;
        var logged = new LoggedRequest
        {
            Time = World.Now,
            Service = request.Scope?.Service ?? "",
            Operation = request.Operation,
            Path = request.Path,
            Region = request.Scope?.Region,
            AccessKeyId = request.Scope?.AccessKeyId,
            Parameters = request.Parameters,
            Headers = request.Signed.Headers,
            Bucket = bucket,
            Key = key,
        };
        lock (requests)
        {
            requests.Add(logged);
            Monitor.PulseAll(requests);
        }

        return logged;
    }

    private async Task WriteAsync(HttpContext context, AwsAnswer answer, Fault? fault, CancellationToken cancellationToken)
    {
        switch (fault?.Kind)
        {
            case FaultKind.CutBeforeHeaders:
                await CutAsync(context, default);
                return;
            case FaultKind.CutInHeaders:
                await CutAsync(context, "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-j"u8.ToArray());
                return;
            case FaultKind.Stall:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return;
            case FaultKind.Delay:
                await Task.Delay(fault.Wait, cancellationToken);
                break;
        }

        HttpResponse response = context.Response;
        response.StatusCode = fault is { Kind: FaultKind.Body } ? fault.Status : answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers.Date = World.Now.ToString("R", CultureInfo.InvariantCulture);
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        await WriteBodyAsync(context, answer, fault, cancellationToken);
    }

    private static async Task WriteBodyAsync(HttpContext context, AwsAnswer answer, Fault? fault, CancellationToken cancellationToken)
    {
        HttpResponse response = context.Response;
        ReadOnlyMemory<byte> body = answer.Body;
        if (fault is { Kind: FaultKind.Body })
        {
            long left = fault.Length == 0 ? fault.Content.Length : fault.Length;
            response.ContentLength = left;
            while (left > 0)
            {
                int count = (int)Math.Min(left, fault.Content.Length);
                await response.Body.WriteAsync(fault.Content[..count], cancellationToken);
                left -= count;
            }

            return;
        }

        response.ContentLength = answer.Status == 304 ? null : answer.Length ?? body.Length;
        switch (fault?.Kind)
        {
            case FaultKind.CutInBody:
                await response.Body.WriteAsync(body[..Math.Min(fault.Bytes, body.Length)], cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
                await CutAsync(context, default);
                break;
            case FaultKind.StallInBody:
                await response.Body.WriteAsync(body[..Math.Min(fault.Bytes, body.Length)], cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
                await Task.Delay(Timeout.Infinite, cancellationToken);
                break;
            case FaultKind.SlowBody:
                for (int at = 0; at < body.Length; at += fault.Bytes)
                {
                    await Task.Delay(fault.Wait, cancellationToken);
                    await response.Body.WriteAsync(body.Slice(at, Math.Min(fault.Bytes, body.Length - at)), cancellationToken);
                    await response.Body.FlushAsync(cancellationToken);
                }

                break;
            default:
                await response.Body.WriteAsync(body, cancellationToken);
                break;
        }
    }

    /// <summary>Ends the connection after these last bytes, and after all that was written before has been sent.</summary>
    private static async Task CutAsync(HttpContext context, ReadOnlyMemory<byte> last)
    {
        var output = context.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output;
        var connection = context.Features.GetRequiredFeature<IConnectionLifetimeFeature>();
        if (last.Length > 0)
        {
            await output.WriteAsync(last);
        }

        await output.CompleteAsync();
        // The transport closes its side when all is sent; a client that keeps its side open is not waited for long.
        await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(2)), Closed(connection.ConnectionClosed));
        context.Abort();

        static Task Closed(CancellationToken closed)
        {
            var source = new TaskCompletionSource();
            closed.Register(source.SetResult);
            return source.Task;
        }
    }
}
