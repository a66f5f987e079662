using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AwsIr.Detection;
using CsCheck;

namespace AwsIr.Tests.Detection;

/// <summary>
/// Broken rules and odd records: everything ends in a rule, a rejection or an answer. AWSIR_FUZZ=n in the environment
/// tries n inputs instead of the few of an ordinary run.
/// </summary>
public sealed class FuzzTests
{
    private static readonly string[] Seeds =
    [
        """
        title: One
        id: 11111111-2222-3333-4444-555555555555
        name: one
        status: test
        tags: [attack.discovery, attack.t1580]
        logsource: { product: aws, service: cloudtrail }
        detection:
            selection:
                eventName: [A, B*, '?c', null]
                userAgent|contains|all: [x, 'y\*']
            numbers:
                - n|gte: 5
                  t|hour|lt: 7
                - a.b|cidr: [10.0.0.0/8, '2001:db8::/32']
            filter_re:
                f|re|i: '^(a+)+b?$|x{2,5}'
                g|fieldref|startswith: h
            filter_enc:
                f|wide|base64offset|contains: 'ping -n'
                g|windash|contains: ' -x '
                h|expand: 'a%p%'
                i|exists: false
                j|neq: 'z'
            _words: [one, 2, 'th*e']
            condition: selection and (numbers or 1 of _*) and not 1 of filter_*
        level: high
        """,
        """
        title: Many
        name: many
        correlation:
            type: event_count
            rules: [one]
            group-by: [u, v.w]
            timespan: 10m
            condition: { gte: 2, lt: 50 }
        ---
        title: Ordered
        name: ordered
        correlation:
            type: temporal_ordered
            rules: [one, many]
            aliases: { x: { one: u, many: v } }
            group-by: x
            timespan: 1h
            generate: true
            condition: one and not many
        ---
        title: Median
        correlation: { type: value_median, rules: one, timespan: 1d, condition: { field: n, gt: 3 } }
        """,
        """
        title: Filter
        logsource: { product: aws }
        filter:
            rules: [one]
            known: &k { u|endswith: admin }
            more: *k
            condition: not known and not (more)
        """,
    ];

    private static readonly string[] Pieces =
    [
        "|", "*", "?", "\\", "'", "\"", ":", ": ", "- ", "[", "]", "{", "}", "&a", "*a", "\n", "\n    ", "---\n", "%", "null", "and", "or ", "not ", "1 of ", "them", "(", ")", "re", "|re: ", "(a|a)*",
        "cidr", "|all", "10m", "-1", "999999999999999999999", "1e999", "\t", "\0", "é", "😀", "\uD800", "title: ", "name: one", "correlation:", "detection:", "condition:", "rules: any", "{1000}", "!!str ", "<<: ", "#", ">", "%p%",
    ];

    private static readonly string[] Records =
    [
        """{"eventName":"A","eventTime":"2026-01-01T00:00:00Z","userAgent":"xy*","n":7,"u":"admin","v":{"w":[1,2]}}""",
        """{"eventName":"Bx","eventTime":"2026-01-01T00:01:00Z","n":"NaN","u":["a",null,{"b":[]}],"f":"aaaaaaaaaaaaaaaaaaaaaaaa!","t":"0001-01-01"}""",
        """{"eventName":null,"a":[{"b":"10.1.2.3"},{"b":"::ffff:1.2.3.4"},[]],"x":"one"}""",
        """{"eventTime":"9999-12-31T23:59:59Z","eventName":["A"],"t":99999999999999,"n":1e400,"v":[]}""",
        """{}""",
    ];

    [Fact]
    public void Broken_rules() => Gen.Int.Sample(TryRules, iter: Count(300), threads: 1);

    [Fact]
    public void Patterns_agree_with_regular_expressions() => Gen.Select(Text("ab*?\\"), Text("abAB")).Sample(
        (pattern, text) => TextPattern.Parse(pattern).ToTest(cased: false).IsMatch(text)
            == Regex.IsMatch(text, ToRegex(pattern), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant),
        iter: Count(2_000));

    private static int Count(int ordinary) =>
        int.TryParse(Environment.GetEnvironmentVariable("AWSIR_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : ordinary;

    private static Gen<string> Text(string alphabet) => Gen.Int[0, alphabet.Length - 1].Array[0, 8].Select(indexes => string.Concat(indexes.Select(i => alphabet[i])));

    private static string ToRegex(string pattern)
    {
        string regex = Regex.Replace(pattern, @"\\[\\*?]|[\s\S]", match => match.Value switch
        {
            "*" => ".*",
            "?" => ".",
            { Length: 2 } escaped => Regex.Escape(escaped[1..]),
            _ => Regex.Escape(match.Value),
        });
        return $@"\A(?:{regex})\z";
    }

    private static void TryRules(int seed)
    {
        var random = new Random(seed);
        string[] documents = Seeds.Select(text => Break(text, random)).ToArray();
        LoadedRules loaded = Sigma.Load(documents);
        Assert.True(loaded.Rules.Count + loaded.Filters.Count + loaded.Rejected.Count > 0);
        Assert.All(loaded.Rejected, rejected => Assert.DoesNotContain(rejected.Reason, char.IsControl));
        var options = new CompileOptions
        {
            Threshold = random.Next(3) == 0 ? random.Next(5) : null,
            Placeholders = random.Next(2) == 0 ? new Dictionary<string, IReadOnlyList<string>> { ["p"] = ["b", "c*"] } : new Dictionary<string, IReadOnlyList<string>>(),
        };
        RuleSet rules = RuleSet.Compile(loaded, options);
        List<Alert> alerts = Sigma.Run(
            rules, Records.Concat(Records).Select((json, i) => new JsonFields(json, RecordSource.CloudTrail, i)), out _);
        alerts.Sort();
        Assert.All(alerts, alert => Assert.NotEmpty(alert.Events));
    }

    private static string Break(string text, Random random)
    {
        var broken = new StringBuilder(text);
        for (int edits = random.Next(5); edits > 0 && broken.Length > 0; edits--)
        {
            int at = random.Next(broken.Length);
            int length = Math.Min(random.Next(1, 12), broken.Length - at);
            switch (random.Next(4))
            {
                case 0:
                    broken.Remove(at, length);
                    break;
                case 1:
                    broken.Insert(random.Next(broken.Length), broken.ToString(at, length));
                    break;
                case 2:
                    broken.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                default:
                    broken.Remove(at, length).Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        return broken.ToString();
    }
}
