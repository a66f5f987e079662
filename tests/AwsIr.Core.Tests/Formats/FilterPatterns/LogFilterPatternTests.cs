using AwsIr.Formats;

namespace AwsIr.Tests.Formats.FilterPatterns;

/// <summary>
/// Filter patterns of CloudWatch Logs: the examples of its user guide ("Filter pattern syntax for metric filters, subscription filters, filter log events, and Live Tail"),
/// pattern by pattern and event by event, and what users have measured where the guide is silent.
/// </summary>
public class LogFilterPatternTests
{
    private static readonly string[] Requests = ["[ERROR 400] BAD REQUEST", "[ERROR 401] UNAUTHORIZED REQUEST", "[ERROR 419] MISSING ARGUMENTS", "[ERROR 420] INVALID ARGUMENTS"];

    private const string Trail = """
        {"eventType": "UpdateTrail", "sourceIPAddress": "111.111.111.111", "arrayKey": ["value", "another value"],
         "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}], "SomeObject": null, "ThisFlag": true, "cluster.name": "c"}
        """;

    private const string Users = """
        {"user": {"id": 1, "email": "John.Stiles@example.com"},
         "users": [{"id": 2, "email": "John.Doe@example.com"}, {"id": 3, "email": "Jane.Doe@example.com"}],
         "actions": ["GET", "PUT", "DELETE"], "coordinates": [[0, 1, 2], [4, 5, 6], [7, 8, 9]]}
        """;

    private const string Access = "127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534";

    private static readonly string[] Levels =
    [
        "INFO 09/25/2014 12:00:00 GET /service/resource/67 1200",
        "INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310",
        "WARNING 09/25/2014 12:00:02 Invalid user request",
        "ERROR 09/25/2014 12:00:02 Failed to process request",
    ];

    /// <summary>The guide's examples of terms; the numbers are of the four requests that match.</summary>
    [Theory]
    [InlineData("ERROR", "0123")]
    [InlineData("ERROR ARGUMENTS", "23")]
    [InlineData("?ERROR ?ARGUMENTS", "0123")]
    [InlineData("ERROR -ARGUMENTS", "01")]
    [InlineData("\" \"", "0123")]
    [InlineData("\"\"", "0123")]
    [InlineData("", "0123")]
    [InlineData("   ", "0123")]
    [InlineData("%AUTHORIZED%", "1")]
    [InlineData("error", "")]
    [InlineData("?BAD ?MISSING", "02")]
    [InlineData("-ARGUMENTS", "01")]
    [InlineData("-ARGUMENTS -BAD", "1")]
    [InlineData("\"BAD REQUEST\"", "0")]
    [InlineData("-\"BAD REQUEST\"", "123")]
    [InlineData("ERROR - \"BAD\"", "123")]
    [InlineData("REQUEST -%4[0-9]0%", "1")]
    public void Terms(string pattern, string matches) => Assert.Equal(matches, Matching(pattern, Requests));

    /// <summary>The guide: beside other terms those with a question mark are ignored.</summary>
    [Fact]
    public void Alternatives_beside_other_terms_are_ignored()
    {
        string[] events = ["[INFO] REQUEST FAILED", "[WARN] UNAUTHORIZED REQUEST", "[ERROR] 400 BAD REQUEST", "[ERROR] ARGUMENTS"];
        Assert.Equal("012", Matching("?ERROR ?ARGUMENTS REQUEST", events));
        Assert.Equal("02", Matching("?ERROR ?ARGUMENTS REQUEST -UNAUTHORIZED", events));
        Assert.Equal("13", Matching("?UNAUTHORIZED ?ARGUMENTS", events));
        Assert.Equal("01", Matching("-ERROR ?FAILED", events));
    }

    /// <summary>Older editions of the guide.</summary>
    [Theory]
    [InlineData("ERROR", "Exiting with ERRORCODE: -1", true)]
    [InlineData("ERROR -Exiting", "Exiting with ERRORCODE: -1", false)]
    [InlineData("ERROR Exception", "[ERROR] Caught IllegalArgumentException", true)]
    [InlineData("\"Failed to process the request\"", "[WARN] Failed to process the request", true)]
    [InlineData("\"Failed to process the request\"", "[WARN] Failed to process a request", false)]
    [InlineData("\"\\\"level\\\":\\\"error\\\"\"", "{\"level\":\"error\"}", true)]
    [InlineData("\"a\\\\b\"", "a\\b", true)]
    [InlineData("\"{\"", "a { b", true)]
    public void Terms_of_older_examples(string pattern, string message, bool expected) => Assert.Equal(expected, LogFilterPattern.Parse(pattern).IsMatch(message));

