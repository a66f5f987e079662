using System.Text;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Tests.Formats;

/// <summary>What is wrong in a flow log is said with its place, and the rest is kept.</summary>
public class FlowLogProblemTests
{
    private const string Header = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n";
    private const string Good = "2 111122223333 eni-1 10.0.0.1 10.0.0.2 1024 443 6 1 40 1750000000 1750000060 ACCEPT OK\n";

    [Theory]
    [InlineData("2 111122223333 eni-1 10.0.0.1 10.0.0.2 1024 443 6 1 40 1750000000 1750000060 ACCEPT", "13 value(s) instead of the 14 of")]
    [InlineData("2 111122223333 eni-1 10.0.0.1 10.0.0.2 1024 443 6 1 40 1750000000 1750000060 ACCEPT OK more", "more values than the 14 of")]
    [InlineData("x 111122223333 eni-1 10.0.0.1 10.0.0.2 1024 443 6 1 40 1750000000 1750000060 ACCEPT OK", "version is 'x', which is no number")]
    [InlineData("2 111122223333 eni-1 10.0.0.256 10.0.0.2 1024 443 6 1 40 1750000000 1750000060 ACCEPT OK", "srcaddr is '10.0.0.256', which is no address")]
    [InlineData("2 111122223333 eni-1 10.0.0.1 2001:db8::1::2 1024 443 6 1 40 1750000000 1750000060 ACCEPT OK", "dstaddr is '2001:db8::1::2', which is no address")]
    [InlineData("2 111122223333 eni-1 10.0.0.1 10.0.0.2 65536 443 6 1 40 1750000000 1750000060 ACCEPT OK", "srcport is '65536', which is no port")]
    [InlineData("2 111122223333 eni-1 10.0.0.1 10.0.0.2 1024 -1 6 1 40 1750000000 1750000060 ACCEPT OK", "dstport is '-1', which is no port")]
    [InlineData("2 111122223333 eni-1 10.0.0.1 10.0.0.2 1024 443 256 1 40 1750000000 1750000060 ACCEPT OK", "protocol is '256', which is no protocol")]
    [InlineData("2 111122223333 eni-1 10.0.0.1 10.0.0.2 1024 443 6 1.5 40 1750000000 1750000060 ACCEPT OK", "packets is '1.5', which is no number")]
    [InlineData("2 111122223333 eni-1 10.0.0.1 10.0.0.2 1024 443 6 1 9223372036854775808 1750000000 1750000060 ACCEPT OK", "bytes is '9223372036854775808', which is no number")]
    [InlineData("2 111122223333 eni-1 10.0.0.1 10.0.0.2 1024 443 6 1 40 1750000000000 1750000060 ACCEPT OK", "start is '1750000000000', which is no time")]
    [InlineData("2 111122223333 eni-1 10.0.0.1 10.0.0.2 1024 443 6 1 40 1750000000 253402300800 ACCEPT OK", "end is '253402300800', which is no time")]
    [InlineData("2\t111122223333", "1 value(s) instead")]
    [InlineData("\u001b[2J\u202e", "1 value(s) instead")]
    [InlineData("{\"eventName\":1}", "1 value(s) instead")]
    public void A_bad_line_costs_that_line_only(string line, string message)
    {
        var found = Found.In(Header + Good + line + "\n" + Good);
        Assert.Equal([0L, 2L], found.Flows.Select(flow => flow.Provenance.Index));
        var problem = Assert.Single(found.Problems);
        Assert.Equal((ReadProblemKind.BadLine, 1L, (long)(Header.Length + Good.Length)), (problem.Kind, problem.Record, problem.Offset));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', problem.Message);
    }

