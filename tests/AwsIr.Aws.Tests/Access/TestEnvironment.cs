using System.Collections;

namespace AwsIr.Aws.Tests.Access;

/// <summary>An environment without anything of AWS in it, and with an empty home folder. What there was comes back in the end.</summary>
internal sealed class TestEnvironment : IDisposable
{
    private readonly Dictionary<string, string?> before = [];

    public TestEnvironment()
    {
        Home = Directory.CreateTempSubdirectory("awsir-home-").FullName;
        foreach (string name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static entry => (string)entry.Key).ToList())
        {
            if (name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase))
            {
                Set(name, null);
            }
        }

        Set("HOME", Home);
        Set("USERPROFILE", Home);
        Set("AWS_EC2_METADATA_DISABLED", "true");
    }

    /// <summary>The home folder.</summary>
    public string Home { get; }

    /// <summary>Sets a variable.</summary>
    public void Set(string name, string? value)
    {
        before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    /// <summary>Writes ~/.aws/config.</summary>
    public void Config(string text) => Write(".aws/config", text);

    /// <summary>Writes ~/.aws/credentials.</summary>
    public void Credentials(string text) => Write(".aws/credentials", text);

    /// <summary>Writes a file of the home folder.</summary>
    public string Write(string path, string text)
    {
        string full = Path.Combine(Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public void Dispose()
    {
        foreach (var (name, value) in before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Directory.Delete(Home, recursive: true);
    }
}