    [Theory]
    [InlineData("{ $.eventType = \"UpdateTrail\" }", true)]
    [InlineData("{$.eventType=UpdateTrail}", true)]
    [InlineData("{ $.eventType = \"updateTrail\" }", false)]
    [InlineData("{ $.EventType = \"UpdateTrail\" }", false)]
    [InlineData("{ $.sourceIPAddress != 123.123.* }", true)]
    [InlineData("{ $.sourceIPAddress != 111.111.* }", false)]
    [InlineData("{ $.arrayKey[0] = \"value\" }", true)]
    [InlineData("{ $.arrayKey[1] = \"value\" }", false)]
    [InlineData("{ $.arrayKey[2] = * }", false)]
    [InlineData("{ $.eventType = %Trail% }", true)]
    [InlineData("{ $.eventType != %Trail% }", false)]
    [InlineData("{ $.arrayKey[*] = %val.{2}% }", true)]
    [InlineData("{ $.arrayKey[*] = \"another value\" }", true)]
    [InlineData("{ $.arrayKey[*] = \"value x\" }", false)]
    [InlineData("{ $.* = %111\\.111\\.111\\.1[0-9]{1,2}% }", true)]
    [InlineData("{ $.* = %222% }", false)]
    [InlineData("{ $.['cluster.name'] = \"c\" }", true)]
    [InlineData("{ $.[\"cluster.name\"] = \"c\" }", true)]
    [InlineData("{ $['cluster.name'] = \"c\" }", true)]
    [InlineData("{ $.cluster.name = \"c\" }", false)]
    [InlineData("{ $.SomeObject IS NULL }", true)]
    [InlineData("{ $.eventType IS NULL }", false)]
    [InlineData("{ $.SomeOtherObject IS NULL }", false)]
    [InlineData("{ $.SomeOtherObject NOT EXISTS }", true)]
    [InlineData("{ $.SomeObject NOT EXISTS }", false)]
    [InlineData("{ $.ThisFlag IS TRUE }", true)]
    [InlineData("{ $.ThisFlag IS FALSE }", false)]
    [InlineData("{ $.eventType IS TRUE }", false)]
    [InlineData("{ $.objectList[1].id = 2 }", true)]
    [InlineData("{ $.objectList[*].id = 2 }", true)]
    [InlineData("{ $.objectList[*].name = \"c\" }", false)]
    [InlineData("{ $.objectList[0].id > 0.5 }", true)]
    public void Json(string pattern, bool expected) => Assert.Equal(expected, LogFilterPattern.Parse(pattern).IsMatch(Trail));

    [Theory]
    [InlineData("{ ($.user.id = 1) && ($.users[0].email = \"John.Doe@example.com\") }", true)]
    [InlineData("{ $.user.email = \"John.Stiles@example.com\" || $.coordinates[0][1] = \"nonmatch\" && $.actions[2] = \"nonmatch\" }", true)]
    [InlineData("{ ($.user.email = \"John.Stiles@example.com\" || $.coordinates[0][1] = \"nonmatch\") && $.actions[2] = \"nonmatch\" }", false)]
    [InlineData("{ ($.user.id = 2 && $.users[0].email = \"nonmatch\") || $.actions[2] = \"GET\" }", false)]
    [InlineData("{ $.user.email = \"John.Stiles@example.com\" || $.coordinates[0][1] = nonmatch && $.actions[2] = nomatch }", true)]
    [InlineData("{ $.coordinates[0][1] = 1 }", true)]
    [InlineData("{ (($.user.id = 1)) }", true)]
    public void Json_conditions_together(string pattern, bool expected) => Assert.Equal(expected, LogFilterPattern.Parse(pattern).IsMatch(Users));

