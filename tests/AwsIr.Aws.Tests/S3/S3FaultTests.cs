using System.IO.Compression;
using System.Text;
using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.FakeAws;
using AwsIr.Records;
using AwsIr.S3;

namespace AwsIr.Aws.Tests.S3;

/// <summary>What goes wrong on the way, and what is made of it.</summary>
public sealed class S3FaultTests : IDisposable
{
    private static readonly byte[] Log = Compress(string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"{{\"number\":{i},\"text\":\"{i * 7919 % 104_729}\"}}\n")));

    private readonly S3Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    /// <summary>Before the first byte, in gzip's header, in the middle, before the last byte, and at the end of what was announced.</summary>
    public static TheoryData<int> Cuts => [0, 1, 5, 10, 1000, Log.Length / 2, Log.Length - 8, Log.Length - 1];

    [Theory]
    [MemberData(nameof(Cuts))]
    public void A_download_that_breaks_goes_on_where_it_broke(int bytes)
    {
        _rig.Bucket.Put("log.gz", Log);
        _rig.Server.Faults.Add("GetObject", Fault.CutInBody(bytes));
        Assert.Equal(Log, Assert.Single(_rig.Read().Ok().Items).Content);
        IReadOnlyList<LoggedRequest> requests = _rig.Server.RequestsOf("GetObject");
        Assert.Equal([null, bytes == 0 ? null : $"bytes={bytes}-{Log.Length - 1}"], requests.Select(static request => request.Range));
        Assert.All(requests, request => Assert.Equal($"\"{_rig.Bucket.Objects["log.gz"].ETag}\"", request.Header("If-Match")));
    }

    [Fact]
    public void It_goes_on_again_and_again_while_it_gets_on()
    {
        _rig.Bucket.Put("log.gz", Log);
        _rig.Server.Faults.Add("GetObject", Fault.CutBeforeHeaders);
        _rig.Server.Faults.Add("GetObject", Fault.CutInHeaders);
        _rig.Server.Faults.Add("GetObject", Fault.CutInBody(4000), times: 8);
        _rig.Server.Faults.Add("GetObject", Fault.Throttle);
        _rig.Server.Faults.Add("GetObject", Fault.InternalError);
        Assert.Equal(Log, Assert.Single(_rig.Read().Ok().Items).Content);
    }

    [Fact]
    public void It_gives_up_where_it_never_gets_on_and_reads_the_others()
    {
        _rig.Bucket.Put("a", "first");
        _rig.Bucket.Put("b", Log);
        _rig.Bucket.Put("c", "last");
        _rig.Server.Faults.Add("GetObject", Fault.CutInBody(0), times: 100, key: "b");
        S3Result result = _rig.Read();
        Assert.Equal(["first", null, "last"], result.Items.Select(static item => item.Content is null ? null : Encoding.UTF8.GetString(item.Content)));
        SourceException failure = Assert.Single(result.Failures);
        Assert.Equal((AwsErrorIds.Connection, SourceProblemKind.Connection), (failure.ErrorId, failure.Problem));
        Assert.StartsWith($"s3://example-logs/b: the connection broke off at byte 0 of {Log.Length}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Slow_bytes_and_silence_are_borne()
    {
        S3Fetcher.Patience = TimeSpan.FromSeconds(1);
        try
        {
            _rig.Bucket.Put("a", Log);
            _rig.Bucket.Put("b", Log);
            _rig.Server.Faults.Add("GetObject", Fault.SlowBody(Log.Length / 4, TimeSpan.FromMilliseconds(200)), key: "a");
            _rig.Server.Faults.Add("GetObject", Fault.StallInBody(1000), key: "b");
            Assert.All(_rig.Read().Ok().Items, static item => Assert.Equal(Log, item.Content));
            Assert.Equal($"bytes=1000-{Log.Length - 1}", _rig.Server.RequestsOf("GetObject").Last(static request => request.Key == "b").Range);
        }
        finally
        {
            S3Fetcher.Patience = TimeSpan.FromSeconds(30);
        }
    }

    [Fact]
    public void An_object_that_changed_is_an_error_and_not_a_mixture()
    {
        _rig.Bucket.Put("log.gz", Log);
        _rig.Server.Faults.Add("GetObject", Fault.CutInBody(1000));
        using S3Source source = _rig.Source();
        EvidenceItem item = S3Rig.First(source, TestContext.Current.CancellationToken);
        Assert.True(_rig.Server.WaitForRequests("GetObject"));
        _rig.Server.World.Change(() => _rig.Bucket.Put("log.gz", Log.Reverse().ToArray()));
        using Stream stream = item.Open();
        Assert.Throws<IOException>(() => stream.CopyTo(Stream.Null));
        Assert.Equal(S3ErrorIds.Changed, item.Failure!.ErrorId);
        Assert.Contains("it changed since it was listed", item.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NoSuchKey", 404, S3ErrorIds.Changed, "it is gone since it was listed")]
    [InlineData("InvalidObjectState", 403, S3ErrorIds.Archived, "restore-object")]
    [InlineData("AccessDenied", 403, AwsErrorIds.AccessDenied, "s3:GetObject")]
    [InlineData("KMS.DisabledException", 400, AwsErrorIds.Unavailable, "its key in KMS cannot be used")]
    [InlineData("SomethingElse", 400, AwsErrorIds.RequestFailed, "SomethingElse")]
    public void An_object_that_cannot_be_read_says_why(string code, int status, string errorId, string says)
    {
        _rig.Bucket.Put("a", "a");
        _rig.Bucket.Put("b", "b");
        _rig.Server.Faults.Add("GetObject", Fault.Error(code, "No.", status), key: "a", times: 20);
        S3Result result = _rig.Read();
        Assert.Equal("b", Encoding.UTF8.GetString(Assert.Single(result.Items, static item => item.Content is not null).Content!));
        SourceException failure = Assert.Single(result.Failures);
        Assert.Equal(errorId, failure.ErrorId);
        Assert.StartsWith("s3://example-logs/a: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_KMS_that_is_denied_is_named()
    {
        _rig.Bucket.Put("a", "a").KmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        _rig.Server.World.Deny("kms:Decrypt");
        SourceException failure = Assert.Single(_rig.Read().Failures);
        Assert.Equal(AwsErrorIds.AccessDenied, failure.ErrorId);
        Assert.Contains("is not allowed to do kms:Decrypt", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Archived_objects_are_named_and_the_others_read()
    {
        for (int i = 0; i < 12; i++)
        {
            _rig.Bucket.Put($"a{i:00}", "x").StorageClass = "GLACIER";
        }

        _rig.Bucket.Put("b", "x").StorageClass = "DEEP_ARCHIVE";
        _rig.Bucket.Put("c", "x").StorageClass = "GLACIER_IR";
        _rig.Bucket.Objects["a05"].Restored = true;
        _rig.Bucket.Put("a12", "x").StorageClass = "GLACIER";
        S3Result result = _rig.Read();
        Assert.Equal(["a05", "c"], result.Keys);
        SourceNotice error = Assert.Single(result.Errors);
        Assert.Equal(S3ErrorIds.Archived, error.ErrorId);
        Assert.StartsWith("13 objects in an archive class (GLACIER, DEEP_ARCHIVE) could not be read: s3://example-logs/a00, ", error.Message, StringComparison.Ordinal);
        Assert.Contains(" and 3 more", error.Message, StringComparison.Ordinal);
        Assert.Contains("s3://example-logs/b is archived (DEEP_ARCHIVE).", result.Verbose, StringComparison.Ordinal);
        Assert.Equal(2, _rig.Server.RequestsOf("GetObject").Count);
    }

    [Fact]
    public void A_bucket_that_is_not_there_or_denied_is_one_error_and_the_next_one_is_read()
    {
        _rig.Bucket.Put("a", "a");
        _rig.Server.World.AddBucket("other-logs", "eu-west-1", _rig.Server.World.AddAccount("444455556666"));
        S3Result result = _rig.Read("s3://no-such-bucket s3://other-logs/x s3://example-logs");
        Assert.Equal(["a"], result.Keys);
        Assert.Equal([AwsErrorIds.NotFound, AwsErrorIds.AccessDenied], result.Errors.Select(static error => error.ErrorId));
        Assert.Equal(["s3://no-such-bucket/", "s3://other-logs/x"], result.Errors.Select(static error => error.Target));
        Assert.Contains("no bucket of the name no-such-bucket", result.Errors.First().Message, StringComparison.Ordinal);
        Assert.Contains("s3:ListBucket", result.Errors.Last().Message, StringComparison.Ordinal);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Where_everything_is_denied_it_does_not_try_everything()
    {
        for (int i = 0; i < 2000; i++)
        {
            _rig.Bucket.Put($"k{i:0000}", "x");
        }

        _rig.Server.World.Deny("s3:GetObject");
        S3Result result = _rig.Read();
        Assert.Contains("The rest was not tried.", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
        Assert.InRange(result.Failures.Count, 50, 300);
        Assert.All(result.Failures, static failure => Assert.Equal(AwsErrorIds.AccessDenied, failure.ErrorId));

        // That says nothing of the next location.
        Bucket other = _rig.Server.World.AddBucket("other-logs", "eu-west-1", _rig.Owner);
        for (int i = 0; i < 100; i++)
        {
            other.Put($"k{i:00}", "x");
        }

        _rig.Server.World.Denials.Clear();
        _rig.Server.Faults.Add("GetObject", Fault.Error("AccessDenied", "Access Denied", 403), times: 10_000, key: "9");
        result = _rig.Read("s3://other-logs");
        Assert.Empty(result.Errors);
        Assert.Equal((100, 10), (result.Items.Count, result.Failures.Count));
        _rig.Server.Faults.Clear();
        for (int i = 0; i < 200; i++)
        {
            _rig.Server.World.Deny("s3:GetObject", resource: $"example-logs/k{i:0000}");
        }

        result = _rig.Read("s3://example-logs/k0 s3://other-logs");
        Assert.Equal("s3://example-logs/k0", Assert.Single(result.Errors).Target);
        Assert.Equal(100, result.Items.Count(static item => item.Content is not null));
    }

    [Theory]
    [InlineData(WrongRegionAnswer.PermanentRedirect)]
    [InlineData(WrongRegionAnswer.AuthorizationHeaderMalformed)]
    public void A_bucket_in_another_region_is_followed_once(WrongRegionAnswer answer)
    {
        _rig.Server.World.WrongRegion = answer;
        _rig.Region = "us-east-1";
        _rig.Bucket.Put("a", "a");
        _rig.Bucket.Put("b", "b");
        Assert.Equal(["a", "b"], _rig.Read().Ok().Keys);
        Assert.Single(_rig.Server.Requests, static request => request.Region == "us-east-1" && request.Service == "s3");
    }

    [Fact]
    public void Whoever_asks_pays_if_they_say_so()
    {
        AwsAccount other = _rig.Server.World.AddAccount("444455556666");
        _rig.Bucket.RequesterPays = true;
        _rig.Bucket.SharedWith.Add("444455556666");
        _rig.User = other.AddUser("responder");
        _rig.Bucket.Put("a", "a");
        Assert.Contains("-RequestPayer requester", Assert.Single(_rig.Read().Errors).Message, StringComparison.Ordinal);
        Assert.Equal(["a"], _rig.Read(requesterPays: true).Ok().Keys);
    }

    [Fact]
    public void Credentials_that_expire_end_the_run_and_what_came_before_is_kept()
    {
        for (int i = 0; i < 200; i++)
        {
            _rig.Bucket.Put($"k{i:000}", "x");
        }

        _rig.Server.Faults.Add("GetObject", Fault.ExpiredToken, times: 1000, after: 20);
        S3Result result = _rig.Read();
        Assert.Equal(AwsErrorIds.CredentialsExpired, result.End!.ErrorId);
        Assert.Equal(20, result.Items.Count(static item => item.Content is not null));
        Assert.InRange(result.Failures.Count, 1, 60);
    }

    [Fact]
    public void A_listing_that_breaks_is_an_error_and_what_was_listed_is_read()
    {
        for (int i = 0; i < 1500; i++)
        {
            _rig.Bucket.Put($"k{i:0000}", "x");
        }

        _rig.Server.Faults.Add("ListObjectsV2", Fault.Error("SomethingElse", "No.", 400), times: 100, after: 1);
        S3Result result = _rig.Read();
        Assert.Equal(1000, result.Items.Count);
        Assert.EndsWith("What was listed before it is still read; the rest is not.", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(S3Content.BlockSize - 1)]
    [InlineData(S3Content.BlockSize)]
    [InlineData(S3Content.BlockSize + 1)]
    [InlineData((3 * S3Content.BlockSize) + 17)]
    public void Objects_of_any_size_come_whole(int size)
    {
        byte[] content = new byte[size];
        new Random(size).NextBytes(content);
        _rig.Bucket.Put("x", content);
        Assert.Equal(content, Assert.Single(_rig.Read().Ok().Items).Content);
    }

    [Fact]
    public void A_large_object_is_read_anywhere_in_little_memory()
    {
        byte[] content = new byte[12 * S3Content.BlockSize];
        new Random(1).NextBytes(content);
        _rig.Bucket.Put("x", content);
        using S3Source source = _rig.Source();
        EvidenceItem item = S3Rig.First(source, TestContext.Current.CancellationToken);
        var random = new Random(2);
        using (Stream stream = item.Open())
        {
            Assert.True(stream.CanSeek);
            Assert.Equal(content.Length, stream.Length);
            byte[] read = new byte[50_000];
            for (int i = 0; i < 60; i++)
            {
                long position = random.NextInt64(content.Length);
                stream.Position = position;
                int length = stream.ReadAtLeast(read, (int)Math.Min(read.Length, content.Length - position));
                Assert.Equal(content.AsSpan((int)position, length), read.AsSpan(0, length));
            }

            // A second stream while the first is open, as readers do.
            using Stream second = item.Open();
            Assert.Equal(content[0], second.ReadByte());
        }

        // And once more when all are closed.
        using (Stream again = item.Open())
        using (var copy = new MemoryStream())
        {
            again.CopyTo(copy);
            Assert.Equal(content, copy.ToArray());
        }

        Assert.InRange(source.MostMemory, 1, 4 * S3Content.BlockSize);
    }

    [Fact]
    public void Memory_is_bounded_whatever_is_in_flight()
    {
        byte[] content = new byte[3 * 1024 * 1024];
        new Random(3).NextBytes(content);
        for (int i = 0; i < 40; i++)
        {
            _rig.Bucket.Put($"k{i:00}", content);
        }

        _rig.Bucket.Put("large", new byte[20 * S3Content.BlockSize]);
        using S3Source source = _rig.Source(inFlight: 64);
        S3Result result = S3Rig.Read(source).Ok();
        Assert.Equal(41, result.Items.Count);
        Assert.InRange(source.MostMemory, 32 * 1024 * 1024, 64 * 1024 * 1024);
    }

    [Theory]
    [InlineData("ListObjectsV2")]
    [InlineData("GetObject")]
    public void It_stops_at_once_while_a_server_says_nothing(string operation)
    {
        _rig.Bucket.Put("a", Log);
        _rig.Server.Faults.Add(operation, operation == "GetObject" ? Fault.StallInBody(100) : Fault.Stall, times: 100);
        using S3Source source = _rig.Source();
        using var cancel = new CancellationTokenSource();
        var done = new ManualResetEventSlim();
        Exception? ended = null;
        var thread = new Thread(() =>
        {
            try
            {
                using Stream stream = S3Rig.First(source, cancel.Token).Open();
                stream.CopyTo(Stream.Null);
            }
            catch (Exception e)
            {
                ended = e;
            }

            done.Set();
        });
        thread.Start();
        Assert.True(_rig.Server.WaitForRequests(operation));
        Assert.False(done.Wait(200, TestContext.Current.CancellationToken));
        cancel.Cancel();
        Assert.True(done.Wait(S3Rig.Patience, TestContext.Current.CancellationToken));
        Assert.IsType<OperationCanceledException>(ended, exactMatch: false);
    }

    [Fact]
    public void An_answer_that_is_another_part_is_not_taken()
    {
        _rig.Bucket.Put("a", Log);
        _rig.Server.Faults.Add("GetObject", Fault.Body("something else"), times: 100);
        SourceException failure = Assert.Single(_rig.Read().Failures);
        Assert.Equal(SourceProblemKind.InvalidData, failure.Problem);
    }

    [Fact]
    public void Secrets_are_in_no_text()
    {
        _rig.Bucket.Put("a", "a");
        AwsCredentials wrong = _rig.User with { SecretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
        _rig.User = wrong;
        S3Result result = _rig.Read();
        Assert.Equal(AwsErrorIds.Credentials, result.End!.ErrorId);
        string all = result.End.ToString() + string.Join("\n", result.Notices.Select(static notice => notice.ToString()));
        Assert.DoesNotContain(wrong.SecretAccessKey, all, StringComparison.Ordinal);
    }

    private static byte[] Compress(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
