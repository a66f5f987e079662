using AwsIr.Evidence;

namespace AwsIr.Tests.Evidence;

public class EvidenceFolderTests
{
    [Fact]
    public void Files_come_in_ordinal_order_and_a_loop_of_links_ends()
    {
        string root = Directory.CreateTempSubdirectory("awsir-").FullName;
        try
        {
            foreach (string name in new[] { "b.json", "B.json", "a/2.json", "a/10.json", "a/x/1.json", "c/3.json" })
            {
                string path = Path.Combine(root, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, "[]");
            }

            if (!OperatingSystem.IsWindows())
            {
                Directory.CreateSymbolicLink(Path.Combine(root, "a", "loop"), root);
            }

            IEnumerable<string> found = EvidenceFolder.Files(root, (folder, e) => Assert.Fail(folder + e));
            Assert.Equal(["B.json", "b.json", "a/10.json", "a/2.json", "a/x/1.json", "c/3.json"], found.Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told()
    {
        var told = new List<string>();
        Assert.Empty(EvidenceFolder.Files(Path.Combine(Path.GetTempPath(), "no-such-folder-here"), (folder, _) => told.Add(folder)));
        Assert.Single(told);
    }
}
