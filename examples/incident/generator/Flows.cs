using System.Globalization;
using System.Text;

// ---------------------------------------------------------------------------------------------------------------
// What the network saw: VPC Flow Logs of every interface, one record a minute and connection, delivered every five
// minutes in a custom format.
// ---------------------------------------------------------------------------------------------------------------

/// <summary>A network interface.</summary>
sealed record Nic(string Id, string Address, string? Instance, string Subnet, string Zone);

/// <summary>One record of a flow log.</summary>
sealed record Flow(DateTime Start, int Seconds, Nic Nic, string Source, int SourcePort, string Destination, int DestinationPort, int Protocol, int Packets, long Bytes, int Flags = 0, bool Accepted = true, string? DestinationService = null)
{
    const string Header = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path";

    const int Tcp = 6;

    /// <summary>Why there is no flow: nothing happened (NODATA), or it could not be kept (SKIPDATA).</summary>
    public string? Gap { get; init; }

    public bool Ingress => Destination == Nic.Address || Destination.StartsWith("2001:db8:20:", StringComparison.Ordinal);

    /// <summary>The answers to a TCP flow, as the same interface sees them.</summary>
    public Flow Answer(int packets, long bytes) => this with
    {
        Source = Destination,
        SourcePort = DestinationPort,
        Destination = Source,
        DestinationPort = SourcePort,
        Packets = packets,
        Bytes = bytes,
        Flags = (Flags & 2) == 0 ? Flags : Flags | 16,
    };

    public override string ToString()
    {
        long start = new DateTimeOffset(Start).ToUnixTimeSeconds();
        string head = $"5 {Scene.Shop} {Nic.Id}";
        string tail = $"{Scene.Vpc} {Nic.Subnet} {Nic.Instance ?? "-"}";
        return Gap is not null
            ? $"{head} - - - - - - - {start} {start + Seconds} - {Gap} {tail} - - - - {Scene.Home} {Nic.Zone} - - - -"
            : string.Create(CultureInfo.InvariantCulture, $"{head} {Source} {Destination} {SourcePort} {DestinationPort} {Protocol} {Packets} {Bytes} {start} {start + Seconds} {(Accepted ? "ACCEPT" : "REJECT")} OK {tail} {(Protocol == Tcp ? Flags : 0)} {(Source.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4")} {Source} {Destination} {Scene.Home} {Nic.Zone} - {DestinationService ?? "-"} {(Ingress ? "ingress" : "egress")} {(Ingress ? "-" : DestinationService is not null ? "7" : Private(Destination) ? "1" : "8")}");
    }

    /// <summary>Writes the logs: an object for every five minutes in which a flow began.</summary>
    public static void Write(IEnumerable<Flow> flows, string root)
    {
        foreach (var slot in flows.GroupBy(f => new DateTime(f.Start.Ticks / (TimeSpan.TicksPerMinute * 5) * TimeSpan.TicksPerMinute * 5, DateTimeKind.Utc)).OrderBy(g => g.Key))
        {
            // Interfaces report by themselves: the lines of one file are in no order of time.
            IEnumerable<string> lines = slot.OrderBy(f => f.Nic.Id, StringComparer.Ordinal).ThenBy(f => f.Start).Select(f => f.ToString());
            Rng rng = new("flows:" + slot.Key.Ticks);
            string key = string.Create(CultureInfo.InvariantCulture, $"{Scene.Shop}/vpcflowlogs/{Scene.Home}/{slot.Key:yyyy/MM/dd}/{Scene.Shop}_vpcflowlogs_{Scene.Home}_fl-0a7b7777777777777_{slot.Key:yyyyMMdd'T'HHmm'Z'}_{rng.Hex(8)}.log.gz");
            Files.Write(root, key, Files.Gzip(Encoding.ASCII.GetBytes(string.Join('\n', lines.Prepend(Header)) + "\n")));
        }
    }

    static bool Private(string address) => address.StartsWith("10.", StringComparison.Ordinal);
}

static class Flows
{
    const int Tcp = 6, Udp = 17, Icmp = 1;
    const int Syn = 2, Opened = 3, Refused = 6;

    public static readonly Nic Bastion = new("eni-0a11111111111aaaa", Scene.BastionPrivate, Scene.Bastion, "subnet-0a66666666666aaaa", "euw1-az1");
    public static readonly Nic Web1 = new("eni-0b22222222222bbbb", "10.20.1.15", Scene.Web1, "subnet-0b66666666666bbbb", "euw1-az1");
    public static readonly Nic Web2 = new("eni-0c33333333333cccc", "10.20.2.16", Scene.Web2, "subnet-0f66666666666ffff", "euw1-az2");
    public static readonly Nic Balancer = new("eni-0d44444444444dddd", "10.20.0.100", null, "subnet-0a66666666666aaaa", "euw1-az1");
    public static readonly Nic Database = new("eni-0e55555555555eeee", "10.20.3.20", null, "subnet-0d66666666666dddd", "euw1-az1");
    public static readonly Nic Idle = new("eni-0f66666666666ffff", "10.20.3.77", null, "subnet-0d66666666666dddd", "euw1-az1");

