using System.Globalization;
using System.Text;

namespace AwsIr.Tests.Formats;

/// <summary>Makes JSON at random.</summary>
internal static class JsonMaker
{
    private static readonly string[] Keys = ["eventName", "eventID", "Records", "userIdentity", "a", "", "a.b", "x y", "\\\"", "\\\\", "\\u0041", "\\ud83d\\ude00", "é", "😀", "{", "},", ":\\\",\\\"", "long key that goes on and on and is longer than a block of sixty-four bytes"];

    private static readonly string[] Scalars = ["null", "true", "false", "0", "-0", "1", "-12.50", "1e5", "1E+5", "0.1e-7", "123456789012345678901234567890"];

    /// <summary>An object.</summary>
    public static string Object(Random random, int depth, bool spaces) =>
        "{" + string.Join(",", Enumerable.Range(0, random.Next(6)).Select(_ => Space(random, spaces) + Text(random) + Space(random, spaces) + ":" + Space(random, spaces) + Value(random, depth, spaces))) + Space(random, spaces) + "}";

    private static string Value(Random random, int depth, bool spaces) => random.Next(depth > 0 ? 8 : 5) switch
    {
        0 or 1 => Scalars[random.Next(Scalars.Length)],
        2 or 3 or 4 => Text(random),
        5 or 6 => Object(random, depth - 1, spaces),
        _ => "[" + string.Join(",", Enumerable.Range(0, random.Next(5)).Select(_ => Space(random, spaces) + Value(random, depth - 1, spaces))) + Space(random, spaces) + "]",
    };

    private static string Text(Random random)
    {
        var text = new StringBuilder("\"");
        for (int i = random.Next(3); i >= 0; i--)
        {
            text.Append(Keys[random.Next(Keys.Length)]);
        }

        return text.Append(CultureInfo.InvariantCulture, $"\"").ToString();
    }

    private static string Space(Random random, bool spaces) => spaces && random.Next(3) == 0 ? " \n" : "";
}
