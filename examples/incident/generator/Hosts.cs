using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

// ---------------------------------------------------------------------------------------------------------------
// What the hosts said: CloudWatch Logs, in three of the ways in which people get them out. /var/log/secure of two hosts
// as an export task (CreateExportTask), the web servers' access log as a subscription delivers it through Firehose, and
// the output of FilterLogEvents for a Lambda function, saved as JSON.
// ---------------------------------------------------------------------------------------------------------------

sealed record LogLine(DateTime Time, string Stream, string Text);

static class Hosts
{
    /// <summary>The names that the attacker tries and the bastion does not know. The last one would pass for a line from the office.</summary>
    static readonly string[] Unknown = ["admin", "test", "oracle", "ubuntu", "git", "ftp", "postgres", "jenkins", "pi", "user", "guest", $"root from {Scene.Office} port 50522 ssh2"];

    public const int SessionPort = 40_990;

    /// <summary>When the attacker opens a connection to try passwords: sixty times, each with two of them.</summary>
    public static DateTime Attempt(int number) => Scene.At("13:50:40").AddSeconds(number * 7);

    public static int AttemptPort(int number) => 40_100 + number;

    public static void Write(string evidence)
    {
        Export(Path.Combine(evidence, "exportedlogs"), [.. Ordinary().Concat(BruteForce()).Concat(OnTheBastion())]);
        Subscription(Path.Combine(evidence, "firehose"), [.. AccessLog()]);
        ApiOutput(Path.Combine(evidence, "api-output"), [.. Function()]);
    }

    static IEnumerable<LogLine> Ordinary()
    {
        foreach (string stream in new[] { Scene.Bastion, Scene.Web1 })
        {
            for (int minute = 0; minute < 90; minute += 10)
            {
                DateTime time = Scene.Start.AddMinutes(minute).AddSeconds(1);
                yield return Line(time, stream, $"CROND[{3000 + minute}]", "(root) CMD (/usr/lib64/sa/sa1 1 1)");
                yield return Line(time.AddSeconds(20), stream, "systemd[1]", "Started sysstat-collect.service - system activity accounting tool.");
            }
        }

        // Alice's morning on the bastion; one line of sudo is hers every day.
        yield return Line(Scene.At("13:32:58"), Scene.Bastion, "sshd[2101]", $"Accepted publickey for alice from {Scene.Office} port 50522 ssh2: ED25519 SHA256:EXAMPLEexampleEXAMPLEexampleEXAMPLEexample0");
        yield return Line(Scene.At("13:32:58"), Scene.Bastion, "sshd[2101]", "pam_unix(sshd:session): session opened for user alice(uid=1001) by alice(uid=0)");
        yield return Line(Scene.At("13:35:12"), Scene.Bastion, "sudo[2144]", "   alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/usr/bin/dnf check-update");
        yield return Line(Scene.At("14:11:50"), Scene.Bastion, "sshd[2101]", $"Received disconnect from {Scene.Office} port 50522:11: disconnected by user");
        yield return Line(Scene.At("14:11:50"), Scene.Bastion, "sshd[2101]", $"Disconnected from user alice {Scene.Office} port 50522");
        yield return Line(Scene.At("13:41:30"), Scene.Web1, "sshd[1802]", $"Connection closed by 203.0.113.150 port 40888");
    }

    // 13:50 Twelve names that do not exist, three times each, then one that does.
    static IEnumerable<LogLine> BruteForce()
    {
        for (int i = 0; i < 60; i++)
        {
            DateTime time = Attempt(i);
            string process = $"sshd[{2200 + i}]", from = $"{Scene.AttackerConsole} port {AttemptPort(i)}";
            string user = i < 36 ? Unknown[i % Unknown.Length] : "deploy";
            if (i < 36)
            {
                yield return Line(time.AddSeconds(1), Scene.Bastion, process, $"Invalid user {user} from {from}");
            }

            foreach (int second in new[] { 2, 4 })
            {
                yield return Line(time.AddSeconds(second), Scene.Bastion, process, $"Failed password for {(i < 36 ? "invalid user " : "")}{user} from {from} ssh2");
            }

            yield return Line(time.AddSeconds(5), Scene.Bastion, process, $"Connection closed by {(i < 36 ? "invalid" : "authenticating")} user {user} {from} [preauth]");
        }

        yield return Line(Scene.At("13:57:52"), Scene.Bastion, "sshd[2290]", $"Accepted password for deploy from {Scene.AttackerConsole} port {SessionPort} ssh2");
        yield return Line(Scene.At("13:57:52"), Scene.Bastion, "sshd[2290]", "pam_unix(sshd:session): session opened for user deploy(uid=1007) by deploy(uid=0)");
    }

