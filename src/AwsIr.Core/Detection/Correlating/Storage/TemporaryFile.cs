using System.Runtime.InteropServices;

namespace AwsIr.Detection;

/// <summary>
/// Files for what a run cannot keep in memory: readable by nobody else, and gone when they are closed or the process ends,
/// however it ends.
/// </summary>
internal static class TemporaryFile
{
    /// <summary>
    /// The folder that they are made in: the one that the user or the system sets, or else on Linux the one for large files,
    /// because /tmp often is memory itself.
    /// </summary>
    public static string Folder =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TMPDIR")) && Directory.Exists("/var/tmp")
            ? "/var/tmp"
            : Path.GetTempPath();

    /// <summary>The environment variable that sets it.</summary>
    public static string FolderVariable => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "TMP" : "TMPDIR";

    /// <summary>Makes one.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">Making it is not allowed.</exception>
    public static Stream Open()
    {
        string path = Path.Combine(Folder, "AwsIr-" + Guid.NewGuid().ToString("N") + ".tmp");
#if NET8_0_OR_GREATER
        if (!OperatingSystem.IsWindows())
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            var file = new FileStream(path, options);

            // Without a name it is nobody else's to open, and the system frees it with the process.
            File.Delete(path);
            return file;
        }
#endif
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
    }
}
