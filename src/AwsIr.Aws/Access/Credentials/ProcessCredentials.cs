using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>Credentials that a profile's <c>credential_process</c> prints.</summary>
internal static class ProcessCredentials
{
    private const int LongestOutput = 1 << 20;

    /// <summary>Runs the process and reads what it prints.</summary>
    /// <param name="profile">The profile's name, for errors.</param>
    /// <param name="command">The command line.</param>
    /// <param name="cancellation">Ends it, and the process.</param>
    /// <exception cref="SourceException">It fails, or does not print credentials.</exception>
    public static async Task<FetchedCredentials> FetchAsync(string profile, string command, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = Shell(command) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw Failed($"cannot be started: {e.Message}");
        }

        using var end = cancellation.Register(() => Kill(process));
        process.StandardInput.Close();
        var output = ReadAsync(process.StandardOutput);
        var error = ReadAsync(process.StandardError);
        var printed = await output.ConfigureAwait(false);
        var complaint = (await error.ConfigureAwait(false)).Trim();
        await Task.Run(process.WaitForExit, cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
        {
            throw Failed($"ended with {process.ExitCode}{(complaint.Length == 0 ? "" : ": " + AwsErrors.WithoutSecrets(complaint.Length > 400 ? complaint.Remove(400) + "…" : complaint))}");
        }

        if (JsonFields.Parse(printed) is not { } json || json.Credentials("SessionToken") is not { } credentials)
        {
            throw Failed("does not print credentials as JSON (Version 1, with AccessKeyId and SecretAccessKey)");
        }

        return credentials.Expiration is { } expiration && expiration <= DateTime.UtcNow
            ? throw new SourceException(AwsErrorIds.CredentialsExpired, SourceProblemKind.AccessDenied, $"The credential_process of profile '{profile}' prints credentials that expired at {expiration:yyyy-MM-dd HH:mm:ss}Z.")
            : credentials;

        SourceException Failed(string how) =>
            new(AwsErrorIds.Credentials, SourceProblemKind.AccessDenied, $"The credential_process of profile '{profile}' {how}.");
    }

    private static ProcessStartInfo Shell(string command)
    {
        var isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        return new ProcessStartInfo
        {
            FileName = isWindows ? "cmd.exe" : "sh",
            Arguments = isWindows ? $"/d /c {command}" : $"-c \"{command.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"",
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    /// <summary>Reads to the end, but keeps no more than a bound.</summary>
    private static async Task<string> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false) is > 0 and var count)
        {
            text.Append(buffer, 0, Math.Min(count, LongestOutput - text.Length));
        }

        return text.ToString();
    }

    private static void Kill(Process process)
    {
        try
        {
#if NET
            process.Kill(entireProcessTree: true);
#else
            process.Kill();
#endif
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It has ended.
        }
    }
}
