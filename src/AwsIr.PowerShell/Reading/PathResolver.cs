using System.Management.Automation;
using DriveNotFoundException = System.Management.Automation.DriveNotFoundException;

namespace AwsIr.Commands;

/// <summary>Resolves users' paths to those of the file system; what names nothing becomes an error that does not end the run.</summary>
/// <param name="cmdlet">The cmdlet that writes the errors.</param>
internal sealed class PathResolver(PSCmdlet cmdlet)
{
    /// <summary>The files and folders that a path with wildcards names.</summary>
    public IEnumerable<string> Wildcards(string path)
    {
        try
        {
            var resolved = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name != "FileSystem")
            {
                return NotFound(path, "it is not a path of the file system");
            }

            return resolved.Count == 0 ? NotFound(path, "there is nothing of that name") : resolved;
        }
        catch (Exception e) when (e is ItemNotFoundException or DriveNotFoundException or ProviderNotFoundException)
        {
            return NotFound(path, "there is nothing of that name");
        }
    }

    /// <summary>The file or folder that a path taken as it is written names.</summary>
    public IEnumerable<string> Literal(string path)
    {
        try
        {
            var resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (provider.Name != "FileSystem")
            {
                return NotFound(path, "it is not a path of the file system");
            }

            return File.Exists(resolved) || Directory.Exists(resolved) ? [resolved] : NotFound(path, "there is nothing of that name");
        }
        catch (Exception e) when (e is DriveNotFoundException or ProviderNotFoundException)
        {
            return NotFound(path, "there is no drive of that name");
        }
    }

    private string[] NotFound(string path, string why)
    {
        cmdlet.WriteError(new ErrorRecord(
            new ItemNotFoundException($"{Display.Text(path)}: {why}."), ErrorIds.PathNotFound, ErrorCategory.ObjectNotFound, path));
        return [];
    }
}
