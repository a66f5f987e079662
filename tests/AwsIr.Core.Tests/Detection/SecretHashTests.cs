using AwsIr.Detection;

namespace AwsIr.Tests.Detection;

public sealed class SecretHashTests
{
    /// <summary>From the vectors that come with the authors' reference implementation: the key is 00 01 … 0f, the input 00 01 … of some length.</summary>
    [Theory]
    [InlineData(0, "a3817f04ba25a8e66df67214c7550293")]
    [InlineData(1, "da87c1d86b99af44347659119b22fc45")]
    [InlineData(7, "a1f1ebbed8dbc153c0b84aa61ff08239")]
    [InlineData(8, "3b62a9ba6258f5610f83e264f31497b4")]
    [InlineData(15, "5493e99933b0a8117e08ec0f97cfc3d9")]
    [InlineData(16, "6ee2a4ca67b054bbfd3315bf85230577")]
    [InlineData(63, "5150d1772f50834a503e069a973fbd7c")]
    public void It_is_SipHash_2_4_of_128_bits(int length, string expected)
    {
        byte[] input = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        Hash128 hash = SecretHash.Of(input, 0x0706050403020100, 0x0f0e0d0c0b0a0908);
        byte[] bytes = [.. BitConverter.GetBytes(hash.High), .. BitConverter.GetBytes(hash.Low)];
        Assert.Equal(expected, Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void Keys_are_the_same_for_texts_that_differ_only_by_case()
    {
        // What the framework says of every character, also those whose case is not that of another in one character only.
        var byComparer = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var byKey = new Dictionary<Hash128, int>();
        for (int c = 0; c <= char.MaxValue; c++)
        {
            string text = "a" + (char)c + "b";
            byComparer.TryAdd(text, c);
            byKey.TryAdd(KeyOf(text), c);
            Assert.Equal(byComparer[text], byKey[KeyOf(text)]);
        }

        Assert.Equal(byComparer.Count, byKey.Count);
        Assert.Equal(KeyOf("Straße \U00010400"), KeyOf("STRAße \U00010428"));
    }

    [Fact]
    public void Keys_differ_where_the_same_characters_are_divided_otherwise()
    {
        string[][] texts = [[], [""], ["", ""], ["ab"], ["a", "b"], ["", "ab"], ["ab", ""], ["a", "", "b"]];
        Assert.Equal(texts.Length, texts.Select(KeyOf).Distinct().Count());

        var key = new KeyWriter();
        key.Begin(1);
        key.Add("x");
        Hash128 one = key.End();
        key.Begin(2);
        key.Add("x");
        Assert.NotEqual(one, key.End());
    }

    private static Hash128 KeyOf(params string[] texts)
    {
        var key = new KeyWriter();
        key.Begin(0);
        foreach (string text in texts)
        {
            key.Add(text);
        }

        return key.End();
    }
}
