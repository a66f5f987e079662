using AwsIr.Records;

namespace AwsIr.Tests.Records;

public class PatternTests
{
    [Theory]
    [InlineData("ConsoleLogin", "consolelogin", true)]
    [InlineData("Console*", "ConsoleLogin", true)]
    [InlineData("*Login", "ConsoleLogin", true)]
    [InlineData("Console", "ConsoleLogin", false)]
    [InlineData("C?nsole*", "ConsoleLogin", true)]
    [InlineData("[a-d]onsole*", "ConsoleLogin", true)]
    [InlineData("[e-z]onsole*", "ConsoleLogin", false)]
    [InlineData("a`*b", "a*b", true)]
    [InlineData("a`*b", "axb", false)]
    [InlineData("a.b", "axb", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "a\nb", true)]
    [InlineData("a*b", "a\nb", true)]
    [InlineData("", "", true)]
    [InlineData("(+)", "(+)", true)]
    [InlineData("[^a]", "^", true)]
    public void Names_match_as_with_like(string pattern, string name, bool expected) => Assert.Equal(expected, new LikePattern(pattern).IsMatch(name));

    [Fact]
    public void A_missing_name_matches_nothing() => Assert.False(new LikePattern("*").IsMatch(null));

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9", true)]
    [InlineData("203.0.113.9", "203.0.113.90", false)]
    [InlineData("203.0.113.9", "::ffff:203.0.113.9", true)]
    [InlineData("203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("203.0.113.0/24", "203.0.114.0", false)]
    [InlineData("203.0.113.128/25", "203.0.113.127", false)]
    [InlineData("203.0.113.128/25", "203.0.113.128", true)]
    [InlineData("0.0.0.0/0", "192.0.2.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("2001:db8::/32", "2001:0DB8:0:0::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("2001:DB8::1", "2001:db8:0:0:0:0:0:1", true)]
    [InlineData("203.0.113.*", "203.0.113.7", true)]
    [InlineData("*.amazonaws.com", "config.amazonaws.com", true)]
    [InlineData("AWS Internal", "aws internal", true)]
    [InlineData("203.0.113.0/24", "config.amazonaws.com", false)]
    [InlineData("203.0.113.0/24", null, false)]
    public void Addresses_match_whatever_their_spelling(string pattern, string? address, bool expected) =>
        Assert.Equal(expected, new AddressPattern(pattern).IsMatch(address));

    [Theory]
    [InlineData("203.0.113.0/33")]
    [InlineData("203.0.113.0/")]
    [InlineData("here/24")]
    [InlineData("2001:db8::/129")]
    [InlineData("203.0.113.0/-1")]
    public void A_range_that_is_none_is_refused(string pattern) => Assert.Throws<FormatException>(() => new AddressPattern(pattern));
}