    /// <summary>The ports that the attacker tries on the web servers: the first two are open.</summary>
    public static readonly int[] ScannedPorts =
    [
        22, 8080, 21, 23, 25, 53, 80, 81, 110, 111, 135, 139, 143, 389, 443, 445, 465, 587, 631, 636,
        873, 993, 995, 1433, 1521, 2049, 2375, 2379, 3000, 3306, 3389, 5000, 5432, 5601, 5672, 5900, 6379, 8000, 8443, 9200,
    ];

    static readonly int[] NoisyPorts = [23, 445, 3389, 5060, 8088, 2222];

    public static IEnumerable<Flow> All() => Ordinary().Concat(FromOutside()).Concat(Session()).Concat(FromBastion()).Concat(Theft());

    static IEnumerable<Flow> Ordinary()
    {
        for (int minute = 0; minute < 90; minute++)
        {
            DateTime time = Scene.Start.AddMinutes(minute);
            Rng rng = new("minute:" + minute);
            Nic[] web = time < Scene.At("13:53:00") ? [Web1] : [Web1, Web2];
            for (int i = 0; i < 4; i++)
            {
                // Visitors, who reach a web server through the load balancer.
                string visitor = rng.Next(9) == 0 ? $"2001:db8:{rng.Next(4096) + 256:x}::{rng.Next(65535) + 1:x}" : Client(rng);
                string front = visitor.Contains(':', StringComparison.Ordinal) ? "2001:db8:20::100" : Balancer.Address;
                Flow asked = new(time.AddSeconds(rng.Next(50)), 8, Balancer, visitor, Ephemeral(rng), front, 443, Tcp, 12 + rng.Next(20), 3000 + rng.Next(9000), Opened);
                yield return asked;
                yield return asked.Answer(14 + rng.Next(60), 18_000 + rng.Next(400_000));
                Nic server = web[i % web.Length];
                Flow passed = new(asked.Start, 8, Balancer, Balancer.Address, Ephemeral(rng), server.Address, 8080, Tcp, 14 + rng.Next(20), 4000 + rng.Next(9000), Opened);
                yield return passed;
                yield return passed with { Nic = server };
                yield return (passed with { Nic = server }).Answer(15 + rng.Next(50), 17_000 + rng.Next(300_000));
            }

            foreach (Nic server in web)
            {
                Flow query = new(time.AddSeconds(rng.Next(20)), 38, server, server.Address, Ephemeral(rng), Database.Address, 3306, Tcp, 120 + rng.Next(400), 30_000 + rng.Next(60_000));
                yield return query;
                yield return query with { Nic = Database };
                yield return new(time.AddSeconds(rng.Next(30)), 4, server, server.Address, Ephemeral(rng), "198.51.100.201", 443, Tcp, 20 + rng.Next(60), 20_000 + rng.Next(200_000), Opened, DestinationService: "S3");
                yield return new(time.AddSeconds(rng.Next(30)), 2, server, server.Address, Ephemeral(rng), "198.51.100.202", 443, Tcp, 14 + rng.Next(9), 4000 + rng.Next(2000), Opened, DestinationService: "AMAZON");
            }

            // The noise of the internet: a packet here and there, refused.
            foreach (int port in NoisyPorts.Where(_ => rng.Next(3) == 0))
            {
                Nic knocked = rng.Next(2) == 0 ? Bastion : Balancer;
                yield return new(time.AddSeconds(rng.Next(59)), 0, knocked, Client(rng), Ephemeral(rng), knocked.Address, port, port == 5060 ? Udp : Tcp, 1, port == 5060 ? 431 : 44, Syn, Accepted: false);
            }

            if (time >= Scene.At("13:33:00") && time < Scene.At("14:12:00"))
            {
                // Alice works on the bastion.
                Flow typed = new(time.AddSeconds(2), 55, Bastion, Scene.Office, 50522, Bastion.Address, 22, Tcp, 110 + rng.Next(200), 9000 + rng.Next(9000));
                yield return typed;
                yield return typed.Answer(120 + rng.Next(200), 12_000 + rng.Next(30_000));
            }

            if (minute % 5 == 1)
            {
                yield return new(time.AddSeconds(11), 0, Bastion, Bastion.Address, 123, "192.0.2.123", 123, Udp, 1, 76);
                yield return new(time.AddSeconds(30), 3, Database, Web1.Address, 0, Database.Address, 0, Icmp, 4, 336);
            }

            yield return new(time, 59, Idle, "", 0, "", 0, 0, 0, 0) { Gap = "NODATA" };
        }
    }