    static IEnumerable<LogLine> OnTheBastion()
    {
        yield return Line(Scene.At("14:01:10"), Scene.Bastion, "sudo[2310]", "  deploy : user NOT in sudoers ; TTY=pts/1 ; PWD=/home/deploy ; USER=root ; COMMAND=/usr/bin/su -");
        for (int i = 0; i < 6; i++)
        {
            yield return Line(Scene.At("14:07:08").AddSeconds(i * 8), Scene.Web1, $"sshd[{1900 + i}]", $"Failed password for root from {Scene.BastionPrivate} port {42_000 + i} ssh2");
        }
    }

    // The shop's front: people, a robot, and one visitor who asks for what is not there.
    static IEnumerable<LogLine> AccessLog()
    {
        Rng rng = new("access");
        string[] pages = ["/", "/products", "/products/17", "/cart", "/checkout", "/static/app.js", "/static/logo.svg", "/health"];
        for (int i = 0; i < 180; i++)
        {
            DateTime time = Scene.Start.AddSeconds((i * 30) + rng.Next(25));
            bool robot = rng.Next(20) == 0;
            yield return Access(time, $"198.51.100.{100 + rng.Next(90)}", robot ? "/robots.txt" : pages[rng.Next(pages.Length)], robot ? 404 : 200, 300 + rng.Next(20_000), robot ? "ExampleBot/1.2" : rng.Next(2) == 0 ? Browsers.Mac : Browsers.Windows);
        }

        string[] folders = ["", "/admin", "/backup", "/old", "/api/v1"], names = ["/.env", "/.git/config", "/config.php", "/wp-login.php", "/phpinfo.php", "/server-status", "/db.sql", "/.aws/credentials", "/id_rsa"];
        for (int i = 0; i < 45; i++)
        {
            yield return Access(Scene.At("13:46:00").AddSeconds(i * 2), Scene.AttackerConsole, folders[i / 9] + names[i % 9], 404, 162, Browsers.Linux);
        }
    }

    static IEnumerable<LogLine> Function()
    {
        Rng rng = new("function");
        for (int i = 0; i < 30; i++)
        {
            DateTime time = Scene.Start.AddSeconds((i * 180) + rng.Next(100));
            string id = rng.Guid(), stream = $"2026/03/17/[$LATEST]{new Rng("container:" + (i / 10)).Hex(32)}";
            int milliseconds = 38 + rng.Next(900);
            yield return new(time, stream, $"START RequestId: {id} Version: $LATEST\n");
            yield return new(time.AddMilliseconds(21), stream, $$"""{"timestamp":"{{time.AddMilliseconds(20):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","level":"INFO","message":"order placed","requestId":"{{id}}","order":{{10_000 + i}},"items":{{1 + rng.Next(5)}}}""" + "\n");
            yield return new(time.AddMilliseconds(milliseconds), stream, $"END RequestId: {id}\n");
            yield return new(time.AddMilliseconds(milliseconds), stream, string.Create(CultureInfo.InvariantCulture,
                $"REPORT RequestId: {id}\tDuration: {milliseconds}.{rng.Next(90) + 10} ms\tBilled Duration: {milliseconds + 1} ms\tMemory Size: 256 MB\tMax Memory Used: {90 + rng.Next(40)} MB\t{(i % 10 == 0 ? "Init Duration: 412.37 ms\t" : "")}\n"));
        }
    }

