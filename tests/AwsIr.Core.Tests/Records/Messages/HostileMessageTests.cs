using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Tests.Records.Messages;

/// <summary>Messages made to break a parser: it neither throws nor takes long, and what it writes is JSON.</summary>
public class HostileMessageTests
{
    /// <summary>A message's greatest length in CloudWatch Logs, in characters.</summary>
    private const int Longest = 1 << 20;

    private static readonly string[] Seeds =
    [
        "Mar 17 09:00:00 ip-10-20-0-10 sshd[4242]: Failed password for invalid user x from 203.0.113.45 port 40000 ssh2: RSA SHA256:a",
        "Mar 17 09:00:00 h sshd[1]: Disconnecting invalid user a 203.0.113.9 port 4711: Too many authentication failures [preauth]",
        "<34>1 2026-03-17T13:00:00.003Z web1 su 1 ID [a@1 b=\"c\\\"\"] message repeated 3 times: [ (to root) bob on pts/0]",
        "Mar 17 09:00:00 h sudo[511]: bob : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/bash",
        "Mar 17 09:00:00 h usermod[777]: change user 'bob' UID from '1001' to '0'",
        "Mar 17 09:00:00 h CRON[802]: (root) CMD (curl | bash)",
        "Mar 17 09:00:00 h audit[99]: USER_AUTH pid=99 msg='op=x acct=28 addr=203.0.113.9 res=failed'",
        "Mar 17 09:00:00 h su[1]: pam_unix(su:auth): authentication failure; tty=x ruser= rhost=203.0.113.45  user=root",
        "{\"ip\":\"203.0.113.45\",\"httpRequest\":{\"clientIp\":\"203.0.113.45\",\"uri\":\"/?a\"},\"statusCode\":200,\"username\":\"\\ud800\"}",
        "{\"type\":\"platform.report\",\"record\":{\"requestId\":\"r\",\"metrics\":{\"durationMs\":1.5}}}",
        "{\"Event\":{\"System\":{\"EventID\":4625},\"EventData\":{\"TargetUserName\":\"bob\"}}}",
        "{\"MESSAGE\":\"Invalid user x from 203.0.113.45\",\"SYSLOG_IDENTIFIER\":\"sshd\",\"_PID\":12}",
        "[INFO]\t2026-03-17T13:00:00.123Z\t3604209a\t{\"a\":1}",
        "REPORT RequestId: r\tDuration: 9.25 ms\tBilled Duration: 10 ms\tStatus: error\tError Type: Runtime.ExitError",
        "<Event xmlns='x'><System><Provider Name='a'/><EventID>4625</EventID></System><EventData><Data Name='b'>c</Data><Data>d</Data></EventData></Event>",
        "[Security] [INFORMATION] [4625] [Microsoft-Windows-Security-Auditing] [WEB01] [x\r\nSubject:\r\n\tAccount Name:\t\tbob\r\nLogon Type:\t3]",
        "203.0.113.45 - bob [17/Mar/2026:09:00:00 +0000] \"POST http://h/login?a=b HTTP/1.1\" 403 23 \"-\" \"curl\\\"/8.5\" \"x\"",
        "https 2026-03-17T09:00:00Z app/lb/1 192.0.2.1:2817 10.0.0.1:80 0 0 0 200 200 34 366 \"GET https://w:443/a HTTP/1.1\" \"c\"",
        "2026-03-17\t09:00:00\tLAX1\t2390282\t192.0.2.202\tGET\th\t/p\t304\tr\tu\tq",
        "2 123456789010 eni-1 192.0.2.20 198.51.100.10 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK",
        "level=info msg=\"hello \\\"you\\\"\" status=200 status=201 a='b' c=d,",
    ];

