using AwsIr.Detection;

namespace AwsIr.Tests.Detection;

public sealed class ModifierTests
{
    [Theory]
    [InlineData("f|contains: ole", "ConsOLE", true)]
    [InlineData("f|contains: 'o?s'", "Console", true)]
    [InlineData("f|startswith: con", "Console", true)]
    [InlineData("f|startswith: ons", "Console", false)]
    [InlineData("f|endswith: SOLE", "Console", true)]
    [InlineData("f|endswith: sol", "Console", false)]
    [InlineData("f|cased: Console", "Console", true)]
    [InlineData("f|cased: console", "Console", false)]
    [InlineData("f|contains|cased: Sole", "Console", false)]
    [InlineData("f|cased: 'C?nsole'", "Console", true)]
    [InlineData("f|cased: 'c?nsole'", "Console", false)]
    [InlineData("f|cased:\n    - console\n    - x", "Console", false)]
    public void Text(string selection, string value, bool expected) =>
        Assert.Equal(expected, Sigma.Matches(selection, $$"""{"f":"{{value}}"}"""));

    [Theory]
    [InlineData("f|neq: x", """{"f":"y"}""", true)]
    [InlineData("f|neq: x", """{"f":"X"}""", false)]
    [InlineData("f|neq:\n    - x\n    - y", """{"f":"y"}""", false)]
    [InlineData("f|neq:\n    - x\n    - y", """{"f":"z"}""", true)]
    [InlineData("f|neq: x", """{"g":1}""", true)]
    [InlineData("f|neq: null", """{"g":1}""", false)]
    [InlineData("f|neq: null", """{"f":1}""", true)]
    [InlineData("f|contains|neq: x", """{"f":"axb"}""", false)]
    [InlineData("f|neq: 5", """{"f":6}""", true)]
    public void Neq_is_not(string selection, string json, bool expected) => Assert.Equal(expected, Sigma.Matches(selection, json));

    [Theory]
    [InlineData("f|re: 'o.s'", "Console", true)]
    [InlineData("f|re: '^C.*e$'", "Console", true)]
    [InlineData("f|re: 'CON'", "Console", false)]
    [InlineData("f|re|i: 'CON'", "Console", true)]
    [InlineData("f|re: 'a.b'", @"a\nb", false)]
    [InlineData("f|re|s: 'a.b'", @"a\nb", true)]
    [InlineData("f|re: '^b'", @"a\nb", false)]
    [InlineData("f|re|m: '^b'", @"a\nb", true)]
    [InlineData("f|re|i|m: '^B'", @"a\nb", true)]
    [InlineData("f|re: '(?<!x)b'", "ab", true)]
    [InlineData("f|re|all:\n    - a\n    - b", "ab", true)]
    [InlineData("f|re|all:\n    - a\n    - c", "ab", false)]
    [InlineData("f|re:\n    - c\n    - b", "ab", true)]
    public void Regular_expressions_search_with_case(string selection, string value, bool expected) =>
        Assert.Equal(expected, Sigma.Matches(selection, $$"""{"f":"{{value}}"}"""));