    static LogLine Line(DateTime time, string stream, string process, string text) =>
        new(time, stream, string.Create(CultureInfo.InvariantCulture, $"{time:MMM dd HH:mm:ss} {(stream == Scene.Bastion ? "bastion" : "web1")} {process}: {text}"));

    static LogLine Access(DateTime time, string address, string path, int status, int bytes, string userAgent) => new(time, Scene.Web1, string.Create(CultureInfo.InvariantCulture,
        $"{address} - - [{time:dd/MMM/yyyy:HH:mm:ss} +0000] \"GET {path} HTTP/1.1\" {status} {bytes} \"-\" \"{userAgent}\""));

    // An export task writes an object a stream; the bucket's prefix was chosen to be the name of the group.
    static void Export(string root, LogLine[] lines)
    {
        foreach (var stream in lines.GroupBy(line => line.Stream))
        {
            string text = string.Concat(stream.OrderBy(line => line.Time).Select(line => $"{line.Time:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {line.Text}\n"));
            Files.Write(root, $"{new Rng("export task").Guid()}/{stream.Key}/000000.gz", Files.Gzip(Encoding.UTF8.GetBytes(text)));
        }
    }

    // Firehose writes one batch behind the other, each of them compressed by the subscription.
    static void Subscription(string root, LogLine[] lines)
    {
        List<byte> delivery = [.. Files.Gzip(Json(new JsonObject
        {
            ["messageType"] = "CONTROL_MESSAGE",
            ["owner"] = "CloudwatchLogs",
            ["logGroup"] = "",
            ["logStream"] = "",
            ["subscriptionFilters"] = new JsonArray(),
            ["logEvents"] = new JsonArray(new JsonObject { ["id"] = "", ["timestamp"] = Milliseconds(Scene.Start), ["message"] = "CWL CONTROL MESSAGE: Checking health of destination Firehose." }),
        }))];
        foreach (LogLine[] batch in lines.OrderBy(line => line.Time).Chunk(50))
        {
            delivery.AddRange(Files.Gzip(Json(new JsonObject
            {
                ["messageType"] = "DATA_MESSAGE",
                ["owner"] = Scene.Shop,
                ["logGroup"] = "/example-shop/web/access",
                ["logStream"] = batch[0].Stream,
                ["subscriptionFilters"] = new JsonArray("to-firehose"),
                ["logEvents"] = new JsonArray([.. batch.Select(line => (JsonNode)new JsonObject { ["id"] = EventId(line), ["timestamp"] = Milliseconds(line.Time), ["message"] = line.Text })]),
            })));
        }

        Files.Write(root, $"2026/03/17/13/example-shop-web-1-2026-03-17-13-30-00-{new Rng("firehose").Guid()}", [.. delivery]);
    }

    static void ApiOutput(string root, LogLine[] lines) => Files.Write(root, "filter-log-events-shop-orders.json", Json(
        new JsonObject
        {
            ["events"] = new JsonArray([.. lines.OrderBy(line => line.Time).Select(line => (JsonNode)new JsonObject
            {
                ["logStreamName"] = line.Stream,
                ["timestamp"] = Milliseconds(line.Time),
                ["message"] = line.Text,
                ["ingestionTime"] = Milliseconds(line.Time.AddSeconds(2)),
                ["eventId"] = EventId(line),
            })]),
            ["searchedLogStreams"] = new JsonArray(),
        }, indented: true));

    static byte[] Json(JsonObject json, bool indented = false) => Encoding.UTF8.GetBytes(json.ToJsonString(new JsonSerializerOptions { WriteIndented = indented }) + (indented ? "\n" : ""));

    static long Milliseconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds();

    /// <summary>56 digits, as CloudWatch Logs gives them.</summary>
    static string EventId(LogLine line)
    {
        Rng rng = new($"{line.Time.Ticks}{line.Stream}{line.Text}");
        return "3" + string.Concat(Enumerable.Range(0, 55).Select(_ => (char)('0' + rng.Next(10))));
    }
}
