using System.Globalization;
using System.Text;

namespace AwsIr.Bench.Corpora;

/// <summary>CloudTrail as it is delivered to S3: at scale 1, 1.5 million events in 22,000 files, a month of six accounts.</summary>
internal sealed class CloudTrailCorpus(string root, double scale) : Corpus<CloudTrailFacts>(root, "cloudtrail", scale)
{
    /// <summary>The generator's version.</summary>
    public const int Version = 1;

    private const int FullFiles = 22_000;
    private const int FullEvents = 1_500_000;
    private const string SmallestAccount = "999988887777";
    private const int LargestFile = 7_000;
    private static readonly DateTime FirstDay = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Accounts = ["111122223333", "123456789012", "222233334444", "333344445555", "444455556666", SmallestAccount];
    private static readonly Weighted AccountWeights = new([0.30, 0.25, 0.20, 0.12, 0.08, 0.05]);
    private static readonly string[] Regions = ["us-east-1", "eu-west-1", "us-west-2", "ap-southeast-2", "eu-central-1"];
    private static readonly Weighted RegionWeights = new([0.5, 0.25, 0.12, 0.08, 0.05]);
    private static readonly Weighted Kinds = new(EventKinds.Weights);

    /// <summary>The smallest account's, about a twentieth.</summary>
    public override string Part => Path.Combine(Folder, SmallestAccount);

    /// <inheritdoc/>
    protected override int Generator => Version;

    /// <inheritdoc/>
    protected override CloudTrailFacts Make()
    {
        int[] sizes = Sizes();
        int[] starts = new int[sizes.Length];
        for (int i = 1; i < sizes.Length; i++)
        {
            starts[i] = starts[i - 1] + sizes[i - 1];
        }

        long[] events = new long[EventKinds.All.Length], succeeded = new long[events.Length], planted = new long[events.Length];
        long root = 0, text = 0, stored = 0;
        object gate = new();
        ForEachFile(sizes.Length, (number, buffer) =>
        {
            var file = new DeliveredFile(number, starts[number], sizes[number], buffer);
            long length = Write(file.Key, buffer.Text);
            lock (gate)
            {
                text += buffer.Length;
                stored += length;
                root += file.Root;
                foreach ((int kind, bool success, bool isPlanted) in file.Log)
                {
                    events[kind]++;
                    succeeded[kind] += success ? 1 : 0;
                    planted[kind] += isPlanted ? 1 : 0;
                }
            }
        });
        return new CloudTrailFacts
        {
            Generator = Generator,
            Files = sizes.Length,
            Records = sizes.Sum(static size => (long)size),
            TextBytes = text,
            StoredBytes = stored,
            Events = ByName(events),
            Succeeded = ByName(succeeded),
            Planted = ByName(planted),
            Root = root,
        };
    }

    private static Dictionary<string, long> ByName(long[] counts) =>
        EventKinds.All.GroupBy(static kind => kind.Name).ToDictionary(static group => group.Key, group => group.Sum(kind => counts[kind.Rank]));

    /// <summary>How many events each file has: mostly a few dozen, and a few files of megabytes.</summary>
    private int[] Sizes()
    {
        int files = Math.Max(1, (int)Math.Round(FullFiles * Scale)), events = Math.Max(files, (int)Math.Round(FullEvents * Scale));
        Rng rng = Rng.Of("sizes");
        double[] raw = [.. Enumerable.Range(0, files).Select(_ => rng.LogNormal(1.2))];
        double factor = events / raw.Sum();
        int[] sizes = Array.ConvertAll(raw, value => Math.Clamp((int)(value * factor), 1, LargestFile));
        sizes[files / 2] = Math.Min(LargestFile, 1 + (events / 20));
        for (int i = 0, missing = events - sizes.Sum(); missing != 0; i = (i + 1) % files)
        {
            int step = Math.Sign(missing);
            if (sizes[i] + step is >= 1 and <= LargestFile)
            {
                sizes[i] += step;
                missing -= step;
            }
        }

        return sizes;
    }

    /// <summary>One file: a few callers of one account and region within some minutes.</summary>
    private sealed class DeliveredFile
    {
        private static readonly Weighted Callers = new(Weighted.Zipf(8, 0.8));

        public DeliveredFile(int number, int firstEvent, int size, TextBuffer text)
        {
            Rng rng = new((ulong)number * 0x1000_0001 + 17);
            string account = Accounts[AccountWeights.Pick(rng)], region = Regions[RegionWeights.Pick(rng)];
            DateTime time = FirstDay.AddMinutes(rng.Below(30 * 24 * 12) * 5);
            string stamp = time.AddMinutes(5).ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture);
            string random = Encoding.ASCII.GetString(new TextBuffer().AddBase64(rng, 24).Text).Replace("+", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal)[..16];
            Key = $"{account}/CloudTrail/{region}/{time.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture)}/{account}_CloudTrail_{region}_{stamp}_{random}.json.gz";

            var callers = new Caller[8];
            for (int i = 0; i < callers.Length; i++)
            {
                callers[i] = Caller.Make(rng, account, time);
            }

            var records = new CloudTrailRecords(account, region, rng, text);
            Caller? root = null, plantedCaller = null;
            int kind = 0;
            int inRun = 0;
            text.Add("{\"Records\":["u8);
            for (int i = 0; i < size; i++)
            {
                if (i > 0)
                {
                    text.Add(","u8);
                }

                // Records of a file are not in the order of their time.
                DateTime at = time.AddSeconds((300.0 * i / size) + rng.Below(20));
                int index = firstEvent + i;
                if (index % Marker.Every == Marker.Every / 2)
                {
                    plantedCaller ??= Caller.Planted(account);
                    EventKind planted = RuleCorpus.PlantedKind(index / Marker.Every);
                    Log.Add((planted.Rank, records.Write(planted, plantedCaller, at, planted: true), true));
                    continue;
                }

                // The same call comes in runs.
                if (inRun == 0)
                {
                    kind = Kinds.Pick(rng);
                    inRun = 1 + rng.Below(4);
                }

                inRun--;
                Caller caller = callers[Callers.Pick(rng)];
                if (rng.Chance(0.00002))
                {
                    caller = root ??= Caller.Root(rng, account);
                    Root++;
                }

                Log.Add((kind, records.Write(EventKinds.All[kind], caller, at, planted: false), false));
            }

            text.Add("]}"u8);
        }

        public string Key { get; }

        public long Root { get; private set; }

        public List<(int Kind, bool Success, bool Planted)> Log { get; } = [];
    }
}
