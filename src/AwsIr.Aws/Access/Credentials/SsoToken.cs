using System.Globalization;
using System.Text.Json;

namespace AwsIr.Access;

/// <summary>What a sign-in to IAM Identity Center left in ~/.aws/sso/cache. The CLI, AWS.Tools and this module share the file.</summary>
internal sealed class SsoToken
{
    private readonly string _path;
    private readonly JsonElement _json;

    private SsoToken(string path, JsonElement json)
    {
        _path = path;
        _json = json;
        AccessToken = json.String("accessToken") ?? "";
        Expiration = json.Time("expiresAt") ?? DateTime.MinValue;
    }

    /// <summary>The token.</summary>
    public string AccessToken { get; private set; }

    /// <summary>When it expires, in UTC.</summary>
    public DateTime Expiration { get; private set; }

    /// <summary>What a refresh needs; null where the sign-in gave none, or its registration has expired.</summary>
    public (string ClientId, string ClientSecret, string RefreshToken)? Refresh =>
        _json.String("clientId") is { } id && _json.String("clientSecret") is { } secret && _json.String("refreshToken") is { } token
        && _json.Time("registrationExpiresAt") > DateTime.UtcNow ? (id, secret, token) : null;

    /// <summary>Reads the token of a session; null if nobody signed in to it.</summary>
    /// <param name="session">The session's name; in profiles without one, the start URL.</param>
    public static SsoToken? Read(string session)
    {
        var path = CacheFile.OfSso(session);
        try
        {
            return File.Exists(path) && JsonFields.Parse(File.ReadAllText(path)) is { } json ? new SsoToken(path, json) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Takes a refreshed token, and writes it for the others that share the file.</summary>
    /// <param name="accessToken">The new token.</param>
    /// <param name="refreshToken">The next refresh token; null if the old one stays.</param>
    /// <param name="expiration">When the new token expires, in UTC.</param>
    public void Replace(string accessToken, string? refreshToken, DateTime expiration)
    {
        AccessToken = accessToken;
        Expiration = expiration;
        var values = _json.EnumerateObject().ToDictionary(property => property.Name, property => (object)property.Value);
        values["accessToken"] = accessToken;
        values["refreshToken"] = refreshToken ?? values["refreshToken"];
        values["expiresAt"] = expiration.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        try
        {
            Write(JsonSerializer.SerializeToUtf8Bytes(values));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The token at hand is good; the others refresh for themselves.
        }
    }

    /// <summary>In one step, into a file that only this user can read.</summary>
    private void Write(byte[] json)
    {
        var path = $"{_path}.{Guid.NewGuid():N}.tmp";
        try
        {
#if NET
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(path, options))
            {
                file.Write(json, 0, json.Length);
            }

            File.Move(path, _path, overwrite: true);
#else
            File.WriteAllBytes(path, json);
            File.Replace(path, _path, null);
#endif
        }
        finally
        {
            File.Delete(path);
        }
    }
}
