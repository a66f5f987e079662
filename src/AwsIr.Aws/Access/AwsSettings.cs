using System.Globalization;
using Amazon.Runtime;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>
/// Endpoints, FIPS, dual stack and retries as environment and profile say, read at the beginning of an invocation. The SDK reads them
/// too, but once a process, and of the profile that it takes for the default.
/// </summary>
internal sealed class AwsSettings
{
    private readonly Func<string, string?> _endpoint;

    private AwsSettings(Func<string, string?> endpoint) => _endpoint = endpoint;

    /// <summary>AWS's own endpoints, and what is usual.</summary>
    public static AwsSettings Default { get; } = new(_ => null);

    /// <summary>Whether FIPS endpoints are asked for.</summary>
    public bool UseFips { get; private init; }

    /// <summary>Whether dual-stack endpoints are asked for.</summary>
    public bool UseDualStack { get; private init; }

    /// <summary>How failed requests are repeated.</summary>
    public RequestRetryMode RetryMode { get; private init; } = RequestRetryMode.Standard;

    /// <summary>How often a request is sent at most. More often than is usual with the SDK: a gap in the evidence is worse than a wait.</summary>
    public int MaxAttempts { get; private init; } = 5;

    /// <summary>The proxies that the environment says; null for the system's own settings.</summary>
    public EnvironmentProxy? Proxy { get; private init; }

    /// <summary>The endpoint of a service; null for AWS's own.</summary>
    /// <param name="serviceId">The service as the SDK names it, such as "CloudWatch Logs".</param>
    public string? Endpoint(string serviceId) => _endpoint(serviceId);

    /// <summary>Settings with one endpoint for every service.</summary>
    public static AwsSettings With(string? endpointUrl) => endpointUrl is null ? Default : new AwsSettings(_ => endpointUrl);

    /// <summary>Reads them.</summary>
    /// <param name="endpointUrl">The endpoint that the user gave for every service; null for none.</param>
    /// <param name="files">The shared files.</param>
    /// <param name="profile">The profile whose settings count; null for none.</param>
    /// <exception cref="SourceException">A setting makes no sense.</exception>
    public static AwsSettings Read(string? endpointUrl, SharedFiles files, SettingsSection? profile)
    {
        var services = profile?["services"] is { } name
            ? files.Services(name) ?? throw Wrong($"AWS profile '{profile.Name}' has services = {name}, but there is no [services {name}] in {files.ConfigPath}.")
            : null;
        var ignores = Switch("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls", profile);
        return new AwsSettings(service => Url(endpointUrl, "-EndpointUrl") ?? (ignores ? null : Configured(service, profile, services)))
        {
            Proxy = EnvironmentProxy.Read(),
            UseFips = Switch("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint", profile),
            UseDualStack = Switch("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint", profile),
            RetryMode = Text("AWS_RETRY_MODE", "retry_mode", profile)?.ToLowerInvariant() switch
            {
                null or "standard" or "legacy" => RequestRetryMode.Standard,
                "adaptive" => RequestRetryMode.Adaptive,
                var other => throw Wrong($"AWS_RETRY_MODE (or retry_mode) is {other}: it may be standard or adaptive."),
            },
            MaxAttempts = Text("AWS_MAX_ATTEMPTS", "max_attempts", profile) is not { } attempts ? Default.MaxAttempts
                : int.TryParse(attempts, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 100 ? count
                : throw Wrong($"AWS_MAX_ATTEMPTS (or max_attempts) is {attempts}: it may be 1 to 100."),
        };
    }

    /// <summary>In AWS's order: the environment's for the service, the environment's for all, the profile's for the service, the profile's for all.</summary>
    private static string? Configured(string service, SettingsSection? profile, SettingsSection? services)
    {
        var id = service.Replace(' ', '_');
        var variable = "AWS_ENDPOINT_URL_" + id.ToUpperInvariant();
        return Url(SharedFiles.Variable(variable), variable)
            ?? Url(SharedFiles.Variable("AWS_ENDPOINT_URL"), "AWS_ENDPOINT_URL")
            ?? Url(services?.Nested(id, "endpoint_url"), $"endpoint_url of {id} in [services {services?.Name}]")
            ?? Url(profile?["endpoint_url"], $"endpoint_url of profile '{profile?.Name}'");
    }

    /// <summary>An endpoint's URL, if it can be one.</summary>
    /// <param name="text">What was set; null for nothing.</param>
    /// <param name="setting">Where it was set, for the error.</param>
    public static string? Url(string? text, string setting) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Query.Length == 0 ? text.TrimEnd('/')
        : throw Wrong($"{setting} is no endpoint: it looks like https://vpce-1a2b3c.cloudtrail.eu-west-1.vpce.amazonaws.com.");

    private static bool Switch(string variable, string key, SettingsSection? profile) => Text(variable, key, profile)?.ToLowerInvariant() switch
    {
        null or "false" => false,
        "true" => true,
        var other => throw Wrong($"{variable} (or {key}) is {other}: it may be true or false."),
    };

    private static string? Text(string variable, string key, SettingsSection? profile) => SharedFiles.Variable(variable) ?? profile?[key];

    private static SourceException Wrong(string message) => new(AwsErrorIds.Parameters, SourceProblemKind.InvalidArgument, message);
}