    // 13:46 The shop's front, then every door of the bastion's public address, then passwords on the open one.
    static IEnumerable<Flow> FromOutside()
    {
        Flow front = new(Scene.At("13:46:00"), 58, Balancer, Scene.AttackerConsole, 50810, Balancer.Address, 443, Tcp, 210, 31_200, Opened);
        yield return front;
        yield return front.Answer(190, 88_410);
        yield return front with { Start = Scene.At("13:47:00"), Seconds = 28, Packets = 88 };

        for (int i = 0; i < 120; i++)
        {
            // Ports that nobody has open, 7 apart.
            yield return new(Scene.At("13:48:10").AddSeconds(i * 3 / 4), 0, Bastion, Scene.AttackerConsole, 51_000 + i, Bastion.Address, 1000 + (i * 7), Tcp, 1, 44, Syn, Accepted: false);
        }

        Rng rng = new("ssh");
        for (int i = 0; i < 60; i++)
        {
            Flow attempt = new(Hosts.Attempt(i), 5, Bastion, Scene.AttackerConsole, Hosts.AttemptPort(i), Bastion.Address, 22, Tcp, 16 + rng.Next(9), 2600 + rng.Next(500), Opened);
            yield return attempt;
            yield return attempt.Answer(14 + rng.Next(9), 2900 + rng.Next(500));
        }
    }

    // 13:57:47 One password was right, and the session lasts.
    static IEnumerable<Flow> Session()
    {
        Rng rng = new("session");
        for (int i = 0; i < 49; i++)
        {
            Flow typed = new(Scene.At("13:57:47").AddMinutes(i), 58, Bastion, Scene.AttackerConsole, Hosts.SessionPort, Bastion.Address, 22, Tcp, 120 + rng.Next(500), 9000 + rng.Next(30_000), i == 0 ? Syn : 0);
            yield return typed;
            yield return typed.Answer(120 + rng.Next(500), 12_000 + rng.Next(60_000));
        }
    }

    // 14:04 From the bastion: who is there, what do they offer, and passwords on one of them.
    static IEnumerable<Flow> FromBastion()
    {
        for (int i = 1; i <= 60; i++)
        {
            string target = "10.20.1." + i;
            Flow probe = new(Scene.At("14:04:00").AddSeconds((i - 1) / 2), 0, Bastion, Bastion.Address, 40_000 + i, target, 22, Tcp, 1, 60, Syn);
            yield return probe;
            if (target == Web1.Address)
            {
                yield return probe with { Nic = Web1 };
            }
        }

        foreach (var (server, from) in new[] { (Web1, "14:05:00"), (Web2, "14:06:00") })
        {
            for (int i = 0; i < ScannedPorts.Length; i++)
            {
                bool open = i < 2;
                Flow probe = new(Scene.At(from).AddSeconds(i), 0, Bastion, Bastion.Address, 41_000 + i, server.Address, ScannedPorts[i], Tcp, open ? 3 : 1, open ? 164 : 60, open ? Refused : Syn);
                yield return probe;
                yield return probe with { Nic = server, Accepted = open };
            }
        }

        for (int i = 0; i < 6; i++)
        {
            Flow attempt = new(Scene.At("14:07:05").AddSeconds(i * 8), 6, Bastion, Bastion.Address, 42_000 + i, Web1.Address, 22, Tcp, 18, 2900, Opened);
            yield return attempt;
            yield return attempt with { Nic = Web1 };
        }
    }

    // 14:31 The database, then what was gathered leaves, 165 MB a minute; the flow log cannot keep up for two minutes.
    static IEnumerable<Flow> Theft()
    {
        for (int i = 0; i < 6; i++)
        {
            Flow query = new(Scene.At("14:31:05").AddMinutes(i), 57, Bastion, Bastion.Address, 43_306, Database.Address, 3306, Tcp, 60_000, 3_200_000, i == 0 ? Syn : 0);
            foreach (Flow one in new[] { query, query with { Nic = Database } })
            {
                yield return one;
                yield return one.Answer(150_000, 205_000_000);
            }
        }

        for (int i = 0; i < 9; i++)
        {
            Flow sent = new(Scene.At("14:38:05").AddMinutes(i), 57, Bastion, Bastion.Address, 44_443, Scene.AttackerCli, 443, Tcp, 118_000, 165_000_000, i == 0 ? Syn : 0);
            yield return sent;
            yield return sent.Answer(40_000, 2_100_000);
        }

        yield return new(Scene.At("14:41:00"), 59, Bastion, "", 0, "", 0, 0, 0, 0) { Gap = "SKIPDATA" };
        yield return new(Scene.At("14:43:00"), 59, Bastion, "", 0, "", 0, 0, 0, 0) { Gap = "SKIPDATA" };
    }

    static int Ephemeral(Rng rng) => 32_768 + rng.Next(28_000);

    static string Client(Rng rng) => rng.Next(2) == 0 ? $"198.51.100.{100 + rng.Next(90)}" : $"203.0.113.{100 + rng.Next(150)}";
}