    /// <summary>The guide's examples of numbers.</summary>
    [Theory]
    [InlineData("{ $.bandwidth > 75 }", "{\"bandwidth\":76}", true)]
    [InlineData("{ $.bandwidth > 75 }", "{\"bandwidth\":75}", false)]
    [InlineData("{ $.latency < 50 }", "{\"latency\":49.9}", true)]
    [InlineData("{ $.refreshRate >= 60 }", "{\"refreshRate\":60.0}", true)]
    [InlineData("{ $.responseTime <= 5 }", "{\"responseTime\":5.01}", false)]
    [InlineData("{ $.errorCode = 400}", "{\"errorCode\":400}", true)]
    [InlineData("{ $.errorCode != 500 }", "{\"errorCode\":400}", true)]
    [InlineData("{ $.number[0] = 1e+3 }", "{\"number\":[1000]}", true)]
    [InlineData("{ $.number[0] != 1e-3 }", "{\"number\":[0.001]}", false)]
    [InlineData("{ $.latency > +1000 }", "{\"latency\":1001}", true)]
    [InlineData("{ $.latency > -1000 }", "{\"latency\":-999}", true)]
    [InlineData("{ $.n = 9007199254740993 }", "{\"n\":9007199254740992}", false)]
    [InlineData("{ $.n = 4* }", "{\"n\":404}", true)]
    [InlineData("{ $.n > 0 }", "{\"n\":1e-40}", true)]
    [InlineData("{ $.n > 0 }", "{\"n\":1e999}", false)]
    [InlineData("{ $.recipientAccountId = 123456789012 }", "{\"recipientAccountId\":\"123456789012\"}", true)]
    [InlineData("{ $.id = 12 }", "{\"id\":\"012\"}", false)]
    [InlineData("{ $.status >= 400 }", "{\"status\":\"404\"}", true)]
    [InlineData("{ $.status >= 400 }", "{\"status\":\"x\"}", false)]
    public void Json_numbers(string pattern, string message, bool expected) => Assert.Equal(expected, LogFilterPattern.Parse(pattern).IsMatch(message));

    /// <summary>
    /// A selector that leads to an object or an array does not match, whatever the operator (older editions of the guide); one that leads to nothing does not match
    /// with != either (measured with the console's test of patterns: github.com/DataBiosphere/azul/issues/5884).
    /// </summary>
    [Theory]
    [InlineData("{ $.users = 1 }", "{\"users\":[1,2,3]}", false)]
    [InlineData("{ $.users != 1 }", "{\"users\":[1,2,3]}", false)]
    [InlineData("{ $.users != 1 }", "{\"users\":{\"a\":1}}", false)]
    [InlineData("{ $.users != 1 }", "{\"users\":null}", false)]
    [InlineData("{ ($.errorCode = \"AccessDenied\") && ($.userIdentity.invokedBy != \"cloudfront.amazonaws.com\") }", "{\"errorCode\":\"AccessDenied\",\"userIdentity\":{\"accountId\":\"anonymous\"}}", false)]
    [InlineData("{ $.a = * }", "{\"a\":null}", false)]
    [InlineData("{ $.a = * }", "{\"a\":\"\"}", true)]
    [InlineData("{ $.a[0] = 1 }", "{\"a\":1}", false)]
    [InlineData("{ $.a.b = 1 }", "{\"a\":[{\"b\":1}]}", false)]
    [InlineData("{ $.a = 2 }", "{\"a\":1,\"a\":2}", true)]
    [InlineData("{ $.a = 1 }", "{\"\\u0061\":1}", true)]
    [InlineData("{ $.a = \"é\" }", "{\"a\":\"\\u00e9\"}", true)]
    [InlineData("{ $.a = true }", "{\"a\":true}", true)]
    public void Json_values_of_other_kinds(string pattern, string message, bool expected) => Assert.Equal(expected, LogFilterPattern.Parse(pattern).IsMatch(message));

    /// <summary>Older editions of the guide: a wildcard stands at, before or after a term; <c>Ev*ent</c> is that text.</summary>
    [Theory]
    [InlineData("*Event", "PutEvent", true)]
    [InlineData("*Event", "EventId", false)]
    [InlineData("Event*", "EventName", true)]
    [InlineData("Ev*ent", "Event", false)]
    [InlineData("Ev*ent", "Ev*ent", true)]
    [InlineData("\"*UnauthorizedOperation\"", "Client.UnauthorizedOperation", true)]
    [InlineData("\"AccessDenied*\"", "AccessDeniedException", true)]
    [InlineData("*en*", "Event", true)]
    [InlineData("**", "Event", true)]
    public void Wildcards(string value, string text, bool expected) => Assert.Equal(expected, LogFilterPattern.Parse("{ $.a = " + value + " }").IsMatch($"{{\"a\":\"{text}\"}}"));