    [Theory]
    [InlineData("10.0.0.0/8", "10.255.0.1", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("192.168.0.128/25", "192.168.0.127", false)]
    [InlineData("192.168.0.128/25", "192.168.0.128", true)]
    [InlineData("192.168.0.129/25", "192.168.0.200", true)]
    [InlineData("203.0.113.5", "203.0.113.5", true)]
    [InlineData("0.0.0.0/0", "8.8.8.8", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("2001:db8::/33", "2001:db8:7fff::1", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::1", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "s3.amazonaws.com", false)]
    [InlineData("0.0.0.0/8", "1", false)]
    [InlineData("10.0.0.0/8", "10.1", false)]
    [InlineData("10.0.0.0/8", "10.0.0.256", false)]
    [InlineData("10.0.0.0/8", "10.0.0.1.5", false)]
    public void Cidr(string network, string address, bool expected) =>
        Assert.Equal(expected, Sigma.Matches($"f|cidr: '{network}'", $$"""{"f":"{{address}}"}"""));

    [Theory]
    [InlineData("f|lt: 10", "9", true)]
    [InlineData("f|lt: 10", "10", false)]
    [InlineData("f|lte: 10", "10", true)]
    [InlineData("f|gt: 10", "10.5", true)]
    [InlineData("f|gt: 10", "10", false)]
    [InlineData("f|gte: 10", "10", true)]
    [InlineData("f|gte: 10", "\"443\"", true)]
    [InlineData("f|gte: 10", "\"high\"", false)]
    [InlineData("f|gte: 10", "\"\"", false)]
    [InlineData("f|lt: 0", "-1", true)]
    [InlineData("f|gt: 9007199254740992", "9007199254740993", true)]
    [InlineData("f|gt: 999", "1e3", true)]
    [InlineData("f|gte:\n    - 50\n    - 5", "7", true)]
    public void Numbers(string selection, string value, bool expected) =>
        Assert.Equal(expected, Sigma.Matches(selection, $$"""{"f":{{value}}}"""));

    [Theory]
    [InlineData("a|fieldref: b", """{"a":"X","b":"x"}""", true)]
    [InlineData("a|fieldref: b", """{"a":"x","b":"y"}""", false)]
    [InlineData("a|fieldref: b", """{"a":"x"}""", false)]
    [InlineData("a|fieldref: b", """{}""", false)]
    [InlineData("a|fieldref: b", """{"a":null,"b":null}""", false)]
    [InlineData("a|fieldref: b.c", """{"a":5,"b":{"c":["4","5"]}}""", true)]
    [InlineData("a|fieldref|startswith: b", """{"a":"xyz","b":"X"}""", true)]
    [InlineData("a|fieldref|endswith: b", """{"a":"xyz","b":"yz"}""", true)]
    [InlineData("a|contains|fieldref: b", """{"a":"xyz","b":"y"}""", true)]
    [InlineData("a|fieldref|neq: b", """{"a":"x","b":"y"}""", true)]
    [InlineData("a|fieldref|neq: b", """{"a":"x","b":"X"}""", false)]
    [InlineData("a|fieldref|cased: b", """{"a":"x","b":"X"}""", false)]
    public void Fieldref(string selection, string json, bool expected) => Assert.Equal(expected, Sigma.Matches(selection, json));

    // echo -n … | base64, by hand: 'foobar' is Zm9vYmFy.
    [Theory]
    [InlineData("f|base64: foobar", "Zm9vYmFy", true)]
    [InlineData("f|base64|contains: foobar", "xxZm9vYmFyxx", true)]
    [InlineData("f|base64: foobar", "foobar", false)]
    [InlineData("f|utf16le|base64: foo", "ZgBvAG8A", true)]
    [InlineData("f|wide|base64: foo", "ZgBvAG8A", true)]
    [InlineData("f|utf16be|base64: foo", "AGYAbwBv", true)]
    [InlineData("f|utf16|base64: foo", "//5mAG8AbwA=", true)]
    public void Encodings(string selection, string value, bool expected) =>
        Assert.Equal(expected, Sigma.Matches(selection, $$"""{"f":"{{value}}"}"""));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abc")]
    [InlineData("é")]
    public void Base64offset_finds_a_text_wherever_it_stands(string before)
    {
        foreach (string after in new[] { "", "z", "zz" })
        {
            string encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(before + "/bin/bash" + after));
            Assert.True(Sigma.Matches("f|base64offset|contains: /bin/bash", $$"""{"f":"{{encoded}}"}"""), encoded);
        }

        string other = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(before + "/bin/dash"));
        Assert.False(Sigma.Matches("f|base64offset|contains: /bin/bash", $$"""{"f":"{{other}}"}"""));
    }

    [Fact]
    public void Base64offset_makes_the_three_documented_variants()
    {
        List<TextPattern> variants = ValueTransforms.Apply("foobar", ["base64offset"], new YamlNode(YamlKind.Scalar, 1, 1));

        // 'foobar', '?foobar', '??foobar' are Zm9vYmFy, P2Zvb2Jhcg==, Pz9mb29iYXI=; what a neighbour could change is cut.
        Assert.Equal(["Zm9vYmFy", "Zvb2Jhc", "mb29iYX"], variants.Select(variant => variant.Text));
    }

    [Theory]
    [InlineData("cmd /enc x", true)]
    [InlineData("cmd -enc x", true)]
    [InlineData("cmd –enc x", true)]
    [InlineData("cmd —enc x", true)]
    [InlineData("cmd ―enc x", true)]
    [InlineData("cmd +enc x", false)]
    public void Windash(string value, bool expected)
    {
        Assert.Equal(expected, Sigma.Matches("f|windash|contains: ' -enc '", $$"""{"f":"{{value}}"}"""));
        Assert.Equal(expected, Sigma.Matches("f|contains|windash: ' /enc '", $$"""{"f":"{{value}}"}"""));
    }

    [Fact]
    public void Windash_leaves_a_dash_within_a_word() =>
        Assert.False(Sigma.Matches("f|windash: a-b", """{"f":"a/b"}"""));

    [Theory]
    [InlineData("t|minute: 7", true)]
    [InlineData("t|hour: 22", true)]
    [InlineData("t|hour|gte: 20", true)]
    [InlineData("t|hour|lt: 20", false)]
    [InlineData("t|day: 30", true)]
    [InlineData("t|week: 53", true)]
    [InlineData("t|month: 12", true)]
    [InlineData("t|month:\n    - 1\n    - 12", true)]
    [InlineData("t|year: 2020", true)]
    [InlineData("t|year: 2021", false)]
    public void Times(string selection, bool expected)
    {
        // 30 December 2020 was a Wednesday of ISO week 53.
        Assert.Equal(expected, Sigma.Matches(selection, """{"t":"2020-12-30T22:07:59Z"}"""));
        Assert.Equal(expected, Sigma.Matches(selection, """{"t":"2020-12-31T00:07:59+02:00"}"""));
        Assert.Equal(expected, Sigma.Matches(selection, """{"t":1609366079}"""));
        Assert.Equal(expected, Sigma.Matches(selection, """{"t":1609366079000}"""));
        Assert.False(Sigma.Matches(selection, """{"t":"yesterday"}"""));
    }

    [Theory]
    [InlineData("f|expand: '%admins%'", "alice", true)]
    [InlineData("f|expand: '%admins%'", "SVC-1", true)]
    [InlineData("f|expand: '%admins%'", "eve", false)]
    [InlineData("f|expand|endswith: '/%admins%'", "user/bob", true)]
    [InlineData("f|expand: '%ADMINS%'", "bob", true)]
    [InlineData("f|expand: '%admins%@%zones%'", "bob@b", true)]
    [InlineData("f|expand: '\\%admins%'", "%admins%", true)]
    [InlineData("f|expand: '100%'", "100%", true)]
    [InlineData("f: '%admins%'", "%admins%", true)]
    [InlineData("f|expand: '%none%'", "x", false)]
    [InlineData("f|re|expand: '^%dots%$'", "a.b", true)]
    [InlineData("f|re|expand: '^%dots%$'", "axb", false)]
    public void Placeholders_are_filled_from_a_table(string selection, string value, bool expected)
    {
        var options = new CompileOptions
        {
            Placeholders = new Dictionary<string, IReadOnlyList<string>>
            {
                ["admins"] = ["alice", "bob", "svc-*"],
                ["zones"] = ["a", "b"],
                ["none"] = [],
                ["dots"] = ["a.b"],
            },
        };
        Assert.Equal(
            expected,
            Sigma.RuleMatches(Sigma.Selection(selection), $$"""{"f":"{{value}}"}""", options: options));
    }

    [Fact]
    public void Placeholders_may_be_networks()
    {
        var options = new CompileOptions
        {
            Placeholders = new Dictionary<string, IReadOnlyList<string>> { ["%office%"] = ["10.0.0.0/8", "192.0.2.0/24"] },
        };
        string rule = Sigma.Selection("f|cidr|expand: '%office%'");
        Assert.True(Sigma.RuleMatches(rule, """{"f":"192.0.2.7"}""", options: options));
        Assert.False(Sigma.RuleMatches(rule, """{"f":"192.0.3.7"}""", options: options));
    }

    [Fact]
    public void A_rule_with_an_unfilled_placeholder_is_rejected()
    {
        LoadedRules loaded = Sigma.Load(Sigma.Selection("f|expand: '%admins%'"));
        Assert.Empty(loaded.Rejected);

        RejectedRule rejected = Assert.Single(RuleSet.Compile(loaded, new CompileOptions()).Rejected);
        Assert.Equal("test_rule", rejected.Rule);
        Assert.Equal(8, rejected.Line);
        Assert.Contains("%admins% has no values", rejected.Reason);
    }

    [Theory]
    [InlineData("f|contain: x", "the modifier 'contain' is not known")]
    [InlineData("f|contains|contains: x", "twice")]
    [InlineData("f|i: x", "belongs after 're'")]
    [InlineData("f|re: '('", "cannot be used")]
    [InlineData("f|cidr: 10.0.0.0/33", "is not a network")]
    [InlineData("f|cidr: 10.0.0", "is not a network")]
    [InlineData("f|lt: many", "is not a number")]
    [InlineData("f|exists: maybe", "wants true or false")]
    [InlineData("f|exists|contains: true", "takes no other modifier")]
    [InlineData("f|re|base64: x", "does not go with")]
    [InlineData("f|cidr|re: x", "does not go with")]
    [InlineData("f|lt|gt: 5", "two comparisons")]
    [InlineData("f|hour|day: 5", "one part")]
    [InlineData("f|contains: null", "null goes with")]
    [InlineData("f|base64: 'a*'", "wildcards cannot be encoded")]
    [InlineData("f: []", "has no values")]
    [InlineData("{}", "empty selection")]
    [InlineData("f:\n    g: x", "write nested fields with dots")]
    [InlineData("f:\n    - [x]", "is a list")]
    [InlineData("- [x]", "a list in a list")]
    [InlineData("- ''", "empty keyword")]
    [InlineData("'|startswith': x", "need a field")]
    [InlineData("'|cidr': 10.0.0.0/8", "needs a field")]
    [InlineData("'': x", "a key is empty")]
    [InlineData("f|windash: '-a -b -c -d -e -f'", "too many values")]
    public void What_has_no_meaning_is_rejected(string selection, string reason) =>
        Assert.Contains(reason, Sigma.Rejection(Sigma.Selection(selection)));
}
