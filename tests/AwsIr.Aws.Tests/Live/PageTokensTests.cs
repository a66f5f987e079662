using Amazon.Runtime;
using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.Live;

namespace AwsIr.Aws.Tests.Live;

public class PageTokensTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(1000, 700)]
    public void Circles_are_found_whatever_their_length(int before, int length)
    {
        PageTokens tokens = New();
        for (int i = 0; i < before; i++)
        {
            Assert.Equal($"before {i}", tokens.Next($"before {i}"));
        }

        int asked = 0;
        var error = Assert.Throws<SourceException>(() =>
        {
            for (; asked < 100 * (before + length + 1); asked++)
            {
                tokens.Next($"circle {asked % length}");
            }
        });
        Assert.Equal(SourceProblemKind.InvalidData, error.Problem);
        Assert.InRange(asked, length, 4 * (before + length));
    }

    [Fact]
    public void Tokens_that_differ_go_on_to_the_end()
    {
        PageTokens tokens = New();
        Assert.All(Enumerable.Range(0, 10_000), number => Assert.Equal($"{number}", tokens.Next($"{number}")));
        Assert.Null(tokens.Next(""));
        Assert.Null(tokens.Next(null));
    }

    private static PageTokens New() => new("logs:FilterLogEvents", new AwsTarget("111122223333", "eu-west-1", new AnonymousAWSCredentials()));
}
