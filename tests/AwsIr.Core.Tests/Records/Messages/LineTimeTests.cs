using System.Globalization;
using AwsIr.Records;

namespace AwsIr.Tests.Records.Messages;

/// <summary>The time that a line tells.</summary>
public class LineTimeTests
{
    [Theory]
    [InlineData("2026-03-17T13:00:00Z hello", "2026-03-17T13:00:00.0000000Z")]
    [InlineData("2026-03-17T13:00:00.123456789Z hello", "2026-03-17T13:00:00.1234567Z")]
    [InlineData("2026-03-17 13:00:00,123 INFO hello", "2026-03-17T13:00:00.1230000Z")]
    [InlineData("2026-03-17T13:00:00+02:00 hello", "2026-03-17T11:00:00.0000000Z")]
    [InlineData("2026-03-17T13:00:00-0330 hello", "2026-03-17T16:30:00.0000000Z")]
    [InlineData("[2026-03-17T13:00:00Z] hello", "2026-03-17T13:00:00.0000000Z")]
    [InlineData("INFO 2026-03-17T13:00:00Z hello", "2026-03-17T13:00:00.0000000Z")]
    [InlineData("[INFO]\t2026-03-17T13:00:00.5Z\tid\thello", "2026-03-17T13:00:00.5000000Z")]
    [InlineData("h2 2026-03-17T13:00:00Z app/x", "2026-03-17T13:00:00.0000000Z")]
    [InlineData("2026-03-17\t13:00:00\tLAX1", "2026-03-17T13:00:00.0000000Z")]
    [InlineData("<34>1 2026-03-17T13:00:00.003Z web1 su - - - x", "2026-03-17T13:00:00.0030000Z")]
    [InlineData("203.0.113.45 - - [17/Mar/2026:13:00:00 +0100] \"GET / HTTP/1.1\" 200 1", "2026-03-17T12:00:00.0000000Z")]
    [InlineData("203.0.113.45 - a [01/Jan/2020:00:00:00 +0000] [17/Mar/2026:13:00:00 +0000] \"GET / HTTP/1.1\" 200 1", "2026-03-17T13:00:00.0000000Z")]
    [InlineData("type=USER_LOGIN msg=audit(1773738000.123:45): pid=1", "2026-03-17T09:00:00.1230000Z")]
    [InlineData("2 123456789010 eni-1 192.0.2.20 198.51.100.10 20641 22 6 20 4249 1773738000 1773738060 ACCEPT OK", "2026-03-17T09:00:00.0000000Z")]
    [InlineData("<Event><System><TimeCreated SystemTime='2026-03-17T09:00:00.5012345Z'/></System></Event>", "2026-03-17T09:00:00.5012345Z")]
    [InlineData("2026-12-31T23:59:60Z leap", "2026-12-31T23:59:59.0000000Z")]
    [InlineData("hello", null)]
    [InlineData("", null)]
    [InlineData("2026-02-30T13:00:00Z hello", null)]
    [InlineData("0001-01-01T00:00:00+10:00", null)]
    [InlineData("Mar 17 13:00:00 host app: no year to go by", null)]
    [InlineData("hello 17/Mar/2026:13:00:00", null)]
    public void Lines_with_a_whole_time(string line, string? time) => Assert.Equal(time, Text(LogMessage.TimeOf(line, null)));

    [Theory]
    [InlineData("Mar 17 13:00:00 h app: x", "2026-03-18T00:00:00Z", "2026-03-17T13:00:00.0000000Z")]
    [InlineData("<13>Mar  7 13:00:00 h app: x", "2026-03-18T00:00:00Z", "2026-03-07T13:00:00.0000000Z")]
    [InlineData("Dec 31 23:59:58 h app: x", "2026-01-01T00:00:05Z", "2025-12-31T23:59:58.0000000Z")]
    [InlineData("Jan  1 01:00:00 h app: x", "2025-12-31T23:00:00Z", "2026-01-01T01:00:00.0000000Z")]
    [InlineData("Mar 20 13:00:00 h app: x", "2026-03-18T00:00:00Z", "2025-03-20T13:00:00.0000000Z")]
    [InlineData("Feb 29 13:00:00 h app: x", "2026-03-18T00:00:00Z", "2024-02-29T13:00:00.0000000Z")]
    [InlineData("Feb 30 13:00:00 h app: x", "2026-03-18T00:00:00Z", null)]
    [InlineData("Jan  1 00:00:00 h app: x", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000Z")]
    [InlineData("Dec 31 00:00:00 h app: x", "9999-12-31T00:00:00Z", "9999-12-31T00:00:00.0000000Z")]
    public void Lines_without_a_year_take_the_last_that_fits(string line, string from, string? time) =>
        Assert.Equal(time, Text(LogMessage.TimeOf(line, DateTime.Parse(from, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal))));

    private static string? Text(DateTime? time) => time?.ToString("o", CultureInfo.InvariantCulture);
}
