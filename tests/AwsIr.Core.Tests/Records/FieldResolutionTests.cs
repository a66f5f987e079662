using AwsIr.Records;
using AwsIr.Tests.Formats;

namespace AwsIr.Tests.Records;

/// <summary>How a field path of a rule finds its values in a record.</summary>
public class FieldResolutionTests
{
    private const string Json = """
        {"eventName":"A","eventSource":"a","eventTime":"2026-03-17T13:30:00Z","errorMessage":null,"EVENTNAME2":"x","a.b":"dotted","a":{"b":"path","c.d":{"e":1},"c":{"d":{"e":2}}},"New":"first","NEW":"second",
        "userIdentity":{"type":"IAMUser","UserName":"upper","sessionContext":{"attributes":{"mfaAuthenticated":"false"}}},
        "requestParameters":{"Tagging":"upper","tagging":"lower","empty":[],"items":[{"k":1},{"k":[2,3]},{"other":4},5],"nested":{"a" : [ 1 , {"b":"\u00e9\"\\\/"} ],"n":null},"yes":true,"num":1.50,"esc\u0061ped":"e","\u00c4rger":"umlaut"}}
        """;

    private static readonly RecordFields Fields = ((IRecord)Assert.Single(Found.In(Json).Events)).GetFields();

    [Theory]
    [InlineData("eventName", "A")]
    [InlineData("EVENTNAME", "A")]
    [InlineData("eventname2", "x")]
    [InlineData("userIdentity.type", "IAMUser")]
    [InlineData("useridentity.TYPE", "IAMUser")]
    [InlineData("userIdentity.userName", "upper")]
    [InlineData("userIdentity.sessionContext.attributes.mfaAuthenticated", "false")]
    [InlineData("a.b", "dotted")]
    [InlineData("A.B", "dotted")]
    [InlineData("a.c.d.e", "2")]
    [InlineData("a.c.d", """{"e":1}""")]
    [InlineData("New", "first")]
    [InlineData("NEW", "second")]
    [InlineData("new", "second")]
    [InlineData("requestParameters.Tagging", "upper")]
    [InlineData("requestParameters.tagging", "lower")]
    [InlineData("requestParameters.items.k", "1|2|3")]
    [InlineData("requestParameters.items", """{"k":1}|{"k":[2,3]}|{"other":4}|5""")]
    [InlineData("requestParameters.nested", "{\"a\":[1,{\"b\":\"é\\\"\\\\/\"}],\"n\":null}")]
    [InlineData("requestParameters.nested.a.b", "é\"\\/")]
    [InlineData("requestParameters.yes", "true")]
    [InlineData("requestParameters.num", "1.50")]
    [InlineData("requestParameters.escaped", "e")]
    [InlineData("requestParameters.ärger", "umlaut")]
    public void A_path_finds_its_values(string path, string expected)
    {
        var values = Resolve(path);
        Assert.True(values.Present);
        Assert.Equal(expected, string.Join("|", values.Items.ToArray().Select(value => value.Text)));
    }

    [Theory]
    [InlineData("errorMessage")]
    [InlineData("requestParameters.nested.n")]
    public void Null_is_a_value(string path)
    {
        var values = Resolve(path);
        Assert.True(values.Present);
        Assert.Equal(FieldKind.Null, Assert.Single(values.Items.ToArray()).Kind);
    }

    [Fact]
    public void More_objects_than_are_remembered_make_no_difference()
    {
        var items = string.Join(",", Enumerable.Range(0, 100).Select(i => $$$"""{"k":{"n":{{{i}}}},"o":"x"}"""));
        var fields = ((IRecord)Assert.Single(Found.In($$"""{"eventName":"A","eventSource":"a","eventTime":"2026-03-17T13:30:00Z","requestParameters":{"a":[{{items}}],"b":{"c":{"d":"deep"} } } }""").Events)).GetFields();
        var values = new FieldValues();
        for (var round = 0; round < 2; round++)
        {
            values.Clear();
            fields.Resolve(new FieldPath("requestParameters.a.k.n", 0), values);
            Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), values.Items.ToArray().Select(value => value.Text));
            values.Clear();
            fields.Resolve(new FieldPath("requestParameters.b.c.d", 0), values);
            Assert.Equal("deep", Assert.Single(values.Items.ToArray()).Text);
        }
    }

    [Fact]
    public void An_empty_array_is_present_without_a_value()
    {
        var values = Resolve("requestParameters.empty");
        Assert.True(values.Present);
        Assert.Equal(0, values.Count);
    }

    [Theory]
    [InlineData("errorCode")]
    [InlineData("nothing.at.all")]
    [InlineData("eventName.more")]
    [InlineData("requestParameters.empty.more")]
    [InlineData("requestParameters.items.absent")]
    [InlineData("")]
    [InlineData(".")]
    public void What_is_not_there_is_absent(string path)
    {
        var values = Resolve(path);
        Assert.False(values.Present);
        Assert.Equal(0, values.Count);
    }

    [Fact]
    public void Kinds_are_told_apart()
    {
        Assert.Equal(FieldKind.String, Resolve("eventName").Items[0].Kind);
        Assert.Equal(FieldKind.Boolean, Resolve("requestParameters.yes").Items[0].Kind);
        Assert.Equal(FieldKind.Number, Resolve("requestParameters.num").Items[0].Kind);
        Assert.Equal(FieldKind.Object, Resolve("requestParameters.nested").Items[0].Kind);
    }

    [Fact]
    public void Keywords_see_every_value_and_no_key()
    {
        var seen = new List<string>();
        Assert.False(Fields.AnyValue(text =>
        {
            seen.Add(text);
            return false;
        }));
        Assert.Contains("IAMUser", seen);
        Assert.Contains("1.50", seen);
        Assert.Contains("é\"\\/", seen);
        Assert.DoesNotContain("userIdentity", seen);
        Assert.True(Fields.AnyValue(text => text == "umlaut"));
    }

    private static FieldValues Resolve(string path)
    {
        var values = new FieldValues();
        Fields.Resolve(new FieldPath(path, 0), values);
        return values;
    }
}
