namespace AwsIr.Tests.Detection;

public sealed class ValueTests
{
    [Theory]
    [InlineData("f: ConsoleLogin", """{"f":"consolelogin"}""", true)]
    [InlineData("f: Console", """{"f":"ConsoleLogin"}""", false)]
    [InlineData("f: Console*", """{"f":"consolelogin"}""", true)]
    [InlineData("f: '*login'", """{"f":"ConsoleLogin"}""", true)]
    [InlineData("f: '*sole*'", """{"f":"ConsoleLogin"}""", true)]
    [InlineData("f: 'C*o*in'", """{"f":"ConsoleLogin"}""", true)]
    [InlineData("f: 'C*o*ix'", """{"f":"ConsoleLogin"}""", false)]
    [InlineData("f: 'ConsoleLogi?'", """{"f":"ConsoleLogin"}""", true)]
    [InlineData("f: 'ConsoleLogin?'", """{"f":"ConsoleLogin"}""", false)]
    [InlineData("f: 'a?c'", """{"f":"a😀c"}""", true)]
    [InlineData("f: 'a?c'", """{"f":"ac"}""", false)]
    [InlineData("f: '*'", """{"f":""}""", true)]
    [InlineData("f: '**'", """{"f":"x"}""", true)]
    [InlineData("f: 'a*b*a*b'", """{"f":"abab"}""", true)]
    [InlineData("f: 'a*b*a*b'", """{"f":"aba"}""", false)]
    [InlineData("f: ''", """{"f":""}""", true)]
    [InlineData("f: ''", """{"f":"x"}""", false)]
    public void Strings_are_whole_without_case_and_with_wildcards(string selection, string json, bool expected) =>
        Assert.Equal(expected, Sigma.Matches(selection, json));

