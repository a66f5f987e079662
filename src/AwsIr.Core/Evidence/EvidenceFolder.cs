namespace AwsIr.Evidence;

/// <summary>Finds the files below a folder, in an order that is the same on every machine.</summary>
internal static class EvidenceFolder
{
    /// <summary>
    /// The files below a folder: names in ordinal order, a folder's own files before those of its subfolders.
    /// Links to folders are not followed, so that a loop cannot go on for ever; links to files are.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="unreadable">Called with a folder that could not be listed, and why; the rest goes on.</param>
    public static IEnumerable<string> Files(string folder, Action<string, Exception> unreadable)
    {
        var pending = new Stack<string>();
        pending.Push(folder);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            string[] files;
            string[] folders;
            try
            {
                files = Directory.GetFiles(current);
                folders = Array.FindAll(Directory.GetDirectories(current), folder => (File.GetAttributes(folder) & FileAttributes.ReparsePoint) == 0);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                unreadable(current, e);
                continue;
            }

            Array.Sort(files, StringComparer.Ordinal);
            Array.Sort(folders, StringComparer.Ordinal);
            foreach (var file in files)
            {
                yield return file;
            }

            for (var i = folders.Length - 1; i >= 0; i--)
            {
                pending.Push(folders[i]);
            }
        }
    }
}
