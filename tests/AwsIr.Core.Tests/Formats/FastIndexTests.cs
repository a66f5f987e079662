using System.Globalization;
using System.Text;
using AwsIr.Formats;
using CsCheck;

namespace AwsIr.Tests.Formats;

/// <summary>The fast path of the index takes nothing that the plain one does not, and gives the same.</summary>
public class FastIndexTests
{
    private static readonly byte[] Alphabet = "{}[]:,\"\\ \n0123456789-+.eEtrufalsn/bx\u00e9\0"u8.ToArray();

    [Fact]
    public void Valid_records_without_white_space_are_the_same_by_both_paths() => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            byte[] text = Encoding.UTF8.GetBytes(JsonMaker.Object(random, 4, spaces: false) + (random.Next(2) == 0 ? ",{\"a\\" : ""));
            Same(text);
        },
        iter: Iterations(), threads: 1);

    [Fact]
    public void Damaged_records_are_the_same_by_both_paths() => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            byte[] text = Encoding.UTF8.GetBytes(JsonMaker.Object(random, 4, spaces: random.Next(8) == 0));
            for (int damage = random.Next(1, 3); damage > 0; damage--)
            {
                int at = random.Next(1, text.Length);
                switch (random.Next(4))
                {
                    case 0:
                        text = [.. text[..at], .. text[Math.Min(text.Length, at + random.Next(1, 4))..]];
                        break;
                    case 1:
                        text = [.. text[..at], Alphabet[random.Next(Alphabet.Length)], .. text[at..]];
                        break;
                    default:
                        if (at < text.Length)
                        {
                            text[at] = Alphabet[random.Next(Alphabet.Length)];
                        }

                        break;
                }

                if (text.Length < 2)
                {
                    return;
                }
            }

            Same(text);
        },
        iter: Iterations() * 5, threads: 1);

    [Fact]
    public void Short_texts_of_structure_are_the_same_by_both_paths() => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            var text = new byte[random.Next(2, 90)];
            text[0] = (byte)'{';
            for (int i = 1; i < text.Length; i++)
            {
                text[i] = random.Next(3) == 0 ? Alphabet[random.Next(Alphabet.Length)] : "{}[]:,\"1"u8[random.Next(8)];
            }

            Same(text);
        },
        iter: Iterations() * 5, threads: 1);

    /// <summary>Each length of what stands before, so that every part of a record falls on every place of a block.</summary>
    [Fact]
    public void Parts_fall_on_every_place_of_a_block()
    {
        const string Rest = """{"eventName":"a\\\"b\u00e9\\","x":[],"y":{},"z":[{},[1,2.5e-3,true],null],"k\n":{"a":{"b":[]}},"eventID":false}""";
        for (int length = 0; length < 200; length++)
        {
            Assert.True(Same(Encoding.UTF8.GetBytes("{\"pad\":\"" + new string('p', length) + "\"," + Rest[1..] + ",{\"next\":1}")));
            Assert.True(Same(Encoding.UTF8.GetBytes("{\"pad\":\"" + new string('\\', length * 2) + "\"," + Rest[1..])));
        }
    }

    [Theory]
    [InlineData("""{"a":1}""", true)]
    [InlineData("{}", true)]
    [InlineData("""{"a":-0.5E+10,"b":[1,"x",{}]}tail""", true)]
    [InlineData("""{"a": 1}""", false)]
    [InlineData("""{"a":01}""", false)]
    [InlineData("""{"a":1.}""", false)]
    [InlineData("""{"a":tru}""", false)]
    [InlineData("""{"a":truee}""", false)]
    [InlineData("""{"a":1,}""", false)]
    [InlineData("""{"a"}""", false)]
    [InlineData("""{"a":}""", false)]
    [InlineData("""{1:2}""", false)]
    [InlineData("""{"a":1:2}""", false)]
    [InlineData("""{"a":[1:2]}""", false)]
    [InlineData("""{"a":{"b","c"}}""", false)]
    [InlineData("""{"a":{"b":1,"c"}}""", false)]
    [InlineData("""{"a":{"b":[}]}}""", false)]
    [InlineData("""{"a":[1}]""", false)]
    [InlineData("""{"a":"x""y"}""", false)]
    [InlineData("""{"a":"\x"}""", false)]
    [InlineData("""{"a":"\u12g4"}""", false)]
    [InlineData("""{"a":[,1]}""", false)]
    [InlineData("""{"a":{[1]:2}}""", false)]
    [InlineData("""{"a":1""", false)]
    public void What_the_fast_path_takes(string text, bool takes)
    {
        if (System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated)
        {
            Assert.Equal(takes, Same(Encoding.UTF8.GetBytes(text)));
        }
    }

    /// <summary>A text in a buffer that goes on, as a window does.</summary>
    /// <returns>Whether the fast path took it.</returns>
    private static bool Same(byte[] text)
    {
        var fast = new RecordIndex();
        bool took = fast.TryReadFast(text);
        var plain = new RecordIndex();
        IndexResult result = plain.ReadPlain(text);
        if (took)
        {
            Assert.True(result == IndexResult.Complete, Encoding.Latin1.GetString(text));
            Assert.Equal(Describe(plain), Describe(fast));
        }

        var read = new RecordIndex();
        Assert.Equal(result, read.Read(text));
        Assert.Equal(plain.Length, read.Length);
        return took;
    }

    private static string Describe(RecordIndex index)
    {
        var text = new StringBuilder(index.Length.ToString(CultureInfo.InvariantCulture));
        for (var key = (RecordKey)0; key < RecordKey.Count; key++)
        {
            text.Append(' ').Append(index[key]);
        }

        return text.Append(string.Join(";", index.Others)).ToString();
    }

    private static long Iterations() => long.TryParse(Environment.GetEnvironmentVariable("AWSIR_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : 2000;
}