    [Theory]
    [InlineData(@"f: 'a\*b'", "a*b", true)]
    [InlineData(@"f: 'a\*b'", "axb", false)]
    [InlineData(@"f: 'a\?b'", "a?b", true)]
    [InlineData(@"f: 'a\?b'", "axb", false)]
    [InlineData(@"f: 'a\\*'", @"a\xyz", true)]
    [InlineData(@"f: 'a\\*'", "a*", false)]
    [InlineData(@"f: 'a\\\*'", @"a\*", true)]
    [InlineData(@"f: 'a\\\*'", @"a\x", false)]
    [InlineData(@"f: 'a\b'", @"a\b", true)]
    [InlineData(@"f: 'a\\b'", @"a\b", true)]
    [InlineData(@"f: 'a\\\\b'", @"a\\b", true)]
    [InlineData(@"f: 'a\'", @"a\", true)]
    public void Backslashes_escape_wildcards_and_themselves(string selection, string value, bool expected) =>
        Assert.Equal(expected, Sigma.Matches(selection, $$"""{"f":{{System.Text.Json.JsonSerializer.Serialize(value)}}}"""));

    [Theory]
    [InlineData("f: 200", """{"f":200}""", true)]
    [InlineData("f: 200", """{"f":"200"}""", true)]
    [InlineData("f: 200", """{"f":200.0}""", false)]
    [InlineData("f: '200'", """{"f":200}""", true)]
    [InlineData("f: true", """{"f":true}""", true)]
    [InlineData("f: true", """{"f":"true"}""", true)]
    [InlineData("f: True", """{"f":true}""", true)]
    [InlineData("f: false", """{"f":true}""", false)]
    [InlineData("f: No", """{"f":"No"}""", true)]
    [InlineData("f: 2*", """{"f":200}""", true)]
    public void Numbers_and_booleans_compare_by_text(string selection, string json, bool expected) =>
        Assert.Equal(expected, Sigma.Matches(selection, json));

    [Theory]
    [InlineData("f: null", """{"g":1}""", true)]
    [InlineData("f: null", """{"f":null}""", true)]
    [InlineData("f:", """{"f":null}""", true)]
    [InlineData("f: ~", """{"g":1}""", true)]
    [InlineData("f: null", """{"f":""}""", false)]
    [InlineData("f: null", """{"f":"null"}""", false)]
    [InlineData("f: null", """{"f":[]}""", false)]
    [InlineData("f: 'null'", """{"f":"null"}""", true)]
    [InlineData("f: 'null'", """{"f":null}""", false)]
    [InlineData("f: ''", """{"f":null}""", false)]
    [InlineData("f: ''", """{"g":1}""", false)]
    [InlineData("f: '*'", """{"f":null}""", false)]
    [InlineData("f: '*'", """{"g":1}""", false)]
    [InlineData("f|contains: ''", """{"g":1}""", false)]
    [InlineData("f|re: '.*'", """{"f":null}""", false)]
    [InlineData("f|lt: 5", """{"f":null}""", false)]
    [InlineData("f:\n    - null\n    - x", """{"f":"x"}""", true)]
    [InlineData("f:\n    - null\n    - x", """{"g":1}""", true)]
    [InlineData("f:\n    - null\n    - x", """{"f":"y"}""", false)]
    public void Absent_and_null_match_null_alone(string selection, string json, bool expected) =>
        Assert.Equal(expected, Sigma.Matches(selection, json));

    [Theory]
    [InlineData("f|exists: true", """{"f":null}""", true)]
    [InlineData("f|exists: true", """{"f":""}""", true)]
    [InlineData("f|exists: true", """{"f":[]}""", true)]
    [InlineData("f|exists: true", """{"g":1}""", false)]
    [InlineData("f|exists: false", """{"g":1}""", true)]
    [InlineData("f|exists: false", """{"f":null}""", false)]
    public void Exists_looks_at_presence_alone(string selection, string json, bool expected) =>
        Assert.Equal(expected, Sigma.Matches(selection, json));

    [Theory]
    [InlineData("a.b: x", """{"a":{"b":"x"}}""", true)]
    [InlineData("a.b: x", """{"a.b":"x","a":{"b":"y"}}""", true)]
    [InlineData("a.b: y", """{"a.b":"x","a":{"b":"y"}}""", false)]
    [InlineData("A.B: x", """{"a":{"b":"x"}}""", true)]
    [InlineData("tagging: x", """{"Tagging":"y","tagging":"x"}""", true)]
    [InlineData("tagging: y", """{"Tagging":"y","tagging":"x"}""", false)]
    [InlineData("a.b: x", """{"a":[{"b":"y"},{"b":"x"}]}""", true)]
    [InlineData("a: x", """{"a":["y","x"]}""", true)]
    [InlineData("a: z", """{"a":["y","x"]}""", false)]
    [InlineData("a: null", """{"a":["y",null]}""", true)]
    public void Fields_are_paths_that_walk_through_arrays(string selection, string json, bool expected) =>
        Assert.Equal(expected, Sigma.Matches(selection, json));

    [Theory]
    [InlineData("p|contains: '\"userName\":\"bob\"'", true)]
    [InlineData("p|startswith: '{\"userName\"'", true)]
    [InlineData("p|endswith: '80}]}'", true)]
    [InlineData("p|re: 'port\":\\d+'", true)]
    [InlineData("p: '*bob*80*'", true)]
    [InlineData("p: 'bob'", false)]
    [InlineData("p.ports|contains: 'port\":443'", true)]
    public void Objects_compare_as_compact_json(string selection, bool expected) => Assert.Equal(
        expected,
        Sigma.Matches(selection, """{ "p" : { "userName" : "bob", "ports" : [ { "port" : 443 }, {"port": 80} ] } }"""));

    [Theory]
    [InlineData("a: x\nb: y", """{"a":"x","b":"y"}""", true)]
    [InlineData("a: x\nb: y", """{"a":"x","b":"z"}""", false)]
    [InlineData("a:\n    - x\n    - y", """{"a":"y"}""", true)]
    [InlineData("- a: x\n- b: y", """{"a":"z","b":"y"}""", true)]
    [InlineData("- a: x\n- b: y", """{"a":"z","b":"z"}""", false)]
    [InlineData("a|contains|all:\n    - x\n    - y", """{"a":"zyx"}""", true)]
    [InlineData("a|contains|all:\n    - x\n    - y", """{"a":"zx"}""", false)]
    [InlineData("a|contains|all:\n    - x\n    - y", """{"a":["x","y"]}""", true)]
    public void Maps_are_and_and_lists_or(string selection, string json, bool expected) =>
        Assert.Equal(expected, Sigma.Matches(selection, json));

    [Theory]
    [InlineData("- mimikatz\n- secret", """{"a":{"b":["x","The SECRET is out"]}}""", true)]
    [InlineData("- mimikatz\n- secret", """{"secret":"x"}""", false)]
    [InlineData("- 4625", """{"id":4625}""", true)]
    [InlineData("- 'a*z'", """{"x":"--abcz--"}""", true)]
    [InlineData("'|all':\n    - one\n    - two", """{"x":"one","y":"two"}""", true)]
    [InlineData("'|all':\n    - one\n    - two", """{"x":"one"}""", false)]
    [InlineData("'|re': 'o.e'", """{"x":"one"}""", true)]
    [InlineData("- one\n- a: x", """{"a":"x"}""", true)]
    [InlineData("- one\n- a: x", """{"b":"one"}""", true)]
    public void Keywords_are_anywhere_in_the_values(string selection, string json, bool expected) =>
        Assert.Equal(expected, Sigma.Matches(selection, json));

    [Fact]
    public void A_single_text_is_a_keyword() =>
        Assert.True(Sigma.RuleMatches(Sigma.Rule("keywords: secret\ncondition: keywords"), """{"a":"a secret"}"""));
}
