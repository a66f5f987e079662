namespace AwsIr.Detection;

/// <summary>
/// Files for what a run cannot keep in memory: in the system's folder for temporary files, readable by nobody else,
/// and gone when they are closed or the process ends, however it ends.
/// </summary>
internal static class TemporaryFile
{
    /// <summary>Makes one.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">Making it is not allowed.</exception>
    public static Stream Open()
    {
        string path = Path.Combine(Path.GetTempPath(), "AwsIr-" + Guid.NewGuid().ToString("N") + ".tmp");
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
