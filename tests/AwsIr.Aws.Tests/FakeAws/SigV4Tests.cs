using System.Globalization;
using System.Text;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.FakeAws;

/// <summary>The verifier against what AWS published: its test suite for Signature Version 4, and the examples of S3's documentation.</summary>
public sealed class SigV4Tests
{
    private const string S3Key = "AKIAIOSFODNN7EXAMPLE";

    private const string S3Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    /// <summary>The suite's requests of 30 August 2015: method, target, headers beside host and date, body, signature.</summary>
    public static TheoryData<string, string, string, string, string> Suite { get; } = new()
    {
        { "GET", "/", "", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
        { "GET", "/", "My-Header1:value2|My-Header1:value2|My-Header1:value1", "", "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea" },
        { "GET", "/", "My-Header1:value4|My-Header1:value1|My-Header1:value3|My-Header1:value2", "", "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01" },
        { "GET", "/", "My-Header1: value1|My-Header2: \"a   b   c\"", "", "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736" },
        { "GET", "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "", "", "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f" },
        { "GET", "/\u1234", "", "", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85" },
        { "GET", "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1", "", "", "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac" },
        { "GET", "/?Param1=value2&Param1=Value1", "", "", "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1" },
        { "GET", "/?Param2=value2&Param1=value1", "", "", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500" },
        { "GET", "/?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "", "", "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197" },
        { "GET", "/?\u1234=bar", "", "", "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04" },
        { "GET", "/example1/example2/../..", "", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
        { "GET", "/./example", "", "", "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5" },
        { "GET", "//example//", "", "", "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84" },
        { "GET", "/example space/", "", "", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741" },
        { "GET", "/example/$delete", "", "", "a853c9b21b528b19643d00910d35b83a10c366a10833ceefb45edd6c80e40f27" },
        { "POST", "/", "", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
        { "POST", "/", "My-Header1:VALUE1", "", "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d" },
        { "POST", "/?Param1=value1", "", "", "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11" },
        { "POST", "/", "Content-Type:application/x-www-form-urlencoded", "Param1=value1", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a" },
    };

    [Theory]
    [MemberData(nameof(Suite))]
    public void The_suite_of_AWS_verifies(string method, string target, string headers, string body, string signature)
    {
        AwsCredentials credentials = Key("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        SignedRequest request = Request(credentials, method, target, "example.amazonaws.com", "20150830T123600Z", "us-east-1/service", headers, body, signature);
        Assert.Equal(credentials, Verify(request, credentials, "20150830T123600Z"));

        SignedRequest another = request with { Body = Encoding.UTF8.GetBytes(body + " ") };
        Assert.Equal(AwsProblem.Mismatch, Assert.Throws<SignatureException>(() => Verify(another, credentials, "20150830T123600Z")).Problem);
    }

    [Theory]
    [InlineData("/test.txt", "Range:bytes=0-9", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")]
    [InlineData("/?lifecycle", "", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("/?max-keys=2&prefix=J", "", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void The_examples_of_S3_verify(string target, string headers, string signature)
    {
        AwsCredentials credentials = Key(S3Key, S3Secret);
        string hash = "X-Amz-Content-Sha256:" + SigV4.EmptyHash;
        SignedRequest request = Request(credentials, "GET", target, "examplebucket.s3.amazonaws.com", "20130524T000000Z", "us-east-1/s3", headers.Length == 0 ? hash : $"{headers}|{hash}", "", signature);
        Assert.Equal(credentials, Verify(request, credentials, "20130524T000500Z"));
    }

    [Fact]
    public void The_example_of_a_signed_stream_verifies_chunk_by_chunk()
    {
        AwsCredentials credentials = Key(S3Key, S3Secret);
        byte[] body =
        [
            .. "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n"u8,
            .. Enumerable.Repeat((byte)'a', 65536),
            .. "\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n"u8,
            .. Enumerable.Repeat((byte)'a', 1024),
            .. "\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n"u8,
        ];
        SignedRequest request = Request(
            credentials,
            "PUT",
            "/examplebucket/chunkObject.txt",
            "s3.amazonaws.com",
            "20130524T000000Z",
            "us-east-1/s3",
            "Content-Encoding:aws-chunked|Content-Length:66824|X-Amz-Content-Sha256:STREAMING-AWS4-HMAC-SHA256-PAYLOAD|X-Amz-Decoded-Content-Length:66560|X-Amz-Storage-Class:REDUCED_REDUNDANCY",
            "",
            "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9") with { Body = body };
        Assert.Equal(66824, body.Length);
        Verify(request, credentials, "20130524T000000Z");

        body[60000] = (byte)'b';
        Assert.Equal(AwsProblem.Mismatch, Assert.Throws<SignatureException>(() => Verify(request, credentials, "20130524T000000Z")).Problem);
    }

    [Theory]
    [InlineData("20150830T124059Z", null)]
    [InlineData("20150830T124101Z", AwsProblem.Skewed)]
    [InlineData("20150830T123101Z", null)]
    [InlineData("20150830T123059Z", AwsProblem.Skewed)]
    public void Clocks_may_be_five_minutes_apart(string now, AwsProblem? expected)
    {
        AwsCredentials credentials = Key("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        SignedRequest request = Request(credentials, "GET", "/", "example.amazonaws.com", "20150830T123600Z", "us-east-1/service", "", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
        Assert.Equal(expected, Problem(() => Verify(request, credentials, now)));
    }

    [Fact]
    public void What_does_not_hold_is_told()
    {
        const string Good = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
        AwsCredentials credentials = Key("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        SignedRequest request = Request(credentials, "GET", "/", "example.amazonaws.com", "20150830T123600Z", "us-east-1/service", "", "", Good);

        Assert.Equal(AwsProblem.Missing, Of(request with { Headers = [] }));
        Assert.Equal(AwsProblem.Incomplete, Of(request with { Headers = [.. request.Headers.Where(static header => header.Key != "Authorization"), new("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE")] }));
        Assert.Equal(AwsProblem.Incomplete, Of(request with { Headers = [.. request.Headers, new("X-Amz-Target", "unsigned")] }));
        Assert.Equal(AwsProblem.Payload, Of(Request(credentials, "GET", "/", "example.amazonaws.com", "20150830T123600Z", "us-east-1/service", "X-Amz-Content-Sha256:UNSIGNED-PAYLOAD", "", Good)));
        Assert.Equal(AwsProblem.Mismatch, Of(request with { Method = "POST" }));
        Assert.Equal(AwsProblem.Mismatch, Problem(() => Verify(request, credentials with { SecretAccessKey = "another" }, "20150830T123600Z")));
        Assert.Equal(AwsProblem.UnknownKey, Problem(() => SigV4Verifier.Verify(request, static _ => null, Time("20150830T123600Z"))));
        Assert.Equal(AwsProblem.UnknownKey, Problem(() => Verify(request, credentials with { SessionToken = "missing" }, "20150830T123600Z")));
        Assert.Equal(AwsProblem.Expired, Problem(() => Verify(request, credentials with { Expires = Time("20150830T123500Z") }, "20150830T123600Z")));
        Assert.Null(Of(request));

        AwsProblem? Of(SignedRequest changed) => Problem(() => Verify(changed, credentials, "20150830T123600Z"));
    }

    private static AwsProblem? Problem(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (SignatureException failure)
        {
            return failure.Problem;
        }
    }

    private static AwsCredentials Key(string id, string secret) => new(id, secret, null, null, "111122223333", "arn:aws:iam::111122223333:user/test", "AIDAEXAMPLE");

    private static AwsCredentials Verify(SignedRequest request, AwsCredentials credentials, string now) =>
        SigV4Verifier.Verify(request, id => id == credentials.AccessKeyId ? credentials : null, Time(now));

    private static DateTime Time(string text) => DateTime.ParseExact(text, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>A request with all of its headers signed.</summary>
    private static SignedRequest Request(AwsCredentials credentials, string method, string target, string host, string date, string scope, string headers, string body, string signature)
    {
        List<KeyValuePair<string, string>> all = [new("Host", host), new("X-Amz-Date", date)];
        all.AddRange(headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(static line => new KeyValuePair<string, string>(line.Split(':', 2)[0], line.Split(':', 2)[1])));
        string signed = string.Join(';', all.Select(static header => header.Key.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal));
        all.Add(new("Authorization", $"AWS4-HMAC-SHA256 Credential={credentials.AccessKeyId}/{date[..8]}/{scope}/aws4_request,SignedHeaders={signed},Signature={signature}"));
        return new SignedRequest(method, target, all, Encoding.UTF8.GetBytes(body));
    }
}
