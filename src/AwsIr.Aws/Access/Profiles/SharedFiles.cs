using System.Runtime.InteropServices;
using Amazon.Runtime.CredentialManagement;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>
/// The shared configuration files, ~/.aws/credentials and ~/.aws/config, as they are now. The SDK's own reader finds out only once a
/// process where they are, which is wrong in a session where <c>$env:AWS_CONFIG_FILE</c> may be set at any time.
/// </summary>
internal sealed class SharedFiles
{
    private readonly Dictionary<string, SettingsSection> _profiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SettingsSection> _ssoSessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SettingsSection> _services = new(StringComparer.Ordinal);

    private SharedFiles(string credentialsPath, string configPath)
    {
        CredentialsPath = credentialsPath;
        ConfigPath = configPath;
    }

    /// <summary>Where the credentials file is, or would be.</summary>
    public string CredentialsPath { get; }

    /// <summary>Where the configuration file is, or would be.</summary>
    public string ConfigPath { get; }

    /// <summary>The names of the profiles, in order.</summary>
    public IReadOnlyList<string> ProfileNames => [.. _profiles.Keys.OrderBy(name => name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The folder of the shared files, where SSO's tokens are as well.</summary>
    public static string Folder => Path.Combine(Home, ".aws");

    private static string Home =>
        (IsWindows ? Variable("USERPROFILE") : null) ?? Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Reads both files; one that does not exist is empty.</summary>
    /// <param name="location">A credentials file to read instead of the usual one; its neighbour "config" is then read as well. It may be written as either.</param>
    /// <exception cref="SourceException">A file cannot be read, or the location does not exist.</exception>
    public static SharedFiles Read(string? location = null)
    {
        if (location is not null && !File.Exists(location))
        {
            throw new SourceException(AwsErrorIds.ProfileNotFound, SourceProblemKind.NotFound, $"-ProfileLocation {location}: there is no such file.");
        }

        var config = Variable("AWS_CONFIG_FILE") ?? Path.Combine(location is null ? Folder : Path.GetDirectoryName(Path.GetFullPath(location))!, "config");
        var files = new SharedFiles(location ?? Expand(Variable("AWS_SHARED_CREDENTIALS_FILE") ?? Path.Combine(Folder, "credentials")), Expand(config));

        // What the credentials file says of a profile comes last, and counts.
        files.Read(files.ConfigPath, isConfig: true, isCredentials: false);
        files.Read(files.CredentialsPath, isConfig: location is not null, isCredentials: true);
        return files;
    }

    /// <summary>A profile; null if there is none of that name.</summary>
    public SettingsSection? Profile(string name) => _profiles.TryGetValue(name, out var profile) ? profile : Encrypted(name);

    /// <summary>An <c>[sso-session]</c>; null if there is none of that name.</summary>
    public SettingsSection? SsoSession(string name) => _ssoSessions.TryGetValue(name, out var session) ? session : null;

    /// <summary>A <c>[services]</c> section; null if there is none of that name.</summary>
    public SettingsSection? Services(string name) => _services.TryGetValue(name, out var services) ? services : null;

    /// <summary>An environment variable; null if it is not set or empty.</summary>
    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name)?.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>A path with ~ for the home folder.</summary>
    public static string Expand(string path) =>
        path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal) ? Path.Combine(Home, path.Substring(2)) : path;

    private void Read(string path, bool isConfig, bool isCredentials)
    {
        try
        {
            if (File.Exists(path))
            {
                Parse(File.ReadLines(path), isConfig, isCredentials);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.Other, $"{path} cannot be read: {e.Message}");
        }
    }

    private void Parse(IEnumerable<string> lines, bool isConfig, bool isCredentials)
    {
        SettingsSection? section = null;
        var group = "";
        foreach (var line in lines)
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] is '#' or ';')
            {
                continue;
            }

            if (text[0] == '[')
            {
                section = Section(text, isConfig, isCredentials);
                group = "";
            }
            else if (section is not null && text.IndexOf('=') is > 0 and var at)
            {
                var key = text.Substring(0, at).TrimEnd();
                var value = text.Substring(at + 1).TrimStart();
                if (char.IsWhiteSpace(line[0]) && group.Length > 0)
                {
                    section.Set(group, key, value);
                }
                else
                {
                    section.Set(key, value);
                    group = value.Length == 0 ? key : "";
                }
            }
        }
    }

    /// <summary>The section that a line such as <c>[profile audit]</c> begins; null for one that means nothing here.</summary>
    private SettingsSection? Section(string line, bool isConfig, bool isCredentials)
    {
        var end = line.IndexOf(']');
        var words = (end < 0 ? line.Substring(1) : line.Substring(1, end - 1)).Trim().Split([' ', '\t'], 2);
        var name = words.Length < 2 ? "" : words[1].Trim().Trim('"', '\'');
        return words[0] switch
        {
            "profile" when isConfig && name.Length > 0 => In(_profiles, name),
            "sso-session" when isConfig && name.Length > 0 => In(_ssoSessions, name),
            "services" when isConfig && name.Length > 0 => In(_services, name),
            "default" when name.Length == 0 => In(_profiles, "default"),
            _ when isCredentials => In(_profiles, string.Join(" ", words).Trim('"', '\'')),
            _ => null,
        };
    }

    private static SettingsSection In(Dictionary<string, SettingsSection> sections, string name)
    {
        if (!sections.TryGetValue(name, out var section))
        {
            sections[name] = section = new SettingsSection(name);
        }

        return section;
    }

    /// <summary>On Windows: a profile that AWS.Tools or the toolkit for Visual Studio stored encrypted for this user (Set-AWSCredential -StoreAs).</summary>
    private static SettingsSection? Encrypted(string name)
    {
        if (!IsWindows || !new NetSDKCredentialsFile().TryGetProfile(name, out var stored))
        {
            return null;
        }

        var profile = new SettingsSection(name);
        profile.Set("aws_access_key_id", stored.Options.AccessKey ?? "");
        profile.Set("aws_secret_access_key", stored.Options.SecretKey ?? "");
        profile.Set("aws_session_token", stored.Options.Token ?? "");
        profile.Set("role_arn", stored.Options.RoleArn ?? "");
        profile.Set("source_profile", stored.Options.SourceProfile ?? "");
        profile.Set("external_id", stored.Options.ExternalID ?? "");
        profile.Set("mfa_serial", stored.Options.MfaSerial ?? "");
        profile.Set("credential_process", stored.Options.CredentialProcess ?? "");
        profile.Set("region", stored.Region?.SystemName ?? "");
        return profile;
    }
}