    /// <summary>Every beginning of every form, and every form with a character changed.</summary>
    [Fact]
    public void Damaged_messages_are_parsed_without_an_exception()
    {
        var random = new Random(20260317);
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("AWSIR_FUZZ"), out var asked) ? asked : 300;
        const string Odd = "\0\t\n\r \"'\\<>[](){}=:;,./%0-\u001b\u0085\ud800\udfff\ufeff\u202eé";
        foreach (var seed in Seeds)
        {
            for (var length = 0; length <= seed.Length; length++)
            {
                Check(seed[..length]);
            }

            for (var round = 0; round < rounds; round++)
            {
                var text = new StringBuilder(seed);
                for (var change = random.Next(1, 4); change > 0; change--)
                {
                    var at = random.Next(text.Length);
                    switch (random.Next(4))
                    {
                        case 0:
                            text[at] = Odd[random.Next(Odd.Length)];
                            break;
                        case 1:
                            text.Insert(at, Odd[random.Next(Odd.Length)]);
                            break;
                        case 2:
                            text.Remove(at, Math.Min(random.Next(1, 9), text.Length - at));
                            break;
                        default:
                            var other = Seeds[random.Next(Seeds.Length)];
                            text.Insert(at, other.AsSpan(random.Next(other.Length)));
                            break;
                    }

                    text.Append('x');
                }

                Check(text.ToString());
            }
        }
    }

    public static TheoryData<string, string, string> Repeated { get; } = new()
    {
        { "Mar 17 09:00:00 h sshd[1]: Failed password for invalid user ", " from 1.1.1.1 port 22 ssh2", "" },
        { "Mar 17 09:00:00 h sshd[1]: Failed password for ", " for invalid user", "" },
        { "Mar 17 09:00:00 h sshd[1]: Disconnecting invalid user a", " 1.1.1.1 port 22: ", "" },
        { "Mar 17 09:00:00 h sshd[1]: Failed password for x from ", "1", " port 22 ssh2" },
        { "Mar 17 09:00:00 h sshd[1]: Disconnecting user a", ": ", "" },
        { "Mar 17 09:00:00 h sudo: a : ", "TTY= ; ", "" },
        { "Mar 17 09:00:00 h sudo: a : TTY=", " ; x", "" },
        { "Mar 17 09:00:00 h kernel: ", "a=1 ", "" },
        { "<34>1 - h p - - ", "[a b=\"c\"]", "" },
        { "<34>1 - h p - - [", "\"\"", "" },
        { "{\"a\":", "[", "]}" },
        { "{\"a\":\"", "\\", "}" },
        { "{", "\"a\":{},", "\"b\":1}" },
        { "{\"httpRequest\":{", "\"clientIp\":\"1.1.1.1\",", "\"b\":1}}" },
        { "<Event>", "<a>", "" },
        { "<Event><System><EventID>1</EventID></System><EventData><Data Name='x'>", "<![CDATA[a]]>", "</Data></EventData></Event>" },
        { "<Event><System><EventID>1</EventID></System><EventData>", "<Data Name='x'>a</Data>", "</EventData></Event>" },
        { "<Event ", "a='' ", "/>" },
        { "[Security] [X] [4625] [Microsoft-Windows-Security-Auditing] [h] [", "Subject:\n\tAccount Name: x\n", "]" },
        { "[", "] [", "" },
        { "203.0.113.45 - ", "[17/Mar/2026:09:00:00 +0000] ", "\"GET / HTTP/1.1\" 200 1" },
        { "203.0.113.45 - - [17/Mar/2026:09:00:00 +0000] \"", "\\\"", "" },
        { "", "a=", "" },
        { "", "a=1 ", "" },
        { "", "a=\"b ", "" },
        { "", "a", "=1 b=2" },
        { "", "=", "" },
        { "REPORT RequestId: r ", "Duration: ", "" },
        { "", "\t", "x" },
        { "", " ", "x" },
        { "", "[", "" },
        { "", "<", "" },
        { "", "{", "" },
        { "", "\n", "" },
        { "", "\"", "" },
        { "2026-03-17T09:00:00.", "0", "Z x" },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public void The_longest_messages_take_no_longer_than_their_length(string beginning, string middle, string end)
    {
        var text = new StringBuilder(beginning);
        while (text.Length + middle.Length + end.Length <= Longest)
        {
            text.Append(middle);
        }

        var message = text.Append(end).ToString();
        var clock = Stopwatch.StartNew();
        Check(message);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed} for {beginning}{middle}…");
    }

    private static void Check(string message)
    {
        var (kind, json) = Parsed.BytesOf(message);
        JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = LogMessage.MaxDepth }).Dispose();
        Assert.True(Enum.IsDefined(kind));
        _ = JsonDictionary.Parse(json);
        _ = LogMessage.TimeOf(message, new DateTime(2026, 3, 18, 0, 0, 0, DateTimeKind.Utc));
        _ = LogMessage.TimeOf(message, null);
        Assert.NotEmpty(JsonText.Compact(json));
    }
}
