using System.Globalization;
using System.Net;
using System.Text;
using AwsIr.Records;

namespace AwsIr.Tests.Formats;

/// <summary>Lines made at random, read with a plain parser that splits strings.</summary>
public class RandomFlowLogTests
{
    private static readonly string[] Hostile =
    [
        "-", "--", "0", "00", "65535", "65536", "99999999999999999999", "9223372036854775807", "9223372036854775808", "-1", "+1", "1e3", "1.5", "0x10",
        "10.0.0.1", "10.0.0.01", "10.0.0", "10.0.0.0.1", "10..0.1", "256.1.1.1", "1.1.1.1", "255.255.255.255", "::", "::1", "2001:db8::", "2001:db8:::1", "::ffff:10.0.0.1",
        "fe80::1%eth0", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::", "12345::", "ACCEPT", "REJECT", "OK", "eni-0123", "\u001b[0m", "é", "253402300799", "253402300800",
        "1750000000", "17", "6", "255", "256", "\t", "\0",
    ];

    [Fact]
    public void Records_and_problems_are_those_of_a_plain_parser()
    {
        var random = new Random(20261124);
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("AWSIR_FUZZ"), CultureInfo.InvariantCulture, out var asked) ? asked : 300;
        for (var round = 0; round < rounds; round++)
        {
            var columns = FlowLogFieldNames.All.OrderBy(_ => random.Next()).Take(random.Next(2, 40)).ToArray();
            var ends = random.Next(2) == 0 ? "\n" : "\r\n";
            var lines = Enumerable.Range(0, random.Next(1, 40)).Select(_ => Line(random, columns)).ToList();
            var text = string.Join(' ', columns) + ends + string.Concat(lines.Select(line => line + ends));

            var found = Found.In(new MemoryEvidence(text, random.Next(1, 200)));
            var expected = new List<string?[]>();
            var bad = new List<long>();
            var number = 0L;
            foreach (var values in lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(values => values.Length > 0))
            {
                if (values.Length == columns.Length && values.Select((value, i) => IsRight(columns[i], value)).All(right => right))
                {
                    expected.Add([.. values.Select(value => value == "-" ? null : value)]);
                }
                else
                {
                    bad.Add(number);
                }

                number++;
            }

            Assert.Equal(bad, found.Problems.Select(problem => problem.Record!.Value));
            Assert.Equal(expected.Count, found.Records.Count);
            for (var i = 0; i < expected.Count; i++)
            {
                Assert.Equal(expected[i], columns.Select(column => Value(found.Records[i], column)));
            }
        }
    }

    [Fact]
    public void Addresses_are_read_as_text_addresses_are()
    {
        var random = new Random(7);
        const string Letters = "0123456789abcdefABCDEF::::....gx%/";
        for (var i = 0; i < 200_000; i++)
        {
            var text = random.Next(4) switch
            {
                0 => string.Join('.', Enumerable.Range(0, random.Next(3, 6)).Select(_ => random.Next(0, 300))),
                1 => new IPAddress(Bytes(random, 16)).ToString(),
                2 => string.Concat(Enumerable.Range(0, random.Next(0, 16)).Select(_ => Letters[random.Next(Letters.Length)])),
                _ => string.Join(':', Enumerable.Range(0, random.Next(1, 10)).Select(_ => random.Next(3) == 0 ? "" : random.Next(0, 70000).ToString("x", CultureInfo.InvariantCulture))),
            };
            var expected = IpAddress.Parse(text);
            var read = IpNumber.TryParse(Encoding.UTF8.GetBytes(text), out var address);
            Assert.True(read == expected is not null, text);
            if (read)
            {
                Assert.Equal(expected, address.ToIPAddress().GetAddressBytes());
            }
        }
    }

    [Fact]
    public void Networks_hold_what_their_prefix_says()
    {
        var random = new Random(8);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Bytes(random, random.Next(2) == 0 ? 4 : 16);
            var prefix = random.Next(0, (bytes.Length * 8) + 1);
            var other = (byte[])bytes.Clone();
            if (random.Next(3) > 0)
            {
                var bit = random.Next(bytes.Length * 8);
                other[bit / 8] ^= (byte)(0x80 >> (bit % 8));
            }

            var network = IpNetwork.Parse([$"{new IPAddress(bytes)}/{prefix}"])[0];
            Assert.True(IpNumber.TryParse(new IPAddress(other).ToString(), out var address));
            Assert.Equal(IpAddress.IsIn(bytes, prefix, other), network.Contains(address));
        }
    }

    private static string Line(Random random, string[] columns)
    {
        var count = random.Next(10) == 0 ? random.Next(0, columns.Length + 3) : columns.Length;
        var separator = random.Next(20) == 0 ? "  " : " ";
        return string.Join(separator, Enumerable.Range(0, count).Select(i => random.Next(40) == 0 || i >= columns.Length ? Hostile[random.Next(Hostile.Length)] : Good(random, columns[i])));
    }

    private static string Good(Random random, string column) => random.Next(8) == 0 ? "-" : Kind(column) switch
    {
        "address" => random.Next(3) == 0 ? new IPAddress(Bytes(random, 16)).ToString() : new IPAddress(Bytes(random, 4)).ToString(),
        "port" => random.Next(0, 65536).ToString(CultureInfo.InvariantCulture),
        "protocol" => random.Next(0, 256).ToString(CultureInfo.InvariantCulture),
        "time" => random.Next(1, int.MaxValue).ToString(CultureInfo.InvariantCulture),
        "number" => random.NextInt64(0, long.MaxValue >> random.Next(60)).ToString(CultureInfo.InvariantCulture),
        _ => "text" + random.Next(0, 1000).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The kinds of the columns once more, so that a mistake there is seen here.</summary>
    private static string Kind(string column) => column switch
    {
        "srcaddr" or "dstaddr" or "pkt-srcaddr" or "pkt-dstaddr" => "address",
        "srcport" or "dstport" => "port",
        "protocol" => "protocol",
        "start" or "end" => "time",
        "version" or "packets" or "bytes" or "tcp-flags" or "traffic-path" or "encryption-status" => "number",
        _ when column.StartsWith("packets-lost-", StringComparison.Ordinal) => "number",
        _ => "text",
    };

    private static bool IsRight(string column, string value)
    {
        if (value == "-")
        {
            return true;
        }

        var isNumber = ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && value.Length <= 19;
        return Kind(column) switch
        {
            "address" => IpAddress.Parse(value) is not null,
            "port" => isNumber && number <= 65535,
            "protocol" => isNumber && number <= 255,
            "time" => isNumber && number <= 253402300799,
            "number" => isNumber && number <= long.MaxValue,
            _ => true,
        };
    }

    private static string? Value(IRecord record, string column)
    {
        var values = new FieldValues();
        record.GetFields().Resolve(new FieldPath(column, 0), values);
        Assert.Equal(1, values.Count);
        return values.Items[0].Kind == FieldKind.Null ? null : values.Items[0].Text;
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        for (var i = 0; i < count; i++)
        {
            bytes[i] = random.Next(3) == 0 ? (byte)0 : bytes[i];
        }

        return bytes;
    }
}