    [Theory]
    [InlineData("a message")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1} x")]
    [InlineData("2026-03-17T09:00:00Z {\"a\":1}")]
    [InlineData("[{\"a\":1}]")]
    [InlineData("")]
    public void A_message_that_is_not_JSON_matches_no_JSON_pattern(string message)
    {
        Assert.False(LogFilterPattern.Parse("{ $.a = 1 }").IsMatch(message));
        Assert.False(LogFilterPattern.Parse("{ $.a NOT EXISTS }").IsMatch(message));
    }

    /// <summary>The guide's examples of space-delimited events, and how the service reads lines of AWS Lambda.</summary>
    [Theory]
    [InlineData("[ip=%127\\.0\\.0\\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]", Access, true)]
    [InlineData("[..., request =*.html*, status_code = 4*, bytes]", Access, true)]
    [InlineData("[..., request=*.html*, status_code=4*,]", Access, true)]
    [InlineData("[ip, user, username, timestamp, request =*.html*, status_code = 404 || status_code = 410, bytes]", Access, true)]
    [InlineData("[ip, user, username, timestamp, request =*.html*, status_code = 400 || status_code = 410, bytes]", Access, false)]
    [InlineData("[ip, user, username, timestamp, request, status_code, bytes > 1000]", Access, true)]
    [InlineData("[ip, user, username, timestamp, request, status_code, bytes > 2000]", Access, false)]
    [InlineData("[ip, user, username, timestamp, request, status_code = 4* && status_code != 403, bytes]", Access, true)]
    [InlineData("[ip, user, ..., status_code = 404, bytes]", Access, true)]
    [InlineData("[ip, user=Prod, ...]", Access, true)]
    [InlineData("[ip, user=Dev, ...]", Access, false)]
    [InlineData("[..., timestamp = \"10/Oct/2000:13:25:15 -0700\", request, status, bytes]", Access, true)]
    [InlineData("[ip, , , , request, ...]", Access, true)]
    [InlineData("[a, b, c, d, e, f, g, h]", Access, false)]
    [InlineData("[a, b, c, d, e, f, g, ...]", Access, true)]
    [InlineData("[..., a, b, c, d, e, f, g, h]", Access, false)]
    [InlineData("[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]", "INFO 09/25/2014 12:00:00 GET /service/resource/67 1200", true)]
    [InlineData("[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]", "INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310", false)]
    [InlineData("[logLevel, date, time, method, url=%/service/resource/[0-9]+/part/[0-9]+$%, response_time]", "INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310", true)]
    [InlineData("[timestamp=*Z, request_id=\"*-*\", event]", "2026-03-17T13:00:00.123Z\t3604209a-e9a3\tINFO\thello you\n", true)]
    [InlineData("[timestamp=*Z, request_id, level=INFO, event=\"hello*\"]", "2026-03-17T13:00:00.123Z\t3604209a-e9a3\tINFO\thello you\n", true)]
    [InlineData("[report=REPORT, label=\"RequestId:\", id, duration_label=\"Duration:\", duration > 100, unit=\"ms\", ...]", "REPORT RequestId: r\tDuration: 102.25 ms\tBilled Duration: 103 ms\t", true)]
    [InlineData("[a, b=\"c [d] \\\"e\\\"\"]", "a c [d] \"e\" ", true)]
    [InlineData("[a=\"x [y\"]", "x [y", true)]
    [InlineData("[(a=1 || a=2) && a!=2]", "1", true)]
    [InlineData("[a=007]", "7", true)]
    [InlineData("[a]", "", false)]
    [InlineData("[...]", "", true)]
    public void Space_delimited(string pattern, string message, bool expected) => Assert.Equal(expected, LogFilterPattern.Parse(pattern).IsMatch(message));

    [Theory]
    [InlineData("[w1=ERROR, w2]", "3")]
    [InlineData("[w1=ERROR || w1=WARNING, w2]", "23")]
    [InlineData("[w1!=ERROR && w1!=WARNING, w2]", "01")]
    [InlineData("[w1=ERROR]", "")]
    public void Words_in_order(string pattern, string matches) => Assert.Equal(matches, Matching(pattern, Levels));

