using AwsIr.S3;

namespace AwsIr.Aws.Tests.S3;

/// <summary>Addresses of objects, as people have them at hand.</summary>
public sealed class S3LocationTests
{
    [Theory]
    [InlineData("s3://example-logs", "example-logs", "")]
    [InlineData("s3://example-logs/", "example-logs", "")]
    [InlineData("S3://example-logs/AWSLogs/111122223333/", "example-logs", "AWSLogs/111122223333/")]
    [InlineData("s3://example-logs/a b/c+d%20e/*", "example-logs", "a b/c+d%20e/*")]
    [InlineData("s3://example-logs//a", "example-logs", "/a")]
    [InlineData("arn:aws:s3:::example-logs", "example-logs", "")]
    [InlineData("arn:aws-us-gov:s3:::example-logs/AWSLogs/", "example-logs", "AWSLogs/")]
    [InlineData("arn:aws:s3:eu-west-1:111122223333:accesspoint/logs", "arn:aws:s3:eu-west-1:111122223333:accesspoint/logs", "")]
    [InlineData("arn:aws:s3:eu-west-1:111122223333:accesspoint/logs/object/AWSLogs/", "arn:aws:s3:eu-west-1:111122223333:accesspoint/logs", "AWSLogs/")]
    [InlineData("s3://arn:aws:s3:eu-west-1:111122223333:accesspoint/logs/AWSLogs/", "arn:aws:s3:eu-west-1:111122223333:accesspoint/logs", "AWSLogs/")]
    [InlineData("https://example-logs.s3.eu-west-1.amazonaws.com/AWSLogs/a%20b/", "example-logs", "AWSLogs/a b/")]
    [InlineData("https://example.logs.s3.amazonaws.com/", "example.logs", "")]
    [InlineData("https://example-logs.s3.dualstack.eu-west-1.amazonaws.com/x", "example-logs", "x")]
    [InlineData("https://s3.eu-west-1.amazonaws.com/example-logs/AWSLogs/", "example-logs", "AWSLogs/")]
    [InlineData("https://s3.cn-north-1.amazonaws.com.cn/example-logs/AWSLogs/", "example-logs", "AWSLogs/")]
    [InlineData("https://s3.console.aws.amazon.com/s3/buckets/example-logs?region=eu-west-1&prefix=AWSLogs/111122223333/&showversions=false", "example-logs", "AWSLogs/111122223333/")]
    [InlineData("https://eu-west-1.console.aws.amazon.com/s3/buckets/example-logs?prefix=a%2Fb%20c/", "example-logs", "a/b c/")]
    [InlineData("https://s3.console.aws.amazon.com/s3/object/example-logs?prefix=AWSLogs/x.json.gz", "example-logs", "AWSLogs/x.json.gz")]
    public void An_address_is_read(string text, string bucket, string prefix) => Assert.Equal(new S3Location(bucket, prefix), S3Location.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("example-logs")]
    [InlineData("C:\\logs")]
    [InlineData("s3:/example-logs")]
    [InlineData("s3://")]
    [InlineData("s3:///AWSLogs")]
    [InlineData("s3://a_b c/x")]
    [InlineData("s3://../x")]
    [InlineData("arn:aws:iam::111122223333:role/x")]
    [InlineData("arn:aws:s3:::")]
    [InlineData("https://example.com/example-logs")]
    [InlineData("https://s3.console.aws.amazon.com/s3/home")]
    [InlineData("ftp://example-logs.s3.amazonaws.com/x")]
    public void Anything_else_says_how_to_write_it(string text) =>
        Assert.Contains("Write s3://bucket/prefix.", Assert.Throws<FormatException>(() => S3Location.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_signature_is_not_repeated()
    {
        var error = Assert.Throws<FormatException>(() => S3Location.Parse("https://example.com/x?X-Amz-Signature=0123456789abcdef&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE"));
        Assert.DoesNotContain("0123456789abcdef", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AKIAIOSFODNN7EXAMPLE", error.Message, StringComparison.Ordinal);
        // A presigned URL of S3 is an address like any other, without its query.
        Assert.Equal(new S3Location("example-logs", "x"), S3Location.Parse("https://example-logs.s3.amazonaws.com/x?X-Amz-Signature=0123456789abcdef"));
    }
}
