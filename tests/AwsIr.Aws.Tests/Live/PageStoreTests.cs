using System.Text;
using AwsIr.Evidence;
using AwsIr.Live;

namespace AwsIr.Aws.Tests.Live;

public class PageStoreTests
{
    [Fact]
    public void Pages_are_read_again_from_memory_and_from_the_file()
    {
        using var store = new PageStore(maxMemory: 200);
        string[] texts = [.. Enumerable.Range(0, 50).Select(static number => $"{{\"page\":{number},\"text\":\"{new string((char)('a' + (number % 26)), 500)}\"}}")];
        EvidenceItem[] pages = [.. texts.Select((text, number) => store.Add($"page-{number}", Encoding.UTF8.GetBytes(text), "", null))];

        // In any order, by several threads, more than once.
        Parallel.For(0, 500, i =>
        {
            int number = i * 7 % 50;
            using Stream stream = EvidenceText.Open(pages[number]);
            using var reader = new StreamReader(stream);
            Assert.Equal(texts[number], reader.ReadToEnd());
        });
        Assert.Equal(Enumerable.Range(0, 50).Select(static number => $"page-{number}"), pages.Select(static page => page.Name));
    }

    [Fact]
    public void Recent_ids_are_told_and_old_ones_forgotten()
    {
        var ids = new RecentIds(capacity: 10);
        Assert.All(Enumerable.Range(0, 15), number => Assert.True(ids.Add($"{number}")));
        Assert.All(Enumerable.Range(0, 15), number => Assert.False(ids.Add($"{number}")));
        Assert.All(Enumerable.Range(100, 20), number => Assert.True(ids.Add($"{number}")));
        Assert.True(ids.Add("0"));
    }
}
