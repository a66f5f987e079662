using AwsIr.Detection;
using CsCheck;

namespace AwsIr.Tests.Detection;

/// <summary>What is in memory or in a temporary file reads the same.</summary>
public sealed class SpillTests
{
    [Theory]
    [InlineData(0, 8)]
    [InlineData(5, 8)]
    [InlineData(5, 24)]
    [InlineData(100, 8)]
    [InlineData(100, 4096)]
    public void A_list_gives_what_was_added(int inMemory, int writeBytes)
    {
        using var list = new SpillList<long>(inMemory, Sigma.LittleMemory with { WriteBytes = writeBytes });
        var reader = new SpillReader<long>(list, 3);
        for (int round = 0; round < 2; round++)
        {
            for (long i = 0; i < 40; i++)
            {
                list.Add(i * 7 + round);
                Assert.Equal(i * 7 + round, reader[i]);
                Assert.Equal(i / 2 * 7 + round, reader[i / 2]);
            }

            list.AddRange([.. Enumerable.Range(40, 160).Select(i => i * 7L + round)]);
            Assert.Equal(200, list.Count);
            for (int start = 0; start < 200; start += 13)
            {
                long[] read = new long[9];
                int count = list.Read(start, read);
                Assert.InRange(count, 1, 9);
                Assert.Equal(Enumerable.Range(start, count).Select(i => i * 7L + round), read.Take(count));
            }

            Assert.Equal(Enumerable.Range(0, 200).Select(i => i * 7L + round), Enumerable.Range(0, 200).Select(i => reader[i]));
            list.Clear();
            reader.Forget();
        }
    }

    [Fact]
    public void Texts_come_back_as_they_were_whatever_is_in_them()
    {
        using var texts = new TextStore(Sigma.LittleMemory);
        string[] written = ["", "a", "\ud800 half a pair", new string('x', 70_000), "\0"];
        long start = texts.End;
        texts.Write(written);
        texts.Write("last");

        Assert.Equal(written, texts.ReadTexts(ref start));
        Assert.Equal("last", texts.ReadText(ref start));
        Assert.Equal(texts.End, start);
    }

    private static readonly RuleSet Rules = Sigma.Compile(
        Sigma.Selection("eventName: A", "A") + string.Join("", Enumerable.Range(0, 3).Select(i =>
            $"---\ntitle: t\nname: c{i}\ncorrelation:\n    type: event_count\n    rules: [A]\n    group-by: [g]\n    timespan: 1m\n    condition: {{ gte: 1 }}\n")));

    [Fact]
    public void Occurrences_come_sorted_and_the_first_of_a_group_has_its_name() => Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 5], Gen.Int[0, 50]).Array[0, 200].Sample(
        items =>
        {
            Occurrence[] all = items.Select((item, i) => new Occurrence
            {
                Correlation = item.Item1,
                Group = new Hash128((ulong)item.Item2, 1),
                Time = item.Item3,
                Ordinal = item.Item4,
                Value = new Hash128(0, (ulong)i),
            }).ToArray();
            using var texts = new TextStore(Sigma.LittleMemory);
            using var sorter = new OccurrenceSorter(Rules.Correlations, Sigma.LittleMemory, 2, texts);
            for (int i = 0; i < all.Length; i++)
            {
                sorter.Add(all[i], ["other", $"name{i}"], 1);
            }

            Occurrence[] expected = [.. all.OrderBy(o => o.Correlation).ThenBy(o => o.Group.High).ThenBy(o => o.Time).ThenBy(o => o.Ordinal).ThenBy(o => o.Value.Low)];
            SortedOccurrences sorted = sorter.Sort();
            for (int i = 0; i < expected.Length; i++)
            {
                Occurrence actual = sorted.Current;
                Assert.Equal(0, Occurrence.Compare(expected[i], actual));
                if (i == 0 || !actual.IsInGroupOf(expected[i - 1]))
                {
                    long at = actual.Text;
                    Assert.Equal($"name{actual.Value.Low}", texts.ReadText(ref at));
                }

                sorted.Advance();
            }

            Assert.True(sorted.IsAtEnd);
            Assert.Equal(all.Length, sorter.Count);
            Assert.Equal(all.Length >= 3, sorter.Runs > 0);
        },
        iter: 200);

    [Fact]
    public void An_occurrence_takes_64_bytes() => Assert.Equal(64, System.Runtime.CompilerServices.Unsafe.SizeOf<Occurrence>());

    [Fact]
    public void A_temporary_file_has_no_name_or_goes_with_its_stream()
    {
        string[] before = Mine();
        using (Stream file = TemporaryFile.Open())
        {
            file.Write([1, 2, 3]);
            file.Position = 1;
            Assert.Equal(2, file.ReadByte());
            Assert.True(OperatingSystem.IsWindows() || Mine().Length <= before.Length);
        }

        Assert.Empty(Mine().Except(before));

        static string[] Mine() => Directory.GetFiles(TemporaryFile.Folder, "AwsIr-*.tmp");
    }

    [Fact]
    public void Files_are_made_only_when_memory_is_full()
    {
        int files = 0;
        CorrelationMemory memory = CorrelationMemory.Default with { OpenFile = () => { files++; return new MemoryStream(); } };
        using (var list = new SpillList<long>(1000, memory))
        {
            list.AddRange(new long[1000]);
            Assert.Equal(0, files);
            list.AddRange(new long[10_000]);
            Assert.Equal(1, files);
        }
    }
}
