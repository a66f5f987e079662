using System.Net;
using System.Text;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.FakeAws;

/// <summary>The fake's S3.</summary>
public sealed class FakeS3Tests : IDisposable
{
    private readonly FakeAwsServer server = new();
    private readonly AwsAccount owner;
    private readonly Bucket bucket;
    private readonly FakeClient client;

    public FakeS3Tests()
    {
        owner = server.World.AddAccount("111122223333");
        bucket = server.World.AddBucket("example-trail", "eu-west-1", owner);
        client = new FakeClient(server, owner.AddUser("responder"));
    }

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
    }

    [Fact]
    public void Objects_come_whole_and_in_ranges()
    {
        bucket.Put("a/b c+d&é.txt", "0123456789");
        FakeAnswer whole = client.S3(HttpMethod.Get, "/example-trail/a/b%20c%2Bd%26%C3%A9.txt").Ok();
        Assert.Equal("0123456789", whole.Text);
        // The MD5 of those ten digits.
        Assert.Equal("\"781e5e245d69b566979b86e28d23f2c7\"", whole.Headers["ETag"]);
        Assert.Equal("a/b c+d&é.txt", server.RequestsOf("GetObject").Single().Key);

        Assert.Equal((HttpStatusCode.PartialContent, "234", "bytes 2-4/10"), Range("bytes=2-4"));
        Assert.Equal((HttpStatusCode.PartialContent, "89", "bytes 8-9/10"), Range("bytes=8-"));
        Assert.Equal((HttpStatusCode.PartialContent, "789", "bytes 7-9/10"), Range("bytes=-3"));
        Assert.Equal((HttpStatusCode.PartialContent, "9", "bytes 9-9/10"), Range("bytes=9-100"));
        Assert.Equal((HttpStatusCode.OK, "0123456789", null), Range("bytes=1-2,4-5"));
        FakeAnswer beyond = client.S3(HttpMethod.Get, "/example-trail/a/b%20c%2Bd%26%C3%A9.txt", ("Range", "bytes=10-"));
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidRange", "10"), (beyond.Status, beyond["Code"], beyond["ActualObjectSize"]));

        FakeAnswer head = client.S3(HttpMethod.Head, "/example-trail/a/b%20c%2Bd%26%C3%A9.txt").Ok();
        Assert.Equal(("10", 0), (head.Headers["Content-Length"], head.Content.Length));

        (HttpStatusCode, string, string?) Range(string range)
        {
            FakeAnswer answer = client.S3(HttpMethod.Get, "/example-trail/a/b%20c%2Bd%26%C3%A9.txt", ("Range", range));
            return (answer.Status, answer.Text, answer.Headers.GetValueOrDefault("Content-Range"));
        }
    }

    [Fact]
    public void Conditions_hold()
    {
        string tag = $"\"{bucket.Put("k", "x").ETag}\"";
        Assert.Equal(HttpStatusCode.OK, client.S3(HttpMethod.Get, "/example-trail/k", ("If-Match", tag)).Status);
        Assert.Equal("PreconditionFailed", client.S3(HttpMethod.Get, "/example-trail/k", ("If-Match", "\"other\""))["Code"]);
        Assert.Equal(HttpStatusCode.NotModified, client.S3(HttpMethod.Get, "/example-trail/k", ("If-None-Match", tag)).Status);
    }

    [Fact]
    public void A_listing_is_paged_in_the_order_of_UTF8()
    {
        // In UTF-16 the surrogates of the emoji would come before U+FFFD.
        string[] keys = ["a", "b/1", "b/2", "c", "\uFFFD", "\U0001F600"];
        foreach (string key in keys.Reverse())
        {
            bucket.Put(key, key);
        }

        List<string> found = [];
        string? token = null;
        do
        {
            FakeAnswer page = client.S3(HttpMethod.Get, $"/example-trail?list-type=2&max-keys=2{(token is null ? "" : "&continuation-token=" + SigV4.Encode(token))}").Ok();
            Assert.Equal("2", page["KeyCount"]);
            found.AddRange(page.All("Key"));
            token = page["NextContinuationToken"];
            Assert.Equal(token is null ? "false" : "true", page["IsTruncated"]);
        }
        while (token is not null);
        Assert.Equal(keys, found);

        FakeAnswer folders = client.S3(HttpMethod.Get, "/example-trail?list-type=2&delimiter=%2F&start-after=a").Ok();
        Assert.Equal(["c", "\uFFFD", "\U0001F600"], folders.All("Key"));
        Assert.Equal(["", "b/"], folders.All("Prefix"));
        Assert.Equal(["b/1", "b/2"], client.S3(HttpMethod.Get, "/example-trail?list-type=2&prefix=b%2F").Ok().All("Key"));
        Assert.Equal("InvalidArgument", client.S3(HttpMethod.Get, "/example-trail?list-type=2&continuation-token=none")["Code"]);
    }

    [Fact]
    public void Keys_are_encoded_when_asked()
    {
        bucket.Put("a b+c%/é\u0001", "");
        // A space as a plus, slashes as they are: measured on S3 by others.
        Assert.Equal("a+b%2Bc%25/%C3%A9%01", client.S3(HttpMethod.Get, "/example-trail?list-type=2&encoding-type=url").Ok()["Key"]);
    }

    [Fact]
    public void A_bucket_elsewhere_says_where()
    {
        using var elsewhere = new FakeClient(server, owner.AddUser("other"), "us-east-1");
        FakeAnswer moved = elsewhere.S3(HttpMethod.Get, "/example-trail?list-type=2");
        Assert.Equal((HttpStatusCode.MovedPermanently, "PermanentRedirect", "eu-west-1", "example-trail.s3.eu-west-1.amazonaws.com"), (moved.Status, moved["Code"], moved.Headers["x-amz-bucket-region"], moved["Endpoint"]));
        Assert.Equal("eu-west-1", elsewhere.S3(HttpMethod.Head, "/example-trail").Headers["x-amz-bucket-region"]);
        Assert.Equal("eu-west-1", elsewhere.S3(HttpMethod.Get, "/example-trail?location").Ok()["LocationConstraint"]);

        server.World.WrongRegion = WrongRegionAnswer.AuthorizationHeaderMalformed;
        FakeAnswer malformed = elsewhere.S3(HttpMethod.Get, "/example-trail?list-type=2");
        Assert.Equal((HttpStatusCode.BadRequest, "AuthorizationHeaderMalformed", "eu-west-1"), (malformed.Status, malformed["Code"], malformed["Region"]));
    }

    [Fact]
    public void What_may_not_be_read_says_why()
    {
        bucket.Put("open", "x");
        bucket.Put("cold", "x").StorageClass = "DEEP_ARCHIVE";
        bucket.Put("secret", "x").KmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/0a0a0a0a";
        server.World.Deny("kms:Decrypt");
        Assert.Equal(("InvalidObjectState", "DEEP_ARCHIVE"), (Get("cold")["Code"], Get("cold")["StorageClass"]));
        Assert.Contains("is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/0a0a0a0a because", Get("secret")["Message"], StringComparison.Ordinal);
        Assert.Equal("NoSuchKey", Get("missing")["Code"]);

        server.World.Deny("s3:GetObject", resource: "/open");
        Assert.Equal("User: arn:aws:iam::111122223333:user/responder is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::example-trail/open\" because no identity-based policy allows the s3:GetObject action", Get("open")["Message"]);

        server.World.Deny("s3:ListBucket");
        Assert.Equal(HttpStatusCode.Forbidden, Get("missing").Status);
        Assert.Equal("NoSuchBucket", client.S3(HttpMethod.Get, "/example-nowhere/x")["Code"]);

        FakeAnswer Get(string key) => client.S3(HttpMethod.Get, "/example-trail/" + key);
    }

    [Fact]
    public void Other_accounts_are_let_in_by_the_policy_and_may_have_to_pay()
    {
        bucket.Put("k", "x");
        AwsAccount other = server.World.AddAccount("444455556666");
        using var stranger = new FakeClient(server, other.AddUser("stranger"));
        Assert.Equal("Access Denied", stranger.S3(HttpMethod.Get, "/example-trail/k")["Message"]);

        bucket.SharedWith.Add(other.Id);
        stranger.S3(HttpMethod.Get, "/example-trail/k").Ok();
        bucket.RequesterPays = true;
        Assert.Equal(HttpStatusCode.Forbidden, stranger.S3(HttpMethod.Get, "/example-trail/k").Status);
        Assert.Equal("requester", stranger.S3(HttpMethod.Get, "/example-trail/k", ("x-amz-request-payer", "requester")).Ok().Headers["x-amz-request-charged"]);
        client.S3(HttpMethod.Get, "/example-trail/k").Ok();
    }

    [Fact]
    public void The_host_may_name_the_bucket()
    {
        bucket.Put("k", "x");
        Assert.Equal("x", client.S3(HttpMethod.Get, "/k", ("Host", "example-trail.s3.eu-west-1.amazonaws.com")).Ok().Text);
        Assert.Equal(["k"], client.S3(HttpMethod.Get, "/?list-type=2", ("Host", "example-trail.localhost:1234")).Ok().All("Key"));
        Assert.Equal(["example-trail"], client.S3(HttpMethod.Get, "/").Ok().All("Name"));
    }

    [Fact]
    public void Signatures_are_told_from_each_other()
    {
        using var wrong = new FakeClient(server, owner.AddUser("responder", "AKIAIOSFODNN7EXAMPLE", "right") with { SecretAccessKey = "wrong" });
        Assert.Equal("SignatureDoesNotMatch", wrong.S3(HttpMethod.Get, "/example-trail/k")["Code"]);
        using var unknown = new FakeClient(server, owner.AddUser("responder") with { AccessKeyId = "AKIAUNKNOWNEXAMPLE00" });
        Assert.Equal("InvalidAccessKeyId", unknown.S3(HttpMethod.Get, "/example-trail/k")["Code"]);

        AwsCredentials session = owner.StartSession("IRReadOnly");
        using var temporary = new FakeClient(server, session);
        Assert.Equal("NoSuchKey", temporary.S3(HttpMethod.Get, "/example-trail/k")["Code"]);
        server.World.ExpireSession(session.AccessKeyId);
        Assert.Equal("ExpiredToken", temporary.S3(HttpMethod.Get, "/example-trail/k")["Code"]);

        server.World.ClockOffset = TimeSpan.FromMinutes(16);
        FakeAnswer skewed = client.S3(HttpMethod.Get, "/example-trail/k");
        Assert.Equal((HttpStatusCode.Forbidden, "RequestTimeTooSkewed"), (skewed.Status, skewed["Code"]));
        Assert.InRange(DateTime.Parse(skewed.Headers["Date"], System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime() - DateTime.UtcNow, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(17));
        server.World.ClockOffset = TimeSpan.FromMinutes(14);
        bucket.Put("k", Encoding.UTF8.GetBytes("x"));
        client.S3(HttpMethod.Get, "/example-trail/k").Ok();
    }
}
