namespace AwsIr.Records;

/// <summary>Names of IP protocols by IANA's numbers, in the lower case of /etc/protocols.</summary>
internal static class IpProtocol
{
    private static readonly Dictionary<int, string> Names = new()
    {
        [0] = "hopopt", [1] = "icmp", [2] = "igmp", [3] = "ggp", [4] = "ipv4", [5] = "st", [6] = "tcp", [8] = "egp", [9] = "igp", [17] = "udp",
        [27] = "rdp", [33] = "dccp", [41] = "ipv6", [43] = "ipv6-route", [44] = "ipv6-frag", [46] = "rsvp", [47] = "gre", [50] = "esp", [51] = "ah",
        [58] = "ipv6-icmp", [59] = "ipv6-nonxt", [60] = "ipv6-opts", [88] = "eigrp", [89] = "ospf", [94] = "ipip", [97] = "etherip", [98] = "encap",
        [103] = "pim", [108] = "ipcomp", [112] = "vrrp", [115] = "l2tp", [132] = "sctp", [135] = "mobility-header", [136] = "udplite", [137] = "mpls-in-ip",
    };

    /// <summary>The names that have numbers, for completion.</summary>
    public static IEnumerable<string> All => Names.Values;

    /// <summary>A protocol's name; its number where none is known.</summary>
    public static string Name(int number) =>
        Names.TryGetValue(number, out var name) ? name : number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The numbers of names or of numbers' texts; null for none, which means no filter.</summary>
    /// <exception cref="FormatException">One of them is no protocol.</exception>
    public static int[]? Numbers(string[] texts) => texts.Length == 0 ? null : Array.ConvertAll(texts, text =>
        Number(text) ?? throw new FormatException($"'{SafeText.Line(text)}' is not a protocol: write its name, such as tcp, udp or icmp, or its number, 0 to 255."));

    /// <summary>The number of a name or of a number's text; null if it is none. <c>icmpv6</c> is an <c>ipv6-icmp</c>.</summary>
    public static int? Number(string text)
    {
        if (byte.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var name = string.Equals(text, "icmpv6", StringComparison.OrdinalIgnoreCase) ? "ipv6-icmp" : text;
        foreach (var entry in Names)
        {
            if (string.Equals(entry.Value, name, StringComparison.OrdinalIgnoreCase))
            {
                return entry.Key;
            }
        }

        return null;
    }
}
