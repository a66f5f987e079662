using System.Globalization;
using System.Text;

namespace AwsIr.Bench.Corpora;

/// <summary>VPC Flow Logs as they are delivered to S3, in the default format: at scale 1, 10 million lines in 430 files.</summary>
internal sealed class FlowLogCorpus(string root, double scale) : Corpus<FlowLogFacts>(root, "flow", scale)
{
    private const int FullFiles = 430;
    private const int FullLines = 10_000_000;
    private const int Sources = 100_000;
    private const int Interfaces = 400;
    private const double RejectShare = 0.13;
    private const double GapShare = 0.001;
    private const string Account = "111122223333";
    private static readonly DateTime FirstDay = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Regions = ["us-east-1", "eu-west-1"];
    private static readonly int[] Ports = [443, 80, 22, 53, 3306, 5432, 6379, 8080, 3389, 445, 23, 9092, 123, 8443, 25, 1433];
    private static readonly Weighted PortWeights = new(Weighted.Zipf(16, 1.1));
    private static readonly Weighted SourceWeights = new(Weighted.Zipf(Sources, 1));
    private static readonly byte[][] Addresses = [.. Enumerable.Range(0, Sources).Select(static i => Encoding.ASCII.GetBytes(Address(i)))];

    /// <inheritdoc/>
    public override string Part => Path.Combine(Folder, Account, "vpcflowlogs", Regions[1]);

    /// <inheritdoc/>
    protected override int Generator => 1;

    /// <summary>A file's text: the header and some lines.</summary>
    public static byte[] Sample(int lines)
    {
        var text = new TextBuffer();
        WriteLines(text, Rng.Of("sample"), FirstDay, new Flow[lines]);
        return text.Text.ToArray();
    }

    /// <inheritdoc/>
    protected override FlowLogFacts Make()
    {
        int files = Math.Max(2, (int)Math.Round(FullFiles * Scale)), lines = (int)Math.Round(FullLines * Scale);
        var all = new Sum[Sources];
        var rejected = new Sum[Sources];
        long gaps = 0, text = 0, stored = 0;
        object gate = new();
        ForEachFile(files, (number, buffer) =>
        {
            int first = (int)((long)lines * number / files), next = (int)((long)lines * (number + 1) / files);
            Rng rng = new((ulong)number * 0x2000_0003 + 5);
            DateTime time = FirstDay.AddMinutes(5 * number);

            // One file in twenty is of the second region.
            string region = Regions[number % 20 == 1 ? 1 : 0];
            var flows = new Flow[next - first];
            WriteLines(buffer, rng, time, flows);
            string random = Encoding.ASCII.GetString(new TextBuffer().AddHex(rng, 8).Text);
            long length = Write(
                $"{Account}/vpcflowlogs/{region}/{time.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture)}/{Account}_vpcflowlogs_{region}_fl-0123456789abcdef0_{time.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture)}_{random}.log.gz",
                buffer.Text);
            lock (gate)
            {
                text += buffer.Length;
                stored += length;
                foreach (Flow flow in flows)
                {
                    if (flow.Source < 0)
                    {
                        gaps++;
                        continue;
                    }

                    all[flow.Source].Add(flow);
                    if (flow.Rejected)
                    {
                        rejected[flow.Source].Add(flow);
                    }
                }
            }
        });
        return new FlowLogFacts
        {
            Generator = Generator,
            Files = files,
            Records = lines,
            TextBytes = text,
            StoredBytes = stored,
            Rejects = rejected.Sum(static sum => sum.Flows),
            Gaps = gaps,
            TopAll = Top(all),
            TopRejects = Top(rejected),
        };
    }

    private static FlowLogFacts.Talker[] Top(Sum[] sums) =>
    [
        .. sums.Select(static (sum, source) => new FlowLogFacts.Talker(Address(source), sum.Flows, sum.Bytes))
            .OrderByDescending(static talker => talker.Bytes).Take(10),
    ];

    /// <summary>Writes the header and the lines.</summary>
    /// <param name="flows">Takes what was written, a line each.</param>
    private static void WriteLines(TextBuffer text, Rng rng, DateTime time, Flow[] flows)
    {
        long epoch = (long)(time - DateTime.UnixEpoch).TotalSeconds;
        text.Add("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n"u8);
        for (int i = 0; i < flows.Length; i++)
        {
            int eni = rng.Below(Interfaces);
            long start = epoch + (300L * i / flows.Length), end = start + 20 + rng.Below(40);
            text.Add("2 "u8).Add(Account).Add(" eni-0a1b2c3d4e5f6"u8).Add(1000 + eni);
            if (rng.Chance(GapShare))
            {
                flows[i] = new Flow(-1, false, 0);
                text.Add(" - - - - - - - "u8).Add(start).Add(" "u8).Add(end).Add(" - NODATA\n"u8);
                continue;
            }

            // Who is rejected is not who talks most, and mostly from outside.
            bool rejected = rng.Chance(RejectShare);
            int rank = SourceWeights.Pick(rng), source = rejected ? (rank + 60_025) % Sources : rank;
            int port = Ports[PortWeights.Pick(rng)], packets = 1 + (rejected ? rng.Below(3) : Math.Min(1_000_000, (int)(rng.LogNormal(1.6) * 8)));
            long bytes = (long)packets * (40 + rng.Below(rejected ? 20 : 1400));
            flows[i] = new Flow(source, rejected, bytes);
            text.Add(" "u8).Add(Addresses[source]).Add(" 10."u8).Add(eni & 3).Add("."u8).Add(eni >> 2).Add("."u8).Add(10 + (eni % 200)).Add(" "u8);

            // Half of the flows are answers: from the well-known port.
            int client = 32_768 + rng.Below(28_232);
            bool answer = !rejected && (rank & 1) == 0;
            text.Add(answer ? port : client).Add(" "u8).Add(answer ? client : port).Add(port is 53 or 123 ? " 17 "u8 : " 6 "u8)
                .Add(packets).Add(" "u8).Add(bytes).Add(" "u8).Add(start).Add(" "u8).Add(end)
                .Add(rejected ? " REJECT OK\n"u8 : " ACCEPT OK\n"u8);
        }
    }

    /// <summary>An address of the ranges for benchmarks (198.18.0.0/15), for documentation (2001:db8::/32), or a private one.</summary>
    private static string Address(int number) => (number % 50) switch
    {
        7 => string.Create(CultureInfo.InvariantCulture, $"2001:db8:{1 + (number >> 16):x}:{1 + (number % 97):x}::{number & 0xffff:x}"),
        < 20 => $"10.{64 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}",
        _ => $"198.{18 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}",
    };

    /// <summary>A line; its source is -1 for a gap.</summary>
    private readonly record struct Flow(int Source, bool Rejected, long Bytes);

    private struct Sum
    {
        public long Flows { get; private set; }

        public long Bytes { get; private set; }

        public void Add(Flow flow)
        {
            Flows++;
            Bytes += flow.Bytes;
        }
    }
}
