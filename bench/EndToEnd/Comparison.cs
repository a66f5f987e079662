using System.Diagnostics;
using System.Globalization;
using AwsIr.Bench.Corpora;

namespace AwsIr.Bench.EndToEnd;

/// <summary>The same questions to other tools, as one would ask them in a shell. Needs sh, find and xargs besides the tools.</summary>
/// <param name="options">The size of the corpora, and how many threads.</param>
internal sealed class Comparison(BenchOptions options)
{
    /// <summary>Asks them.</summary>
    /// <returns>0; 1 if a tool gives another answer than the corpus has.</returns>
    public int Run()
    {
        CorpusSet corpora = options.Corpora;
        long logins = corpora.CloudTrail.Facts.Events[EventKinds.ConsoleLogin], rejected = corpora.Flow.Facts.TopRejects[0].Bytes;
        string threads = options.Threads.ToString(CultureInfo.InvariantCulture);
        int failures = 0;
        Console.WriteLine("| tool | question | s |");
        Console.WriteLine("|---|---|---|");
        Ask("jq", "events named ConsoleLogin", logins, corpora.CloudTrail.Folder,
            $$"""
            find "$1" -name '*.gz' -print0 | xargs -0 -P {{threads}} -n 400 sh -c 'gzip -dc "$@" | jq -n "reduce (inputs.Records[] | select(.eventName == \"ConsoleLogin\")) as \$r (0; . + 1)"' sh | awk '{ n += $1 } END { print n }'
            """);
        Ask("duckdb", "events named ConsoleLogin", logins, corpora.CloudTrail.Folder,
            $$"""
            duckdb -noheader -list -c "SET threads = {{threads}}; SELECT count(*) FROM (SELECT unnest(Records) AS r FROM read_json('$1/**/*.json.gz', maximum_object_size = 33554432, columns = {'Records': 'STRUCT(eventName VARCHAR)[]'})) WHERE r.eventName = 'ConsoleLogin'"
            """);
        Ask("duckdb", "bytes of the source that was rejected most", rejected, corpora.Flow.Folder,
            $"""
            duckdb -noheader -list -c "SET threads = {threads}; SELECT sum(bytes::BIGINT)::BIGINT AS n FROM read_csv('$1/**/*.log.gz', delim = ' ', header = true, all_varchar = true) WHERE action = 'REJECT' GROUP BY srcaddr ORDER BY n DESC LIMIT 1"
            """);
        Ask("awk", "bytes of the source that was rejected most", rejected, corpora.Flow.Folder,
            $$"""
            find "$1" -name '*.gz' -print0 | xargs -0 -P {{threads}} -n 20 sh -c 'gzip -dc "$@" | awk "\$13 == \"REJECT\" { n[\$4] += \$10 } END { for (a in n) print a, n[a] }"' sh | awk '{ n[$1] += $2 } END { for (a in n) if (n[a] > m) m = n[a]; print m }'
            """);
        return failures == 0 ? 0 : 1;

        void Ask(string tool, string question, long wanted, string folder, string script)
        {
            if (!IsInstalled(tool))
            {
                Console.WriteLine($"| {tool} | {question} | not installed |");
                return;
            }

            long start = Stopwatch.GetTimestamp();
            string answer = Shell(script, folder);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            bool right = answer == wanted.ToString(CultureInfo.InvariantCulture);
            failures += right ? 0 : 1;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {tool} | {question} | {seconds:0.0}{(right ? "" : $" **WRONG: {answer}, not {wanted}**")} |"));
        }
    }

    private static bool IsInstalled(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));

    private static string Shell(string script, string folder)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true };
        foreach (string argument in new[] { "-c", script, "sh", folder })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }
}