    [Theory]
    [InlineData("error:404", 6, "Write \"error:404\"")]
    [InlineData("'a b'", 1, "Write \"a\"")]
    [InlineData("ERR*", 4, "Leave the * out")]
    [InlineData("“a“", 1, "straight")]
    [InlineData("a -", 3, "a term must follow the -")]
    [InlineData("\"a", 1, "Close it")]
    [InlineData("%a", 1, "percent sign before and behind")]
    [InlineData("{ $.a = 1", 10, "must end with }")]
    [InlineData("{ $.a = 1 } x", 12, "nothing may follow")]
    [InlineData("{ a = 1 }", 3, "dollar sign")]
    [InlineData("{ $a = 1 }", 4, "a dot and the name")]
    [InlineData("{ $.a == 1 }", 7, "Write =")]
    [InlineData("{ $.a = }", 9, "a value must follow")]
    [InlineData("{ $.a = 'x' }", 9, "straight double quotes")]
    [InlineData("{ $.a > \"5\" }", 7, "numbers")]
    [InlineData("{ $.a < x }", 7, "numbers")]
    [InlineData("{ $.a EXISTS }", 7, "= *")]
    [InlineData("{ $.a IS NOT NULL }", 7, "IS NULL")]
    [InlineData("{ $.a is null }", 7, "in capitals")]
    [InlineData("{ !($.a = 1) }", 3, "!=")]
    [InlineData("{ $.a = 1 & $.b = 1 }", 11, "Write &&")]
    [InlineData("{ ($.a = 1 }", 3, "parenthesis is not closed")]
    [InlineData("{ $.a[x] = 1 }", 6, "a number from 0")]
    [InlineData("{ $.*.b[*] = 1 }", 9, "one wildcard")]
    [InlineData("{ $.* = 1 || $.b[*] = 1 || $.c[*] = 1 || $.d[*] = 1 }", 42, "3 wildcard selectors")]
    [InlineData("{ $.a = %a% || $.b = %b% || $.c = %c% }", 35, "CloudWatch Logs takes 2")]
    [InlineData("{}", 2, "dollar sign")]
    [InlineData("[a, b", 6, "must end with ]")]
    [InlineData("[a] b", 4, "double quotes")]
    [InlineData("[..., a, ...]", 12, "one ellipsis")]
    [InlineData("[ip, status = 4* && bytes > 1000]", 21, "Write those on bytes where that field stands")]
    [InlineData("[w1=!ERROR, w2]", 5, "Write !=")]
    [InlineData("[a b]", 4, "an operator must follow")]
    [InlineData("%something!%", 11, "Write \\x21")]
    [InlineData("%(alpha|beta)%", 2, "Write \\x28")]
    [InlineData("%\\(%", 2, "Write \\x28")]
    [InlineData("%é%", 2, "may not stand")]
    [InlineData("%[a%", 2, "Write \\[")]
    [InlineData("%[b-a]%", 5, "range")]
    [InlineData("%*a%", 2, "Write \\*")]
    [InlineData("%a**%", 4, "repeated")]
    [InlineData("%^*%", 3, "Write \\*")]
    [InlineData("%a{5,3}%", 3, "smaller first")]
    [InlineData("%a{,}%", 3, "one or two numbers")]
    [InlineData("%[ab]{400}[cd]{400}%", 11, "smaller")]
    [InlineData("%a{999999999999}%", 3, "numbers")]
    [InlineData("%a\\%", 3, "backslash")]
    [InlineData("%\\b%", 2, "escapes")]
    [InlineData("%%", 2, "empty")]
    [InlineData("  error:404", 8, "Write \"error:404\"")]
    public void What_is_no_pattern_is_said_with_what_to_write(string pattern, int at, string hint)
    {
        var message = Assert.Throws<FormatException>(() => LogFilterPattern.Parse(pattern)).Message;
        Assert.Contains($"at character {at}:", message, StringComparison.Ordinal);
        Assert.Contains(hint, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_are_bounded()
    {
        Assert.Throws<FormatException>(() => LogFilterPattern.Parse(new string('a', 1025)));
        Assert.Throws<FormatException>(() => LogFilterPattern.Parse("{ " + new string('(', 300) + "$.a = 1" + new string(')', 300) + " }"));
        Assert.True(LogFilterPattern.Parse("{ " + new string('(', 60) + "$.a = 1" + new string(')', 60) + " }").IsMatch("{\"a\":1}"));
    }

    private static string Matching(string pattern, string[] messages)
    {
        var parsed = LogFilterPattern.Parse(pattern);
        return string.Concat(Enumerable.Range(0, messages.Length).Where(i => parsed.IsMatch(messages[i])));
    }
}