    [Fact]
    public void The_ends_of_what_is_allowed_are_allowed()
    {
        var found = Found.In(Header
            + "2 unknown eni-1 0.0.0.0 255.255.255.255 65535 0 255 0 9223372036854775807 0 253402300799 ACCEPT OK\n"
            + "2 111122223333 eni-1 :: ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 00000 1 0 0 0 0 0 REJECT OK\n");
        Assert.Empty(found.Problems);
        var flows = found.Flows.ToList();
        Assert.Equal((65535, 0, 255, long.MaxValue), (flows[0].SourcePort, flows[0].DestinationPort, flows[0].Protocol, flows[0].Bytes));
        Assert.Equal(new DateTime(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc), flows[0].EndTime);
        Assert.Equal(DateTime.UnixEpoch, flows[0].StartTime);
        Assert.Equal("unknown", flows[0].AccountId);
    }

    [Fact]
    public void Control_characters_are_written_out_in_texts_and_as_logged_for_rules()
    {
        var found = Found.In(Header + "2 111122223333 eni-\u001b[31m\u202e 10.0.0.1 10.0.0.2 1024 443 6 1 40 1750000000 1750000060 ACCEPT OK\n");
        var flow = Assert.Single(found.Flows);
        Assert.Equal("eni-\\u001b[31m\\u202e", flow.InterfaceId);
        Assert.DoesNotContain('\u001b', flow.Raw);
        var values = new FieldValues();
        ((IRecord)flow).GetFields().Resolve(new FieldPath("interface-id", 0), values);
        Assert.Equal("eni-\u001b[31m\u202e", values.Items[0].Text);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_cost_no_record()
    {
        var bytes = Encoding.UTF8.GetBytes(Header + Good.Replace("eni-1", "eni-x", StringComparison.Ordinal));
        bytes[Array.LastIndexOf(bytes, (byte)'x')] = 0xff;
        Assert.Equal("eni-\ufffd", Assert.Single(Found.In(new MemoryEvidence(bytes)).Flows).InterfaceId);
    }

    [Fact]
    public void A_file_that_was_cut_off_says_so()
    {
        var text = Header + Good + Good.TrimEnd('\n');
        for (var cut = text.Length; cut > Header.Length; cut--)
        {
            var found = Found.In(text[..cut]);
            var whole = cut == text.Length ? 2 : cut >= Header.Length + Good.Length - 1 ? 1 : 0;
            var isCut = cut < text.Length && cut != Header.Length + Good.Length - 1 && cut != Header.Length + Good.Length;
            Assert.Equal(whole, found.Flows.Count());
            Assert.Equal(isCut ? [ReadProblemKind.Truncated] : [], found.Problems.Select(problem => problem.Kind));
        }
    }

    [Fact]
    public void A_damaged_gzip_keeps_what_came_before()
    {
        var text = Header + string.Concat(Enumerable.Range(0, 20000).Select(i => Good.Replace("1024", (i % 65536).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        var packed = MemoryEvidence.Gzip(text);
        Assert.Equal(20000, Found.In(new MemoryEvidence(packed)).Flows.Count());
        var found = Found.In(new MemoryEvidence(packed[..(packed.Length / 2)]));
        Assert.InRange(found.Flows.Count(), 1, 19999);
        Assert.Equal(Enumerable.Range(0, found.Flows.Count()).Select(i => (int?)(i % 65536)), found.Flows.Select(flow => flow.SourcePort));
        var problem = Assert.Single(found.Problems);
        Assert.Equal((ReadProblemKind.BadCompression, (long)found.Flows.Count()), (problem.Kind, problem.Record));
    }

    [Fact]
    public void Many_problems_are_listed_up_to_a_limit_and_then_counted()
    {
        var found = Found.In(Header + Good + string.Concat(Enumerable.Repeat("2 broken\n", 1000)) + Good);
        Assert.Equal([0L, 1001L], found.Flows.Select(flow => flow.Provenance.Index));
        Assert.Equal(101, found.Problems.Count);
        Assert.Contains("900 more", found.Problems[^1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FlowLogReader.MaxLine + 1, 3)]
    [InlineData(20_000_000, 3)]
    [InlineData(20_000_000, 2)]
    public void A_line_without_end_is_passed_over(int length, int lines)
    {
        var text = Header + Good + "2 " + new string('x', length) + (lines == 3 ? "\n" + Good : "");
        var found = Found.In(new MemoryEvidence(text, 5000));
        Assert.Equal(lines == 3 ? [0L, 2L] : [0L], found.Flows.Select(flow => flow.Provenance.Index));
        var problem = Assert.Single(found.Problems);
        Assert.Equal((ReadProblemKind.TooLarge, 1L, (long)(Header.Length + Good.Length)), (problem.Kind, problem.Record, problem.Offset));
    }

    [Theory]
    [InlineData("")]
    [InlineData("the type of the start and the end of a region\n")]
    [InlineData("start end\tregion\n")]
    [InlineData("Version Account-Id\n1 2\n")]
    [InlineData("version\n2\n")]
    [InlineData("2 111122223333 eni-1 10.0.0.1 10.0.0.2 1024 443 6 1 40 1750000000 1750000060 ALLOW OK\n")]
    [InlineData("2 my-account eni-1 10.0.0.1 10.0.0.2 1024 443 6 1 40 1750000000 1750000060 ACCEPT OK\n")]
    [InlineData("- - - - - - - - - - - - - -\n")]
    [InlineData("a b c d e f g h i j k l m n\n")]
    public void What_is_no_flow_log_is_not_taken_for_one(string text)
    {
        var found = Found.In(text);
        Assert.Empty(found.Flows);
        Assert.Equal(text.Length == 0 ? [] : [ReadProblemKind.UnknownContent], found.Problems.Select(problem => problem.Kind));
    }

    [Fact]
    public void The_first_lines_may_be_damaged()
    {
        var found = Found.In("# exported on 2026-03-17\r\n\r\nnothing\n" + Header + Good);
        Assert.Single(found.Flows);
        Assert.Equal([ReadProblemKind.BadLine, ReadProblemKind.BadLine], found.Problems.Select(problem => problem.Kind));
    }

    [Fact]
    public void Who_wants_other_logs_is_told_that_it_is_a_flow_log()
    {
        var found = Found.In(new MemoryEvidence(Header + Good), new ReadOptions { Sources = [RecordSource.CloudTrail] });
        Assert.Empty(found.Records);
        Assert.Empty(found.Problems);
        Assert.Equal(("VPC flow log files", 1L), (Assert.Single(found.Others).What, found.Others[0].Count));
    }

    [Theory]
    [InlineData("2 111122223333 eni-1 10.0.0.1 10.0.0.2 1024 443 6 1 40 1750000000 1750000060 ACCEPT OK", true)]
    [InlineData("2 111122223333 eni-1 - - - - - - - 1750000000 1750000060 - NODATA\r\n", true)]
    [InlineData("2 111122223333 eni-1 10.0.0.1 10.0.0.2 1024 70000 6 1 40 1750000000 1750000060 ACCEPT OK", false)]
    [InlineData("Accepted password for root from 203.0.113.5 port 51234 ssh2", false)]
    [InlineData("", false)]
    public void A_single_line_is_a_record_or_none(string text, bool expected)
    {
        var reader = new FlowLogReader(ReadOptions.All);
        var line = Encoding.UTF8.GetBytes("##" + text);
        var fields = reader.TryLine(line, 2, line.Length - 2, "/evidence/events", 7);
        Assert.Equal(expected, fields is not null);
        if (fields is not null)
        {
            var flow = fields.ToFlowLogRecord();
            Assert.Equal(("eni-1", new Provenance("/evidence/events", 7)), (flow.InterfaceId, flow.Provenance));
            Assert.Equal(text.Trim(), flow.Raw);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("${} ${srcaddr}")]
    [InlineData("${srcaddr ${dstaddr}")]
    [InlineData("SrcAddr")]
    [InlineData("srcaddr; rm")]
    public void A_format_that_is_none_is_refused(string format) => Assert.Throws<FormatException>(() => FlowLogColumns.FromFormat(format));
}
