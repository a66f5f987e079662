using System.Globalization;
using AwsIr.Bench.Corpora;

namespace AwsIr.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed class BenchOptions
{
    /// <summary>The size of the corpora; 1 is the full one.</summary>
    public double Scale { get; private set; } = 1;

    /// <summary>How many threads read: in the floor, and as -ThrottleLimit in the jobs.</summary>
    public int Threads { get; private set; } = 2;

    /// <summary>How many timed passes.</summary>
    public int Repeat { get; private set; } = 3;

    /// <summary>The jobs to run; empty for all.</summary>
    public IReadOnlyList<string> Jobs { get; private set; } = [];

    /// <summary>The corpora of this size.</summary>
    public CorpusSet Corpora => new(CorpusRoot, Scale);

    /// <summary>Where the corpora lie.</summary>
    public string CorpusRoot { get; private set; } = Path.Combine(Repository.Root, "bench", ".corpus");

    /// <summary>Reads the arguments behind the verb.</summary>
    /// <exception cref="FormatException">They make no sense; the message is for the user.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions();
        for (int i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count)
            {
                throw new FormatException($"{arguments[i]} needs a value.");
            }

            string value = arguments[i + 1];
            switch (arguments[i])
            {
                case "--scale":
                    options.Scale = double.TryParse(value, CultureInfo.InvariantCulture, out double scale) && scale is > 0 and <= 100
                        ? scale : throw new FormatException($"--scale is a number above 0, not '{value}'.");
                    break;
                case "--threads":
                    options.Threads = Number(arguments[i], value);
                    break;
                case "--repeat":
                    options.Repeat = Number(arguments[i], value);
                    break;
                case "--jobs":
                    options.Jobs = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                    break;
                case "--corpus":
                    options.CorpusRoot = Path.GetFullPath(value);
                    break;
                default:
                    throw new FormatException($"'{arguments[i]}' is not an option.");
            }
        }

        return options;
    }

    /// <summary>The options as arguments for another process, with another scale or number of passes where given.</summary>
    public IEnumerable<string> ToArguments(double? scale = null, int? repeat = null) =>
    [
        "--scale", (scale ?? Scale).ToString(CultureInfo.InvariantCulture),
        "--threads", Threads.ToString(CultureInfo.InvariantCulture),
        "--repeat", (repeat ?? Repeat).ToString(CultureInfo.InvariantCulture),
        "--corpus", CorpusRoot,
    ];

    private static int Number(string option, string value) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= 256
            ? number : throw new FormatException($"{option} is a number from 1 to 256, not '{value}'.");
}
