using System.Net;

namespace AwsIr.Access;

/// <summary>
/// The proxies that HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say. .NET reads them once a process, and on Windows PowerShell not
/// at all: here they count as they are when a cmdlet begins.
/// </summary>
internal sealed class EnvironmentProxy : IWebProxy
{
    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly string[] _direct;

    private EnvironmentProxy(Uri? http, Uri? https, string[] direct)
    {
        _http = http;
        _https = https;
        _direct = direct;
    }

    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; }

    /// <summary>The proxies; null if there are none, and the system's own settings count.</summary>
    public static EnvironmentProxy? Read()
    {
        var all = Address("ALL_PROXY");
        var http = Address("HTTP_PROXY") ?? all;
        var https = Address("HTTPS_PROXY") ?? all;
        if (http is null && https is null)
        {
            return null;
        }

        var direct = Variable("NO_PROXY")?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new EnvironmentProxy(http, https, direct) { Credentials = Login(https ?? http!) };
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : For(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => For(host) is null || host.IsLoopback || _direct.Any(entry => Matches(entry, host));

    private Uri? For(Uri destination) => destination.Scheme == "https" ? _https : _http;

    /// <summary>Whether an entry is a host, a domain (with or without a dot or *. before), or *; with a port or without.</summary>
    private static bool Matches(string entry, Uri host)
    {
        if (entry.IndexOf(':') is > 0 and var at && int.TryParse(entry.Substring(at + 1), out var port))
        {
            if (port != host.Port)
            {
                return false;
            }

            entry = entry.Remove(at);
        }

        if (entry == "*")
        {
            return true;
        }

        var domain = entry.TrimStart('*').TrimStart('.');
        return domain.Length > 0 && (string.Equals(host.Host, domain, StringComparison.OrdinalIgnoreCase) || host.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));
    }

    private static Uri? Address(string name)
    {
        var text = Variable(name);
        return text is null ? null : Uri.TryCreate(text.Contains("://") ? text : "http://" + text, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri : null;
    }

    private static NetworkCredential? Login(Uri proxy)
    {
        var parts = proxy.UserInfo.Split([':'], 2);
        return parts[0].Length == 0 ? null : new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private static string? Variable(string name) => SharedFiles.Variable(name.ToLowerInvariant()) ?? SharedFiles.Variable(name);
}
