using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>A file with a token in it, which whoever runs the container or the pipeline puts there and renews.</summary>
internal static class TokenFile
{
    private const int Longest = 1 << 20;

    /// <summary>Reads it as it is now.</summary>
    /// <param name="path">The file.</param>
    /// <param name="setting">What names it, for the error.</param>
    /// <exception cref="SourceException">There is none, or it cannot be a token.</exception>
    public static string Read(string path, string setting)
    {
        try
        {
            var file = new FileInfo(SharedFiles.Expand(path));
            return file.Length <= Longest && File.ReadAllText(file.FullName).Trim() is { Length: > 0 } token && token.IndexOfAny(['\r', '\n']) < 0
                ? token
                : throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.InvalidData, $"{path} ({setting}) holds no token.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.NotFound, $"The token file of {setting} cannot be read: {e.Message}");
        }
    }
}
