using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AwsIr.Access;

/// <summary>The names of the files in which the CLI keeps what a sign-in gave.</summary>
internal static class CacheFile
{
    /// <summary>The file of an IAM Identity Center session.</summary>
    public static string OfSso(string session)
    {
#pragma warning disable CA5350 // It makes a name, and the CLI makes the same.
        using var hash = SHA1.Create();
#pragma warning restore CA5350
        return Path.Combine(SharedFiles.Folder, "sso", "cache", Name(hash, session));
    }

    /// <summary>The file of a sign-in to the console.</summary>
    public static string OfLogin(string session)
    {
        using var hash = SHA256.Create();
        return Path.Combine(SharedFiles.Variable("AWS_LOGIN_CACHE_DIRECTORY") ?? Path.Combine(SharedFiles.Folder, "login", "cache"), Name(hash, session));
    }

    private static string Name(HashAlgorithm hash, string session) =>
        string.Concat(hash.ComputeHash(Encoding.UTF8.GetBytes(session)).Select(b => b.ToString("x2", CultureInfo.InvariantCulture))) + ".json";
}
